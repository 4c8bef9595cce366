// The denormalised row of each published product. Whoever changes what a list shows calls this in the same
// transaction.
#pragma once

#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"

#include <span>

namespace chophien::catalog {

/// Makes the products' listing rows say what is true now: new for what is published and has an offer on sale,
/// gone for the rest. Touches the products and the lists.
void refresh_listing(db::Transaction& tx, std::span<const ProductId> products);

}  // namespace chophien::catalog
