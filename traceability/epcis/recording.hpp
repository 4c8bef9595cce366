// Events of the market's own: what a cooperative's diary, a packed order or a shipment makes happen.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "core/json.hpp"

#include <string>
#include <vector>

namespace chophien::traceability::epcis {

/// Writes events in the running transaction, captured by this organisation: JSON as for POST /events; private
/// members use the prefix "cp" (https://chophien.vn/epcis/), which need not be declared. Returns the event
/// ids (the given, else the hash). An event that is there already (same hash) is left as it is. Breaking a
/// rule of EPCIS is a bug.
std::vector<std::string> record(
    db::Transaction& tx, accounts::OrganisationId organisation, const std::vector<json::Document>& events
);

}  // namespace chophien::traceability::epcis
