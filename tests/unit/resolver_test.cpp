// The resolver's pure parts: anchors and levels, link types, addresses, choosing.
#include "core/preferences.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/refusals.hpp"
#include "traceability/resolver/anchor.hpp"
#include "traceability/resolver/choosing.hpp"
#include "traceability/resolver/href.hpp"
#include "traceability/resolver/link_type.hpp"
#include "traceability/resolver/resolving.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::traceability {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

struct RightAnchor {
    const char* text;
    const char* path;
    std::vector<std::string> slots;
};

class RightAnchors : public testing::TestWithParam<RightAnchor> {};

TEST_P(RightAnchors, HaveOneWrittenFormAndKnowTheirSlots) {
    const auto anchor = anchor_from(GetParam().text);
    ASSERT_TRUE(anchor) << GetParam().text << ' ' << anchor.error().why->code << ' ' << anchor.error().en;
    EXPECT_EQ(anchor->path, GetParam().path);
    EXPECT_EQ(anchor->slots, GetParam().slots);
    EXPECT_EQ(anchor_from(anchor->path)->path, anchor->path) << "what was written is read as itself";
}

INSTANTIATE_TEST_SUITE_P(
    Anchors,
    RightAnchors,
    testing::Values(
        RightAnchor{"/01/08936000000011", "/01/08936000000011", {"key", "gtin"}},
        RightAnchor{"/01/08936000000011/10/A%2fB", "/01/08936000000011/10/A%2FB", {"key", "gtin", "lot"}},
        RightAnchor{"/01/08936000000011/10/{lot}", "/01/08936000000011/10/{lot}", {"key", "gtin", "lot"}},
        RightAnchor{
            "/01/08936000000011/21/{serial}", "/01/08936000000011/21/{serial}", {"key", "gtin", "serial"}},
        RightAnchor{
            "/01/08936000000011/10/L1/21/{serial}",
            "/01/08936000000011/10/L1/21/{serial}",
            {"key", "gtin", "lot", "serial"}},
        RightAnchor{
            "/01/08936000000011/22/{variant}/10/{lot}",
            "/01/08936000000011/22/{variant}/10/{lot}",
            {"key", "gtin", "variant", "lot"}},
        RightAnchor{"/01/0893600*", "/01/0893600*", {"key", "gtin", "rest"}},
        RightAnchor{"/8004/0893600*", "/8004/0893600*", {"key", "rest"}},
        RightAnchor{
            "/414/8936000000011/254/{extension}", "/414/8936000000011/254/{extension}", {"key", "extension"}},
        RightAnchor{
            "/415/8936000000011/8020/{reference}",
            "/415/8936000000011/8020/{reference}",
            {"key", "reference"}},
        RightAnchor{"/00/189360000000000018", "/00/189360000000000018", {"key"}}
    )
);

TEST(Anchors, AreRefusedWhenNothingCanHangOnThem) {
    for (const auto* text :
         {"",
          "01/08936000000011",
          "//01/08936000000011",
          "/x/01/08936000000011",
          "/01/08936000000011?10=L",
          "/01/08936000000011#a",
          "/01/08936000000012",
          "/01/8936000000011",
          "/01/{gtin}",
          "/01/08936000000011/10/{serial}",
          "/01/08936000000011/10/{lot}/21/S1",
          "/01/08936000000011/21/{serial}/10/{lot}",
          "/01/08936000000011/10/{lot}x",
          "/01/08936000000011/{lot}",
          "/415/8936000000011",
          "/01/089*",
          "/8004/893*",
          "/8004/ABCD*",
          "/01/08936000000011*",
          "/01/08936000000011/10/L*x/",
          "/10/0893600*",
          "/*",
          "*",
          "/8004*",
          "/01/08936000000011/10/%00"})
        EXPECT_FALSE(anchor_from(text)) << text;
    EXPECT_FALSE(anchor_from("/01/08936000000011/10/" + std::string(300, 'A')));
}

