// Points, stars and gates: the decision's bands as a table, and what holds for every sheet.
#include "catalog/ocop/rule_book.hpp"
#include "catalog/ocop/scoring.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace chophien::catalog::ocop {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Marks best_of(const ScoreSheet& sheet) {
    Marks marks;
    for (const auto& section : sheet.sections)
        for (const auto& criterion : section.criteria)
            marks.push_back({std::string(criterion.code), criterion.most()});
    return marks;
}

void set_points(Marks& marks, std::string_view criterion, std::int32_t points) {
    for (auto& mark : marks)
        if (mark.criterion == criterion) mark.points = points;
}

/// A whole sheet at random: one option of each criterion.
Marks any_marks(const ScoreSheet& sheet) {
    Marks marks;
    for (const auto& section : sheet.sections)
        for (const auto& criterion : section.criteria)
            marks.push_back({std::string(criterion.code), *rc::gen::elementOf(criterion.points)});
    return marks;
}

const ScoreSheet& any_sheet() { return score_sheet(*rc::gen::inRange(1, 27)); }

std::vector<std::string> codes_of(const std::vector<Violation>& faults) {
    std::vector<std::string> codes;
    for (const auto& fault : faults) codes.push_back(fault.pointer + " " + std::string(fault.code));
    return codes;
}

