// Organisations and their history in the database.
#pragma once

#include "accounts/organisation.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <vector>

namespace chophien::accounts::store {

/// One line of an organisation's history. The first has no `from`.
struct HistoryLine {
    std::uint64_t number = 0;
    Instant at{};
    std::string command{};
    std::optional<OrganisationState> from{};
    OrganisationState to{};
    PersonId person{};  ///< zero for the server itself
    std::optional<std::string> reason{};
};

/// False when one of that id is there already.
bool insert(db::Transaction& tx, const Organisation& organisation);
std::optional<Organisation> find(db::Transaction& tx, OrganisationId id);
/// Waits for whoever changes it and lets nobody else until the end of the transaction.
std::optional<Organisation> lock(db::Transaction& tx, OrganisationId id);
/// Writes everything that can change and raises the version, also in `organisation`.
void update(db::Transaction& tx, Organisation& organisation);

void append_history(
    db::Transaction& tx,
    const Organisation& organisation,
    std::string_view command,
    std::optional<OrganisationState> from,
    PersonId person,
    std::optional<std::string_view> reason
);
/// The newest first.
std::vector<HistoryLine> history(
    db::Transaction& tx, OrganisationId id, std::uint64_t before, std::int64_t limit
);

/// By rising id, after one; of one province when it is given.
std::vector<Organisation> in_state(
    db::Transaction& tx,
    OrganisationState state,
    const std::optional<std::string>& province,
    OrganisationId after,
    std::int64_t limit
);

/// Another organisation that was verified with that tax code, or with that GLN.
bool tax_code_taken(db::Transaction& tx, std::string_view tax_code, OrganisationId by_other_than);
bool gln_taken(db::Transaction& tx, std::string_view gln, OrganisationId by_other_than);

}  // namespace chophien::accounts::store
