// Subscriptions over HTTP: every operation, every way it is refused, and the opening of a WebSocket.
#include "tests/api/fixture.hpp"
#include "tests/given/webhooks.hpp"

#include <gmock/gmock.h>

// Behind route.hpp, whose Reply is another.
#include "server/websocket.hpp"

namespace chophien::api {
namespace {

using given::observed;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

struct EpcisSubscriptionsApi : Api {
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller shop = given.retailer();
    const std::string all = "/epcis/queries/all/subscriptions";

    EpcisSubscriptionsApi() {
        EXPECT_EQ(post("/epcis/queries", {{"name", "all"}, {"query", Json::object()}}, as(shop)).status, 201);
    }

    static Json wish(const Json& more = {{"stream", true}}) {
        Json body{{"dest", "https://receiver.example.com/epcis"}, {"signatureToken", "13df38d8275b13f0"}};
        body.update(more);
        return body;
    }

    static std::string type_of(const Got& got) { return got.body.value("type", ""); }

    static std::string path_of(const Got& made) {
        const auto location = made.header("Location");
        return location.substr(location.find("/epcis"));
    }

    server::HttpResponse open(const std::string& target, const std::string& token) {
        server::HttpRequest request;
        const auto mark = target.find('?');
        request.path = target.substr(0, mark);
        if (mark != std::string::npos) request.query = target.substr(mark + 1);
        request.authorization = "Bearer " + token;
        request.websocket_key = "dGhlIHNhbXBsZSBub25jZQ==";
        request.request_id = "test";
        return application.handle(request);
    }

