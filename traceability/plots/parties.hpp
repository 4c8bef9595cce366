// Numbers of parties and places: a GLN that was checked, else one of the market's.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>

namespace chophien::traceability::plots {

/// A number of the market's range that nobody was given before.
std::string take_platform_gln(db::Transaction& tx);

/// The GLN of an organisation that was verified with it; nothing otherwise.
std::optional<std::string> verified_gln(db::Transaction& tx, accounts::OrganisationId organisation);

/// An organisation's number as a party: its verified GLN, else the market's, given when first asked for.
std::string party_number(db::Transaction& tx, accounts::OrganisationId organisation);

}  // namespace chophien::traceability::plots
