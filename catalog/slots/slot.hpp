// What of an offer is sold ahead of its day: goods of a harvest to come, or places of a service on the days
// on which it is given. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/offer.hpp"
#include "core/clock.hpp"
#include "core/json/shape.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog {

struct OfSlot {
    static constexpr std::string_view prefix = "slt";
};

using SlotId = Id<OfSlot>;

enum class SlotKind : std::uint8_t {
    harvest,  ///< goods that are not there yet: how much there will be is a forecast
    visit,    ///< a service: so many guests or places on those days
};

enum class SlotState : std::uint8_t {
    open,        ///< can be ordered up to orders_until
    closed,      ///< its last day for orders is over
    harvested,   ///< the goods are in the store and shared out among those who ordered
    called_off,  ///< there is none; whoever ordered gets the money back
};

struct Slot {
    SlotId id;
    OfferId offer;
    ProductId product;
    accounts::OrganisationId seller;
    SlotKind kind = SlotKind::harvest;
    SlotState state = SlotState::open;
    Day first_day{};  ///< of the harvest, as it is expected, or of the visit
    Day last_day{};
    std::optional<std::string> starts_at{};  ///< a visit's hour on the first day, in Vietnam: "07:30"
    std::optional<std::string> place{};      ///< where a visit begins
    Decimal quantity;                        ///< expected, or places there are; in sales units
    std::optional<std::int32_t> confidence_percent{};  ///< how sure the seller is of a harvest's quantity
    std::int32_t sellable_percent = 100;               ///< the share of it that is sold ahead
    Decimal step;                         ///< the offer's when the slot was made; shares keep to it
    Decimal sellable;                     ///< that share in whole steps
    Decimal reserved;                     ///< ordered, and not shared out yet
    Day orders_until{};                   ///< the last day for orders
    std::optional<Decimal> harvested{};   ///< what came in
    std::optional<Decimal> promised{};    ///< what was ordered when it came in
    Decimal shared{};                     ///< given to orders since
    std::optional<std::string> reason{};  ///< why it was called off
    std::int64_t version = 1;
    Instant updated_at{};

    /// What can be ordered still; a forecast that was lowered below what was ordered leaves nothing.
    Decimal left() const { return sellable > reserved ? sellable - reserved : Decimal{}; }
};

/// How long ahead anything is sold, in days.
inline constexpr int furthest_days = 730;

/// So much of a quantity, in whole steps, rounded down.
Decimal part_of(Decimal quantity, std::int32_t percent, Decimal step);

/// What an order for `ordered` gets of a harvest that is in: all of it, or the same part as everybody, in
/// whole steps, rounded down. What rounding leaves of the harvest is for sale.
Decimal share_of(Decimal ordered, const Slot& harvested);

/// Services are ordered for a day; goods may be. The only set of services is that of OCOP's group VI,
/// tourism.
inline constexpr std::int32_t service_set = 26;
bool is_service(std::optional<std::int32_t> ocop_set);

/// What is wrong with a slot as wished: days in the past, in the wrong order or too far off, a last day for
/// orders after its end, an hour that is none, a visit without a place, quantities out of range or of a
/// fraction of a piece.
std::vector<Violation> faults_of(const Slot& slot, const Unit& unit, Day today);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::SlotKind> {
    using enum catalog::SlotKind;
    static constexpr std::array of{
        std::pair{harvest, std::string_view("harvest")},
        std::pair{visit, std::string_view("visit")},
    };
};

template <>
struct Names<catalog::SlotState> {
    using enum catalog::SlotState;
    static constexpr std::array of{
        std::pair{open, std::string_view("open")},
        std::pair{closed, std::string_view("closed")},
        std::pair{harvested, std::string_view("harvested")},
        std::pair{called_off, std::string_view("called_off")},
    };
};

}  // namespace chophien::json
