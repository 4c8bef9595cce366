// The API's manners, the same for every operation: what is refused, how, and what a repeat answers.
#include "catalog/sellers.hpp"
#include "core/feed.hpp"
#include "server/openapi.hpp"
#include "server/problems.hpp"
#include "tests/api/fixture.hpp"
#include "traceability/trace_keys.hpp"

namespace chophien::api {
namespace {

using server::Verb;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class Manners : public Api {};

TEST_F(Manners, WhatIsWrongIsToldAllAtOnceInBothLanguages) {
    const auto coop = given.cooperative();
    const auto no =
        post("/v1/products", {{"name", ""}, {"set", 27.5}, {"colour", "xanh"}, {"description", 7}}, as(coop));
    EXPECT_EQ(no.status, 400);
    EXPECT_EQ(no.type, "application/problem+json");
    EXPECT_EQ(no.code(), "json/not-as-described");
    EXPECT_THAT(no.pointers(), UnorderedElementsAre("/name", "/set", "/colour", "/description"));
    for (const auto& violation : no.body.at("violations")) {
        EXPECT_FALSE(violation.at("message_vi").get<std::string>().empty());
        EXPECT_FALSE(violation.at("message_en").get<std::string>().empty());
    }
    auto english = as(coop);
    english.language = "en";
    EXPECT_EQ(
        post("/v1/products", {{"set", 1}}, english).body.at("title"),
        "The content is not as described; see each violation."
    );
}

TEST_F(Manners, BodiesThatAreNoJsonAreRefusedAndNothingIsWritten) {
    const auto coop = given.cooperative();
    const std::string deep(100, '[');
    const std::vector<std::pair<std::string, std::string>> table{
        {"{", "json/malformed"},
        {"{\"name\": \"a\"} x", "json/malformed"},
        {"{\"name\": \"a\", \"name\": \"b\"}", "json/malformed"},
        {"{\"name\": \"\xC3\x28\"}", "json/malformed"},
        {"{\"name\": " + deep + std::string(100, ']') + "}", "json/malformed"},
        {"{\"set\": 1e400}", "json/malformed"},
        {"[]", "json/not-as-described"},
        {"\"a\"", "json/not-as-described"},
        {"null", "json/not-as-described"},
    };
    for (const auto& [body, code] : table) {
        auto sent = as(coop);
        sent.body = body;
        const auto no = send(Verb::post, "/v1/products", sent);
        EXPECT_EQ(no.status, 400) << body;
        EXPECT_EQ(no.code(), code) << body;
    }
    auto sent = as(coop);
    sent.body = "name=a";
    sent.content_type = "application/x-www-form-urlencoded";
    EXPECT_EQ(send(Verb::post, "/v1/products", sent).status, 415);
    EXPECT_THAT(get("/v1/products/mine", as(coop)).body.at("data"), IsEmpty());
}

TEST_F(Manners, EveryOperationTurnsGuestsAwayUnlessItIsForAnyone) {
    for (const auto* route : application.router().routes()) {
        std::string path(route->line.path);
        for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
            path.replace(open, path.find('}', open) - open + 1, "x");
        const auto got = send(route->line.verb, path);
        if (route->line.may == accounts::Permission::anyone)
            EXPECT_NE(got.status, 401) << route->line.operation;
        else
            EXPECT_EQ(got.status, 401) << route->line.operation;
    }
}

TEST_F(Manners, EveryOperationAsksForItsPermission) {
    const std::vector<Caller> callers{
        given.consumer(),
        given.cooperative(),
        given.retailer(),
        given.authority(),
        given.operator_(),
        given.colleague(given.cooperative(), accounts::Role::viewer),
        given.colleague(given.cooperative(), accounts::Role::finance)};
    for (const auto& caller : callers) {
        for (const auto* route : application.router().routes()) {
            if (route->line.operation == "logOut" || route->line.operation == "logOutEverywhere") continue;
            if (accounts::may(caller, route->line.may)) continue;
            std::string path(route->line.path);
            for (auto open = path.find('{'); open != std::string::npos; open = path.find('{'))
                path.replace(open, path.find('}', open) - open + 1, "x");
            const auto got = send(route->line.verb, path, as(caller));
            EXPECT_EQ(got.status, 403) << route->line.operation << " by " << json::name_of(caller.kind);
            EXPECT_EQ(got.code(), "api/not-permitted");
        }
    }
}

TEST_F(Manners, TokensThatAreWrongExpiredOrRevokedAreRefusedAlike) {
    const auto coop = given.cooperative();
    const auto token = given.token_of(coop);
    EXPECT_EQ(get("/v1/people/me", {.token = token}).status, 200);
    EXPECT_EQ(get("/v1/people/me", {.token = "cp_wrong"}).status, 401);
    EXPECT_EQ(get("/v1/people/me", {.token = token + "x"}).status, 401);
    EXPECT_EQ(send(Verb::del, "/v1/tokens/current", {.token = token}).status, 204);
    EXPECT_EQ(get("/v1/people/me", {.token = token}).status, 401);
    const auto other = given.token_of(coop);
    EXPECT_EQ(get("/v1/people/me", {.token = other}).status, 200);
    given.clock.advance(std::chrono::hours(24 * 31));
    EXPECT_EQ(get("/v1/people/me", {.token = other}).status, 401);
}

TEST_F(Manners, OtherPeoplesThingsLookLikeThingsThatAreNotThere) {
    const auto [product, offer] = on_sale(given.cooperative("HTX Một"), "Cà phê Một", 10);
    const auto other = given.cooperative("HTX Hai");
    auto sent = as(other);
    sent.if_match = "*";
    const auto mine = patch("/v1/products/" + product, {{"name", "Của tôi"}}, sent);
    const auto none = patch("/v1/products/prd_0000000000001", {{"name", "Của tôi"}}, sent);
    EXPECT_EQ(mine.status, 404);
    EXPECT_EQ(mine.text, none.text);
    const auto order = post("/v1/baskets", basket(offer, "1"), as(given.consumer()))
                           .body.at("orders")
                           .at(0)
                           .at("id")
                           .get<std::string>();
    EXPECT_EQ(get("/v1/orders/" + order, as(other)).status, 404);
    EXPECT_EQ(get("/v1/orders/" + order).status, 401);
}

TEST_F(Manners, PathsAndMethodsThatAreNotThereAreToldApart) {
    EXPECT_EQ(get("/v1/nothing").code(), "api/no-such-path");
    const auto no = send(Verb::del, "/v1/products");
    EXPECT_EQ(no.status, 405);
    EXPECT_THAT(no.header("Allow"), HasSubstr("GET"));
    EXPECT_EQ(send(Verb::options, "/v1/products").status, 204);
    EXPECT_EQ(get("/v1/products/%zz").status, 400);
    EXPECT_EQ(get("/v1/../v1/products").status, 400);
    EXPECT_EQ(get("/v1/products?limit=5&limit=6").pointers(), std::vector<std::string>{"/limit"});
    EXPECT_EQ(get("/v1/products?limit=0").pointers(), std::vector<std::string>{"/limit"});
    EXPECT_EQ(get("/v1/products?nothing=1").pointers(), std::vector<std::string>{"/nothing"});
    EXPECT_EQ(get("/v1/products/off_0000000000001").status, 400);
    EXPECT_EQ(get("/v1/products/prd_0000000000001").status, 404);
}

TEST_F(Manners, TheSameKeyAnswersTheSameAndMakesOneThing) {
    const auto [product, offer] = on_sale(given.cooperative(), "Cà phê", 10);
    const Sent guest{.key = "khoa-1"};
    const auto first = post("/v1/baskets", basket(offer, "2"), guest);
    ASSERT_EQ(first.status, 201) << first.text;
    const auto again = post("/v1/baskets", basket(offer, "2"), guest);
    EXPECT_EQ(again.status, 201);
    EXPECT_EQ(again.text, first.text);
    EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    EXPECT_EQ(post("/v1/baskets", basket(offer, "3"), guest).status, 422);
    const auto elsewhere =
        post("/v1/baskets", basket(offer, "2"), {.key = "khoa-1", .client = "203.0.113.9"});
    EXPECT_NE(elsewhere.text, first.text);
    EXPECT_EQ(get("/v1/products/" + product).body.at("offers").at(0).at("left"), "6");
}

TEST_F(Manners, ARefusalByTheRulesIsRepeatedButAMalformedRequestLeavesItsKeyFree) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cà phê", 3);
    const Sent guest{.key = "khoa-2"};
    EXPECT_EQ(post("/v1/baskets", {{"lines", Json::array()}}, guest).status, 400);
    const auto no = post("/v1/baskets", basket(offer, "5"), guest);
    EXPECT_GE(no.status, 400);
    auto sent = as(coop);
    sent.body = R"({"counted":"100"})";
    EXPECT_EQ(send(Verb::put, "/v1/offers/" + offer + "/stock", sent).status, 200);
    const auto again = post("/v1/baskets", basket(offer, "5"), guest);
    if (no.status == 409) {
        EXPECT_EQ(again.text, no.text);
        EXPECT_EQ(again.header("Idempotent-Replayed"), "true");
    }
    EXPECT_EQ(post("/v1/baskets", basket(offer, "5"), {.key = "khoa-3"}).status, 201);
    EXPECT_EQ(
        post("/v1/baskets", basket(offer, "1"), {.key = std::string(256, 'a')}).code(),
        "api/bad-idempotency-key"
    );
}

TEST_F(Manners, AnEditNeedsTheVersionItWasMadeFrom) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cà phê", 10);
    const auto path = "/v1/products/" + product;
    EXPECT_EQ(patch(path, {{"name", "Cà phê mới"}}, as(coop)).status, 428);
    auto sent = as(coop);
    sent.if_match = get("/v1/products/mine/" + product, as(coop)).header("ETag");
    ASSERT_FALSE(sent.if_match.empty());
    const auto done = patch(path, {{"name", "Cà phê mới"}}, sent);
    EXPECT_EQ(done.status, 200) << done.text;
    EXPECT_EQ(patch(path, {{"name", "Cà phê khác"}}, sent).status, 412);
    sent.if_match = "\"bogus\"";
    EXPECT_EQ(patch(path, {{"name", "Cà phê khác"}}, sent).code(), "api/bad-if-match");
}

