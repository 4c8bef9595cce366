// What became of a lot's quantity, holder by holder: in, out, and what does not add up.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/graph/ties_store.hpp"

#include <string>
#include <vector>

namespace chophien::traceability::graph {

/// One holder's account of one lot in one unit. Decimal texts with up to nine places, as events have them.
struct Balance {
    accounts::OrganisationId holder;
    std::string unit;       ///< Rec 20; empty: counted
    std::string made;       ///< grown or made there: ADD, or the output of a transformation
    std::string received;   ///< came in by receiving or accepting, whichever tells more
    std::string used;       ///< went into a transformation
    std::string shipped;    ///< left by shipping or departing, whichever tells more
    std::string sold;       ///< left by retail selling
    std::string destroyed;  ///< lost on purpose: destroying, decommissioning
    std::string left;       ///< what came in less what went out
    bool short_of = false;  ///< more went out than came in, of a whole account
    bool whole = false;     ///< those eyes see all the holder's events, not only some that were shared
};

/// Of every holder whose events those eyes see, one row a unit.
std::vector<Balance> balances_of(db::Transaction& tx, Eyes eyes, Thing lot);

}  // namespace chophien::traceability::graph
