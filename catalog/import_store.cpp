#include "catalog/import_store.hpp"

#include "catalog/bulk.hpp"
#include "catalog/naming.hpp"
#include "catalog/row_columns.hpp"

namespace chophien::catalog::import_store {

namespace {

using db::Statement;

constexpr Statement select_products{"catalog.import_products", R"sql(
    SELECT p.id, p.seller, p.name, p.description, p.ocop_set, p.province, p.origin, p.brand, p.storage, p.usage_guide,
           p.label_words,
           p.state, p.version, p.created_at, p.updated_at, p.published_at, p.identity
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           identity VARCHAR(150) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin PATH '$')) AS wanted
           STRAIGHT_JOIN products AS p FORCE INDEX (one_name_per_seller) ON p.seller = ? AND p.identity = wanted.identity
       FOR UPDATE
)sql"};

constexpr Statement select_offers{"catalog.import_offers", R"sql(
    SELECT o.id, o.product, o.seller, o.pack, o.unit, o.content, o.content_unit, o.gtin, o.price, o.minimum, o.step,
           o.state, o.version, o.updated_at, o.pricing_unit, o.tolerance_percent, k.on_hand, k.reserved, k.held,
           k.least_on_hand, o.identity
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN offers AS o ON o.product = wanted.id
           STRAIGHT_JOIN offer_stock AS k ON k.offer = o.id
       FOR UPDATE
)sql"};

constexpr Statement select_gtins{"catalog.import_gtins", R"sql(
    SELECT o.gtin, o.id
      FROM JSON_TABLE(?, '$[*]' COLUMNS (gtin CHAR(14) CHARACTER SET ascii COLLATE ascii_bin PATH '$')) AS wanted
           STRAIGHT_JOIN offers AS o FORCE INDEX (one_gtin) ON o.gtin = wanted.gtin
)sql"};

constexpr Statement upsert_products{"catalog.write_products", R"sql(
    INSERT INTO products
           (id, seller, name, identity, description, ocop_set, province, origin, brand, storage, usage_guide, label_words, state, version, created_at, updated_at,
            published_at)
    SELECT id, seller, name, identity, description, ocop_set, province, origin, brand, storage, usage_guide, label_words, state, version, created_at, updated_at,
           published_at
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           id           BIGINT UNSIGNED PATH '$[0]',
           seller       BIGINT UNSIGNED PATH '$[1]',
           name         VARCHAR(150) CHARACTER SET utf8mb4 PATH '$[2]',
           identity     VARCHAR(150) CHARACTER SET utf8mb4 PATH '$[3]',
           description  TEXT CHARACTER SET utf8mb4 PATH '$[4]',
           ocop_set     INT PATH '$[5]',
           province     CHAR(2) CHARACTER SET ascii PATH '$[6]',
           origin       VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[7]',
           brand        VARCHAR(100) CHARACTER SET utf8mb4 PATH '$[8]',
           storage      VARCHAR(1000) CHARACTER SET utf8mb4 PATH '$[9]',
           usage_guide  VARCHAR(1000) CHARACTER SET utf8mb4 PATH '$[10]',
           label_words  TEXT CHARACTER SET utf8mb4 PATH '$[11]',
           state        VARCHAR(24) CHARACTER SET ascii PATH '$[12]',
           version      BIGINT PATH '$[13]',
           created_at   DATETIME(6) PATH '$[14]',
           updated_at   DATETIME(6) PATH '$[15]',
           published_at DATETIME(6) PATH '$[16]')) AS made
    ON DUPLICATE KEY UPDATE
           name = VALUES(name), identity = VALUES(identity), description = VALUES(description),
           ocop_set = VALUES(ocop_set), province = VALUES(province), origin = VALUES(origin), brand = VALUES(brand),
           storage = VALUES(storage), usage_guide = VALUES(usage_guide),
           label_words = VALUES(label_words),
           state = VALUES(state),
           version = VALUES(version), updated_at = VALUES(updated_at), published_at = VALUES(published_at)
)sql"};

