// Prices for the buyer who asks: what speaks of the offers now, read for all of them at once, and the rules
// of price.hpp over it.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/pricing/price.hpp"
#include "catalog/stock.hpp"
#include "core/db/transaction.hpp"

#include <map>
#include <optional>
#include <span>
#include <vector>

namespace chophien::catalog::pricing {

/// As price lists see one. A kind counts only of verified organisations: anybody may register as a retailer.
struct Buyer {
    accounts::OrganisationId organisation{};
    std::optional<accounts::OrganisationKind> kind{};
};

/// Whom pages that everybody shares are made for.
inline constexpr Buyer nobody{};

Buyer buyer_of(const accounts::Caller& caller);

/// The price of each line, in their order, and why. Asks the database nothing when no offer has special
/// prices, else twice for each sixteen such offers. Lines of one basket share the uses left of a promotion:
/// the first lines get them.
std::vector<Price> prices_for(
    db::Transaction& tx,
    const Buyer& buyer,
    std::span<const OfferTerms> terms,
    std::span<const Decimal> quantities
);

/// One offer with its list price and the least that is sold.
struct PricedOffer {
    OfferId offer;
    Money list_price;
    Decimal minimum;
};

/// All prices of each offer for this buyer, in the order of the offers.
std::vector<std::vector<PriceStep>> steps_for(
    db::Transaction& tx, const Buyer& buyer, std::span<const PricedOffer> offers
);

/// Uses up what lines have of promotions with a limit, in id order. Refuses: promotion_used_up with one
/// violation for each line of such a promotion, at /lines/N/offer.
Result<Nothing> take_uses(db::Transaction& tx, std::span<const Price> prices);

/// The uses of lines that were called off, each once; in id order. Those of promotions without a limit were
/// never counted.
void give_back_uses(db::Transaction& tx, std::span<const PromotionId> promotions);

/// Drops the kept pages of what public lists and promotions begin or cease to price, at most `limit` of each
/// at a time; how many turned. A chore for any node: prices themselves never wait for it.
std::size_t turn_prices(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::catalog::pricing
