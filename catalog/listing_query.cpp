#include "catalog/listing_query.hpp"

#include "catalog/bulk.hpp"

#include <fmt/format.h>

#include <array>
#include <deque>

namespace chophien::db {

template <>
struct Columns<catalog::ListedRow> {
    using Of = catalog::ListedRow;
    static constexpr auto of = std::tuple{
        &Of::product,
        &Of::name,
        &Of::name_fold,
        &Of::seller,
        &Of::seller_name,
        &Of::seller_province,
        &Of::group,
        &Of::set,
        &Of::province,
        &Of::stars,
        &Of::stars_until,
        &Of::price,
        &Of::unit,
        &Of::pack,
        &Of::available,
        &Of::updated_at,
        &Of::photo};
};

}  // namespace chophien::db

namespace chophien::catalog {

namespace {

constexpr std::string_view columns =
    "l.product, l.name, l.name_fold, l.seller, s.name AS seller_name, s.province AS seller_province, "
    "l.ocop_group, l.ocop_set, "
    "l.province, l.stars, l.stars_until, l.price, l.unit, l.pack, l.available, l.updated_at, l.photo";

// Filters as bits. A set brings its group along: the two share an index with the province.
constexpr unsigned with_group = 1;
constexpr unsigned with_set = 2;
constexpr unsigned with_province = 4;
constexpr unsigned with_seller = 8;
constexpr unsigned combinations = 16;
constexpr unsigned star_legs = 4;  // labels of 5, of 4 and more, of 3 and more stars; none: see whole_set

unsigned bits_of(const Filters& filters) {
    return (filters.group ? with_group : 0) | (filters.set ? with_set : 0) |
           (filters.province ? with_province : 0) | (filters.seller ? with_seller : 0);
}

unsigned legs_of(const Filters& filters) {
    return filters.stars_min == 0 ? 0 : static_cast<unsigned>(6 - filters.stars_min);
}

// A set is listed by the index that has its stars before its products, so that one index serves both; without
// a filter for stars that is one ordered leg for each number of stars there can be.
constexpr std::array whole_set{0, 3, 4, 5};

bool lists_whole_set(unsigned bits, unsigned legs) {
    return legs == 0 && (bits & with_set) != 0 && (bits & (with_seller | with_province)) == 0;
}

// The index that leaves least to look through, and keeps the order of products within.
std::string_view index_of(unsigned bits, bool stars) {
    if ((bits & with_seller) != 0) return "by_seller";
    if ((bits & with_province) != 0) {
        if ((bits & with_set) != 0) return "by_province_set";
        if (stars) return "by_province_stars";
        return (bits & with_group) != 0 ? "by_province_group" : "by_province";
    }
    if ((bits & with_set) != 0) return "by_set_stars";
    if ((bits & with_group) != 0) return stars ? "by_group_stars" : "by_group";
    return stars ? "by_stars" : "PRIMARY";
}

std::string conditions(unsigned bits, bool stars) {
    std::string text;
    if ((bits & with_group) != 0) text += " AND l.ocop_group = ?";
    if ((bits & with_set) != 0) text += " AND l.ocop_set = ?";
    if ((bits & with_province) != 0) text += " AND l.province = ?";
    if ((bits & with_seller) != 0) text += " AND l.seller = ?";
    // The day is compared here as well: a label that ended at midnight is gone before anybody has tidied up.
    if (stars) text += " AND l.stars = ? AND l.stars_until >= ?";
    return text;
}

// Sellers are looked up one by one by force: of few sellers the optimizer would rather make one block, and
// sort the whole list for it.
//
// Equal stars keep the order of the index, so three and more stars are up to three ordered legs instead of
// one sort.
std::string newest_sql(unsigned bits, unsigned legs) {
    const bool whole = lists_whole_set(bits, legs);
    const auto leg = fmt::format(
        "(SELECT {} FROM product_listing AS l FORCE INDEX ({}) STRAIGHT_JOIN sellers AS s "
        "FORCE INDEX (PRIMARY) "
        "ON s.organisation = l.seller AND s.open WHERE l.product < ?{} ORDER BY l.product DESC LIMIT ?)",
        columns,
        index_of(bits, legs > 0),
        conditions(bits, legs > 0) + (whole ? " AND l.stars = ?" : "")
    );
    const auto all = whole ? whole_set.size() : legs;
    if (all <= 1) return leg.substr(1, leg.size() - 2);
    std::string sql = leg;
    for (std::size_t more = 1; more < all; ++more) sql += " UNION ALL " + leg;
    return sql + " ORDER BY product DESC LIMIT ?";
}

std::string by_name_sql(unsigned bits, bool stars) {
    return fmt::format(
        "SELECT {} FROM product_listing AS l{} STRAIGHT_JOIN sellers AS s FORCE INDEX "
        "(PRIMARY) "
        "ON s.organisation = l.seller AND s.open WHERE (l.name_fold > ? OR (l.name_fold = ? AND l.product > "
        "?)){}{} "
        "ORDER BY l.name_fold, l.product LIMIT ?",
        columns,
        bits == 0 && !stars ? " FORCE INDEX (by_name)" : "",
        conditions(bits, false),
        stars ? " AND l.stars >= ? AND l.stars_until >= ?" : ""
    );
}

std::string listed_sql() {
    return fmt::format(
        "SELECT {} FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted "
        "STRAIGHT_JOIN product_listing AS l FORCE INDEX (PRIMARY) ON l.product = wanted.id "
        "STRAIGHT_JOIN sellers AS s FORCE INDEX (PRIMARY) ON s.organisation = l.seller AND s.open",
        columns
    );
}

/// All texts, made once from the fragments above; nothing in them comes from a request.
struct Texts {
    std::deque<std::string> owned;
    std::array<std::array<db::Statement, star_legs>, combinations> newest{};
    std::array<std::array<db::Statement, 2>, combinations> by_name{};
    db::Statement listed{};

