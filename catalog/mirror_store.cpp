#include "catalog/mirror_store.hpp"

#include "catalog/availability.hpp"
#include "catalog/bulk.hpp"
#include "core/db/many_rows.hpp"

namespace chophien::catalog::mirror_store {

namespace {

using db::Statement;

constexpr Statement lock_the_head{"catalog.lock_mirror_head", R"sql(
    SELECT position, changed_at FROM mirror_head WHERE id = 1 FOR UPDATE
)sql"};

constexpr Statement read_head{"catalog.mirror_head", R"sql(
    SELECT position FROM mirror_head WHERE id = 1
)sql"};

constexpr Statement move_head{"catalog.move_mirror_head", R"sql(
    UPDATE mirror_head SET position = ?, changed_at = ? WHERE id = 1
)sql"};

constexpr Statement note_products{"catalog.note_for_mirror", R"sql(
    INSERT IGNORE INTO mirror_due (product)
    SELECT p.id
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN products AS p ON p.id = wanted.id
     ORDER BY p.id
)sql"};

// Assignments run from left to right: the comparison still sees what the mirror knew.
constexpr Statement note_changed_sellers{"catalog.note_sellers_for_mirror", R"sql(
    INSERT INTO mirror_sellers (seller, name, open, sweep_after)
    SELECT s.organisation, s.name, s.open, 0
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN sellers AS s ON s.organisation = wanted.id
     ORDER BY s.organisation
    ON DUPLICATE KEY UPDATE
           sweep_after = IF(mirror_sellers.name <> VALUES(name) OR mirror_sellers.open <> VALUES(open),
                            0, mirror_sellers.sweep_after),
           name = VALUES(name), open = VALUES(open)
)sql"};

constexpr Statement seller_to_sweep{"catalog.mirror_seller_to_sweep", R"sql(
    SELECT seller, sweep_after FROM mirror_sellers WHERE sweep_after >= 0 ORDER BY sweep_after LIMIT 1
)sql"};

constexpr Statement next_products{"catalog.mirror_products_of_seller", R"sql(
    SELECT id FROM products FORCE INDEX (by_seller) WHERE seller = ? AND id > ? ORDER BY id LIMIT ?
)sql"};

constexpr Statement swept{"catalog.mirror_seller_swept", R"sql(
    UPDATE mirror_sellers SET sweep_after = ? WHERE seller = ?
)sql"};

constexpr Statement select_due{"catalog.mirror_due", R"sql(
    SELECT product FROM mirror_due ORDER BY product LIMIT ?
)sql"};

constexpr Statement delete_due{"catalog.forget_mirror_due", R"sql(
    DELETE d
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN mirror_due AS d ON d.product = wanted.id
)sql"};

constexpr Statement select_facts{"catalog.mirror_facts", R"sql(
    SELECT p.id, p.seller, p.name, s.name, s.open, p.state, p.ocop_set, p.province, p.origin, p.brand,
           p.storage, p.usage_guide, p.label_words,
           l.stars, l.stars_until, t.in_force_of IS NOT NULL, m.position, m.gone, m.body
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN products AS p ON p.id = wanted.id
           STRAIGHT_JOIN sellers AS s ON s.organisation = p.seller
           LEFT JOIN product_listing AS l ON l.product = p.id
           LEFT JOIN takedowns AS t ON t.in_force_of = p.id
           LEFT JOIN product_mirror AS m ON m.product = p.id
     ORDER BY p.id
)sql"};

constexpr std::string_view mirrored_offer = R"sql(
    SELECT o.product, o.id, o.pack, o.unit, o.content, o.content_unit, o.gtin, o.price, o.minimum, o.step,)sql";
constexpr std::string_view of_wanted = R"sql(, o.pricing_unit, o.tolerance_percent
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN products AS p ON p.id = wanted.id
           STRAIGHT_JOIN offers AS o ON o.product = wanted.id AND o.state = 'on_sale'
           STRAIGHT_JOIN offer_stock AS k ON k.offer = o.id
     ORDER BY o.product, o.id
)sql";
constexpr Statement select_offers{
    "catalog.mirror_offers", db::Joined<mirrored_offer, can_be_had, of_wanted>::text};

