// Bodies that are never whole in memory: framing, an end that comes too early, a client that does not read.
#include "server/http_server.hpp"
#include "tests/wire/edge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <memory>
#include <stdexcept>

namespace {

using namespace chophien::server;
using namespace chophien::server::wire;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

struct EdgePieces : Edge {
    /// Answers with "first " and so many pieces of so many bytes.
    void answer_with(int pieces, std::size_t bytes) {
        site.on_worker = [this, pieces, bytes](HttpRequest, Reply reply) {
            HttpResponse response{.content_type = "text/csv", .headers = {}, .body = "first "};
            const auto given = std::make_shared<int>(0);
            response.rest = [this, pieces, bytes, given]() -> std::string {
                if (*given == pieces) return {};
                ++made;
                return std::string(bytes, static_cast<char>('a' + (*given)++ % 26));
            };
            reply(std::move(response));
        };
    }

    std::atomic<int> made = 0;
};

TEST_F(EdgePieces, ArriveAsOneBodyAndTheConnectionGoesOn) {
    answer_with(3, 100'000);
    httplib::Client client("127.0.0.1", serve());
    client.set_keep_alive(true);
    for (int turn = 0; turn < 2; ++turn) {
        const auto got = client.Get("/file");
        ASSERT_TRUE(got);
        EXPECT_EQ(got->status, 200);
        EXPECT_EQ(got->get_header_value("Transfer-Encoding"), "chunked");
        EXPECT_FALSE(got->has_header("Content-Length"));
        EXPECT_EQ(
            got->body,
            "first " + std::string(100'000, 'a') + std::string(100'000, 'b') + std::string(100'000, 'c')
        );
    }
    EXPECT_EQ(server->counts().accepted, 1U);
}

TEST_F(EdgePieces, AreChunksOnTheWireAndWaitForAWorker) {
    answer_with(2, 3);
    site.busy = true;
    RawClient client(serve());
    client.send(get("/file", "Connection: close\r\n"));
    std::string all;
    for (auto part = client.receive(); !part.empty(); part = client.receive()) all += part;
    EXPECT_THAT(all, HasSubstr("Transfer-Encoding: chunked\r\n"));
    EXPECT_THAT(all, EndsWith("\r\n\r\n6\r\nfirst \r\n3\r\naaa\r\n3\r\nbbb\r\n0\r\n\r\n"));
    EXPECT_FALSE(site.busy);
}

TEST_F(EdgePieces, AnOldClientGetsThemPlainUntilTheConnectionEnds) {
    answer_with(2, 3);
    RawClient client(serve());
    client.send("GET /file HTTP/1.0\r\nHost: a\r\n\r\n");
    std::string all;
    for (auto part = client.receive(); !part.empty(); part = client.receive()) all += part;
    EXPECT_THAT(all, Not(HasSubstr("Transfer-Encoding")));
    EXPECT_THAT(all, EndsWith("\r\n\r\nfirst aaabbb"));
}

TEST_F(EdgePieces, HeadMakesNone) {
    answer_with(2, 3);
    RawClient client(serve());
    client.send("HEAD /file HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hot"));
    const auto head = client.answer(true);
    EXPECT_EQ(head.status, 200);
    EXPECT_EQ(head.header("Content-Length"), "");
    EXPECT_EQ(client.answer().body, "hot page");
    EXPECT_EQ(made, 0);
}

TEST_F(EdgePieces, ABodyThatCannotGoOnIsSeenToBeCut) {
    site.on_worker = [](HttpRequest, Reply reply) {
        HttpResponse response{.content_type = "text/csv", .headers = {}, .body = "first "};
        const auto given = std::make_shared<int>(0);
        response.rest = [given]() -> std::string {
            if ((*given)++ == 0) return "second ";
            throw std::runtime_error("the database is gone");
        };
        reply(std::move(response));
    };
    const auto port = serve();
    httplib::Client client("127.0.0.1", port);
    EXPECT_FALSE(client.Get("/file"));
    RawClient raw(port);
    raw.send(get("/file"));
    std::string all;
    for (auto part = raw.receive(); !part.empty(); part = raw.receive()) all += part;
    EXPECT_THAT(all, Not(EndsWith("0\r\n\r\n")));
    RawClient old(port);
    old.send("GET /file HTTP/1.0\r\n\r\n");
    while (!old.receive().empty()) {
    }
    EXPECT_TRUE(old.was_reset());
    RawClient next(port);
    next.send(get("/hot"));
    EXPECT_EQ(next.answer().body, "hot page");
}

TEST_F(EdgePieces, AreMadeAsTheClientReadsThem) {
    constexpr int pieces = 2'000;
    constexpr std::size_t bytes = 128 * 1024;  // 250 MiB together
    answer_with(pieces, bytes);
    RawClient client(serve(), 64 * 1024);
    client.send(get("/file"));
    std::size_t read = 0;
    while (read < std::size_t{4} << 20U) {
        const auto part = client.receive();
        ASSERT_FALSE(part.empty());
        read += part.size();
    }
    EXPECT_LT(made, pieces / 2);  // what was read and what the sockets hold
}

}  // namespace
