#include "traceability/epcis/schedule.hpp"

#include "traceability/epcis/refusals.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <vector>

namespace chophien::traceability::epcis {

namespace {

using namespace std::chrono;

struct Field {
    std::uint64_t Schedule::*set;
    int least;
    int most;
};

// As schedule_fields.
constexpr std::array fields_of{
    Field{&Schedule::seconds, 0, 59},
    Field{&Schedule::minutes, 0, 59},
    Field{&Schedule::hours, 0, 23},
    Field{&Schedule::days, 1, 31},
    Field{&Schedule::months, 1, 12},
    Field{&Schedule::weekdays, 1, 7}};
static_assert(fields_of.size() == schedule_fields.size());

constexpr std::size_t day_field = 3;
constexpr std::size_t weekday_field = 5;

// A day of the week and one of the year can stay apart for 40 years: 29 February 2096 to 2136 has five
// weekdays only.
constexpr int most_days = 40 * 366;

constexpr bool has(std::uint64_t set, unsigned number) { return (set >> number & 1U) != 0; }

std::uint64_t span_of(int from, int to) {
    std::uint64_t set = 0;
    for (int number = from; number <= to; ++number) set |= std::uint64_t{1} << static_cast<unsigned>(number);
    return set;
}

std::uint64_t all_of(const Field& field) { return span_of(field.least, field.most); }

std::uint64_t least_of(const Field& field) { return span_of(field.least, field.least); }

std::optional<int> number_in(std::string_view text, const Field& field) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool right = error == std::errc() && end == text.data() + text.size() && text.size() <= 2 &&
                       text.front() != '-' && number >= field.least && number <= field.most;
    return right ? std::optional(number) : std::nullopt;
}

std::optional<std::uint64_t> element_in(std::string_view text, const Field& field) {
    if (text == "*") return all_of(field);
    const bool bracketed = text.size() >= 2 && text.front() == '[' && text.back() == ']';
    if (bracketed) text = text.substr(1, text.size() - 2);
    const auto dash = text.find('-');
    if (dash == std::string_view::npos) {
        const auto number = bracketed ? std::nullopt : number_in(text, field);
        return number ? std::optional(span_of(*number, *number)) : std::nullopt;
    }
    const auto from = number_in(text.substr(0, dash), field);
    const auto to = number_in(text.substr(dash + 1), field);
    if (!from || !to || *from > *to) return std::nullopt;
    return span_of(*from, *to);
}

std::optional<std::uint64_t> set_in(std::string_view text, const Field& field) {
    std::uint64_t set = 0;
    for (;;) {
        const auto comma = std::min(text.find(','), text.size());
        const auto element = element_in(text.substr(0, comma), field);
        if (!element) return std::nullopt;
        set |= *element;
        if (comma == text.size()) return set;
        text.remove_prefix(comma + 1);
    }
}

std::optional<std::uint64_t> set_of(const json::Document& value, const Field& field) {
    if (value.is_number_integer()) return set_in(value.dump(), field);
    if (!value.is_string()) return std::nullopt;
    std::string text;
    for (const char sign : value.get_ref<const std::string&>())
        if (sign != ' ') text += sign;
    return set_in(text, field);
}

Violation wrong(std::string pointer, std::string vi, std::string en) {
    return {std::move(pointer), "schedule", std::move(vi), std::move(en)};
}

// What is finer than all that is given happens once, what is coarser always. A weekday is as coarse as a day
// of the month.
void fill_the_rest(Schedule& schedule, const std::array<bool, fields_of.size()>& given) {
    std::size_t finest = 0;
    while (finest < weekday_field && !given[finest]) ++finest;
    if (given[weekday_field]) finest = std::min(finest, day_field);
    for (std::size_t at = 0; at < fields_of.size(); ++at)
        if (!given[at])
            schedule.*fields_of[at].set = at < finest ? least_of(fields_of[at]) : all_of(fields_of[at]);
}

bool matches_day(const Schedule& schedule, sys_days day) {
    const year_month_day date(day);
    return has(schedule.months, static_cast<unsigned>(date.month())) &&
           has(schedule.days, static_cast<unsigned>(date.day())) &&
           has(schedule.weekdays, weekday(day).iso_encoding());
}

/// The first number of the set from `from` on.
std::optional<int> first_from(std::uint64_t set, int from) {
    const auto rest = from >= 64 ? 0 : set >> static_cast<unsigned>(from) << static_cast<unsigned>(from);
    return rest == 0 ? std::nullopt : std::optional(std::countr_zero(rest));
}

/// The first matching second of a day from that second on.
std::optional<std::int64_t> first_second(const Schedule& schedule, std::int64_t from) {
    auto hour = static_cast<int>(from / 3600);
    auto minute = static_cast<int>(from / 60 % 60);
    auto second = static_cast<int>(from % 60);
    for (;;) {
        const auto h = first_from(schedule.hours, hour);
        if (!h) return std::nullopt;
        if (*h > hour) minute = second = 0;
        hour = *h;
        auto m = first_from(schedule.minutes, minute);
        if (m && *m > minute) second = 0;
        const auto s = m ? first_from(schedule.seconds, second) : std::nullopt;
        if (m && s) return *h * 3600 + *m * 60 + *s;
        if (m) {  // no second is left in this minute
            minute = *m + 1;
            second = 0;
            m = first_from(schedule.minutes, minute);
            if (m) continue;
        }
        ++hour;
        minute = second = 0;
    }
}

}  // namespace

