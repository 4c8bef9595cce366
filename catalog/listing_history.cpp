#include "catalog/listing_history.hpp"

#include "catalog/bulk.hpp"
#include "catalog/product_store.hpp"
#include "catalog/products.hpp"
#include "catalog/refusals.hpp"
#include "catalog/takedown.hpp"

namespace chophien::catalog {

namespace {

using db::Statement;

// JSON_COMPACT tells the outer object that the list is JSON and not a text.
constexpr Statement keep{"catalog.keep_listing_history", R"sql(
    INSERT INTO listing_history (product, id, at, state, version, body)
    SELECT p.id, ?, ?, p.state, p.version,
           JSON_OBJECT(
               'name', p.name, 'description', p.description, 'set', p.ocop_set, 'province', p.province,
               'origin', p.origin, 'brand', p.brand, 'storage', p.storage, 'usage', p.usage_guide,
               'label_words', JSON_COMPACT(p.label_words),
               'offers', JSON_COMPACT(COALESCE((
                   SELECT JSON_ARRAYAGG(JSON_OBJECT(
                              'pack', o.pack, 'unit', o.unit, 'content', CAST(o.content AS CHAR),
                              'content_unit', o.content_unit, 'gtin', o.gtin, 'price', o.price, 'pricing_unit', o.pricing_unit,
                              'tolerance_percent', o.tolerance_percent,
                              'minimum', CAST(o.minimum AS CHAR), 'step', CAST(o.step AS CHAR), 'state', o.state)
                              ORDER BY o.id)
                     FROM offers AS o
                    WHERE o.product = p.id), '[]')))
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN products AS p ON p.id = wanted.id
     WHERE p.published_at IS NOT NULL
)sql"};

constexpr Statement page_of{"catalog.listing_history", R"sql(
    SELECT id, at, state, version, body
      FROM listing_history
     WHERE product = ? AND id < ?
     ORDER BY id DESC
     LIMIT ?
)sql"};

struct Kept {
    std::uint64_t id = 0;
    Instant at;
    ProductState state{};
    std::int64_t version = 0;
    std::string body;
};

}  // namespace

}  // namespace chophien::catalog

template <>
struct chophien::db::Columns<chophien::catalog::Kept> {
    using Of = catalog::Kept;
    static constexpr auto of = std::tuple{&Of::id, &Of::at, &Of::state, &Of::version, &Of::body};
};

namespace chophien::catalog {

void keep_history(db::Transaction& tx, std::span<const ProductId> products) {
    if (!products.empty()) tx.change(keep, tx.new_number(), tx.now(), bulk_ids(products));
}

Result<List<ListingThen>> list_listing_history(
    db::Transaction& tx, const accounts::Caller& caller, const ListListingHistory& wish
) {
    const auto product = store::find_product(tx, wish.product);
    if (!product || (product->seller != caller.organisation && !oversees(caller)))
        return refuse(unknown_product);
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto sent = crockford::read(*wish.after);
        if (!sent || *sent > INT64_MAX) return refuse(wrong_cursor);
        before = *sent;
    }
    const auto limit = wish.limit.value_or(usual_page);
    List<ListingThen> page;
    std::uint64_t last = 0;
    for (auto& row : tx.rows<Kept>(page_of, wish.product, before, limit + 1)) {
        if (std::ssize(page.data) == limit) {
            page.page.next = crockford::written(last, 13, crockford::smalls);
            break;
        }
        last = row.id;
        auto said = json::parse(row.body);
        ensure(said.has_value(), "the history keeps JSON");
        page.data.push_back({row.at, row.state, row.version, std::move(*said)});
    }
    return page;
}

}  // namespace chophien::catalog