TEST(Levels, GoFromTheUnitUpToTheProductAndKnowTheirLike) {
    const auto link = digital_link_from("https://a.vn/01/08936000000011/10/L1/21/S1").value();
    const auto levels = levels_of(link);
    ASSERT_EQ(levels.size(), 3U);
    EXPECT_EQ(levels[0].path, "/01/08936000000011/10/L1/21/S1");
    EXPECT_THAT(levels[0].exact, ElementsAre("/01/08936000000011/10/L1/21/S1", "/01/08936000000011/21/S1"));
    EXPECT_THAT(
        levels[0].wide,
        ElementsAre(
            "/01/08936000000011/10/L1/21/{serial}",
            "/01/08936000000011/10/{lot}/21/{serial}",
            "/01/08936000000011/21/{serial}"
        )
    );
    EXPECT_EQ(levels[1].path, "/01/08936000000011/10/L1");
    EXPECT_THAT(levels[1].wide, ElementsAre("/01/08936000000011/10/{lot}"));
    EXPECT_EQ(levels[2].path, "/01/08936000000011");
    EXPECT_EQ(levels[2].wide.front(), "/01/0893600000001*");
    EXPECT_EQ(levels[2].wide.back(), "/01/08936*");
}

TEST(Levels, OfAGenuineUnitHaveItsLotThoughTheLinkDoesNotTellIt) {
    const auto link = digital_link_from("https://a.vn/01/08936000000011/21/S1").value();
    const auto levels = levels_of(link, "L1");
    ASSERT_EQ(levels.size(), 3U);
    EXPECT_EQ(levels[0].path, "/01/08936000000011/21/S1") << "as it was asked";
    EXPECT_THAT(levels[0].wide, Contains("/01/08936000000011/10/L1/21/{serial}"));
    EXPECT_EQ(levels[1].path, "/01/08936000000011/10/L1");
    EXPECT_EQ(levels_of(link).size(), 2U);
}

TEST(Levels, OfOtherKeysAreTheirOwn) {
    const auto slip = digital_link_from("https://a.vn/415/8936000000011/8020/R1").value();
    EXPECT_EQ(levels_of(slip).size(), 1U) << "the place of a slip names nothing by itself";
    const auto asset = levels_of(digital_link_from("https://a.vn/8004/08936001ABC").value());
    ASSERT_EQ(asset.size(), 1U);
    EXPECT_THAT(
        asset[0].wide,
        ElementsAre("/8004/08936001*", "/8004/0893600*", "/8004/089360*", "/8004/08936*", "/8004/0893*")
    );
}

// What an owner may hang something on is what a follower's link looks up.
TEST(Levels, MeetEveryAnchor) {
    const std::vector<std::pair<const char*, const char*>> table{
        {"/01/08936000000011", "/01/08936000000011/10/L1"},
        {"/01/08936000000011/10/{lot}", "/01/08936000000011/10/L1"},
        {"/01/08936000000011/10/{lot}", "/01/08936000000011/22/V/10/L1"},
        {"/01/08936000000011/21/{serial}", "/01/08936000000011/22/V/10/L1/21/S"},
        {"/01/08936000000011/10/L1/21/{serial}", "/01/08936000000011/22/V/10/L1/21/S"},
        {"/01/08936000000011/22/V/21/{serial}", "/01/08936000000011/22/V/21/S"},
        {"/01/08936000000011/21/S%2F1", "/01/08936000000011/10/L1/21/S%2f1"},
        {"/01/08936000000011/235/{serial}", "/01/08936000000011/235/T"},
        {"/01/0893600*", "/01/08936000000011/10/L1"},
        {"/414/8936000000011/254/{extension}", "/414/8936000000011/254/K"},
        {"/415/8936000000011/8020/{reference}", "/415/8936000000011/8020/R"},
        {"/8010/8936000X/8011/{serial}", "/8010/8936000X/8011/12"},
        {"/8003/0893600*", "/8003/08936000000011C1"},
    };
    for (const auto& [anchor, asked] : table) {
        const auto written = anchor_from(anchor);
        ASSERT_TRUE(written) << anchor << ' ' << written.error().en;
        std::vector<std::string> looked_up;
        for (const auto& level : levels_of(digital_link_from("https://a.vn" + std::string(asked)).value())) {
            looked_up.insert(looked_up.end(), level.exact.begin(), level.exact.end());
            looked_up.insert(looked_up.end(), level.wide.begin(), level.wide.end());
        }
        EXPECT_THAT(looked_up, Contains(written->path)) << asked;
        EXPECT_LE(looked_up.size(), 48U) << "three statements of sixteen at most";
    }
}

