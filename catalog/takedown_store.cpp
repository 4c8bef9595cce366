#include "catalog/takedown_store.hpp"

#include "catalog/bulk.hpp"

namespace chophien::catalog::takedown_store {

namespace {

using db::Statement;

constexpr Statement insert_takedown{"catalog.insert_takedown", R"sql(
    INSERT INTO takedowns
           (id, product, seller, in_force_of, state, ground, reason, reference, ordered_by, by_authority, ordered_at,
            was_published)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement select_takedown{"catalog.find_takedown", R"sql(
    SELECT id, product, seller, state, ground, reason, reference, ordered_by, by_authority, ordered_at, was_published,
           appeal, appealed_at, decision, decided_at
      FROM takedowns
     WHERE id = ?
)sql"};

constexpr Statement select_takedown_locked{"catalog.lock_takedown", R"sql(
    SELECT id, product, seller, state, ground, reason, reference, ordered_by, by_authority, ordered_at, was_published,
           appeal, appealed_at, decision, decided_at
      FROM takedowns
     WHERE id = ?
       FOR UPDATE
)sql"};

constexpr Statement update_takedown{"catalog.update_takedown", R"sql(
    UPDATE takedowns
       SET state = ?, in_force_of = IF(state = 'lifted', NULL, product), appeal = ?, appealed_at = ?, decision = ?,
           decided_by = COALESCE(?, decided_by), decided_at = ?
     WHERE id = ?
)sql"};

constexpr Statement newest_takedowns{"catalog.newest_takedowns", R"sql(
    SELECT id, product, seller, state, ground, reason, reference, ordered_by, by_authority, ordered_at, was_published,
           appeal, appealed_at, decision, decided_at
      FROM takedowns
     WHERE id < ?
     ORDER BY id DESC
     LIMIT ?
)sql"};

constexpr Statement newest_in_state{"catalog.newest_takedowns_in_state", R"sql(
    SELECT id, product, seller, state, ground, reason, reference, ordered_by, by_authority, ordered_at, was_published,
           appeal, appealed_at, decision, decided_at
      FROM takedowns FORCE INDEX (by_state)
     WHERE state = ? AND id < ?
     ORDER BY id DESC
     LIMIT ?
)sql"};

constexpr Statement newest_of_seller{"catalog.newest_takedowns_of_seller", R"sql(
    SELECT id, product, seller, state, ground, reason, reference, ordered_by, by_authority, ordered_at, was_published,
           appeal, appealed_at, decision, decided_at
      FROM takedowns FORCE INDEX (by_seller)
     WHERE seller = ? AND id < ? AND (? IS NULL OR state = ?)
     ORDER BY id DESC
     LIMIT ?
)sql"};

constexpr Statement select_in_force{"catalog.takedowns_in_force", R"sql(
    SELECT t.in_force_of
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN takedowns AS t FORCE INDEX (one_in_force) ON t.in_force_of = wanted.id
)sql"};

}  // namespace

}  // namespace chophien::catalog::takedown_store

template <>
struct chophien::db::Columns<chophien::catalog::Takedown> {
    using Of = catalog::Takedown;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::product,
        &Of::seller,
        &Of::state,
        &Of::ground,
        &Of::reason,
        &Of::reference,
        &Of::ordered_by,
        &Of::by_authority,
        &Of::ordered_at,
        &Of::was_published,
        &Of::appeal,
        &Of::appealed_at,
        &Of::decision,
        &Of::decided_at};
};

namespace chophien::catalog::takedown_store {

void insert(db::Transaction& tx, const Takedown& takedown) {
    tx.change(
        insert_takedown,
        takedown.id,
        takedown.product,
        takedown.seller,
        takedown.product,
        takedown.state,
        takedown.ground,
        takedown.reason,
        takedown.reference,
        takedown.ordered_by,
        takedown.by_authority,
        takedown.ordered_at,
        takedown.was_published
    );
}

std::optional<Takedown> find(db::Transaction& tx, TakedownId id) {
    return tx.row<Takedown>(select_takedown, id);
}

std::optional<Takedown> lock(db::Transaction& tx, TakedownId id) {
    return tx.row<Takedown>(select_takedown_locked, id);
}

void update(
    db::Transaction& tx, const Takedown& takedown, std::optional<accounts::OrganisationId> decided_by
) {
    const auto changed = tx.change(
        update_takedown,
        takedown.state,
        takedown.appeal,
        takedown.appealed_at,
        takedown.decision,
        decided_by,
        takedown.decided_at,
        takedown.id
    );
    ensure(changed == 1, "the takedown is locked and there");
}

std::vector<Takedown> newest(
    db::Transaction& tx, std::optional<TakedownState> state, std::uint64_t before, std::int64_t limit
) {
    if (state) return tx.rows<Takedown>(newest_in_state, *state, before, limit);
    return tx.rows<Takedown>(newest_takedowns, before, limit);
}

std::vector<Takedown> newest_of(
    db::Transaction& tx,
    accounts::OrganisationId seller,
    std::optional<TakedownState> state,
    std::uint64_t before,
    std::int64_t limit
) {
    return tx.rows<Takedown>(newest_of_seller, seller, before, state, state, limit);
}

std::set<ProductId> in_force(db::Transaction& tx, std::span<const ProductId> products) {
    if (products.empty()) return {};
    const auto found = tx.rows<ProductId>(select_in_force, bulk_ids(products));
    return {found.begin(), found.end()};
}

}  // namespace chophien::catalog::takedown_store
