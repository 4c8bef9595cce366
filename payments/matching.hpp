// Whose is the money a bank line brings? Pure.
//
// The end must not depend on the order in which lines arrive. So what a line gives to an attempt is decided
// by facts that no other line changes: its codes, its amount, and what the attempts ask for in all. What an
// attempt got fills its open shares in their order; what finds no open share is the buyer's.
#pragma once

#include "payments/attempt_store.hpp"

#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace chophien::payments {

/// How a line of one amount is divided over the attempts its codes name: one code takes all of it; several
/// take what each asks for in all, when that adds up to the line. Nothing otherwise: money is not split by
/// guess.
std::optional<std::vector<Money>> portions(Money line, std::span<const Money> asked);

/// What ever came into each order's escrow.
using Captured = std::map<OrderId, Money>;

struct Filling {
    std::vector<std::pair<OrderId, Money>> into;  ///< escrows, each over zero
    Money rest;                                   ///< the buyer's
    bool too_late = false;  ///< nothing is asked for any more: expired, or every share closed
};

/// Fills the open shares of an attempt with a portion, and counts it in `captured`.
Filling fill(Money portion, AttemptState state, std::span<const ShareRow> shares, Captured& captured);

/// Every share that is not closed has got what it asks for, and there is one.
bool is_paid(std::span<const ShareRow> shares, const Captured& captured);

}  // namespace chophien::payments
