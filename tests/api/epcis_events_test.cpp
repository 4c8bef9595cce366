// EPCIS over HTTP: queries, their pages, the top-level resources and named queries.
#include "server/target.hpp"
#include "tests/api/fixture.hpp"
#include "tests/given/epcis.hpp"

#include <gmock/gmock.h>

namespace chophien::api {
namespace {

using given::observed;
using server::percent_encoded;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

struct EpcisEvents : Api {
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller shop = given.retailer();

    void captures(const std::vector<Json>& events) {
        const auto view = given::captured_events(given, coop, events);
        ASSERT_TRUE(view.succeeds) << view.errors;
    }

    static Json list_in(const Got& got) {
        return got.body.at("epcisBody").at("queryResults").at("resultsBody").at("eventList");
    }

    std::string next_of(const Got& got) {
        const auto link = got.header("Link");
        if (link.empty()) return {};
        EXPECT_THAT(link, testing::StartsWith("<http://127.0.0.1:8080/epcis/"));
        EXPECT_THAT(link, testing::EndsWith(">; rel=\"next\""));
        EXPECT_FALSE(got.header("GS1-Next-Page-Token-Expires").empty());
        const auto begin = link.find("/epcis");
        return link.substr(begin, link.find('>') - begin);
    }
};

TEST_F(EpcisEvents, AnswerQueriesAsADocument) {
    captures({observed("S1", 0, "packing"), observed("S2", 1, "shipping")});
    const auto got = get("/epcis/events?EQ_bizStep=packing%7Creceiving", as(coop));
    ASSERT_EQ(got.status, 200) << got.text;
    EXPECT_EQ(got.type, "application/json");
    EXPECT_EQ(got.body.at("type"), "EPCISQueryDocument");
    EXPECT_EQ(got.body.at("schemaVersion"), "2.0");
    EXPECT_EQ(got.body.at("epcisBody").at("queryResults").at("queryName"), "SimpleEventQuery");
    const auto list = list_in(got);
    ASSERT_THAT(list, SizeIs(1));
    EXPECT_TRUE(list[0].contains("recordTime"));
    EXPECT_TRUE(list[0].contains("eventID"));
    EXPECT_THAT(list_in(get("/epcis/events?EQ_bizStep=packing|shipping", as(coop))), SizeIs(2));
    const auto none = get("/epcis/events?EQ_bizStep=loading", as(coop));
    EXPECT_EQ(none.status, 200);
    EXPECT_THAT(list_in(none), IsEmpty());
    EXPECT_THAT(list_in(get("/epcis/events", as(shop))), IsEmpty());
}

TEST_F(EpcisEvents, RefuseUnknownAndWrongParameters) {
    for (const auto* query :
         {"EQ_bizstep=packing",
          "lang=en",
          "perPage=0",
          "perPage=x",
          "perPage=1&perPage=2",
          "EQ_action=ADD&EQ_action=ADD",
          "nextPageToken=x",
          "GE_eventTime=now",
          "EQ_ex:grade=A",
          "orderBy=eventTime&eventCountLimit=1&maxEventCount=1"}) {
        const auto got = get("/epcis/events?" + std::string(query), as(coop));
        EXPECT_EQ(got.status, 400) << query;
        EXPECT_EQ(got.body.value("type", ""), "epcisException:QueryParameterException") << query;
    }
    std::string many = "/epcis/events?";
    for (int number = 0; number < 70; ++number) many += "EQ_p" + std::to_string(number) + ":a=1&";
    EXPECT_EQ(get(many, as(coop)).body.at("type"), "epcisException:QueryParameterException");
    EXPECT_EQ(get("/epcis/events").status, 401);
    captures({observed("S1"), observed("S2")});
    const auto large = get("/epcis/events?maxEventCount=1", as(coop));
    EXPECT_EQ(large.status, 413);
    EXPECT_EQ(large.body.at("type"), "epcisException:QueryTooLargeException");
}

TEST_F(EpcisEvents, ComeInPagesThatLeadToEachOther) {
    Json events = Json::array();
    for (int number = 0; number < 65; ++number) {
        auto event = observed("S" + std::to_string(number), number);
        event["ex:grade"] = number % 2 == 0 ? "A" : "B";
        events.push_back(event);
    }
    captures(events);
    auto sent = as(coop);
    std::size_t pages = 0;
    std::size_t all = 0;
    for (std::string at = "/epcis/events?orderBy=eventTime&orderDirection=ASC"; !at.empty(); ++pages) {
        const auto got = get(at, sent);
        ASSERT_EQ(got.status, 200) << got.text;
        for (const auto& event : list_in(got))
            EXPECT_EQ(event.at("epcList").at(0), given::unit("S" + std::to_string(all++)));
        at = next_of(got);
    }
    EXPECT_EQ(pages, 3U);
    EXPECT_EQ(all, 65U);
    sent.gs1 = {{"GS1-Extensions", "ex=https://ns.example.com/epcis/"}};
    EXPECT_THAT(list_in(get("/epcis/events?EQ_ex:grade=A&perPage=100", sent)), SizeIs(33));
    EXPECT_THAT(
        list_in(get(
            "/epcis/events?perPage=99999999999999999999&EQ_https%3A%2F%2Fns.example.com%2Fepcis%2F%23grade=B",
            sent
        )),
        SizeIs(32)
    );
}

TEST_F(EpcisEvents, CarryKeysInTheFormAskedFor) {
    auto event = observed("S1");
    event["epcList"] = {
        "urn:epc:id:sgtin:8938505.097401.S1", "https://shop.example.com/01/08938505974019/21/S2"};
    captures({event});
    const auto keys = [&](const std::string& form) {
        auto sent = as(coop);
        if (!form.empty()) sent.gs1 = {{"GS1-EPC-Format", form}};
        return list_in(get("/epcis/events", sent)).at(0).at("epcList");
    };
    EXPECT_THAT(keys(""), ElementsAre(given::unit("S1"), given::unit("S2")));
    EXPECT_THAT(
        keys("Always_EPC_URN"),
        ElementsAre("urn:epc:id:sgtin:8938505.097401.S1", "urn:epc:id:sgtin:8938505.097401.S2")
    );
    EXPECT_EQ(keys("Never_Translates"), event["epcList"]);
}

TEST_F(EpcisEvents, SpeakXmlToWhoAsksForIt) {
    auto event = observed("S1", 0, "packing");
    event["ex:grade"] = "A";
    captures({event});
    auto sent = as(coop);
    sent.accept = "application/xml";
    const auto got = get("/epcis/events", sent);
    ASSERT_EQ(got.status, 200) << got.text;
    EXPECT_EQ(got.type, "application/xml");
    EXPECT_THAT(got.text, HasSubstr("urn:epcglobal:cbv:bizstep:packing"));
    sent.gs1 = {{"GS1-CBV-XML-Format", "Always_Web_URI"}};
    EXPECT_THAT(get("/epcis/events", sent).text, HasSubstr("https://ref.gs1.org/cbv/BizStep-packing"));
    auto back = as(shop);
    back.body = got.text;
    back.content_type = "text/xml";
    ASSERT_EQ(send(server::Verb::post, "/epcis/capture", back).status, 202);
    const auto there = list_in(get("/epcis/events", as(shop)));
    const auto here = list_in(get("/epcis/events", as(coop)));
    ASSERT_THAT(there, SizeIs(1));
    EXPECT_EQ(there[0].at("eventID"), here[0].at("eventID")) << "the same content in another spelling";
    back.body = "<epcis:EPCISDocument";
    const auto broken = send(server::Verb::post, "/epcis/capture", back);
    EXPECT_EQ(broken.status, 400);
    EXPECT_EQ(broken.body.at("type"), "epcisException:ValidationException");
    sent.accept = "text/xml";
    EXPECT_EQ(get("/epcis/bizSteps", sent).status, 406) << "collections are JSON";
}

TEST_F(EpcisEvents, AreFoundFromTheTopLevelResources) {
    auto event = observed("S1", 0, "packing");
    event["disposition"] = "active";
    event["bizLocation"] = {{"id", "urn:epc:id:sgln:8938505.97400.K2"}};
    captures({event});
    EXPECT_THAT(
        get("/epcis", as(coop)).body.at("member"),
        UnorderedElementsAre(
            "queries",
            "capture",
            "events",
            "eventTypes",
            "epcs",
            "readPoints",
            "bizLocations",
            "dispositions",
            "bizSteps"
        )
    );
    const std::string place = "https://id.gs1.org/414/8938505974002";
    const std::vector<std::pair<std::string, std::string>> resources{
        {"eventTypes", "ObjectEvent"},
        {"epcs", given::unit("S1")},
        {"bizSteps", "packing"},
        {"bizLocations", place + "/254/K2"},
        {"readPoints", place},
        {"dispositions", "active"}};
    for (const auto& [resource, name] : resources) {
        const auto base = "/epcis/" + resource;
        const auto listed = get(base, as(coop));
        ASSERT_EQ(listed.status, 200) << listed.text;
        EXPECT_EQ(listed.body.at("type"), "Collection");
        EXPECT_THAT(listed.body.at("member"), ElementsAre(name)) << resource;
        EXPECT_THAT(get(base, as(shop)).body.at("member"), IsEmpty());
        const auto one = base + "/" + percent_encoded(name);
        EXPECT_THAT(get(one, as(coop)).body.at("member"), ElementsAre("events")) << one;
        EXPECT_EQ(get(one, as(shop)).status, 404) << one;
        EXPECT_THAT(list_in(get(one + "/events?EQ_action=OBSERVE", as(coop))), SizeIs(1)) << one;
        EXPECT_THAT(list_in(get(one + "/events?EQ_action=ADD", as(coop))), IsEmpty()) << one;
        EXPECT_EQ(get(one + "/events?what=1", as(coop)).status, 400) << one;
        EXPECT_EQ(get(base + "?what=1", as(coop)).status, 400);
        EXPECT_EQ(get(base + "?nextPageToken=x", as(coop)).status, 400);
    }
    EXPECT_EQ(
        get("/epcis/epcs/" + percent_encoded("urn:epc:id:sgtin:8938505.097401.S1"), as(coop)).status, 200
    ) << "in any spelling";
    EXPECT_EQ(
        get("/epcis/bizSteps/" + percent_encoded("urn:epcglobal:cbv:bizstep:packing"), as(coop)).status, 200
    );
    EXPECT_EQ(get("/epcis/eventTypes/NothingEvent", as(coop)).status, 404);
    EXPECT_EQ(get("/epcis/eventTypes/AggregationEvent", as(coop)).status, 404);
    EXPECT_EQ(get("/epcis/epcs").status, 401);
}

TEST_F(EpcisEvents, ListThingsInPages) {
    Json events = Json::array();
    for (int number = 0; number < 25; ++number)
        events.push_back(observed("S" + std::to_string(number), number));
    captures(events);
    std::set<std::string> all;
    std::size_t pages = 0;
    for (std::string at = "/epcis/epcs?perPage=10"; !at.empty(); ++pages) {
        const auto got = get(at, as(coop));
        for (const auto& name : got.body.at("member")) EXPECT_TRUE(all.insert(name).second);
        at = next_of(got);
    }
    EXPECT_EQ(pages, 3U);
    EXPECT_EQ(all.size(), 25U);
}

TEST_F(EpcisEvents, AreFoundByNamedQueries) {
    captures({observed("S1", 0, "packing"), observed("S2", 1, "shipping")});
    const Json definition{{"name", "đóng gói"}, {"query", {{"EQ_bizStep", {"packing"}}}}};
    const auto made = post("/epcis/queries", definition, as(coop));
    ASSERT_EQ(made.status, 201) << made.text;
    const auto location = made.header("Location").substr(made.header("Location").find("/epcis"));
    EXPECT_EQ(get(location, as(coop)).body, definition);
    EXPECT_EQ(get(location, as(shop)).status, 404);
    EXPECT_EQ(get(location, as(shop)).body.at("type"), "epcisException:NoSuchNameException");
    EXPECT_THAT(get("/epcis/queries", as(coop)).body, ElementsAre(definition));
    const auto found = get(location + "/events?perPage=1", as(coop));
    ASSERT_EQ(found.status, 200) << found.text;
    EXPECT_THAT(list_in(found), SizeIs(1));
    EXPECT_EQ(found.body.at("epcisBody").at("queryResults").at("queryName"), "đóng gói");
    EXPECT_EQ(get(location + "/events?EQ_action=ADD", as(coop)).status, 400) << "no extra filters";
    const auto again = post("/epcis/queries", definition, as(coop));
    EXPECT_EQ(again.status, 409);
    EXPECT_EQ(again.body.at("type"), "epcisException:ResourceAlreadyExistsException");
    EXPECT_EQ(post("/epcis/queries", definition, as(shop)).status, 201) << "names are each party's own";
    EXPECT_EQ(send(server::Verb::del, location, as(coop)).status, 204);
    EXPECT_EQ(get(location + "/events", as(coop)).status, 404);
    EXPECT_EQ(send(server::Verb::del, location, as(coop)).status, 404);
}

TEST_F(EpcisEvents, RefuseNamedQueriesThatAreNone) {
    for (const auto& definition : std::vector<Json>{
             {{"query", {{"EQ_bizStep", {"packing"}}}}},
             {{"name", ""}, {"query", Json::object()}},
             {{"name", "a"}},
             {{"name", "a"}, {"query", {{"EQ_bizStep", {"flying"}}}}},
             {{"name", "a"}, {"query", {{"nothing", "1"}}}},
             {{"name", "a"}, {"query", Json::object()}, {"schedule", Json::object()}},
             {{"name", std::string(300, 'a')}, {"query", Json::object()}}}) {
        const auto got = post("/epcis/queries", definition, as(coop));
        EXPECT_EQ(got.status, 400) << definition;
        EXPECT_EQ(got.body.value("type", ""), "epcisException:QueryValidationException") << definition;
    }
    auto sent = as(coop);
    sent.body = "{";
    EXPECT_EQ(
        send(server::Verb::post, "/epcis/queries", sent).body.at("type"),
        "epcisException:QueryValidationException"
    );
    EXPECT_EQ(get("/epcis/queries/nothing", as(coop)).body.at("type"), "epcisException:NoSuchNameException");
}

TEST_F(EpcisEvents, AreSharedByGrantsThroughTheApi) {
    captures({observed("S1", 0, "packing")});
    const auto made =
        post("/v1/event-grants", {{"viewer", text_of(shop.organisation)}, {"biz_step", "packing"}}, as(coop));
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_THAT(list_in(get("/epcis/events", as(shop))), SizeIs(1));
    EXPECT_THAT(get("/v1/event-grants", as(coop)).body.at("data"), SizeIs(1));
    const auto path = "/v1/event-grants/" + made.body.at("id").get<std::string>();
    EXPECT_EQ(send(server::Verb::del, path, as(shop)).status, 404);
    EXPECT_EQ(send(server::Verb::del, path, as(coop)).status, 204);
    EXPECT_THAT(list_in(get("/epcis/events", as(shop))), IsEmpty());
    EXPECT_EQ(post("/v1/event-grants", {{"viewer", text_of(shop.organisation)}}, as(coop)).status, 400);
}

}  // namespace
}  // namespace chophien::api
