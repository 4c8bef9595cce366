// Which price a buyer pays, as a table and as properties.
#include "catalog/pricing/price.hpp"

#include "catalog/pricing/price_lists.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace chophien::catalog::pricing {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto own_price = vnd(100'000);

Tier tier(std::uint64_t list, Audience audience, std::int64_t from, std::int64_t price) {
    return {{list}, audience, whole(from), vnd(price)};
}

Discount percent(std::uint64_t promotion, std::int32_t percent, std::optional<std::int64_t> uses = {}) {
    return {{promotion}, percent, {}, uses};
}

Discount amount(std::uint64_t promotion, std::int64_t off) { return {{promotion}, {}, vnd(off), {}}; }

struct Case {
    std::string says;
    std::vector<Tier> tiers;
    std::vector<Discount> discounts;
    std::int64_t quantity;
    std::int64_t price;
    PriceReason reason;
};

TEST(Price, IsTheLowestThatSpeaksToTheBuyerAndOfEqualOnesTheMostSpecific) {
    using enum Audience;
    using enum PriceReason;
    const std::vector<Case> table{
        {"nothing else", {}, {}, 1, 100'000, PriceReason::list_price},
        {"a tier not reached", {tier(1, everyone, 10, 90'000)}, {}, 9, 100'000, PriceReason::list_price},
        {"a tier just reached", {tier(1, everyone, 10, 90'000)}, {}, 10, 90'000, public_list},
        {"the highest tier",
         {tier(1, everyone, 10, 90'000), tier(1, everyone, 50, 80'000)},
         {},
         70,
         80'000,
         public_list},
        {"a list above the list price",
         {tier(1, buyers, 1, 120'000)},
         {},
         1,
         100'000,
         PriceReason::list_price},
        {"the list price again, for a buyer", {tier(1, buyers, 1, 100'000)}, {}, 1, 100'000, buyer_list},
        {"buyers before kind when equal",
         {tier(1, kind, 1, 90'000), tier(2, buyers, 1, 90'000)},
         {},
         1,
         90'000,
         buyer_list},
        {"a cheaper kind before buyers",
         {tier(1, kind, 1, 89'999), tier(2, buyers, 1, 90'000)},
         {},
         1,
         89'999,
         kind_list},
        {"ten per cent", {}, {percent(1, 10)}, 1, 90'000, promotion},
        {"an amount", {}, {amount(1, 15'000)}, 1, 85'000, promotion},
        {"an amount over half takes half", {}, {amount(1, 80'000)}, 1, 50'000, promotion},
        {"off the public tier", {tier(1, everyone, 10, 80'000)}, {percent(1, 10)}, 10, 72'000, promotion},
        {"not off a private list", {tier(1, buyers, 1, 80'000)}, {percent(1, 10)}, 1, 80'000, buyer_list},
        {"not one off another", {}, {percent(1, 10), percent(2, 20)}, 1, 80'000, promotion},
        {"a kind before a promotion when equal",
         {tier(1, kind, 1, 90'000)},
         {percent(1, 10)},
         1,
         90'000,
         kind_list},
        {"a promotion used up", {}, {percent(1, 10, 0)}, 1, 100'000, PriceReason::list_price},
    };
    for (const auto& row : table) {
        const auto price = price_at(own_price, whole(row.quantity), row.tiers, row.discounts);
        EXPECT_EQ(price.price, vnd(row.price)) << row.says;
        EXPECT_EQ(price.reason, row.reason) << row.says;
        EXPECT_EQ(price.list.has_value(), row.reason != PriceReason::list_price && row.reason != promotion)
            << row.says;
        EXPECT_EQ(price.promotion.has_value(), row.reason == promotion) << row.says;
        EXPECT_EQ(price.list_price, own_price) << row.says;
    }
}

TEST(Price, TellsWhatItUsesUp) {
    const std::vector limited{percent(1, 10, 3)};
    EXPECT_TRUE(price_at(own_price, whole(1), {}, limited).uses_one);
    const std::vector cheaper{tier(1, Audience::buyers, 1, 90'000)};
    EXPECT_FALSE(price_at(own_price, whole(1), cheaper, limited).uses_one) << "the private list is as low";
    EXPECT_FALSE(price_at(vnd(1), whole(1), {}, limited).uses_one) << "ten per cent of one đồng is nothing";
}

TEST(Price, OfEqualOnesTheOlderIdWins) {
    const std::vector tiers{tier(7, Audience::buyers, 1, 90'000), tier(3, Audience::buyers, 1, 90'000)};
    EXPECT_EQ(price_at(own_price, whole(1), tiers, {}).list, PriceListId{3});
    const std::vector discounts{percent(9, 10), percent(4, 10)};
    EXPECT_EQ(price_at(own_price, whole(1), {}, discounts).promotion, PromotionId{4});
}

TEST(Price, StepsSayEveryPriceOnce) {
    const std::vector tiers{
        tier(1, Audience::everyone, 10, 90'000),
        tier(1, Audience::everyone, 20, 90'000),
        tier(1, Audience::everyone, 50, 80'000),
        tier(2, Audience::buyers, 1, 85'000)};
    const auto steps = steps_of(own_price, whole(5), tiers, {});
    std::vector<std::string> said;
    for (const auto& step : steps)
        said.push_back(
            text_of(step.from) + " " + std::to_string(step.price.minor) + " " +
            std::string(json::name_of(step.reason))
        );
    EXPECT_THAT(said, ElementsAre("5 85000 buyer_list", "50 80000 public_list"));
}

TEST(Tiers, AreRefusedWhereMoreWouldCostMoreApiece) {
    const auto& kilogram = *unit_from("kg");
    const auto& box = *unit_from("thùng");
    const auto codes = [](const std::vector<TierWish>& tiers, const Unit& unit) {
        std::vector<std::string> found;
        for (const auto& fault : faults_of(tiers, unit))
            found.push_back(fault.pointer + " " + std::string(fault.code));
        return found;
    };
    EXPECT_THAT(codes({{whole(1), vnd(9)}, {whole(2), vnd(9)}, {whole(3), vnd(8)}}, box), IsEmpty());
    EXPECT_THAT(
        codes({{whole(1), vnd(9)}, {whole(2), vnd(10)}}, box), ElementsAre("/tiers/1/price dearer_than_fewer")
    );
    EXPECT_THAT(
        codes({{whole(2), vnd(9)}, {whole(2), vnd(9)}, {whole(1), vnd(0)}}, box),
        ElementsAre("/tiers/1/from not_rising", "/tiers/2/price out_of_range", "/tiers/2/from not_rising")
    );
    EXPECT_THAT(codes({{Decimal{1500}, vnd(9)}}, box), ElementsAre("/tiers/0/from not_whole"));
    EXPECT_THAT(codes({{Decimal{1500}, vnd(9)}}, kilogram), IsEmpty());
}

TEST(Validity, IsHalfOpen) {
    const auto noon = Instant(std::chrono::hours(12));
    const Validity validity{noon, noon + std::chrono::hours(1)};
    const std::chrono::microseconds moment(1);
    EXPECT_EQ(standing_of(validity, noon - moment), Standing::upcoming);
    EXPECT_EQ(standing_of(validity, noon), Standing::in_force);
    EXPECT_EQ(standing_of(validity, validity.until - moment), Standing::in_force);
    EXPECT_EQ(standing_of(validity, validity.until), Standing::ended);
    EXPECT_EQ(next_turn(validity, noon - moment), noon);
    EXPECT_EQ(next_turn(validity, noon), validity.until);
    EXPECT_FALSE(next_turn(validity, validity.until));
    EXPECT_FALSE(next_turn({noon, never}, noon));
}

// Lists as sellers may write them: quantities rise, prices do not.
std::vector<Tier> some_tiers() {
    std::vector<Tier> tiers;
    const auto lists = *rc::gen::inRange<std::uint64_t>(0, 5);
    for (std::uint64_t list = 1; list <= lists; ++list) {
        const auto audience = static_cast<Audience>(*rc::gen::inRange(0, 3));
        std::int64_t from = 0;
        std::int64_t price = *rc::gen::inRange<std::int64_t>(1, 200'000);
        const auto count = *rc::gen::inRange(1, 5);
        for (int at = 0; at < count; ++at) {
            from += *rc::gen::inRange<std::int64_t>(1, 20);
            tiers.push_back(tier(list, audience, from, price));
            price = std::max<std::int64_t>(1, price - *rc::gen::inRange<std::int64_t>(0, 20'000));
        }
    }
    return tiers;
}

std::vector<Discount> some_discounts() {
    std::vector<Discount> discounts;
    const auto count = *rc::gen::inRange<std::uint64_t>(0, 4);
    for (std::uint64_t id = 1; id <= count; ++id)
        discounts.push_back(
            *rc::gen::arbitrary<bool>() ? percent(id, *rc::gen::inRange(1, 51))
                                        : amount(id, *rc::gen::inRange<std::int64_t>(1, 200'000))
        );
    return discounts;
}

RC_GTEST_PROP(Price, IsNeverOverTheListPriceAndAlwaysOverZero, ()) {
    const auto listed = vnd(*rc::gen::inRange<std::int64_t>(1, 200'000));
    const auto price =
        price_at(listed, whole(*rc::gen::inRange<std::int64_t>(1, 100)), some_tiers(), some_discounts());
    RC_ASSERT(price.price <= listed);
    RC_ASSERT(price.price.minor >= 1);
}

RC_GTEST_PROP(Price, OfMoreIsNeverHigherApiece, ()) {
    const auto listed = vnd(*rc::gen::inRange<std::int64_t>(1, 200'000));
    const auto tiers = some_tiers();
    const auto discounts = some_discounts();
    auto before = price_at(listed, whole(1), tiers, discounts).price;
    for (std::int64_t quantity = 2; quantity <= 90; ++quantity) {
        const auto now = price_at(listed, whole(quantity), tiers, discounts).price;
        RC_ASSERT(now <= before);
        before = now;
    }
}

RC_GTEST_PROP(Price, IsWhatTheStepsSay, ()) {
    const auto listed = vnd(*rc::gen::inRange<std::int64_t>(1, 200'000));
    const auto tiers = some_tiers();
    const auto discounts = some_discounts();
    const auto steps = steps_of(listed, whole(1), tiers, discounts);
    const auto quantity = whole(*rc::gen::inRange<std::int64_t>(1, 100));
    auto told = steps.front();
    for (const auto& step : steps)
        if (step.from <= quantity) told = step;
    RC_ASSERT(told.price == price_at(listed, quantity, tiers, discounts).price);
}

RC_GTEST_PROP(Price, OfAPromotionTakesOffAtMostHalf, ()) {
    const auto listed = vnd(*rc::gen::inRange<std::int64_t>(1, Money::limit));
    for (const auto& discount : some_discounts()) {
        const auto left = less(listed, discount);
        RC_ASSERT(left <= listed);
        RC_ASSERT(left.minor * 2 >= listed.minor);
    }
}

}  // namespace
}  // namespace chophien::catalog::pricing
