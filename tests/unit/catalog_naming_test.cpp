#include "catalog/naming.hpp"
#include "catalog/ocop_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

TEST(Naming, ASellersNamesAreOneWithoutCaseAndSignsButNotWithoutTones) {
    EXPECT_EQ(name_identity("CHÈ  tân cương."), name_identity("Chè Tân Cương"));
    EXPECT_EQ(name_identity("Mắm cá chốt (loại 1)"), "mắm cá chốt loại 1");
    EXPECT_NE(name_identity("Bánh tráng dừa"), name_identity("Bánh tráng dứa"));
    EXPECT_EQ(name_identity("Cà phê"), name_identity("Ca\u0300 phe\u0302"));
    EXPECT_EQ(name_identity("***"), "");
}

TEST(Naming, PacksAreOneWithoutBlanksButNotWithoutTheMarkInANumber) {
    EXPECT_EQ(pack_identity("Hộp 500 g"), pack_identity("hộp 500g"));
    EXPECT_EQ(pack_identity("Túi 1,5 kg"), pack_identity("túi 1.5kg"));
    EXPECT_NE(pack_identity("Túi 1,5 kg"), pack_identity("Túi 15 kg"));
}

TEST(OcopSets, AreTheTwentySixOfTheDecision) {
    ASSERT_EQ(ocop_sets().size(), 26U);
    EXPECT_EQ(ocop_set(13).name_en, "Coffee and cocoa");
    EXPECT_EQ(ocop_set(13).group, OcopGroup::food);
    EXPECT_EQ(ocop_set(22).group, OcopGroup::craft);
    EXPECT_EQ(ocop_set(26).group, OcopGroup::tourism);
    EXPECT_EQ(name_vi(OcopGroup::craft), "Hàng thủ công mỹ nghệ");
}

TEST(OcopSets, AreKnownByNumberKeyAndName) {
    EXPECT_EQ(ocop_set_from("11")->number, 11);
    EXPECT_EQ(ocop_set_from("tea")->number, 11);
    EXPECT_EQ(ocop_set_from("che tuoi, che che bien")->number, 11);
    for (const auto wrong : {"0", "27", "-1", "", "trà đá", "1.0"})
        EXPECT_EQ(ocop_set_from(wrong), nullptr) << wrong;
}

TEST(OcopGroups, AreWrittenInOneWayAndReadInTwo) {
    EXPECT_EQ(json::from_name<OcopGroup>("handicraft"), OcopGroup::craft);
    EXPECT_EQ(json::from_name<OcopGroup>("rural_tourism"), OcopGroup::tourism);
    EXPECT_EQ(json::name_of(OcopGroup::craft), "craft");
    EXPECT_EQ(json::name_of(OcopGroup::tourism), "tourism");
}

}  // namespace

}  // namespace chophien::catalog
