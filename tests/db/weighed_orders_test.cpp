// Ordered by the piece, paid by what the scales say.
#include "catalog/refusals.hpp"
#include "orders/refusals.hpp"
#include "tests/given/orders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien {
namespace {

using given::granted;
using orders::Method;
using orders::PaymentState;
using orders::State;
using testing::ElementsAre;
using testing::UnorderedElementsAre;

const Quantity two_kilograms{whole(2), unit_from("KGM")};

struct WeighedOrders : testing::Test {
    given::Fair fair;
    accounts::Caller coop = fair.cooperative();
    accounts::Caller ann = fair.consumer();

    /// A chicken of about two kilograms, within ten percent, at 100,000 đ a kilogram.
    given::Goods chickens() {
        const auto product =
            granted(fair.does(&catalog::create, coop, {.name = "Gà đồi", .set = 2, .province = "19"}));
        const auto offer = granted(fair.does(&catalog::create_offer, coop, chicken_of(product.id)));
        granted(fair.does(&catalog::publish, coop, {product.id}));
        return {coop, product.id, offer.id};
    }

    static catalog::CreateOffer chicken_of(catalog::ProductId product) {
        return {
            .product = product,
            .pack = "Con làm sẵn",
            .unit = unit_from("H87"),
            .content = two_kilograms,
            .price = vnd(100'000),
            .stock = whole(20),
            .pricing_unit = unit_from("KGM"),
            .tolerance_percent = 10};
    }

    /// Paid, where it is to be, and confirmed.
    orders::OrderView three_chickens(const given::Goods& goods, Method method) {
        const auto placed = fair.places(ann, given::Fair::basket({{goods.offer, 3}}, method));
        if (method == Method::bank_transfer) fair.transfer_comes(placed.payment);
        return granted(fair.does(&orders::confirm, coop, {placed.orders.at(0).id}));
    }

    Result<orders::OrderView> packs(
        const orders::OrderView& order, traceability::LotId lot, std::optional<Decimal> weight
    ) {
        auto wish = given::Fair::packing(order, {lot});
        wish.lines.at(0).weight = weight;
        return fair.does(&orders::pack, coop, wish);
    }
};

TEST_F(WeighedOrders, TheBuyerPaysTheMostAndGetsBackWhatTheScalesDoNotSay) {
    const auto goods = chickens();
    const auto cost = granted(fair.does(&orders::price, ann, {{{goods.offer, whole(3)}}}));
    const auto& line = cost.sellers.at(0).lines.at(0);
    ASSERT_TRUE(line.weighed.has_value());
    EXPECT_EQ(line.weighed->usual, whole(6));
    EXPECT_EQ(line.weighed->most, *decimal_from("6.6"));
    EXPECT_EQ(line.weighed->usual_total, vnd(600'000));
    EXPECT_EQ(cost.total, vnd(660'000)) << "nothing over that is ever paid";

    const auto order = three_chickens(goods, Method::bank_transfer);
    const auto packed = granted(packs(order, fair.lot(goods, 50, "H87"), decimal_from("5.745")));
    EXPECT_EQ(packed.lines.at(0).total, vnd(574'500));
    EXPECT_EQ(packed.lines.at(0).weighed->weight, decimal_from("5.745"));
    EXPECT_EQ(packed.total, vnd(574'500));
    EXPECT_EQ(packed.payment.state, PaymentState::paid);
    auto money = fair.money_of(order.id);
    EXPECT_EQ(money.in_escrow, vnd(574'500));
    EXPECT_EQ(money.refunded, vnd(85'500));

    granted(fair.does(&orders::ship, coop, {order.id, "Xe của HTX", {}}));
    granted(fair.does(&orders::deliver, coop, {order.id, "Ann"}));
    const auto closed = granted(fair.does(&orders::accept, ann, {order.id}));
    EXPECT_EQ(closed.payment.state, PaymentState::released);
    money = fair.money_of(order.id);
    EXPECT_EQ(money.released, vnd(574'500));
    EXPECT_EQ(money.in_escrow, vnd(0));
    EXPECT_TRUE(fair.books_balance());
}

TEST_F(WeighedOrders, AtTheDoorTheWeightIsWhatIsCollected) {
    const auto goods = chickens();
    const auto order = three_chickens(goods, Method::cash_on_delivery);
    granted(packs(order, fair.lot(goods, 50, "H87"), decimal_from("5.4")));
    granted(fair.does(&orders::ship, coop, {order.id, "Xe của HTX", {}}));
    const auto delivered = granted(fair.does(&orders::deliver, coop, {order.id, "Ann"}));
    EXPECT_EQ(delivered.payment.captured, vnd(540'000));
    EXPECT_EQ(delivered.payment.refunded, vnd(0));
    EXPECT_EQ(granted(fair.does(&orders::accept, ann, {order.id})).payment.state, PaymentState::released);
    EXPECT_TRUE(fair.books_balance());
}

TEST_F(WeighedOrders, CalledOffAfterWeighingEverythingGoesBack) {
    const auto goods = chickens();
    const auto order = three_chickens(goods, Method::bank_transfer);
    granted(packs(order, fair.lot(goods, 50, "H87"), decimal_from("6.6")));
    EXPECT_EQ(fair.money_of(order.id).refunded, vnd(0)) << "the scales said the most";
    granted(fair.does(&orders::cancel, coop, {order.id, "Hết điện kho lạnh"}));
    EXPECT_EQ(fair.money_of(order.id).refunded, vnd(660'000));
    EXPECT_EQ(fair.stock_of(goods).reserved, whole(0));
    EXPECT_TRUE(fair.books_balance());
}

TEST_F(WeighedOrders, AWeightOutsideTheToleranceOrNoneAtAllIsRefusedAndNothingMoves) {
    const auto goods = chickens();
    const auto order = three_chickens(goods, Method::bank_transfer);
    const auto lot = fair.lot(goods, 50, "H87");
    for (const auto& weight : {decimal_from("5.399"), decimal_from("6.601"), std::optional<Decimal>()}) {
        const auto refused = packs(order, lot, weight);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().why, &orders::wrong_packing);
        EXPECT_EQ(refused.error().violations.at(0).pointer, "/lines/0/weight");
    }
    EXPECT_EQ(fair.left_in(goods, lot), whole(50));
    EXPECT_EQ(fair.money_of(order.id).refunded, vnd(0));
    granted(packs(order, lot, whole(6)));
    EXPECT_TRUE(packs(order, lot, whole(6))) << "the same again is answered";
    EXPECT_EQ(packs(order, lot, decimal_from("6.1")).error().why, &orders::done_otherwise);
    EXPECT_EQ(fair.money_of(order.id).refunded, vnd(60'000)) << "once";
}

TEST_F(WeighedOrders, APriceByWeightNeedsACountedPieceItsContentAndATolerance) {
    const auto product = granted(fair.does(&catalog::create, coop, {.name = "Gà đồi", .set = 2}));
    const auto faults = [&](const catalog::CreateOffer& wish) {
        const auto refused = fair.does(&catalog::create_offer, coop, wish);
        std::vector<std::string> found;
        if (!refused)
            for (const auto& one : refused.error().violations)
                found.push_back(one.pointer + ' ' + std::string(one.code));
        return found;
    };
    auto wish = chicken_of(product.id);
    wish.unit = unit_from("KGM");
    wish.content.reset();
    wish.tolerance_percent.reset();
    EXPECT_THAT(
        faults(wish),
        UnorderedElementsAre(
            "/pricing_unit not_counted", "/content not_measured", "/tolerance_percent out_of_range"
        )
    );
    wish = chicken_of(product.id);
    wish.pricing_unit = unit_from("LTR");
    EXPECT_THAT(faults(wish), ElementsAre("/content not_measured")) << "kilograms are no litres";
    wish = chicken_of(product.id);
    wish.pricing_unit = unit_from("XBX");
    EXPECT_THAT(faults(wish), UnorderedElementsAre("/pricing_unit not_a_measure", "/content not_measured"));
    wish = chicken_of(product.id);
    wish.pricing_unit.reset();
    EXPECT_THAT(faults(wish), ElementsAre("/tolerance_percent needs_pricing_unit"));
}

TEST_F(WeighedOrders, ListsAndPagesSayThePriceOfAKilogram) {
    const auto goods = chickens();
    const auto page =
        granted(fair.transact([](db::Transaction& tx) { return catalog::list_products(tx, {}, {}); }));
    EXPECT_EQ(page.data.at(0).unit, unit_from("KGM"));
    const auto product = granted(fair.does(&catalog::show_product, {}, {goods.product}));
    EXPECT_EQ(product.offers.at(0).pricing_unit, unit_from("KGM"));
    EXPECT_EQ(product.offers.at(0).tolerance_percent, 10);
}

}  // namespace
}  // namespace chophien
