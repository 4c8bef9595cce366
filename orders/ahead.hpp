// Orders of what is sold ahead: their shares of harvests, and what becomes of them when there is none.
#pragma once

#include "core/db/transaction.hpp"
#include "orders/order.hpp"

namespace chophien::orders {

/// A confirmed order whose harvest is in takes its share of it. Where that is less than was ordered, the
/// order comes to less, and what was paid beyond it goes back to the buyer. Where it is nothing, the order is
/// called off. An order that is not ahead, or has its share, stays as it is. The order is locked.
Result<Nothing> take_share(db::Transaction& tx, Order& order);

/// Calls a locked order off on the market's behalf: its slot failed.
Result<Nothing> call_off(db::Transaction& tx, Order& order);

/// Gives confirmed orders their shares of harvests that are in, and calls off those of slots that were called
/// off, at most `limit`; how many. A job; several nodes may run it.
std::int64_t settle_slots(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::orders
