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

TEST(GoodsLaw, AsksEveryPackOfTheseKindsForItsQuantity) {
    const std::vector<Offer> offers{sized({}), sized(whole(500)), sized({})};
    for (const auto set : {14, 15, 18, 19})
        EXPECT_THAT(missing(set, offers), ElementsAre("/offers/0/content", "/offers/2/content")) << set;
    EXPECT_THAT(missing(14, {sized(whole(1))}), IsEmpty());
}

TEST(GoodsLaw, AsksNothingMoreOfTheRest) {
    for (const auto& set : ocop_sets()) {
        if (set.number == 14 || set.number == 15 || set.number == 18 || set.number == 19) continue;
        EXPECT_THAT(missing(set.number, {sized({})}), IsEmpty()) << set.number;
    }
}

}  // namespace
}  // namespace chophien::catalog
