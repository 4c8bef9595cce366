// The asynchronous edge, driven over real sockets: what HTTP/1.1 promises, every limit with its refusal, and
// the clean stop.
#include "server/http_server.hpp"

#include "tests/wire/edge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>

#include <atomic>
#include <future>
#include <latch>
#include <stdexcept>

namespace {

using namespace chophien::server;
using namespace chophien::server::wire;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

std::string post(std::string_view target, std::string_view body, std::string_view lines = {}) {
    return "POST " + std::string(target) +
           " HTTP/1.1\r\nHost: cho.vn\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(lines) + "\r\n" + std::string(body);
}

void expect_refusal(const Got& got, const EdgeRefusal& why) {
    EXPECT_EQ(got.status, why.status);
    EXPECT_EQ(got.header("Content-Type"), "application/problem+json");
    EXPECT_EQ(got.header("Content-Language"), "vi");
    EXPECT_THAT(got.body, HasSubstr("\"code\":\"" + std::string(why.refusal.code) + "\""));
    EXPECT_THAT(got.body, HasSubstr(std::string(why.refusal.title.vi)));
}

TEST_F(Edge, AnOrdinaryClientIsServed) {
    httplib::Client client("127.0.0.1", serve());
    client.set_keep_alive(true);
    const auto hot = client.Get("/hot");
    ASSERT_TRUE(hot);
    EXPECT_EQ(hot->status, 200);
    EXPECT_EQ(hot->body, "hot page");
    const auto posted = client.Post("/v1/orders?x=1", "{\"a\":1}", "application/json");
    ASSERT_TRUE(posted);
    EXPECT_EQ(posted->body, "POST /v1/orders [x=1] {\"a\":1}");
    EXPECT_EQ(client.Head("/hot")->get_header_value("Content-Length"), "8");
    EXPECT_EQ(client.Put("/a", "b", "text/plain")->body, "PUT /a [] b");
    EXPECT_EQ(client.Patch("/a", "b", "text/plain")->body, "PATCH /a [] b");
    EXPECT_EQ(client.Delete("/a")->body, "DELETE /a [] ");
    EXPECT_EQ(client.Options("/a")->body, "OPTIONS /a [] ");
    EXPECT_EQ(server->counts().accepted, 1U);  // all on one connection
    EXPECT_EQ(server->counts().requests, 7U);
}

TEST_F(Edge, EveryAnswerHasTheSaneHeaders) {
    RawClient client(serve());
    for (const auto* target : {"/hot", "/other"}) {
        client.send(get(target));
        const auto got = client.answer();
        EXPECT_EQ(got.status, 200);
        EXPECT_EQ(got.header("X-Content-Type-Options"), "nosniff");
        EXPECT_THAT(got.header("Date"), EndsWith(" GMT"));
        EXPECT_EQ(got.header("Date").size(), 29U);
        EXPECT_EQ(got.header("Server"), "");
        EXPECT_EQ(got.header("Connection"), "");
    }
    client.send(get("/other", "X-Request-Id: order-7.a\r\n"));
    EXPECT_EQ(client.answer().header("X-Request-Id"), "order-7.a");
    client.send(get("/other", "X-Request-Id: no blanks\r\n"));
    const auto own = client.answer().header("X-Request-Id");
    EXPECT_EQ(own.size(), 16U);
    client.send(get("/other"));
    EXPECT_NE(client.answer().header("X-Request-Id"), own);
}

TEST_F(Edge, PipelinedReadyPagesLeaveInOneWrite) {
    RawClient client(serve());
    std::string requests;
    for (int count = 0; count < 10; ++count) requests += get("/hot");
    client.send(requests);
    auto all = client.receive();  // one write over loopback is one read
    std::size_t answers = 0;
    for (auto at = all.find("hot page"); at != std::string::npos; at = all.find("hot page", at + 1))
        ++answers;
    EXPECT_EQ(answers, 10U);
}

TEST_F(Edge, PipelinedRequestsAreAnsweredInOrderWhoeverAnswersThem) {
    RawClient client(serve());
    client.send(
        get("/hot") + get("/slow") + get("/hot") + post("/two", "body") +
        "HEAD /hot HTTP/1.1\r\nHost: a\r\n\r\n" + get("/last")
    );
    EXPECT_EQ(client.answer().body, "hot page");
    EXPECT_EQ(client.answer().body, "GET /slow [] ");
    EXPECT_EQ(client.answer().body, "hot page");
    EXPECT_EQ(client.answer().body, "POST /two [] body");
    EXPECT_EQ(client.answer(true).header("Content-Length"), "8");
    EXPECT_EQ(client.answer().body, "GET /last [] ");
}

TEST_F(Edge, ManyLargePagesPipelinedAreBoundedButAllArrive) {
    RawClient client(serve());
    std::string requests;
    for (int count = 0; count < 100; ++count) requests += get("/hot2") + get("/hot");
    std::thread sender([&] { client.send(requests); });
    for (int count = 0; count < 100; ++count) {
        EXPECT_EQ(client.answer().body.size(), 200'000U);
        EXPECT_EQ(client.answer().body, "hot page");
    }
    sender.join();
}

TEST_F(Edge, AHeadThatComesInPiecesIsReadAll) {
    RawClient client(serve());
    for (const char letter : get("/hot", "X-Long: " + std::string(6000, 'x') + "\r\n"))
        client.send(std::string_view(&letter, 1));
    EXPECT_EQ(client.answer().body, "hot page");
}

TEST_F(Edge, HeadHasTheHeadersAndNoBody) {
    RawClient client(serve());
    client.send("HEAD /other HTTP/1.1\r\nHost: a\r\n\r\nHEAD /hot HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hot"));
    EXPECT_EQ(client.answer(true).header("Content-Length"), "15");
    EXPECT_EQ(client.answer(true).header("Content-Length"), "8");
    EXPECT_EQ(client.answer().body, "hot page");
}

TEST_F(Edge, ConditionalReadsGetA304FromReadyBytes) {
    RawClient client(serve());
    client.send(get("/hot"));
    const auto etag = client.answer().header("ETag");
    client.send(get("/hot", "If-None-Match: \"x\", W/" + etag + "\r\n"));
    const auto same = client.answer(true);
    EXPECT_EQ(same.status, 304);
    EXPECT_EQ(same.header("ETag"), etag);
    EXPECT_EQ(same.header("Content-Length"), "");
    client.send(get("/hot", "If-None-Match: \"x\"\r\n"));
    EXPECT_EQ(client.answer().status, 200);
}

TEST_F(Edge, TextIsCompressedForThoseWhoAccept) {
    site.on_worker = [](HttpRequest request, Reply reply) {
        reply(
            {.status = 200,
             .content_type = "text/html; charset=utf-8",
             .headers = {{"ETag", "\"v1\""}},
             .body = request.if_match + std::string(5000, 'x')}
        );
    };
    httplib::Client client("127.0.0.1", serve());
    client.set_decompress(false);
    const auto hot = client.Get("/hot2", {{"Accept-Encoding", "gzip"}});
    EXPECT_EQ(hot->get_header_value("Content-Encoding"), "gzip");
    EXPECT_LT(hot->body.size(), 2000U);
    EXPECT_THAT(hot->get_header_value("ETag"), EndsWith("-gz\""));

    const auto worked = client.Get("/page", {{"Accept-Encoding", "gzip"}, {"If-Match", "\"v1-gz\""}});
    EXPECT_EQ(worked->get_header_value("Content-Encoding"), "gzip");
    EXPECT_EQ(worked->get_header_value("ETag"), "\"v1-gz\"");
    EXPECT_EQ(
        client.Get("/page", {{"Accept-Encoding", "identity"}, {"If-Match", "\"v1-gz\""}})->body.substr(0, 5),
        "\"v1\"x"
    );
    EXPECT_EQ(
        client.Get("/page", {{"Accept-Encoding", "gzip"}, {"If-None-Match", "\"v1-gz\""}})->status, 304
    );
}

TEST_F(Edge, APageGivenByAWorkerIsSentLikeAReadyOne) {
    const auto page =
        Page::of({.status = 200, .content_type = "text/plain", .headers = {}, .body = std::string(3000, 'p')}
        );
    site.on_worker = [page](HttpRequest, Reply reply) {
        reply({.content_type = {}, .headers = {}, .body = {}, .page = page});
    };
    RawClient client(serve());
    client.send(get("/p", "X-Request-Id: r1\r\n"));
    const auto got = client.answer();
    EXPECT_EQ(got.body, std::string(3000, 'p'));
    EXPECT_EQ(got.header("X-Request-Id"), "r1");
    client.send(get("/p", "Accept-Encoding: gzip\r\nIf-None-Match: " + page->gzip()->etag + "\r\n"));
    EXPECT_EQ(client.answer(true).status, 304);
    client.send("HEAD /p HTTP/1.1\r\nHost: a\r\n\r\n" + get("/hot"));
    EXPECT_EQ(client.answer(true).header("Content-Length"), "3000");
    EXPECT_EQ(client.answer().body, "hot page");
}

TEST_F(Edge, TheClientIsToldToContinueBeforeItSendsTheBody) {
    RawClient client(serve());
    const auto whole = post("/a", "body", "Expect: 100-continue\r\n");
    client.send(whole.substr(0, whole.size() - 4));
    EXPECT_EQ(client.answer(true).status, 100);
    client.send("body");
    EXPECT_EQ(client.answer().body, "POST /a [] body");
    client.send(whole);  // a client that does not wait is not told
    EXPECT_EQ(client.answer().body, "POST /a [] body");
    client.send(post("/a", std::string(2 << 20, 'x'), "Expect: 100-continue\r\n").substr(0, 200));
    expect_refusal(client.answer(), body_too_large);
}

TEST_F(Edge, ChunkedBodiesArePutTogether) {
    RawClient client(serve());
    client.send("POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nviet\r\n");
    client.send("3\r\nnam\r\n0\r\n\r\n" + get("/hot"));
    EXPECT_EQ(client.answer().body, "POST /a [] vietnam");
    EXPECT_EQ(client.answer().body, "hot page");
}

TEST_F(Edge, OldClientsAndThoseThatAskAreClosedAfterTheAnswer) {
    const auto port = serve();
    for (const auto& request :
         {std::string("GET /hot HTTP/1.0\r\n\r\n"),
          get("/hot", "Connection: close\r\n"),
          std::string("GET /other HTTP/1.0\r\n\r\n")}) {
        RawClient client(port);
        client.send(request);
        const auto got = client.answer();
        EXPECT_EQ(got.status, 200);
        EXPECT_EQ(got.header("Connection"), "close");
        EXPECT_TRUE(client.ended());
    }
}

TEST_F(Edge, EachLimitHasItsRefusal) {
    site.limit = [](Verb verb, std::string_view path) {
        return verb == Verb::post && path == "/imports" ? std::size_t{4 << 20} : std::size_t{0};
    };
    const auto port = serve();

    struct Row {
        std::string request;
        const EdgeRefusal& why;
    };

    const std::string chunked = "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n";
    for (const auto& [request, why] : {
             Row{"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", uri_too_long},
             Row{"GET /" + std::string(9000, 'a'), uri_too_long},
             Row{get("/", "X: " + std::string(20'000, 'x') + "\r\n"), headers_too_large},
             Row{post("/a", std::string((1 << 20) + 1, 'x')), body_too_large},
             Row{chunked + "\r\n100001\r\n", body_too_large},
             Row{chunked + "Content-Length: 4\r\n\r\nbody", malformed_request},
             Row{chunked + "\r\nnonsense\r\n", malformed_request},
             Row{"GET / HTTP/1.1\r\n\r\n", malformed_request},
             Row{"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", malformed_request},
             Row{"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", unknown_method},
             Row{"GET / HTTP/3.0\r\nHost: a\r\n\r\n", unknown_version},
             Row{get("/", "Expect: more\r\n"), expectation_failed},
         }) {
        RawClient client(port);
        client.send(get("/hot"));
        EXPECT_EQ(client.answer().status, 200);
        client.send(request);
        const auto got = client.answer();
        expect_refusal(got, why);
        EXPECT_EQ(got.header("Connection"), "close");
        client.say_no_more();
        EXPECT_TRUE(client.ended()) << request.substr(0, 60);
        EXPECT_FALSE(client.was_reset()) << request.substr(0, 60);
    }
    EXPECT_EQ(server->counts().edge_refusals, 12U);
    RawClient client(port);
    const std::string large(3 << 20, 'x');
    client.send(post("/imports", large));
    EXPECT_EQ(client.answer().body, "POST /imports [] " + large);
}

TEST_F(Edge, RefusalsAreEnglishForThoseWhoPreferIt) {
    site.full = true;
    RawClient client(serve());
    client.send(get("/other", "Accept-Language: en\r\n"));
    const auto got = client.answer();
    EXPECT_EQ(got.header("Content-Language"), "en");
    EXPECT_THAT(got.body, HasSubstr("The server is overloaded."));
}

TEST_F(Edge, AFullPoolIsA503BeforeTheBodyAndReadyPagesGoOn) {
    site.full = true;
    const auto port = serve();
    RawClient client(port);
    client.send(get("/other"));
    const auto got = client.answer();
    expect_refusal(got, overloaded);
    EXPECT_EQ(got.header("Retry-After"), "1");
    client.send(get("/hot"));
    EXPECT_EQ(client.answer().body, "hot page");  // the connection is still good
    client.send(post("/a", std::string(1000, 'x')).substr(0, 200));
    expect_refusal(client.answer(), overloaded);  // without waiting for the rest
    client.say_no_more();
    EXPECT_TRUE(client.ended());
}

TEST_F(Edge, AReplyThatSaysOverloadedIsA503) {
    site.on_worker = [](HttpRequest, Reply reply) { reply.overloaded(); };
    RawClient client(serve());
    client.send(get("/other"));
    expect_refusal(client.answer(), overloaded);
}

TEST_F(Edge, AReplyLetGoOfIsA500WithTheRequestId) {
    site.on_worker = [](HttpRequest request, Reply reply) {
        if (request.path == "/throws") throw std::runtime_error("disk full");
        const Reply gone = std::move(reply);
    };
    RawClient client(serve());
    for (const auto* target : {"/drops", "/throws"}) {
        client.send(get(target, "X-Request-Id: r7\r\n"));
        const auto got = client.answer();
        expect_refusal(got, internal_fault);
        EXPECT_EQ(got.header("X-Request-Id"), "r7");
        EXPECT_THAT(got.body, HasSubstr("\"instance\":\"r7\""));
        EXPECT_THAT(got.body, Not(HasSubstr("disk")));
    }
    client.send(get("/hot"));
    EXPECT_EQ(client.answer().status, 200);
}

TEST_F(Edge, AHeadThatDoesNotArriveIsA408) {
    options.limits.head_time = milliseconds{50};
    RawClient client(serve());
    client.send("GET /hot HT");
    expect_refusal(client.answer(), request_timeout);
    client.say_no_more();
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(server->counts().timeouts, 1U);
}

TEST_F(Edge, ABodyThatDoesNotArriveIsA408) {
    options.limits.body_time = milliseconds{50};
    RawClient client(serve());
    auto request = post("/a", "body");
    request.pop_back();
    client.send(request);
    expect_refusal(client.answer(), request_timeout);
    EXPECT_EQ(server->counts().timeouts, 1U);
}

TEST_F(Edge, AnIdleConnectionIsClosedWithoutAWord) {
    options.limits.idle_time = milliseconds{50};
    RawClient client(serve());
    client.send(get("/hot"));
    EXPECT_EQ(client.answer().status, 200);
    EXPECT_TRUE(client.ended());
    EXPECT_EQ(server->counts().timeouts, 0U);
}

TEST_F(Edge, AClientThatNeverReadsIsCutOff) {
    options.limits.write_time = milliseconds{50};
    RawClient client(serve(), 4096);
    std::string requests;
    for (int count = 0; count < 200; ++count) requests += get("/hot2");
    client.send(requests);
    while (server->counts().timeouts == 0) std::this_thread::sleep_for(milliseconds{5});
    while (!client.receive().empty()) {
    }
    EXPECT_TRUE(client.was_reset());
}

TEST_F(Edge, TooManyConnectionsFromOneAddressAreTurnedAway) {
    options.limits.connections_per_address = 2;
    const auto port = serve();
    RawClient first(port);
    auto second = std::make_unique<RawClient>(port);
    for (auto* client : {&first, second.get()}) {
        client->send(get("/hot"));
        EXPECT_EQ(client->answer().status, 200);
    }
    RawClient third(port);
    expect_refusal(third.answer(), too_many_connections);
    EXPECT_TRUE(third.ended());
    EXPECT_EQ(server->counts().turned_away, 1U);
    second.reset();
    while (server->counts().open > 1) std::this_thread::sleep_for(milliseconds{5});
    RawClient fourth(port);
    fourth.send(get("/hot"));
    EXPECT_EQ(fourth.answer().status, 200);
}

TEST_F(Edge, OnlyATrustedProxyMaySayWhoTheClientIs) {
    site.on_worker = [](HttpRequest request, Reply reply) {
        reply(
            {.content_type = "text/plain",
             .headers = {},
             .body = request.client + (request.encrypted ? " https" : " http")}
        );
    };
    const std::string lines = "X-Forwarded-For: 198.51.100.1, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n";
    {
        RawClient client(serve());
        client.send(get("/who", lines));
        EXPECT_EQ(client.answer().body, "127.0.0.1 http");
    }
    server->stop(milliseconds{0});
    options.trusted_proxies = {"127.0.0.0/8"};
    RawClient client(serve());
    client.send(get("/who", lines) + get("/who"));
    EXPECT_EQ(client.answer().body, "203.0.113.9 https");
    EXPECT_EQ(client.answer().body, "127.0.0.1 http");
}

TEST_F(Edge, ATakenPortIsRefusedEvenThoughItIsShared) {
    options.io_threads = 2;
    options.port = serve();
    EXPECT_THROW(HttpServer(options, site), std::runtime_error);
}

TEST_F(Edge, SeveralIoThreadsShareOnePort) {
    options.io_threads = 2;
    const auto port = serve();
    std::atomic<int> good = 0;
    std::vector<std::thread> clients;
    for (int thread = 0; thread < 8; ++thread)
        clients.emplace_back([&] {
            for (int turn = 0; turn < 20; ++turn) {
                RawClient client(port);
                client.send(get("/hot") + post("/a", "b"));
                if (client.answer().body == "hot page" && client.answer().body == "POST /a [] b") ++good;
            }
        });
    for (auto& client : clients) client.join();
    EXPECT_EQ(good, 160);
    EXPECT_EQ(server->counts().requests, 320U);
}

TEST_F(Edge, StopAnswersWhatIsInHandAndClosesTheRest) {
    std::latch working(1), release(1);
    site.on_worker = [&](HttpRequest, Reply reply) {
        working.count_down();
        release.wait();
        reply({.content_type = "text/plain", .headers = {}, .body = "done"});
    };
    const auto port = serve();
    RawClient idle(port), busy(port), silent(port);
    idle.send(get("/hot"));
    EXPECT_EQ(idle.answer().status, 200);
    busy.send(get("/slow"));
    working.wait();

    auto stopped = std::async(std::launch::async, [&] { server->stop(std::chrono::seconds{30}); });
    EXPECT_TRUE(idle.ended());  // closed while the other still waits
    EXPECT_TRUE(silent.ended());
    EXPECT_FALSE(RawClient(port).connected());
    release.count_down();
    const auto got = busy.answer();
    EXPECT_EQ(got.body, "done");
    EXPECT_EQ(got.header("Connection"), "close");
    busy.say_no_more();
    EXPECT_TRUE(busy.ended());
    stopped.get();
    EXPECT_EQ(server->counts().open, 0U);
}

TEST_F(Edge, StopCutsOffAfterTheGraceAndALateReplyGoesNowhere) {
    std::latch working(1), release(1);
    std::promise<void> replied;
    site.on_worker = [&](HttpRequest, Reply reply) {
        working.count_down();
        release.wait();
        reply({.content_type = "text/plain", .headers = {}, .body = "late"});
        replied.set_value();
    };
    RawClient busy(serve());
    busy.send(get("/slow"));
    working.wait();
    server->stop(milliseconds{0});
    EXPECT_TRUE(busy.ended());
    server.reset();
    release.count_down();
    replied.get_future().get();
}

}  // namespace
