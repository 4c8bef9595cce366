// Many organisations by their ids and numbers, one statement for sixteen.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"

#include <map>
#include <span>
#include <string>

namespace chophien::accounts {

/// Of those that are there.
std::map<OrganisationId, std::string> names_of(db::Transaction& tx, std::span<const OrganisationId> ids);

/// Organisations that were verified with one of these GLNs.
std::map<std::string, OrganisationId> verified_with(db::Transaction& tx, std::span<const std::string> glns);

}  // namespace chophien::accounts
