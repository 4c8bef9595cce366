// Stock by lot and holds, on a real database.
#include "catalog/stock_lots.hpp"

#include "catalog/refusals.hpp"
#include "catalog/stock.hpp"
#include "tests/given/orders.hpp"
#include "traceability/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <vector>

namespace chophien::catalog {
namespace {

using given::Goods;
using given::granted;
using namespace std::chrono_literals;

struct StockLots : testing::Test {
    given::Fair given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller ann = given.consumer("Chị Ann");
    Goods pomelo = given.goods(coop, 10);

    LotId stored(std::int64_t quantity, std::optional<int> good_for_days = {}) {
        traceability::RecordLot wish;
        wish.offer = pomelo.offer;
        wish.harvested_on = day_in_vietnam(given.clock.now());
        wish.place.province = "04";
        wish.quantity = {whole(1000), unit_from("XBX")};
        wish.grade = "Loại 1";
        wish.in_store = whole(quantity);
        if (good_for_days) wish.best_before = wish.harvested_on + std::chrono::days(*good_for_days);
        return granted(given.does(&traceability::record, coop, wish)).id;
    }

    OwnOffer offer() { return granted(given.does(&show_own, coop, {pomelo.product})).offers.at(0); }

    std::vector<LotStock> lots() { return granted(given.does(&list_stock_lots, coop, {pomelo.offer})).data; }

    bool reserves(std::int64_t quantity) {
        const Demand demand[] = {{pomelo.offer, whole(quantity)}};
        return given.transact([&](db::Transaction& tx) { return reserve(tx, demand); }).has_value();
    }

    orders::OrderId confirmed(std::int64_t quantity) {
        const auto order =
            given.places(ann, given.basket({{pomelo.offer, quantity}}, orders::Method::cash_on_delivery))
                .orders.at(0)
                .id;
        granted(given.does(&orders::confirm, coop, {order}));
        return order;
    }

    Result<orders::OrderView> packs(orders::OrderId order, LotId lot) {
        return given.does(&orders::pack, coop, given.packing(given.sees(coop, order), {lot}));
    }

    // The journal against what is shown: of the offer, of each lot, and what is on hold.
    void journal_adds_up() {
        std::map<LotId, Decimal> of_lots;
        Decimal on_hand;
        Decimal held;
        ListMovements wish{.offer = pomelo.offer, .limit = 100};
        do {
            const auto page = granted(given.does(&list_movements, coop, wish));
            for (const auto& one : page.data) {
                on_hand = on_hand + one.quantity;
                held = held + one.held;
                if (one.lot) of_lots[*one.lot] = of_lots[*one.lot] + one.quantity;
            }
            wish.after = page.page.next;
        } while (wish.after);
        EXPECT_EQ(on_hand, offer().on_hand);
        EXPECT_EQ(held, offer().held);
        for (const auto& lot : lots()) EXPECT_EQ(of_lots[lot.lot], lot.quantity);
    }
};

TEST_F(StockLots, ALotComesIntoTheStoreAsItIsRecordedAndIsShown) {
    const auto lot = stored(5, 30);
    EXPECT_EQ(offer().on_hand, whole(15));
    const auto seen =
        granted(given.transact([&](db::Transaction& tx) { return product_of(tx, pomelo.product); }))
            .offers.at(0)
            .lots;
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen.at(0).lot, lot);
    EXPECT_EQ(seen.at(0).grade, "Loại 1");
    EXPECT_EQ(seen.at(0).quantity, whole(5));
    journal_adds_up();
}

TEST_F(StockLots, NoMoreOfALotComesIntoTheStoreThanRemains) {
    const auto lot = stored(5);
    const auto stocks = [&](std::int64_t quantity) {
        return given.does(&traceability::stock_lot, coop, {lot, pomelo.offer, whole(quantity)});
    };
    const auto refused = stocks(996);
    ASSERT_FALSE(refused) << "five of its thousand are in the store";
    EXPECT_EQ(refused.error(), traceability::lot_exhausted);
    EXPECT_EQ(offer().on_hand, whole(15));
    granted(stocks(995));
    EXPECT_FALSE(stocks(1)) << "said again, nothing comes out of nothing";
    const auto order = confirmed(3);
    granted(packs(order, lot));
    granted(given.does(&orders::ship, coop, {order, "Bưu điện", {}}));
    EXPECT_FALSE(stocks(1)) << "what has left was part of the thousand";
    EXPECT_EQ(offer().on_hand, whole(1007));
    journal_adds_up();
}

TEST_F(StockLots, PackingAndShippingTakeTheLotsGoods) {
    const auto lot = stored(5);
    const auto order = confirmed(3);
    granted(packs(order, lot));
    EXPECT_EQ(lots().at(0).packed, whole(3));
    granted(given.does(&orders::ship, coop, {order, "Bưu điện", {}}));
    EXPECT_EQ(offer().on_hand, whole(12));
    EXPECT_EQ(lots().at(0).quantity, whole(2));
    journal_adds_up();
    const auto more = packs(confirmed(3), lot);
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error(), lot_not_free);
    EXPECT_EQ(more.error().violations.at(0).pointer, "/lines/0/lots/0");
}

TEST_F(StockLots, ACalledOffParcelIsBackInItsLot) {
    const auto lot = stored(5);
    const auto order = confirmed(3);
    granted(packs(order, lot));
    granted(given.does(&orders::cancel, coop, {order, "Hết xe"}));
    EXPECT_EQ(lots().at(0).packed, whole(0));
    EXPECT_EQ(offer().reserved, whole(0));
    journal_adds_up();
}

