#include "catalog/product_store.hpp"

#include "catalog/naming.hpp"
#include "catalog/row_columns.hpp"

namespace chophien::catalog::store {

namespace {

using db::Statement;

constexpr Statement select_product{"catalog.find_product", R"sql(
    SELECT id, seller, name, description, ocop_set, province, origin, brand, storage, usage_guide, label_words, state, version,
           created_at, updated_at, published_at
      FROM products
     WHERE id = ?
)sql"};

constexpr Statement select_product_locked{"catalog.lock_product", R"sql(
    SELECT id, seller, name, description, ocop_set, province, origin, brand, storage, usage_guide, label_words, state, version,
           created_at, updated_at, published_at
      FROM products
     WHERE id = ? AND seller = ?
       FOR UPDATE
)sql"};

constexpr Statement insert_product{"catalog.insert_product", R"sql(
    INSERT IGNORE INTO products
           (id, seller, name, identity, description, ocop_set, province, origin, brand, storage, usage_guide, label_words, state, version, created_at, updated_at,
            published_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

// IGNORE: a name that is taken leaves the row as it was, and no row is counted.
constexpr Statement update_product{"catalog.update_product", R"sql(
    UPDATE IGNORE products
       SET name = ?, identity = ?, description = ?, ocop_set = ?, province = ?, origin = ?, brand = ?, storage = ?,
           usage_guide = ?, label_words = ?, state = ?, version = version + 1, updated_at = ?, published_at = ?
     WHERE id = ?
)sql"};

constexpr Statement own_products{"catalog.own_products", R"sql(
    SELECT id, seller, name, description, ocop_set, province, origin, brand, storage, usage_guide, label_words, state, version,
           created_at, updated_at, published_at
      FROM products FORCE INDEX (by_seller)
     WHERE seller = ? AND id < ? AND (? IS NULL OR state = ?)
     ORDER BY id DESC
     LIMIT ?
)sql"};

constexpr Statement product_offers{"catalog.offers_of", R"sql(
    SELECT o.id, o.product, o.seller, o.pack, o.unit, o.content, o.content_unit, o.gtin, o.price, o.minimum, o.step,
           o.state, o.version, o.updated_at, o.pricing_unit, o.tolerance_percent, k.on_hand, k.reserved, k.held,
           k.least_on_hand
      FROM offers AS o
      JOIN offer_stock AS k ON k.offer = o.id
     WHERE o.product = ?
     ORDER BY o.id
)sql"};

constexpr Statement own_offers{"catalog.own_offers", R"sql(
    SELECT o.id, o.product, o.seller, o.pack, o.unit, o.content, o.content_unit, o.gtin, o.price, o.minimum, o.step,
           o.state, o.version, o.updated_at, o.pricing_unit, o.tolerance_percent, k.on_hand, k.reserved, k.held,
           k.least_on_hand
      FROM offers AS o FORCE INDEX (by_seller)
           STRAIGHT_JOIN offer_stock AS k ON k.offer = o.id
     WHERE o.seller = ? AND o.id < ?
     ORDER BY o.id DESC
     LIMIT ?
)sql"};

constexpr Statement select_offer{"catalog.find_offer", R"sql(
    SELECT o.id, o.product, o.seller, o.pack, o.unit, o.content, o.content_unit, o.gtin, o.price, o.minimum, o.step,
           o.state, o.version, o.updated_at, o.pricing_unit, o.tolerance_percent, k.on_hand, k.reserved, k.held,
           k.least_on_hand
      FROM offers AS o
      JOIN offer_stock AS k ON k.offer = o.id
     WHERE o.id = ? AND o.seller = ?
)sql"};

constexpr Statement select_offer_locked{"catalog.lock_offer", R"sql(
    SELECT o.id, o.product, o.seller, o.pack, o.unit, o.content, o.content_unit, o.gtin, o.price, o.minimum, o.step,
           o.state, o.version, o.updated_at, o.pricing_unit, o.tolerance_percent, k.on_hand, k.reserved, k.held,
           k.least_on_hand
      FROM offers AS o
      JOIN offer_stock AS k ON k.offer = o.id
     WHERE o.id = ? AND o.seller = ?
       FOR UPDATE
)sql"};

constexpr Statement insert_offer{"catalog.insert_offer", R"sql(
    INSERT IGNORE INTO offers
           (id, product, seller, pack, identity, unit, content, content_unit, gtin, price, minimum, step, state, version,
            updated_at, pricing_unit, tolerance_percent)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement update_offer{"catalog.update_offer", R"sql(
    UPDATE IGNORE offers
       SET pack = ?, identity = ?, content = ?, content_unit = ?, gtin = ?, price = ?, minimum = ?, step = ?, state = ?,
           tolerance_percent = ?, version = version + 1, updated_at = ?
     WHERE id = ?
)sql"};

constexpr Statement gtin_holder{"catalog.gtin_holder", R"sql(
    SELECT id FROM offers WHERE gtin = ?
)sql"};

constexpr Statement insert_stock{"catalog.insert_stock", R"sql(
    INSERT INTO offer_stock (offer, on_hand) VALUES (?, ?)
)sql"};

constexpr Statement write_on_hand{"catalog.write_on_hand", R"sql(
    UPDATE offer_stock SET on_hand = ? WHERE offer = ?
)sql"};

constexpr Statement insert_movement{"catalog.insert_movement", R"sql(
    INSERT INTO stock_movements (id, offer, kind, quantity, why, person, at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement select_movements{"catalog.movements_of", R"sql(
    SELECT id, kind, lot, quantity, held, why, person, at
      FROM stock_movements
     WHERE offer = ? AND id < ?
     ORDER BY id DESC
     LIMIT ?
)sql"};

constexpr std::uint64_t slots = 64;

constexpr Statement take_numbers{"catalog.take_gtin_numbers", R"sql(
    UPDATE gtin_counters SET taken = taken + ? WHERE slot = ?
)sql"};

constexpr Statement numbers_taken{"catalog.gtin_numbers_taken", R"sql(
    SELECT taken FROM gtin_counters WHERE slot = ?
)sql"};

}  // namespace

}  // namespace chophien::catalog::store

namespace chophien::db {

template <>
struct Columns<catalog::store::Movement> {
    using Of = catalog::store::Movement;
    static constexpr auto of =
        std::tuple{&Of::id, &Of::kind, &Of::lot, &Of::quantity, &Of::held, &Of::why, &Of::person, &Of::at};
};

}  // namespace chophien::db

namespace chophien::catalog::store {

std::optional<Product> find_product(db::Transaction& tx, ProductId id) {
    return tx.row<Product>(select_product, id);
}

std::optional<Product> lock_product(db::Transaction& tx, ProductId id, accounts::OrganisationId seller) {
    return tx.row<Product>(select_product_locked, id, seller);
}

bool insert(db::Transaction& tx, const Product& product) {
    return tx.change(
               insert_product,
               product.id,
               product.seller,
               product.name,
               name_identity(product.name),
               product.description,
               product.ocop_set,
               product.province,
               product.origin,
               product.brand,
               product.storage,
               product.usage,
               stored(product.label_words),
               product.state,
               product.version,
               product.created_at,
               product.updated_at,
               product.published_at
           ) == 1;
}

bool update(db::Transaction& tx, Product& product) {
    product.updated_at = tx.now();
    ++product.version;
    return tx.change(
               update_product,
               product.name,
               name_identity(product.name),
               product.description,
               product.ocop_set,
               product.province,
               product.origin,
               product.brand,
               product.storage,
               product.usage,
               stored(product.label_words),
               product.state,
               product.updated_at,
               product.published_at,
               product.id
           ) == 1;
}

std::vector<Product> products_of(
    db::Transaction& tx,
    accounts::OrganisationId seller,
    std::optional<ProductState> state,
    std::uint64_t before,
    std::int64_t limit
) {
    return tx.rows<Product>(own_products, seller, before, state, state, limit);
}

std::vector<StockedOffer> offers_of(db::Transaction& tx, ProductId product) {
    return tx.rows<StockedOffer>(product_offers, product);
}

std::vector<StockedOffer> offers_of_seller(
    db::Transaction& tx, accounts::OrganisationId seller, std::uint64_t before, std::int64_t limit
) {
    return tx.rows<StockedOffer>(own_offers, seller, before, limit);
}

std::optional<StockedOffer> find_offer(db::Transaction& tx, OfferId id, accounts::OrganisationId seller) {
    return tx.row<StockedOffer>(select_offer, id, seller);
}

std::optional<StockedOffer> lock_offer(db::Transaction& tx, OfferId id, accounts::OrganisationId seller) {
    return tx.row<StockedOffer>(select_offer_locked, id, seller);
}

namespace {

// After a key said no: which one it was.
Taken what_is_taken(db::Transaction& tx, const Offer& offer) {
    const auto holder = tx.row<OfferId>(gtin_holder, offer.gtin);
    return holder && *holder != offer.id ? Taken::gtin : Taken::pack;
}

}  // namespace

Taken insert(db::Transaction& tx, const Offer& offer, Decimal on_hand, accounts::PersonId person) {
    const auto inserted = tx.change(
        insert_offer,
        offer.id,
        offer.product,
        offer.seller,
        offer.pack,
        pack_identity(offer.pack),
        offer.unit,
        offer.content,
        offer.content_unit,
        offer.gtin,
        offer.price,
        offer.minimum,
        offer.step,
        offer.state,
        offer.version,
        offer.updated_at,
        offer.pricing_unit,
        offer.tolerance_percent
    );
    if (inserted != 1) return what_is_taken(tx, offer);
    tx.change(insert_stock, offer.id, on_hand);
    if (on_hand.thousandths != 0)
        tx.change(
            insert_movement,
            tx.new_id<OfMovement>(),
            offer.id,
            MovementKind::count,
            on_hand,
            "",
            person,
            tx.now()
        );
    return Taken::no;
}

Taken update(db::Transaction& tx, Offer& offer) {
    offer.updated_at = tx.now();
    ++offer.version;
    const auto updated = tx.change(
        update_offer,
        offer.pack,
        pack_identity(offer.pack),
        offer.content,
        offer.content_unit,
        offer.gtin,
        offer.price,
        offer.minimum,
        offer.step,
        offer.state,
        offer.tolerance_percent,
        offer.updated_at,
        offer.id
    );
    return updated == 1 ? Taken::no : what_is_taken(tx, offer);
}

void set_on_hand(
    db::Transaction& tx,
    OfferId offer,
    const Stock& old,
    Decimal now,
    MovementKind kind,
    std::string_view why,
    accounts::PersonId person
) {
    if (old.on_hand == now) return;
    ensure(now >= old.least_on_hand, "stock is never set below what is reserved");
    tx.change(write_on_hand, now, offer);
    tx.change(
        insert_movement, tx.new_id<OfMovement>(), offer, kind, now - old.on_hand, why, person, tx.now()
    );
}

std::vector<Movement> movements_of(
    db::Transaction& tx, OfferId offer, std::uint64_t before, std::int64_t limit
) {
    return tx.rows<Movement>(select_movements, offer, before, limit);
}

std::vector<std::uint64_t> take_platform_numbers(db::Transaction& tx, std::size_t count) {
    // The id's time bits choose the slot: two transactions of one moment mostly differ in node or
    // millisecond.
    const auto made = tx.new_number();
    const auto slot = ((made >> 22U) ^ (made >> 12U)) % slots;
    tx.change(take_numbers, std::uint64_t{count}, slot);
    const auto taken = tx.row<std::uint64_t>(numbers_taken, slot);
    ensure(taken && *taken >= count, "every slot has its counter");
    std::vector<std::uint64_t> numbers;
    for (auto at = *taken - count; at < *taken; ++at) numbers.push_back(slot + 1 + at * slots);
    return numbers;
}

}  // namespace chophien::catalog::store
