// Numbers of parties and places: a GLN that was checked, else one of the market's.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>

namespace chophien::traceability::plots {

/// A number of the market's range that nobody was given before.
std::string take_platform_gln(db::Transaction& tx);

/// The GLN of an organisation that was verified with it; nothing otherwise.
std::optional<std::string> verified_gln(db::Transaction& tx, accounts::OrganisationId organisation);

/// An organisation's number as a party: its verified GLN, else the market's, given when first asked for.
std::string party_number(db::Transaction& tx, accounts::OrganisationId organisation);

/// Whom party numbers stand for: organisations verified with that GLN, and those the market gave it to.
/// Others are left out.
std::map<std::string, accounts::OrganisationId> parties_of(
    db::Transaction& tx, std::span<const std::string> numbers
);

}  // namespace chophien::traceability::plots
