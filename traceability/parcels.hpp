// What orders make happen to lots, as events of EPCIS 2.0: the small door through which the floor above tells
// that a parcel was packed, sent, handed over or opened again. Goods without a lot leave no event.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "traceability/lots.hpp"

#include <optional>
#include <span>
#include <string>

namespace chophien::traceability {

/// One order's parcel. Its draws were made before (lots.hpp).
struct Parcel {
    std::string order;  ///< the order's id as text: names the parcel and is the events' purchase order
    accounts::OrganisationId seller;
    /// The buyer when it is an organisation that trades; a consumer is in no event.
    std::optional<accounts::OrganisationId> buyer{};
    std::span<const Draw> draws;
};

/// AggregationEvent ADD, packing: the lots are in the parcel.
void parcel_packed(db::Transaction& tx, const Parcel& parcel);
/// AggregationEvent DELETE, unpacking: a packed order was called off. Before the draws are put back.
void parcel_unpacked(db::Transaction& tx, const Parcel& parcel);
/// ObjectEvent OBSERVE, shipping, with both owners; the buyer sees it.
void parcel_shipped(db::Transaction& tx, const Parcel& parcel);
/// To an organisation: ObjectEvent OBSERVE, receiving, captured as the buyer's own. To a consumer:
/// retail_selling, captured as the seller's.
void parcel_handed_over(db::Transaction& tx, const Parcel& parcel);

}  // namespace chophien::traceability
