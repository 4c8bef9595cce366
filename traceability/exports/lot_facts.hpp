// All that the market knows of a lot and a portal may ask for.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "traceability/exports/portals.hpp"
#include "traceability/lot.hpp"

#include <string_view>

namespace chophien::traceability::exports {

/// Of one's own lot; what happened before and after as far as one sees it. Pictures and the trace code are
/// addresses below the public one. No household and no worker is in them. Refuses chain_too_long.
Result<Facts> facts_of(
    db::Transaction& tx, const accounts::Caller& caller, const Lot& lot, std::string_view public_url
);

}  // namespace chophien::traceability::exports
