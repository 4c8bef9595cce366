// The denormalised row and the search words of each published product. Whoever changes what a list shows
// calls these in the same transaction.
#pragma once

#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"

#include <span>

namespace chophien::catalog {

/// Makes the products' listing rows say what is true now: new for what is published and has an offer on sale,
/// gone for the rest. Touches the products and the lists.
void refresh_listing(db::Transaction& tx, std::span<const ProductId> products);

/// Makes the products' search words follow their texts; of those not published there are none.
void refresh_words(db::Transaction& tx, std::span<const ProductId> products);

}  // namespace chophien::catalog