TEST(OcopScoring, StarsFollowTheAverageToTheLastHundredth) {
    struct Row {
        std::int64_t points;
        std::int64_t scorers;
        std::int32_t stars;
        std::string text;
    };

    for (const auto& row :
         {Row{0, 1, 1, "0"},
          Row{2999, 100, 1, "29.99"},
          Row{30, 1, 2, "30"},
          Row{4999, 100, 2, "49.99"},
          Row{50, 1, 3, "50"},
          Row{6999, 100, 3, "69.99"},
          Row{70, 1, 4, "70"},
          Row{8999, 100, 4, "89.99"},
          Row{269, 3, 4, "89.66"},
          Row{270, 3, 5, "90"},
          Row{89'999, 1000, 4, "89.99"},  // cut off: rounded it would look like 90
          Row{100, 1, 5, "100"}}) {
        EXPECT_EQ(stars_by_points({row.points, row.scorers}), row.stars) << row.text;
        EXPECT_EQ(text_of(Average{row.points, row.scorers}), row.text);
    }
}

TEST(OcopScoring, EverySetHasASheetOfAHundredPoints) {
    for (std::int32_t set = 1; set <= 26; ++set) {
        const auto& sheet = score_sheet(set);
        const std::array sheets{best_of(sheet)};
        const auto verdict = judge(sheet, sheets);
        EXPECT_EQ(verdict.total.points, 100) << set;
        EXPECT_EQ(verdict.stars, 5) << set;
        EXPECT_EQ(verdict.parts[0].points, 40) << set;
        EXPECT_EQ(verdict.parts[1].points, 25) << set;
        EXPECT_EQ(verdict.parts[2].points, 35) << set;
        EXPECT_THAT(verdict.missed, IsEmpty()) << set;
        EXPECT_EQ(sheet.samples, set == 26 ? 0 : 5) << set;
    }
}

TEST(OcopScoring, AMissedGateCapsTheStarsAndIsNamed) {
    const auto& tea = score_sheet(11);
    std::array sheets{best_of(tea)};
    set_points(sheets[0], "1.5", find_criterion(tea, "1.5")->gates.front().points);
    auto verdict = judge(tea, sheets);
    EXPECT_GE(verdict.total.points, 90);
    EXPECT_EQ(verdict.stars_by_points, 5);
    EXPECT_EQ(verdict.stars, 4);
    ASSERT_EQ(verdict.missed.size(), 1U);
    EXPECT_EQ(verdict.missed[0].criterion->code, "1.5");
    EXPECT_EQ(verdict.missed[0].gate.stars, 5);

    set_points(sheets[0], "2.3", 1);  // a lawful label without the traceability code
    verdict = judge(tea, sheets);
    EXPECT_EQ(verdict.stars, 3);
    set_points(sheets[0], "2.2", 0);  // no packaging: not even three stars, whatever the total
    verdict = judge(tea, sheets);
    EXPECT_EQ(verdict.stars, 2);
    EXPECT_GE(verdict.total.points, 70);
}

TEST(OcopScoring, TourismHasThreeGatesOnly) {
    const auto& tourism = score_sheet(26);
    std::vector<std::string> gates;
    for (const auto& section : tourism.sections)
        for (const auto& criterion : section.criteria)
            for (const auto& gate : criterion.gates)
                gates.push_back(
                    std::string(criterion.code) + " " + std::to_string(gate.stars) + ":" +
                    std::to_string(gate.points)
                );
    EXPECT_THAT(gates, ElementsAre("3.4 4:3", "3.5 3:1", "3.5 4:2"));
}

TEST(OcopScoring, ACouncilMeetsAGateWithItsAverage) {
    const auto& fresh = score_sheet(1);
    std::array sheets{best_of(fresh), best_of(fresh)};
    set_points(sheets[0], "3.5", 1);  // (1 + 3) / 2 = 2, what four stars ask for
    EXPECT_THAT(judge(fresh, sheets).missed, IsEmpty());
    set_points(sheets[1], "3.5", 2);  // 1.5
    ASSERT_EQ(judge(fresh, sheets).missed.size(), 1U);
    EXPECT_EQ(text_of(judge(fresh, sheets).missed[0].given), "1.5");
}

TEST(OcopScoring, EverythingWrongWithASheetIsToldAtOnce) {
    const auto& fresh = score_sheet(1);
    const Marks marks{{"1.1", 4}, {"2.1", 2}, {"99", 1}, {"7", 3}, {"7", 1}, {"6.1.1", 1}};
    EXPECT_THAT(
        codes_of(faults_of(fresh, marks, false)),
        ElementsAre(
            "/marks/0/points above_most",
            "/marks/1/points no_option",
            "/marks/2/criterion other_set",
            "/marks/4/criterion twice",
            "/marks/5/criterion other_set"
        )
    );
    EXPECT_EQ(faults_of(fresh, {}, true).size(), best_of(fresh).size());
    EXPECT_THAT(faults_of(fresh, {}, false), IsEmpty());
}

RC_GTEST_PROP(OcopScoring, AWholeSheetIsRightAndItsPartsAddUp, ()) {
    const auto& sheet = any_sheet();
    const std::array sheets{any_marks(sheet)};
    RC_ASSERT(faults_of(sheet, sheets[0], true).empty());
    const auto verdict = judge(sheet, sheets);
    std::int64_t parts = 0;
    for (const auto& part : verdict.parts) parts += part.points;
    RC_ASSERT(parts == verdict.total.points);
    RC_ASSERT(verdict.stars <= verdict.stars_by_points);
    for (const auto& missed : verdict.missed) RC_ASSERT(verdict.stars < missed.gate.stars);
}

RC_GTEST_PROP(OcopScoring, MorePointsInACriterionNeverCostAStar, ()) {
    const auto& sheet = any_sheet();
    std::array sheets{any_marks(sheet)};
    const auto before = judge(sheet, sheets).stars;
    auto& mark = sheets[0][*rc::gen::inRange<std::size_t>(0, sheets[0].size())];
    mark.points = find_criterion(sheet, mark.criterion)->most();
    RC_ASSERT(judge(sheet, sheets).stars >= before);
}

RC_GTEST_PROP(OcopScoring, AnAverageIsInItsBandExactly, ()) {
    const auto scorers = *rc::gen::inRange<std::int64_t>(1, 1000);
    const Average average{*rc::gen::inRange<std::int64_t>(0, 100 * scorers + 1), scorers};
    const auto stars = stars_by_points(average);
    const auto band = std::ranges::find(bands, stars, &Band::stars);
    RC_ASSERT(average.points >= band->from_points * scorers);
    if (stars < most_stars) RC_ASSERT(average.points < std::prev(band)->from_points * scorers);
    RC_ASSERT(points_short_of(average, stars) == 0);
    if (stars < most_stars) {
        const auto missing = points_short_of(average, stars + 1);
        RC_ASSERT(missing > 0);
        RC_ASSERT(stars_by_points({average.points + missing * scorers, scorers}) == stars + 1);
        RC_ASSERT(stars_by_points({average.points + (missing - 1) * scorers, scorers}) <= stars);
    }
}

}  // namespace
}  // namespace chophien::catalog::ocop
