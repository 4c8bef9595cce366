#include "core/clock.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien {
namespace {

using namespace std::chrono;

constexpr Instant first = sys_days{year(1900) / 1 / 1};
constexpr Instant last = sys_days{year(9999) / 12 / 31};

rc::Gen<Instant> instant() {
    return rc::gen::map(
        rc::gen::inRange<std::int64_t>(first.time_since_epoch().count(), last.time_since_epoch().count()),
        [](std::int64_t micros) { return Instant(microseconds(micros)); }
    );
}

RC_GTEST_PROP(Instants, AreReadAsTheyAreWritten, ()) {
    const auto when = *instant();
    RC_ASSERT(instant_from(text_of(when)) == when);
}

RC_GTEST_PROP(Days, AreReadAsTheyAreWritten, ()) {
    const Day day(floor<days>(*instant()));
    RC_ASSERT(day_from(text_of(day)) == day);
}

RC_GTEST_PROP(Days, InVietnamBeginAtTheirMidnight, ()) {
    const auto when = *instant();
    const auto day = day_in_vietnam(when);
    RC_ASSERT(begin_of(day) <= when);
    RC_ASSERT(when < begin_of(day + days(1)));
}

TEST(Instants, AreReadWithOffsetsAndUpToNineDecimals) {
    const Instant eight = sys_days{year(2026) / 11 / 21} + hours(1);
    EXPECT_EQ(instant_from("2026-11-21T01:00:00Z"), eight);
    EXPECT_EQ(instant_from("2026-11-21t01:00:00z"), eight);
    EXPECT_EQ(instant_from("2026-11-21T08:00:00+07:00"), eight);
    EXPECT_EQ(instant_from("2026-11-20T20:30:00-04:30"), eight);
    EXPECT_EQ(instant_from("2026-11-21T01:00:00.5Z"), eight + milliseconds(500));
    EXPECT_EQ(instant_from("2026-11-21T01:00:00.123456789Z"), eight + microseconds(123456));
    EXPECT_EQ(text_of(eight), "2026-11-21T01:00:00.000000Z");
}

TEST(Instants, WhatIsNoneIsNotRead) {
    for (const auto* text :
         {"",
          "2026-11-21",
          "2026-11-21T01:00:00",
          "2026-11-21 01:00:00Z",
          "2026-13-01T00:00:00Z",
          "2026-02-29T00:00:00Z",
          "2026-11-21T24:00:00Z",
          "2026-11-21T01:60:00Z",
          "2026-11-21T01:00:60Z",
          "2026-11-21T01:00:00.Z",
          "2026-11-21T01:00:00.1234567890Z",
          "2026-11-21T01:00:00+7:00",
          "2026-11-21T01:00:00+15:00",
          "2026-11-21T01:00:00+07:60",
          "2026-11-21T01:00:00Zx",
          "1899-12-31T00:00:00Z",
          "+026-11-21T01:00:00Z"})
        EXPECT_FALSE(instant_from(text)) << text;
}

TEST(Days, WhatIsNoneIsNotRead) {
    for (const auto* text :
         {"",
          "2026-2-1",
          "2026-02-30",
          "2025-02-29",
          "2026-00-10",
          "2026-10-00",
          "21-11-2026",
          "2026-11-21 ",
          "1899-12-31",
          "2026/11/21",
          "20261121"})
        EXPECT_FALSE(day_from(text)) << text;
    EXPECT_TRUE(day_from("2024-02-29"));
}

TEST(Days, InVietnamTurnAtFiveInTheAfternoonUtc) {
    const Instant before = sys_days{year(2026) / 11 / 21} + hours(17) - microseconds(1);
    EXPECT_EQ(text_of(day_in_vietnam(before)), "2026-11-21");
    EXPECT_EQ(text_of(day_in_vietnam(before + microseconds(1))), "2026-11-22");
    EXPECT_EQ(text_of(year(2026) / 12 / 31 + days(1)), "2027-01-01");
}

TEST(ManualClock, StandsStillUntilTold) {
    ManualClock clock(first);
    EXPECT_EQ(clock.now(), first);
    clock.advance(hours(2));
    EXPECT_EQ(clock.now(), first + hours(2));
    clock.set(last);
    EXPECT_EQ(clock.now(), last);
}

}  // namespace
}  // namespace chophien