Result<Schedule> schedule_from(const json::Document& fields, std::string_view pointer) {
    const std::string at(pointer);
    std::vector<Violation> violations;
    if (!fields.is_object() || fields.empty())
        return refuse(
            subscription_controls,
            std::vector{
                wrong(at, "Cần ít nhất một trường của lịch.", "At least one field of a schedule is needed.")}
        );
    Schedule schedule;
    std::array<bool, fields_of.size()> given{};
    for (const auto& [name, value] : fields.items()) {
        const auto found = std::ranges::find(schedule_fields, std::string_view(name));
        if (found == schedule_fields.end()) {
            violations.push_back(wrong(at + '/' + name, "Trường không biết.", "An unknown field."));
            continue;
        }
        const auto number = static_cast<std::size_t>(found - schedule_fields.begin());
        const auto& field = fields_of[number];
        const auto set = set_of(value, field);
        if (!set) {
            const auto span = std::to_string(field.least) + "–" + std::to_string(field.most);
            violations.push_back(wrong(
                at + '/' + name,
                "Cần số trong khoảng " + span + ", danh sách, khoảng [a-b] hoặc *.",
                "Numbers of " + span + ", lists of them, ranges [a-b] or * are needed."
            ));
            continue;
        }
        schedule.*field.set = *set;
        given[number] = true;
    }
    if (!violations.empty()) return refuse(subscription_controls, std::move(violations));
    fill_the_rest(schedule, given);
    if (!next_after(schedule, sys_days(year(2024) / 1 / 1)))
        return refuse(
            subscription_controls,
            std::vector{wrong(at, "Lịch này không bao giờ tới.", "A moment of this schedule never comes.")}
        );
    return schedule;
}

bool matches(const Schedule& schedule, Instant moment) {
    const auto day = floor<days>(moment);
    const auto second = duration_cast<seconds>(floor<seconds>(moment) - day).count();
    return matches_day(schedule, day) && has(schedule.hours, static_cast<unsigned>(second / 3600)) &&
           has(schedule.minutes, static_cast<unsigned>(second / 60 % 60)) &&
           has(schedule.seconds, static_cast<unsigned>(second % 60));
}

std::optional<Instant> next_after(const Schedule& schedule, Instant moment) {
    const auto begin = floor<seconds>(moment) + seconds(1);
    auto day = floor<days>(begin);
    auto from = duration_cast<seconds>(begin - day).count();
    for (int tries = 0; tries < most_days; ++tries, day += days(1), from = 0) {
        if (!matches_day(schedule, day)) continue;
        if (const auto second = first_second(schedule, from)) return day + seconds(*second);
    }
    return std::nullopt;
}

}  // namespace chophien::traceability::epcis
