// Schedules of subscriptions: what is read, what is refused, and when they come.
#include "traceability/epcis/refusals.hpp"
#include "traceability/epcis/schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <rapidcheck/gtest.h>

#include <map>

namespace chophien::traceability::epcis {
namespace {

using Json = json::Document;

Instant at(std::string_view text) { return instant_from(text).value(); }

Schedule read(const Json& fields) {
    auto schedule = schedule_from(fields);
    EXPECT_TRUE(schedule) << fields;
    return schedule.value_or(Schedule{});
}

std::string next(const Json& fields, std::string_view after) {
    const auto moment = next_after(read(fields), at(after));
    return moment ? text_of(*moment) : "never";
}

TEST(EpcisSchedule, ComesAtTheNextMomentThatMatches) {
    struct Row {
        Json fields;
        std::string_view after;
        std::string_view next;
    };

    const std::vector<Row> rows{
        {{{"hour", "1"}, {"minute", "5"}}, "2026-11-30T01:04:59Z", "2026-11-30T01:05:00.000000Z"},
        {{{"hour", "1"}, {"minute", "5"}}, "2026-11-30T01:05:00Z", "2026-12-01T01:05:00.000000Z"},
        {{{"hour", 1}, {"minute", 5}}, "2026-11-30T01:04:59.999999Z", "2026-11-30T01:05:00.000000Z"},
        {{{"second", "0,30"}}, "2026-11-30T01:04:59Z", "2026-11-30T01:05:00.000000Z"},
        {{{"second", "0,30"}}, "2026-11-30T01:05:00Z", "2026-11-30T01:05:30.000000Z"},
        {{{"second", "*"}}, "2026-11-30T01:05:00.2Z", "2026-11-30T01:05:01.000000Z"},
        {{{"minute", "[10-12],50"}}, "2026-11-30T01:12:00Z", "2026-11-30T01:50:00.000000Z"},
        {{{"minute", "10-12, 50"}}, "2026-11-30T01:50:00Z", "2026-11-30T02:10:00.000000Z"},
        {{{"hour", "*"}}, "2026-11-30T01:50:00Z", "2026-11-30T02:00:00.000000Z"},
        {{{"hour", "23"}, {"minute", "59"}, {"second", "59"}},
         "2026-12-31T23:59:59Z",
         "2027-01-01T23:59:59.000000Z"},
        {{{"dayOfMonth", "31"}}, "2026-11-30T00:00:00Z", "2026-12-31T00:00:00.000000Z"},
        {{{"dayOfWeek", "1"}}, "2026-11-30T00:00:00Z", "2026-12-07T00:00:00.000000Z"},
        {{{"dayOfWeek", "[6-7]"}, {"hour", "8"}}, "2026-11-30T00:00:00Z", "2026-12-05T08:00:00.000000Z"},
        {{{"dayOfWeek", "5"}, {"dayOfMonth", "13"}}, "2026-11-30T00:00:00Z", "2027-08-13T00:00:00.000000Z"},
        {{{"month", "3"}}, "2026-11-30T00:00:00Z", "2027-03-01T00:00:00.000000Z"},
        {{{"month", "2"}, {"dayOfMonth", "29"}}, "2026-11-30T00:00:00Z", "2028-02-29T00:00:00.000000Z"},
        {{{"second", "30"}, {"hour", "7"}}, "2026-11-30T07:00:30Z", "2026-11-30T07:01:30.000000Z"},
    };
    for (const auto& row : rows) EXPECT_EQ(next(row.fields, row.after), row.next) << row.fields << row.after;
}

TEST(EpcisSchedule, IsRefusedFieldByField) {
    const std::map<std::string, std::vector<std::string>> wrong{
        {"second", {"60", "-1", "", "a", "1,", ",1", "[5-1]", "[5]", "5-", "1 2x", "001"}},
        {"minute", {"60"}},
        {"hour", {"24", "[0-24]"}},
        {"dayOfMonth", {"0", "32"}},
        {"month", {"0", "13"}},
        {"dayOfWeek", {"0", "8"}}};
    for (const auto& [field, texts] : wrong)
        for (const auto& text : texts) {
            const auto schedule = schedule_from({{field, text}});
            ASSERT_FALSE(schedule) << field << ' ' << text;
            EXPECT_EQ(schedule.error(), subscription_controls);
            EXPECT_EQ(schedule.error().violations.front().pointer, "/schedule/" + field);
        }
    const auto all = schedule_from({{"second", 60}, {"hours", "1"}, {"hour", true}});
    ASSERT_FALSE(all);
    EXPECT_EQ(all.error().violations.size(), 3U);
    for (const Json& none :
         {Json::object(), Json("0 5 * * *"), Json{{"month", "2"}, {"dayOfMonth", "30,31"}}})
        EXPECT_FALSE(schedule_from(none)) << none;
}

rc::Gen<Json> field_between(int least, int most) {
    return rc::gen::map(
        rc::gen::pair(rc::gen::inRange(least, most + 1), rc::gen::inRange(least, most + 1)),
        [](const std::pair<int, int>& two) -> Json {
            const auto [low, high] = std::minmax(two.first, two.second);
            if ((low + high) % 3 == 0) return std::to_string(low);
            if ((low + high) % 3 == 1) return std::to_string(high) + ',' + std::to_string(low);
            return '[' + std::to_string(low) + '-' + std::to_string(high) + ']';
        }
    );
}

RC_GTEST_PROP(EpcisScheduleProperty, NothingMatchesBeforeTheNextMomentAndItMatches, ()) {
    auto fields = Json::object();
    const std::array bounds{
        std::pair{0, 59},
        std::pair{0, 59},
        std::pair{0, 23},
        std::pair{1, 28},
        std::pair{1, 12},
        std::pair{1, 7}};
    for (std::size_t number = 0; number < bounds.size(); ++number)
        if (*rc::gen::arbitrary<bool>())
            fields[std::string(schedule_fields[number])] =
                *field_between(bounds[number].first, bounds[number].second);
    RC_PRE(!fields.empty());
    const auto schedule = schedule_from(fields);
    RC_PRE(schedule.has_value());
    const Instant after = std::chrono::sys_days(std::chrono::year(2026) / 1 / 1) +
                          std::chrono::seconds(*rc::gen::inRange(0, 400 * 86400)) +
                          std::chrono::microseconds(*rc::gen::inRange(0, 1000000));
    const auto moment = next_after(*schedule, after);
    RC_ASSERT(moment.has_value());
    RC_ASSERT(*moment > after);
    RC_ASSERT(matches(*schedule, *moment));
    RC_ASSERT(moment->time_since_epoch() % std::chrono::seconds(1) == std::chrono::microseconds(0));
    // The seconds before it, back to the beginning or a day.
    auto earlier = *moment - std::chrono::seconds(1);
    for (int tries = 0; tries < 86400 && earlier > after; ++tries, earlier -= std::chrono::seconds(1))
        RC_ASSERT(!matches(*schedule, earlier));
}

}  // namespace
}  // namespace chophien::traceability::epcis
