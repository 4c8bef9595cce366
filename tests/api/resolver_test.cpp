// Links as phones, tills and programs follow them, and as their owners give them.
#include "core/gs1_key.hpp"
#include "tests/api/resolver_fixture.hpp"
#include "traceability/trace_keys.hpp"

namespace chophien::api {
namespace {

using server::Verb;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

TEST_F(Resolver, LeadsAPersonToThePageAndAProgramToTheFacts) {
    const auto at_lot = lot.trace_path;
    EXPECT_EQ(leads(gtin), product_page);
    EXPECT_EQ(leads(gtin, {.accept = browser}), product_page);
    EXPECT_EQ(leads(gtin, {.accept = "application/json"}), "/v1" + product_page);
    EXPECT_EQ(leads(at_lot, {.accept = browser}), lot_page);
    EXPECT_EQ(leads(at_lot, {.accept = "*/*"}), lot_page);
    EXPECT_EQ(leads(at_lot, {.accept = "application/json"}), "/v1/lots/" + text_of(lot.id) + "/trace");
    EXPECT_EQ(leads(at_lot + "?linkType=gs1:pip"), product_page) << "what the lot has not its product has";
    EXPECT_EQ(get(lot_page, {.accept = browser}).status, 200);
    EXPECT_EQ(get("/v1/lots/" + text_of(lot.id) + "/trace").status, 200);
    EXPECT_EQ(get("/v1" + product_page).status, 200);
}

TEST_F(Resolver, LeadsAUnitToWhatSaysWhetherItIsGenuine) {
    const auto code = unit();
    const auto page = "/units/" + lot.gtin + "/" + code;
    EXPECT_EQ(leads(gtin + "/21/" + code, {.accept = browser}), page);
    EXPECT_EQ(leads(gtin + "/21/" + code, {.accept = "application/json"}), "/v1" + page);
    EXPECT_EQ(leads(lot.trace_path + "/21/" + code), page + "?lot=" + lot.lot_code);
    EXPECT_EQ(get("/v1" + page).body.at("lot_code"), lot.lot_code);
    EXPECT_EQ(get("/v1" + page + "?lot=OTHER").code(), "traceability/forged-code");
    EXPECT_EQ(get(page + "?lot=OTHER", {.accept = browser}).status, 404);
    EXPECT_EQ(leads(gtin + "/21/FORGED", {.accept = browser}), "/units/" + lot.gtin + "/FORGED");
    EXPECT_EQ(get("/units/" + lot.gtin + "/FORGED", {.accept = browser}).status, 404);
    const auto set = linkset(gtin + "/21/" + code);
    ASSERT_EQ(set.size(), 3U) << "a genuine unit's lot is known without being told";
    EXPECT_EQ(set[0].at("anchor"), "https://cho.example" + gtin + "/21/" + code);
    EXPECT_EQ(set[1].at("anchor"), "https://cho.example" + lot.trace_path);
    EXPECT_EQ(set[2].at("anchor"), "https://cho.example" + gtin);
}

TEST_F(Resolver, AnswersForUnitsAreKeptByNobody) {
    const auto code = unit();
    const auto before = application.cache().counts().pages;
    EXPECT_EQ(get(gtin + "/21/" + code).header("Cache-Control"), "no-store");
    EXPECT_EQ(get(gtin + "/21/" + code + "?linkType=linkset").header("Cache-Control"), "no-store");
    EXPECT_EQ(application.cache().counts().pages, before);
    EXPECT_EQ(get(gtin).header("Cache-Control"), "public, max-age=300");
    EXPECT_EQ(get(lot.trace_path).header("Cache-Control"), "public, max-age=60");
    EXPECT_EQ(application.cache().counts().pages, before + 2);
}

TEST_F(Resolver, KeepsRedirectsOfEachHeaderApart) {
    added(
        {{"anchor", gtin},
         {"link_type", "gs1:instructions"},
         {"href", "https://htx.vn/fr"},
         {"languages", {"fr"}}}
    );
    added(
        {{"anchor", gtin},
         {"link_type", "gs1:instructions"},
         {"href", "https://htx.vn/lo"},
         {"languages", {"lo"}}}
    );
    const auto asked = gtin + "?linkType=gs1:instructions";
    for (int round = 0; round < 2; ++round) {
        EXPECT_EQ(leads(asked, {.language = "fr"}), "https://htx.vn/fr");
        EXPECT_EQ(leads(asked, {.language = "lo"}), "https://htx.vn/lo");
    }
    EXPECT_GE(application.cache().counts().pages, 2U);
    const std::string long_header = "lo" + std::string(2000, ' ') + ",fr;q=0.1";
    EXPECT_EQ(leads(asked, {.language = long_header}), "https://htx.vn/lo");
}

TEST_F(Resolver, SeesAChangeAtOnce) {
    EXPECT_EQ(leads(gtin), product_page);
    const auto link = adds(
        {{"anchor", gtin}, {"link_type", "gs1:pip"}, {"href", "https://htx.vn/che"}, {"standing", "default"}}
    );
    ASSERT_EQ(link.status, 201) << link.text;
    EXPECT_EQ(leads(gtin), "https://htx.vn/che");
    const auto path = "/v1/links/" + link.body.at("id").get<std::string>();
    auto sent = as(coop);
    const Json words{
        {"link_type", "gs1:pip"}, {"href", "https://htx.vn/moi"}, {"title", "Mới"}, {"standing", "default"}};
    sent.body = words.dump();
    EXPECT_EQ(send(Verb::put, path, sent).status, 428);
    sent.if_match = get(path, as(coop)).header("ETag");
    EXPECT_EQ(send(Verb::put, path, sent).status, 200);
    EXPECT_EQ(send(Verb::put, path, sent).status, 412);
    EXPECT_EQ(leads(gtin), "https://htx.vn/moi");
    EXPECT_EQ(send(Verb::del, path, as(coop)).status, 204);
    EXPECT_EQ(leads(gtin), product_page);
    EXPECT_EQ(leads(gtin + "/10/SAU-NAY"), product_page);
    auto later = given::harvest(tea.offer, given::amount("1", "XBX"));
    later.lot_code = "SAU-NAY";
    const auto recorded = given::records(given, coop, later);
    EXPECT_EQ(leads(gtin + "/10/SAU-NAY"), "/lots/" + text_of(recorded.id)) << "a lot that came later";
}

TEST_F(Resolver, AStoppedOrganisationLeadsNobodyAnywhere) {
    added(
        {{"anchor", gtin}, {"link_type", "gs1:pip"}, {"href", "https://htx.vn/che"}, {"standing", "default"}}
    );
    EXPECT_EQ(leads(gtin), "https://htx.vn/che");
    const auto stopped = given.suspended(coop);
    EXPECT_THAT(leads(gtin), Not(HasSubstr("htx.vn")));
    EXPECT_EQ(
        adds({{"anchor", gtin}, {"link_type", "gs1:pip"}, {"href", "https://htx.vn/"}}, as(stopped)).status,
        403
    );
}

TEST_F(Resolver, OneRowServesEveryUnitOfALot) {
    added(
        {{"anchor", lot.trace_path + "/21/{serial}"},
         {"link_type", "gs1:registerProduct"},
         {"href", "https://htx.vn/dang-ky?lo={lot}&ma={serial}&gtin={gtin}"}}
    );
    const auto code = unit();
    EXPECT_EQ(
        leads(gtin + "/21/" + code + "?linkType=gs1:registerProduct&x=1"),
        "https://htx.vn/dang-ky?lo=" + lot.lot_code + "&ma=" + code + "&gtin=" + lot.gtin + "&x=1"
    ) << "the lot of a genuine unit is known";
    EXPECT_EQ(
        leads(lot.trace_path + "/21/A%2F%3Fb?linkType=gs1:registerProduct"),
        "https://htx.vn/dang-ky?lo=" + lot.lot_code + "&ma=A%2F%3Fb&gtin=" + lot.gtin
    );
    EXPECT_EQ(get(gtin + "/10/OTHER/21/X?linkType=gs1:registerProduct").status, 404);
}

TEST_F(Resolver, AnAnchorHasOneDefault) {
    const auto standing = [&](const Got& link) {
        return get("/v1/links/" + link.body.at("id").get<std::string>(), as(coop)).body.at("standing");
    };
    const Json words{{"anchor", gtin}, {"link_type", "gs1:pip"}, {"standing", "default"}};
    auto first = words;
    first["href"] = "https://htx.vn/1";
    auto second = words;
    second["href"] = "https://htx.vn/2";
    const auto one = adds(first);
    const auto two = adds(second);
    EXPECT_EQ(standing(one), "usual");
    EXPECT_EQ(standing(two), "default");
    EXPECT_EQ(leads(gtin), "https://htx.vn/2");
    EXPECT_EQ(
        linkset(gtin)[0].at("https://ref.gs1.org/voc/defaultLink").at(0).at("href"), "https://htx.vn/2"
    );
}

TEST_F(Resolver, KeysAreTheirOwnersAlone) {
    const auto other = given.cooperative("HTX Khác");
    const Json words{{"anchor", gtin}, {"link_type", "gs1:pip"}, {"href", "https://khac.vn/"}};
    EXPECT_EQ(adds(words, as(other)).code(), "traceability/not-your-key");
    const auto mine = adds(words);
    ASSERT_EQ(mine.status, 201);
    const auto path = "/v1/links/" + mine.body.at("id").get<std::string>();
    EXPECT_EQ(get(path, as(other)).status, 404);
    EXPECT_EQ(send(Verb::del, path, as(other)).status, 404);
    EXPECT_THAT(get("/v1/links", as(other)).body.at("data"), IsEmpty());
    EXPECT_EQ(get("/v1/links", as(coop)).body.at("data").size(), 1U);
    EXPECT_EQ(get("/v1/links?anchor=" + gtin, as(coop)).body.at("data").size(), 1U);
    EXPECT_EQ(get("/v1/links?anchor=nothing", as(coop)).code(), "traceability/wrong-anchor");
    EXPECT_EQ(adds(words, as(given.consumer())).status, 403);
    EXPECT_EQ(
        adds(words, as(given.unverified(accounts::OrganisationKind::cooperative, "HTX Chưa"))).code(),
        "traceability/links-need-verification"
    );
}

TEST_F(Resolver, CompanyPrefixesMakeKeysOnesOwn) {
    const auto operator_ = as(given.operator_());
    const Json crate{
        {"anchor", "/8004/8936001*"}, {"link_type", "gs1:pip"}, {"href", "https://htx.vn/tai-san/{rest}"}};
    EXPECT_EQ(adds(crate).code(), "traceability/not-your-key");
    const Json given_prefix{{"prefix", "8936001"}, {"organisation", text_of(coop.organisation)}};
    EXPECT_EQ(post("/v1/company-prefixes", given_prefix, as(coop)).status, 403);
    EXPECT_EQ(post("/v1/company-prefixes", given_prefix, operator_).status, 201);
    added(crate);
    EXPECT_EQ(leads("/8004/8936001A-7"), "https://htx.vn/tai-san/A-7");
    EXPECT_EQ(get("/8004/8936002A-7").code(), "traceability/unknown-key");
    const auto pallet = std::string("/00/08936001000000001") + check_digit("08936001000000001");
    added({{"anchor", pallet}, {"link_type", "gs1:traceability"}, {"href", "https://htx.vn/sscc"}});
    EXPECT_EQ(leads(pallet), "https://htx.vn/sscc") << "its first link is its default";
    for (const auto* prefix : {"8936001", "89360", "893600112", "893600", "12", "89360012345678", "89A6"}) {
        const auto no = post(
            "/v1/company-prefixes",
            {{"prefix", prefix}, {"organisation", text_of(coop.organisation)}},
            operator_
        );
        EXPECT_GE(no.status, 400) << prefix;
    }
    EXPECT_EQ(get("/v1/company-prefixes", operator_).body.at("data").size(), 1U);
    EXPECT_EQ(send(Verb::del, "/v1/company-prefixes/8936001", operator_).status, 204);
    EXPECT_EQ(send(Verb::del, "/v1/company-prefixes/8936001", operator_).status, 404);
    EXPECT_EQ(adds(crate).code(), "traceability/not-your-key");
}

TEST_F(Resolver, EveryPrimaryKeyIsFollowed) {
    const auto operator_ = as(given.operator_());
    ASSERT_EQ(
        post(
            "/v1/company-prefixes",
            {{"prefix", "8936001"}, {"organisation", text_of(coop.organisation)}},
            operator_
        )
            .status,
        201
    );
    const auto checked = [](std::string body) { return body + check_digit(body); };
    const auto place = checked("893600100001");
    const std::vector<std::string> keys{
        "/01/" + checked("0893600100001"),
        "/00/" + checked("08936001000000001"),
        "/253/" + place + "A1",
        "/255/" + place + "7",
        "/401/8936001ABC",
        "/402/" + checked("8936001000000001"),
        "/414/" + place + "/254/K1",
        "/415/" + place + "/8020/R1",
        "/417/" + place,
        "/8003/0" + place + "C1",
        "/8004/8936001-X",
        "/8006/" + checked("0893600100001") + "0102/21/S",
        "/8010/8936001X/8011/12",
        "/8017/" + checked("89360010000000001") + "/8019/1",
        "/8018/" + checked("89360010000000001")};
    int followed = 0;
    for (const auto& key : keys) {
        const auto first = key.substr(1, key.find('/', 1) - 1);
        const auto read = traceability::digital_link_from("https://a.vn" + key);
        if (!read) {
            ADD_FAILURE() << key << ' ' << read.error().en;
            continue;
        }
        const auto got =
            adds({{"anchor", key}, {"link_type", "gs1:pip"}, {"href", "https://htx.vn/" + first}});
        EXPECT_EQ(got.status, 201) << key << got.text;
        EXPECT_EQ(leads(key), "https://htx.vn/" + first);
        ++followed;
    }
    EXPECT_EQ(followed, 15);
}

TEST_F(Resolver, RefusesLinksThatAreNotRightWithEveryReason) {
    const auto no = adds(
        {{"anchor", gtin},
         {"link_type", "gs1:nothing"},
         {"href", "http://htx.vn/"},
         {"languages", {"vi", "tiếng Việt"}},
         {"contexts", {"VN", "a b"}},
         {"media_type", "html"}}
    );
    EXPECT_EQ(no.status, 400);
    EXPECT_EQ(no.code(), "traceability/wrong-link");
    EXPECT_THAT(
        no.pointers(),
        testing::UnorderedElementsAre("/link_type", "/href", "/languages/1", "/contexts/1", "/media_type")
    );
    for (const auto* type :
         {"gs1:verificationService", "gs1:recallStatus", "gs1:defaultLink", "gs1:handledBy"})
        EXPECT_EQ(adds({{"anchor", gtin}, {"link_type", type}, {"href", "https://htx.vn/"}}).status, 400)
            << type;
    EXPECT_EQ(
        adds({{"anchor", gtin + "/10/{serial}"}, {"link_type", "gs1:pip"}, {"href", "https://htx.vn/"}}
        ).status,
        400
    );
}

TEST_F(Resolver, AnAnchorHoldsFiftyLinks) {
    const Json words{{"anchor", gtin}, {"link_type", "gs1:faqs"}, {"href", "https://htx.vn/"}};
    for (int count = 0; count < 50; ++count) added(words);
    EXPECT_EQ(adds(words).code(), "traceability/too-many-links");
}

TEST_F(Resolver, IsNoOpenRedirect) {
    for (const auto* asked :
         {"//evil.example/01/08936000000011",
          "/01/08936000000011/10//evil.example",
          "/01//evil.example",
          "/gtin//evil.example/",
          "/gtin/8936000000011/lot///evil.example",
          "/01/https://evil.example",
          "/01/%2F%2Fevil.example",
          "/01/\\evil.example"}) {
        const auto got = get(asked, {.accept = browser});
        EXPECT_GE(got.status, 400) << asked;
        EXPECT_EQ(got.header("Location"), "") << asked;
    }
    for (const auto* query :
         {"?next=https://evil.example", "?//evil.example", "?href=//evil.example&url=x"}) {
        const auto location = leads(gtin + query);
        EXPECT_THAT(location, StartsWith(product_page + "?")) << query;
    }
    // Requests of these tests say Host: 127.0.0.1; nothing of it comes back.
    EXPECT_THAT(get(gtin + "?linkType=linkset").text, Not(HasSubstr("127.0.0.1")));
}

TEST_F(Resolver, PathTricksAreRefusedWithTheirPlace) {
    const std::vector<std::pair<std::string, int>> table{
        {gtin + "/10/A%00B", 400},
        {gtin + "/10/..", 400},
        {gtin + "/10/%2e%2e", 400},
        {gtin + "/../../v1/products", 400},
        {gtin + "/10/" + std::string(21, 'A'), 400},
        {gtin + "/10/" + std::string(2100, 'A'), 400},
        {gtin + "/10/L%C3%B4", 400},
        {gtin + "/10/L\xC3\xB4", 400},
        {gtin + "/10/L\xFF", 400},
        {gtin + "/10/", 400},
        {gtin + "/10", 400},
        {gtin + "?10=L1", 400},
        {gtin + "?17=270230", 400},
        {gtin + "?9999=1", 400},
        {gtin + "?99=\xC3\xB4", 400},
        {gtin + "%2F10%2FL1", 400},
        {"/01/x", 400},
        {"/01/0000000000000000", 400},
        {"/01/", 404},
        {"/01", 404},
        {"/01?x", 404},
    };
    for (const auto& [asked, status] : table) {
        const auto got = get(asked);
        EXPECT_EQ(got.status, status) << asked << got.text;
        EXPECT_EQ(got.type, "application/problem+json") << asked;
    }
    const auto order = get(gtin + "/21/S/10/L");
    EXPECT_EQ(order.code(), "traceability/link-wrong-order");
    EXPECT_EQ(order.pointers(), std::vector<std::string>{"/path"});
    EXPECT_THAT(order.text, HasSubstr("/21/10"));
    EXPECT_THAT(get(gtin + "/99/X").text, HasSubstr("/99/X"));
    EXPECT_EQ(leads(gtin + "/10/A%2FB"), product_page) << "a slash inside a lot is none of the path";
    EXPECT_EQ(leads(gtin + "/10/A%zz"), product_page) << "a broken escape is text";
}

TEST_F(Resolver, OldFormsAreLedToTheRightOneOnce) {
    const auto short_form = lot.gtin.substr(1);
    const std::vector<std::pair<std::string, std::string>> table{
        {"/01/" + short_form, gtin},
        {"/gtin/" + short_form, gtin},
        {"/gtin/" + lot.gtin + "/lot/" + lot.lot_code + "?a=b", lot.trace_path + "?a=b"},
        {"/gtin/" + lot.gtin + "/ser/X/", gtin + "/21/X"},
    };
    for (const auto& [old, modern] : table) {
        EXPECT_EQ(leads(old), modern);
        EXPECT_NE(leads(modern), modern);
        EXPECT_EQ(get(old).header("Access-Control-Allow-Origin"), "*");
    }
    EXPECT_EQ(get("/gtin/1").status, 400);
}

TEST_F(Resolver, SerialsOfOthersAreNotJudged) {
    const auto goods = given::sells(given, coop, {.name = "Mật ong rừng", .pack = "Chai", .unit = "chai"});
    const auto offers = get("/v1/products/" + text_of(goods.product)).body.at("offers");
    const auto own = offers.at(0).at("gtin").get<std::string>();
    EXPECT_EQ(leads("/01/" + own + "/21/ANY"), "/units/" + own + "/ANY") << "the market's own range";
    EXPECT_EQ(get("/01/08936000000011/21/ANY").status, 404);
}

TEST_F(Resolver, ChoicesAndSetsComeAsAsked) {
    for (const auto* certificate : {"1", "2"})
        added(
            {{"anchor", gtin},
             {"link_type", "gs1:certificationInfo"},
             {"href", std::string("https://htx.vn/") + certificate}}
        );
    const auto choice = get(gtin + "?linkType=gs1:certificationInfo");
    EXPECT_EQ(choice.status, 300);
    EXPECT_EQ(choice.type, "application/linkset+json");
    EXPECT_EQ(choice.body.at("linkset").at(0).at("https://ref.gs1.org/voc/certificationInfo").size(), 2U);
    EXPECT_EQ(choice.header("Access-Control-Allow-Origin"), "*");
    const auto data = get(gtin + "?linkType=all", {.accept = "application/ld+json"});
    EXPECT_EQ(data.type, "application/ld+json");
    EXPECT_TRUE(data.body.contains("@context"));
    EXPECT_EQ(get(gtin + "?linkType=linkset", {.accept = "application/json"}).type, "application/json");
    EXPECT_EQ(get(gtin + "?linkType=linkset").header("ETag").empty(), false);
    EXPECT_EQ(get(gtin).header("ETag"), "") << "a redirect is not compared";
}

}  // namespace
}  // namespace chophien::api
