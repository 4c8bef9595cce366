// What the law of labels asks a listing to say, by kind of goods: catalog/data/goods-law.json names the kinds
// by their OCOP sets, the fields and the article of each.
#pragma once

#include "catalog/offer.hpp"
#include "catalog/product.hpp"
#include "core/db/transaction.hpp"

#include <span>
#include <vector>

namespace chophien::catalog {

/// Everything that is asked for before goods of this set are shown and that the product, or one of these
/// offers on sale, does not say; each violation names the article. Fields of offers at /offers/N/field, N
/// their place.
std::vector<Violation> missing_by_law(const Product& product, std::span<const Offer> on_sale);

/// All that a product lacks before it may be shown: missing_for_publication (product.hpp) and missing_by_law.
std::vector<Violation> missing_now(db::Transaction& tx, const Product& product);

}  // namespace chophien::catalog
