// WebSockets over real sockets with a site the test drives: messages, pings, who does not read, the clean
// stop.
#include "server/websocket.hpp"

#include "tests/wire/edge.hpp"
#include "tests/wire/websocket_client.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>

namespace {

using namespace chophien::server;
using namespace chophien::server::wire;
using chophien::wire::WebSocketClient;
using testing::HasSubstr;
using namespace std::chrono_literals;

struct EdgeWebSocket : Edge {
    EdgeWebSocket() {
        site.on_worker = [this](HttpRequest request, Reply reply) {
            if (request.websocket_key.empty())
                return reply({.status = 400, .content_type = {}, .headers = {}, .body = {}});
            HttpResponse response{.status = 101, .content_type = {}, .headers = {}, .body = {}};
            response.headers.emplace_back("Upgrade", "websocket");
            response.headers.emplace_back("Connection", "Upgrade");
            response.headers.emplace_back("Sec-WebSocket-Accept", websocket_accept(request.websocket_key));
            const auto held = std::shared_ptr<void>(nullptr, [this](void*) { ++ended; });
            response.rest = [this, held]() -> std::string {
                const std::scoped_lock lock(mutex);
                ++asked;
                if (pieces.empty()) return {};
                auto piece = std::move(pieces.front());
                pieces.pop_front();
                return piece;
            };
            reply(std::move(response));
        };
    }

    void say(std::string piece) {
        const std::scoped_lock lock(mutex);
        pieces.push_back(std::move(piece));
    }

    template <class Done>
    static bool comes_true(const Done& done) {
        for (int tries = 0; tries < 3000; ++tries) {
            if (done()) return true;
            std::this_thread::sleep_for(10ms);
        }
        return false;
    }

    std::mutex mutex;
    std::deque<std::string> pieces;
    std::atomic<int> asked = 0;
    std::atomic<int> ended = 0;
};

TEST_F(EdgeWebSocket, CarriesMessagesInOrderWhateverTheirSize) {
    WebSocketClient client(serve(), "/events?stream=true");
    for (const std::size_t size : {1U, 125U, 126U, 65535U, 65536U, 2'000'000U})
        say(websocket_says(std::string(size, 'x')));
    for (const std::size_t size : {1U, 125U, 126U, 65535U, 65536U, 2'000'000U})
        EXPECT_EQ(client.message(), std::string(size, 'x'));
    client.close();
    EXPECT_TRUE(comes_true([&] { return ended == 1; }));
    EXPECT_TRUE(comes_true([&] { return server->counts().open == 0; }));
}

TEST_F(EdgeWebSocket, AnswersPingsAndPassesOverWhatIsSaid) {
    WebSocketClient client(serve(), "/events");
    client.ping();
    client.say("hello");
    say(websocket_says("one"));
    EXPECT_EQ(client.message(), "one");
    client.ping();
    say(websocket_says("two"));
    EXPECT_EQ(client.message(), "two");
    EXPECT_GE(client.pongs, 1);
}

TEST_F(EdgeWebSocket, EndsWithTheReasonTheSiteGives) {
    WebSocketClient client(serve(), "/events");
    say(websocket_says("last"));
    say(websocket_ends(CloseCode::policy, "over"));
    EXPECT_EQ(client.message(), "last");
    EXPECT_EQ(client.message(), "");
    EXPECT_EQ(client.code, 1008U);
}

TEST_F(EdgeWebSocket, DropsWhoSpeaksWrongly) {
    const auto port = serve();
    for (const auto& [bytes, code] : std::vector<std::pair<std::string, std::string>>{
             {std::string("\x81\x02hi", 4), std::string("\x03\xEA", 2)},
             {std::string("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10), std::string("\x03\xF1", 2)}}) {
        RawClient client(port);
        client.send(
            get("/events",
                "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
        );
        EXPECT_EQ(client.answer(true).status, 101);
        client.send(bytes);
        std::string all;
        for (auto part = client.receive(); !part.empty(); part = client.receive()) all += part;
        EXPECT_THAT(all, HasSubstr(std::string("\x88\x02") + code));
    }
    EXPECT_TRUE(comes_true([&] { return ended == 2; }));
}

TEST_F(EdgeWebSocket, DropsWhoDoesNotReadAndGathersNothingForHim) {
    options.limits.write_time = 200ms;
    RawClient client(serve(), 4096);
    client.send(
        get("/events",
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
    );
    for (int number = 0; number < 50; ++number) say(websocket_says(std::string(1'000'000, 'x')));
    EXPECT_TRUE(comes_true([&] { return ended == 1; }));
    const std::scoped_lock lock(mutex);
    EXPECT_GT(pieces.size(), 30U) << "messages were asked for that nobody could take";
}

TEST_F(EdgeWebSocket, GoesWithTheServer) {
    WebSocketClient client(serve(), "/events");
    say(websocket_says("one"));
    EXPECT_EQ(client.message(), "one");
    std::thread stopping([&] { server->stop(10s); });
    EXPECT_EQ(client.message(), "");
    EXPECT_EQ(client.code, 1001U);
    stopping.join();
    EXPECT_TRUE(comes_true([&] { return ended == 1; }));
}

TEST_F(EdgeWebSocket, WaitsForAWorkerWhereNoneIsFree) {
    site.busy = true;
    WebSocketClient client(serve(), "/events");
    say(websocket_says("one"));
    EXPECT_EQ(client.message(), "one");
    EXPECT_FALSE(site.busy);
}

TEST_F(EdgeWebSocket, IsNotOpenedWithoutTheHandshake) {
    RawClient client(serve());
    client.send(get("/events", "Upgrade: websocket\r\nConnection: Upgrade\r\n"));
    EXPECT_EQ(client.answer().status, 400);
}

}  // namespace