TEST_F(StockLots, WhatIsPastItsDayIsNotSoldEvenBeforeTheChore) {
    stored(5, 1);
    ASSERT_TRUE(reserves(12));
    given.clock.advance(48h);
    EXPECT_FALSE(reserves(1)) << "three are left, and all of them may be of the lot";
    EXPECT_EQ(offer().held, whole(0)) << "what is refused changes nothing";
    const Demand back[] = {{pomelo.offer, whole(12)}};
    given.transact([&](db::Transaction& tx) { give_back(tx, back); });
    const auto found = given.transact([](db::Transaction& tx) { return hold_due_lots(tx, 100); });
    EXPECT_EQ(found, 1);
    EXPECT_EQ(offer().held, whole(5));
    EXPECT_EQ(given.transact([](db::Transaction& tx) { return hold_due_lots(tx, 100); }), 0);
    EXPECT_TRUE(reserves(10));
    const auto holds = granted(given.does(&list_holds, coop, {})).data;
    EXPECT_EQ(holds.at(0).reason, HoldReason::past_date);
    const auto again = given.does(&release_hold, coop, {holds.at(0).id, {}});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), past_its_day);
    granted(given.does(&release_hold, coop, {holds.at(0).id, true}));
    journal_adds_up();
}

TEST_F(StockLots, HeldGoodsAreNotSoldUntilReleased) {
    ASSERT_TRUE(reserves(4));
    const auto too_much = given.does(
        &hold_stock, coop, {.offer = pomelo.offer, .quantity = whole(7), .reason = HoldReason::damaged}
    );
    ASSERT_FALSE(too_much);
    EXPECT_EQ(too_much.error(), more_than_free);
    EXPECT_EQ(too_much.error().en, "Only 6 is not promised to orders.");
    const auto hold =
        granted(given.does(&hold_stock, coop, {.offer = pomelo.offer, .reason = HoldReason::quality_check}));
    EXPECT_EQ(hold.quantity, whole(6));
    EXPECT_FALSE(reserves(1));
    granted(given.does(&release_hold, coop, {hold.id, {}}));
    EXPECT_TRUE(reserves(1));
    const auto twice = given.does(&release_hold, coop, {hold.id, {}});
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error(), hold_is_over);
    const auto other = given.cooperative("HTX Khác");
    EXPECT_EQ(given.does(&release_hold, other, {hold.id, {}}).error(), unknown_hold);
    journal_adds_up();
}

TEST_F(StockLots, WhateverHappensTheJournalAddsUp) {
    const auto lot = stored(5);
    Decimal of_lot = whole(5);
    Decimal loose = whole(10);
    Decimal reserved;
    std::map<HoldId, std::pair<bool, Decimal>> holds;
    const auto held = [&](bool named) {
        Decimal sum;
        for (const auto& [id, each] : holds)
            if (each.first == named) sum = sum + each.second;
        return sum;
    };
    EXPECT_TRUE(rc::check("stock is its lot and the rest", [&] {
        const auto quantity = whole(*rc::gen::inRange<std::int64_t>(1, 9));
        const bool named = *rc::gen::arbitrary<bool>();
        const auto free = of_lot + loose - reserved - held(true) - held(false);
        const Demand demand[] = {{pomelo.offer, quantity}};
        switch (*rc::gen::inRange(0, 6)) {
            case 0:
                RC_ASSERT(
                    given.transact([&](db::Transaction& tx) { return reserve(tx, demand); }).has_value() ==
                    (free >= quantity)
                );
                if (free >= quantity) reserved = reserved + quantity;
                break;
            case 1:
                if (reserved < quantity) break;
                given.transact([&](db::Transaction& tx) { give_back(tx, demand); });
                reserved = reserved - quantity;
                break;
            case 2: {
                const auto there = (named ? of_lot : loose) - held(named);
                if (reserved < quantity) break;
                const LotDemand out[] = {{pomelo.offer, named ? lot : LotId{}, quantity}};
                const auto done = given.transact([&](db::Transaction& tx) -> Result<Nothing> {
                    auto apart = set_apart(tx, out);
                    if (apart) take_out(tx, out);
                    return apart;
                });
                RC_ASSERT(done.has_value() == (there >= quantity));
                if (!done) break;
                reserved = reserved - quantity;
                (named ? of_lot : loose) = (named ? of_lot : loose) - quantity;
                break;
            }
            case 3: {
                const auto room = std::min(free, (named ? of_lot : loose) - held(named));
                const auto hold = given.does(
                    &hold_stock,
                    coop,
                    {.offer = pomelo.offer,
                     .lot = named ? std::optional(lot) : std::nullopt,
                     .quantity = quantity,
                     .reason = HoldReason::other}
                );
                RC_ASSERT(hold.has_value() == (room >= quantity));
                if (hold) holds[hold->id] = {named, quantity};
                break;
            }
            case 4: {
                if (holds.empty()) break;
                const auto [id, what] = *holds.begin();
                const bool discard = *rc::gen::arbitrary<bool>();
                RC_ASSERT(given.does(&release_hold, coop, {id, discard}).has_value());
                holds.erase(id);
                if (discard) (what.first ? of_lot : loose) = (what.first ? of_lot : loose) - what.second;
                break;
            }
            default: {
                const auto needed = std::max(held(true), of_lot - free);
                const bool fits = quantity >= needed;
                RC_ASSERT(
                    given.does(&count_lot, coop, {pomelo.offer, lot, quantity, {}}).has_value() == fits
                );
                if (fits) of_lot = quantity;
            }
        }
        const auto now = offer();
        RC_ASSERT(now.on_hand == of_lot + loose);
        RC_ASSERT(now.reserved == reserved);
        RC_ASSERT(now.held == held(true) + held(false));
    }));
    journal_adds_up();
}

}  // namespace
}  // namespace chophien::catalog
