// What many of them are called, in one statement for sixteen.
#pragma once

#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"

#include <map>
#include <span>
#include <string>

namespace chophien::catalog {

/// Of those that are there, shown to the public or not.
std::map<ProductId, std::string> names_of(db::Transaction& tx, std::span<const ProductId> ids);

}  // namespace chophien::catalog
