// Lots as orders need them: what leaves with a parcel comes out of a lot.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/lot_id.hpp"
#include "core/db/transaction.hpp"
#include "core/quantity.hpp"

#include <string>

namespace chophien::traceability {

using catalog::LotId;
using catalog::OfLot;

/// What a line of an order takes out of a lot.
struct Draw {
    LotId lot;
    catalog::ProductId product;
    Decimal quantity;  ///< in sales units of `offer`
    catalog::OfferId offer;
};

struct DrawnLot {
    LotId lot;
    std::string gtin;      ///< 14 digits
    std::string lot_code;  ///< AI 10
};

/// Takes it out of what the lot has left, by one conditional update. Refuses: unknown_lot (also another
/// seller's), wrong_product, unit_mismatch, lot_exhausted (telling what is left).
Result<DrawnLot> draw(db::Transaction& tx, accounts::OrganisationId seller, const Draw& draw);

/// Puts it back, when a packed order is cancelled.
void put_back(db::Transaction& tx, const Draw& draw);

}  // namespace chophien::traceability
