// What is sold ahead: sellable parts, shares of a harvest, and what a slot may say.
#include "catalog/slots/slot.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace chophien::catalog {
namespace {

using namespace std::chrono;

constexpr Day today = year(2026) / 11 / 30;

Slot harvested_of(Decimal harvested, Decimal promised, Decimal step) {
    Slot slot;
    slot.harvested = harvested;
    slot.promised = promised;
    slot.step = step;
    return slot;
}

TEST(Slot, SellsAPartOfTheForecastInWholeSteps) {
    EXPECT_EQ(part_of(whole(1000), 70, whole(1)), whole(700));
    EXPECT_EQ(part_of(whole(99), 50, whole(5)), whole(45));
    EXPECT_EQ(part_of(*decimal_from("10.5"), 33, *decimal_from("0.5")), whole(3));
    EXPECT_EQ(part_of(whole(1), 50, whole(1)), whole(0)) << "less than a step is nothing";
}

TEST(Slot, SharesAShortHarvestAlike) {
    struct Row {
        std::int64_t ordered, harvested, promised, expected;
    };

    const Row rows[]{
        {10, 100, 100, 10},
        {10, 200, 100, 10},
        {10, 80, 100, 8},
        {10, 79, 100, 7},
        {1, 99, 100, 0},
        {100, 99, 100, 99},
    };
    for (const auto& row : rows)
        EXPECT_EQ(
            share_of(whole(row.ordered), harvested_of(whole(row.harvested), whole(row.promised), whole(1))),
            whole(row.expected)
        ) << row.ordered
          << " of " << row.harvested << '/' << row.promised;
}

RC_GTEST_PROP(Slot, SharesNeverAddUpToMoreThanCameInAndNobodyGetsMoreThanOrdered, ()) {
    const auto step = *rc::gen::inRange<std::int64_t>(1, 5000);
    const auto orders =
        *rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 1'000'000));
    RC_PRE(!orders.empty());
    std::int64_t promised = 0;
    for (const auto steps : orders) promised += steps * step;
    const auto harvested = *rc::gen::inRange<std::int64_t>(0, 2 * promised);
    const auto slot = harvested_of({harvested}, {promised}, {step});
    std::int64_t shared = 0;
    for (const auto steps : orders) {
        const auto share = share_of({steps * step}, slot);
        RC_ASSERT(share.thousandths % step == 0);
        RC_ASSERT(share.thousandths <= steps * step);
        shared += share.thousandths;
    }
    RC_ASSERT(shared <= std::min(harvested, promised));
    // Rounding keeps back less than a step from each.
    RC_ASSERT(std::min(harvested, promised) - shared < std::ssize(orders) * step);
}

std::vector<std::string> faults(const Slot& slot, std::string_view unit = "H87") {
    std::vector<std::string> found;
    for (const auto& one : faults_of(slot, *unit_from(unit), today))
        found.push_back(one.pointer + ' ' + std::string(one.code));
    return found;
}

TEST(Slot, TellsEverythingThatIsWrongWithIt) {
    Slot fine;
    fine.first_day = fine.last_day = today + days(30);
    fine.orders_until = today + days(20);
    fine.quantity = whole(100);
    fine.confidence_percent = 80;
    EXPECT_EQ(faults(fine), std::vector<std::string>());

    auto wrong = fine;
    wrong.first_day = today + days(-1);
    wrong.last_day = today + days(-2);
    wrong.orders_until = today + days(-3);
    wrong.quantity = *decimal_from("2.5");
    wrong.starts_at = "7h30";
    EXPECT_EQ(
        faults(wrong),
        (std::vector<std::string>{
            "/first_day wrong_day",
            "/last_day wrong_day",
            "/orders_until wrong_day",
            "/starts_at no_such_hour",
            "/starts_at not_a_visit",
            "/quantity not_whole"})
    );
    auto visit = fine;
    visit.kind = SlotKind::visit;
    visit.orders_until = visit.last_day + days(1);
    EXPECT_EQ(
        faults(visit),
        (std::vector<std::string>{
            "/orders_until wrong_day", "/place missing", "/confidence_percent not_a_harvest"})
    );
    auto far = fine;
    far.last_day = today + days(furthest_days + 1);
    EXPECT_EQ(faults(far), std::vector<std::string>{"/last_day wrong_day"});
    far.last_day = today + days(furthest_days);
    EXPECT_EQ(faults(far), std::vector<std::string>());
}

TEST(Slot, AnHourIsOneOfTheDay) {
    Slot visit;
    visit.kind = SlotKind::visit;
    visit.first_day = visit.last_day = visit.orders_until = today;
    visit.quantity = whole(10);
    visit.place = "Nhà văn hóa bản Lao Chải";
    for (const auto* hour : {"00:00", "07:30", "23:59"}) {
        visit.starts_at = hour;
        EXPECT_EQ(faults(visit), std::vector<std::string>()) << hour;
    }
    for (const auto* hour : {"24:00", "07:60", "7:300", "ab:cd", "07.30", ""}) {
        visit.starts_at = hour;
        EXPECT_EQ(faults(visit), std::vector<std::string>{"/starts_at no_such_hour"}) << hour;
    }
}

TEST(Slot, AForecastLoweredBelowWhatWasOrderedLeavesNothing) {
    Slot slot;
    slot.sellable = whole(10);
    slot.reserved = whole(4);
    EXPECT_EQ(slot.left(), whole(6));
    slot.reserved = whole(11);
    EXPECT_EQ(slot.left(), whole(0));
}

TEST(Slot, OnlyTourismIsAService) {
    EXPECT_TRUE(is_service(26));
    EXPECT_FALSE(is_service(25));
    EXPECT_FALSE(is_service(std::nullopt));
}

}  // namespace
}  // namespace chophien::catalog
