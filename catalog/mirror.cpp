#include "catalog/mirror.hpp"

#include "catalog/mirror_store.hpp"
#include "catalog/refusals.hpp"
#include "catalog/touched.hpp"
#include "core/feed.hpp"
#include "core/json.hpp"

#include <algorithm>
#include <map>

namespace chophien::catalog {

namespace {

using accounts::Caller;
using mirror_store::Facts;
using mirror_store::Mirrored;

constexpr std::string_view reader = "catalog.mirror";
constexpr std::int64_t sets_at_once = 50;
constexpr std::int64_t usual_answer = 200;

static_assert(number_in<OfProduct>(tag(ProductId{123'456'789'012'345'678})) == 123'456'789'012'345'678);

std::optional<Gone> gone_now(const Facts& facts) {
    if (facts.taken_down) return Gone::taken_down;
    if (facts.state != ProductState::published) return Gone::withdrawn;
    if (!facts.seller_open) return Gone::seller_closed;
    return std::nullopt;
}

MirroredProduct product_now(const Facts& facts, std::vector<MirroredOffer> offers, Day today) {
    MirroredProduct now{
        facts.name,
        facts.seller_name,
        ocop_set(facts.set.value_or(0)).group,
        facts.set.value_or(0),
        facts.province.value_or(""),
        facts.origin,
        facts.brand,
        facts.storage,
        facts.usage,
        facts.label_words,
        std::nullopt,
        std::nullopt,
        std::move(offers),
        false};
    if (facts.stars.value_or(0) > 0 && facts.stars_until >= today) {
        now.stars = facts.stars;
        now.stars_until = facts.stars_until;
    }
    now.available = std::ranges::any_of(now.offers, &MirroredOffer::available);
    return now;
}

// Writes what says something else than before. The head is held.
void mirror(db::Transaction& tx, mirror_store::Head head, std::span<const ProductId> products) {
    std::map<ProductId, std::vector<MirroredOffer>> offers;
    for (auto& [product, offer] : mirror_store::offers_of(tx, products))
        offers[product].push_back(std::move(offer));
    head.changed_at = std::max(head.changed_at, tx.now());
    std::vector<Mirrored> changed;
    for (const auto& facts : mirror_store::facts_of(tx, products)) {
        const auto gone = gone_now(facts);
        if (gone && !facts.mirrored_at) continue;  // never was on the market
        std::optional<std::string> body;
        if (!gone) body = json::text_of(product_now(facts, std::move(offers[facts.product]), tx.today()));
        if (facts.mirrored_at && gone == facts.mirrored_gone && body == facts.mirrored_body) continue;
        changed.push_back(
            {facts.product, facts.seller, ++head.position, head.changed_at, gone, std::move(body)}
        );
    }
    if (changed.empty()) return;
    mirror_store::write(tx, changed);
    mirror_store::write_head(tx, head);
}

struct Cursor {
    std::uint64_t position = 0;
    std::uint64_t seller = 0;
};

std::string written(const Cursor& cursor) {
    return crockford::written(cursor.position, 13, crockford::smalls) + '-' +
           crockford::written(cursor.seller, 13, crockford::smalls);
}

std::optional<Cursor> cursor_from(std::string_view text) {
    if (text.size() != 27 || text[13] != '-') return std::nullopt;
    const auto position = crockford::read(text.substr(0, 13));
    const auto seller = crockford::read(text.substr(14));
    if (!position || !seller || *position > INT64_MAX) return std::nullopt;
    return Cursor{*position, *seller};
}

CatalogChange change_from(Mirrored&& row) {
    CatalogChange change{row.product, row.seller, row.changed_at, std::nullopt, row.gone};
    if (row.body) {
        const auto document = json::parse(*row.body);
        ensure(document.has_value(), "the mirror keeps JSON");
        // Passed: what an earlier release wrote and nobody touched since may say more.
        auto product = json::as<MirroredProduct>(*document, false, json::Unknown::passed);
        ensure(product.has_value(), "the mirror keeps products");
        change.product = std::move(*product);
    }
    return change;
}

}  // namespace

Result<CatalogChanges> list_catalog_changes(
    db::Transaction& tx, const Caller&, const ListCatalogChanges& wish
) {
    Cursor cursor{0, wish.seller ? wish.seller->number : 0};
    if (wish.after) {
        const auto sent = cursor_from(*wish.after);
        if (!sent || sent->seller != cursor.seller) return refuse(wrong_cursor);
        cursor = *sent;
    } else if (wish.updated_since) {
        cursor.position = mirror_store::position_before(tx, *wish.updated_since);
    }
    const auto limit = wish.limit.value_or(usual_answer);
    auto rows = mirror_store::after(tx, cursor.position, wish.seller, limit + 1);
    CatalogChanges answer;
    answer.more = std::ssize(rows) > limit;
    if (answer.more) rows.pop_back();
    if (!rows.empty()) cursor.position = rows.back().position;
    answer.cursor = written(cursor);
    for (auto& row : rows) answer.data.push_back(change_from(std::move(row)));
    answer.notice = demonstration_notice(tx);
    if (answer.notice) answer.demonstration = true;
    return answer;
}

bool follow_market(db::Transaction& tx) {
    // Looked at without the lock first: on a quiet market ten nodes do not queue for it.
    if (reader_position(tx, reader) == feed_head(tx) && !mirror_store::something_due(tx)) return false;
    const auto head = mirror_store::lock_head(tx);
    if (const auto due = mirror_store::due(tx, mirror_step); !due.empty()) {
        mirror(tx, head, due);
        mirror_store::forget_due(tx, due);
        return true;
    }
    if (const auto sets = changes_after(tx, reader_position(tx, reader), sets_at_once); !sets.empty()) {
        mirror_store::note(tx, ids_in<OfProduct>(sets));
        mirror_store::note_sellers(tx, ids_in<accounts::OfOrganisation>(sets));
        keep_reader_position(tx, reader, sets.back().position);
        return true;
    }
    return mirror_store::note_products_of_a_seller(tx);
}

void mirror_now(db::Transaction& tx, std::span<const ProductId> products) {
    if (!products.empty()) mirror(tx, mirror_store::lock_head(tx), products);
}

}  // namespace chophien::catalog
