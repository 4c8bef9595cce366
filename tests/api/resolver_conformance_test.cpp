// The shared conformance checks of GS1 resolvers, each by its name, and the shared cases.
#include "tests/api/resolver_fixture.hpp"
#include "tests/api/schema_check.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/resolver/link_type.hpp"

#include <functional>
#include <map>
#include <set>

namespace chophien::api {
namespace {

using server::Verb;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr const char* voc = "https://ref.gs1.org/voc/";
constexpr const char* checks_file = "gs1/resolver/conformance-checks.json";
constexpr const char* cases_file = "gs1/resolver/cases.json";
constexpr const char* linkset_schema = "gs1/schema/linkset.schema.json";
constexpr const char* description_schema = "gs1/schema/resolver-description.schema.json";

struct Conformance : Resolver {
    std::string unknown = gtin + "/10/NOBODYS/21/NOBODYS";

    Conformance() {
        for (const auto& [language, href] : std::vector<std::pair<Json, const char*>>{
                 {{"en-GB", "en"}, "https://htx.vn/en"},
                 {{"lo"}, "https://htx.vn/lo"},
                 {{"und"}, "https://htx.vn/any"}})
            added(
                {{"anchor", gtin}, {"link_type", "gs1:instructions"}, {"href", href}, {"languages", language}}
            );
        for (const auto* type : {"text/html", "application/pdf"})
            added(
                {{"anchor", gtin},
                 {"link_type", "gs1:recipeInfo"},
                 {"href", std::string("https://htx.vn/") + type},
                 {"media_type", type}}
            );
        for (const auto* number : {"1", "2", "3"})
            added(
                {{"anchor", gtin + "/10/{lot}"},
                 {"link_type", "gs1:certificationInfo"},
                 {"href", std::string("https://htx.vn/{lot}/") + number}}
            );
        added(
            {{"anchor", gtin},
             {"link_type", "gs1:promotion"},
             {"href", "https://htx.vn/vn"},
             {"contexts", {"VN"}}}
        );
        added({{"anchor", gtin}, {"link_type", "gs1:promotion"}, {"href", "https://htx.vn/all"}});
        added(
            {{"anchor", gtin},
             {"link_type", "gs1:faqs"},
             {"href", "https://htx.vn/faqs?a=b"},
             {"forwards_query", false}}
        );
        added({{"anchor", gtin}, {"link_type", "gs1:support"}, {"href", "https://htx.vn/support?a=b#c"}});
    }

    void every_answer(const std::function<void(const Got&, const std::string&)>& look) {
        for (const auto& target :
             {gtin,
              lot.trace_path,
              unknown,
              gtin + "?linkType=linkset",
              lot.trace_path + "?linkType=gs1:certificationInfo",
              gtin + "?linkType=gs1:safetyInfo",
              gtin + "/foo",
              gtin + "/10/%00",
              gtin + "/10/..",
              std::string("/01/08936000000011"),
              std::string("/gtin/") + lot.gtin,
              std::string("/.well-known/gs1resolver")})
            look(get(target), target);
    }

