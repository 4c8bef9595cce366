// The rule books by date, the days around a label's end, and the application's life state by state.
#include "catalog/label.hpp"
#include "catalog/ocop/application.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>

namespace chophien::catalog::ocop {
namespace {

Day day(std::string_view text) { return day_from(text).value(); }

TEST(OcopRules, TheRuleBookIsTheOneOfItsDay) {
    struct Row {
        std::string_view day;
        std::string_view decision;  // empty: none
        Level of_three;
        Level of_four;
        Level of_five;
    };

    using enum Level;
    for (const auto& row :
         {Row{"2018-05-06", "", {}, {}, {}},
          Row{"2018-05-07", "490/QĐ-TTg; 1048/QĐ-TTg", district, province, ministry},
          Row{"2023-02-23", "490/QĐ-TTg; 1048/QĐ-TTg", district, province, ministry},
          Row{"2023-02-24", "148/QĐ-TTg", district, province, ministry},
          Row{"2025-07-05", "148/QĐ-TTg", district, province, ministry},
          Row{"2025-07-06", "1489/QĐ-TTg", province, province, ministry},
          Row{"2026-05-21", "1489/QĐ-TTg", province, province, ministry},
          Row{"2026-05-22", "26/2026/QĐ-TTg", province, province, ministry}}) {
        const auto* book = rule_book_on(day(row.day));
        ASSERT_EQ(book == nullptr, row.decision.empty()) << row.day;
        if (book == nullptr) continue;
        EXPECT_EQ(book->decision, row.decision) << row.day;
        EXPECT_EQ(book->decider_of(3), row.of_three) << row.day;
        EXPECT_EQ(book->decider_of(4), row.of_four) << row.day;
        EXPECT_EQ(book->decider_of(5), row.of_five) << row.day;
    }
}

TEST(OcopRules, ReEvaluationIsHandedIn180To120DaysBeforeTheEnd) {
    const auto window = window_before(day("2028-12-31"));
    EXPECT_EQ(window.first, day("2028-07-04"));
    EXPECT_EQ(window.last, day("2028-09-02"));
    EXPECT_FALSE(window.contains(day("2028-07-03")));
    EXPECT_TRUE(window.contains(day("2028-07-04")));
    EXPECT_TRUE(window.contains(day("2028-09-02")));
    EXPECT_FALSE(window.contains(day("2028-09-03")));
}

TEST(OcopRules, TheCommuneHasFifteenWorkingDays) {
    EXPECT_EQ(working_days_after(day("2026-11-20"), 15), day("2026-12-11"));  // a Friday: three weeks on
    EXPECT_EQ(working_days_after(day("2026-11-21"), 15), day("2026-12-11"));  // a Saturday
    EXPECT_EQ(working_days_after(day("2026-11-23"), 1), day("2026-11-24"));
}

TEST(OcopRules, WhoMayApplyIsTheListOfTheDecision) {
    using enum accounts::OrganisationKind;
    const auto& tea = ocop_set(11);
    const auto& tourism = ocop_set(26);
    for (const auto kind : {cooperative, cooperative_group, enterprise, household}) {
        EXPECT_TRUE(may_apply(kind, tea));
        EXPECT_TRUE(may_apply(kind, tourism));
    }
    EXPECT_FALSE(may_apply(cooperative_union, tea));
    EXPECT_TRUE(may_apply(cooperative_union, tourism));
    for (const auto kind : {retailer, consumer, authority, certifier, operator_})
        EXPECT_FALSE(may_apply(kind, tea));
}

TEST(OcopRules, EveryStateAndCommandIsInTheTableOnceOrNotAtAll) {
    std::set<std::tuple<ApplicationState, ApplicationCommand, ApplicationActor>> seen;
    for (const auto& step : application_steps())
        EXPECT_TRUE(seen.insert({step.from, step.command, step.by}).second);
    std::size_t possible = 0;
    for (const auto& [state, state_name] : json::Names<ApplicationState>::of)
        for (const auto& [command, command_name] : json::Names<ApplicationCommand>::of)
            for (const auto by :
                 {ApplicationActor::holder,
                  ApplicationActor::commune,
                  ApplicationActor::province,
                  ApplicationActor::ministry})
                if (step_from(state, command, by) != nullptr) ++possible;
    EXPECT_EQ(possible, application_steps().size());
}

TEST(OcopRules, WhatIsOverStaysOverAndStarsComeOnlyFromACouncil) {
    using enum ApplicationState;
    for (const auto state : {recognised, not_recognised, withdrawn}) EXPECT_TRUE(is_over(state));
    for (const auto state : {draft, submitted, returned, at_province, at_ministry})
        EXPECT_FALSE(is_over(state));
    for (const auto& step : application_steps())
        if (step.to == recognised) {
            EXPECT_TRUE(step.from == at_province || step.from == at_ministry);
            EXPECT_NE(step.by, ApplicationActor::holder);
            EXPECT_EQ(
                step.guard,
                step.from == at_ministry ? ApplicationGuard::five : ApplicationGuard::three_or_four
            );
        }
}

RC_GTEST_PROP(OcopRules, OfAnyDayALabelHoldsToItsLastDayUnlessRevoked, ()) {
    const auto start = day("2018-05-07") + std::chrono::days(*rc::gen::inRange(0, 5000));
    OcopLabel label;
    label.decided_on = start;
    label.expires_on = last_day_of_label(start);
    RC_ASSERT(label.expires_on.ok());
    RC_ASSERT(holds(label, start));
    RC_ASSERT(holds(label, label.expires_on));
    RC_ASSERT(!holds(label, label.expires_on + std::chrono::days(1)));
    RC_ASSERT(!holds(label, start + std::chrono::days(-1)));
    label.revoked_at = Instant{};
    RC_ASSERT(!holds(label, start));
    RC_ASSERT(!labels_now({label}, label.expires_on + std::chrono::days(1)).last);
}

}  // namespace
}  // namespace chophien::catalog::ocop
