// What goes back when an order is called off or lapses: stock or a slot's places, uses of promotions, money.
#pragma once

#include "catalog/slots/ahead.hpp"
#include "core/db/transaction.hpp"
#include "orders/order.hpp"

#include <optional>
#include <span>
#include <vector>

namespace chophien::orders {

/// Whose credit it goes to; none: a guest's.
std::optional<accounts::PersonId> buyer_of(const Order& order);

/// What orders that are called off had reserved. Slots, then offers, are each taken in the order of their
/// ids.
class GivenBack {
public:
    void add(const Order& order, std::span<const Line> lines);
    void give_back(db::Transaction& tx);

private:
    std::vector<catalog::SlotDemand> ahead_;
    std::vector<catalog::Demand> goods_;
};

/// All three of one locked order. Refuses what payments::refund refuses.
Result<Nothing> give_everything_back(db::Transaction& tx, const Order& order, std::span<const Line> lines);

}  // namespace chophien::orders
