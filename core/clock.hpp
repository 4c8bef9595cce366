// Time is an input: whoever needs it is given a Clock, and tests move theirs.
#pragma once

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace chophien {

/// A moment, UTC, to the microsecond. Written as RFC 3339: 2026-11-21T20:50:33.123456Z.
using Instant = std::chrono::sys_time<std::chrono::microseconds>;

/// A day of the calendar without a zone: harvest days, due days. Written as 2026-11-21.
using Day = std::chrono::year_month_day;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
public:
    Instant now() const override;
};

/// Stands still until told; for tests.
class ManualClock final : public Clock {
public:
    explicit ManualClock(Instant start) : now_(start.time_since_epoch().count()) {}

    Instant now() const override { return Instant(std::chrono::microseconds(now_.load())); }

    void advance(std::chrono::microseconds by) { now_ += by.count(); }

    void set(Instant when) { now_ = when.time_since_epoch().count(); }

private:
    std::atomic<std::int64_t> now_;
};

/// The day on the wall in Vietnam (Asia/Ho_Chi_Minh: UTC+7 the whole year since 1975).
Day day_in_vietnam(Instant when);
/// Midnight in Vietnam at which that day begins.
Instant begin_of(Day day);
Day operator+(Day day, std::chrono::days by);

std::string text_of(Instant when);
std::string text_of(Day day);
/// RFC 3339 with Z or an offset and up to nine decimals (cut to six). Nothing for anything else or an
/// impossible date.
std::optional<Instant> instant_from(std::string_view text);
/// YYYY-MM-DD, an existing day of the years 1900 to 9999.
std::optional<Day> day_from(std::string_view text);

}  // namespace chophien