    Texts() {
        const auto statement = [this](std::string_view name, std::string sql) {
            return db::Statement{name, owned.emplace_back(std::move(sql))};
        };
        for (unsigned bits = 0; bits < combinations; ++bits) {
            for (unsigned legs = 0; legs < star_legs; ++legs)
                newest[bits][legs] = statement("catalog.list_newest", newest_sql(bits, legs));
            for (const bool stars : {false, true})
                by_name[bits][stars ? 1 : 0] = statement("catalog.list_by_name", by_name_sql(bits, stars));
        }
        listed = statement("catalog.list_found", listed_sql());
    }
};

const Texts& texts() {
    static const Texts only;
    return only;
}

void bind_filters(std::vector<db::Value>& values, const Filters& filters) {
    if (filters.group) values.push_back(db::bound(*filters.group));
    if (filters.set) values.push_back(db::bound(*filters.set));
    if (filters.province) values.push_back(db::bound(*filters.province));
    if (filters.seller) values.push_back(db::bound(*filters.seller));
}

Filters with_group_of_set(Filters filters) {
    if (filters.set && !filters.group) filters.group = ocop_set(*filters.set).group;
    return filters;
}

}  // namespace

std::vector<ListedRow> newest(
    db::Transaction& tx, const Filters& asked, std::uint64_t before, std::int64_t limit
) {
    const auto filters = with_group_of_set(asked);
    const auto bits = bits_of(filters);
    const auto legs = legs_of(filters);
    const bool whole = lists_whole_set(bits, legs);
    const auto all = whole ? whole_set.size() : std::max(legs, 1U);
    std::vector<db::Value> values;
    for (std::size_t leg = 0; leg < all; ++leg) {
        values.push_back(db::bound(before));
        bind_filters(values, filters);
        if (legs > 0) {
            values.push_back(db::bound(filters.stars_min + static_cast<std::int64_t>(leg)));
            values.push_back(db::bound(tx.today()));
        }
        if (whole) values.push_back(db::bound(std::int64_t{whole_set[leg]}));
        values.push_back(db::bound(limit));
    }
    if (all > 1) values.push_back(db::bound(limit));
    return tx.rows_of<ListedRow>(texts().newest[bits][legs], values);
}

std::vector<ListedRow> by_name(
    db::Transaction& tx,
    const Filters& asked,
    const std::string& after_name,
    std::uint64_t after,
    std::int64_t limit
) {
    const auto filters = with_group_of_set(asked);
    std::vector<db::Value> values{db::bound(after_name), db::bound(after_name), db::bound(after)};
    bind_filters(values, filters);
    const bool stars = filters.stars_min > 0;
    if (stars) {
        values.push_back(db::bound(std::int64_t{filters.stars_min}));
        values.push_back(db::bound(tx.today()));
    }
    values.push_back(db::bound(limit));
    return tx.rows_of<ListedRow>(texts().by_name[bits_of(filters)][stars ? 1 : 0], values);
}

std::vector<ListedRow> listed(db::Transaction& tx, std::span<const ProductId> products) {
    if (products.empty()) return {};
    return tx.rows<ListedRow>(texts().listed, bulk_ids(products));
}

std::vector<db::Statement> list_statements() {
    std::vector<db::Statement> all;
    for (const auto& legs : texts().newest) all.insert(all.end(), legs.begin(), legs.end());
    for (const auto& stars : texts().by_name) all.insert(all.end(), stars.begin(), stars.end());
    all.push_back(texts().listed);
    return all;
}

}  // namespace chophien::catalog
