// When a query that is subscribed to runs: seconds, minutes, hours, days and months a moment must match
// (EPCIS 2.0, QuerySchedule). Pure.
#pragma once

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

/// Moments in UTC. Each field is a set of numbers, one bit each; a moment matches when every field has its
/// number.
struct Schedule {
    std::uint64_t seconds = 0;
    std::uint64_t minutes = 0;
    std::uint64_t hours = 0;
    std::uint64_t days = 0;      ///< of the month, from 1
    std::uint64_t months = 0;    ///< from 1
    std::uint64_t weekdays = 0;  ///< from 1, Monday

    friend bool operator==(const Schedule&, const Schedule&) = default;
};

/// The members of a schedule in JSON and in a query string, the finest first.
inline constexpr std::array schedule_fields{
    std::string_view("second"),
    std::string_view("minute"),
    std::string_view("hour"),
    std::string_view("dayOfMonth"),
    std::string_view("month"),
    std::string_view("dayOfWeek")};

/// Reads {"hour": "1", "minute": "0,[10-20]", …}: numbers, ranges with or without brackets, lists of both,
/// and
/// "*" for any. A field that is left out means any when it is coarser than one that is given, and its least
/// when it is finer: {"hour": "1"} is once a day. Refuses subscription_controls with each wrong field as a
/// violation at its JSON Pointer; also what is empty, and what never comes (31 February).
Result<Schedule> schedule_from(const json::Document& fields, std::string_view pointer = "/schedule");

bool matches(const Schedule& schedule, Instant moment);

/// The first matching second after that moment; nothing when none comes within forty years.
std::optional<Instant> next_after(const Schedule& schedule, Instant moment);

}  // namespace chophien::traceability::epcis
