#include "catalog/saved_search_store.hpp"

#include "catalog/bulk.hpp"

namespace chophien::catalog::saved_search_store {

namespace {

using db::Statement;

constexpr Statement insert_search{"catalog.save_search", R"sql(
    INSERT INTO saved_searches (id, organisation, name, query, effort, saved_at) VALUES (?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement delete_search{"catalog.forget_search", R"sql(
    DELETE FROM saved_searches WHERE id = ? AND organisation = ?
)sql"};

constexpr Statement delete_products{"catalog.forget_found", R"sql(
    DELETE FROM saved_search_products WHERE search = ?
)sql"};

constexpr Statement find_search{"catalog.find_saved_search", R"sql(
    SELECT id FROM saved_searches WHERE id = ? AND organisation = ?
)sql"};

constexpr Statement count_searches{"catalog.count_saved_searches", R"sql(
    SELECT COUNT(*) FROM saved_searches WHERE organisation = ?
)sql"};

constexpr Statement list_searches{"catalog.saved_searches_of", R"sql(
    SELECT id, name, query, effort, saved_at, last_found_at
      FROM saved_searches FORCE INDEX (by_organisation)
     WHERE organisation = ? AND id < ?
     ORDER BY id DESC
     LIMIT ?
)sql"};

constexpr Statement list_all{"catalog.saved_searches_after", R"sql(
    SELECT id, name, query, effort, saved_at, last_found_at
      FROM saved_searches
     WHERE id > ?
     ORDER BY id
     LIMIT ?
)sql"};

constexpr Statement insert_answers{"catalog.insert_found", R"sql(
    INSERT IGNORE INTO saved_search_products (search, product, found_at)
    SELECT search, product, ?
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           search  BIGINT UNSIGNED PATH '$[0]',
           product BIGINT UNSIGNED PATH '$[1]')) AS made
)sql"};

constexpr Statement delete_answers{"catalog.delete_found", R"sql(
    DELETE a
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           search  BIGINT UNSIGNED PATH '$[0]',
           product BIGINT UNSIGNED PATH '$[1]')) AS gone
           STRAIGHT_JOIN saved_search_products AS a FORCE INDEX (PRIMARY)
                      ON a.search = gone.search AND a.product = gone.product
)sql"};

constexpr Statement known_answers{"catalog.known_found", R"sql(
    SELECT a.search, a.product
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN saved_search_products AS a FORCE INDEX (by_product)
                      ON a.product = wanted.id AND a.search BETWEEN ? AND ?
)sql"};

constexpr Statement mark_found{"catalog.search_found", R"sql(
    UPDATE saved_searches SET last_found_at = ? WHERE id = ?
)sql"};

constexpr Statement newest_found{"catalog.found_by_search", R"sql(
    SELECT product, found_at
      FROM saved_search_products FORCE INDEX (newest_found)
     WHERE search = ? AND found_at IS NOT NULL
     ORDER BY found_at DESC, product DESC
     LIMIT ?
)sql"};

constexpr Statement found_before{"catalog.found_by_search_before", R"sql(
    SELECT a.product, a.found_at
      FROM saved_search_products AS b
           STRAIGHT_JOIN saved_search_products AS a FORCE INDEX (newest_found)
                      ON a.search = b.search AND a.found_at IS NOT NULL
                     AND (a.found_at < b.found_at OR (a.found_at = b.found_at AND a.product < b.product))
     WHERE b.search = ? AND b.product = ?
     ORDER BY a.found_at DESC, a.product DESC
     LIMIT ?
)sql"};

constexpr Statement read_position{"catalog.saved_search_position", R"sql(
    SELECT position FROM saved_search_head WHERE id = 1
)sql"};

constexpr Statement lock_the_head{"catalog.lock_saved_search_head", R"sql(
    SELECT position, until, search FROM saved_search_head WHERE id = 1 FOR UPDATE SKIP LOCKED
)sql"};

