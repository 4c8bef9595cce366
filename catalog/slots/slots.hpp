// A seller's work on what it sells ahead: opening slots, correcting a forecast, bringing the harvest in,
// calling it off.
#pragma once

#include "catalog/slots/slot.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <functional>

namespace chophien::catalog {

struct CreateSlot {
    OfferId offer;
    Day first_day{};
    std::optional<Day> last_day{};  ///< the first day when left out
    std::optional<std::string> starts_at{};
    std::optional<std::string> place{};
    Decimal quantity;
    std::optional<std::int32_t> confidence_percent{};
    std::optional<std::int32_t> sellable_percent{};  ///< the confidence when left out; without one, all
    std::optional<Day> orders_until{};               ///< the day before the first when left out
};

/// What is left out stays.
struct ChangeSlot {
    SlotId slot;
    std::optional<Day> first_day{};
    std::optional<Day> last_day{};
    std::optional<std::string> starts_at{};
    std::optional<std::string> place{};
    std::optional<Decimal> quantity{};
    std::optional<std::int32_t> confidence_percent{};
    std::optional<std::int32_t> sellable_percent{};
    std::optional<Day> orders_until{};
    std::optional<std::int64_t> expected_version{};  ///< from If-Match; none: any
};

struct ListSlots {
    OfferId offer;
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct HarvestSlot {
    SlotId slot;
    Decimal quantity;
};

struct CallOffSlot {
    SlotId slot;
    std::string reason;
};

/// A slot as its seller sees it.
struct OwnSlot {
    SlotId id;
    OfferId offer;
    SlotKind kind{};
    SlotState state{};
    Day first_day{};
    Day last_day{};
    std::optional<std::string> starts_at{};
    std::optional<std::string> place{};
    Decimal quantity;
    std::optional<std::int32_t> confidence_percent{};
    std::int32_t sellable_percent = 100;
    Decimal sellable;
    Decimal reserved;
    Decimal left;
    Day orders_until{};
    std::optional<Decimal> harvested{};
    std::optional<Decimal> promised{};
    std::optional<Decimal> shared{};
    std::optional<std::string> reason{};
    std::int64_t version = 0;
    Instant updated_at{};
};

/// A slot as everybody sees it while it can be ordered.
struct SlotView {
    SlotId id;
    SlotKind kind{};
    Day first_day{};
    Day last_day{};
    std::optional<std::string> starts_at{};
    std::optional<std::string> place{};
    std::optional<std::int32_t> confidence_percent{};
    Day orders_until{};
    Decimal left;
};

SlotView shown(const Slot& slot);

/// Offers open at once have at most so many.
inline constexpr std::int64_t most_open_slots = 100;

/// Of a service a visit, of goods a harvest. Refuses: unknown_offer (also another's), not_as_sold.
Result<OwnSlot> create_slot(db::Transaction& tx, const accounts::Caller& seller, const CreateSlot& wish);

/// A forecast may fall below what was ordered: nothing more is sold then, and the harvest is shared. A closed
/// slot opens again with a later last day for orders. Refuses: unknown_slot (also another's),
/// changed_meanwhile, slot_is_over, not_as_sold.
Result<OwnSlot> change_slot(db::Transaction& tx, const accounts::Caller& seller, const ChangeSlot& wish);

/// The newest first. Refuses: unknown_offer, wrong_cursor.
Result<List<OwnSlot>> list_slots(db::Transaction& tx, const accounts::Caller& seller, const ListSlots& wish);

/// The harvest is in: it comes into the store as loose goods, and what was ordered of it is reserved, all or
/// as far as it goes; orders then take their shares (ahead.hpp). Nothing more can be ordered of the slot.
/// Done again with the same quantity it changes nothing. Refuses: unknown_slot, slot_is_over, not_as_sold.
Result<OwnSlot> harvest_slot(db::Transaction& tx, const accounts::Caller& seller, const HarvestSlot& wish);

/// The same where `goods` brings them into the store, of a lot.
Result<Slot> bring_in(
    db::Transaction& tx,
    const accounts::Caller& seller,
    const HarvestSlot& wish,
    const std::function<Result<Nothing>(const Slot&)>& goods
);

/// There is no harvest, or the visit does not take place: orders are called off and paid back. Refuses:
/// unknown_slot, slot_is_over.
Result<OwnSlot> call_off_slot(db::Transaction& tx, const accounts::Caller& seller, const CallOffSlot& wish);

/// Closes slots whose last day for orders is over, at most `limit`; how many. A job.
std::int64_t close_slots(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::CreateSlot> {
    using Of = catalog::CreateSlot;
    static constexpr std::string_view name = "CreateSlot";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer it is sold by, at its price."),
        field("first_day", &Of::first_day, "Of the harvest as you expect it, or of the visit."),
        field("last_day", &Of::last_day, "The last one; the first when left out."),
        field("starts_at", &Of::starts_at, characters(5, 5), "A visit's hour on the first day, as 07:30."),
        field("place", &Of::place, one_line, characters(1, 200), "Where a visit's guests are met."),
        field(
            "quantity",
            &Of::quantity,
            above_zero,
            "Expected of the harvest, or places there are, in sales units."
        ),
        field(
            "confidence_percent",
            &Of::confidence_percent,
            between(1, 100),
            "How sure you are of a harvest's quantity; buyers see it."
        ),
        field(
            "sellable_percent",
            &Of::sellable_percent,
            between(1, 100),
            "The share of the quantity that is sold ahead; the confidence when left out, all without one."
        ),
        field(
            "orders_until",
            &Of::orders_until,
            "The last day for orders; the day before the first when left out."
        ),
    };
};

template <>
struct Shape<catalog::ChangeSlot> {
    using Of = catalog::ChangeSlot;
    static constexpr std::string_view name = "ChangeSlot";
    static constexpr auto fields = std::tuple{
        field("slot", &Of::slot, "The slot."),
        field("first_day", &Of::first_day, "Of the harvest as you expect it now, or of the visit."),
        field("last_day", &Of::last_day, "The last one."),
        field("starts_at", &Of::starts_at, characters(5, 5), "A visit's hour on the first day, as 07:30."),
        field("place", &Of::place, one_line, characters(1, 200), "Where a visit's guests are met."),
        field("quantity", &Of::quantity, above_zero, "Expected now; it may fall below what was ordered."),
        field("confidence_percent", &Of::confidence_percent, between(1, 100), "How sure you are of it."),
        field("sellable_percent", &Of::sellable_percent, between(1, 100), "The share that is sold ahead."),
        field("orders_until", &Of::orders_until, "The last day for orders."),
    };
};

template <>
struct Shape<catalog::ListSlots> {
    using Of = catalog::ListSlots;
    static constexpr std::string_view name = "ListSlots";
    static constexpr auto fields = std::tuple{
        field("offer", &Of::offer, "The offer."),
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::HarvestSlot> {
    using Of = catalog::HarvestSlot;
    static constexpr std::string_view name = "HarvestSlot";
    static constexpr auto fields = std::tuple{
        field("slot", &Of::slot, "The slot."),
        field("quantity", &Of::quantity, above_zero, "All that came in, in sales units."),
    };
};

template <>
struct Shape<catalog::CallOffSlot> {
    using Of = catalog::CallOffSlot;
    static constexpr std::string_view name = "CallOffSlot";
    static constexpr auto fields = std::tuple{
        field("slot", &Of::slot, "The slot."),
        field("reason", &Of::reason, one_line, characters(1, 200), "Why; those who ordered read it."),
    };
};

template <>
struct Shape<catalog::OwnSlot> {
    using Of = catalog::OwnSlot;
    static constexpr std::string_view name = "OwnSlot";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The slot."),
        field("offer", &Of::offer, "Its offer."),
        field("kind", &Of::kind, "harvest or visit."),
        field("state", &Of::state, "open, closed, harvested or called_off."),
        field("first_day", &Of::first_day, "Of the harvest as expected, or of the visit."),
        field("last_day", &Of::last_day, "The last one."),
        field("starts_at", &Of::starts_at, "A visit's hour, in Vietnam."),
        field("place", &Of::place, "Where a visit's guests are met."),
        field("quantity", &Of::quantity, "Expected, or places there are."),
        field("confidence_percent", &Of::confidence_percent, "How sure the quantity is."),
        field("sellable_percent", &Of::sellable_percent, "The share that is sold ahead."),
        field("sellable", &Of::sellable, "That share, in whole steps."),
        field("reserved", &Of::reserved, "Ordered, and not shared out yet."),
        field("left", &Of::left, "What can be ordered still."),
        field("orders_until", &Of::orders_until, "The last day for orders."),
        field("harvested", &Of::harvested, "What came in."),
        field("promised", &Of::promised, "What was ordered when it came in."),
        field("shared", &Of::shared, "Given to orders since."),
        field("reason", &Of::reason, "Why it was called off."),
        field("version", &Of::version, "For If-Match."),
        field("updated_at", &Of::updated_at, "Last change."),
    };
};

template <>
struct Shape<catalog::SlotView> {
    using Of = catalog::SlotView;
    static constexpr std::string_view name = "Slot";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The slot: name it in the basket's line."),
        field("kind", &Of::kind, "harvest: goods that are not there yet; visit: a service on its day."),
        field("first_day", &Of::first_day, "Of the harvest as expected, or of the visit."),
        field("last_day", &Of::last_day, "The last one."),
        field("starts_at", &Of::starts_at, "A visit's hour, in Vietnam."),
        field("place", &Of::place, "Where a visit's guests are met."),
        field("confidence_percent", &Of::confidence_percent, "How sure the seller is of the harvest."),
        field("orders_until", &Of::orders_until, "The last day for orders."),
        field("left", &Of::left, "What can be ordered still."),
    };
};

}  // namespace chophien::json
