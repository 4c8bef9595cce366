// The ids of orders.
#pragma once

#include "payments/escrow.hpp"

namespace chophien::orders {

struct OfBasket {
    static constexpr std::string_view prefix = "bsk";
};

using BasketId = Id<OfBasket>;
/// Payments keeps one escrow for each order, so the id is declared there.
using OrderId = payments::OrderId;
using payments::Method;

}  // namespace chophien::orders
