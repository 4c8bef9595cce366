// What many of them are called, in one statement for sixteen.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"

#include <map>
#include <span>
#include <string>

namespace chophien::accounts {

/// Of those that are there.
std::map<OrganisationId, std::string> names_of(db::Transaction& tx, std::span<const OrganisationId> ids);

}  // namespace chophien::accounts