constexpr Statement upsert{"catalog.write_mirror", R"sql(
    INSERT INTO product_mirror (product, seller, position, changed_at, gone, body)
    SELECT product, seller, position, changed_at, gone, body
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           product    BIGINT UNSIGNED PATH '$[0]',
           seller     BIGINT UNSIGNED PATH '$[1]',
           position   BIGINT UNSIGNED PATH '$[2]',
           changed_at DATETIME(6) PATH '$[3]',
           gone       VARCHAR(24) CHARACTER SET ascii PATH '$[4]',
           body       TEXT CHARACTER SET utf8mb4 PATH '$[5]')) AS made
    ON DUPLICATE KEY UPDATE
           position = VALUES(position), changed_at = VALUES(changed_at), gone = VALUES(gone), body = VALUES(body)
)sql"};

constexpr Statement page_of_all{"catalog.mirror_after", R"sql(
    SELECT product, seller, position, changed_at, gone, body
      FROM product_mirror FORCE INDEX (by_position)
     WHERE position > ?
     ORDER BY position
     LIMIT ?
)sql"};

constexpr Statement page_of_seller{"catalog.mirror_of_seller_after", R"sql(
    SELECT product, seller, position, changed_at, gone, body
      FROM product_mirror FORCE INDEX (by_seller)
     WHERE seller = ? AND position > ?
     ORDER BY position
     LIMIT ?
)sql"};

constexpr Statement first_since{"catalog.mirror_since", R"sql(
    SELECT position
      FROM product_mirror FORCE INDEX (by_change)
     WHERE changed_at >= ?
     ORDER BY changed_at, position
     LIMIT 1
)sql"};

struct Sweep {
    accounts::OrganisationId seller;
    ProductId after;
};

struct OfferRow {
    ProductId product;
    MirroredOffer offer;
    std::optional<Decimal> content{};
    std::optional<const Unit*> content_unit{};
};

}  // namespace

}  // namespace chophien::catalog::mirror_store

namespace chophien::db {

template <>
struct Columns<catalog::mirror_store::Head> {
    using Of = catalog::mirror_store::Head;
    static constexpr auto of = std::tuple{&Of::position, &Of::changed_at};
};

template <>
struct Columns<catalog::mirror_store::Sweep> {
    using Of = catalog::mirror_store::Sweep;
    static constexpr auto of = std::tuple{&Of::seller, &Of::after};
};

template <>
struct Columns<catalog::mirror_store::Facts> {
    using Of = catalog::mirror_store::Facts;
    static constexpr auto of = std::tuple{
        &Of::product,
        &Of::seller,
        &Of::name,
        &Of::seller_name,
        &Of::seller_open,
        &Of::state,
        &Of::set,
        &Of::province,
        &Of::origin,
        &Of::brand,
        &Of::storage,
        &Of::usage,
        &Of::label_words,
        &Of::stars,
        &Of::stars_until,
        &Of::taken_down,
        &Of::mirrored_at,
        &Of::mirrored_gone,
        &Of::mirrored_body};
};

template <>
inline catalog::mirror_store::OfferRow taken<catalog::mirror_store::OfferRow>(const Row& row) {
    catalog::mirror_store::OfferRow into;
    auto& offer = into.offer;
    take(row, 0, into.product);
    take(row, 1, offer.id);
    take(row, 2, offer.pack);
    take(row, 3, offer.unit);
    take(row, 4, into.content);
    take(row, 5, into.content_unit);
    take(row, 6, offer.gtin);
    take(row, 7, offer.price);
    take(row, 8, offer.minimum);
    take(row, 9, offer.step);
    take(row, 10, offer.available);
    take(row, 11, offer.pricing_unit);
    take(row, 12, offer.tolerance_percent);
    if (into.content) offer.content = Quantity{*into.content, into.content_unit.value_or(nullptr)};
    return into;
}

template <>
struct Columns<catalog::mirror_store::Mirrored> {
    using Of = catalog::mirror_store::Mirrored;
    static constexpr auto of =
        std::tuple{&Of::product, &Of::seller, &Of::position, &Of::changed_at, &Of::gone, &Of::body};
};

}  // namespace chophien::db

