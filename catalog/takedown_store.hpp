// Takedowns in the database.
#pragma once

#include "catalog/takedown.hpp"

#include <vector>

namespace chophien::catalog::takedown_store {

void insert(db::Transaction& tx, const Takedown& takedown);
std::optional<Takedown> find(db::Transaction& tx, TakedownId id);
/// Held until the end of the transaction.
std::optional<Takedown> lock(db::Transaction& tx, TakedownId id);
/// Writes what appeals and decisions change, and who decided.
void update(
    db::Transaction& tx, const Takedown& takedown, std::optional<accounts::OrganisationId> decided_by
);
/// The newest first.
std::vector<Takedown> newest(
    db::Transaction& tx, std::optional<TakedownState> state, std::uint64_t before, std::int64_t limit
);
std::vector<Takedown> newest_of(
    db::Transaction& tx,
    accounts::OrganisationId seller,
    std::optional<TakedownState> state,
    std::uint64_t before,
    std::int64_t limit
);
std::set<ProductId> in_force(db::Transaction& tx, std::span<const ProductId> products);

}  // namespace chophien::catalog::takedown_store
