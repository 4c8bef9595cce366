#include "catalog/label.hpp"

#include "catalog/bulk.hpp"
#include "catalog/listing_store.hpp"
#include "catalog/ocop/rule_book.hpp"
#include "core/json.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::catalog {

namespace {

/// A label whose day has come.
struct DueLabel {
    LabelId id;
    ProductId product;
    Day expires_on{};
};

}  // namespace

}  // namespace chophien::catalog

namespace chophien::db {

template <>
struct Columns<catalog::DueLabel> {
    using Of = catalog::DueLabel;
    static constexpr auto of = std::tuple{&Of::id, &Of::product, &Of::expires_on};
};

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
        &Of::source,
        &Of::first_expires_on,
        &Of::revoked_at,
        &Of::sheet_code};
};

}  // namespace chophien::db

namespace chophien::catalog {

namespace {

using db::Statement;

constexpr Statement select_labels{"catalog.labels_of", R"sql(
    SELECT id, product, stars, decision_no, issuer, decided_on, expires_on, standing, source, first_expires_on,
           revoked_at, sheet_code
      FROM ocop_labels
     WHERE product = ?
     ORDER BY decided_on DESC, stars DESC
     LIMIT 50
)sql"};

constexpr Statement select_label{"catalog.find_label", R"sql(
    SELECT id, product, stars, decision_no, issuer, decided_on, expires_on, standing, source, first_expires_on,
           revoked_at, sheet_code
      FROM ocop_labels
     WHERE id = ?
)sql"};

constexpr Statement select_label_locked{"catalog.lock_label", R"sql(
    SELECT id, product, stars, decision_no, issuer, decided_on, expires_on, standing, source, first_expires_on,
           revoked_at, sheet_code
      FROM ocop_labels
     WHERE id = ?
       FOR UPDATE
)sql"};

constexpr Statement write_label{"catalog.update_label", R"sql(
    UPDATE ocop_labels
       SET standing = ?, expires_on = ?, first_expires_on = ?, revoked_at = ?
     WHERE id = ?
)sql"};

constexpr Statement insert_label{"catalog.insert_label", R"sql(
    INSERT IGNORE INTO ocop_labels
           (id, product, stars, decision_no, issuer, decided_on, expires_on, standing, source, sheet_code)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement write_product{"catalog.move_label", R"sql(
    UPDATE IGNORE ocop_labels SET product = ? WHERE id = ?
)sql"};

constexpr Statement delete_label{"catalog.delete_label", R"sql(
    DELETE FROM ocop_labels WHERE id = ? AND standing = 'declared' AND revoked_at IS NULL
)sql"};

// Locked, so that of several nodes one tells of it: the others wait and find it marked.
constexpr Statement just_expired{"catalog.just_expired", R"sql(
    SELECT id, product, expires_on
      FROM ocop_labels
     WHERE lapses_on < ?
     ORDER BY lapses_on, id
     LIMIT 500
       FOR UPDATE
)sql"};

constexpr Statement mark_lapsed{"catalog.mark_lapsed", R"sql(
    UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN ocop_labels AS l ON l.id = wanted.id
       SET l.lapsed_at = ?
)sql"};

constexpr Statement due_for_renewal{"catalog.labels_due_for_renewal", R"sql(
    SELECT id, product, expires_on
      FROM ocop_labels
     WHERE renews_from BETWEEN ? AND ?
     ORDER BY renews_from, id
     LIMIT 500
)sql"};

// The condition lets one node tell of it when two look at once.
constexpr Statement mark_reminded{"catalog.mark_reminded", R"sql(
    UPDATE ocop_labels SET reminded_at = ? WHERE id = ? AND reminded_at IS NULL
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
        } else if (!label.revoked_at && label.expires_on < today && (!now.last || label.expires_on > now.last->expires_on)) {
            now.last = label;
        }
    }
    return now;
}

std::vector<OcopLabel> labels_of(db::Transaction& tx, ProductId product) {
    return tx.rows<OcopLabel>(select_labels, product);
}

std::optional<OcopLabel> find_label(db::Transaction& tx, LabelId id) {
    return tx.row<OcopLabel>(select_label, id);
}

std::optional<OcopLabel> lock_label(db::Transaction& tx, LabelId id) {
    return tx.row<OcopLabel>(select_label_locked, id);
}

bool declare_label(db::Transaction& tx, OcopLabel& label) {
    ensure(label.stars >= 3 && label.stars <= 5, "only three, four and five stars are a label");
    label.id = tx.new_id<OfLabel>();
    if (!label.expires_on.ok()) label.expires_on = last_day_of_label(label.decided_on);
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
               label.source,
               label.sheet_code
           ) == 1;
}

void update_label(db::Transaction& tx, const OcopLabel& label) {
    tx.change(
        write_label, label.standing, label.expires_on, label.first_expires_on, label.revoked_at, label.id
    );
}

bool move_label(db::Transaction& tx, OcopLabel& label, ProductId to) {
    if (tx.change(write_product, to, label.id) != 1) return false;
    label.product = to;
    return true;
}

void drop_label(db::Transaction& tx, LabelId label) { tx.change(delete_label, label); }

std::size_t expire_labels(db::Transaction& tx) {
    const auto due = tx.rows<DueLabel>(just_expired, tx.today());
    if (due.empty()) return 0;
    std::vector<LabelId> labels;
    std::vector<ProductId> products;
    for (const auto& one : due) {
        labels.push_back(one.id);
        products.push_back(one.product);
    }
    std::ranges::sort(labels);
    std::ranges::sort(products);
    products.erase(std::unique(products.begin(), products.end()), products.end());
    tx.change(mark_lapsed, bulk_ids<OfLabel>(labels), tx.now());
    refresh_listing(tx, products);
    for (const auto& one : due)
        tx.announce(
            {"product.label_expired",
             text_of(one.product),
             fmt::format(R"({{"label":"{}","expires_on":"{}"}})", text_of(one.id), text_of(one.expires_on))}
        );
    return due.size();
}

std::size_t remind_of_renewal(db::Transaction& tx) {
    const auto days_open = ocop::window_opens - ocop::window_closes;
    auto due = tx.rows<DueLabel>(due_for_renewal, tx.today() + -days_open, tx.today());
    std::ranges::sort(due, {}, &DueLabel::id);
    for (const auto& one : due) {
        if (tx.change(mark_reminded, tx.now(), one.id) != 1) continue;
        const auto window = ocop::window_before(one.expires_on);
        tx.announce(
            {"product.label_renewal_open",
             text_of(one.product),
             fmt::format(
                 R"({{"label":"{}","expires_on":"{}","first_day":"{}","last_day":"{}"}})",
                 text_of(one.id),
                 text_of(one.expires_on),
                 text_of(window.first),
                 text_of(window.last)
             )}
        );
    }
    return due.size();
}

}  // namespace chophien::catalog
