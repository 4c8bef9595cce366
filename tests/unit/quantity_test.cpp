#include "core/quantity.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace chophien {
namespace {

RC_GTEST_PROP(Decimals, AreReadAsTheyAreWritten, ()) {
    const Decimal decimal{*rc::gen::inRange(-Decimal::limit, Decimal::limit + 1)};
    RC_ASSERT(decimal_from(text_of(decimal)) == decimal);
}

TEST(Decimals, AreWrittenInTheirShortestForm) {
    const std::vector<std::pair<std::int64_t, std::string>> table{
        {0, "0"},
        {1, "0.001"},
        {10, "0.01"},
        {100, "0.1"},
        {1000, "1"},
        {2500, "2.5"},
        {-125, "-0.125"},
        {-1000, "-1"},
        {12'340, "12.34"},
        {1'000'001, "1000.001"},
    };
    for (const auto& [thousandths, text] : table) EXPECT_EQ(text_of(Decimal{thousandths}), text);
}

TEST(Decimals, LongerFormsOfTheSameNumberAreRead) {
    EXPECT_EQ(decimal_from("2.500"), Decimal{2500});
    EXPECT_EQ(decimal_from("007"), Decimal{7000});
    EXPECT_EQ(decimal_from("-0"), Decimal{0});
    EXPECT_EQ(decimal_from("1000000000"), Decimal{Decimal::limit});
    EXPECT_EQ(decimal_from("1000000000.000"), Decimal{Decimal::limit});
}

TEST(Decimals, WhatIsNoDecimalOfThreePlacesIsNotRead) {
    for (const auto* text :
         {"",
          "-",
          ".",
          ".5",
          "5.",
          "1.2345",
          "1.2.3",
          "1,5",
          "1e3",
          "+1",
          " 1",
          "1 ",
          "--1",
          "0x1",
          "NaN",
          "1000000000.001",
          "1000000001",
          "99999999999999999999",
          "-1000000000.001",
          "1.00a",
          "١"})
        EXPECT_FALSE(decimal_from(text)) << text;
}

TEST(Units, HaveOneCodeEachAndAreFoundByIt) {
    std::set<std::string_view> codes;
    for (const auto& unit : units()) {
        EXPECT_TRUE(codes.insert(unit.code).second) << unit.code;
        EXPECT_EQ(unit_from(unit.code), &unit) << unit.code;
        EXPECT_FALSE(unit.name_vi.empty());
        EXPECT_FALSE(unit.name_en.empty());
    }
    EXPECT_GT(codes.size(), 20U);
}

TEST(Units, AreFoundByWhatPeopleType) {
    for (const auto* typed : {"KGM", "kg", "Kg", "ký", "KÝ", "kí lô"})
        ASSERT_NE(unit_from(typed), nullptr) << typed;
    EXPECT_EQ(unit_from("kg")->code, "KGM");
    EXPECT_EQ(unit_from("ký")->code, "KGM");
    EXPECT_EQ(unit_from("tấn")->code, "TNE");
    EXPECT_EQ(unit_from("TAN"), unit_from("tấn"));
}

TEST(Units, ATonelessNameOfTwoUnitsIsNone) {
    ASSERT_NE(unit_from("tạ"), nullptr);
    ASSERT_NE(unit_from("tá"), nullptr);
    EXPECT_NE(unit_from("tạ"), unit_from("tá"));
    EXPECT_EQ(unit_from("ta"), nullptr);
}

TEST(Units, UnknownNamesAreNone) {
    for (const auto* typed : {"", "XYZZY", "nắm", "kgm2"}) EXPECT_EQ(unit_from(typed), nullptr) << typed;
}

TEST(Units, OnlyWhatIsCountedOrPackedIsIndivisible) {
    for (const auto& unit : units()) {
        const bool counted = unit.dimension == Dimension::count || unit.dimension == Dimension::package;
        EXPECT_EQ(unit.divisible, !counted) << unit.code;
    }
}

}  // namespace
}  // namespace chophien
