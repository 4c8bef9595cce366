// What the change feed hears of orders.
#pragma once

#include "core/db/transaction.hpp"
#include "orders/order.hpp"

#include <string>
#include <string_view>

namespace chophien::orders {

/// Tells the change feed of one order: its id, state, version, basket, seller and buyer, as ids. Never a
/// person's words: the feed is read by more than the order's two sides.
void announce(db::Transaction& tx, std::string_view kind, const Order& order);

}  // namespace chophien::orders
