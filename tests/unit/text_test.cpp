#include "core/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::text {
namespace {

using testing::ElementsAre;

// Letters as Vietnam types them, composed and apart, with signs, wide forms, ligatures and blanks between.
rc::Gen<std::string> vietnamese() {
    const auto letter = rc::gen::element<std::string>(
        "a",
        "Ă",
        "ắ",
        "ậ",
        "Đ",
        "đ",
        "ơ",
        "Ợ",
        "ư",
        "ữ",
        "e\u0302\u0323",
        "o\u031B\u0301",
        "ﬁ",
        "Ａ",
        "ß",
        "İ",
        "Σ",
        "ς",
        "1",
        "½",
        "\u0301",
        " ",
        "\u00A0",
        "\u200B",
        "-",
        "&",
        "<",
        "\"",
        "\n",
        "漢",
        "😀",
        "ǅ",
        "ỳ"
    );
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(letter),
        [](const std::vector<std::string>& letters) {
            std::string text;
            for (const auto& one : letters) text += one;
            return text;
        }
    );
}

RC_GTEST_PROP(Fold, IsIdempotent, ()) {
    const auto once = fold(*vietnamese());
    RC_ASSERT(fold(once) == once);
}

RC_GTEST_PROP(Fold, DoesNotCareHowMarksAreComposed, ()) {
    const auto typed = *vietnamese();
    RC_ASSERT(fold(composed(typed)) == fold(typed));
}

RC_GTEST_PROP(Fold, GivesValidUtf8, ()) { RC_ASSERT(is_utf8(fold(*vietnamese()))); }

RC_GTEST_PROP(Composed, IsIdempotent, ()) {
    const auto once = composed(*vietnamese());
    RC_ASSERT(composed(once) == once);
}

RC_GTEST_PROP(Tidy, IsIdempotentAndLeavesNoDoubleOrOuterBlank, ()) {
    const auto once = tidy(*vietnamese());
    RC_ASSERT(tidy(once) == once);
    RC_ASSERT(once.find("  ") == std::string::npos);
    RC_ASSERT(once.find('\n') == std::string::npos);
    RC_ASSERT(once.empty() || (once.front() != ' ' && once.back() != ' '));
}

RC_GTEST_PROP(Escaped, LeavesNothingThatHtmlTakesForItself, ()) {
    const auto escaped_text = escaped(*vietnamese());
    RC_ASSERT(escaped_text.find_first_of("<>\"'") == std::string::npos);
    for (auto at = escaped_text.find('&'); at != std::string::npos; at = escaped_text.find('&', at + 1))
        RC_ASSERT(escaped_text.find(';', at) != std::string::npos);
}

TEST(Fold, TakesTonesMarksAndCaseOff) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"Chè Đắng", "che dang"},
        {"BƯỞI DIỄN", "buoi dien"},
        {"Trà Shan Tuyết", "tra shan tuyet"},
        {"đường phèn", "duong phen"},
        {"Ｋｇ", "kg"},
        {"", ""},
        {"Nước mắm Phú Quốc 40°", "nuoc mam phu quoc 40°"},
        {"Hoà Bình", "hoa binh"},
        {"Hòa Bình", "hoa binh"},
    };
    for (const auto& [typed, folded] : table) EXPECT_EQ(fold(typed), folded) << typed;
}

TEST(Words, AreLettersAndDigitsFolded) {
    EXPECT_THAT(
        words("Mật ong (hoa Bạc hà) – 500ml!"), ElementsAre("mat", "ong", "hoa", "bac", "ha", "500ml")
    );
    EXPECT_THAT(words("Bà Rịa - Vũng Tàu"), ElementsAre("ba", "ria", "vung", "tau"));
    EXPECT_TRUE(words(" … ").empty());
}

TEST(Utf8, BrokenBytesAreSeen) {
    for (const std::string bytes :
         {"\xC3",
          "\xC3\x28",
          "\xE1\xBA",
          "\xF8\x88\x80\x80\x80",
          "\xC0\x80",
          "\xED\xA0\x80",
          "\xFF",
          "a\x80"})
        EXPECT_FALSE(is_utf8(bytes));
    EXPECT_TRUE(is_utf8("Chợ Phiên 😀"));
    EXPECT_TRUE(is_utf8(""));
}

TEST(Characters, AreCountedNotBytes) {
    EXPECT_EQ(characters(""), 0U);
    EXPECT_EQ(characters("phở"), 3U);
    EXPECT_EQ(characters("😀"), 1U);
}

TEST(Controls, AreSeenExceptLineEndsAndTabs) {
    EXPECT_FALSE(has_control("dòng một\r\ndòng\thai"));
    for (const auto& bytes :
         {std::string("\0", 1), std::string("a\x01"), std::string("\x7F"), std::string("\x1B[31m")})
        EXPECT_TRUE(has_control(bytes));
}

TEST(Escaped, IsSafeInsideQuotes) {
    EXPECT_EQ(escaped("<a b=\"c\" d='e'>&"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;");
}

}  // namespace
}  // namespace chophien::text
