#include "catalog/goods_law.hpp"

#include "catalog/ocop_set.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> missing(std::int32_t set, const std::vector<Offer>& offers) {
    Product product;
    product.ocop_set = set;
    std::vector<std::string> places;
    for (const auto& one : missing_by_law(product, offers)) {
        EXPECT_EQ(one.code, "required_by_law");
        EXPECT_THAT(one.vi, testing::HasSubstr("37/2026/NĐ-CP")) << "names its article";
        places.push_back(one.pointer);
    }
    return places;
}

Offer sized(std::optional<Decimal> content) {
    Offer offer;
    offer.content = content;
    return offer;
}

TEST(GoodsLaw, WhatAListingMustSayByKind) {
    const std::vector<Offer> sized_one{sized(whole(1))};
    EXPECT_THAT(missing(14, sized_one), ElementsAre("/label_words/ethanol"));
    EXPECT_THAT(missing(15, sized_one), ElementsAre("/label_words/ethanol"));
    EXPECT_THAT(
        missing(18, sized_one), ElementsAre("/label_words/ingredients", "/label_words/warning", "/usage")
    );
    EXPECT_THAT(missing(19, sized_one), ElementsAre("/label_words/ingredients", "/usage"));
}

TEST(GoodsLaw, EveryPackOfTheseKindsHasItsQuantity) {
    const std::vector<Offer> offers{sized({}), sized(whole(500)), sized({})};
    for (const auto set : {14, 15, 18, 19}) {
        const auto all = missing(set, offers);
        EXPECT_THAT(all, testing::IsSupersetOf({"/offers/0/content", "/offers/2/content"})) << set;
        EXPECT_THAT(all, testing::Not(testing::Contains("/offers/1/content"))) << set;
    }
}

TEST(GoodsLaw, PublishingTheRestWaitsForNothingMore) {
    for (const auto& set : ocop_sets()) {
        if (set.number == 14 || set.number == 15 || set.number == 18 || set.number == 19) continue;
        EXPECT_THAT(missing(set.number, {sized({})}), IsEmpty()) << set.number;
    }
}

TEST(GoodsLaw, TellsSellersOfPreparedFoodWhatTheLabelSays) {
    Product coffee;
    coffee.ocop_set = 13;
    coffee.storage = "Nơi khô mát";
    const std::vector<Offer> offers{sized({})};
    std::vector<std::string> told;
    for (const auto& lack : lacks_of(coffee, offers)) {
        EXPECT_FALSE(lack.needed);
        EXPECT_EQ(lack.since, std::chrono::year(2026) / 1 / 23);
        told.push_back(lack.pointer);
    }
    EXPECT_THAT(told, ElementsAre("/offers/0/content", "/label_words/ingredients", "/usage"));
}

TEST(GoodsLaw, NobodyInventsIngredientsForADemonstration) {
    Product wine;
    wine.ocop_set = 14;
    const std::vector<Offer> offers{sized(whole(500))};
    EXPECT_THAT(missing_by_law(wine, offers, Market::demonstration), IsEmpty());
    EXPECT_EQ(lacks_of(wine, offers).size(), 1U) << "and what lacks is said";
}

}  // namespace
}  // namespace chophien::catalog
