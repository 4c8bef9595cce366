#include "catalog/search/facts_store.hpp"

#include "catalog/bulk.hpp"
#include "core/crypto.hpp"

#include <map>

namespace chophien::catalog::search {

namespace {

using db::Statement;

constexpr Statement select_facts{"catalog.search_facts", R"sql(
    SELECT l.product, l.name, p.brand, p.description, p.origin, l.seller, s.name, s.kind, l.ocop_set, l.province,
           l.stars, l.stars_until, l.price, l.available
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN product_listing AS l FORCE INDEX (PRIMARY) ON l.product = wanted.id
           STRAIGHT_JOIN products AS p FORCE INDEX (PRIMARY) ON p.id = l.product
           STRAIGHT_JOIN sellers AS s FORCE INDEX (PRIMARY) ON s.organisation = l.seller AND s.open
)sql"};

constexpr Statement select_spans{"catalog.search_seasons", R"sql(
    SELECT t.product, t.from_day, t.to_day
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN season_spans AS t FORCE INDEX (PRIMARY) ON t.product = wanted.id
     ORDER BY t.product, t.from_day
)sql"};

constexpr Statement select_papers{"catalog.search_papers", R"sql(
    SELECT l.product, c.scheme, c.issued_on, c.valid_until
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN product_listing AS l FORCE INDEX (PRIMARY) ON l.product = wanted.id
           STRAIGHT_JOIN certificates AS c FORCE INDEX (by_holder) ON c.holder = l.seller
     WHERE c.standing IN ('declared', 'verified')
       AND (c.scope = 'organisation'
            OR EXISTS (SELECT 1 FROM certificate_products AS covered
                        WHERE covered.product = l.product AND covered.certificate = c.id))
     ORDER BY l.product, c.id
)sql"};

constexpr Statement select_listed{"catalog.search_listed", R"sql(
    SELECT product FROM product_listing WHERE product > ? ORDER BY product LIMIT ?
)sql"};

constexpr Statement select_of_seller{"catalog.search_of_seller", R"sql(
    SELECT id FROM products FORCE INDEX (by_seller) WHERE seller = ? AND id > ? ORDER BY id LIMIT ?
)sql"};

constexpr Statement select_sellers{"catalog.search_sellers", R"sql(
    SELECT s.organisation
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN sellers AS s FORCE INDEX (PRIMARY) ON s.organisation = wanted.id
)sql"};

constexpr Statement select_name{"catalog.search_market", R"sql(
    SELECT value FROM market_facts WHERE name = 'search_market'
)sql"};

constexpr Statement write_name{"catalog.name_search_market", R"sql(
    INSERT IGNORE INTO market_facts (name, value) VALUES ('search_market', ?)
)sql"};

struct SpanRow {
    ProductId product;
    std::int32_t from = 0;
    std::int32_t to = 0;
};

struct PaperRow {
    ProductId product;
    std::string scheme;
    Day from{};
    std::optional<Day> until{};
};

}  // namespace

}  // namespace chophien::catalog::search

namespace chophien::db {

template <>
struct Columns<catalog::search::ProductFacts> {
    using Of = catalog::search::ProductFacts;
    static constexpr auto of = std::tuple{
        &Of::product,
        &Of::name,
        &Of::brand,
        &Of::description,
        &Of::origin,
        &Of::seller,
        &Of::seller_name,
        &Of::seller_kind,
        &Of::set,
        &Of::province,
        &Of::stars,
        &Of::stars_until,
        &Of::price,
        &Of::available};
};

template <>
struct Columns<catalog::search::SpanRow> {
    using Of = catalog::search::SpanRow;
    static constexpr auto of = std::tuple{&Of::product, &Of::from, &Of::to};
};

template <>
struct Columns<catalog::search::PaperRow> {
    using Of = catalog::search::PaperRow;
    static constexpr auto of = std::tuple{&Of::product, &Of::scheme, &Of::from, &Of::until};
};

}  // namespace chophien::db

namespace chophien::catalog::search {

std::vector<ProductFacts> facts_of(db::Transaction& tx, std::span<const ProductId> products) {
    if (products.empty()) return {};
    const auto wanted = bulk_ids(products);
    auto facts = tx.rows<ProductFacts>(select_facts, wanted);
    std::map<ProductId, std::pair<std::vector<Paper>, std::vector<SeasonSpan>>> more;
    for (auto& row : tx.rows<PaperRow>(select_papers, wanted))
        more[row.product].first.push_back({std::move(row.scheme), row.from, row.until});
    for (const auto& row : tx.rows<SpanRow>(select_spans, wanted))
        more[row.product].second.push_back({{row.from}, {row.to}});
    if (more.empty()) return facts;
    for (auto& one : facts)
        if (const auto found = more.find(one.product); found != more.end()) {
            one.papers = std::move(found->second.first);
            one.season = std::move(found->second.second);
        }
    return facts;
}

std::vector<ProductId> listed_after(db::Transaction& tx, ProductId after, std::int64_t limit) {
    return tx.rows<ProductId>(select_listed, after.number, limit);
}

std::vector<ProductId> products_after(
    db::Transaction& tx, accounts::OrganisationId seller, ProductId after, std::int64_t limit
) {
    return tx.rows<ProductId>(select_of_seller, seller, after.number, limit);
}

std::vector<accounts::OrganisationId> sellers_among(
    db::Transaction& tx, std::span<const accounts::OrganisationId> numbers
) {
    if (numbers.empty()) return {};
    return tx.rows<accounts::OrganisationId>(select_sellers, bulk_ids(numbers));
}

std::string market_name(db::Transaction& tx) {
    if (auto name = tx.row<std::string>(select_name)) return *name;
    tx.change(write_name, crypto::hex(crypto::random_bytes(16)));
    tx.touch(tag("search"));
    return tx.row<std::string>(select_name).value_or("");
}

}  // namespace chophien::catalog::search
