// Attempts and the orders they pay for, as rows. The shares of one order are the lock under which its money
// moves: whoever captures, releases or refunds locks them first; whoever needs several locks attempts by memo
// code, then shares by order.
#pragma once

#include "payments/escrow.hpp"
#include "payments/wire.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::payments {

struct AttemptRow {
    AttemptId id;
    Method method = Method::bank_transfer;
    AttemptState state = AttemptState::pending;
    Money amount;
    Money received;
    Money surplus;
    std::optional<std::string> memo_code;
    accounts::PersonId buyer;
    Instant expires_at;
};

struct ShareRow {
    OrderId order;
    AttemptId attempt;
    Money amount;
    bool closed = false;
};

/// False when the memo code was given out before.
bool insert_attempt(db::Transaction& tx, const AttemptRow& attempt);
void insert_shares(db::Transaction& tx, AttemptId attempt, std::span<const Share> shares);

std::optional<AttemptRow> find_attempt(db::Transaction& tx, AttemptId id);
std::optional<AttemptRow> lock_attempt(db::Transaction& tx, AttemptId id);
/// Those that exist, locked in the order of their codes. The codes are sorted.
std::vector<AttemptRow> lock_attempts(db::Transaction& tx, std::span<const std::string> codes);
/// In the order in which part payments fill them, attempt by attempt.
std::vector<ShareRow> shares_of(db::Transaction& tx, std::span<const AttemptId> attempts);

/// Locks all shares of these orders, of whatever attempt. The orders are sorted.
std::vector<ShareRow> lock_shares(db::Transaction& tx, std::span<const OrderId> orders);
void close_shares(db::Transaction& tx, OrderId order);

/// Writes received, surplus and state.
void update_attempt(db::Transaction& tx, const AttemptRow& attempt);

/// Tells the change feed what was paid.
void announce_received(db::Transaction& tx, AttemptId attempt, std::span<const OrderId> orders);

}  // namespace chophien::payments
