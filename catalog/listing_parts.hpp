// What the public list is made of, for others that show products or ask the index.
#pragma once

#include "catalog/listing.hpp"
#include "catalog/listing_query.hpp"
#include "catalog/search/asking.hpp"

namespace chophien::catalog {

/// The wish as the index is asked it, from its first page. Refuses: unknown_filter.
Result<search::Question> question_of(const ListProducts& wish, Day today);

ProductItem item_of(ListedRow&& row, Day today, bool demonstration);

}  // namespace chophien::catalog
