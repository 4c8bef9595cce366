#include "catalog/label.hpp"
#include "catalog/offer.hpp"
#include "catalog/product.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Day day(std::string_view text) { return day_from(text).value(); }

std::vector<std::string> places(const std::vector<Violation>& faults) {
    std::vector<std::string> found;
    for (const auto& fault : faults) found.push_back(fault.pointer + " " + std::string(fault.code));
    return found;
}

TEST(ProductStates, AllowExactlyTheThreeStepsOfTheTable) {
    using enum ProductState;
    using enum ProductStep;

    struct {
        ProductState from;
        ProductStep step;
        std::optional<ProductState> to;
    } const all[] = {
        {draft, publish, published},
        {draft, withdraw, std::nullopt},
        {published, publish, std::nullopt},
        {published, withdraw, withdrawn},
        {withdrawn, publish, published},
        {withdrawn, withdraw, std::nullopt},
    };

    for (const auto& line : all) EXPECT_EQ(next_state(line.from, line.step), line.to);
}

TEST(Publication, NeedsSetOriginAndAnOfferOnSale) {
    Product product;
    EXPECT_THAT(
        places(missing_for_publication(product, false)),
        ElementsAre("/set required", "/province required", "/offers required")
    );
    product.ocop_set = 11;
    product.province = "19";
    EXPECT_THAT(missing_for_publication(product, true), IsEmpty());
}

TEST(Offers, SayEverythingThatIsWrongWithThem) {
    Offer offer;
    offer.unit = unit_from("hộp");
    offer.price = vnd(150'000);
    EXPECT_THAT(faults_of(offer), IsEmpty());
    offer.price = vnd(0);
    offer.step = Decimal{500};
    offer.minimum = whole(0);
    EXPECT_THAT(
        places(faults_of(offer)),
        ElementsAre("/price out_of_range", "/step not_whole", "/minimum out_of_range")
    );
}

TEST(Offers, SellByTheHalfKiloButNotByTheHalfBox) {
    Offer offer;
    offer.price = vnd(30'000);
    offer.step = Decimal{500};
    offer.minimum = Decimal{1500};
    offer.unit = unit_from("kg");
    EXPECT_THAT(faults_of(offer), IsEmpty());
    offer.minimum = Decimal{1700};
    EXPECT_THAT(places(faults_of(offer)), ElementsAre("/minimum not_a_multiple"));
    offer.unit = unit_from("hộp");
    EXPECT_THAT(places(faults_of(offer)), ElementsAre("/step not_whole", "/minimum not_whole"));
}

TEST(Offers, HaveStockThatCanBeCounted) {
    EXPECT_EQ(fault_of_stock(Decimal{2500}, *unit_from("kg"), "/stock"), std::nullopt);
    EXPECT_EQ(fault_of_stock(Decimal{2500}, *unit_from("hộp"), "/stock")->code, "not_whole");
    EXPECT_EQ(fault_of_stock(Decimal{-1}, *unit_from("kg"), "/stock")->code, "out_of_range");
}

TEST(Labels, HoldThirtySixMonthsToTheSameDayOrTheMonthsLast) {
    EXPECT_EQ(last_day_of_label(day("2023-12-31")), day("2026-12-31"));
    EXPECT_EQ(last_day_of_label(day("2025-06-30")), day("2028-06-30"));
    EXPECT_EQ(last_day_of_label(day("2024-02-29")), day("2027-02-28"));
    OcopLabel label;
    label.decided_on = day("2023-11-21");
    label.expires_on = last_day_of_label(label.decided_on);
    EXPECT_TRUE(holds(label, day("2026-11-21")));
    EXPECT_FALSE(holds(label, day("2026-11-22")));
    EXPECT_FALSE(holds(label, day("2023-11-20")));
}

TEST(Labels, ShowTheBestThatHoldsAndTellTheLatestThatDoesNot) {
    const auto label = [](std::int32_t stars, std::string_view decided) {
        OcopLabel made;
        made.stars = stars;
        made.decided_on = day(decided);
        made.expires_on = last_day_of_label(made.decided_on);
        return made;
    };
    const auto now = labels_now(
        {label(3, "2019-05-01"), label(5, "2020-05-01"), label(3, "2025-01-01"), label(4, "2024-01-01")},
        day("2026-11-21")
    );
    ASSERT_TRUE(now.current);
    EXPECT_EQ(now.current->stars, 4);
    ASSERT_TRUE(now.last);
    EXPECT_EQ(now.last->stars, 5);
    EXPECT_FALSE(labels_now({label(4, "2027-01-01")}, day("2026-11-21")).current);
    EXPECT_FALSE(labels_now({label(4, "2027-01-01")}, day("2026-11-21")).last);
}

}  // namespace
}  // namespace chophien::catalog
