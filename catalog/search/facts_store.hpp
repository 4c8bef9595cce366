// What the index needs to know of products, read from the database.
#pragma once

#include "catalog/search/document.hpp"
#include "core/db/transaction.hpp"

#include <span>
#include <string>
#include <vector>

namespace chophien::catalog::search {

/// Of these products those that the lists show now: published, with an offer on sale, of an open seller.
std::vector<ProductFacts> facts_of(db::Transaction& tx, std::span<const ProductId> products);

/// The next of all listed products after that one, in the order of their ids.
std::vector<ProductId> listed_after(db::Transaction& tx, ProductId after, std::int64_t limit);
/// The next of one seller, listed or not.
std::vector<ProductId> products_after(
    db::Transaction& tx, accounts::OrganisationId seller, ProductId after, std::int64_t limit
);

/// Of these numbers those that are sellers.
std::vector<accounts::OrganisationId> sellers_among(
    db::Transaction& tx, std::span<const accounts::OrganisationId> numbers
);

/// What tells this database from every other; made when it is asked for first.
std::string market_name(db::Transaction& tx);

}  // namespace chophien::catalog::search
