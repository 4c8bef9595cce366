// Sold ahead: harvests that are forecast, ordered, brought in and shared.
#include "catalog/mirror.hpp"
#include "core/feed.hpp"
#include "tests/db/ahead_fixture.hpp"

#include <rapidcheck/gtest.h>

#include <atomic>
#include <map>
#include <thread>

namespace chophien {
namespace {

TEST_F(Ahead, AFullHarvestGivesEverybodyWhatWasOrdered) {
    EXPECT_FALSE(listed_as_available(pomelo));
    const auto slot = harvest(100, 70);
    EXPECT_EQ(slot.left, whole(70)) << "a part of the forecast is sold ahead";
    EXPECT_EQ(slot.orders_until, today() + days(19));
    EXPECT_TRUE(listed_as_available(pomelo));
    const auto shown = page(pomelo).offers.at(0);
    EXPECT_TRUE(shown.available);
    EXPECT_EQ(shown.left, whole(0)) << "nothing is in the store";
    ASSERT_EQ(shown.slots.size(), 1U);
    EXPECT_EQ(shown.slots.at(0).left, whole(70));
    EXPECT_EQ(shown.slots.at(0).confidence_percent, 80);

    const auto order = ordered(ann, slot.id, 30);
    EXPECT_EQ(order.slot->id, slot.id);
    EXPECT_EQ(page(pomelo).offers.at(0).slots.at(0).left, whole(40));
    const auto lot = fair.lot(pomelo);
    EXPECT_EQ(
        fair.does(&orders::pack, coop, given::Fair::packing(order, {lot})).error().why,
        &orders::harvest_not_in
    );
    EXPECT_EQ(settles(), 0);

    fair.clock.advance(hours(24 * 21));
    granted(fair.does(&catalog::harvest_slot, coop, {slot.id, whole(95)}));
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(95), whole(30)}))
        << "nobody else can take what was promised";
    EXPECT_EQ(settles(), 1);
    EXPECT_EQ(settles(), 0);
    EXPECT_EQ(now(slot.id).reserved, whole(0));
    EXPECT_EQ(now(slot.id).shared, whole(30));
    const auto seen = fair.sees(ann, order.id);
    EXPECT_EQ(seen.lines.at(0).quantity.value, whole(30));
    EXPECT_FALSE(seen.lines.at(0).ordered);
    EXPECT_EQ(seen.history.back().command, orders::Command::share);

    granted(fair.does(&orders::pack, coop, given::Fair::packing(seen, {lot})));
    granted(fair.does(&orders::ship, coop, {order.id, "Xe của HTX", {}}));
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(65), whole(0)}));
    granted(fair.does(&orders::deliver, coop, {order.id, "Ann"}));
    granted(fair.does(&orders::accept, ann, {order.id}));
    EXPECT_EQ(fair.money_of(order.id).released, vnd(30 * 35'000));
    EXPECT_TRUE(fair.books_balance());
    const auto journal = granted(fair.does(&catalog::list_movements, coop, {pomelo.offer})).data;
    Decimal sum;
    for (const auto& movement : journal) sum = sum + movement.quantity;
    EXPECT_EQ(sum, whole(65)) << "the journal adds up to the stock";
}

TEST_F(Ahead, AShortHarvestIsSharedAlikeAndTheRestOfTheMoneyGoesBack) {
    const auto slot = harvest();
    const auto anns = ordered(ann, slot.id, 60);
    const auto binhs = ordered(binh, slot.id, 35, Method::cash_on_delivery);
    fair.clock.advance(hours(24 * 21));
    granted(fair.does(&catalog::harvest_slot, coop, {slot.id, whole(50)}));
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(50), whole(50)}));
    EXPECT_EQ(settles(), 2);

    const auto ann_sees = fair.sees(ann, anns.id);
    EXPECT_EQ(ann_sees.lines.at(0).quantity.value, whole(31)) << "60 × 50/95, rounded down";
    EXPECT_EQ(ann_sees.lines.at(0).ordered, whole(60));
    EXPECT_EQ(ann_sees.total, vnd(31 * 35'000));
    EXPECT_EQ(ann_sees.payment.state, PaymentState::paid);
    EXPECT_EQ(fair.money_of(anns.id).refunded, vnd(29 * 35'000));
    const auto binh_sees = fair.sees(binh, binhs.id);
    EXPECT_EQ(binh_sees.lines.at(0).quantity.value, whole(18)) << "35 × 50/95, rounded down";
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(50), whole(49)}))
        << "what rounding left is for sale";

    const auto lot = fair.lot(pomelo);
    for (const auto& order : {ann_sees, binh_sees}) {
        granted(fair.does(&orders::pack, coop, given::Fair::packing(order, {lot})));
        granted(fair.does(&orders::ship, coop, {order.id, "Xe của HTX", {}}));
        granted(fair.does(&orders::deliver, coop, {order.id, "Người nhận"}));
    }
    EXPECT_EQ(fair.sees(binh, binhs.id).payment.captured, vnd(18 * 35'000));
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(1), whole(0)}));
    EXPECT_TRUE(fair.books_balance());
}