TEST_F(Manners, AReadAfterAWriteShowsTheWrite) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cà phê", 10);
    const auto page = "/v1/products/" + product;
    const auto before = get(page);
    EXPECT_EQ(get(page).text, before.text);
    EXPECT_EQ(before.body.at("offers").at(0).at("left"), "10");
    post("/v1/baskets", basket(offer, "4"));
    const auto after = get(page);
    EXPECT_EQ(after.body.at("offers").at(0).at("left"), "6");
    EXPECT_NE(after.header("ETag"), before.header("ETag"));
    EXPECT_EQ(get("/v1/products?q=ca%20phe").body.at("data").size(), 1U);
    send(Verb::del, page + "/publication", as(coop));
    EXPECT_EQ(get(page).status, 404);
    EXPECT_THAT(get("/v1/products?q=ca%20phe").body.at("data"), IsEmpty());
}

TEST_F(Manners, ASuspendedSellersGoodsAreNotSold) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cà phê", 10);
    EXPECT_EQ(
        post(
            "/v1/organisations/" + text_of(coop.organisation) + "/suspension",
            {{"reason", "kiểm tra"}},
            as(given.operator_())
        )
            .status,
        200
    );
    sequence_changes(given.database);
    catalog::follow_sellers(given.database);
    const auto no = post("/v1/baskets", basket(offer, "1"));
    EXPECT_GE(no.status, 400);
    EXPECT_EQ(no.pointers(), std::vector<std::string>{"/lines/0/offer"});
    EXPECT_EQ(get("/v1/products/" + product).status, 404);
}

