#include "accounts/refusals.hpp"
#include "accounts/tax_code.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::accounts {
namespace {

Result<std::string> of_organisation(std::string_view typed) {
    return tax_code_from(typed, PersonalNumber::refused);
}

// Publicly known codes.
TEST(TaxCode, KnownOnesAreRight) {
    for (const auto* code :
         {"0100109106",
          "0100112437",
          "0300588569",
          "0101248141",
          "0100684378",
          "0100686209",
          "0301458065",
          "0101243150"})
        EXPECT_EQ(of_organisation(code), std::string(code));
}

TEST(TaxCode, BranchesHaveThreeMoreDigits) {
    EXPECT_EQ(of_organisation("0100109106-001"), "0100109106-001");
    EXPECT_EQ(of_organisation("0100109106001"), "0100109106-001");
    EXPECT_EQ(of_organisation(" 0100 109 106 - 001 "), "0100109106-001");
    EXPECT_EQ(of_organisation("0100109107-001").error(), wrong_check_digit);
}

TEST(TaxCode, OtherFormsAreNone) {
    for (const auto* typed :
         {"",
          "01001091",
          "01001091061",
          "0100109106-1",
          "0100109106-0011",
          "0100109106-00a",
          "010010910a",
          "０１００１０９１０６",
          "0100109106_001",
          "0-100109106"})
        EXPECT_EQ(of_organisation(typed).error(), tax_code_form) << typed;
    EXPECT_EQ(of_organisation(std::string(10'000, ' ')).error(), tax_code_form);
}

TEST(TaxCode, AWrongCheckDigitSaysWhichWasExpected) {
    const auto refused = of_organisation("0100109107");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), wrong_check_digit);
    EXPECT_EQ(refused.error().vi, "Chữ số thứ 10 là 7, theo chín chữ số đầu phải là 6.");
    EXPECT_EQ(refused.error().en, "The 10th digit is 7; after the first nine it should be 6.");
    EXPECT_EQ(of_organisation("0300588568").error(), wrong_check_digit);
}

TEST(TaxCode, WhereTheRuleGivesTenItIsUndecidable) {
    // 1 × 5 + 2 × 3 = 11
    EXPECT_EQ(tax_code_check_digit("000000012"), std::nullopt);
    for (char last = '0'; last <= '9'; ++last)
        EXPECT_EQ(of_organisation(std::string("000000012") + last).error(), tax_code_undecidable);
}

TEST(TaxCode, APersonalNumberIsForPeopleOnly) {
    EXPECT_EQ(tax_code_from("001096012345", PersonalNumber::accepted), "001096012345");
    EXPECT_EQ(of_organisation("001096012345").error(), tax_code_form);
    EXPECT_FALSE(of_organisation("001096012345").error().vi.empty());
}

RC_GTEST_PROP(TaxCode, ExactlyOneTenthDigitIsRightUnlessNoneIs, ()) {
    const auto nine = fmt::format("{:09}", *rc::gen::inRange(0, 1'000'000'000));
    int right = 0;
    for (char last = '0'; last <= '9'; ++last) right += of_organisation(nine + last).has_value() ? 1 : 0;
    RC_ASSERT(right == (tax_code_check_digit(nine) ? 1 : 0));
}

RC_GTEST_PROP(TaxCode, OneWrongDigitIsNoticed, ()) {
    auto code = fmt::format("{:09}", *rc::gen::inRange(0, 1'000'000'000));
    const auto check = tax_code_check_digit(code);
    RC_PRE(check.has_value());
    code += *check;
    const auto place = *rc::gen::inRange<std::size_t>(0, 10);
    const auto digit = static_cast<char>('0' + *rc::gen::inRange(0, 10));
    RC_PRE(code[place] != digit);
    code[place] = digit;
    RC_ASSERT(!of_organisation(code));
}

}  // namespace
}  // namespace chophien::accounts
