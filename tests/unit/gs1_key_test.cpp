#include "core/gs1_key.hpp"

#include "tests/unit/bugs.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/ai_table.hpp"
#include "traceability/refusals.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::traceability {
namespace {

TEST(Gs1Key, CheckDigitsOfAllLengthsAreMade) {
    EXPECT_EQ(check_digit("893600000001"), '1');
    EXPECT_EQ(check_digit("893600000002"), '8');
    EXPECT_EQ(check_digit("1893600000001"), '8');
    EXPECT_EQ(check_digit("18936000000000001"), '8');
    EXPECT_EQ(check_digit("9520040"), '8');
}

TEST(Gs1Key, ACheckDigitNeedsDigitsBeforeIt) {
    EXPECT_TRUE(has_right_check_digit("8936000000011"));
    EXPECT_FALSE(has_right_check_digit("8936000000012"));
    EXPECT_FALSE(has_right_check_digit(""));
    EXPECT_FALSE(has_right_check_digit("0"));
    EXPECT_FALSE(has_right_check_digit("893600000001X"));
}

TEST(Gs1Key, AGtinOfAnyLengthIsKeptAsFourteenDigits) {
    EXPECT_EQ(gtin_from("95200408")->text(), "00000095200408");
    EXPECT_EQ(gtin_from("010448245536")->text(), "00010448245536");
    EXPECT_EQ(gtin_from("8936000000011")->text(), "08936000000011");
    EXPECT_EQ(gtin_from("18936000000018")->text(), "18936000000018");
    EXPECT_EQ(*gtin_from("8936000000011"), *gtin_from("08936000000011"));
}

TEST(Gs1Key, AGtinIsPrintedInItsShortestUsualForm) {
    EXPECT_EQ(printed(*gtin_from("95200408")), "95200408");
    EXPECT_EQ(printed(*gtin_from("08936000000011")), "8936000000011");
    EXPECT_EQ(printed(*gtin_from("18936000000018")), "18936000000018");
}

TEST(Gs1Key, AWrongGtinIsRefusedWithTheReason) {
    for (const auto* wrong :
         {"",
          "893600000001",
          "89360000000111",
          "8936000000012",
          "893600000001X",
          "893 600000011",
          "00000000",
          "00000000000000",
          "8936000000011 ",
          "893600000000000000000011"}) {
        const auto gtin = gtin_from(wrong);
        ASSERT_FALSE(gtin) << wrong;
        EXPECT_EQ(gtin.error(), wrong_gtin) << wrong;
        EXPECT_FALSE(gtin.error().vi.empty());
    }
    EXPECT_NE(gtin_from("8936000000012").error().en.find("should be 1"), std::string::npos);
}

TEST(Gs1Key, AGlnHasThirteenDigits) {
    EXPECT_EQ(gln_from("9523681951733")->text(), "9523681951733");
    for (const auto* wrong :
         {"", "9523681951738", "09523681951733", "952368195173", "952368195173A", "0000000000000"})
        EXPECT_EQ(gln_from(wrong).error(), wrong_gln) << wrong;
}

struct Circulation {
    const char* body;
    bool restricted;
};

class Circulations : public testing::TestWithParam<Circulation> {};

TEST_P(Circulations, AreKnownByTheirPrefix) {
    const auto [body, restricted] = GetParam();
    const auto gtin = gtin_from(std::string(body) + check_digit(body));
    ASSERT_TRUE(gtin) << body;
    EXPECT_EQ(is_restricted(*gtin), restricted) << body;
}

INSTANTIATE_TEST_SUITE_P(
    Gs1Key,
    Circulations,
    testing::Values(
        Circulation{"020000000001", true},
        Circulation{"029999999999", true},
        Circulation{"030000000001", false},
        Circulation{"039999999999", false},
        Circulation{"040000000001", true},
        Circulation{"049999999999", true},
        Circulation{"050000000001", false},
        Circulation{"199999999999", false},
        Circulation{"200000000001", true},
        Circulation{"299999999999", true},
        Circulation{"300000000001", false},
        Circulation{"893600000001", false},
        Circulation{"952000000001", false},
        Circulation{"0000001", true},
        Circulation{"2000001", true},
        Circulation{"8930602", false}
    )
);

TEST(Gs1Key, APlatformNumberIsLaidOutAsPromised) {
    EXPECT_EQ(platform_gtin(1).text().substr(0, 13), "0049000000001");
    EXPECT_EQ(platform_gtin(platform_numbers).text().substr(0, 13), "0049999999999");
    EXPECT_BUG((platform_gtin(0)));
    EXPECT_BUG((platform_gtin(platform_numbers + 1)));
}

TEST(Gs1Key, NumbersOfOthersAreNotThePlatforms) {
    for (const auto* other : {"8936000000011", "2000000000015", "0480000000019", "95200408"}) {
        std::string text(other);
        text.back() = check_digit(text.substr(0, text.size() - 1));
        EXPECT_FALSE(is_platform(*gtin_from(text))) << text;
    }
}

RC_GTEST_PROP(Gs1KeyProperty, PlatformNumbersAreRightRestrictedDistinctAndNeverOfAPrefixHolder, ()) {
    const auto one = *rc::gen::inRange<std::uint64_t>(1, platform_numbers + 1);
    const auto two = *rc::gen::inRange<std::uint64_t>(1, platform_numbers + 1);
    const auto gtin = platform_gtin(one);
    RC_ASSERT(gtin_from(gtin.text()).value() == gtin);
    RC_ASSERT(gtin_from(printed(gtin)).value() == gtin);
    RC_ASSERT(is_platform(gtin) && is_restricted(gtin));
    RC_ASSERT(printed(gtin).substr(0, 3) == "049");
    RC_ASSERT((platform_gtin(two) == gtin) == (one == two));
}

RC_GTEST_PROP(Gs1KeyProperty, EveryChangedDigitIsFound, ()) {
    auto text = std::string(platform_gtin(*rc::gen::inRange<std::uint64_t>(1, platform_numbers + 1)).text());
    const auto at = *rc::gen::inRange<std::size_t>(0, text.size());
    const auto by = *rc::gen::inRange(1, 10);
    text[at] = static_cast<char>('0' + (text[at] - '0' + by) % 10);
    RC_ASSERT(!gtin_from(text));
}

// GRAI, GDTI and the other keys with a serial or letters go through the table of identifiers.
TEST(Gs1Key, TheSharedCheckDigitsAreAllJudgedRight) {
    const auto file = tests::shared_vectors("gs1/vectors/check-digits.json");
    if (!file) GTEST_SKIP() << tests::no_vectors("gs1/vectors/check-digits.json");
    const std::map<std::string, std::string> ai{
        {"SSCC", "00"},
        {"GRAI", "8003"},
        {"GDTI", "253"},
        {"GSRN", "8018"},
        {"GSIN", "402"},
        {"GIAI", "8004"},
        {"GMN", "8013"}};
    int seen = 0;
    for (const auto& vector : file->at("vectors")) {
        const std::string kind = vector.at("kind");
        const std::string input = vector.at("input");
        bool valid = false;
        if (kind.starts_with("GTIN"))
            valid = gtin_from(input).has_value() && "GTIN-" + std::to_string(input.size()) == kind;
        else if (kind == "GLN")
            valid = gln_from(input).has_value();
        else
            valid = check_element({ai.at(kind), input}).has_value();
        // Zeros only have a right check digit, yet the file asks to refuse them as a key.
        const bool expected =
            vector.at("valid").get<bool>() && input.find_first_not_of('0') != std::string::npos;
        EXPECT_EQ(valid, expected) << vector;
        ++seen;
    }
    EXPECT_GE(seen, 48);
}

}  // namespace
}  // namespace chophien::traceability