namespace chophien::catalog::mirror_store {

Head lock_head(db::Transaction& tx) {
    const auto head = tx.row<Head>(lock_the_head);
    ensure(head.has_value(), "the mirror has its head");
    return *head;
}

void write_head(db::Transaction& tx, const Head& head) {
    tx.change(move_head, head.position, head.changed_at);
}

std::uint64_t head_position(db::Transaction& tx) { return tx.row<std::uint64_t>(read_head).value_or(0); }

void note(db::Transaction& tx, std::span<const ProductId> products) {
    if (!products.empty()) tx.change(note_products, bulk_ids(products));
}

void note_sellers(db::Transaction& tx, std::span<const accounts::OrganisationId> sellers) {
    if (!sellers.empty()) tx.change(note_changed_sellers, bulk_ids(sellers));
}

bool note_products_of_a_seller(db::Transaction& tx) {
    const auto sweep = tx.row<Sweep>(seller_to_sweep);
    if (!sweep) return false;
    const auto products = tx.rows<ProductId>(next_products, sweep->seller, sweep->after.number, mirror_step);
    note(tx, products);
    if (std::ssize(products) < mirror_step)
        tx.change(swept, nullptr, sweep->seller);
    else
        tx.change(swept, products.back(), sweep->seller);
    return true;
}

bool something_due(db::Transaction& tx) {
    return !due(tx, 1).empty() || tx.row<Sweep>(seller_to_sweep).has_value();
}

std::vector<ProductId> due(db::Transaction& tx, std::int64_t limit) {
    return tx.rows<ProductId>(select_due, limit);
}

void forget_due(db::Transaction& tx, std::span<const ProductId> products) {
    tx.change(delete_due, bulk_ids(products));
}

std::vector<Facts> facts_of(db::Transaction& tx, std::span<const ProductId> products) {
    return tx.rows<Facts>(select_facts, bulk_ids(products));
}

std::vector<std::pair<ProductId, MirroredOffer>> offers_of(
    db::Transaction& tx, std::span<const ProductId> products
) {
    std::vector<std::pair<ProductId, MirroredOffer>> all;
    for (auto& row : tx.rows<OfferRow>(select_offers, service_set, tx.today(), bulk_ids(products)))
        all.emplace_back(row.product, std::move(row.offer));
    return all;
}

void write(db::Transaction& tx, std::span<const Mirrored> rows) {
    BulkRows bulk;
    for (const auto& one : rows)
        bulk.row(one.product, one.seller, one.position, one.changed_at, one.gone, one.body);
    if (!bulk.empty()) tx.change(upsert, bulk.take());
}

std::vector<Mirrored> after(
    db::Transaction& tx,
    std::uint64_t position,
    const std::optional<accounts::OrganisationId>& seller,
    std::int64_t limit
) {
    if (seller) return tx.rows<Mirrored>(page_of_seller, *seller, position, limit);
    return tx.rows<Mirrored>(page_of_all, position, limit);
}

std::uint64_t position_before(db::Transaction& tx, Instant instant) {
    // The head first: what is written after it was read has a greater position and is not left out.
    const auto head = head_position(tx);
    const auto first = tx.row<std::uint64_t>(first_since, instant);
    return first ? *first - 1 : head;
}

}  // namespace chophien::catalog::mirror_store
