// What the mirror reads and writes (mirror.hpp), many rows in one statement.
#pragma once

#include "catalog/mirror.hpp"
#include "catalog/product.hpp"

#include <span>
#include <string>
#include <vector>

namespace chophien::catalog::mirror_store {

/// The newest position, and a moment that is not after any later change's.
struct Head {
    std::uint64_t position = 0;
    Instant changed_at;
};

/// Held until the end of the transaction: from here on nobody else writes the mirror.
Head lock_head(db::Transaction& tx);
void write_head(db::Transaction& tx, const Head& head);
std::uint64_t head_position(db::Transaction& tx);

/// Notes those of these that are products.
void note(db::Transaction& tx, std::span<const ProductId> products);
/// Notes those of these that are sellers whose name or standing is not what the mirror knows.
void note_sellers(db::Transaction& tx, std::span<const accounts::OrganisationId> sellers);
/// Notes the next products of a seller that was noted; false when no seller is.
bool note_products_of_a_seller(db::Transaction& tx);
/// Something is noted.
bool something_due(db::Transaction& tx);
std::vector<ProductId> due(db::Transaction& tx, std::int64_t limit);
void forget_due(db::Transaction& tx, std::span<const ProductId> products);

/// A product as it is now, and as the mirror has it.
struct Facts {
    ProductId product;
    accounts::OrganisationId seller;
    std::string name;
    std::string seller_name;
    bool seller_open = false;
    ProductState state{};
    std::optional<std::int32_t> set{};
    std::optional<std::string> province{};
    std::optional<std::string> origin{};
    std::optional<std::string> brand{};
    std::optional<std::string> storage{};
    std::optional<std::string> usage{};
    std::optional<LabelWords> label_words{};
    std::optional<std::int32_t> stars{};
    std::optional<Day> stars_until{};
    bool taken_down = false;
    std::optional<std::uint64_t> mirrored_at{};
    std::optional<Gone> mirrored_gone{};
    std::optional<std::string> mirrored_body{};
};

/// In id order.
std::vector<Facts> facts_of(db::Transaction& tx, std::span<const ProductId> products);
/// Offers on sale of these products, in id order.
std::vector<std::pair<ProductId, MirroredOffer>> offers_of(
    db::Transaction& tx, std::span<const ProductId> products
);

struct Mirrored {
    ProductId product;
    accounts::OrganisationId seller;
    std::uint64_t position = 0;
    Instant changed_at;
    std::optional<Gone> gone{};
    std::optional<std::string> body{};
};

void write(db::Transaction& tx, std::span<const Mirrored> rows);
/// In the order of positions.
std::vector<Mirrored> after(
    db::Transaction& tx,
    std::uint64_t position,
    const std::optional<accounts::OrganisationId>& seller,
    std::int64_t limit
);
/// The position before the first change at that instant or later.
std::uint64_t position_before(db::Transaction& tx, Instant instant);

}  // namespace chophien::catalog::mirror_store