TEST_F(Ahead, WhoGetsNothingOfTheHarvestGetsEverythingBack) {
    const auto slot = harvest();
    const auto anns = ordered(ann, slot.id, 1);
    const auto binhs = ordered(binh, slot.id, 99);
    granted(fair.does(&catalog::harvest_slot, coop, {slot.id, whole(60)}));
    EXPECT_EQ(settles(), 2);
    EXPECT_EQ(fair.sees(ann, anns.id).state, State::cancelled);
    EXPECT_EQ(fair.money_of(anns.id).refunded, vnd(35'000));
    EXPECT_EQ(fair.sees(binh, binhs.id).lines.at(0).quantity.value, whole(59));
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(60), whole(59)}));
    EXPECT_TRUE(fair.books_balance());
}

TEST_F(Ahead, AnOrderThatIsPaidAfterTheHarvestTakesItsShareWhenItIsConfirmed) {
    const auto slot = harvest();
    const auto placed = fair.places(ann, wish(pomelo, slot.id, 80));
    const auto late = fair.places(binh, wish(pomelo, slot.id, 20));
    granted(fair.does(&catalog::harvest_slot, coop, {slot.id, whole(50)}));
    EXPECT_EQ(settles(), 0) << "what is not confirmed waits";
    fair.transfer_comes(placed.payment);
    const auto order = granted(fair.does(&orders::confirm, coop, {placed.orders.at(0).id}));
    EXPECT_EQ(order.lines.at(0).quantity.value, whole(40));
    EXPECT_EQ(fair.money_of(order.id).refunded, vnd(40 * 35'000));
    EXPECT_EQ(fair.stock_of(pomelo).reserved, whole(50)) << "ten wait for who has not paid yet";
    fair.clock.advance(hours(25));
    EXPECT_EQ(fair.lapses(), 1U);
    EXPECT_EQ(fair.sees(binh, late.orders.at(0).id).state, State::lapsed);
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(50), whole(40)}));
    EXPECT_EQ(now(slot.id).reserved, whole(0));
}

