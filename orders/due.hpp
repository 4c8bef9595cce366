// What the market does with orders when their time has come. The clockwork of every node calls these; orders
// that another node holds are passed over, and a second call finds nothing more to do.
#pragma once

#include "core/db/transaction.hpp"

#include <cstddef>
#include <cstdint>

namespace chophien::orders {

/// Lets orders lapse whose transfer never came: the stock is for sale again, the payment is closed. An order
/// paid in part keeps for a grace (rules.hpp) and then lapses too, and what came goes back to the buyer; of
/// one paid in full nothing is due any more. At most `limit`, the longest due first; how many were looked at.
std::size_t lapse_due(db::Transaction& tx, std::int64_t limit);

/// Closes delivered orders whose inspection window is over: the sellers get the money. At most `limit`; how
/// many were looked at.
std::size_t close_due(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::orders
