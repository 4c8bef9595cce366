#include "traceability/digital_link.hpp"

#include "core/gs1_key.hpp"
#include "tests/unit/bracketed.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/refusals.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace chophien::traceability {
namespace {

using tests::elements_from;
using tests::elements_text;

std::string all_of(const DigitalLink& link) {
    return elements_text(link.path) + elements_text(link.attributes);
}

// The file writes a bracket inside a value with a backslash before it.
std::string without_backslashes(std::string text) {
    std::erase(text, '\\');
    return text;
}

struct Reading {
    const char* uri;
    const char* elements;
    const char* canonical;
};

class RightLinks : public testing::TestWithParam<Reading> {};

TEST_P(RightLinks, AreReadAndWrittenInCanonicalForm) {
    const auto [uri, elements, written] = GetParam();
    const auto link = digital_link_from(uri);
    ASSERT_TRUE(link) << uri << ": " << link.error().why->code;
    EXPECT_EQ(all_of(*link), elements);
    EXPECT_EQ(canonical(*link), std::string(canonical_stem) + written);
}

INSTANTIATE_TEST_SUITE_P(
    DigitalLink,
    RightLinks,
    testing::Values(
        Reading{"https://a.vn/01/08936000000011", "(01)08936000000011", "/01/08936000000011"},
        Reading{
            "HTTPS://A.VN/01/08936000000011/10/L1/21/S2",
            "(01)08936000000011(10)L1(21)S2",
            "/01/08936000000011/10/L1/21/S2"},
        Reading{
            "http://a:8080/b/c/01/08936000000011/22/V/21/S",
            "(01)08936000000011(22)V(21)S",
            "/01/08936000000011/22/V/21/S"},
        Reading{
            "https://a/01/08936000000011/00/189360000000000018",
            "(00)189360000000000018",
            "/00/189360000000000018"},
        Reading{
            "https://a/01/08936000000011/10/A%2fB+%zz",
            "(01)08936000000011(10)A/B+%zz",
            "/01/08936000000011/10/A%2FB%2B%25zz"},
        Reading{
            "https://a/01/08936000000011?17=271200&linkType=gs1:pip&x#top",
            "(01)08936000000011(17)271200",
            "/01/08936000000011"},
        Reading{
            "https://a/414/8936000000011/254/kho-2",
            "(414)8936000000011(254)kho-2",
            "/414/8936000000011/254/kho-2"},
        Reading{"https://a/8003/08936000000011C1", "(8003)08936000000011C1", "/8003/08936000000011C1"},
        Reading{
            "https://a/8004/8936001-X/7040/1ABC", "(8004)8936001-X(7040)1ABC", "/8004/8936001-X/7040/1ABC"},
        Reading{
            "https://a/415/8936000000011/8020/R1", "(415)8936000000011(8020)R1", "/415/8936000000011/8020/R1"}
    )
);

struct Misreading {
    const char* uri;
    const Refusal* why;
};

class WrongLinks : public testing::TestWithParam<Misreading> {};

TEST_P(WrongLinks, AreRefusedWithTheReason) {
    const auto link = digital_link_from(GetParam().uri);
    ASSERT_FALSE(link) << GetParam().uri;
    EXPECT_EQ(link.error().why->code, GetParam().why->code) << GetParam().uri;
}

INSTANTIATE_TEST_SUITE_P(
    DigitalLink,
    WrongLinks,
    testing::Values(
        Misreading{"", &not_a_digital_link},
        Misreading{"https", &not_a_digital_link},
        Misreading{"https:", &not_a_digital_link},
        Misreading{"https:///01/08936000000011", &not_a_digital_link},
        Misreading{"Https://a/01/08936000000011", &not_a_digital_link},
        Misreading{"ftp://a/01/08936000000011", &not_a_digital_link},
        Misreading{"https://a%25/01/08936000000011", &not_a_digital_link},
        Misreading{"https://a/01/08936000000011 ", &link_with_foreign_sign},
        Misreading{"https://a/01/08936000000011/10/Lô1", &link_with_foreign_sign},
        Misreading{"https://a/01", &link_without_key},
        Misreading{"https://01/08936000000011", &link_without_key},
        Misreading{"https://a/10/L1", &link_without_key},
        Misreading{"https://a/gtin/08936000000011", &link_without_key},
        Misreading{"https://a/01/08936000000011/", &link_without_key},
        Misreading{"https://a/01/08936000000011/99/X", &link_without_key},
        Misreading{"https://a/01/08936000000011/21/S/10/L", &link_in_wrong_order},
        Misreading{"https://a/01/08936000000011/10/L/10/L", &link_in_wrong_order},
        Misreading{"https://a/01/08936000000011/235/T/10/L", &link_in_wrong_order},
        Misreading{"https://a/00/189360000000000018/21/S", &link_in_wrong_order},
        Misreading{"https://a/01/08936000000012", &wrong_check_digit},
        Misreading{"https://a/01/8936000000011", &value_too_short},
        Misreading{"https://a/01/089360000000111", &value_too_long},
        Misreading{"https://a/01/0893600000001X", &not_a_digit},
        Misreading{"https://a/01/08936000000011/10/", &empty_value},
        Misreading{"https://a/01/08936000000011/10/A%20B", &foreign_sign},
        Misreading{"https://a/01/08936000000011/10/A%00B", &link_with_null_sign},
        Misreading{"https://a/01/08936000000011/10/123456789012345678901", &value_too_long},
        Misreading{"https://a/01/08936000000011?17=270229", &wrong_date},
        Misreading{"https://a/01/08936000000011?17=", &empty_value},
        Misreading{"https://a/01/08936000000011?10=L1", &belongs_in_path},
        Misreading{"https://a/01/08936000000011?21=S1", &belongs_in_path},
        Misreading{"https://a/00/189360000000000018?21=S1", &not_an_attribute},
        Misreading{"https://a/01/08936000000011?9999=1", &unknown_identifier},
        Misreading{"https://a/01/08936000000011?99=A&99=A", &repeated_identifier},
        Misreading{"https://a/01/08936000000011?01=08936000000011", &repeated_identifier},
        Misreading{"https://a/01/08936000000011?37=5", &forbidden_pair},
        Misreading{"https://a/00/189360000000000018?10=L1", &companion_missing},
        Misreading{"https://a/415/8936000000011", &companion_missing},
        Misreading{"https://a/01/08936000000011?422=900", &wrong_value}
    )
);

TEST(DigitalLink, ALongLinkIsRefusedUnread) {
    EXPECT_EQ(digital_link_from("https://a/" + std::string(link_bytes, 'a')).error(), link_too_long);
}

TEST(DigitalLink, KeepsTheStemAndTheQueryOfOthers) {
    const auto link =
        digital_link_from("https://a.vn:8080/x/01/08936000000011/10/L?linkType=all&17=271231&b&c=1").value();
    EXPECT_EQ(link.stem, "https://a.vn:8080/x");
    EXPECT_EQ(link.passed_over, "linkType=all&b&c=1");
    EXPECT_EQ(*link.find("10"), "L");
    EXPECT_EQ(link.find("21"), nullptr);
}

TEST(DigitalLink, IsWrittenFromElementsInAnyOrder) {
    const std::vector<Element> elements{{"21", "S/1"}, {"99", "a b"}, {"01", "08936000000011"}, {"10", "L1"}};
    EXPECT_EQ(digital_link_of("https://a.vn/", elements).error(), foreign_sign);
    const std::vector<Element> right{
        {"21", "S/1"}, {"400", "A+B"}, {"17", "271231"}, {"01", "08936000000011"}, {"10", "L1"}};
    EXPECT_EQ(
        digital_link_of("https://a.vn/", right).value(),
        "https://a.vn/01/08936000000011/10/L1/21/S%2F1?17=271231&400=A%2BB"
    );
    EXPECT_EQ(
        digital_link_of("https://a.vn", std::vector<Element>{{"17", "271231"}}).error(), companion_missing
    );
    EXPECT_EQ(digital_link_of("https://a.vn", std::vector<Element>{{"99", "A"}}).error(), link_without_key);
    EXPECT_EQ(digital_link_of("https://a.vn", {}).error(), link_without_key);
}

struct Naming {
    const char* path;
    const char* name;
    TraceName::Level level;
    const char* lot;
};

class Names : public testing::TestWithParam<Naming> {};

TEST_P(Names, AreThoseEventsUse) {
    const auto name =
        trace_name(digital_link_from(std::string("https://shop.example") + GetParam().path).value());
    EXPECT_EQ(name.uri, std::string(canonical_stem) + GetParam().name);
    EXPECT_EQ(name.level, GetParam().level);
    EXPECT_EQ(name.lot.value_or(""), GetParam().lot);
}

using Level = TraceName::Level;
INSTANTIATE_TEST_SUITE_P(
    DigitalLink,
    Names,
    testing::Values(
        Naming{"/01/08936000000011/10/L1/21/S1", "/01/08936000000011/21/S1", Level::unit, "L1"},
        Naming{"/01/08936000000011/22/V/10/L1/21/S1", "/01/08936000000011/21/S1", Level::unit, "L1"},
        Naming{"/01/08936000000011/21/S1", "/01/08936000000011/21/S1", Level::unit, ""},
        Naming{"/01/08936000000011/235/T1", "/01/08936000000011/235/T1", Level::unit, ""},
        Naming{"/01/08936000000011/22/V/10/L1?17=271231", "/01/08936000000011/10/L1", Level::lot, ""},
        Naming{"/01/08936000000011/22/V", "/01/08936000000011", Level::product, ""},
        Naming{"/00/189360000000000018", "/00/189360000000000018", Level::other, ""},
        Naming{"/414/8936000000011/254/K", "/414/8936000000011/254/K", Level::other, ""},
        Naming{"/417/8936000000011/7040/1ABC", "/417/8936000000011", Level::other, ""}
    )
);

TEST(DigitalLink, OldFormsAreRedirectedOnce) {
    EXPECT_EQ(modern_form("/01/8936000000011"), "/01/08936000000011");
    EXPECT_EQ(
        modern_form("/gtin/8936000000011/lot/A1/ser/2?lang=vi"), "/01/08936000000011/10/A1/21/2?lang=vi"
    );
    EXPECT_EQ(modern_form("/01/95200408/"), "/01/00000095200408");
    EXPECT_EQ(modern_form("https://a/01/010448245536"), "https://a/01/00010448245536");
    EXPECT_EQ(modern_form("/8004/8936001X?01=8936000000011"), "/8004/8936001X?01=08936000000011");
    EXPECT_EQ(modern_form(*modern_form("/gtin/8936000000011")), std::nullopt);
}

TEST(DigitalLink, NothingElseIsRedirected) {
    for (const auto* target :
         {"/01/08936000000011",
          "/01/8936000000012",
          "/gtin/1",
          "/",
          "",
          "x",
          "https://a",
          "/lot/A1",
          "//evil.example/gtin/8936000000011",
          "/\\evil.example/gtin/8936000000011"})
        EXPECT_EQ(modern_form(target), std::nullopt) << target;
}

RC_GTEST_PROP(DigitalLinkProperty, WhatIsWrittenIsReadBack, ()) {
    const std::string signs = "!\"%&'()*+,-./0123456789:;<=>?ABCXYZ_abcxyz";
    const auto value = [&] {
        const auto length = *rc::gen::inRange<std::size_t>(1, 21);
        std::string text;
        while (text.size() < length) text += signs[*rc::gen::inRange<std::size_t>(0, signs.size())];
        return text;
    };
    const std::vector<Element> elements{
        {"01", std::string(platform_gtin(*rc::gen::inRange<std::uint64_t>(1, 1'000'000)).text())},
        {"10", value()},
        {"21", value()},
        {"400", value()}};
    const auto uri = digital_link_of("https://cho-phien.example/x", elements).value();
    const auto link = digital_link_from(uri).value();
    RC_ASSERT(all_of(link) == elements_text(elements));
    RC_ASSERT(digital_link_of(link.stem, elements).value() == uri);
    RC_ASSERT(canonical(digital_link_from(canonical(link)).value()) == canonical(link));
}

RC_GTEST_PROP(DigitalLinkProperty, NoTextBreaksTheReader, (const std::string& tail)) {
    const auto link = digital_link_from("https://a/01/08936000000011/" + tail);
    if (link) RC_ASSERT(digital_link_from(canonical(*link)).has_value());
    modern_form("/" + tail);
    RC_ASSERT(unescaped_in_path(escaped_in_path(tail)) == tail);
    RC_ASSERT(unescaped_in_query(escaped_in_query(tail)) == tail);
}

const nlohmann::json* vectors_of(std::optional<nlohmann::json>& file) { return &file->at("vectors"); }

TEST(DigitalLink, TheSharedLinksAreJudgedAndReadRight) {
    auto file = tests::shared_vectors("gs1/vectors/digital-link-parse.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/vectors/digital-link-parse.json");
    int seen = 0;
    for (const auto& vector : *vectors_of(file)) {
        const std::string input = vector.at("input");
        const bool old_form = !vector.at("requires").empty();
        const bool valid = vector.at("valid");
        auto link = digital_link_from(input);
        EXPECT_EQ(link.has_value(), valid && !old_form) << vector;
        if (old_form) {
            const auto form = modern_form(input);
            ASSERT_TRUE(form) << vector;
            link = digital_link_from(*form);
        }
        if (valid && link) {
            std::string expected;
            for (const auto& element : vector.at("ai"))
                expected += "(" + element.at(0).get<std::string>() + ")" + element.at(1).get<std::string>();
            EXPECT_EQ(all_of(*link), expected) << vector;
        }
        ++seen;
    }
    EXPECT_GE(seen, 83);
}

TEST(DigitalLink, TheThousandGeneratedLinksAreJudgedReadAndWrittenRight) {
    auto file = tests::shared_vectors("gs1/vectors/digital-link-generated.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/vectors/digital-link-generated.json");
    const std::map<std::string, const Refusal*> faults{
        {"no_key", &link_without_key},
        {"check_digit", &wrong_check_digit},
        {"not_a_digital_link", &not_a_digital_link},
        {"empty_value", &empty_value},
        {"too_long", &value_too_long},
        {"null_character", &link_with_null_sign},
        {"illegal_uri_character", &link_with_foreign_sign},
        {"too_short", &value_too_short},
        {"not_a_digit", &not_a_digit},
        {"unknown_identifier", &unknown_identifier},
        {"duplicate", &repeated_identifier},
        {"companion_missing", &companion_missing},
        {"forbidden_pair", &forbidden_pair},
        {"character_set", &foreign_sign},
        {"belongs_in_path", &belongs_in_path},
        {"bad_date", &wrong_date},
        {"company_prefix", &wrong_company_prefix},
        {"wrong_sequence", &link_in_wrong_order}};
    int seen = 0;
    for (const auto& vector : *vectors_of(file)) {
        const auto link = digital_link_from(vector.at("input").get<std::string>());
        ASSERT_EQ(link.has_value(), vector.at("valid").get<bool>()) << vector;
        if (link) {
            EXPECT_EQ(all_of(*link), without_backslashes(vector.at("bracketed_ai"))) << vector;
            const auto elements = elements_from(all_of(*link));
            EXPECT_EQ(digital_link_of(canonical_stem, elements).value(), vector.at("canonical")) << vector;
        } else {
            EXPECT_EQ(link.error(), *faults.at(vector.at("fault"))) << vector << link.error().why->code;
        }
        ++seen;
    }
    EXPECT_GE(seen, 990);
}

TEST(DigitalLink, TheSharedLinksAreBuiltRight) {
    auto file = tests::shared_vectors("gs1/vectors/digital-link-build.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/vectors/digital-link-build.json");
    for (const auto& vector : *vectors_of(file)) {
        const auto stem =
            vector.at("stem").is_null() ? std::string(canonical_stem) : vector.at("stem").get<std::string>();
        const auto uri = digital_link_of(stem, elements_from(vector.at("bracketed_ai").get<std::string>()));
        ASSERT_EQ(uri.has_value(), vector.at("valid").get<bool>()) << vector;
        EXPECT_EQ(uri.value_or(""), vector.value("uri", nlohmann::json()).is_null() ? "" : vector.at("uri"))
            << vector;
    }
}

TEST(DigitalLink, TheSharedPathsAreAllowedAndRefusedRight) {
    const auto file = tests::shared_vectors("gs1/vectors/path-sequences.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/vectors/path-sequences.json");
    // A right value for every identifier of these paths.
    const std::map<std::string, std::string> values{
        {"00", "189360000000000018"},
        {"01", "08936000000011"},
        {"253", "8936000000011"},
        {"255", "8936000000011"},
        {"401", "8936001"},
        {"402", "89385010000000170"},
        {"414", "8936000000011"},
        {"417", "8936000000011"},
        {"8003", "08936000000011"},
        {"8004", "8936001"},
        {"8006", "089360000000110102"},
        {"8010", "8936001"},
        {"8013", "1987654Ad4X4bL5ttr2310c2K"},
        {"8017", "893850100000000019"},
        {"8018", "893850100000000019"},
        {"7040", "1ABC"},
        {"8011", "1"},
        {"8019", "1"}};
    const auto refusal_of = [&](const nlohmann::json& sequence) {
        std::string uri = "https://a";
        for (const std::string ai : sequence)
            uri += "/" + ai + "/" + (values.contains(ai) ? values.at(ai) : "X");
        const auto link = digital_link_from(uri);
        return link ? std::string_view() : link.error().why->code;
    };
    const auto has = [](const nlohmann::json& sequence, const char* ai) {
        return std::ranges::find(sequence, nlohmann::json(ai)) != sequence.end();
    };
    for (const auto& sequence : file->at("allowed")) {
        // The path of a piece of an item may name a variant (22), yet a variant needs the item's number (01),
        // which may not go with a piece: the order is right, the company is not. A payment place (415) is not
        // in the file.
        const bool piece_with_variant = has(sequence, "8006") && has(sequence, "22");
        EXPECT_EQ(refusal_of(sequence), piece_with_variant ? companion_missing.code : "") << sequence;
    }
    for (const auto& sequence : file->at("refused")) {
        // "/21/X/01/…" is a link about 01 below a stem that ends in /21/X.
        const bool key_behind = sequence.back() == "01";
        const auto why = refusal_of(sequence);
        EXPECT_TRUE(
            key_behind ? why.empty() : why == link_in_wrong_order.code || why == link_without_key.code
        ) << sequence
          << why;
    }
}

TEST(DigitalLink, TheSharedEscapesAreWrittenAndReadRight) {
    auto file = tests::shared_vectors("gs1/vectors/percent-encoding.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/vectors/percent-encoding.json");
    for (const auto& vector : *vectors_of(file)) {
        const std::string input = vector.at("input");
        const bool writes = vector.at("op") == "escape";
        EXPECT_EQ(writes ? escaped_in_path(input) : unescaped_in_path(input), vector.at("path")) << vector;
        EXPECT_EQ(writes ? escaped_in_query(input) : unescaped_in_query(input), vector.at("query")) << vector;
    }
}

}  // namespace
}  // namespace chophien::traceability