constexpr Statement upsert_offers{"catalog.write_offers", R"sql(
    INSERT INTO offers
           (id, product, seller, pack, identity, unit, content, content_unit, gtin, price, minimum, step, state, version,
            updated_at, pricing_unit, tolerance_percent)
    SELECT id, product, seller, pack, identity, unit, content, content_unit, gtin, price, minimum, step, state, version,
           updated_at, pricing_unit, tolerance_percent
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           id           BIGINT UNSIGNED PATH '$[0]',
           product      BIGINT UNSIGNED PATH '$[1]',
           seller       BIGINT UNSIGNED PATH '$[2]',
           pack         VARCHAR(100) CHARACTER SET utf8mb4 PATH '$[3]',
           identity     VARCHAR(100) CHARACTER SET utf8mb4 PATH '$[4]',
           unit         VARCHAR(8) CHARACTER SET ascii PATH '$[5]',
           content      DECIMAL(15,3) PATH '$[6]',
           content_unit VARCHAR(8) CHARACTER SET ascii PATH '$[7]',
           gtin         CHAR(14) CHARACTER SET ascii PATH '$[8]',
           price        BIGINT PATH '$[9]',
           minimum      DECIMAL(15,3) PATH '$[10]',
           step         DECIMAL(15,3) PATH '$[11]',
           state        VARCHAR(24) CHARACTER SET ascii PATH '$[12]',
           version      BIGINT PATH '$[13]',
           updated_at   DATETIME(6) PATH '$[14]',
           pricing_unit VARCHAR(8) CHARACTER SET ascii PATH '$[15]',
           tolerance_percent INT PATH '$[16]')) AS made
    ON DUPLICATE KEY UPDATE
           pack = VALUES(pack), identity = VALUES(identity), content = VALUES(content),
           content_unit = VALUES(content_unit), gtin = VALUES(gtin), price = VALUES(price), minimum = VALUES(minimum),
           step = VALUES(step), state = VALUES(state), version = VALUES(version), updated_at = VALUES(updated_at),
           pricing_unit = VALUES(pricing_unit), tolerance_percent = VALUES(tolerance_percent)
)sql"};

constexpr Statement upsert_stock{"catalog.write_stock", R"sql(
    INSERT INTO offer_stock (offer, on_hand)
    SELECT offer, on_hand
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           offer BIGINT UNSIGNED PATH '$[0]', on_hand DECIMAL(15,3) PATH '$[1]')) AS made
    ON DUPLICATE KEY UPDATE on_hand = VALUES(on_hand)
)sql"};

constexpr Statement insert_movements{"catalog.import_movements", R"sql(
    INSERT INTO stock_movements (id, offer, kind, quantity, why, person, at)
    SELECT id, offer, 'import', quantity, '', person, at
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           id       BIGINT UNSIGNED PATH '$[0]',
           offer    BIGINT UNSIGNED PATH '$[1]',
           quantity DECIMAL(15,3) PATH '$[2]',
           person   BIGINT UNSIGNED PATH '$[3]',
           at       DATETIME(6) PATH '$[4]')) AS made
)sql"};

constexpr Statement insert_labels{"catalog.import_labels", R"sql(
    INSERT IGNORE INTO ocop_labels
           (id, product, stars, decision_no, issuer, decided_on, expires_on, standing, source)
    SELECT id, product, stars, decision_no, issuer, decided_on, expires_on, standing, source
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           id          BIGINT UNSIGNED PATH '$[0]',
           product     BIGINT UNSIGNED PATH '$[1]',
           stars       INT PATH '$[2]',
           decision_no VARCHAR(60) CHARACTER SET utf8mb4 PATH '$[3]',
           issuer      VARCHAR(200) CHARACTER SET utf8mb4 PATH '$[4]',
           decided_on  DATE PATH '$[5]',
           expires_on  DATE PATH '$[6]',
           standing    VARCHAR(24) CHARACTER SET ascii PATH '$[7]',
           source      VARCHAR(300) CHARACTER SET utf8mb4 PATH '$[8]')) AS made
)sql"};

constexpr Statement which_labels{"catalog.imported_labels", R"sql(
    SELECT l.id
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN ocop_labels AS l ON l.id = wanted.id
)sql"};

