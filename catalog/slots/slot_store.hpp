// Slots in the database.
#pragma once

#include "catalog/slots/slot.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <span>
#include <vector>

namespace chophien::catalog::slot_store {

void insert(db::Transaction& tx, const Slot& slot);
/// Writes everything that can change but `reserved`, and raises the version, also in `slot`.
void update(db::Transaction& tx, Slot& slot);

std::optional<Slot> find(db::Transaction& tx, SlotId id);
/// Held until the end of the transaction.
std::optional<Slot> lock(db::Transaction& tx, SlotId id);
/// Of one offer, the newest first.
std::vector<Slot> slots_of(db::Transaction& tx, OfferId offer, std::uint64_t before, std::int64_t limit);
/// Slots of a product's offers that can be ordered today, by their days.
std::vector<Slot> open_of(db::Transaction& tx, ProductId product, Day today);
std::int64_t count_open(db::Transaction& tx, OfferId offer);

/// One conditional update: false when it is not open today or less is left.
bool reserve(db::Transaction& tx, SlotId id, Decimal quantity, Day today);
/// Some of what was reserved is shared out or given back.
void take_from_reserved(db::Transaction& tx, SlotId id, Decimal quantity);

/// Open slots whose last day for orders is over, held; another node's are passed over.
std::vector<Slot> lock_ended(db::Transaction& tx, Day today, std::int64_t limit);
/// Slots whose orders wait for their share or their money.
std::vector<SlotId> to_settle(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::catalog::slot_store
