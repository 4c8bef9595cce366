// Products, offers and their stock in the database.
#pragma once

#include "catalog/lot_id.hpp"
#include "catalog/offer.hpp"
#include "catalog/product.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::store {

std::optional<Product> find_product(db::Transaction& tx, ProductId id);
/// The seller's own, held until the end of the transaction. None for another's.
std::optional<Product> lock_product(db::Transaction& tx, ProductId id, accounts::OrganisationId seller);
/// False when the seller has one of that name.
bool insert(db::Transaction& tx, const Product& product);
/// Writes everything that can change and raises the version, also in `product`. False when the new name is
/// taken.
bool update(db::Transaction& tx, Product& product);
/// The seller's own, the newest first.
std::vector<Product> products_of(
    db::Transaction& tx,
    accounts::OrganisationId seller,
    std::optional<ProductState> state,
    std::uint64_t before,
    std::int64_t limit
);

/// How much of an offer there is.
struct Stock {
    Decimal on_hand;
    Decimal reserved;
    Decimal held{};           ///< not for sale until it is released
    Decimal least_on_hand{};  ///< no count may go below it: what is promised or held, or what is of lots

    Decimal left() const { return on_hand - reserved - held; }
};

struct StockedOffer {
    Offer offer;
    Stock stock;
};

/// Of one product, by id.
std::vector<StockedOffer> offers_of(db::Transaction& tx, ProductId product);
std::vector<StockedOffer> offers_of_seller(
    db::Transaction& tx, accounts::OrganisationId seller, std::uint64_t before, std::int64_t limit
);
/// The seller's own. None for another's.
std::optional<StockedOffer> find_offer(db::Transaction& tx, OfferId id, accounts::OrganisationId seller);
/// The same, held until the end of the transaction with its stock.
std::optional<StockedOffer> lock_offer(db::Transaction& tx, OfferId id, accounts::OrganisationId seller);

/// What a unique key said no to.
enum class Taken : std::uint8_t { no, pack, gtin };

/// With its stock and, when there is any, the first movement.
Taken insert(db::Transaction& tx, const Offer& offer, Decimal on_hand, accounts::PersonId person);
/// Writes everything that can change and raises the version, also in `offer`.
Taken update(db::Transaction& tx, Offer& offer);

/// Why stock changed. take_out is what left with orders, store a lot that came in, harvest goods that were
/// sold ahead; hold and release change
/// only what is for sale, discard throws away what was on hold.
enum class MovementKind : std::uint8_t {
    count,
    imported,
    take_out,
    undone,
    store,
    harvest,
    hold,
    release,
    discard,
};

struct Movement {
    MovementId id;
    MovementKind kind{};
    std::optional<LotId> lot;  ///< whose part of the stock it was
    Decimal quantity;          ///< what on_hand changed by
    Decimal held;              ///< what is on hold changed by
    std::string why;
    accounts::PersonId person;
    Instant at;
};

/// Sets what is on hand and journals the difference. The stock is locked by the caller.
void set_on_hand(
    db::Transaction& tx,
    OfferId offer,
    const Stock& old,
    Decimal now,
    MovementKind kind,
    std::string_view why,
    accounts::PersonId person
);
/// The newest first.
std::vector<Movement> movements_of(
    db::Transaction& tx, OfferId offer, std::uint64_t before, std::int64_t limit
);

/// Fresh numbers for GTINs of the platform's own range (core/gs1_key.hpp). Numbers are never given twice;
/// some are lost with transactions that roll back.
std::vector<std::uint64_t> take_platform_numbers(db::Transaction& tx, std::size_t count);

}  // namespace chophien::catalog::store

namespace chophien::json {

template <>
struct Names<catalog::store::MovementKind> {
    using enum catalog::store::MovementKind;
    static constexpr std::array of{
        std::pair{count, std::string_view("count")},
        std::pair{imported, std::string_view("import")},
        std::pair{take_out, std::string_view("take_out")},
        std::pair{undone, std::string_view("undo")},
        std::pair{store, std::string_view("store")},
        std::pair{harvest, std::string_view("harvest")},
        std::pair{hold, std::string_view("hold")},
        std::pair{release, std::string_view("release")},
        std::pair{discard, std::string_view("discard")},
    };
};

}  // namespace chophien::json