constexpr Statement insert_journal{"catalog.write_import_journal", R"sql(
    INSERT INTO import_changes (job, product, offer, kind, version, on_hand, on_hand_now, label, before_json)
    SELECT ?, product, offer, kind, version, on_hand, on_hand_now, label, before_json
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           product     BIGINT UNSIGNED PATH '$[0]',
           offer       BIGINT UNSIGNED PATH '$[1]',
           kind        VARCHAR(24) CHARACTER SET ascii PATH '$[2]',
           version     BIGINT PATH '$[3]',
           on_hand     DECIMAL(15,3) PATH '$[4]',
           on_hand_now DECIMAL(15,3) PATH '$[5]',
           label       BIGINT UNSIGNED PATH '$[6]',
           before_json MEDIUMTEXT CHARACTER SET utf8mb4 PATH '$[7]')) AS made
    ON DUPLICATE KEY UPDATE
           version = VALUES(version), on_hand_now = COALESCE(VALUES(on_hand_now), import_changes.on_hand_now),
           label = COALESCE(import_changes.label, VALUES(label))
)sql"};

// A product has at most one line of its own and one for each of its 20 offers.
constexpr std::int64_t journal_page = 420;
constexpr Statement select_journal{"catalog.import_journal", R"sql(
    SELECT product, offer, kind, version, on_hand, on_hand_now, label, before_json
      FROM import_changes
     WHERE job = ? AND product > ?
     ORDER BY product, offer
     LIMIT ?
)sql"};

constexpr Statement count_journal{"catalog.import_journal_products", R"sql(
    SELECT COUNT(DISTINCT product) FROM import_changes WHERE job = ?
)sql"};

constexpr Statement empty_draft{"catalog.empty_draft", R"sql(
    INSERT INTO stock_movements (id, offer, kind, quantity, why, person, at)
    VALUES (?, ?, 'undo', ?, '', NULL, ?)
)sql"};

constexpr Statement erase_stock{"catalog.erase_draft_stock", R"sql(
    DELETE k FROM offer_stock AS k JOIN offers AS o ON o.id = k.offer WHERE o.product = ?
)sql"};

constexpr Statement erase_slots{"catalog.erase_draft_slots", R"sql(
    DELETE FROM offer_slots WHERE product = ?
)sql"};

constexpr Statement erase_offers{"catalog.erase_draft_offers", R"sql(
    DELETE FROM offers WHERE product = ?
)sql"};

constexpr Statement erase_labels{"catalog.erase_draft_labels", R"sql(
    DELETE FROM ocop_labels WHERE product = ?
)sql"};

constexpr Statement erase_product{"catalog.erase_draft", R"sql(
    DELETE FROM products WHERE id = ? AND state = 'draft' AND published_at IS NULL
)sql"};

struct GtinRow {
    std::string gtin;
    OfferId offer;
};

std::string texts_as_json(const std::set<std::string>& texts) {
    std::string out = "[";
    for (const auto& text : texts) {
        if (out.size() > 1) out += ',';
        json::write(out, text);
    }
    return out + ']';
}

}  // namespace

}  // namespace chophien::catalog::import_store

namespace chophien::db {

template <>
struct Columns<catalog::import_store::GtinRow> {
    using Of = catalog::import_store::GtinRow;
    static constexpr auto of = std::tuple{&Of::gtin, &Of::offer};
};

template <>
struct Columns<catalog::import_store::JournalLine> {
    using Of = catalog::import_store::JournalLine;
    static constexpr auto of = std::tuple{
        &Of::product,
        &Of::offer,
        &Of::kind,
        &Of::version,
        &Of::on_hand,
        &Of::on_hand_now,
        &Of::label,
        &Of::before};
};

}  // namespace chophien::db

