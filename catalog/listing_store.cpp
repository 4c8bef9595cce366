#include "catalog/listing_store.hpp"

#include "accounts/caller.hpp"
#include "catalog/availability.hpp"
#include "catalog/bulk.hpp"
#include "catalog/label.hpp"
#include "catalog/naming.hpp"
#include "catalog/ocop_set.hpp"
#include "catalog/product.hpp"
#include "core/db/many_rows.hpp"
#include "core/places.hpp"

#include <map>

namespace chophien::catalog {

namespace {

using db::Statement;

/// What is listed of a product.
struct ListedFacts {
    ProductId product;
    accounts::OrganisationId seller;
    std::string name;
    std::optional<std::int32_t> ocop_set;
    std::optional<std::string> province;
    ProductState state{};
    Instant updated_at;
    std::optional<std::string> photo;  ///< digest in hex
};

struct ListedOffer {
    ProductId product;
    Money price;
    const Unit* unit = nullptr;
    std::string pack;
    bool available = false;
};

struct ListedLabel {
    ProductId product;
    std::int32_t stars = 0;
    Day until{};
};

// Raising `turns` locks the rows and makes two nodes that look at once collide, so that the later one sees
// the other's stock.
constexpr Statement lock_listing{"catalog.lock_listing", R"sql(
    UPDATE JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN product_listing AS l FORCE INDEX (PRIMARY) ON l.product = wanted.id
       SET l.turns = l.turns + 1
)sql"};

constexpr Statement facts_of{"catalog.listed_facts", R"sql(
    SELECT p.id, p.seller, p.name, p.ocop_set, p.province, p.state, p.updated_at, LOWER(HEX(f.picture))
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN products AS p ON p.id = wanted.id
           LEFT JOIN product_photos AS f ON f.product = p.id AND f.place = 0
)sql"};

constexpr std::string_view listed_offer = R"sql(
    SELECT o.product, o.price, COALESCE(o.pricing_unit, o.unit), o.pack,)sql";
constexpr std::string_view of_wanted = R"sql( AS available
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN products AS p ON p.id = wanted.id
           STRAIGHT_JOIN offers AS o ON o.product = wanted.id AND o.state = 'on_sale'
           STRAIGHT_JOIN offer_stock AS k ON k.offer = o.id
     ORDER BY o.product, available DESC, o.price, o.id
)sql";
constexpr Statement offers_of{"catalog.listed_offers", db::Joined<listed_offer, can_be_had, of_wanted>::text};

constexpr Statement valid_labels{"catalog.listed_labels", R"sql(
    SELECT l.product, l.stars, l.expires_on
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN ocop_labels AS l ON l.product = wanted.id
     WHERE l.decided_on <= ? AND l.expires_on >= ? AND l.revoked_at IS NULL
)sql"};

constexpr Statement drop_listing{"catalog.drop_listing", R"sql(
    DELETE l
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN product_listing AS l FORCE INDEX (PRIMARY) ON l.product = wanted.id
)sql"};