TEST(LinkTypes, AreOneWhateverTheirSpelling) {
    for (const auto* text :
         {"gs1:pip",
          "pip",
          "https://ref.gs1.org/voc/pip",
          "http://ref.gs1.org/voc/pip",
          "https://gs1.org/voc/pip",
          "http://gs1.org/voc/pip",
          "https://www.gs1.org/voc/pip",
          "http://www.gs1.org/voc/pip"})
        EXPECT_EQ(link_type_from(text).value().uri, "https://ref.gs1.org/voc/pip") << text;
    EXPECT_EQ(link_type_from("gs1:epcis")->uri, "https://ref.gs1.org/voc/epcisRepository");
    EXPECT_EQ(link_type_from("gs1:productSustainabilityInfo")->standing, LinkTypeStanding::old);
    EXPECT_EQ(link_type_from("gs1:defaultLink")->standing, LinkTypeStanding::kept);
    EXPECT_EQ(link_type_from("https://htx.vn/voc/tham-quan")->standing, LinkTypeStanding::foreign);
    EXPECT_EQ(short_form("https://ref.gs1.org/voc/pip"), "gs1:pip");
    EXPECT_EQ(short_form("https://htx.vn/voc/x"), "https://htx.vn/voc/x");
    for (const auto* text :
         {"",
          "gs1:",
          "gs1:Pip",
          "gs1:nothing",
          "nothing",
          "schema:url",
          "https://",
          "javascript:alert(1)",
          "gs1:pip\n"})
        EXPECT_FALSE(link_type_from(text)) << text;
    EXPECT_FALSE(link_type_from("https://a.vn/" + std::string(200, 'a')));
}

TEST(LinkTypes, AreThoseOfTheSharedVocabulary) {
    const auto file = tests::shared_vectors("gs1/resolver/resolver-description.example.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/resolver/resolver-description.example.json");
    int known = 0;
    for (const auto& [name, about] : file->at("activeLinkTypes").at("en").items())
        if (link_type_from(about.at("url").get<std::string>())) ++known;
    EXPECT_GE(known, 40);
}

std::string fault_of(std::string_view href, const std::vector<std::string>& slots = {"key", "gtin", "lot"}) {
    const auto wrong = wrong_href(href, slots, "/href");
    return wrong ? std::string(wrong->code) : "right";
}

TEST(Hrefs, LeadToAWholeHttpsHostAndNowhereElse) {
    for (const auto* right :
         {"https://htx.vn",
          "https://htx.vn/",
          "https://htx.vn:8443/a?b=c#d",
          "https://htx.vn/lo/{lot}?gtin={gtin}",
          "https://xn--ch-phin-dxa.vn/%C3%A1",
          "https://htx.vn/?x={lot}#{gtin}"})
        EXPECT_EQ(fault_of(right), "right") << right;
    for (const auto* wrong :
         {"http://htx.vn/",
          "//htx.vn/",
          "/a",
          "",
          "javascript:alert(1)",
          "HTTPS://htx.vn",
          "data:text/html,x",
          "https:/htx.vn"})
        EXPECT_EQ(fault_of(wrong), "not_https") << wrong;
    for (const auto* wrong :
         {"https://",
          "https:///a",
          "https://htx",
          "https://{lot}.htx.vn/",
          "https://htx.vn{lot}",
          "https://htx.vn.{lot}/",
          "https://me@htx.vn/",
          "https://htx.vn@evil.example/",
          "https://htx.vn:80{lot}/",
          "https://htx.vn:/",
          "https://htx.vn:123456/",
          "https://htx..vn/",
          "https://.htx.vn/",
          "https://htx.vn./",
          "https://htx.vn\\@evil.example/",
          "https://[::1]/",
          "https://h%74x.vn/"})
        EXPECT_EQ(fault_of(wrong), "wrong_host") << wrong;
    for (const auto* wrong :
         {"https://htx.vn/{serial}",
          "https://htx.vn/{}",
          "https://htx.vn/{lot",
          "https://htx.vn/lot}",
          "https://htx.vn/{{lot}}",
          "https://htx.vn/{Lot}"})
        EXPECT_EQ(fault_of(wrong), "unknown_slot") << wrong;
    for (const auto* wrong :
         {"https://htx.vn/a b",
          "https://htx.vn/a\r\nSet-Cookie:x",
          "https://htx.vn/<x>",
          "https://htx.vn/lô",
          "https://htx.vn/%",
          "https://htx.vn/%2",
          "https://htx.vn/%zz",
          "https://htx.vn/\"",
          "https://htx.vn/\\a"})
        EXPECT_EQ(fault_of(wrong), "foreign_sign") << wrong;
    EXPECT_EQ(fault_of("https://htx.vn/" + std::string(1000, 'a')), "not_https");
}

