// One spelling for what is typed in many ways.
#include "catalog/search/syllable.hpp"
#include "core/text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::catalog::search {
namespace {

std::string words_of(std::string_view text) {
    std::string all;
    for (const auto& one : syllables_of(text)) all += (all.empty() ? "" : " ") + one.word;
    return all;
}

std::string folds_of(std::string_view text) {
    std::string all;
    for (const auto& one : syllables_of(text)) all += (all.empty() ? "" : " ") + one.fold;
    return all;
}

TEST(Syllables, AreTheSameHoweverTheyWereTyped) {
    struct Row {
        std::string_view typed;
        std::string_view word;
    };

    for (const auto& row : {Row{"Hoà", "hòa"},    Row{"HÒA", "hòa"},     Row{"ho\u0300a", "hòa"},
                            Row{"thuỷ", "thủy"},  Row{"mỳ", "mì"},       Row{"quý", "quí"},
                            Row{"Lý", "lí"},      Row{"tiếng", "tiếng"}, Row{"Đắk", "đắk"},
                            Row{"giá", "giá"},    Row{"gì", "gì"},       Row{"quả", "quả"},
                            Row{"mười", "mười"},  Row{"toàn", "toàn"},   Row{"ngoài", "ngoài"},
                            Row{"ST25", "st 25"}, Row{"43°", "43"},      Row{"a-ti-sô", "a ti sô"},
                            Row{"", ""},          Row{"%%% '\"", ""}})
        EXPECT_EQ(words_of(row.typed), row.word) << row.typed;
    EXPECT_EQ(words_of("tay"), "tay");
    EXPECT_EQ(words_of("tai"), "tai");
    EXPECT_EQ(folds_of("Đông trùng hạ thảo"), "dong trung ha thao");
    EXPECT_EQ(words_of(std::string(longest_syllable + 1, 'x')), "");
}

TEST(Syllables, KnowWhetherTheySayTones) {
    EXPECT_TRUE(syllables_of("trà").front().marked());
    EXPECT_TRUE(syllables_of("đa").front().marked());
    EXPECT_FALSE(syllables_of("tra").front().marked());
}

TEST(Syllables, AreReadFromKeyboardsThatWereNotSwitchedOn) {
    EXPECT_EQ(typed_vni("ca2 phe6"), "cà phê");
    EXPECT_EQ(typed_vni("nu7o7c1 ma8m1"), "nước mắm");
    EXPECT_EQ(typed_vni("d9u7o7ng2"), "đường");
    EXPECT_EQ(typed_telex("caf phee"), "cà phê");
    EXPECT_EQ(typed_telex("nuowcs mawms"), "nước mắm");
    EXPECT_EQ(typed_telex("dduwowngf"), "đường");
    EXPECT_EQ(typed_vni("gao st25"), std::nullopt);
    EXPECT_EQ(typed_telex("mat ong"), std::nullopt);
}

TEST(Syllables, SoundAlikeWhereTheyAreMistaken) {
    EXPECT_EQ(sound_of("chan"), sound_of("trang"));
    EXPECT_EQ(sound_of("xen"), sound_of("sen"));
    EXPECT_EQ(sound_of("gieng"), sound_of("rieng"));
    EXPECT_EQ(sound_of("sai"), sound_of("say"));
    EXPECT_EQ(sound_of("fe"), sound_of("phe"));
    EXPECT_NE(sound_of("ca"), sound_of("ga"));
}

TEST(Syllables, AreOneLetterApart) {
    EXPECT_TRUE(one_letter_apart("xah", "xanh"));
    EXPECT_TRUE(one_letter_apart("ruu", "ruou"));
    EXPECT_TRUE(one_letter_apart("onq", "ong"));
    EXPECT_TRUE(one_letter_apart("ogn", "ong"));
    EXPECT_TRUE(one_letter_apart("", "a"));
    EXPECT_FALSE(one_letter_apart("chan", "trang"));
}

TEST(Syllables, BeginOthers) {
    const auto one = [](std::string_view text) { return syllables_of(text).front(); };
    EXPECT_TRUE(begins(one("phê"), one("ph")));
    EXPECT_TRUE(begins(one("phê"), one("phe")));
    EXPECT_TRUE(begins(one("túi"), one("tú")));
    EXPECT_TRUE(begins(one("đông"), one("đ")));
    EXPECT_FALSE(begins(one("dừa"), one("đ")));
    EXPECT_FALSE(begins(one("tùng"), one("tú")));
    EXPECT_FALSE(begins(one("phê"), one("phên")));
}

RC_GTEST_PROP(Syllables, NeverFailAndStaySmall, (std::vector<std::uint8_t> bytes)) {
    std::string any(bytes.begin(), bytes.end());
    if (!text::is_utf8(any)) {
        any.clear();
        for (const auto byte : bytes) any += static_cast<char>(byte & 0x7FU);
    }
    for (const auto& one : syllables_of(any)) {
        RC_ASSERT(!one.word.empty());
        RC_ASSERT(!one.fold.empty());
        RC_ASSERT(one.word.size() <= longest_syllable);
        RC_ASSERT(text::is_utf8(one.word));
        RC_ASSERT(begins(one, one));
    }
    typed_telex(any);
    typed_vni(any);
    sound_of(any);
}

RC_GTEST_PROP(Syllables, AreReadTheSameAgain, (std::string letters)) {
    std::string ascii;
    for (const char sign : letters) ascii += static_cast<char>(static_cast<unsigned char>(sign) & 0x7FU);
    for (const auto& one : syllables_of(ascii + " Hoà quý thuỷ đường nguyễn")) {
        const auto again = syllables_of(one.word);
        RC_ASSERT(again.size() == 1U);
        RC_ASSERT(again.front() == one);
    }
}

RC_GTEST_PROP(Syllables, AreOneLetterApartInBothDirections, (std::string one, std::string other)) {
    RC_ASSERT(one_letter_apart(one, other) == one_letter_apart(other, one));
    RC_ASSERT(one_letter_apart(one, one + 'x'));
}

}  // namespace
}  // namespace chophien::catalog::search