constexpr Statement write_head{"catalog.move_saved_search_head", R"sql(
    UPDATE saved_search_head SET position = ?, until = ?, search = ? WHERE id = 1
)sql"};

std::string rows_of(std::span<const Answer> answers) {
    BulkRows rows;
    for (const auto& one : answers) rows.row(one.search, one.product);
    return rows.take();
}

}  // namespace

}  // namespace chophien::catalog::saved_search_store

namespace chophien::db {

namespace saved = catalog::saved_search_store;

template <>
struct Columns<saved::Saved> {
    using Of = saved::Saved;
    static constexpr auto of =
        std::tuple{&Of::id, &Of::name, &Of::query, &Of::effort, &Of::saved_at, &Of::last_found_at};
};

template <>
struct Columns<saved::Answer> {
    static constexpr auto of = std::tuple{&saved::Answer::search, &saved::Answer::product};
};

template <>
struct Columns<saved::Found> {
    static constexpr auto of = std::tuple{&saved::Found::product, &saved::Found::found_at};
};

template <>
struct Columns<saved::Head> {
    static constexpr auto of = std::tuple{&saved::Head::position, &saved::Head::until, &saved::Head::search};
};

}  // namespace chophien::db

namespace chophien::catalog::saved_search_store {

void insert(db::Transaction& tx, const Saved& search, accounts::OrganisationId organisation) {
    tx.change(
        insert_search, search.id, organisation, search.name, search.query, search.effort, search.saved_at
    );
}

bool erase(db::Transaction& tx, SavedSearchId id, accounts::OrganisationId organisation) {
    if (tx.change(delete_search, id, organisation) == 0) return false;
    tx.change(delete_products, id);
    return true;
}

bool is_of(db::Transaction& tx, SavedSearchId id, accounts::OrganisationId organisation) {
    return tx.row<SavedSearchId>(find_search, id, organisation).has_value();
}

std::int64_t count_of(db::Transaction& tx, accounts::OrganisationId organisation) {
    return tx.row<std::int64_t>(count_searches, organisation).value_or(0);
}

std::vector<Saved> saved_of(
    db::Transaction& tx, accounts::OrganisationId organisation, std::uint64_t before, std::int64_t limit
) {
    return tx.rows<Saved>(list_searches, organisation, before, limit);
}

std::vector<Saved> saved_after(db::Transaction& tx, SavedSearchId after, std::int64_t limit) {
    return tx.rows<Saved>(list_all, after.number, limit);
}

void insert(db::Transaction& tx, std::span<const Answer> answers, std::optional<Instant> found_at) {
    if (!answers.empty()) tx.change(insert_answers, found_at, rows_of(answers));
}

void erase(db::Transaction& tx, std::span<const Answer> answers) {
    if (!answers.empty()) tx.change(delete_answers, rows_of(answers));
}

std::vector<Answer> known(
    db::Transaction& tx, std::span<const ProductId> products, SavedSearchId from, SavedSearchId to
) {
    return tx.rows<Answer>(known_answers, bulk_ids(products), from, to);
}

void found_something(db::Transaction& tx, SavedSearchId id) { tx.change(mark_found, tx.now(), id); }

std::vector<Found> found_by(
    db::Transaction& tx, SavedSearchId id, std::optional<ProductId> after, std::int64_t limit
) {
    return after ? tx.rows<Found>(found_before, id, *after, limit) : tx.rows<Found>(newest_found, id, limit);
}

std::uint64_t position(db::Transaction& tx) { return tx.row<std::uint64_t>(read_position).value_or(0); }

std::optional<Head> lock_head(db::Transaction& tx) { return tx.row<Head>(lock_the_head); }

void move_head(db::Transaction& tx, const Head& head) {
    tx.change(write_head, head.position, head.until, head.search);
}

}  // namespace chophien::catalog::saved_search_store
