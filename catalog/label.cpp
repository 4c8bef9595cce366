#include "catalog/label.hpp"

#include "catalog/listing_store.hpp"

namespace chophien::db {

template <>
struct Columns<catalog::OcopLabel> {
    using Of = catalog::OcopLabel;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::product,
        &Of::stars,
        &Of::decision_no,
        &Of::issuer,
        &Of::decided_on,
        &Of::expires_on,
        &Of::standing,
        &Of::source};
};

}  // namespace chophien::db

namespace chophien::catalog {

namespace {

using db::Statement;

constexpr Statement select_labels{"catalog.labels_of", R"sql(
    SELECT id, product, stars, decision_no, issuer, decided_on, expires_on, standing, source
      FROM ocop_labels
     WHERE product = ?
     ORDER BY decided_on DESC, stars DESC
     LIMIT 50
)sql"};

constexpr Statement insert_label{"catalog.insert_label", R"sql(
    INSERT IGNORE INTO ocop_labels
           (id, product, stars, decision_no, issuer, decided_on, expires_on, standing, source)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement delete_label{"catalog.delete_label", R"sql(
    DELETE FROM ocop_labels WHERE id = ?
)sql"};

// stars_until of a product without a label is a day long past; it must not be found here again and again.
constexpr Statement just_expired{"catalog.just_expired", R"sql(
    SELECT product
      FROM product_listing
     WHERE stars_until < ? AND stars_until > '1970-01-01'
     ORDER BY stars_until
     LIMIT 500
)sql"};

}  // namespace

Day last_day_of_label(Day decided_on) {
    const auto there = decided_on + std::chrono::months(36);
    return there.ok() ? there : Day(there.year() / there.month() / std::chrono::last);
}

LabelsNow labels_now(const std::vector<OcopLabel>& all, Day today) {
    LabelsNow now;
    for (const auto& label : all) {
        if (holds(label, today)) {
            const auto better = [&](const OcopLabel& than) {
                return std::pair(label.stars, label.decided_on) > std::pair(than.stars, than.decided_on);
            };
            if (!now.current || better(*now.current)) now.current = label;
        } else if (label.expires_on < today && (!now.last || label.expires_on > now.last->expires_on)) {
            now.last = label;
        }
    }
    return now;
}

std::vector<OcopLabel> labels_of(db::Transaction& tx, ProductId product) {
    return tx.rows<OcopLabel>(select_labels, product);
}

bool declare_label(db::Transaction& tx, OcopLabel& label) {
    ensure(label.stars >= 3 && label.stars <= 5, "only three, four and five stars are a label");
    label.id = tx.new_id<OfLabel>();
    label.expires_on = last_day_of_label(label.decided_on);
    return tx.change(
               insert_label,
               label.id,
               label.product,
               label.stars,
               label.decision_no,
               label.issuer,
               label.decided_on,
               label.expires_on,
               label.standing,
               label.source
           ) == 1;
}

void drop_label(db::Transaction& tx, LabelId label) { tx.change(delete_label, label); }

std::size_t expire_labels(db::Transaction& tx) {
    const auto products = tx.rows<ProductId>(just_expired, tx.today());
    if (products.empty()) return 0;
    refresh_listing(tx, products);
    for (const auto product : products) tx.announce({"product.label_expired", text_of(product)});
    return products.size();
}

}  // namespace chophien::catalog
