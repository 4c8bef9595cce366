// Stock by lot and holds in the database: SQL and rows.
#pragma once

#include "catalog/product_store.hpp"
#include "catalog/stock_lots.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace chophien::catalog::store {

/// An offer's stock with all its parts, held until the end of the transaction.
struct HeldStock {
    OfferId offer;
    ProductId product;
    accounts::OrganisationId seller;
    const Unit* unit = nullptr;
    Decimal minimum;
    Decimal on_hand;
    Decimal reserved;
    Decimal held;
    Decimal held_loose;
    Decimal of_lots;
    Decimal packed_loose;
    std::optional<Day> good_until;

    Decimal free() const { return on_hand - reserved - held; }

    Decimal loose() const { return on_hand - of_lots - packed_loose - held_loose; }
};

std::optional<HeldStock> lock_stock(db::Transaction& tx, OfferId offer);
/// Writes every part and finds anew until when all lots are good.
void write(db::Transaction& tx, const HeldStock& stock);

std::vector<LotStock> lots_of(db::Transaction& tx, OfferId offer);
std::optional<LotStock> lot_of(db::Transaction& tx, OfferId offer, LotId lot);
/// Its facts are replaced when the row is there.
void put(db::Transaction& tx, OfferId offer, const LotStock& lot);

struct NewMovement {
    OfferId offer;
    LotId lot{};
    MovementKind kind{};
    Decimal quantity{};
    Decimal held{};
    std::string_view why{};
    accounts::PersonId person{};
};

void journal(db::Transaction& tx, const NewMovement& movement);

void insert(db::Transaction& tx, const HoldView& hold, accounts::OrganisationId seller);
/// Held until the end of the transaction.
std::optional<HoldView> lock_hold(db::Transaction& tx, HoldId id, accounts::OrganisationId seller);
std::optional<HoldView> find_hold(db::Transaction& tx, HoldId id, accounts::OrganisationId seller);
void end(db::Transaction& tx, const HoldView& hold);
std::vector<HoldView> holds_of(
    db::Transaction& tx, accounts::OrganisationId seller, std::uint64_t before, std::int64_t limit
);

/// Offers with something free and something of a lot past its day.
std::vector<OfferId> offers_past_days(db::Transaction& tx, Day today, std::int64_t limit);

}  // namespace chophien::catalog::store
