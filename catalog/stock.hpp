// Stock as orders need it: terms to sell on, reserving, giving back. With stock_lots.hpp (packing, shipping)
// the only way other modules touch stock.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog {

/// So many sales units of one offer.
struct Demand {
    OfferId offer;
    Decimal quantity;
};

/// On what terms an offer sells now.
struct OfferTerms {
    OfferId offer;
    ProductId product;
    accounts::OrganisationId seller;
    std::string seller_name;
    std::string product_name;
    std::string pack;            ///< as on the label: "Hộp 500 g"; may be empty
    const Unit* unit = nullptr;  ///< of sale
    std::string gtin;            ///< 14 digits, the cooperative's own or the platform's
    Money price;                 ///< for one unit (the pricing unit, where there is one), taxes included
    Decimal step;                ///< quantities are multiples of it
    Decimal minimum;
    Decimal left;  ///< not reserved
    /// Until then price lists or promotions may speak of it; past: only its own price holds.
    Instant special_until{};
    std::optional<Decimal> content{};                 ///< of one sales unit …
    std::optional<const Unit*> content_unit{};        ///< … in this
    std::optional<const Unit*> pricing_unit{};        ///< paid by weight: the price is for one of these …
    std::optional<std::int32_t> tolerance_percent{};  ///< … within so much of the content (weighing.hpp)
    std::optional<std::int32_t> ocop_set{};           ///< the product's
};

/// The terms of published offers of verified sellers, in the order asked. Refuses: unknown_offer with one
/// violation for each that is not on sale, at pointers /lines/N/offer.
Result<std::vector<OfferTerms>> terms_of(db::Transaction& tx, std::span<const OfferId> offers);

/// Reserves all or nothing: one conditional update per offer, in id order, so that two baskets never cross
/// and overselling is impossible. Demands for one offer are added up first. Refuses: sold_out with one
/// violation for each short line at /lines/N/quantity (N its place in `demands`), telling what is left.
Result<Nothing> reserve(db::Transaction& tx, std::span<const Demand> demands);

/// What was reserved is for sale again.
void give_back(db::Transaction& tx, std::span<const Demand> demands);

}  // namespace chophien::catalog
