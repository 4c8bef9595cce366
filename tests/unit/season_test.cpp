// When it is season, day by day.
#include "catalog/season.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Day day(std::string_view text) { return *day_from(text); }

SeasonSpan span(std::string_view from, std::string_view to) {
    return {*year_day_from(from), *year_day_from(to)};
}

TEST(YearDay, IsADaySomeYearHas) {
    EXPECT_EQ(written(*year_day_from("02-29")), "02-29");
    for (const auto* wrong : {"02-30", "13-01", "00-10", "1-01", "11-31", "1101", "11/01", ""})
        EXPECT_FALSE(year_day_from(wrong)) << wrong;
}

TEST(Season, BothItsDaysAreInside) {
    const std::vector spans{span("05-10", "07-20")};
    EXPECT_FALSE(season_now(spans, {}, day("2026-05-09")).in_season);
    EXPECT_EQ(season_now(spans, {}, day("2026-05-09")).begins_on, day("2026-05-10"));
    EXPECT_TRUE(season_now(spans, {}, day("2026-05-10")).in_season);
    EXPECT_EQ(season_now(spans, {}, day("2026-05-10")).ends_on, day("2026-07-20"));
    EXPECT_TRUE(season_now(spans, {}, day("2026-07-20")).in_season);
    EXPECT_FALSE(season_now(spans, {}, day("2026-07-21")).in_season);
    EXPECT_EQ(season_now(spans, {}, day("2026-07-21")).begins_on, day("2027-05-10"));
}

TEST(Season, GoesOnIntoTheNextYear) {
    const std::vector spans{span("11-15", "02-10")};
    EXPECT_EQ(season_now(spans, {}, day("2026-11-21")).ends_on, day("2027-02-10"));
    EXPECT_EQ(season_now(spans, {}, day("2027-01-01")).ends_on, day("2027-02-10"));
    EXPECT_EQ(season_now(spans, {}, day("2027-02-11")).begins_on, day("2027-11-15"));
}

TEST(Season, SpansThatTouchAreOne) {
    const std::vector spans{span("03-01", "04-30"), span("05-01", "06-30"), span("09-01", "09-30")};
    EXPECT_EQ(season_now(spans, {}, day("2026-03-01")).ends_on, day("2026-06-30"));
    EXPECT_EQ(season_now(spans, {}, day("2026-07-01")).begins_on, day("2026-09-01"));
}

TEST(Season, WithoutSpansOrWithAllDaysNeverTurns) {
    EXPECT_TRUE(season_now({}, {}, day("2026-11-21")).in_season);
    EXPECT_FALSE(season_turn({}, day("2026-11-21")));
    const std::vector whole_year{span("01-01", "12-31")};
    EXPECT_FALSE(season_turn(whole_year, day("2026-11-21")));
    EXPECT_FALSE(season_now(whole_year, {}, day("2026-11-21")).ends_on);
}

TEST(Season, TheLeapDayComesWhenItComes) {
    const std::vector spans{span("02-29", "02-29")};
    EXPECT_EQ(season_now(spans, {}, day("2026-01-01")).begins_on, day("2028-02-29"));
    EXPECT_EQ(season_now(spans, {}, day("2096-03-01")).begins_on, day("2104-02-29"));
    const std::vector to_leap_day{span("02-01", "02-29")};
    EXPECT_EQ(season_now(to_leap_day, {}, day("2027-02-10")).ends_on, day("2027-02-28"));
}

TEST(Season, ClosuresAreSaidFirstAndConsecutiveOnesAreOne) {
    const std::vector<Closure> tet{
        {day("2027-02-03"), day("2027-02-09"), "Nghỉ Tết"},
        {day("2027-02-10"), day("2027-02-12"), "Kiểm kho"}};
    const auto now = season_now({}, tet, day("2027-02-05"));
    ASSERT_TRUE(now.closed);
    EXPECT_EQ(now.closed->until, day("2027-02-12"));
    EXPECT_EQ(sentence_of(now).vi, "Người bán tạm nghỉ đến hết ngày 12/2/2027 (Nghỉ Tết).");
    EXPECT_FALSE(season_now({}, tet, day("2027-02-02")).closed);
    EXPECT_FALSE(season_now({}, tet, day("2027-02-13")).closed);
}

TEST(Season, ClosuresAreCheckedAllAtOnce) {
    const std::vector<Closure> closures{
        {day("2027-02-03"), day("2027-02-09"), "a"},
        {day("2027-02-09"), day("2027-02-08"), "b"},
        {day("2027-05-01"), day("2027-06-29"), "c"},
        {day("2027-07-01"), day("2027-08-30"), "d"},
        {day("2029-01-01"), day("2029-01-01"), "e"},
        {day("2027-02-09"), day("2027-02-10"), "f"}};
    std::vector<std::string> said;
    for (const auto& fault : faults_of(closures, day("2026-11-21")))
        said.push_back(fault.pointer + " " + std::string(fault.code));
    EXPECT_THAT(
        said,
        ElementsAre(
            "/closures/1/until before_the_beginning",
            "/closures/3/until too_long",
            "/closures/4/until too_far",
            "/closures/5/from overlap"
        )
    );
}

RC_GTEST_PROP(Season, TurnsExactlyWhereItSaysItDoes, ()) {
    const auto some_day = [] {
        return year_day_of(day("2024-01-01") + std::chrono::days(*rc::gen::inRange(0, 366)));
    };
    std::vector<SeasonSpan> spans;
    const auto count = *rc::gen::inRange(1, 4);
    for (int at = 0; at < count; ++at) spans.push_back({some_day(), some_day()});
    const auto today = day("2026-01-01") + std::chrono::days(*rc::gen::inRange(0, 1500));
    const auto turn = season_turn(spans, today);
    const bool now = season_now(spans, {}, today).in_season;
    RC_PRE(turn.has_value());
    for (auto at = today; at < *turn; at = at + std::chrono::days(1))
        RC_ASSERT(season_now(spans, {}, at).in_season == now);
    RC_ASSERT(season_now(spans, {}, *turn).in_season != now);
}

}  // namespace
}  // namespace chophien::catalog