    /// What the feed's follower would tell.
    void tell_captured() {
        ChangeSet set;
        set.changes.push_back(
            {"epcis.captured", "x", Json{{"organisation", text_of(shop.organisation)}}.dump()}
        );
        application.changed({set});
    }
};

TEST_F(EpcisSubscriptionsApi, AreMadeShownListedAndEnded) {
    const auto made = post(all, wish(), as(shop));
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_THAT(
        made.header("Location"), StartsWith("http://127.0.0.1:8080/epcis/queries/all/subscriptions/sub_")
    );
    EXPECT_EQ(made.body.at("dest"), "https://receiver.example.com/epcis");
    EXPECT_EQ(made.body.at("stream"), true);
    EXPECT_EQ(made.body.at("state"), "unproven");
    EXPECT_EQ(made.body.at("minRecordTime"), made.body.at("createdAt"));
    EXPECT_THAT(made.text, Not(HasSubstr("13df38d8275b13f0")));
    const auto second = post(
        all,
        wish({{"schedule", {{"hour", "1"}}}, {"initialRecordTime", "2026-01-01T07:00:00+07:00"}}),
        as(shop)
    );
    ASSERT_EQ(second.status, 201) << second.text;
    EXPECT_EQ(second.body.at("schedule"), Json({{"hour", "1"}}));
    EXPECT_EQ(second.body.at("initialRecordTime"), "2026-01-01T00:00:00.000000Z");
    const auto shown = get(path_of(made), as(shop));
    EXPECT_EQ(shown.status, 200);
    EXPECT_EQ(shown.body, made.body);
    EXPECT_THAT(get(all, as(shop)).body, ElementsAre(made.body, second.body));
    const auto first_page = get(all + "?perPage=1", as(shop));
    EXPECT_THAT(first_page.body, ElementsAre(made.body));
    const auto link = first_page.header("Link");
    const auto next = link.substr(link.find("/epcis"), link.find('>') - link.find("/epcis"));
    EXPECT_THAT(get(next, as(shop)).body, ElementsAre(second.body));
    EXPECT_EQ(send(server::Verb::post, path_of(made) + "/resumption", as(shop)).status, 204);
    EXPECT_EQ(send(server::Verb::del, path_of(made), as(shop)).status, 204);
    EXPECT_EQ(get(path_of(made), as(shop)).status, 404);
    EXPECT_EQ(send(server::Verb::del, path_of(made), as(shop)).status, 404);
    EXPECT_EQ(send(server::Verb::del, "/epcis/queries/all", as(shop)).status, 204);
    EXPECT_EQ(type_of(get(path_of(second), as(shop))), "epcisException:NoSuchNameException");
    const auto options = send(server::Verb::options, all, {});
    EXPECT_THAT(options.header("Allow"), AllOf(HasSubstr("GET"), HasSubstr("POST"), HasSubstr("OPTIONS")));
}

TEST_F(EpcisSubscriptionsApi, AreRefusedControlByControl) {
    for (const auto& [more, pointer] : std::vector<std::pair<Json, std::string>>{
             {Json::object(), "/stream"},
             {{{"stream", true}, {"schedule", {{"hour", "1"}}}}, "/schedule"},
             {{{"stream", false}}, "/stream"},
             {{{"stream", "true"}}, "/stream"},
             {{{"schedule", {{"hour", "24"}}}}, "/schedule/hour"},
             {{{"schedule", Json::object()}}, "/schedule"},
             {{{"stream", true}, {"reportIfEmpty", 1}}, "/reportIfEmpty"},
             {{{"stream", true}, {"initialRecordTime", "yesterday"}}, "/initialRecordTime"}}) {
        const auto got = post(all, wish(more), as(shop));
        EXPECT_EQ(got.status, 400) << more;
        EXPECT_EQ(type_of(got), "epcisException:SubscriptionControlsException") << more;
        EXPECT_THAT(got.pointers(), Contains(pointer)) << got.text;
    }
}

TEST_F(EpcisSubscriptionsApi, AreRefusedWhereTheyMayNotLead) {
    for (const auto* dest :
         {"http://receiver.example.com/",
          "https://127.0.0.1/",
          "https://[::1]/",
          "https://10.1.2.3/x",
          "https://localhost/",
          "http://127.0.0.1:8080/",
          "https://169.254.169.254/latest/meta-data",
          "https://user:word@receiver.example.com/",
          "receiver.example.com",
          ""}) {
        const auto got = post(all, wish({{"stream", true}, {"dest", dest}}), as(shop));
        EXPECT_EQ(got.status, 400) << dest;
        EXPECT_EQ(type_of(got), "epcisException:ValidationException");
        EXPECT_THAT(got.pointers(), ElementsAre("/dest"));
    }
    auto without = wish();
    without.erase("signatureToken");
    EXPECT_THAT(post(all, without, as(shop)).pointers(), ElementsAre("/signatureToken"));
    EXPECT_THAT(
        post(all, wish({{"stream", true}, {"signatureToken", "short"}}), as(shop)).pointers(),
        ElementsAre("/signatureToken")
    );
    EXPECT_THAT(
        post(all, wish({{"stream", true}, {"colour", "red"}}), as(shop)).pointers(), ElementsAre("/colour")
    );
    EXPECT_EQ(post(all, Json::array(), as(shop)).status, 400);
}

TEST_F(EpcisSubscriptionsApi, BelongToTheOrganisationOfTheQuery) {
    const auto path = path_of(post(all, wish(), as(shop)));
    EXPECT_EQ(post(all, wish(), {}).status, 401);
    EXPECT_EQ(get(path, {}).status, 401);
    EXPECT_EQ(type_of(post(all, wish(), as(coop))), "epcisException:NoSuchNameException");
    EXPECT_EQ(post("/epcis/queries", {{"name", "all"}, {"query", Json::object()}}, as(coop)).status, 201);
    EXPECT_EQ(type_of(get(path, as(coop))), "epcisException:NoSuchResourceException");
    EXPECT_EQ(send(server::Verb::del, path, as(coop)).status, 404);
    EXPECT_EQ(send(server::Verb::post, path + "/resumption", as(coop)).status, 404);
    const auto viewer = given.colleague(shop, accounts::Role::viewer);
    EXPECT_EQ(get(path, as(viewer)).status, 200);
    EXPECT_EQ(post(all, wish(), as(viewer)).status, 403);
    EXPECT_EQ(send(server::Verb::del, path, as(viewer)).status, 403);
    for (const auto* wrong : {"/epcis/queries/all/subscriptions/sub_0", "/epcis/queries/all/subscriptions/x"})
        EXPECT_EQ(get(wrong, as(shop)).status, 404);
    for (int number = 1; number < traceability::epcis::most_subscriptions; ++number)
        ASSERT_EQ(post(all, wish(), as(shop)).status, 201);
    EXPECT_EQ(type_of(post(all, wish(), as(shop))), "epcisException:SecurityException");
}

TEST_F(EpcisSubscriptionsApi, ByWebSocketSayWhatIsNewUntilTheQueryGoes) {
    const auto token = given.token_of(shop);
    const auto opened = open("/epcis/queries/all/events?stream=true", token);
    ASSERT_EQ(opened.status, 101) << opened.body;
    EXPECT_EQ(server::header_of(opened, "Upgrade"), "websocket");
    EXPECT_EQ(server::header_of(opened, "Connection"), "Upgrade");
    EXPECT_EQ(server::header_of(opened, "Sec-WebSocket-Accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    EXPECT_EQ(server::header_of(opened, "GS1-Query-Min-Record-Time"), text_of(given::morning));
    EXPECT_THAT(opened.rest(), IsEmpty());
    given::captured_events(given, shop, Json::array({observed("S1")}));
    given::captured_events(given, coop, Json::array({observed("HIDDEN")}));
    tell_captured();
    const auto said = opened.rest();
    const auto message = Json::parse(server::websocket_piece(said).text);
    EXPECT_EQ(message.at("type"), "EPCISQueryDocument");
    const auto results = message.at("epcisBody").at("queryResults");
    EXPECT_EQ(results.at("queryName"), "all");
    EXPECT_THAT(results.at("resultsBody").at("eventList"), SizeIs(1));
    EXPECT_THAT(opened.rest(), IsEmpty());
    EXPECT_EQ(send(server::Verb::del, "/epcis/queries/all", as(shop)).status, 204);
    const auto end = opened.rest();
    ASSERT_TRUE(server::websocket_piece(end).ends);
    EXPECT_EQ(server::websocket_piece(end).code, server::CloseCode::normal);
}

TEST_F(EpcisSubscriptionsApi, ByWebSocketEndWithTheToken) {
    const auto token = given.token_of(shop);
    const auto opened = open("/epcis/queries/all/events?stream=true", token);
    EXPECT_THAT(opened.rest(), IsEmpty());
    EXPECT_EQ(send(server::Verb::del, "/v1/tokens/current", {.token = token}).status, 204);
    const auto end = opened.rest();
    ASSERT_FALSE(end.empty());
    ASSERT_TRUE(server::websocket_piece(end).ends);
    EXPECT_EQ(server::websocket_piece(end).code, server::CloseCode::policy);
}

TEST_F(EpcisSubscriptionsApi, ByWebSocketKeepToTheirSchedule) {
    const auto token = given.token_of(shop);
    const auto opened = open("/epcis/queries/all/events?minute=30&reportIfEmpty=true", token);
    ASSERT_EQ(opened.status, 101);
    given::captured_events(given, shop, Json::array({observed("S1")}));
    tell_captured();
    EXPECT_THAT(opened.rest(), IsEmpty());
    given.clock.set(given::morning + std::chrono::minutes(30));
    EXPECT_THAT(opened.rest(), HasSubstr("S1"));
    EXPECT_THAT(opened.rest(), IsEmpty());
    given.clock.set(given::morning + std::chrono::minutes(90));
    EXPECT_THAT(opened.rest(), AllOf(HasSubstr("EPCISQueryDocument"), Not(HasSubstr("S1"))));
}

TEST_F(EpcisSubscriptionsApi, ByWebSocketAreRefusedAndLimited) {
    const auto token = given.token_of(shop);
    const std::string events = "/epcis/queries/all/events";
    const auto type_at = [&](const std::string& query, const std::string& with) {
        const auto response = open(query, with);
        return std::to_string(response.status) + ' ' + Json::parse(response.body).value("type", "");
    };
    EXPECT_EQ(type_at(events, token), "400 epcisException:SubscriptionControlsException");
    EXPECT_EQ(
        type_at(events + "?stream=true&hour=1", token), "400 epcisException:SubscriptionControlsException"
    );
    EXPECT_EQ(type_at(events + "?stream=false", token), "400 epcisException:SubscriptionControlsException");
    EXPECT_EQ(type_at(events + "?hour=24", token), "400 epcisException:SubscriptionControlsException");
    EXPECT_EQ(
        type_at(events + "?stream=true&perPage=3", token), "400 epcisException:QueryParameterException"
    );
    EXPECT_EQ(
        type_at("/epcis/queries/none/events?stream=true", token), "404 epcisException:NoSuchNameException"
    );
    EXPECT_EQ(type_at(events + "?stream=true", "wrong"), "401 epcisException:SecurityException");
    EXPECT_EQ(get(events + "?stream=true", as(shop)).status, 400)
        << "without Upgrade it is a query's parameter";
    std::vector<server::HttpResponse> open_ones;
    for (int number = 0; number < 16; ++number) {
        open_ones.push_back(open(events + "?stream=true", token));
        ASSERT_EQ(open_ones.back().status, 101);
    }
    EXPECT_EQ(open(events + "?stream=true", token).status, 429);
    open_ones.pop_back();
    EXPECT_EQ(open(events + "?stream=true", token).status, 101);
}

}  // namespace
}  // namespace chophien::api
