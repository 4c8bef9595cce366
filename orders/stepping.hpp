// One step of a locked order: whether it may be taken, and taking it. Shared by people's commands and the
// clockwork.
#pragma once

#include "catalog/pricing/resolving.hpp"
#include "core/db/transaction.hpp"
#include "orders/order.hpp"

#include <span>
#include <vector>

namespace chophien::orders {

/// Where a command leads.
struct Way {
    State to = State::placed;
    bool repeated = false;  ///< the order is there already: nothing is to be done
};

/// Looks the command up in the table and judges its guard. `known` is completed with the order's money and
/// method. Refuses: wrong_state, saying what the state is, and the guard's refusals.
Result<Way> way_from(
    db::Transaction& tx, const Order& order, Command command, Actor by, Circumstances known = {}
);

/// Goes that way: state, version, event and announcement. What else the order's members say is stored with
/// it.
void take(db::Transaction& tx, Order& order, const Way& way, Event event);

/// The order's escrow goes to the seller. Refuses what payments::release refuses.
Result<Nothing> let_go(db::Transaction& tx, const Order& order);

/// The promotions lines were priced by, one for each such line.
std::vector<PromotionId> promotions_of(std::span<const Line> lines);

}  // namespace chophien::orders
