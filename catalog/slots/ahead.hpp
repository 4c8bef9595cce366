// What is sold ahead as orders need it: terms, reserving, shares of a harvest. With stock.hpp the only way
// orders touch slots. A slot's row is taken before any offer's.
#pragma once

#include "catalog/slots/slot.hpp"
#include "catalog/stock.hpp"

#include <span>

namespace chophien::catalog {

/// So many sales units of one slot.
struct SlotDemand {
    SlotId slot;
    Decimal quantity;
};

/// A line's slot, or none: then goods in the store are meant.
struct AheadLine {
    OfferId offer;
    std::optional<SlotId> slot{};
};

/// Makes terms those of the lines' slots: what is left is the slot's. Violations at /lines/N/slot: no slot of
/// that offer, one that cannot be ordered (any more), a service without a day (a visit).
void sell_ahead(
    db::Transaction& tx,
    std::span<const AheadLine> lines,
    std::span<OfferTerms> terms,
    std::vector<Violation>& violations
);

Slot slot_of(db::Transaction& tx, SlotId id);

/// All or nothing, one conditional update per slot, in id order. `places` are the demands' lines in the
/// basket. Refuses: sold_out with one violation for each short line at /lines/N/quantity.
Result<Nothing> reserve_ahead(
    db::Transaction& tx, std::span<const SlotDemand> demands, std::span<const std::size_t> places
);

/// What was ordered of a slot that has not been harvested can be ordered again.
void give_back_ahead(db::Transaction& tx, const SlotDemand& demand);

/// An order takes its share_of a harvest that is in: from then on it is reserved goods of the offer like any
/// other. The last order's share puts what rounding left up for sale.
Decimal take_share(db::Transaction& tx, const SlotDemand& ordered);

/// Slots that were harvested or called off and whose orders wait, the oldest first.
std::vector<SlotId> slots_to_settle(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::catalog