    std::map<std::string, std::function<void()>> checks();
};

void one_default_each(const Json& set) {
    int defaults = 0;
    for (const auto& level : set)
        if (const auto found = level.find(std::string(voc) + "defaultLink"); found != level.end()) {
            ++defaults;
            EXPECT_EQ(found->size(), 1U);
            EXPECT_EQ(found->at(0).size(), 2U) << *found;
        }
    EXPECT_GE(defaults, 1);
}

std::map<std::string, std::function<void()>> Conformance::checks() {
    const auto status = [this](const std::string& target, const Sent& sent = {}) {
        return get(target, sent).status;
    };
    return {
        {"https",
         [=, this] {
             for (const auto& level : linkset(unknown))
                 EXPECT_THAT(level.at("anchor"), StartsWith("https://"));
         }},
        {"methods",
         [=, this] {
             const auto got = send(Verb::options, gtin);
             EXPECT_EQ(got.status, 204);
             for (const auto* verb : {"GET", "HEAD", "OPTIONS"}) {
                 EXPECT_THAT(got.header("Access-Control-Allow-Methods"), HasSubstr(verb));
                 EXPECT_THAT(got.header("Allow"), HasSubstr(verb));
             }
         }},
        {"head",
         [=, this] {
             for (const auto& target : {gtin, unknown, gtin + "?linkType=linkset", gtin + "/foo"}) {
                 const auto got = get(target);
                 const auto head = send(Verb::head, target);
                 EXPECT_EQ(head.status, got.status);
                 EXPECT_EQ(head.headers, got.headers) << target;
             }
         }},
        {"cors",
         [=, this] {
             std::set<int> seen;
             every_answer([&](const Got& got, const std::string& target) {
                 EXPECT_EQ(got.header("Access-Control-Allow-Origin"), "*") << target;
                 seen.insert(got.status);
             });
             EXPECT_EQ(seen, (std::set<int>{200, 300, 307, 400, 404}));
         }},
        {"description",
         [=, this] {
             const auto got = get("/.well-known/gs1resolver");
             EXPECT_EQ(got.status, 200);
             EXPECT_EQ(got.type, "application/json");
             const auto schema = tests::shared_vectors(description_schema);
             ASSERT_TRUE(schema);
             EXPECT_EQ(schema_fault(got.body, *schema, *schema), "");
             EXPECT_EQ(got.body.at("resolverRoot"), "https://cho.example");
         }},
        {"bad-400", [=, this] { EXPECT_EQ(status(gtin + "/foo"), 400); }},
        {"check-digit-400",
         [=, this] {
             auto wrong = gtin;
             wrong.back() = wrong.back() == '0' ? '1' : '0';
             EXPECT_EQ(status(wrong), 400);
         }},
        {"qualifier-order-400", [=, this] { EXPECT_EQ(status(gtin + "/21/S/10/L"), 400); }},
        {"no-200-error",
         [=, this] {
             for (const auto& target :
                  {gtin + "/foo",
                   gtin + "/10/%00",
                   std::string("/01/1"),
                   std::string("/00/1"),
                   gtin + "?linkType=gs1:x"})
                 for (const auto* accept : {"", "*/*", browser, "application/linkset+json"})
                     EXPECT_GE(status(target, {.accept = accept}), 400) << target << accept;
         }},
        {"trailing-slash",
         [=, this] {
             EXPECT_EQ(leads(gtin + "/"), leads(gtin));
             EXPECT_EQ(get(gtin + "/?linkType=linkset").text, get(gtin + "?linkType=linkset").text);
         }},
        {"walk-up",
         [=, this] {
             EXPECT_EQ(leads(gtin + "/10/NOBODYS"), leads(gtin));
             EXPECT_EQ(status(unknown), 307);
             EXPECT_EQ(leads(unknown + "?linkType=gs1:promotion&context=VN"), "https://htx.vn/vn");
         }},
        {"default",
         [=, this] {
             EXPECT_EQ(leads(gtin), product_page);
             EXPECT_EQ(leads(lot.trace_path), lot_page);
         }},
        {"one-default",
         [=, this] {
             one_default_each(linkset(gtin));
             one_default_each(linkset(lot.trace_path));
             one_default_each(linkset(unknown));
         }},
        {"default-multi",
         [=, this] {
             const auto multi = linkset(gtin)[0].at(std::string(voc) + "defaultLinkMulti");
             EXPECT_GE(multi.size(), 2U);
             EXPECT_NE(multi[0].at("type"), multi[1].at("type"));
         }},
        {"linkset-param",
         [=, this] {
             EXPECT_EQ(get(gtin + "?linkType=linkset").type, "application/linkset+json");
             EXPECT_EQ(
                 get(gtin + "?linkType=linkset", {.accept = "application/json"}).type, "application/json"
             );
         }},
        {"linkset-all",
         [=, this] { EXPECT_EQ(get(gtin + "?linkType=all").text, get(gtin + "?linkType=linkset").text); }},
        {"linkset-accept",
         [=, this] {
             const auto got = get(gtin, {.accept = "application/linkset+json"});
             EXPECT_EQ(got.status, 200);
             EXPECT_EQ(got.type, "application/linkset+json");
         }},
        {"linkset-valid",
         [=, this] {
             const auto schema = tests::shared_vectors(linkset_schema);
             ASSERT_TRUE(schema);
             for (const auto& target : {gtin, lot.trace_path, unknown})
                 EXPECT_EQ(schema_fault(get(target + "?linkType=linkset").body, *schema, *schema), "");
             const auto choice = get(lot.trace_path + "?linkType=gs1:certificationInfo");
             EXPECT_EQ(schema_fault(choice.body, *schema, *schema), "");
             EXPECT_NE(schema_fault(Json{{"linkset", Json::array()}}, *schema, *schema), "");
         }},
        {"linkset-levels",
         [=, this] {
             const auto code = unit();
             const auto set = linkset(lot.trace_path + "/21/" + code);
             ASSERT_EQ(set.size(), 3U);
             EXPECT_EQ(set[0].at("anchor"), "https://cho.example" + lot.trace_path + "/21/" + code);
             EXPECT_EQ(set[1].at("anchor"), "https://cho.example" + lot.trace_path);
             EXPECT_EQ(set[2].at("anchor"), "https://cho.example" + gtin);
         }},
        {"linkset-context",
         [=, this] {
             const auto link = get(gtin + "?linkType=linkset").header("Link");
             EXPECT_THAT(link, HasSubstr("rel=\"http://www.w3.org/ns/json-ld#context\""));
             EXPECT_THAT(link, HasSubstr("type=\"application/ld+json\""));
         }},
        {"linkset-on-redirect",
         [=, this] {
             EXPECT_EQ(
                 get(gtin + "?utm=1").header("Link"),
                 "<" + gtin + "?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\""
             );
         }},
        {"no-legacy-links",
         [=, this] { EXPECT_THAT(get(gtin).header("Link"), Not(HasSubstr("ref.gs1.org/voc"))); }},
        {"link-type",
         [=, this] {
             int followed = 0;
             for (const auto& level : linkset(lot.trace_path))
                 for (const auto& [type, links] : level.items()) {
                     if (!type.starts_with("https://") || type.ends_with("Multi")) continue;
                     const auto got =
                         get(lot.trace_path + "?linkType=" + traceability::short_form(type),
                             {.accept = "*/*"});
                     if (got.status == 300) continue;
                     EXPECT_EQ(got.status, 307) << type;
                     ++followed;
                 }
             EXPECT_GE(followed, 8);
         }},
        {"link-type-404", [=, this] { EXPECT_EQ(status(gtin + "?linkType=gs1:safetyInfo"), 404); }},
        {"link-type-spelling",
         [=, this] {
             for (const auto* type :
                  {"gs1:support",
                   "https://ref.gs1.org/voc/support",
                   "https://gs1.org/voc/support",
                   "http://www.gs1.org/voc/support",
                   "https%3A%2F%2Fref.gs1.org%2Fvoc%2Fsupport"})
                 EXPECT_EQ(leads(gtin + "?linktype=" + type), "https://htx.vn/support?a=b#c") << type;
         }},
        {"link-type-known",
         [=, this] {
             for (const auto& level : linkset(unknown))
                 for (const auto& [type, links] : level.items())
                     EXPECT_TRUE(!type.starts_with(voc) || traceability::link_type_from(type)) << type;
         }},
        {"choose-language",
         [=, this] {
             const auto asked = gtin + "?linkType=gs1:instructions";
             EXPECT_EQ(leads(asked, {.language = "fr, lo;q=0.5, en;q=0.4"}), "https://htx.vn/lo");
             EXPECT_EQ(leads(asked, {.language = "en-AU"}), "https://htx.vn/en");
             EXPECT_EQ(leads(asked, {.language = "fr"}), "https://htx.vn/any");
         }},
        {"choose-media",
         [=, this] {
             EXPECT_EQ(leads(gtin, {.accept = "application/json"}), "/v1" + product_page);
             EXPECT_EQ(
                 leads(gtin + "?linkType=gs1:recipeInfo", {.accept = "application/pdf"}),
                 "https://htx.vn/application/pdf"
             );
         }},
        {"choose-context",
         [=, this] {
             EXPECT_EQ(leads(gtin + "?linkType=gs1:promotion&context=VN"), "https://htx.vn/vn");
             EXPECT_EQ(leads(gtin + "?linkType=gs1:promotion&context=LA"), "https://htx.vn/all");
         }},
        {"multiple-300",
         [=, this] {
             const auto got = get(lot.trace_path + "?linkType=gs1:certificationInfo");
             EXPECT_EQ(got.status, 300);
             for (const auto* number : {"1", "2", "3"})
                 EXPECT_THAT(got.text, HasSubstr("https://htx.vn/" + lot.lot_code + "/" + number));
         }},
        {"query-forward",
         [=, this] {
             EXPECT_EQ(leads(gtin + "?utm=1&17=271231"), product_page + "?utm=1&17=271231");
             EXPECT_EQ(
                 leads(gtin + "?linkType=gs1:support&utm=1&context=VN&17=271231"),
                 "https://htx.vn/support?a=b&utm=1&17=271231#c"
             );
         }},
        {"query-no-forward",
         [=, this] { EXPECT_EQ(leads(gtin + "?linkType=gs1:faqs&utm=1"), "https://htx.vn/faqs?a=b"); }},
        // Compressed links are not offered, so nothing is owed for them: they are no links.
        {"same-as", [=, this] { EXPECT_EQ(status("/AQnYUc1gmiERBhRoYfBn"), 404); }},
        {"handled-by",
         [=, this] {
             const auto organisation = text_of(coop.organisation);
             ASSERT_EQ(
                 post(
                     "/v1/company-prefixes",
                     {{"prefix", "9506000"}, {"organisation", organisation}},
                     as(given.operator_())
                 )
                     .status,
                 201
             );
             added(
                 {{"anchor", "/8004/9506000*"},
                  {"link_type", "gs1:handledBy"},
                  {"href", "https://id.other.example/"}}
             );
             const auto got = get("/8004/9506000X1?linkType=gs1:pip&a=b");
             EXPECT_EQ(got.status, 307);
             EXPECT_EQ(
                 got.header("Location"), "https://id.other.example/8004/9506000X1?linkType=gs1:pip&a=b"
             );
             EXPECT_THAT(got.header("Link"), HasSubstr("voc/handledBy"));
         }},
    };
}

TEST_F(Conformance, HoldsInEveryCheckOfTheSharedList) {
    const auto file = tests::shared_vectors(checks_file);
    if (!file) GTEST_SKIP() << tests::no_vectors(checks_file);
    const auto all = checks();
    int checked = 0;
    for (const auto& each : file->at("checks")) {
        const auto id = each.at("id").get<std::string>();
        const auto check = all.find(id);
        ASSERT_NE(check, all.end()) << "no test for " << id;
        SCOPED_TRACE(id);
        check->second();
        ++checked;
    }
    EXPECT_GE(checked, 34);
}

// The entries as their owner would record them here.
std::vector<Json> links_of(const Json& entry) {
    auto anchor = entry.at("anchor").get<std::string>();
    const auto replace = [](std::string text, const std::string& from, const std::string& into) {
        if (const auto at = text.find(from); at != std::string::npos) text.replace(at, from.size(), into);
        return text;
    };
    if (entry.contains("qualifiers"))
        for (const auto& qualifier : entry.at("qualifiers"))
            for (const auto& [ai, value] : qualifier.items())
                anchor += "/" + ai + (ai == "10" ? "/{lot}" : "/{serial}");
    bool wide = false;
    std::vector<Json> links;
    bool default_given = false;
    for (const auto& each : entry.at("links")) {
        auto href = each.at("href").get<std::string>();
        wide = wide || href.find("{1}") != std::string::npos;
        href = replace(
            replace(replace(href, "{serialnumber}", "{serial}"), "{lotnumber}", "{lot}"), "{1}", "{rest}"
        );
        Json link{
            {"link_type", each.at("linktype")},
            {"href", href},
            {"title", each.at("title")},
            {"media_type", each.at("type")},
            {"languages", each.value("hreflang", Json::array())},
            {"contexts", each.value("context", Json::array())}};
        if (!default_given && each.at("linktype") == entry.at("defaultLinktype")) {
            link["standing"] = "default";
            default_given = true;
        }
        links.push_back(std::move(link));
    }
    for (auto& link : links) link["anchor"] = wide ? anchor + "*" : anchor;
    return links;
}

struct SharedCases : Resolver {
    void loaded() {
        for (const auto* prefix : {"9506000", "0950600"})
            ASSERT_EQ(
                post(
                    "/v1/company-prefixes",
                    {{"prefix", prefix}, {"organisation", text_of(coop.organisation)}},
                    as(given.operator_())
                )
                    .status,
                201
            );
        for (const auto* name :
             {"giai-0950600013430000001.json",
              "giai-template-095060001343.json",
              "gtin-09506000134376.json"}) {
            const auto entries = tests::shared_vectors(std::string("gs1/resolver/entries/") + name);
            ASSERT_TRUE(entries) << name;
            for (const auto& entry : entries->is_array() ? *entries : Json::array({*entries}))
                for (const auto& link : links_of(entry)) added(link);
        }
    }
};

TEST_F(SharedCases, AreAnsweredAsExpected) {
    const auto file = tests::shared_vectors(cases_file);
    if (!file) GTEST_SKIP() << tests::no_vectors(cases_file);
    loaded();
    int seen = 0;
    for (const auto& each : file->at("cases")) {
        const auto& request = each.at("request");
        const auto& expect = each.at("expect");
        const auto& headers = request.at("headers");
        const Sent sent{
            .accept = headers.value("Accept", ""), .language = headers.value("Accept-Language", "")};
        const auto got = get(request.at("path"), sent);
        EXPECT_EQ(got.status, expect.at("status")) << each << got.text;
        const auto location = got.header("Location");
        if (expect.contains("location")) {
            EXPECT_EQ(location, expect.at("location")) << each;
        }
        if (expect.contains("loc_contains")) {
            EXPECT_THAT(location, HasSubstr(expect.at("loc_contains").get<std::string>())) << each;
        }
        for (const auto& link : expect.value("links", Json::array()))
            EXPECT_THAT(got.text, HasSubstr(link.get<std::string>())) << each;
        ++seen;
    }
    EXPECT_GE(seen, 13);
}

}  // namespace
}  // namespace chophien::api