TEST_F(Manners, TheDescriptionNamesEveryOperationOnceAndAllItsParts) {
    const auto document = server::openapi_document(application.router());
    std::set<std::string> operations;
    for (const auto& [path, verbs] : document.at("paths").items())
        for (const auto& [verb, operation] : verbs.items()) {
            EXPECT_TRUE(operations.insert(operation.at("operationId")).second) << operation.at("operationId");
            for (auto open = path.find('{'); open != std::string::npos; open = path.find('{', open + 1)) {
                const auto name = path.substr(open + 1, path.find('}', open) - open - 1);
                bool found = false;
                for (const auto& parameter : operation.value("parameters", Json::array()))
                    found = found || (parameter.at("name") == name && parameter.at("in") == "path");
                EXPECT_TRUE(found) << path << " does not describe " << name;
            }
        }
    EXPECT_EQ(operations.size(), application.router().routes().size());
    const auto text = document.dump();
    const std::string mark = "#/components/schemas/";
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + 1)) {
        const auto name = text.substr(at + mark.size(), text.find('"', at) - at - mark.size());
        EXPECT_TRUE(document.at("components").at("schemas").contains(name)) << name;
    }
}

TEST_F(Manners, EveryRefusalHasACodeOfItsOwnAndWordsInBothLanguages) {
    std::set<std::string_view> codes;
    for (const auto* refusal : server::all_refusals()) {
        EXPECT_TRUE(codes.insert(refusal->code).second) << refusal->code;
        EXPECT_FALSE(refusal->title.vi.empty()) << refusal->code;
        EXPECT_FALSE(refusal->title.en.empty()) << refusal->code;
        EXPECT_EQ(get("/problems/" + std::string(refusal->code), {.accept = "text/html"}).status, 200)
            << refusal->code;
    }
}