namespace chophien::catalog::import_store {

std::vector<std::pair<std::string, Product>> lock_products(
    db::Transaction& tx, accounts::OrganisationId seller, const std::set<std::string>& identities
) {
    if (identities.empty()) return {};
    return tx.rows<std::pair<std::string, Product>>(select_products, texts_as_json(identities), seller);
}

std::vector<std::pair<std::string, store::StockedOffer>> lock_offers(
    db::Transaction& tx, std::span<const ProductId> products
) {
    if (products.empty()) return {};
    return tx.rows<std::pair<std::string, store::StockedOffer>>(select_offers, bulk_ids(products));
}

std::vector<std::pair<std::string, OfferId>> holders_of(
    db::Transaction& tx, const std::set<std::string>& gtins
) {
    std::vector<std::pair<std::string, OfferId>> holders;
    if (gtins.empty()) return holders;
    for (auto& row : tx.rows<GtinRow>(select_gtins, texts_as_json(gtins)))
        holders.emplace_back(std::move(row.gtin), row.offer);
    return holders;
}

void write_products(db::Transaction& tx, std::span<const Product> products) {
    BulkRows rows;
    for (const auto& one : products)
        rows.row(
            one.id,
            one.seller,
            one.name,
            name_identity(one.name),
            one.description,
            one.ocop_set,
            one.province,
            one.origin,
            one.brand,
            one.storage,
            one.usage,
            stored(one.label_words),
            one.state,
            one.version,
            one.created_at,
            one.updated_at,
            one.published_at
        );
    if (!rows.empty()) tx.change(upsert_products, rows.take());
}

void write_offers(db::Transaction& tx, std::span<const Offer> offers) {
    BulkRows rows;
    for (const auto& one : offers)
        rows.row(
            one.id,
            one.product,
            one.seller,
            one.pack,
            pack_identity(one.pack),
            one.unit,
            one.content,
            one.content_unit,
            one.gtin,
            one.price,
            one.minimum,
            one.step,
            one.state,
            one.version,
            one.updated_at,
            one.pricing_unit,
            one.tolerance_percent
        );
    if (!rows.empty()) tx.change(upsert_offers, rows.take());
}

void write_stock(db::Transaction& tx, std::span<const Restocked> stock, accounts::PersonId person) {
    BulkRows rows;
    BulkRows movements;
    for (const auto& one : stock) {
        rows.row(one.offer, one.now);
        if (one.now != one.before)
            movements.row(tx.new_id<OfMovement>(), one.offer, one.now - one.before, person, tx.now());
    }
    if (!rows.empty()) tx.change(upsert_stock, rows.take());
    if (!movements.empty()) tx.change(insert_movements, movements.take());
}

std::vector<LabelId> write_labels(db::Transaction& tx, std::span<const OcopLabel> labels) {
    BulkRows rows;
    std::vector<LabelId> ids;
    for (const auto& one : labels) {
        rows.row(
            one.id,
            one.product,
            one.stars,
            one.decision_no,
            one.issuer,
            one.decided_on,
            one.expires_on,
            one.standing,
            one.source
        );
        ids.push_back(one.id);
    }
    if (rows.empty()) return {};
    tx.change(insert_labels, rows.take());
    return tx.rows<LabelId>(which_labels, bulk_ids<OfLabel>(ids));
}

void write_journal(db::Transaction& tx, jobs::JobId job, std::span<const JournalLine> lines) {
    BulkRows rows;
    for (const auto& one : lines)
        rows.row(
            one.product,
            one.offer.number,
            one.kind,
            one.version,
            one.on_hand,
            one.on_hand_now,
            one.label,
            one.before
        );
    if (!rows.empty()) tx.change(insert_journal, job, rows.take());
}

std::int64_t journal_products(db::Transaction& tx, jobs::JobId job) {
    return tx.row<std::int64_t>(count_journal, job).value_or(0);
}

std::vector<JournalLine> journal_after(db::Transaction& tx, jobs::JobId job, ProductId after) {
    auto lines = tx.rows<JournalLine>(select_journal, job, after.number, journal_page);
    if (std::ssize(lines) == journal_page) {
        const auto cut = lines.back().product;
        std::erase_if(lines, [&](const JournalLine& line) { return line.product == cut; });
    }
    return lines;
}

void erase_draft(db::Transaction& tx, ProductId product) {
    for (const auto& one : store::offers_of(tx, product))
        if (one.stock.on_hand.thousandths != 0)
            tx.change(
                empty_draft,
                tx.new_id<OfMovement>(),
                one.offer.id,
                Decimal{-one.stock.on_hand.thousandths},
                tx.now()
            );
    tx.change(erase_stock, product);
    tx.change(erase_slots, product);
    tx.change(erase_offers, product);
    tx.change(erase_labels, product);
    ensure(tx.change(erase_product, product) == 1, "only a draft that was never published is erased");
}

}  // namespace chophien::catalog::import_store
