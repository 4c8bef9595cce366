// Queries kept under a name, each organisation's own.
#pragma once

#include "traceability/epcis/query.hpp"
#include "traceability/epcis/refusals.hpp"
#include "traceability/epcis/sight.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::epcis {

struct NamedQuery {
    std::string name;
    json::Document query;  ///< as sent
    Instant created_at;
};

/// Keeps {"name": …, "query": {…}}. Prefixes of GS1-Extensions go into its @context. Refuses: not_allowed (a
/// guest), query_validation (no name, over 255 characters, no query, wrong parameters), already_exists.
Result<NamedQuery> name_query(
    db::Transaction& tx,
    const accounts::Caller& caller,
    const json::Document& definition,
    const Prefixes& prefixes
);

/// Refuses: no_such_name.
Result<NamedQuery> named_query(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view name
);

/// In the order of their names, behind that one.
std::vector<NamedQuery> named_queries(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view behind, std::int64_t limit
);

/// Refuses: no_such_name.
Result<Nothing> drop_query(db::Transaction& tx, accounts::OrganisationId organisation, std::string_view name);

/// The query behind a name, ready to run. What was kept can be read.
Query query_of(const NamedQuery& named);

}  // namespace chophien::traceability::epcis