TEST(Hrefs, AreFilledWithoutLettingAValueOutOfItsPlace) {
    const SlotValues values{{"lot", "A/../?x=1&y#z@h\\"}, {"gtin", "08936000000011"}};
    EXPECT_EQ(
        filled("https://htx.vn/{lot}/x?g={gtin}", values),
        "https://htx.vn/A%2F..%2F%3Fx%3D1%26y%23z%40h%5C/x?g=08936000000011"
    );
    EXPECT_EQ(filled("https://htx.vn/", values), "https://htx.vn/");
}

TEST(Hrefs, TakeTheAskersQueryWithTheRightJoiner) {
    EXPECT_EQ(with_query("https://a.vn", "x=1"), "https://a.vn?x=1");
    EXPECT_EQ(with_query("https://a.vn/?b", "x=1"), "https://a.vn/?b&x=1");
    EXPECT_EQ(with_query("https://a.vn/?", "x=1"), "https://a.vn/?x=1");
    EXPECT_EQ(with_query("https://a.vn/?b&", "x=1"), "https://a.vn/?b&x=1");
    EXPECT_EQ(with_query("https://a.vn/#f?g", "x=1"), "https://a.vn/?x=1#f?g");
    EXPECT_EQ(with_query("https://a.vn/?b#f", "x=1"), "https://a.vn/?b&x=1#f");
    EXPECT_EQ(with_query("https://a.vn/#f", ""), "https://a.vn/#f");
}

TEST(ResolverQueries, AreTakenApart) {
    const auto asked = resolver_query("utm=1&LINKTYPE=gs1%3Apip&context=VN&17=271231&linkType=x&&a");
    EXPECT_EQ(asked.link_type, "gs1:pip") << "the first counts, in any letter case";
    EXPECT_EQ(asked.context, "VN");
    EXPECT_EQ(asked.handed_on, "utm=1&17=271231&a");
    EXPECT_EQ(resolver_query("").link_type, std::nullopt);
    EXPECT_EQ(resolver_query("linktype").link_type, "");
    EXPECT_EQ(resolver_query("link%54ype=all").link_type, "all");
    EXPECT_EQ(resolver_query("context=" + std::string(101, 'a')).context, "");
}

Link link(
    std::string title,
    std::vector<std::string> languages = {},
    std::optional<std::string> media_type = {},
    std::vector<std::string> contexts = {}
) {
    Link made;
    made.title = std::move(title);
    made.languages = std::move(languages);
    made.media_type = std::move(media_type);
    made.contexts = std::move(contexts);
    return made;
}

std::vector<std::string> fit(const std::vector<Link>& links, const Wishes& wishes) {
    std::vector<const Link*> all;
    for (const auto& each : links) all.push_back(&each);
    std::vector<std::string> titles;
    for (const auto* each : fitting(all, wishes)) titles.push_back(each->title);
    return titles;
}

TEST(Choosing, GoesByLanguageAsRfc4647LooksUp) {
    const std::vector<Link> links{
        link("british", {"en-GB", "en"}),
        link("american", {"en-US"}),
        link("any", {"und"}),
        link("viet", {"vi"})};
    const std::vector<std::pair<const char*, const char*>> table{
        {"en-GB", "british"},
        {"EN-gb", "british"},
        {"en-AU", "british"},
        {"en-US", "american"},
        {"en-US;q=0.1, vi", "viet"},
        {"vi;q=0.2, en-US;q=0.8", "american"},
        {"vi-VN-x-abc", "viet"},
        {"vi-Hant-x-a", "viet"},
        {"fr, de;q=0.5", "any"},
        {"fr, vi;q=0.1", "viet"},
        {"*", "any"},
        {"vi;q=0", "any"},
        {"vi;q=nonsense", "any"},
    };
    for (const auto& [header, expected] : table)
        EXPECT_THAT(fit(links, {.accept_language = header}), ElementsAre(expected)) << header;
    EXPECT_EQ(fit(links, {}).size(), 4U) << "without a wish nobody is left out";
    const std::vector<Link> two{link("viet", {"vi"}), link("english", {"en"})};
    EXPECT_EQ(fit(two, {.accept_language = "fr"}).size(), 2U) << "nobody is turned away";
    EXPECT_THAT(fit(two, {.accept_language = "fr, vi;q=0"}), ElementsAre("english"));
}

