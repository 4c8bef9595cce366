// What the catalog shows of an organisation that sells. Accounts owns the facts; the catalog keeps a copy of
// the few that every list joins, so that a suspension closes a shop by changing one row.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/database.hpp"

#include <optional>
#include <string>

namespace chophien::catalog {

struct Seller {
    accounts::OrganisationId organisation;
    std::string name;
    accounts::OrganisationKind kind = accounts::OrganisationKind::cooperative;
    std::optional<std::string> province{};  ///< code of today
    bool open = false;  ///< verified and not suspended: only then its products are shown and sold
};

std::optional<Seller> find_seller(db::Transaction& tx, accounts::OrganisationId organisation);

/// Copies the facts from accounts and tells the caches what changed. A bug for an organisation that is not
/// there.
Seller refresh_seller(db::Transaction& tx, accounts::OrganisationId organisation);

/// The copy, made now when there is none.
Seller known_seller(db::Transaction& tx, accounts::OrganisationId organisation);

/// Keeps the copies right: follows the change feed with a durable place of its own and refreshes every
/// organisation it speaks of that has a copy. Any node may call it at any time, best when the feed moved; how
/// many organisations were refreshed.
std::size_t follow_sellers(db::Database& database);

}  // namespace chophien::catalog
