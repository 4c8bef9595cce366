// From when until when a price list or promotion holds. Pure.
#pragma once

#include "core/clock.hpp"
#include "core/json/shape.hpp"
#include "core/result.hpp"

#include <array>
#include <optional>
#include <utility>
#include <vector>

namespace chophien::catalog::pricing {

/// The end of what has none, as it is stored: 31 December 9999.
inline constexpr Instant never = std::chrono::sys_days{std::chrono::year(9999) / std::chrono::December / 31};

/// Half open: `from` is inside, `until` is not.
struct Validity {
    Instant from{};
    Instant until = never;

    bool holds(Instant now) const { return from <= now && now < until; }
};

enum class Standing : std::uint8_t { upcoming, in_force, ended };

Standing standing_of(const Validity& validity, Instant now);

/// When it begins or ends next; never is no end. Nothing when neither lies ahead.
std::optional<Instant> next_turn(const Validity& validity, Instant now);

/// The wish completed: from now on when no beginning is given. Faults at /valid_from (in the past, by more
/// than a minute) and /valid_until (not after the beginning, over ten years ahead).
Validity validity_of(
    std::optional<Instant> from, std::optional<Instant> until, Instant now, std::vector<Violation>& faults
);

/// An end to be written instead of the present one: in the future, after the beginning, at most ten years
/// ahead. Fault at /valid_until.
void check_end(const Validity& validity, Instant now, std::vector<Violation>& faults);

/// As answers carry it: none for what has no end.
std::optional<Instant> shown_end(const Validity& validity);

}  // namespace chophien::catalog::pricing

namespace chophien::json {

template <>
struct Names<catalog::pricing::Standing> {
    using enum catalog::pricing::Standing;
    static constexpr std::array of{
        std::pair{upcoming, std::string_view("upcoming")},
        std::pair{in_force, std::string_view("in_force")},
        std::pair{ended, std::string_view("ended")},
    };
};

}  // namespace chophien::json
