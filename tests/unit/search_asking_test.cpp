// What queries find, and in which order.
#include "catalog/search/completing.hpp"
#include "core/text.hpp"
#include "tests/unit/search_shelf.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::catalog::search {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

struct Asking : testing::Test {
    Shelf shelf;

    Asking() {
        for (const auto* name :
             {"Cà phê bột Ê Đê", "Cà phê rang mộc", "Cà phê túi lọc", "Cà chua bi", "Cà na muối", "Cà pháo"})
            shelf.put(name, 13);
        for (const auto* name : {"Trà sen", "Chè Tân Cương", "Trà hoa sen", "Trà túi lọc gừng"})
            shelf.put(name, 11, "19");
        shelf.put("Khô cá tra", 8, "92");
        shelf.put("Khô cá lóc", 8, "92");
        shelf.put("Mắm cá mè", 9, "91", "xã Nhơn Mỹ, huyện Chợ Mới");
        shelf.put("Dầu mè đen", 7);
        shelf.put("Kẹo vừng", 7);
        shelf.put("Lạc rang", 7);
        shelf.put("Trà lạc tiên", 12);
        shelf.put("Thịt lợn gác bếp", 8);
        shelf.put("Thịt trâu gác bếp", 8);
        shelf.put("Nước mắm cá cơm", 9, "91", "thành phố Phú Quốc, Kiên Giang (cũ)");
        shelf.put("Nước mắm nhĩ", 9, "68", "thành phố Phan Thiết, Bình Thuận (cũ)");
        shelf.put("Muối ớt", 10);
        shelf.put("Hạt điều rang muối", 7);
        shelf.put("Gạo ST25", 3);
        shelf.put("Gạo ST24", 3);
        shelf.put("Bánh tráng phơi sương", 6);
        shelf.put("Đèn mỹ nghệ", 21);
        shelf.put("Tinh bột nghệ", 7, "40");
        shelf.put("Rượu nếp", 14, "40");
    }
};

TEST_F(Asking, AMarkedQueryMeansWhatItSays) {
    EXPECT_THAT(shelf.search("cá tra"), ElementsAre("Khô cá tra"));
    EXPECT_THAT(shelf.search("trà"), Not(Contains("Khô cá tra")));
    EXPECT_THAT(shelf.search("tra"), Contains("Khô cá tra"));
    EXPECT_THAT(shelf.search("tra"), Contains("Trà sen"));
}

TEST_F(Asking, TwoSyllablesThatBelongTogetherStayTogether) {
    EXPECT_THAT(
        shelf.search("cà phê"), UnorderedElementsAre("Cà phê bột Ê Đê", "Cà phê rang mộc", "Cà phê túi lọc")
    );
    EXPECT_THAT(shelf.search("ca phe"), Not(Contains("Cà chua bi")));
    EXPECT_THAT(shelf.search("cà chua"), ElementsAre("Cà chua bi"));
    EXPECT_THAT(shelf.search("cà phê túi lọc"), ElementsAre("Cà phê túi lọc"));
}

TEST_F(Asking, OneThingHasManyNames) {
    EXPECT_THAT(shelf.search("đậu phộng"), ElementsAre("Lạc rang"));
    EXPECT_THAT(shelf.search("heo gác bếp"), ElementsAre("Thịt lợn gác bếp"));
    EXPECT_THAT(shelf.search("mè"), ElementsAre("Dầu mè đen", "Kẹo vừng"));
    EXPECT_THAT(shelf.search("trà"), Contains("Chè Tân Cương"));
    EXPECT_THAT(shelf.search("cá quả khô"), ElementsAre("Khô cá lóc"));
    EXPECT_THAT(shelf.search("nghệ"), ElementsAre("Tinh bột nghệ"));
}

TEST_F(Asking, WhatIsMistypedIsUnderstoodOnlyWhenNothingIsCalledSo) {
    for (const auto* typed :
         {"ca phe", "caf phee", "ca2 phe6", "cà fê", "cà ph", "ca  PHE ", "C\u0061\u0300 phê", "cà phe"})
        EXPECT_THAT(shelf.search(typed), Contains("Cà phê rang mộc")) << typed;
    EXPECT_THAT(shelf.search("bánh chán"), ElementsAre("Bánh tráng phơi sương"));
    EXPECT_THAT(shelf.search("rựu nếp"), ElementsAre("Rượu nếp"));
    EXPECT_THAT(shelf.search("gao st 25"), ElementsAre("Gạo ST25"));
    EXPECT_THAT(shelf.search("trà xen"), Contains("Trà sen"));
    EXPECT_THAT(shelf.search("xyzzy"), IsEmpty());
}

TEST_F(Asking, AnswersSayWhatWasSearchedForInstead) {
    Question question;
    question.words = "ruou nếpp";
    EXPECT_EQ(shelf.ask(question).understood, "ruou nep");
    question.words = "ruou nep";
    EXPECT_EQ(shelf.ask(question).understood, std::nullopt);
}

