#include "core/clock.hpp"

#include <fmt/format.h>

namespace chophien {

namespace {

using namespace std::chrono;
constexpr hours vietnam_offset{7};

// Reads exactly `count` digits and moves on; -1 when there are fewer.
int digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return -1;
    int number = 0;
    for (const char sign : text.substr(0, count)) {
        if (sign < '0' || sign > '9') return -1;
        number = number * 10 + (sign - '0');
    }
    text.remove_prefix(count);
    return number;
}

bool sign(std::string_view& text, char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Day> read_day(std::string_view& text) {
    const int y = digits(text, 4);
    if (y < 1900 || !sign(text, '-')) return std::nullopt;
    const int m = digits(text, 2);
    if (m < 1 || !sign(text, '-')) return std::nullopt;
    const int d = digits(text, 2);
    if (d < 1) return std::nullopt;
    const Day day = year(y) / m / d;
    if (!day.ok()) return std::nullopt;
    return day;
}

}  // namespace

Instant SystemClock::now() const { return floor<microseconds>(system_clock::now()); }

Day day_in_vietnam(Instant when) { return Day(floor<days>(when + vietnam_offset)); }

Instant begin_of(Day day) { return Instant(sys_days(day)) - vietnam_offset; }

Day operator+(Day day, days by) { return Day(sys_days(day) + by); }

std::string text_of(Instant when) {
    const auto midnight = floor<days>(when);
    const Day day(midnight);
    const hh_mm_ss time(when - midnight);
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:06}Z",
        int(day.year()),
        unsigned(day.month()),
        unsigned(day.day()),
        time.hours().count(),
        time.minutes().count(),
        time.seconds().count(),
        time.subseconds().count()
    );
}

std::string text_of(Day day) {
    return fmt::format("{:04}-{:02}-{:02}", int(day.year()), unsigned(day.month()), unsigned(day.day()));
}

std::optional<Day> day_from(std::string_view text) {
    const auto day = read_day(text);
    return text.empty() ? day : std::nullopt;
}

std::optional<Instant> instant_from(std::string_view text) {
    const auto day = read_day(text);
    if (!day || !(sign(text, 'T') || sign(text, 't'))) return std::nullopt;
    const int hour = digits(text, 2);
    if (hour < 0 || hour > 23 || !sign(text, ':')) return std::nullopt;
    const int minute = digits(text, 2);
    if (minute < 0 || minute > 59 || !sign(text, ':')) return std::nullopt;
    const int second = digits(text, 2);
    if (second < 0 || second > 59) return std::nullopt;
    int micro = 0;
    if (sign(text, '.')) {
        std::size_t places = 0;
        while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
            if (++places > 9) return std::nullopt;
            if (places <= 6) micro = micro * 10 + (text.front() - '0');
            text.remove_prefix(1);
        }
        if (places == 0) return std::nullopt;
        for (; places < 6; ++places) micro *= 10;
    }
    minutes offset{0};
    if (!(sign(text, 'Z') || sign(text, 'z'))) {
        const bool east = sign(text, '+');
        if (!east && !sign(text, '-')) return std::nullopt;
        const int oh = digits(text, 2);
        if (oh < 0 || oh > 14 || !sign(text, ':')) return std::nullopt;
        const int om = digits(text, 2);
        if (om < 0 || om > 59) return std::nullopt;
        offset = hours(oh) + minutes(om);
        if (!east) offset = -offset;
    }
    if (!text.empty()) return std::nullopt;
    return Instant(sys_days(*day)) + hours(hour) + minutes(minute) + seconds(second) + microseconds(micro) -
           offset;
}

}  // namespace chophien
