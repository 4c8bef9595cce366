// The life of orders, from basket to the seller's money, and every way out of it.
#include "orders/refusals.hpp"
#include "payments/refusals.hpp"
#include "tests/given/orders.hpp"
#include "traceability/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chophien::orders {
namespace {

using accounts::Caller;
using given::Goods;
using given::granted;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr auto transfer = Method::bank_transfer;
constexpr auto door = Method::cash_on_delivery;

struct OrderLife : testing::Test {
    given::Fair given;
    Caller coop = given.cooperative("HTX Đồi Xanh");
    Caller ann = given.consumer("Chị Ann");
    Goods pomelo = given.goods(coop, 100, 35'000);

    OrderId placed(Method method = transfer, std::int64_t quantity = 3) {
        const auto basket = given.places(ann, given.basket({{pomelo.offer, quantity}}, method));
        attempt = basket.payment;
        return basket.orders.at(0).id;
    }

    OrderId confirmed(Method method = transfer) {
        const auto order = placed(method);
        if (method == transfer) given.transfer_comes(attempt);
        granted(given.does(&confirm, coop, {order}));
        return order;
    }

    OrderId packed(Method method = transfer) {
        const auto order = confirmed(method);
        lot = given.lot(pomelo);
        granted(given.does(&pack, coop, given.packing(given.sees(coop, order), {lot})));
        return order;
    }

    OrderId shipped(Method method = transfer) {
        const auto order = packed(method);
        granted(given.does(&ship, coop, {order, "Viettel Post", "VT123"}));
        return order;
    }

    OrderId delivered(Method method = transfer) {
        const auto order = shipped(method);
        granted(given.does(&deliver, coop, {order, "Chị Ann"}));
        return order;
    }

    given::Fair::Stock stock(std::int64_t on_hand, std::int64_t reserved) {
        return {whole(on_hand), whole(reserved)};
    }

    payments::Attempt attempt;
    traceability::LotId lot;
};

std::vector<std::string> steps_in(const OrderView& order) {
    std::vector<std::string> steps;
    for (const auto& event : order.history)
        steps.push_back(
            std::string(json::name_of(event.state)) + " by " + std::string(json::name_of(event.by))
        );
    return steps;
}

template <class T>
std::string refusal_of(const Result<T>& result) {
    return result ? "granted" : std::string(result.error().why->code);
}

TEST_F(OrderLife, APrepaidOrderGoesFromBasketToTheSellersMoney) {
    const auto order = delivered();
    const auto seen = given.sees(ann, order);
    EXPECT_EQ(seen.state, State::delivered);
    EXPECT_EQ(seen.total, vnd(105'000));
    EXPECT_EQ(seen.payment.state, PaymentState::paid);
    EXPECT_EQ(seen.inspection_until, given.clock.now() + std::chrono::hours(72));
    EXPECT_EQ(seen.lines.at(0).lots.at(0).lot, lot);
    EXPECT_EQ(seen.carrier, "Viettel Post");
    EXPECT_EQ(given.stock_of(pomelo), stock(97, 0));
    EXPECT_EQ(given.left_in(pomelo, lot), whole(997));

    given.clock.advance(std::chrono::hours(71));
    EXPECT_EQ(given.closes(), 0U);
    given.clock.advance(std::chrono::hours(1));
    EXPECT_EQ(given.closes(), 1U);
    EXPECT_EQ(given.closes(), 0U);
    const auto closed = given.sees(ann, order);
    EXPECT_EQ(closed.payment.state, PaymentState::released);
    EXPECT_EQ(given.money_of(order).in_escrow, vnd(0));
    EXPECT_THAT(
        steps_in(closed),
        ElementsAre(
            "placed by buyer",
            "confirmed by seller",
            "packed by seller",
            "shipped by seller",
            "delivered by seller",
            "closed by market"
        )
    );
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, CashOnDeliveryIsOwedFromTheDoorAndClosedByTheBuyersAcceptance) {
    const auto order = shipped(door);
    EXPECT_EQ(given.sees(coop, order).payment.state, PaymentState::unpaid);
    EXPECT_EQ(refusal_of(given.does(&accept, ann, {order})), "orders/pay-at-the-door");
    granted(given.does(&deliver, coop, {order, "Chị Ann"}));
    EXPECT_EQ(given.money_of(order).in_escrow, vnd(105'000));
    EXPECT_EQ(granted(given.does(&accept, ann, {order})).state, State::closed);
    EXPECT_EQ(given.money_of(order).released, vnd(105'000));
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, TheBuyerMayAcceptAPrepaidParcelBeforeTheSellerReportsIt) {
    const auto order = shipped();
    EXPECT_EQ(granted(given.does(&accept, ann, {order})).state, State::closed);
    EXPECT_EQ(refusal_of(given.does(&deliver, coop, {order, "ai đó"})), "orders/wrong-state");
    EXPECT_EQ(given.closes(), 0U);
}

TEST_F(OrderLife, ABasketOverTwoCooperativesIsTwoOrdersAndOnePayment) {
    const auto other = given.cooperative("HTX Suối Trong");
    const auto honey = given.goods(other, 10, 200'000);
    const auto tea = given.goods(coop, 10, 50'000);
    const auto basket =
        given.places(ann, given.basket({{pomelo.offer, 1}, {honey.offer, 2}, {tea.offer, 1}}));
    ASSERT_EQ(basket.orders.size(), 2U);
    EXPECT_EQ(basket.total, vnd(485'000));
    EXPECT_EQ(basket.payment.amount, vnd(485'000));
    EXPECT_FALSE(basket.follow_code) << "she is signed in";
    const auto& first = basket.orders[0];
    EXPECT_EQ(first.part.seller, coop.organisation);
    EXPECT_EQ(first.part.lines.size(), 2U);
    EXPECT_EQ(first.part.total, vnd(85'000));
    given.transfer_comes(basket.payment);
    EXPECT_EQ(given.money_of(first.id).in_escrow, vnd(85'000));
    EXPECT_EQ(given.money_of(basket.orders[1].id).in_escrow, vnd(400'000));

    granted(given.does(&cancel, other, {basket.orders[1].id, "hết mật"}));
    EXPECT_EQ(given.money_of(basket.orders[1].id).refunded, vnd(400'000));
    EXPECT_EQ(given.money_of(first.id).in_escrow, vnd(85'000)) << "the other order is untouched";
    EXPECT_EQ(granted(given.does(&confirm, coop, {first.id})).state, State::confirmed);
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, EverythingWrongWithABasketIsSaidAtOnceAndNothingIsKept) {
    const auto dear = given.goods(coop, 5, 1'000);
    auto wish = given.basket({{pomelo.offer, 1}, {dear.offer, 6}, {catalog::OfferId{77}, 1}});
    wish.lines[0].quantity = *decimal_from("0.5");
    wish.recipient.province = "Atlantis";
    const auto refused = given.does(&place, ann, wish);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), wrong_basket);
    std::vector<std::string> found;
    for (const auto& one : refused.error().violations)
        found.push_back(one.pointer + ' ' + std::string(one.code));
    EXPECT_THAT(
        found,
        ElementsAre(
            "/lines/0/quantity not_whole",
            "/lines/0/quantity below_minimum",
            "/lines/1/quantity sold_out",
            "/lines/2/offer not_on_sale",
            "/recipient/province unknown_province"
        )
    );
    EXPECT_EQ(given.stock_of(pomelo), stock(100, 0));
    EXPECT_TRUE(granted(given.does(&list_orders, ann, {})).data.empty());
    EXPECT_EQ(refusal_of(given.does(&price, ann, {wish.lines})), "orders/wrong-basket");
}

TEST_F(OrderLife, ABasketCostsWhatItsPriceSaidAndPricesAreKept) {
    const auto wish = given.basket({{pomelo.offer, 3}});
    const auto told = granted(given.does(&price, given.guest(), {wish.lines}));
    EXPECT_EQ(told.total, vnd(105'000));
    EXPECT_EQ(told.sellers.at(0).delivery, vnd(0));
    EXPECT_EQ(told.sellers.at(0).lines.at(0).price_reason, PriceReason::list_price);
    const auto order = placed();
    granted(given.does(&catalog::change_offer, coop, {.offer = pomelo.offer, .price = vnd(99'000)}));
    EXPECT_EQ(given.sees(ann, order).lines.at(0).price, vnd(35'000));
    EXPECT_EQ(given.sees(ann, order).total, vnd(105'000));
}

TEST_F(OrderLife, AGuestFollowsHerOrderWithTheCodeAndNobodyElseDoes) {
    const auto basket = given.places(given.guest(), given.basket({{pomelo.offer, 2}}));
    const auto& number = basket.orders[0].number;
    ASSERT_TRUE(basket.follow_code);
    const auto seen = granted(given.does(&follow, given.guest(), {number, *basket.follow_code}));
    EXPECT_EQ(seen.id, basket.orders[0].id);
    EXPECT_EQ(seen.recipient.phone, "+84912345678");
    EXPECT_EQ(seen.payment.attempt->memo_code, basket.payment.memo_code);
    EXPECT_FALSE(seen.buyer);
    const auto anns = given.places(ann, given.basket({{pomelo.offer, 1}}));
    const std::string wrong_code = *basket.follow_code == "0000-0000-0000-0000" ? "1" : "0000-0000-0000-0000";
    EXPECT_EQ(refusal_of(given.does(&follow, given.guest(), {number, wrong_code})), "orders/no-such-order");
    EXPECT_EQ(
        refusal_of(given.does(&follow, given.guest(), {"26-0000-0000-0", *basket.follow_code})),
        "orders/no-such-order"
    );
    EXPECT_EQ(
        refusal_of(given.does(&follow, given.guest(), {anns.orders[0].number, *basket.follow_code})),
        "orders/no-such-order"
    );
    EXPECT_EQ(
        refusal_of(given.does(&follow, given.guest(), {anns.orders[0].number, "no follow code"})),
        "orders/no-such-order"
    );
    EXPECT_EQ(refusal_of(given.does(&show, given.guest(), {seen.id})), "orders/no-such-order");
    EXPECT_EQ(refusal_of(given.does(&show, ann, {seen.id})), "orders/no-such-order");

    EXPECT_EQ(
        refusal_of(given.does(&cancel_followed, given.guest(), {number, wrong_code, {}})),
        "orders/no-such-order"
    );
    const auto off =
        granted(given.does(&cancel_followed, given.guest(), {number, *basket.follow_code, "đổi ý"}));
    EXPECT_EQ(off.state, State::cancelled);
    EXPECT_EQ(off.history.back().note, "đổi ý");
    EXPECT_EQ(given.stock_of(pomelo), stock(100, 1));
}

TEST_F(OrderLife, OnlyItsTwoSidesSeeAnOrderAndEachDoesItsOwnPart) {
    const auto order = placed();
    const auto stranger = given.cooperative("HTX Khác");
    EXPECT_EQ(refusal_of(given.does(&show, stranger, {order})), "orders/no-such-order");
    EXPECT_EQ(refusal_of(given.does(&confirm, stranger, {order})), "orders/no-such-order");
    EXPECT_EQ(refusal_of(given.does(&cancel, stranger, {order, "vì"})), "orders/no-such-order");
    EXPECT_EQ(refusal_of(given.does(&confirm, ann, {order})), "orders/not-yours-to-do");
    EXPECT_EQ(refusal_of(given.does(&accept, coop, {order})), "orders/not-yours-to-do");
    const auto recorder = given.colleague(coop, accounts::Role::recorder);
    EXPECT_EQ(refusal_of(given.does(&cancel, recorder, {order, "vì"})), "orders/not-yours-to-do");
    EXPECT_EQ(refusal_of(given.does(&list_sales, recorder, {})), "orders/not-yours-to-do");
    EXPECT_EQ(given.sees(coop, order).recipient.name, "Nguyễn Thị Ann");
    EXPECT_FALSE(given.sees(coop, order).payment.attempt) << "paying is the buyer's";
    EXPECT_EQ(given.sees(coop, order).buyer_kind, BuyerKind::consumer);
    const auto market = given.retailer();
    const auto theirs = given.places(market, given.basket({{pomelo.offer, 1}})).orders[0].id;
    EXPECT_EQ(given.sees(coop, theirs).buyer_kind, BuyerKind::business);
    EXPECT_EQ(given.sees(given.colleague(market, accounts::Role::finance), theirs).id, theirs);
}

TEST_F(OrderLife, NobodyBuysWithoutTheRightToOrOfHerself) {
    const auto wish = given.basket({{pomelo.offer, 1}});
    const auto market = given.retailer();
    EXPECT_EQ(
        refusal_of(given.does(&place, given.colleague(market, accounts::Role::viewer), wish)),
        "orders/may-not-buy"
    );
    EXPECT_EQ(refusal_of(given.does(&place, given.suspended(market), wish)), "orders/may-not-buy");
    const auto own = given.does(&place, coop, wish);
    ASSERT_FALSE(own);
    EXPECT_EQ(own.error().violations.at(0).code, "own_goods");
}

TEST_F(OrderLife, ATransferMustComeInFullBeforeTheSellerConfirms) {
    const auto order = placed();
    EXPECT_EQ(refusal_of(given.does(&confirm, coop, {order})), "orders/not-paid");
    given.transfer_comes(attempt, vnd(104'999));
    EXPECT_EQ(refusal_of(given.does(&confirm, coop, {order})), "orders/not-paid");
    EXPECT_EQ(given.sees(ann, order).payment.state, PaymentState::part_paid);
    given.transfer_comes(attempt, vnd(1));
    EXPECT_EQ(granted(given.does(&confirm, coop, {order})).payment.state, PaymentState::paid);
}

TEST_F(OrderLife, CreditFromACancelledOrderPaysTheNextAtOnce) {
    const auto first = placed();
    EXPECT_EQ(
        refusal_of(given.does(&place, ann, given.basket({{pomelo.offer, 1}}, Method::buyer_credit))),
        "payments/not-enough-credit"
    );
    given.transfer_comes(attempt);
    granted(given.does(&cancel, ann, {first, std::nullopt}));
    EXPECT_EQ(given.sees(ann, first).payment.state, PaymentState::refunded);
    const auto second =
        given.places(ann, given.basket({{pomelo.offer, 3}}, Method::buyer_credit)).orders[0].id;
    EXPECT_EQ(given.sees(ann, second).payment.state, PaymentState::paid);
    EXPECT_EQ(granted(given.does(&confirm, coop, {second})).state, State::confirmed);
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, ACommandGivenAgainAnswersTheSameOrder) {
    const auto order = packed();
    const auto before = given.sees(coop, order);
    const auto again = granted(given.does(&pack, coop, given.packing(before, {lot})));
    EXPECT_EQ(again.version, before.version);
    EXPECT_EQ(given.left_in(pomelo, lot), whole(997)) << "drawn once";
    const auto other_lot = given.lot(pomelo);
    EXPECT_EQ(
        refusal_of(given.does(&pack, coop, given.packing(before, {other_lot}))), "orders/done-otherwise"
    );
    EXPECT_EQ(refusal_of(given.does(&confirm, coop, {order})), "orders/wrong-state");
    granted(given.does(&ship, coop, {order, "Viettel Post", "VT1"}));
    EXPECT_EQ(granted(given.does(&ship, coop, {order, "Viettel Post", "VT1"})).version, 4);
    EXPECT_EQ(refusal_of(given.does(&ship, coop, {order, "GHN", "VT1"})), "orders/done-otherwise");
    granted(given.does(&deliver, coop, {order, "Chị Ann"}));
    EXPECT_EQ(granted(given.does(&deliver, coop, {order, "Chị Ann"})).version, 5);
    EXPECT_EQ(refusal_of(given.does(&deliver, coop, {order, "hàng xóm"})), "orders/done-otherwise");
    granted(given.does(&accept, ann, {order}));
    EXPECT_EQ(granted(given.does(&accept, ann, {order})).version, 6);
    EXPECT_EQ(given.stock_of(pomelo), stock(97, 0));
}

TEST_F(OrderLife, PackingCoversEveryLineOutOfLotsOfItsProductOrSaysWhatIsWrong) {
    const auto order = confirmed();
    const auto seen = given.sees(coop, order);
    const auto small = given.lot(pomelo, 1);
    const auto tea = given.goods(coop, 10, 1'000);
    const auto tea_lot = given.lot(tea);
    const auto foreign = given.lot(given.goods(given.cooperative("HTX Khác"), 1, 1'000));
    const auto packing = [&](std::vector<LotShare> lots) { return PackOrder{order, {{1, std::move(lots)}}}; };
    EXPECT_EQ(refusal_of(given.does(&pack, coop, packing({{small, whole(2)}}))), "orders/wrong-packing");
    const auto refused =
        given.does(&pack, coop, packing({{small, whole(1)}, {tea_lot, whole(1)}, {foreign, whole(1)}}));
    ASSERT_FALSE(refused);
    std::vector<std::string> found;
    for (const auto& one : refused.error().violations)
        found.push_back(one.pointer + ' ' + std::string(one.code));
    EXPECT_THAT(
        found,
        testing::UnorderedElementsAre(
            "/lines/0/lots/1 " + std::string(traceability::wrong_product.code),
            "/lines/0/lots/2 " + std::string(traceability::unknown_lot.code)
        )
    );
    EXPECT_EQ(given.left_in(pomelo, small), whole(1)) << "nothing was drawn";
    EXPECT_EQ(
        refusal_of(given.does(&pack, coop, packing({{small, whole(3)}}))),
        std::string(traceability::lot_exhausted.code)
    );
    const auto big = given.lot(pomelo, 50);
    const auto done = granted(given.does(&pack, coop, packing({{small, whole(1)}, {big, whole(2)}})));
    EXPECT_EQ(done.state, State::packed);
    EXPECT_EQ(done.lines[0].lots.size(), 2U);
    EXPECT_EQ(given.left_in(pomelo, small), whole(0));
    EXPECT_EQ(given.left_in(pomelo, big), whole(48));
}

TEST_F(OrderLife, CancellingBringsBackStockLotsAndMoneyAndHasItsLastMoment) {
    const auto order = packed();
    EXPECT_EQ(refusal_of(given.does(&cancel, ann, {order, std::nullopt})), "orders/wrong-state")
        << "too late for her";
    EXPECT_EQ(refusal_of(given.does(&cancel, coop, {order, std::nullopt})), "orders/reason-needed");
    const auto off = granted(given.does(&cancel, coop, {order, "sạt lở đường"}));
    EXPECT_EQ(off.state, State::cancelled);
    EXPECT_EQ(off.payment.state, PaymentState::refunded);
    EXPECT_THAT(off.lines.at(0).lots, IsEmpty());
    EXPECT_EQ(given.stock_of(pomelo), stock(100, 0));
    EXPECT_EQ(given.left_in(pomelo, lot), whole(1000));
    EXPECT_EQ(granted(given.does(&cancel, coop, {order, "sạt lở đường"})).version, off.version);
    EXPECT_EQ(given.stock_of(pomelo), stock(100, 0)) << "given back once";
    const auto gone = shipped();
    EXPECT_EQ(refusal_of(given.does(&cancel, coop, {gone, "muộn"})), "orders/wrong-state");
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, ASellerWhoDoesNotTakeAnOrderOnRefusesItWithAReason) {
    const auto order = placed();
    const auto off = granted(given.does(&cancel, coop, {order, "hết mùa"}));
    EXPECT_EQ(off.state, State::refused);
    EXPECT_EQ(off.history.back().note, "hết mùa");
    EXPECT_EQ(given.stock_of(pomelo), stock(100, 0));
    given.transfer_comes(attempt);
    EXPECT_EQ(given.money_of(order).in_escrow, vnd(0)) << "money under way is hers again";
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, AnUnpaidOrderLapsesAfterADayAndItsStockComesBack) {
    const auto order = placed();
    const auto at_the_door = placed(door);
    EXPECT_EQ(given.sees(ann, order).pay_by, given.clock.now() + std::chrono::hours(24));
    EXPECT_FALSE(given.sees(ann, at_the_door).pay_by);
    given.clock.advance(std::chrono::hours(24) - std::chrono::microseconds(1));
    EXPECT_EQ(given.lapses(), 0U);
    given.clock.advance(std::chrono::microseconds(1));
    EXPECT_EQ(given.lapses(), 1U);
    EXPECT_EQ(given.lapses(), 0U);
    EXPECT_EQ(given.sees(ann, order).state, State::lapsed);
    EXPECT_EQ(given.sees(ann, at_the_door).state, State::placed);
    EXPECT_EQ(given.stock_of(pomelo), stock(100, 3));
    EXPECT_EQ(refusal_of(given.does(&confirm, coop, {order})), "orders/wrong-state");
    const auto late = given.sees(ann, order);
    EXPECT_EQ(late.payment.state, PaymentState::unpaid);
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, MoneyThatComesAfterALapseIsTheBuyersCredit) {
    const auto order = placed();
    const auto late = attempt;
    given.clock.advance(std::chrono::hours(24));
    given.lapses();
    given.transfer_comes(late);
    EXPECT_EQ(given.money_of(order).in_escrow, vnd(0));
    const auto next = given.places(ann, given.basket({{pomelo.offer, 3}}, Method::buyer_credit));
    EXPECT_EQ(given.sees(ann, next.orders[0].id).payment.state, PaymentState::paid);
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, AnOrderPaidInPartHasOneGraceAndThenLapsesWithItsMoneyBack) {
    const auto order = placed();
    given.transfer_comes(attempt, vnd(5'000));
    given.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(given.lapses(), 1U) << "looked at";
    EXPECT_EQ(given.lapses(), 0U) << "and put off";
    EXPECT_EQ(given.sees(ann, order).state, State::placed);
    given.clock.advance(std::chrono::hours(24));
    EXPECT_EQ(given.lapses(), 1U);
    EXPECT_EQ(given.sees(ann, order).state, State::lapsed);
    EXPECT_EQ(given.money_of(order).refunded, vnd(5'000));
    EXPECT_EQ(given.stock_of(pomelo), stock(100, 0));
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderLife, APaidOrderDoesNotLapseHoweverLongTheSellerWaits) {
    const auto order = placed();
    given.transfer_comes(attempt);
    given.clock.advance(std::chrono::hours(24 * 30));
    EXPECT_EQ(given.lapses(), 1U);
    EXPECT_EQ(given.lapses(), 0U);
    EXPECT_EQ(given.sees(ann, order).state, State::placed);
    EXPECT_EQ(granted(given.does(&confirm, coop, {order})).state, State::confirmed);
}

TEST_F(OrderLife, ListsGoOnWhereTheyEndedAndKnowTheirStates) {
    std::vector<OrderId> all;
    for (int count = 0; count < 5; ++count) all.push_back(placed());
    granted(given.does(&cancel, ann, {all[1], std::nullopt}));
    std::vector<OrderId> found;
    ListOrders wish{std::nullopt, std::nullopt, 2};
    for (int page = 0; page < 3; ++page) {
        const auto list = granted(given.does(&list_orders, ann, wish));
        EXPECT_EQ(list.page.next.has_value(), page < 2);
        for (const auto& row : list.data) found.push_back(row.id);
        wish.after = list.page.next;
    }
    EXPECT_THAT(found, ElementsAre(all[4], all[3], all[2], all[1], all[0])) << "newest first, each once";
    const auto sales = granted(given.does(&list_sales, coop, {State::cancelled, {}, {}}));
    ASSERT_EQ(sales.data.size(), 1U);
    EXPECT_EQ(sales.data[0].id, all[1]);
    EXPECT_EQ(granted(given.does(&list_orders, ann, {State::placed, {}, {}})).data.size(), 4U);
    EXPECT_TRUE(granted(given.does(&list_orders, given.consumer(), {})).data.empty());
    EXPECT_TRUE(granted(given.does(&list_sales, given.cooperative("HTX Khác"), {})).data.empty());
    EXPECT_EQ(refusal_of(given.does(&list_orders, ann, {{}, "not-a-cursor", {}})), "json/not-as-described");
}

TEST_F(OrderLife, AHouseholdsTaxIsWithheldBecauseTheOrderKnowsWhatItsSellerWas) {
    const auto household = given.household();
    const auto tea = given.goods(household, 10, 1'000'000);
    const auto basket = given.places(ann, given.basket({{tea.offer, 1}}));
    given.transfer_comes(basket.payment);
    const auto order = basket.orders[0].id;
    granted(given.does(&confirm, household, {order}));
    granted(given.does(&pack, household, given.packing(given.sees(household, order), {given.lot(tea)})));
    granted(given.does(&ship, household, {order, "tự giao", {}}));
    granted(given.does(&accept, ann, {order}));
    const auto taxes = granted(
        given.does(&payments::list_accounts, given.operator_(), {.code = payments::Code::tax_vat_withheld})
    );
    ASSERT_EQ(taxes.data.size(), 1U);
    EXPECT_EQ(taxes.data[0].balance, vnd(10'000)) << "1 % of the goods";
}

}  // namespace
}  // namespace chophien::orders