TEST_F(Ahead, CalledOffBeforeTheHarvestItCanBeOrderedAgainAfterItTheShareIsForSale) {
    const auto slot = harvest();
    const auto first = ordered(ann, slot.id, 100);
    EXPECT_FALSE(listed_as_available(pomelo));
    granted(fair.does(&orders::cancel, ann, {first.id, {}}));
    EXPECT_TRUE(listed_as_available(pomelo));
    EXPECT_EQ(now(slot.id).left, whole(100));
    EXPECT_EQ(fair.money_of(first.id).refunded, vnd(3'500'000));

    const auto second = ordered(ann, slot.id, 60);
    const auto third = ordered(binh, slot.id, 40);
    granted(fair.does(&catalog::harvest_slot, coop, {slot.id, whole(50)}));
    granted(fair.does(&orders::cancel, ann, {second.id, {}}));
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(50), whole(20)}));
    EXPECT_EQ(settles(), 1);
    granted(fair.does(&orders::cancel, coop, {third.id, "Xe hỏng"}));
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(50), whole(0)}));
    EXPECT_EQ(fair.money_of(third.id).refunded, vnd(40 * 35'000));
    EXPECT_TRUE(fair.books_balance());
}

TEST_F(Ahead, WithoutAHarvestEverybodyIsPaidBack) {
    const auto slot = harvest();
    const auto anns = ordered(ann, slot.id, 10);
    const auto unpaid = fair.places(binh, wish(pomelo, slot.id, 5));
    granted(fair.does(&catalog::call_off_slot, coop, {slot.id, "Bão làm rụng hết quả"}));
    EXPECT_FALSE(listed_as_available(pomelo));
    EXPECT_EQ(
        fair.does(&orders::place, ann, wish(pomelo, slot.id, 1)).error().violations.at(0).code, "not_open"
    );
    EXPECT_EQ(settles(), 2);
    EXPECT_EQ(settles(), 0);
    const auto seen = fair.sees(ann, anns.id);
    EXPECT_EQ(seen.state, State::cancelled);
    EXPECT_EQ(seen.history.back().note, "Bão làm rụng hết quả");
    EXPECT_EQ(fair.money_of(anns.id).refunded, vnd(350'000));
    EXPECT_EQ(fair.sees(binh, unpaid.orders.at(0).id).state, State::cancelled);
    EXPECT_EQ(now(slot.id).reserved, whole(0));
    EXPECT_EQ(
        fair.does(&catalog::harvest_slot, coop, {slot.id, whole(1)}).error().why, &catalog::slot_is_over
    );
    EXPECT_TRUE(fair.books_balance());
}

TEST_F(Ahead, AForecastMayFallBelowWhatWasOrderedAndNothingMoreIsSold) {
    const auto slot = harvest();
    ordered(ann, slot.id, 50);
    const auto lowered =
        granted(fair.does(&catalog::change_slot, coop, {.slot = slot.id, .quantity = whole(30)}));
    EXPECT_EQ(lowered.left, whole(0));
    EXPECT_EQ(lowered.reserved, whole(50));
    EXPECT_EQ(
        fair.does(&orders::place, binh, wish(pomelo, slot.id, 1)).error().violations.at(0).code, "sold_out"
    );
    EXPECT_EQ(
        fair.does(
                &catalog::change_slot, coop, {.slot = slot.id, .quantity = whole(40), .expected_version = 1}
        )
            .error()
            .why,
        &catalog::changed_meanwhile
    );
}

TEST_F(Ahead, AfterItsLastDayForOrdersASlotIsClosedAndCanOpenAgain) {
    const auto slot = harvest();
    fair.clock.advance(hours(24 * 20));
    EXPECT_EQ(
        fair.does(&orders::place, ann, wish(pomelo, slot.id, 1)).error().violations.at(0).pointer,
        "/lines/0/slot"
    ) << "by the day alone, before anybody closed it";
    EXPECT_EQ(closes_slots(), 1);
    EXPECT_EQ(closes_slots(), 0);
    EXPECT_FALSE(listed_as_available(pomelo));
    EXPECT_TRUE(page(pomelo).offers.at(0).slots.empty());
    EXPECT_EQ(now(slot.id).state, SlotState::closed);
    granted(fair.does(&catalog::change_slot, coop, {.slot = slot.id, .orders_until = today() + days(2)}));
    EXPECT_TRUE(listed_as_available(pomelo));
    fair.places(ann, wish(pomelo, slot.id, 1));
}

TEST_F(Ahead, ALotCanBeTheHarvestOfASlot) {
    const auto slot = harvest();
    const auto order = ordered(ann, slot.id, 10);
    const auto lot = fair.lot(pomelo, 60);
    const traceability::StockLot stock{lot, pomelo.offer, whole(40), slot.id};
    granted(fair.does(&traceability::stock_lot, coop, stock));
    granted(fair.does(&traceability::stock_lot, coop, stock));
    EXPECT_EQ(fair.stock_of(pomelo), (given::Fair::Stock{whole(40), whole(10)})) << "once";
    EXPECT_EQ(settles(), 1);
    granted(fair.does(&orders::pack, coop, given::Fair::packing(fair.sees(coop, order.id), {lot})));
    const auto lots = granted(fair.does(&catalog::list_stock_lots, coop, {pomelo.offer})).data;
    ASSERT_EQ(lots.size(), 1U);
    EXPECT_EQ(lots.at(0).packed, whole(10));

    const auto other = fair.goods(coop, 0);
    const auto strange = harvest();
    EXPECT_EQ(
        fair.does(&traceability::stock_lot, coop, {fair.lot(other), other.offer, whole(1), strange.id})
            .error()
            .why,
        &catalog::unknown_slot
    );
    EXPECT_EQ(fair.stock_of(other).on_hand, whole(0));
}

TEST_F(Ahead, OneBasketBecomesAnOrderForEachSlotAndOneForWhatIsInTheStore) {
    const auto stocked = fair.goods(coop, 5);
    const auto slot = harvest();
    auto basket = given::Fair::basket({{stocked.offer, 2}, {pomelo.offer, 3}}, Method::cash_on_delivery);
    basket.lines.at(1).slot = slot.id;
    const auto placed = fair.places(ann, basket);
    ASSERT_EQ(placed.orders.size(), 2U);
    EXPECT_FALSE(placed.orders.at(0).part.slot);
    EXPECT_EQ(placed.orders.at(1).part.slot, slot.id);
    EXPECT_EQ(fair.stock_of(stocked).reserved, whole(2));
    EXPECT_EQ(now(slot.id).reserved, whole(3));

    basket.lines.at(0).quantity = whole(9);
    basket.lines.at(1).quantity = whole(98);
    const auto refused = fair.does(&orders::place, ann, basket);
    ASSERT_FALSE(refused);
    std::vector<std::string> pointers;
    for (const auto& one : refused.error().violations) pointers.push_back(one.pointer);
    EXPECT_THAT(pointers, testing::ElementsAre("/lines/0/quantity", "/lines/1/quantity"));
    EXPECT_EQ(now(slot.id).reserved, whole(3));
}

TEST_F(Ahead, TheMirrorSaysWhatCanBeHadAhead) {
    const auto mirrored = [&] {
        while (sequence_changes(fair.database) > 0) {
        }
        while (fair.transact([](db::Transaction& tx) { return catalog::follow_market(tx); })) {
        }
        for (const auto& one : granted(fair.does(&catalog::list_catalog_changes, fair.guest(), {})).data)
            if (one.id == pomelo.product) return one.product.value().available;
        ADD_FAILURE() << "not mirrored";
        return false;
    };
    EXPECT_FALSE(mirrored());
    const auto slot = harvest(10);
    EXPECT_TRUE(mirrored());
    ordered(ann, slot.id, 10);
    EXPECT_FALSE(mirrored()) << "all of it is ordered";
}

TEST_F(Ahead, IsNeverOversoldByManyAtOnce) {
    const auto slot = harvest(20);
    std::atomic<std::int64_t> had{0};
    std::vector<std::thread> buyers;
    for (int buyer = 0; buyer < 6; ++buyer)
        buyers.emplace_back([&] {
            for (int round = 0; round < 8; ++round)
                if (fair.does(&orders::place, ann, wish(pomelo, slot.id, 1, Method::cash_on_delivery))) ++had;
        });
    for (auto& buyer : buyers) buyer.join();
    EXPECT_EQ(had, 20);
    EXPECT_EQ(now(slot.id).reserved, whole(20));
    EXPECT_EQ(now(slot.id).left, whole(0));
}

TEST_F(Ahead, OnlyTheSellerTouchesASlotAndWrongDaysAreToldAtOnce) {
    const auto slot = harvest();
    const auto other = fair.cooperative("HTX Suối Tiên");
    EXPECT_EQ(
        fair.does(&catalog::harvest_slot, other, {slot.id, whole(1)}).error().why, &catalog::unknown_slot
    );
    EXPECT_EQ(fair.does(&catalog::change_slot, other, {.slot = slot.id}).error().why, &catalog::unknown_slot);
    EXPECT_EQ(fair.does(&catalog::call_off_slot, other, {slot.id, "?"}).error().why, &catalog::unknown_slot);
    EXPECT_EQ(fair.does(&catalog::list_slots, other, {pomelo.offer}).error().why, &catalog::unknown_offer);
    const auto wrong = fair.does(
        &catalog::create_slot,
        coop,
        {.offer = pomelo.offer,
         .first_day = today() + days(-1),
         .last_day = today() + days(-2),
         .quantity = *decimal_from("1.5")}
    );
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().violations.size(), 3U);
    for (std::int64_t more = 1; more < catalog::most_open_slots; ++more) harvest();
    const auto too_many = fair.does(
        &catalog::create_slot,
        coop,
        {.offer = pomelo.offer, .first_day = today() + days(3), .quantity = whole(1)}
    );
    EXPECT_EQ(too_many.error().violations.at(0).code, "too_many");
}

// Whatever is ordered, called off, brought in and shared: what the slot and the store keep is what the orders
// hold.
RC_GTEST_FIXTURE_PROP(Ahead, OrdersAndHarvestsAddUp, ()) {
    const auto slot = harvest(*rc::gen::inRange<std::int64_t>(5, 60)).id;
    const auto buyers = *rc::gen::inRange(1, 7);
    std::vector<orders::OrderId> all;
    for (int buyer = 0; buyer < buyers; ++buyer) {
        const auto quantity = *rc::gen::inRange<std::int64_t>(1, 20);
        if (auto placed =
                fair.does(&orders::place, ann, wish(pomelo, slot, quantity, Method::cash_on_delivery)))
            all.push_back(placed->orders.at(0).id);
    }
    const auto acts = *rc::gen::container<std::vector<std::pair<int, std::size_t>>>(
        rc::gen::pair(rc::gen::inRange(0, 5), rc::gen::inRange<std::size_t>(0, 7))
    );
    const auto before = fair.stock_of(pomelo).on_hand;
    Decimal came_in;
    for (const auto& [act, which] : acts) {
        if (act == 0)
            fair.does(&catalog::harvest_slot, coop, {slot, whole(static_cast<std::int64_t>(which * 7 + 1))});
        if (act == 1) settles();
        if (all.empty() || act < 2) continue;
        const auto order = all[which % all.size()];
        if (act == 2 || act == 3) fair.does(&orders::confirm, coop, {order});
        if (act == 4) fair.does(&orders::cancel, ann, {order, {}});
    }
    const auto slot_now = now(slot);
    if (slot_now.harvested) came_in = *slot_now.harvested;
    Decimal waiting;
    Decimal shared;
    for (const auto order : all) {
        const auto seen = fair.sees(ann, order);
        if (seen.state == State::cancelled) continue;
        const bool has_share = std::ranges::any_of(seen.history, [](const orders::EventView& event) {
            return event.command == orders::Command::share;
        });
        (has_share ? shared : waiting) = (has_share ? shared : waiting) + seen.lines.at(0).quantity.value;
    }
    const auto stock = fair.stock_of(pomelo);
    RC_ASSERT(slot_now.reserved == waiting);
    RC_ASSERT(stock.on_hand == before + came_in);
    if (!slot_now.harvested) RC_ASSERT(stock.reserved == Decimal{});
    if (slot_now.harvested && waiting == Decimal{}) RC_ASSERT(stock.reserved == shared);
    RC_ASSERT(stock.reserved >= shared);
}

}  // namespace
}  // namespace chophien
