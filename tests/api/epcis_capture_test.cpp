// EPCIS over HTTP: what is captured, how, and every way it is refused.
#include "tests/api/fixture.hpp"
#include "tests/given/epcis.hpp"

#include <gmock/gmock.h>

namespace chophien::api {
namespace {

using given::observed;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::StartsWith;

struct EpcisApi : Api {
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller shop = given.retailer();

    Got captures(const Json& document, Sent sent) {
        return post("/epcis/capture", document, std::move(sent));
    }

    Json job_of(const Got& accepted, const Sent& sent) {
        const auto location = accepted.header("Location");
        return get(location.substr(location.find("/epcis")), sent).body;
    }

    static Json list_in(const Got& got) {
        return got.body.at("epcisBody").at("queryResults").at("resultsBody").at("eventList");
    }
};

TEST_F(EpcisApi, TakesADocumentAndTellsWhereItsOutcomeStands) {
    const auto accepted = captures(given::document_of({observed("S1")}), as(coop));
    ASSERT_EQ(accepted.status, 202) << accepted.text;
    EXPECT_THAT(accepted.text, IsEmpty());
    EXPECT_THAT(accepted.header("Location"), StartsWith("http://127.0.0.1:8080/epcis/capture/cap_"));
    EXPECT_EQ(accepted.header("GS1-EPCIS-Version"), "2.0.0");
    EXPECT_EQ(accepted.header("GS1-Capture-Error-Behaviour"), "rollback");
    const auto job = job_of(accepted, as(coop));
    EXPECT_EQ(job.at("running"), false);
    EXPECT_EQ(job.at("success"), true);
    EXPECT_EQ(job.at("captureErrorBehaviour"), "rollback");
    EXPECT_THAT(job.at("errors"), IsEmpty());
    EXPECT_TRUE(job.at("finishedAt").is_string());
    const auto listed = get("/epcis/capture", as(coop));
    EXPECT_THAT(listed.body, ElementsAre(job));
    EXPECT_THAT(get("/epcis/capture", as(shop)).body, IsEmpty());
    const auto other = accepted.header("Location");
    EXPECT_EQ(get(other.substr(other.find("/epcis")), as(shop)).status, 404);
}

TEST_F(EpcisApi, SaysWhatIsWrongInTheJob) {
    auto document = given::document_of({observed("S1"), observed("S2")});
    document["epcisBody"]["eventList"][1]["bizStep"] = "flying";
    const auto job = job_of(captures(document, as(coop)), as(coop));
    EXPECT_EQ(job.at("success"), false);
    EXPECT_EQ(job.at("errors").at(0).at("type"), "epcisException:ValidationException");
    EXPECT_EQ(job.at("errors").at(0).at("pointer"), "/epcisBody/eventList/1/bizStep");
    EXPECT_EQ(get("/epcis/epcs/" + std::string("urn:epc:id:sgtin:8938505.097401.S1"), as(coop)).status, 404);
    auto sent = as(coop);
    sent.gs1 = {{"gs1-capture-error-behaviour", "proceed"}};
    const auto some = job_of(captures(document, sent), as(coop));
    EXPECT_EQ(some.at("captureErrorBehaviour"), "proceed");
    EXPECT_EQ(some.at("success"), false);
    EXPECT_EQ(get("/epcis/epcs/" + std::string("urn:epc:id:sgtin:8938505.097401.S1"), as(coop)).status, 200);
}

TEST_F(EpcisApi, RefusesWhatCanBeKnownAtOnce) {
    const auto document = given::document_of({observed("S1")});
    const auto type_of = [](const Got& got) { return got.body.value("type", ""); };
    const auto guest = captures(document, {});
    EXPECT_EQ(guest.status, 401);
    EXPECT_EQ(type_of(guest), "epcisException:SecurityException");
    EXPECT_EQ(guest.type, "application/problem+json");
    const auto viewer = captures(document, as(given.colleague(coop, accounts::Role::viewer)));
    EXPECT_EQ(viewer.status, 403);
    EXPECT_EQ(type_of(viewer), "epcisException:SecurityException");
    auto sent = as(coop);
    sent.content_type = "text/csv";
    const auto csv = captures(document, sent);
    EXPECT_EQ(csv.status, 415);
    EXPECT_EQ(type_of(csv), "epcisException:UnsupportedMediaTypeException");
    sent = as(coop);
    sent.body = "{\"type\": ";
    const auto broken = send(server::Verb::post, "/epcis/capture", sent);
    EXPECT_EQ(broken.status, 400);
    EXPECT_EQ(type_of(broken), "epcisException:ValidationException");
    sent = as(coop);
    sent.gs1 = {{"GS1-Capture-Error-Behaviour", "perhaps"}};
    EXPECT_EQ(captures(document, sent).status, 400);
    Json events = Json::array();
    for (int number = 0; number < 10'001; ++number) events.push_back(0);
    const auto many = captures(given::document_of(events), as(coop));
    EXPECT_EQ(many.status, 413);
    EXPECT_EQ(type_of(many), "epcisException:CaptureLimitExceededException");
    EXPECT_EQ(many.header("GS1-EPCIS-Capture-Limit"), "10000");
    EXPECT_EQ(many.header("GS1-EPCIS-Capture-File-Size-Limit"), std::to_string(8 << 20));
    auto long_document = document;
    long_document["epcisBody"]["eventList"][0]["ex:notes"] = std::string(9 << 20, 'x');
    EXPECT_EQ(captures(long_document, as(coop)).status, 413);
    EXPECT_EQ(get("/epcis/capture/nothing", as(coop)).status, 404);
    EXPECT_EQ(get("/epcis/capture?what=1", as(coop)).status, 400);
    EXPECT_EQ(get("/epcis/capture?nextPageToken=x", as(coop)).status, 400);
}

TEST_F(EpcisApi, NegotiatesVersionsFormatsAndMediaTypes) {
    const auto asked = [&](std::vector<std::pair<std::string, std::string>> gs1, std::string accept = {}) {
        auto sent = as(coop);
        sent.gs1 = std::move(gs1);
        sent.accept = std::move(accept);
        return get("/epcis/events", sent).status;
    };
    EXPECT_EQ(asked({{"GS1-EPCIS-Min", "2.0.0"}, {"GS1-EPCIS-Max", "2.0"}}), 200);
    EXPECT_EQ(asked({{"GS1-EPCIS-Min", "2.1"}}), 406);
    EXPECT_EQ(asked({{"GS1-EPCIS-Max", "1.2"}}), 406);
    EXPECT_EQ(asked({{"GS1-CBV-Min", "3"}}), 406);
    EXPECT_EQ(asked({{"GS1-CBV-Max", "two"}}), 406);
    EXPECT_EQ(asked({{"GS1-EPC-Format", "Always_EPC_URN"}}), 200);
    EXPECT_EQ(asked({{"GS1-EPC-Format", "always"}}), 406);
    EXPECT_EQ(asked({{"GS1-CBV-XML-Format", "sometimes"}}), 406);
    EXPECT_EQ(asked({{"GS1-Extensions", "ex"}}), 400);
    EXPECT_EQ(asked({}, "application/ld+json"), 200);
    EXPECT_EQ(asked({}, "text/html, */*;q=0.1"), 200);
    EXPECT_EQ(asked({}, "image/png"), 406);
    EXPECT_EQ(asked({}, "application/json;q=0"), 406);
}

TEST_F(EpcisApi, ToldByOptionsWhatItTakes) {
    const auto capture = send(server::Verb::options, "/epcis/capture");
    EXPECT_EQ(capture.status, 204);
    EXPECT_THAT(capture.header("Allow"), HasSubstr("POST"));
    EXPECT_EQ(capture.header("GS1-EPCIS-Capture-Limit"), "10000");
    EXPECT_EQ(capture.header("GS1-Capture-Error-Behaviour"), "rollback, proceed");
    EXPECT_EQ(capture.header("Access-Control-Allow-Origin"), "*");
    EXPECT_THAT(capture.header("Access-Control-Allow-Headers"), HasSubstr("GS1-Capture-Error-Behaviour"));
    for (const auto* path :
         {"/epcis",
          "/epcis/capture/x",
          "/epcis/events",
          "/epcis/events/x",
          "/epcis/queries",
          "/epcis/queries/x",
          "/epcis/queries/x/events",
          "/epcis/eventTypes",
          "/epcis/epcs/x",
          "/epcis/bizSteps/x/events",
          "/epcis/bizLocations",
          "/epcis/readPoints",
          "/epcis/dispositions"}) {
        const auto answer = send(server::Verb::options, path);
        EXPECT_EQ(answer.status, 204) << path;
        EXPECT_EQ(answer.header("GS1-EPCIS-Version"), "2.0.0") << path;
        EXPECT_FALSE(answer.header("Allow").empty()) << path;
    }
    EXPECT_EQ(send(server::Verb::options, "/epcis/nothing").status, 404);
    EXPECT_EQ(send(server::Verb::del, "/epcis/events", as(coop)).status, 405);
    EXPECT_EQ(get("/epcis/nothing", as(coop)).body.at("type"), "epcisException:NoSuchResourceException");
    const auto token = send(server::Verb::del, "/epcis/nextPageToken/abc", as(coop));
    EXPECT_EQ(token.status, 501);
    EXPECT_EQ(token.body.at("type"), "epcisException:ImplementationException");
}

TEST_F(EpcisApi, StoresOneEventBeforeItAnswers) {
    auto event = observed("S1");
    event["@context"] = {
        "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
        {{"ex", "https://ns.example.com/epcis/"}}};
    event["ex:grade"] = "A";
    event["eventID"] = "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b11";
    const auto made = post("/epcis/events", event, as(coop));
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_THAT(made.header("Location"), HasSubstr("/epcis/events/urn%3Auuid%3A0b7ce9ad"));
    auto stored = made.body;
    EXPECT_TRUE(stored.contains("recordTime"));
    stored.erase("recordTime");
    EXPECT_EQ(stored, event);
    EXPECT_EQ(post("/epcis/events", event, as(coop)).status, 201) << "sent again, it is there already";
    const auto location = made.header("Location");
    const auto shown = get(location.substr(location.find("/epcis")), as(coop));
    ASSERT_EQ(shown.status, 200) << shown.text;
    EXPECT_THAT(list_in(shown), SizeIs(1));
    EXPECT_EQ(get(location.substr(location.find("/epcis")), as(shop)).status, 404);
    event["bizStep"] = "packing";
    const auto other = post("/epcis/events", event, as(coop));
    EXPECT_EQ(other.status, 409);
    EXPECT_EQ(other.body.at("type"), "epcisException:ResourceAlreadyExistsException");
    event["bizStep"] = "flying";
    const auto wrong = post("/epcis/events", event, as(coop));
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(wrong.body.at("type"), "epcisException:ValidationException");
    EXPECT_THAT(wrong.pointers(), ElementsAre("/bizStep"));
    EXPECT_EQ(post("/epcis/events", observed("S2"), as(coop)).status, 400) << "no context";
    EXPECT_EQ(post("/epcis/events", event, {}).status, 401);
    EXPECT_EQ(post("/epcis/events", event, as(given.consumer())).status, 403);
}

TEST_F(EpcisApi, RepeatsItsAnswerUnderAnIdempotencyKey) {
    auto sent = as(coop);
    sent.key = "k1";
    const auto first = captures(given::document_of({observed("S1")}), sent);
    const auto again = captures(given::document_of({observed("S1")}), sent);
    EXPECT_EQ(again.status, 202);
    EXPECT_EQ(again.header("Location"), first.header("Location"));
    const auto other = captures(given::document_of({observed("S2")}), sent);
    EXPECT_EQ(other.status, 422);
    EXPECT_EQ(other.body.at("type"), "epcisException:ResourceAlreadyExistsException");
}

}  // namespace
}  // namespace chophien::api
