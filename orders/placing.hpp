// From a basket to orders: what it costs, and placing it.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "orders/basket_wire.hpp"

namespace chophien::orders {

/// What the basket costs now, seller by seller. Promises nothing: prices and stock are only held by placing.
/// Refuses: wrong_basket with every violation at once (see pricing.hpp), among them offers not on sale
/// (/lines/N/offer) and what is left of an offer that has too little (/lines/N/quantity).
Result<BasketPrice> price(db::Transaction& tx, const accounts::Caller& caller, const PriceBasket& wish);

/// Makes one order for each seller, reserves the stock for all of them or for none, and asks for one payment
/// over their sum. Prices, names and packs are kept as they are now. A transfer is to come within the
/// market's terms (rules.hpp) or the orders lapse. A guest gets a follow code, shown here and never again.
/// Refuses: all of price's, wrong_recipient, may_not_buy (a role that does not buy, or a suspended buyer),
/// and payments' no_bank_account, not_enough_credit, method_not_for_guests, nothing_to_pay (goods that cost
/// nothing).
Result<PlacedBasket> place(db::Transaction& tx, const accounts::Caller& caller, const PlaceBasket& wish);

}  // namespace chophien::orders
