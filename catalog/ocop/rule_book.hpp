// The OCOP rule books by date: which decision was in force on a day, who gave which stars under it, and the
// days and grounds of the one in force now. Facts in catalog/data/ocop-rules.json; pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ocop_set.hpp"
#include "core/clock.hpp"
#include "core/json/shape.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace chophien::catalog::ocop {

/// Levels of administration. Communes check and give no stars; districts were abolished on 1 July 2025.
enum class Level : std::uint8_t { commune, district, province, ministry };

/// Why a label is withdrawn (Decision 26/2026/QĐ-TTg art. 8).
enum class Ground : std::uint8_t {
    forged_dossier,
    criteria_unmet,
    law_breached,
    mark_misused,
    production_stopped,
    other_finding,
};

struct RuleBook {
    std::string_view decision;
    Day from{};                       ///< in force from this day until the next one's
    std::array<Level, 3> deciders{};  ///< of 3, 4 and 5 stars

    Level decider_of(std::int32_t stars) const;  ///< a bug for other than 3 to 5
};

/// By date, the oldest first. The first one's day is the first day a label can have.
std::span<const RuleBook> rule_books();
/// The one in force that day; null before the programme began.
const RuleBook* rule_book_on(Day day);

/// From so many points on, out of 100, a product has so many stars; 3, 4 and 5 are certified (art. 4).
struct Band {
    std::int32_t stars;
    std::int32_t from_points;
};

inline constexpr std::array bands{Band{5, 90}, Band{4, 70}, Band{3, 50}, Band{2, 30}, Band{1, 0}};
inline constexpr std::int32_t least_stars = 3;
inline constexpr std::int32_t most_stars = 5;
inline constexpr std::int32_t certificate_months = 36;

/// The days on which a re-evaluation is handed in: 180 to 120 days before the label's last day (art. 7).
inline constexpr std::chrono::days window_opens{180};
inline constexpr std::chrono::days window_closes{120};

struct Window {
    Day first{};
    Day last{};

    bool contains(Day day) const { return first <= day && day <= last; }
};

Window window_before(Day expires_on);

/// The farthest a late filer's label is extended past its last day (transition clause).
inline constexpr std::chrono::days longest_extension{180};

/// The commune checks a dossier within 15 working days (art. 5). Saturdays and Sundays are left out; public
/// holidays are not, so the day shown is the earliest it can be.
inline constexpr int check_working_days = 15;
Day working_days_after(Day day, int count);

/// Whether that kind may apply with a product of that set (art. 2.3). Unions are named only for tourism, as
/// federations; large enterprises are excluded, which the market cannot see from the kind.
bool may_apply(accounts::OrganisationKind kind, const OcopSet& set);

std::string_view name_vi(Ground ground);
std::string_view name_en(Ground ground);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Names<catalog::ocop::Level> {
    using enum catalog::ocop::Level;
    static constexpr std::array of{
        std::pair{commune, std::string_view("commune")},
        std::pair{district, std::string_view("district")},
        std::pair{province, std::string_view("province")},
        std::pair{ministry, std::string_view("ministry")},
    };
};

template <>
struct Names<catalog::ocop::Ground> {
    using enum catalog::ocop::Ground;
    static constexpr std::array of{
        std::pair{forged_dossier, std::string_view("forged_dossier")},
        std::pair{criteria_unmet, std::string_view("criteria_unmet")},
        std::pair{law_breached, std::string_view("law_breached")},
        std::pair{mark_misused, std::string_view("mark_misused")},
        std::pair{production_stopped, std::string_view("production_stopped")},
        std::pair{other_finding, std::string_view("other_finding")},
    };
};

}  // namespace chophien::json
