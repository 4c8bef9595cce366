// What sellers earned and when they may have it.
//
//     released ──hold over, and of cash on delivery the cash remitted──▶ matured
#pragma once

#include "payments/escrow.hpp"
#include "payments/settlement.hpp"

namespace chophien::payments {

/// False when the order was released before. Its hold begins now if its money has arrived, else with
/// release_arrived.
bool insert_release(
    db::Transaction& tx,
    OrderId order,
    accounts::OrganisationId seller,
    Money amount,
    const Rates& rates,
    bool money_arrived
);

/// The cash of an order's door has come to the market's bank: its release, if there is one, may mature. Hold
/// days count from the release.
void release_arrived(db::Transaction& tx, OrderId order);

}  // namespace chophien::payments
