// What traceability has to know of products and packs, asked of the catalogue in this one place.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"
#include "core/quantity.hpp"

#include <optional>
#include <string>

namespace chophien::traceability {

/// One pack of a product as lots see it.
struct Pack {
    catalog::OfferId offer;
    catalog::ProductId product;
    accounts::OrganisationId seller;
    std::string gtin;                 ///< 14 digits
    const Unit* sold_in = nullptr;    ///< the sales unit
    std::optional<Quantity> content;  ///< net content of one sales unit, when it is known
};

/// The pack of an offer of any state, of this organisation; nothing otherwise.
std::optional<Pack> find_pack(db::Transaction& tx, catalog::OfferId offer, accounts::OrganisationId seller);

/// The pack a product's lots are coded for when no offer is named: that of its oldest offer.
std::optional<Pack> find_pack(
    db::Transaction& tx, catalog::ProductId product, accounts::OrganisationId seller
);

}  // namespace chophien::traceability
