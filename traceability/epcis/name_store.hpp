// Names as the database keeps them: each once, under the first eight bytes of its SHA-256.
#pragma once

#include "core/db/transaction.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

using NameId = std::uint64_t;

/// What a canonical name is kept under, also when it is not kept yet.
NameId name_id(std::string_view canonical);

/// Names to be kept, by id.
using Names = std::map<NameId, std::string>;

/// Adds it and gives its id. Two names under one id are a bug, so unlikely that it is only told.
NameId add_name(Names& names, std::string_view canonical);

/// Keeps those that are not there. Rows are locked in the order of their ids. A name whose id another name
/// holds is a bug.
void keep_names(db::Transaction& tx, const Names& names);

/// What these ids stand for; those not kept are left out.
std::map<NameId, std::string> names_of(db::Transaction& tx, std::span<const NameId> ids);

}  // namespace chophien::traceability::epcis
