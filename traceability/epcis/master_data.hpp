// What a sender's documents say of its places, parties and products, kept for queries: places under a place,
// attributes of a name.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "traceability/epcis/event.hpp"

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

/// The newest word on a name replaces the older.
void keep_master_data(
    db::Transaction& tx, accounts::OrganisationId organisation, std::span<const MasterData> elements
);

/// The place and all places under it, by the organisation's own master data.
std::set<std::string> places_under(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view place
);

/// Attributes of a name by the organisation's own master data: id and value as text.
struct Attribute {
    std::string id;
    std::string value;
};

std::vector<Attribute> attributes_of(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view name
);

}  // namespace chophien::traceability::epcis