TEST_F(Manners, ALinkMayCarryParametersOfOthersButARequestMayNot) {
    EXPECT_EQ(get("/products?q=che&utm_source=zalo&fbclid=x", {.accept = "text/html"}).status, 200);
    EXPECT_EQ(get("/v1/products?q=che&utm_source=zalo").pointers(), std::vector<std::string>{"/utm_source"});
}

TEST_F(Manners, OnlyAPageThatWasOpenedIsAScan) {
    given.transact([](db::Transaction& tx) { traceability::ensure_trace_key(tx); });
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Mật ong", 10);
    const auto lot = post(
        "/v1/lots",
        {{"offer", offer},
         {"harvested_on", "2026-11-01"},
         {"quantity", {{"value", "5"}, {"unit", "gói"}}},
         {"place", {{"province", "04"}}}},
        as(coop)
    );
    ASSERT_EQ(lot.status, 201) << lot.text;
    const auto batch =
        post("/v1/lots/" + lot.body.at("id").get<std::string>() + "/unit-codes", {{"count", 1}}, as(coop));
    ASSERT_EQ(batch.status, 201) << batch.text;
    const auto csv =
        get("/v1/unit-code-batches/" + batch.body.at("id").get<std::string>() + ".csv", as(coop));
    const auto begin = csv.text.find("/01/");
    ASSERT_NE(begin, std::string::npos) << csv.text;
    const auto page = csv.text.substr(begin, csv.text.find_first_of("\r\n,\"", begin) - begin);
    const auto scans = [&] {
        const auto facts = get(page, {.accept = "application/json"}).header("Location");
        return get(facts).body.value(Json::json_pointer("/scans/times"), 0);
    };
    EXPECT_EQ(scans(), 0) << "a program asking is no scan";
    EXPECT_EQ(send(Verb::head, page, {.accept = "text/html"}).status, 307);
    EXPECT_EQ(scans(), 0) << "a link preview neither";
    const auto scanned = get(page + "?utm_source=zalo", {.accept = "text/html"});
    EXPECT_EQ(scanned.status, 307);
    EXPECT_EQ(scans(), 1);
    EXPECT_EQ(get(scanned.header("Location"), {.accept = "text/html"}).status, 200);
    EXPECT_EQ(scans(), 1) << "an address that is opened again or shared scans nothing";
}

TEST_F(Manners, PagesComeInTheLanguageAskedFor) {
    const Sent vi{.accept = "text/html", .language = "vi"};
    const Sent en{.accept = "text/html", .language = "en"};
    EXPECT_THAT(get("/", vi).text, HasSubstr("<html lang=\"vi\">"));
    EXPECT_THAT(get("/", en).text, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(get("/?lang=en", vi).text, HasSubstr("<html lang=\"en\">"));
    EXPECT_EQ(get("/nothing", vi).type, "text/html; charset=utf-8");
    EXPECT_THAT(get("/docs", vi).text, HasSubstr("placeBasket"));
}

}  // namespace
}  // namespace chophien::api
