// Services as offers with days and places: ordered for a day, given on it.
#include "tests/db/ahead_fixture.hpp"

namespace chophien {
namespace {

struct Visits : Ahead {
    given::Goods tour = sells(
        fair,
        coop,
        {.name = "Du lịch cộng đồng bản Lao Chải",
         .set = 26,
         .pack = "Một khách, hai ngày một đêm",
         .unit = "người",
         .price = vnd(450'000),
         .stock = whole(50),
         .origin = "bản Lao Chải"}
    );

    catalog::OwnSlot visit(std::int64_t places = 12) {
        return granted(fair.does(
            &catalog::create_slot,
            coop,
            {.offer = tour.offer,
             .first_day = today() + days(10),
             .last_day = today() + days(11),
             .starts_at = "07:30",
             .place = "Nhà văn hóa bản Lao Chải",
             .quantity = whole(places),
             .orders_until = today() + days(7)}
        ));
    }
};

TEST_F(Visits, AServiceIsOrderedForADayAndNeverOutOfAStore) {
    EXPECT_FALSE(listed_as_available(tour)) << "a number of guests is no stock";
    EXPECT_FALSE(page(tour).available);
    const auto dayless = fair.does(&orders::price, ann, {{{tour.offer, whole(2)}}});
    ASSERT_FALSE(dayless);
    ASSERT_EQ(dayless.error().violations.size(), 1U);
    EXPECT_EQ(dayless.error().violations.at(0).code, "day_needed");
    const auto slot = visit();
    EXPECT_EQ(slot.kind, catalog::SlotKind::visit);
    EXPECT_TRUE(listed_as_available(tour));
    EXPECT_EQ(page(tour).offers.at(0).slots.at(0).starts_at, "07:30");
}

TEST_F(Visits, AVisitIsGivenOnItsDayAndThenPaidOut) {
    const auto slot = visit();
    const auto placed = fair.places(ann, wish(tour, slot.id, 4));
    fair.transfer_comes(placed.payment);
    const auto order = granted(fair.does(&orders::confirm, coop, {placed.orders.at(0).id}));
    EXPECT_EQ(order.slot->place, "Nhà văn hóa bản Lao Chải");
    EXPECT_EQ(fair.does(&orders::deliver, coop, {order.id, "Đoàn chị Ann"}).error().why, &orders::too_early);
    EXPECT_EQ(
        fair.does(&orders::pack, coop, given::Fair::packing(order, {fair.lot(pomelo)})).error().why,
        &orders::visit_not_packed
    );
    fair.clock.advance(hours(24 * 8));
    EXPECT_EQ(fair.does(&orders::cancel, ann, {order.id, {}}).error().why, &orders::too_late_to_cancel);
    fair.clock.advance(hours(24 * 2));
    const auto given = granted(fair.does(&orders::deliver, coop, {order.id, "Đoàn chị Ann"}));
    EXPECT_EQ(given.state, State::delivered);
    fair.clock.advance(hours(73));
    EXPECT_EQ(fair.closes(), 1U);
    EXPECT_EQ(fair.money_of(order.id).released, vnd(4 * 450'000));
    EXPECT_TRUE(fair.books_balance());
}

TEST_F(Visits, UpToTheLastDayForOrdersItsBuyerMayCallItOff) {
    const auto slot = visit(4);
    const auto placed = fair.places(ann, wish(tour, slot.id, 4));
    fair.transfer_comes(placed.payment);
    granted(fair.does(&orders::confirm, coop, {placed.orders.at(0).id}));
    fair.clock.advance(hours(24 * 7));
    granted(fair.does(&orders::cancel, ann, {placed.orders.at(0).id, {}}));
    EXPECT_EQ(now(slot.id, tour).left, whole(4));
    EXPECT_EQ(fair.money_of(placed.orders.at(0).id).refunded, vnd(4 * 450'000));
}

TEST_F(Visits, ThereIsNoHarvestOfAVisit) {
    const auto slot = visit();
    EXPECT_EQ(fair.does(&catalog::harvest_slot, coop, {slot.id, whole(4)}).error().why, &catalog::no_harvest);
}

}  // namespace
}  // namespace chophien
