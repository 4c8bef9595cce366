#include "core/places.hpp"

#include "core/text.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace chophien {
namespace {

TEST(Provinces, AreThirtyFourFormedFromSixtyThree) {
    std::set<std::string_view> codes;
    std::set<std::string_view> names;
    std::set<std::string_view> former_codes;
    std::set<std::string> former_names;
    for (const auto& province : provinces()) {
        codes.insert(province.code);
        names.insert(province.name);
        for (const auto& former : province.formed_from) {
            former_codes.insert(former.code);
            former_names.insert(text::fold(former.name));
        }
    }
    EXPECT_EQ(provinces().size(), 34U);
    EXPECT_EQ(codes.size(), 34U);
    EXPECT_EQ(names.size(), 34U);
    EXPECT_EQ(former_codes.size(), 63U);
    EXPECT_EQ(former_names.size(), 63U);  // so toneless names are never ambiguous
}

TEST(Provinces, AreFoundByTodaysCodeAndName) {
    for (const auto& province : provinces()) {
        for (const auto& text :
             {std::string(province.code),
              std::string(province.name),
              std::string(province.name_en),
              text::fold(province.name),
              std::string(province.type) + " " + std::string(province.name)}) {
            const auto named = province_from(text);
            ASSERT_TRUE(named) << text;
            EXPECT_EQ(named->today, &province) << text;
            EXPECT_EQ(named->former, nullptr) << text;
        }
        EXPECT_EQ(&province_of(province.code), &province);
    }
}

TEST(Provinces, AreFoundByEveryFormerNameAndByEveryFormerCodeThatSaysSo) {
    for (const auto& province : provinces()) {
        for (const auto& former : province.formed_from) {
            for (const auto& text :
                 {std::string(former.name), text::fold(former.name), "former:" + std::string(former.code)}) {
                const auto named = province_from(text);
                ASSERT_TRUE(named) << text;
                EXPECT_EQ(named->today, &province) << text;
            }
            const auto by_code = province_from("former:" + std::string(former.code));
            if (former.code != province.code || former.name != province.name) {
                ASSERT_NE(by_code->former, nullptr) << former.name;
                EXPECT_EQ(by_code->former->name, former.name);
            }
        }
    }
}

TEST(Provinces, RememberTheFormerNameOnlyWhereTodaysIsAnother) {
    const auto bac_giang = province_from("Bắc Giang");
    ASSERT_TRUE(bac_giang);
    EXPECT_EQ(bac_giang->today->name, "Bắc Ninh");
    ASSERT_NE(bac_giang->former, nullptr);
    EXPECT_EQ(bac_giang->former->name, "Bắc Giang");
    EXPECT_EQ(province_from("Bắc Ninh")->former, nullptr);
}

TEST(Provinces, TwoBareDigitsAreTodaysCodeEvenWhereAFormerOneLooksTheSame) {
    // 24 was Bắc Giang's and is Bắc Ninh's; 80 was Long An's and is Tây Ninh's; 27 was Bắc Ninh's and is
    // nobody's.
    EXPECT_EQ(province_from("24")->today->name, "Bắc Ninh");
    EXPECT_EQ(province_from("80")->today->name, "Tây Ninh");
    EXPECT_EQ(province_from("former:80")->former->name, "Long An");
    EXPECT_FALSE(province_from("27"));
    EXPECT_EQ(province_from("former:27")->today->name, "Bắc Ninh");
}

TEST(Provinces, AreUnderstoodAsPeopleWriteThem) {
    const std::map<std::string, std::string_view> table{
        {"TP.HCM", "79"},
        {"TPHCM", "79"},
        {"tp hồ chí minh", "79"},
        {"Sài Gòn", "79"},
        {"THÀNH PHỐ HÀ NỘI", "01"},
        {"ha noi", "01"},
        {"Thừa Thiên - Huế", "46"},
        {"Thừa Thiên Huế", "46"},
        {"tỉnh Hoà Bình", "25"},
        {"Bà Rịa-Vũng Tàu", "79"},
        {"Đắc Lắc", "66"},
        {"DakLak", "66"},
        {"  cao   bằng ", "04"},
        {"Bắc Cạn", "19"},
    };
    for (const auto& [typed, code] : table) {
        const auto named = province_from(typed);
        ASSERT_TRUE(named) << typed;
        EXPECT_EQ(named->today->code, code) << typed;
    }
}

TEST(Provinces, UnknownOnesAreNone) {
    for (const auto* text :
         {"",
          " ",
          "00",
          "99",
          "1",
          "001",
          "former:",
          "former:00",
          "former:Long An",
          "Paris",
          "tỉnh",
          "Bắc",
          "Hà"})
        EXPECT_FALSE(province_from(text)) << text;
    EXPECT_FALSE(province_from(std::string(10'000, 'a')));
}

TEST(Communes, HaveFiveDigits) {
    EXPECT_TRUE(is_commune_code("00004"));
    for (const auto* text : {"", "0004", "000004", "0000a", "00 04"})
        EXPECT_FALSE(is_commune_code(text)) << text;
}

}  // namespace
}  // namespace chophien