TEST(Choosing, GoesByMediaTypeAndContext) {
    const std::vector<Link> links{
        link("page", {}, "text/html"),
        link("facts", {}, "application/json"),
        link("pdf", {}, "application/pdf", {"VN"})};
    EXPECT_THAT(fit(links, {.accept = "application/json"}), ElementsAre("facts"));
    EXPECT_THAT(fit(links, {.accept = "text/html,*/*;q=0.8"}), ElementsAre("page"));
    EXPECT_THAT(fit(links, {.accept = "application/*"}), ElementsAre("facts", "pdf"));
    EXPECT_THAT(fit(links, {.accept = "application/*, application/json;q=0"}), ElementsAre("pdf"));
    EXPECT_EQ(fit(links, {.accept = "image/png"}).size(), 3U);
    EXPECT_THAT(fit(links, {.context = "vn"}), ElementsAre("pdf"));
    EXPECT_THAT(fit(links, {.context = "LA"}), ElementsAre("page", "facts"));
    EXPECT_THAT(fit(links, {.context = "VN", .accept = "text/html"}), ElementsAre("pdf"))
        << "the context comes first";
}

TEST(Choosing, LeavesToTheAskerOnlyWhatNoHeaderTellsApart) {
    const std::vector<Link> links{link("first", {"vi"}), link("second", {"vi"}), link("other", {"en"})};
    std::vector<const Link*> all;
    for (const auto& each : links) all.push_back(&each);
    EXPECT_EQ(like_the_first(all).size(), 2U);
    EXPECT_THAT(like_the_first({}), IsEmpty());
}

TEST(Choosing, KnowsWhoWantsTheWholeSet) {
    const auto wants = [](std::optional<std::string> type, std::string_view accept) {
        return wants_linkset({std::move(type), {.accept = accept}});
    };
    EXPECT_TRUE(wants("linkset", ""));
    EXPECT_TRUE(wants("ALL", "text/html"));
    EXPECT_TRUE(wants({}, "application/linkset+json"));
    EXPECT_TRUE(wants({}, "application/linkset+json, */*;q=0.1"));
    EXPECT_TRUE(wants({}, "application/ld+json"));
    EXPECT_FALSE(wants({}, "application/json"));
    EXPECT_FALSE(wants({}, "*/*"));
    EXPECT_FALSE(wants({}, ""));
    EXPECT_FALSE(wants({}, "text/html, application/linkset+json;q=0.5"));
    EXPECT_FALSE(wants("gs1:pip", "application/linkset+json"));
    EXPECT_EQ(linkset_media_type("*/*"), "application/linkset+json");
    EXPECT_EQ(linkset_media_type("application/json"), "application/json");
    EXPECT_EQ(linkset_media_type("application/json, application/linkset+json"), "application/linkset+json");
    EXPECT_EQ(linkset_media_type("application/ld+json"), "application/ld+json");
}

TEST(Preferences, CountWhatTheyCannotReadAsTurnedDown) {
    const auto all = preferences_from("a;q=0.5, b ;x=1; q=1.0,, c;q=2, d;q=0.1234");
    ASSERT_EQ(all.size(), 4U);
    EXPECT_EQ(all[0].weight, 500);
    EXPECT_EQ(all[1].name, "b");
    EXPECT_EQ(all[1].weight, 1000);
    EXPECT_EQ(all[2].weight, 0);
    EXPECT_EQ(all[3].weight, 0);
}

RC_GTEST_PROP(ResolverProperty, NoTextBreaksItsReaders, (const std::string& text)) {
    const auto anchor = anchor_from("/01/08936000000011/" + text);
    if (anchor) RC_ASSERT(anchor_from(anchor->path).value().path == anchor->path);
    anchor_from(text);
    link_type_from(text);
    wrong_href("https://htx.vn/" + text, std::vector<std::string>{"lot"}, "/href");
    filled(text, {{"lot", "x"}});
    resolver_query(text);
    with_query(text, "x=1");
    preferences_from(text);
    RC_ASSERT(weight_of(text, "text/html") >= 0);
}

// The host of a link is its owner's, whatever stands in the asker's lot, serial or query.
RC_GTEST_PROP(
    ResolverProperty, NoValueMovesALinkToAnotherHost, (const std::string& lot, const std::string& query)
) {
    const auto location = with_query(filled("https://htx.vn/lo/{lot}?a={lot}", {{"lot", lot}}), query);
    RC_ASSERT(location.starts_with("https://htx.vn/lo/"));
    const auto path = location.substr(18, location.find('?') - 18);
    RC_ASSERT(path.find_first_of("/\\@#") == std::string::npos);
}

}  // namespace
}  // namespace chophien::traceability
