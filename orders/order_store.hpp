// Orders in the database: SQL and rows, nothing else.
#pragma once

#include "core/db/transaction.hpp"
#include "orders/order.hpp"
#include "orders/recipient.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::orders::store {

/// What all orders of a basket share.
struct Basket {
    BasketId id;
    Recipient recipient;
    std::optional<std::string> note;
    std::optional<crypto::Digest> follow_digest;
    Instant placed_at;
};

// Placing. One statement for a basket and one for up to sixteen orders or lines.
void insert(db::Transaction& tx, const Basket& basket);
/// Gives an order another number when its own is taken.
void insert(db::Transaction& tx, std::span<Order> orders);
void insert(db::Transaction& tx, std::span<const Line> lines);

/// As one of its two sides sees it: nothing when the organisation neither sells nor buys it.
std::optional<Order> find(db::Transaction& tx, OrderId id, accounts::OrganisationId party);
/// The same, and nobody else changes it before the transaction ends. Everybody locks in one order: the order,
/// its money, offers by id, lots by id.
std::optional<Order> lock(db::Transaction& tx, OrderId id, accounts::OrganisationId party);
/// Without asking who looks: for the market's clockwork and for guests who showed their code.
std::optional<Order> find(db::Transaction& tx, OrderId id);
std::optional<Order> lock(db::Transaction& tx, OrderId id);

/// What a guest's code is compared with.
struct Followed {
    OrderId order;
    std::optional<crypto::Digest> follow_digest;
};

std::optional<Followed> followed(db::Transaction& tx, std::string_view number);

Basket basket_of(db::Transaction& tx, BasketId id);
/// As they were ordered, or as the harvest gave them.
std::vector<Line> lines_of(db::Transaction& tx, const Order& order);
std::vector<PackedLot> lots_of(db::Transaction& tx, OrderId id);
std::vector<Event> events_of(db::Transaction& tx, OrderId id);

/// Writes what can change, raises the version (also in `order`) and appends the event under it. The order is
/// locked.
void step(db::Transaction& tx, Order& order, Event event);
/// Only moves when the market looks next: no step, so no event and no new version.
void put_off(db::Transaction& tx, OrderId id, std::optional<Instant> due_at);

void insert_lots(db::Transaction& tx, OrderId id, std::span<const PackedLot> lots);
void delete_lots(db::Transaction& tx, OrderId id);

void insert_weights(db::Transaction& tx, OrderId id, std::span<const LineWeight> weights);
std::vector<LineWeight> weights_of(db::Transaction& tx, OrderId id);

// Newest first, before an id (none: from the newest).
std::vector<Order> bought(
    db::Transaction& tx,
    accounts::OrganisationId buyer,
    std::optional<State> state,
    std::optional<OrderId> before,
    std::int64_t limit
);
std::vector<Order> sold(
    db::Transaction& tx,
    accounts::OrganisationId seller,
    std::optional<State> state,
    std::optional<OrderId> before,
    std::int64_t limit
);

/// Orders in a state that are due, the longest due first, locked; those another transaction holds are passed
/// over.
std::vector<Order> lock_due(db::Transaction& tx, State state, std::int64_t limit);

/// Orders of a slot in a state that have no share of it yet, locked; those another transaction holds are
/// passed over.
std::vector<Order> lock_of_slot(db::Transaction& tx, catalog::SlotId slot, State state, std::int64_t limit);

/// Every statement, for the test that prepares them all.
std::vector<db::Statement> statements();

}  // namespace chophien::orders::store
