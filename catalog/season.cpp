#include "catalog/season.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog {

namespace {

using std::chrono::days;

// 29 February may be eight years away, around 2100.
constexpr int furthest_days = 8 * 366;

bool in_any(std::span<const SeasonSpan> spans, Day day) {
    return std::ranges::any_of(spans, [&](const SeasonSpan& span) { return contains(span, day); });
}

bool is_inside(const Closure& closure, Day day) { return closure.from <= day && day <= closure.until; }

const Closure* closed_on(std::span<const Closure> closures, Day day) {
    const auto found =
        std::ranges::find_if(closures, [&](const Closure& one) { return is_inside(one, day); });
    return found == closures.end() ? nullptr : &*found;
}

std::string day_vi(Day day) {
    return fmt::format(
        "{}/{}/{}",
        static_cast<unsigned>(day.day()),
        static_cast<unsigned>(day.month()),
        static_cast<int>(day.year())
    );
}

}  // namespace

std::optional<YearDay> year_day_from(std::string_view text) {
    // A leap year has every day there is.
    if (text.size() != 5) return std::nullopt;
    const auto day = day_from("2024-" + std::string(text));
    if (!day) return std::nullopt;
    return year_day_of(*day);
}

std::string written(YearDay day) { return fmt::format("{:02}-{:02}", day.number / 100, day.number % 100); }

YearDay year_day_of(Day day) {
    return {static_cast<std::int32_t>(
        static_cast<unsigned>(day.month()) * 100 + static_cast<unsigned>(day.day())
    )};
}

bool contains(const SeasonSpan& span, Day day) {
    const auto at = year_day_of(day);
    if (span.from <= span.to) return span.from <= at && at <= span.to;
    return at >= span.from || at <= span.to;
}

std::optional<Day> season_turn(std::span<const SeasonSpan> spans, Day today) {
    if (spans.empty()) return std::nullopt;
    const bool now = in_any(spans, today);
    for (int ahead = 1; ahead <= furthest_days; ++ahead)
        if (const auto day = today + days(ahead); in_any(spans, day) != now) return day;
    return std::nullopt;
}

SeasonNow season_now(std::span<const SeasonSpan> spans, std::span<const Closure> closures, Day today) {
    SeasonNow now;
    now.in_season = spans.empty() || in_any(spans, today);
    if (const auto turn = season_turn(spans, today)) {
        if (now.in_season)
            now.ends_on = *turn + days(-1);
        else
            now.begins_on = turn;
    }
    if (const auto* closed = closed_on(closures, today)) {
        now.closed = *closed;
        while (const auto* next = closed_on(closures, now.closed->until + days(1)))
            now.closed->until = next->until;
    }
    return now;
}

Sentence sentence_of(const SeasonNow& now) {
    if (now.closed)
        return {
            fmt::format(
                "Người bán tạm nghỉ đến hết ngày {} ({}).", day_vi(now.closed->until), now.closed->why
            ),
            fmt::format(
                "The seller is closed until the end of {} ({}).", text_of(now.closed->until), now.closed->why
            )};
    if (now.begins_on)
        return {
            fmt::format("Chưa vào mùa; mùa tới bắt đầu ngày {}.", day_vi(*now.begins_on)),
            fmt::format("Out of season; the next season begins on {}.", text_of(*now.begins_on))};
    if (now.ends_on)
        return {
            fmt::format("Đang vào mùa, đến hết ngày {}.", day_vi(*now.ends_on)),
            fmt::format("In season until the end of {}.", text_of(*now.ends_on))};
    return {"Có quanh năm.", "In season the whole year."};
}

std::vector<Violation> faults_of(std::span<const Closure> closures, Day today) {
    constexpr days longest{60};
    constexpr days furthest{731};
    std::vector<Violation> faults;
    const auto add = [&](std::size_t at,
                         std::string_view member,
                         std::string_view code,
                         std::string vi,
                         std::string en) {
        faults.push_back({fmt::format("/closures/{}/{}", at, member), code, std::move(vi), std::move(en)});
    };
    for (std::size_t at = 0; at < closures.size(); ++at) {
        const auto& one = closures[at];
        if (one.until < one.from) {
            add(at,
                "until",
                "before_the_beginning",
                "Ngày cuối trước ngày đầu.",
                "The last day is before the first.");
            continue;
        }
        if (one.until > one.from + (longest - days(1)))
            add(at, "until", "too_long", "Nghỉ tối đa 60 ngày.", "At most 60 days.");
        if (one.until > today + furthest)
            add(at, "until", "too_far", "Quá xa: tối đa hai năm.", "At most two years ahead.");
        const auto earlier = closures.first(at);
        if (std::ranges::any_of(earlier, [&](const Closure& other) {
                return one.from <= other.until && other.from <= one.until;
            }))
            add(at, "from", "overlap", "Trùng với một kỳ nghỉ khác.", "It overlaps another closure.");
    }
    return faults;
}

}  // namespace chophien::catalog
