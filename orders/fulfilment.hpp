// What buyer and seller do with an order once it is placed. Every command locks the order before it looks at
// its state; giving it again in the state it led to answers the same order and changes nothing.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "orders/wire.hpp"

namespace chophien::orders {

// All of them refuse: no_such_order (also when the caller is on neither side), not_yours_to_do, wrong_state.

/// The seller takes the order on. What the seller is (cooperative, household…) is kept with it, for taxes.
/// Refuses: not_paid (a transfer that has not come in full).
Result<OrderView> confirm(db::Transaction& tx, const accounts::Caller& caller, const NameOrder& wish);

/// Takes every line out of lots of its product, exactly, and lines that are paid by weight at what the scales
/// say: the order then comes to that, and what was paid beyond it goes back to the buyer. Refuses:
/// wrong_packing with every violation at once; the lots' own refusals (another seller's lot, another product,
/// too little left) at /lines/N/lots/M; done_otherwise (packed with other lots).
Result<OrderView> pack(db::Transaction& tx, const accounts::Caller& caller, const PackOrder& wish);

/// The goods leave the store. Refuses: done_otherwise.
Result<OrderView> ship(db::Transaction& tx, const accounts::Caller& caller, const ShipOrder& wish);

/// The seller says who took the parcel in. Cash on delivery counts as collected. The inspection window
/// begins. Refuses: done_otherwise.
Result<OrderView> deliver(db::Transaction& tx, const accounts::Caller& caller, const DeliverOrder& wish);

/// The buyer has the goods and is content: the seller gets the money at once. Refuses: pay_at_the_door (cash
/// on delivery, before the seller recorded the delivery).
Result<OrderView> accept(db::Transaction& tx, const accounts::Caller& caller, const NameOrder& wish);

/// Calls it off: the buyer before it is packed, the seller before it is shipped, with a reason. Stock and
/// lots come back, and so does what was paid. Of an order the seller never took on, the state is then
/// refused. Refuses: reason_needed.
Result<OrderView> cancel(db::Transaction& tx, const accounts::Caller& caller, const CancelOrder& wish);

/// The same for a guest with the follow code, with the buyer's rights.
Result<OrderView> cancel_followed(
    db::Transaction& tx, const accounts::Caller& caller, const CancelFollowed& wish
);

}  // namespace chophien::orders
