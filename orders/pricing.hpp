// What a basket costs, seller by seller. Pure.
#pragma once

#include "catalog/pricing/price.hpp"
#include "catalog/stock.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"
#include "orders/order.hpp"

#include <span>
#include <string>
#include <vector>

namespace chophien::orders {

inline constexpr std::size_t most_lines = 100;
inline constexpr std::size_t most_orders = 20;

/// So much of one offer, as wished.
struct BasketLine {
    catalog::OfferId offer;
    Decimal quantity;
    std::optional<catalog::SlotId> slot{};  ///< ordered ahead, of that slot
};

/// One seller's part of a basket: one order, once it is placed. What is ordered ahead is a part of its own
/// for each slot, for it is fulfilled on its own day.
struct SellerPart {
    accounts::OrganisationId seller;
    std::string seller_name;
    std::optional<catalog::SlotId> slot{};
    std::vector<Line> lines;  ///< numbered from 1; no order yet
    Money goods;              ///< taxes included
    Money delivery;           ///< nothing is charged for delivery (yet): each cooperative's price includes it

    Money total() const { return goods + delivery; }
};

/// Price × quantity, half up to one đồng. Nothing when it is over Money::limit.
std::optional<Money> line_total(Money price, Decimal quantity);

/// The line as a harvest gave it: its share, and what that comes to at the most. `share` is below its
/// quantity.
Line cut_to(Line line, Decimal share);

/// What is wrong with lines in themselves: an offer named twice for one slot (/lines/N/offer).
std::vector<Violation> repeated_offers(std::span<const BasketLine> lines);

/// What is wrong with one line on its offer's terms: a fraction of a piece, below the minimum, no multiple of
/// the step, more than is left (telling how much is), the buyer's own goods, or too much money.
void check_line(
    const BasketLine& line,
    const catalog::OfferTerms& terms,
    accounts::OrganisationId buyer,
    std::size_t place,
    std::vector<Violation>& violations
);

/// Parts in the order in which their sellers and slots first appear; lines keep their order. `terms` and
/// `prices` are the lines' own, in their order, and every line passed check_line. Refuses (wrong_basket at
/// /lines): too many sellers, a total over Money::limit.
Result<std::vector<SellerPart>> parted(
    std::span<const BasketLine> lines,
    std::span<const catalog::OfferTerms> terms,
    std::span<const catalog::pricing::Price> prices
);

}  // namespace chophien::orders
