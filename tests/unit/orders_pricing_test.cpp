// What baskets cost, and every way in which they are wrong.
#include "orders/pricing.hpp"
#include "orders/recipient.hpp"
#include "orders/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <numeric>
#include <string>
#include <vector>

namespace chophien::orders {
namespace {

using catalog::OfferTerms;
using testing::ElementsAre;
using testing::IsEmpty;

OfferTerms terms(
    std::uint64_t offer, std::uint64_t seller, std::int64_t price, std::string_view unit = "KGM"
) {
    OfferTerms made;
    made.offer = {offer};
    made.product = {offer + 1000};
    made.seller = {seller};
    made.seller_name = "HTX";
    made.product_name = "Bưởi";
    made.unit = unit_from(unit);
    made.gtin = "08938500000015";
    made.price = vnd(price);
    made.step = Decimal{1};
    made.minimum = Decimal{1};
    made.left = whole(1'000'000);
    return made;
}

std::vector<catalog::pricing::Price> list_prices(const std::vector<OfferTerms>& on) {
    std::vector<catalog::pricing::Price> prices;
    for (const auto& one : on) prices.push_back({.price = one.price, .list_price = one.price});
    return prices;
}

std::vector<std::string> wrong(
    const BasketLine& line, const OfferTerms& on, accounts::OrganisationId buyer = {}
) {
    std::vector<Violation> violations;
    check_line(line, on, buyer, 3, violations);
    std::vector<std::string> found;
    for (const auto& one : violations) found.push_back(one.pointer + ' ' + std::string(one.code));
    return found;
}

TEST(LineTotal, RoundsHalfUpToOneDong) {
    EXPECT_EQ(line_total(vnd(35'000), *decimal_from("2.5")), vnd(87'500));
    EXPECT_EQ(line_total(vnd(1), *decimal_from("0.499")), vnd(0));
    EXPECT_EQ(line_total(vnd(1), *decimal_from("0.5")), vnd(1));
    EXPECT_EQ(line_total(vnd(333), *decimal_from("0.333")), vnd(111));
}

TEST(LineTotal, OverTheLimitOfMoneyIsNone) {
    EXPECT_EQ(line_total(vnd(Money::limit), whole(1)), vnd(Money::limit));
    EXPECT_FALSE(line_total(vnd(Money::limit), Decimal{1001}));
    EXPECT_FALSE(line_total(vnd(Money::limit), Decimal{Decimal::limit})) << "leaves 64 bits";
}

TEST(CheckLine, FindsNothingInARightLine) {
    EXPECT_THAT(wrong({{1}, *decimal_from("2.5")}, terms(1, 9, 35'000)), IsEmpty());
    EXPECT_THAT(wrong({{1}, whole(1'000'000)}, terms(1, 9, 35'000, "XBX")), IsEmpty()) << "all that is left";
}

TEST(CheckLine, NamesEveryViolationAtItsPlace) {
    auto box = terms(1, 9, 35'000, "XBX");
    EXPECT_THAT(wrong({{1}, *decimal_from("2.5")}, box), ElementsAre("/lines/3/quantity not_whole"));
    auto dozen_steps = terms(1, 9, 35'000);
    dozen_steps.step = whole(12);
    dozen_steps.minimum = whole(24);
    EXPECT_THAT(wrong({{1}, whole(25)}, dozen_steps), ElementsAre("/lines/3/quantity not_a_multiple"));
    EXPECT_THAT(wrong({{1}, whole(12)}, dozen_steps), ElementsAre("/lines/3/quantity below_minimum"));
    EXPECT_THAT(
        wrong({{1}, whole(13)}, dozen_steps),
        ElementsAre("/lines/3/quantity not_a_multiple", "/lines/3/quantity below_minimum")
    );
    auto dear = terms(1, 9, Money::limit);
    EXPECT_THAT(wrong({{1}, whole(2)}, dear), ElementsAre("/lines/3/quantity too_much_money"));
    EXPECT_THAT(wrong({{1}, whole(1)}, terms(1, 9, 1), {9}), ElementsAre("/lines/3/offer own_goods"));
    EXPECT_THAT(wrong({{1}, whole(1)}, terms(1, 9, 1), {8}), IsEmpty());
}

TEST(CheckLine, TellsWhatIsLeft) {
    auto scarce = terms(1, 9, 35'000);
    scarce.left = *decimal_from("7.5");
    std::vector<Violation> violations;
    check_line({{1}, whole(8)}, scarce, {}, 0, violations);
    ASSERT_EQ(violations.size(), 1U);
    EXPECT_EQ(violations[0].code, "sold_out");
    EXPECT_NE(violations[0].vi.find("7.5"), std::string::npos);
    EXPECT_NE(violations[0].en.find("7.5"), std::string::npos);
}

TEST(Basket, NamesAnOfferTwice) {
    const std::vector<BasketLine> lines{{{1}, whole(1)}, {{2}, whole(1)}, {{1}, whole(2)}};
    const auto violations = repeated_offers(lines);
    ASSERT_EQ(violations.size(), 1U);
    EXPECT_EQ(violations[0].pointer, "/lines/2/offer");
}

TEST(Basket, IsPartedBySellersInTheOrderTheyAppear) {
    const std::vector<BasketLine> lines{{{1}, whole(2)}, {{2}, whole(1)}, {{3}, *decimal_from("0.5")}};
    const std::vector<OfferTerms> on{terms(1, 70, 10'000), terms(2, 60, 5'000), terms(3, 70, 3)};
    const auto parts = parted(lines, on, list_prices(on));
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 2U);
    EXPECT_EQ((*parts)[0].seller.number, 70U);
    EXPECT_EQ((*parts)[0].goods, vnd(20'002));
    EXPECT_EQ((*parts)[0].delivery, vnd(0));
    EXPECT_EQ((*parts)[0].lines[1].line, 2);
    EXPECT_EQ((*parts)[0].lines[1].offer.number, 3U);
    EXPECT_EQ((*parts)[1].total(), vnd(5'000));
    EXPECT_EQ((*parts)[1].lines[0].line, 1);
}

TEST(Basket, IsPartedBySlotsToo) {
    const catalog::SlotId may{8};
    const catalog::SlotId june{9};
    const std::vector<BasketLine> lines{
        {{1}, whole(2), may}, {{1}, whole(1)}, {{1}, whole(3), june}, {{2}, whole(4)}};
    EXPECT_TRUE(repeated_offers(lines).empty());
    const std::vector<OfferTerms> on{
        terms(1, 70, 10'000), terms(1, 70, 10'000), terms(1, 70, 10'000), terms(2, 70, 5'000)};
    const auto parts = parted(lines, on, list_prices(on));
    ASSERT_TRUE(parts);
    ASSERT_EQ(parts->size(), 3U) << "goods in the store are one order, each slot another";
    EXPECT_EQ((*parts)[0].slot, may);
    EXPECT_EQ((*parts)[1].slot, std::nullopt);
    EXPECT_EQ((*parts)[1].lines.size(), 2U);
    EXPECT_EQ((*parts)[1].goods, vnd(30'000));
    EXPECT_EQ((*parts)[2].slot, june);
    const std::vector<BasketLine> twice{{{1}, whole(2), may}, {{1}, whole(1), may}};
    EXPECT_EQ(repeated_offers(twice).at(0).pointer, "/lines/1/offer");
}

TEST(Basket, ALineThatAHarvestCutsComesToItsShare) {
    Line line;
    line.unit = unit_from("H87");
    line.quantity = whole(7);
    line.price = vnd(10'001);
    line.total = vnd(70'007);
    const auto cut = cut_to(line, whole(3));
    EXPECT_EQ(cut.quantity, whole(3));
    EXPECT_EQ(cut.ordered, whole(7));
    EXPECT_EQ(cut.total, vnd(30'003));

    line.pricing_unit = unit_from("KGM");
    line.usual_weight = *decimal_from("12.6");
    line.tolerance_percent = 10;
    line.total = *line_total(line.price, line.band()->most);
    const auto weighed = cut_to(line, whole(3));
    EXPECT_EQ(weighed.usual_weight, decimal_from("5.4"));
    EXPECT_EQ(weighed.total, *line_total(line.price, *decimal_from("5.94")));
}

TEST(Basket, BecomesAtMostTwentyOrdersAndAHundredThousandBillionDong) {
    std::vector<BasketLine> lines;
    std::vector<OfferTerms> on;
    for (std::uint64_t seller = 1; seller <= most_orders; ++seller) {
        lines.push_back({{seller}, whole(1)});
        on.push_back(terms(seller, seller, Money::limit / 20));
    }
    ASSERT_TRUE(parted(lines, on, list_prices(on))) << "exactly the limit of both";
    on[0].price = vnd(Money::limit / 20 + 1);
    const auto dear = parted(lines, on, list_prices(on));
    ASSERT_FALSE(dear);
    EXPECT_EQ(dear.error(), wrong_basket);
    EXPECT_EQ(dear.error().violations.at(0).code, "too_much_money");
    lines.push_back({{99}, whole(1)});
    on.push_back(terms(99, 99, 1));
    const auto wide = parted(lines, on, list_prices(on));
    ASSERT_FALSE(wide);
    EXPECT_EQ(wide.error().violations.at(0).code, "too_many_orders");
}

RC_GTEST_PROP(Basket, LosesNoDongInItsParts, ()) {
    const auto count = *rc::gen::inRange<std::size_t>(1, 100);
    std::vector<BasketLine> lines;
    std::vector<OfferTerms> on;
    std::int64_t expected = 0;
    for (std::uint64_t offer = 1; offer <= count; ++offer) {
        const auto price = *rc::gen::inRange<std::int64_t>(0, 10'000'000);
        const auto quantity = Decimal{*rc::gen::inRange<std::int64_t>(1, 1'000'000)};
        lines.push_back({{offer}, quantity});
        on.push_back(terms(offer, *rc::gen::inRange<std::uint64_t>(1, most_orders + 1), price));
        expected += (price * quantity.thousandths + 500) / 1000;
    }
    const auto parts = parted(lines, on, list_prices(on));
    RC_ASSERT(parts.has_value());
    std::int64_t total = 0;
    std::size_t lines_seen = 0;
    for (const auto& part : *parts) {
        total += part.total().minor;
        lines_seen += part.lines.size();
    }
    RC_ASSERT(total == expected);
    RC_ASSERT(lines_seen == count);
}

TEST(Recipient, IsTidiedOrToldEverythingThatIsWrong) {
    Recipient ann{"Ann", "0912 345.678", "12 Hàng Bạc", std::nullopt, "bac giang"};
    std::vector<Violation> violations;
    tidy(ann, violations);
    EXPECT_TRUE(violations.empty());
    EXPECT_EQ(ann.phone, "+84912345678");
    EXPECT_EQ(ann.province, "24") << "Bắc Giang is part of Bắc Ninh since July 2025";
    Recipient nobody{"?", "call me", "12 Hàng Bạc", std::nullopt, "Atlantis"};
    tidy(nobody, violations);
    ASSERT_EQ(violations.size(), 2U);
    EXPECT_EQ(violations[0].pointer, "/recipient/phone");
    EXPECT_EQ(violations[1].pointer, "/recipient/province");
}

}  // namespace
}  // namespace chophien::orders
