// Critical tracking events of the US food traceability rule (21 CFR 1.1325 to 1.1350, FSMA 204), read out of
// EPCIS events. Pure: names stay names, the sheet finds out what they are called.
#pragma once

#include "core/clock.hpp"
#include "traceability/epcis/event_store.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::exports {

enum class TrackingStep : std::uint8_t {
    harvesting,
    cooling,
    initial_packing,
    first_land_based_receiving,
    shipping,
    receiving,
    transformation,
};

/// Of a step that makes lots out of lots: what a lot is in it.
enum class LotPart : std::uint8_t { whole, ingredient, made };

/// How a lot grew, as far as the events before tell; of one that was made of several, all of them.
struct Grown {
    std::set<std::string> where{};   ///< farms and fields, canonical
    std::set<std::string> days{};    ///< of harvest, 2026-11-10
    std::set<std::string> cooled{};  ///< where
    std::set<std::string> cooled_on{};
};

/// One lot's part in one critical tracking event.
struct Tracked {
    TrackingStep step{};
    LotPart part = LotPart::whole;
    std::string day;  ///< local: by the event's own offset
    std::string lot;  ///< canonical
    std::string quantity;
    std::string unit;         ///< Recommendation 20; empty: counted
    std::string where;        ///< canonical; empty: not told
    std::string from;         ///< of receiving: the immediate previous source
    std::string to;           ///< the immediate subsequent recipient
    std::string assigned_at;  ///< where the lot got its code
    Grown grown{};
    std::string document_type;
    std::string document;
    std::string event_id;
};

struct TrackingQuestions {
    std::function<bool(std::string_view)> wanted;    ///< lots the sheet is about
    std::function<bool(std::string_view)> grown_on;  ///< places where things grow
};

/// Events in the order of time. Withdrawn ones tell nothing. What travels as pallet, crate or unit is told as
/// the lots in it. A shipment or receipt before the first packing is told, too, though the rule does not ask
/// for it.
std::vector<Tracked> tracked(std::span<const epcis::StoredEvent> events, const TrackingQuestions& ask);

/// The day of an event on the wall where it happened.
std::string local_day(Instant at, std::string_view zone_offset);

}  // namespace chophien::traceability::exports

namespace chophien::json {

template <>
struct Names<traceability::exports::TrackingStep> {
    using enum traceability::exports::TrackingStep;
    static constexpr std::array of{
        std::pair{harvesting, std::string_view("Harvesting")},
        std::pair{cooling, std::string_view("Cooling")},
        std::pair{initial_packing, std::string_view("Initial packing")},
        std::pair{first_land_based_receiving, std::string_view("First land-based receiving")},
        std::pair{shipping, std::string_view("Shipping")},
        std::pair{receiving, std::string_view("Receiving")},
        std::pair{transformation, std::string_view("Transformation")},
    };
};

template <>
struct Names<traceability::exports::LotPart> {
    using enum traceability::exports::LotPart;
    static constexpr std::array of{
        std::pair{whole, std::string_view("")},
        std::pair{ingredient, std::string_view("Ingredient")},
        std::pair{made, std::string_view("New lot")},
    };
};

}  // namespace chophien::json