constexpr Statement write_listing{"catalog.write_listing", R"sql(
    INSERT INTO product_listing
           (product, seller, name, name_fold, ocop_group, ocop_set, province, stars, stars_until, price, unit, pack,
            available, updated_at, photo)
    SELECT product, seller, name, name_fold, ocop_group, ocop_set, province, stars, stars_until, price, unit, pack,
           available, updated_at, photo
      FROM JSON_TABLE(?, '$[*]' COLUMNS (
           product     BIGINT UNSIGNED PATH '$[0]',
           seller      BIGINT UNSIGNED PATH '$[1]',
           name        VARCHAR(150) CHARACTER SET utf8mb4 PATH '$[2]',
           name_fold   VARCHAR(300) CHARACTER SET utf8mb4 PATH '$[3]',
           ocop_group  VARCHAR(24) CHARACTER SET ascii PATH '$[4]',
           ocop_set    INT PATH '$[5]',
           province    CHAR(2) CHARACTER SET ascii PATH '$[6]',
           stars       INT PATH '$[7]',
           stars_until DATE PATH '$[8]',
           price       BIGINT PATH '$[9]',
           unit        VARCHAR(8) CHARACTER SET ascii PATH '$[10]',
           pack        VARCHAR(100) CHARACTER SET utf8mb4 PATH '$[11]',
           available   INT PATH '$[12]',
           updated_at  DATETIME(6) PATH '$[13]',
           photo       CHAR(64) CHARACTER SET ascii PATH '$[14]')) AS made
    ON DUPLICATE KEY UPDATE
           name = VALUES(name), name_fold = VALUES(name_fold), ocop_group = VALUES(ocop_group),
           ocop_set = VALUES(ocop_set), province = VALUES(province), stars = VALUES(stars),
           stars_until = VALUES(stars_until), price = VALUES(price), unit = VALUES(unit), pack = VALUES(pack),
           available = VALUES(available), updated_at = VALUES(updated_at),
           photo = VALUES(photo)
)sql"};

constexpr Day no_label = std::chrono::year(1970) / 1 / 1;

}  // namespace

}  // namespace chophien::catalog

namespace chophien::db {

template <>
struct Columns<catalog::ListedFacts> {
    using Of = catalog::ListedFacts;
    static constexpr auto of = std::tuple{
        &Of::product,
        &Of::seller,
        &Of::name,
        &Of::ocop_set,
        &Of::province,
        &Of::state,
        &Of::updated_at,
        &Of::photo};
};

template <>
struct Columns<catalog::ListedOffer> {
    using Of = catalog::ListedOffer;
    static constexpr auto of = std::tuple{&Of::product, &Of::price, &Of::unit, &Of::pack, &Of::available};
};

template <>
struct Columns<catalog::ListedLabel> {
    using Of = catalog::ListedLabel;
    static constexpr auto of = std::tuple{&Of::product, &Of::stars, &Of::until};
};

}  // namespace chophien::db

namespace chophien::catalog {

void refresh_listing(db::Transaction& tx, std::span<const ProductId> products) {
    if (products.empty()) return;
    const auto wanted = bulk_ids(products);
    tx.change(lock_listing, wanted);

    std::map<ProductId, ListedOffer> cheapest;  // that can be had, if one can
    for (auto& offer : tx.rows<ListedOffer>(offers_of, service_set, tx.today(), wanted))
        cheapest.emplace(offer.product, std::move(offer));
    std::map<ProductId, ListedLabel> labels;
    for (const auto& label : tx.rows<ListedLabel>(valid_labels, wanted, tx.today(), tx.today())) {
        auto& best = labels[label.product];
        if (std::pair(label.stars, label.until) > std::pair(best.stars, best.until)) best = label;
    }

    BulkRows listed;
    std::vector<ProductId> unlisted;
    for (const auto& facts : tx.rows<ListedFacts>(facts_of, wanted)) {
        const auto offer = cheapest.find(facts.product);
        if (facts.state != ProductState::published || offer == cheapest.end()) {
            unlisted.push_back(facts.product);
            continue;
        }
        const auto& set = ocop_set(facts.ocop_set.value_or(0));
        const auto label = labels.find(facts.product);
        const bool labelled = label != labels.end();
        listed.row(
            facts.product,
            facts.seller,
            facts.name,
            name_fold(facts.name),
            set.group,
            set.number,
            facts.province,
            labelled ? label->second.stars : 0,
            labelled ? label->second.until : no_label,
            offer->second.price,
            offer->second.unit,
            offer->second.pack,
            offer->second.available,
            facts.updated_at,
            facts.photo
        );
    }
    if (!unlisted.empty()) tx.change(drop_listing, bulk_ids<OfProduct>(unlisted));
    if (!listed.empty()) tx.change(write_listing, listed.take());
    for (const auto product : products) tx.touch(tag(product));
    tx.touch(tag("products"));
}

}  // namespace chophien::catalog