TEST_F(Asking, PlacesAreFoundByOldAndNewNames) {
    EXPECT_THAT(shelf.search("nước mắm Phú Quốc"), ElementsAre("Nước mắm cá cơm"));
    EXPECT_THAT(shelf.search("nuoc mam phan thiet"), ElementsAre("Nước mắm nhĩ"));
    EXPECT_THAT(shelf.search("đặc sản Bình Thuận"), ElementsAre("Nước mắm nhĩ"));
    EXPECT_THAT(shelf.search("nước mắm Lâm Đồng"), ElementsAre("Nước mắm nhĩ"));
    EXPECT_THAT(shelf.search("chè Thái Nguyên"), Contains("Chè Tân Cương"));
    EXPECT_THAT(shelf.search("bắc kạn"), Contains("Chè Tân Cương")) << "a former province by today's";
}

TEST_F(Asking, TheHeadOfANameSaysWhatAThingIs) {
    EXPECT_THAT(shelf.search("muối"), ElementsAre("Muối ớt", "Cà na muối", "Hạt điều rang muối"));
}

TEST_F(Asking, AFillerTypedWithoutTonesMayBePartOfAName) {
    shelf.put("Mồng tơi");
    shelf.put("Cà phê Bản Mòng", 13);
    EXPECT_THAT(shelf.search("ban mong"), ElementsAre("Cà phê Bản Mòng", "Mồng tơi"));
    EXPECT_THAT(shelf.search("bán mồng tơi"), ElementsAre("Mồng tơi"));
}

TEST_F(Asking, AWordThatNothingHasIsLeftOut) {
    EXPECT_THAT(shelf.search("muối ớt siêu cay"), ElementsAre("Muối ớt"));
}

TEST_F(Asking, StarsAndKindsOfSellersAreAskedForInWords) {
    ProductFacts facts;
    facts.product = {1'000};
    facts.name = "Cà phê phin";
    facts.seller = {8};
    facts.seller_name = "HTX Cầu Đất";
    facts.seller_kind = accounts::OrganisationKind::cooperative;
    facts.set = 13;
    facts.province = "68";
    facts.stars = 4;
    facts.stars_until = std::chrono::year(2027) / 1 / 1;
    shelf.put(facts);
    EXPECT_THAT(shelf.search("OCOP 4 sao"), ElementsAre("Cà phê phin"));
    EXPECT_THAT(shelf.search("cà phê 3 sao"), ElementsAre("Cà phê phin"));
    EXPECT_THAT(shelf.search("cà phê 5 sao"), IsEmpty());
    EXPECT_THAT(shelf.search("htx cà phê"), ElementsAre("Cà phê phin"));
    EXPECT_THAT(shelf.search("cầu đất"), ElementsAre("Cà phê phin")) << "by its maker";
}

TEST_F(Asking, WhatTheLexiconKnowsIsNotTakenForSomethingElse) {
    shelf.put("Sản phẩm gốm", 21);
    shelf.put("Đậu xanh", 3);
    EXPECT_THAT(shelf.search("sắn"), IsEmpty());
    EXPECT_THAT(shelf.search("đậu nành"), Not(Contains("Đậu xanh")));
}

TEST_F(Asking, WordsGoOn) {
    const auto words = [&](std::string_view typed) {
        std::vector<std::string> found;
        for (const auto& one : completions_of(reading_of(typed), shelf, 5)) found.push_back(one.words);
        return found;
    };
    EXPECT_EQ(words("cà ph").front(), "cà phê");
    EXPECT_EQ(words("ca ph").front(), "cà phê");
    EXPECT_THAT(words("cà phê "), UnorderedElementsAre("cà phê bột", "cà phê rang", "cà phê túi"));
    EXPECT_THAT(words(""), IsEmpty());
    EXPECT_THAT(words("zzz"), IsEmpty());
}

// Whatever is typed is answered, and the work is bounded by what the index has.
RC_GTEST_FIXTURE_PROP(Asking, AnythingIsAnswered, (std::vector<std::uint32_t> signs)) {
    static const std::vector<std::string> some{
        "cà",
        "phê",
        "ca",
        "%",
        "\"",
        "*",
        "(",
        "trà",
        " ",
        "\t",
        "đ",
        "st25",
        "ĐẮK",
        "a\u0300\u0301",
        "mè",
        "抹茶"};
    std::string query;
    for (const auto sign : signs) query += some[sign % some.size()] + (sign % 3 == 0 ? " " : "");
    const auto reading = reading_of(query);
    RC_ASSERT(reading.syllables.size() <= most_query_syllables);
    RC_ASSERT(shelf.search(query).size() <= 40U);
    completions_of(reading, shelf, 5);
}

TEST_F(Asking, ALongQueryIsLookedAtForItsBeginning) {
    std::string query = "cà phê";
    for (int times = 0; times < 2'000; ++times) query += " rang";
    EXPECT_THAT(reading_of(query).syllables.size(), most_query_syllables);
    EXPECT_THAT(shelf.search(query), ElementsAre("Cà phê rang mộc"));
}

}  // namespace
}  // namespace chophien::catalog::search
