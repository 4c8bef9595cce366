// From a number on a pack to its product.
#pragma once

#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string_view>

namespace chophien::catalog {

/// The product one of whose offers carries this GTIN of 14 digits, in whatever state; nothing when there is
/// none.
std::optional<ProductId> product_with_gtin(db::Transaction& tx, std::string_view gtin);

}  // namespace chophien::catalog
