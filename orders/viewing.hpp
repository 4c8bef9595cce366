// Looking at orders: by their buyer, by their seller, by a guest with the follow code.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"
#include "orders/wire.hpp"

namespace chophien::orders {

/// What the caller's organisation bought, newest first.
Result<List<OrderSummary>> list_orders(
    db::Transaction& tx, const accounts::Caller& caller, const ListOrders& wish
);

/// What was bought of the caller's organisation, newest first. Refuses: not_yours_to_do (a role that neither
/// fulfils nor sees money).
Result<List<OrderSummary>> list_sales(
    db::Transaction& tx, const accounts::Caller& caller, const ListOrders& wish
);

/// One order with its lines, lots, money and history, to its buyer or its seller. Refuses: no_such_order, for
/// everybody else too.
Result<OrderView> show(db::Transaction& tx, const accounts::Caller& caller, const NameOrder& wish);

/// The same for whoever has the number and the follow code. A wrong code looks as if there were no such
/// order. Refuses: no_such_order.
Result<OrderView> follow(db::Transaction& tx, const accounts::Caller& caller, const FollowOrder& wish);

/// The order behind number and code. Compares in the same time whatever is wrong. Refuses: no_such_order.
Result<OrderId> followed_order(db::Transaction& tx, std::string_view number, std::string_view code);

/// The side of an order on which an organisation stands that sells or buys it.
Actor side_of(const Order& order, const accounts::Caller& caller);

/// The whole view as one side sees it.
OrderView view_of(db::Transaction& tx, const Order& order, Actor viewer);

/// None when the line is not paid by weight. Pure.
std::optional<WeighedView> weighed_view(const Line& line);

/// Derived from what payments knows. Pure.
PaymentState payment_state(const payments::OrderMoney& money, Money total);

}  // namespace chophien::orders
