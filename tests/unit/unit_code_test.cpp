#include "traceability/unit_code.hpp"

#include "core/crockford.hpp"
#include "tests/unit/bugs.hpp"
#include "traceability/refusals.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <array>
#include <set>

namespace chophien::traceability {
namespace {

const UnitKey first_key{0, std::string(32, 'a')};
const UnitKey second_key{1, std::string(32, 'b')};
const std::array both_keys{first_key, second_key};
const Gtin honey = platform_gtin(1);
const Gtin tea = platform_gtin(2);

CodedUnit any_unit() {
    return {
        *rc::gen::arbitrary<std::uint32_t>(),
        *rc::gen::inRange<std::uint32_t>(0, CodedUnit::most_counter + 1)};
}

TEST(UnitCode, HasTwentySignsThatPeopleCanTellApart) {
    const auto code = unit_code(first_key, honey, {7, 1});
    EXPECT_EQ(code.size(), 20U);
    EXPECT_EQ(code.find_first_not_of(crockford::capitals), std::string::npos);
    EXPECT_EQ(code.front(), '0');
    EXPECT_EQ(unit_code(second_key, honey, {7, 1}).front(), '1');
}

// The layout is for ever: codes are on jars. These two were also computed by a second program from the
// description in the header.
TEST(UnitCode, CodesOnTheShelfStayReadable) {
    EXPECT_EQ(unit_code(first_key, honey, {7, 1}), "0Y74WXFZZT32NW8XW4C7");
    EXPECT_EQ(unit_code(second_key, tea, {4'294'967'295, CodedUnit::most_counter}), "12FG3ZC2BHEDXY3QWRQJ");
}

TEST(UnitCode, TenThousandNeighboursAreAllDifferentAndShareNothingVisible) {
    std::set<std::string> codes;
    std::set<std::string> beginnings;
    for (std::uint32_t counter = 0; counter < 10'000; ++counter) {
        const auto code = unit_code(first_key, honey, {7, counter});
        codes.insert(code);
        beginnings.insert(code.substr(1, 7));
    }
    EXPECT_EQ(codes.size(), 10'000U);
    EXPECT_GT(beginnings.size(), 9'900U);
}

TEST(UnitCode, IsReadAsAPersonTypesIt) {
    const auto code = unit_code(first_key, honey, {123'456, 789});
    std::string typed;
    for (std::size_t at = 0; at < code.size(); ++at) {
        if (at % 5 == 0) typed += at % 10 == 0 ? ' ' : '-';
        const char sign = code[at];
        typed += sign == '0' ? 'o' : sign == '1' ? 'l' : static_cast<char>(std::tolower(sign));
    }
    EXPECT_EQ(written_unit_code(typed), code);
    EXPECT_EQ(verified_unit(typed, both_keys, honey).value(), (CodedUnit{123'456, 789}));
}

TEST(UnitCode, WhatIsNoCodeIsRefused) {
    const auto code = unit_code(first_key, honey, {7, 1});
    for (const auto& wrong :
         {std::string(),
          std::string("0"),
          code.substr(1),
          code + "0",
          std::string(20, '0'),
          std::string(20, 'U'),
          std::string(10'000, 'A'),
          std::string("ABC\0DEF", 7)})
        EXPECT_EQ(verified_unit(wrong, both_keys, honey).error(), forged_unit_code) << wrong;
}

TEST(UnitCode, ARetiredKeyTakesItsCodesAlong) {
    const auto code = unit_code(second_key, honey, {7, 1});
    EXPECT_TRUE(verified_unit(code, both_keys, honey));
    EXPECT_EQ(verified_unit(code, std::array{first_key}, honey).error(), forged_unit_code);
    EXPECT_EQ(verified_unit(code, {}, honey).error(), forged_unit_code);
}

TEST(UnitCode, AnotherSecretUnderTheSameVersionDoesNotPass) {
    const auto code = unit_code(first_key, honey, {7, 1});
    EXPECT_FALSE(verified_unit(code, std::array{UnitKey{0, std::string(32, 'c')}}, honey));
}

TEST(UnitCode, KeysAndCountersOutOfRangeAreBugs) {
    EXPECT_BUG((unit_code({32, std::string(32, 'a')}, honey, {7, 1})));
    EXPECT_BUG((unit_code({0, "short"}, honey, {7, 1})));
    EXPECT_BUG((unit_code(first_key, honey, {7, CodedUnit::most_counter + 1})));
}

RC_GTEST_PROP(UnitCodeProperty, WhatIsWrittenIsReadBack, ()) {
    const auto unit = any_unit();
    const auto& key = both_keys[*rc::gen::inRange<std::size_t>(0, 2)];
    const auto code = unit_code(key, honey, unit);
    RC_ASSERT(written_unit_code(code) == std::optional(code));
    RC_ASSERT(verified_unit(code, both_keys, honey).value() == unit);
}

RC_GTEST_PROP(UnitCodeProperty, AnyChangedSignIsRefused, ()) {
    auto code = unit_code(first_key, honey, any_unit());
    const auto at = *rc::gen::inRange<std::size_t>(0, code.size());
    const auto by = *rc::gen::inRange<std::size_t>(1, 32);
    code[at] = crockford::capitals[(crockford::capitals.find(code[at]) + by) % 32];
    RC_ASSERT(verified_unit(code, both_keys, honey).error() == forged_unit_code);
}

RC_GTEST_PROP(UnitCodeProperty, SignsChangedOverAreRefused, ()) {
    auto code = unit_code(first_key, honey, any_unit());
    const auto at = *rc::gen::inRange<std::size_t>(0, code.size() - 1);
    RC_PRE(code[at] != code[at + 1]);
    std::swap(code[at], code[at + 1]);
    RC_ASSERT(!verified_unit(code, both_keys, honey));
}

RC_GTEST_PROP(UnitCodeProperty, AnotherProductsCodeIsRefused, ()) {
    RC_ASSERT(
        verified_unit(unit_code(first_key, honey, any_unit()), both_keys, tea).error() == forged_unit_code
    );
}

RC_GTEST_PROP(UnitCodeProperty, DifferentUnitsHaveDifferentCodes, ()) {
    const auto one = any_unit();
    const auto two = any_unit();
    RC_ASSERT((unit_code(first_key, honey, one) == unit_code(first_key, honey, two)) == (one == two));
}

RC_GTEST_PROP(UnitCodeProperty, MadeUpCodesAreRefused, ()) {
    std::string code = "0";
    for (int sign = 0; sign < 19; ++sign) code += crockford::capitals[*rc::gen::inRange<std::size_t>(0, 32)];
    RC_ASSERT(!verified_unit(code, both_keys, honey));
}

}  // namespace
}  // namespace chophien::traceability
