#include "catalog/stock_lot_store.hpp"

namespace chophien::catalog::store {

namespace {

using db::Statement;

constexpr Statement select_stock{"catalog.lock_stock", R"sql(
    SELECT o.id, o.product, o.seller, o.unit, o.minimum, k.on_hand, k.reserved, k.held, k.held_loose, k.of_lots,
           k.packed_loose, k.good_until
      FROM offers AS o
      JOIN offer_stock AS k ON k.offer = o.id
     WHERE o.id = ?
       FOR UPDATE
)sql"};

constexpr Statement write_stock{"catalog.write_stock", R"sql(
    UPDATE offer_stock
       SET on_hand = ?, reserved = ?, held = ?, held_loose = ?, of_lots = ?, packed_loose = ?,
           good_until = (SELECT MIN(due) FROM stock_lots WHERE stock_lots.offer = offer_stock.offer)
     WHERE offer = ?
)sql"};

constexpr Statement select_lots{"catalog.stock_lots_of", R"sql(
    SELECT lot, lot_code, harvested_on, grade, best_before, last_day, quantity, packed, held
      FROM stock_lots
     WHERE offer = ? AND quantity > 0
     ORDER BY harvested_on, lot
)sql"};

constexpr Statement select_lot{"catalog.stock_lot_of", R"sql(
    SELECT lot, lot_code, harvested_on, grade, best_before, last_day, quantity, packed, held
      FROM stock_lots
     WHERE offer = ? AND lot = ?
       FOR UPDATE
)sql"};

constexpr Statement write_lot{"catalog.put_stock_lot", R"sql(
    INSERT INTO stock_lots (offer, lot, lot_code, harvested_on, grade, best_before, last_day, quantity, packed, held)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON DUPLICATE KEY UPDATE quantity = VALUES(quantity), packed = VALUES(packed), held = VALUES(held)
)sql"};

constexpr Statement insert_movement{"catalog.journal_lot", R"sql(
    INSERT INTO stock_movements (id, offer, lot, kind, quantity, held, why, person, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement insert_hold{"catalog.insert_hold", R"sql(
    INSERT INTO stock_holds (id, seller, offer, lot, quantity, reason, note, placed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement select_hold{"catalog.find_hold", R"sql(
    SELECT id, offer, lot, quantity, reason, note, placed_at, released_at, discarded
      FROM stock_holds
     WHERE id = ? AND seller = ?
)sql"};

constexpr Statement select_hold_locked{"catalog.lock_hold", R"sql(
    SELECT id, offer, lot, quantity, reason, note, placed_at, released_at, discarded
      FROM stock_holds
     WHERE id = ? AND seller = ?
       FOR UPDATE
)sql"};

constexpr Statement end_hold{"catalog.end_hold", R"sql(
    UPDATE stock_holds SET released_at = ?, discarded = ? WHERE id = ?
)sql"};

constexpr Statement select_holds{"catalog.holds_of", R"sql(
    SELECT id, offer, lot, quantity, reason, note, placed_at, released_at, discarded
      FROM stock_holds
     WHERE seller = ? AND id < ?
     ORDER BY id DESC
     LIMIT ?
)sql"};

// What is reserved altogether stays due until it is given back or shipped; it is passed over.
constexpr Statement select_past{"catalog.offers_past_days", R"sql(
    SELECT DISTINCT l.offer
      FROM stock_lots AS l FORCE INDEX (by_due)
           STRAIGHT_JOIN offer_stock AS k ON k.offer = l.offer
     WHERE l.due < ? AND k.on_hand - k.reserved - k.held > 0
     LIMIT ?
)sql"};

}  // namespace

}  // namespace chophien::catalog::store

namespace chophien::db {

template <>
struct Columns<catalog::store::HeldStock> {
    using Of = catalog::store::HeldStock;
    static constexpr auto of = std::tuple{
        &Of::offer,
        &Of::product,
        &Of::seller,
        &Of::unit,
        &Of::minimum,
        &Of::on_hand,
        &Of::reserved,
        &Of::held,
        &Of::held_loose,
        &Of::of_lots,
        &Of::packed_loose,
        &Of::good_until};
};

template <>
struct Columns<catalog::LotStock> {
    using Of = catalog::LotStock;
    static constexpr auto of = std::tuple{
        &Of::lot,
        &Of::lot_code,
        &Of::harvested_on,
        &Of::grade,
        &Of::best_before,
        &Of::last_day,
        &Of::quantity,
        &Of::packed,
        &Of::held};
};

template <>
struct Columns<catalog::HoldView> {
    using Of = catalog::HoldView;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::offer,
        &Of::lot,
        &Of::quantity,
        &Of::reason,
        &Of::note,
        &Of::placed_at,
        &Of::released_at,
        &Of::discarded};
};

}  // namespace chophien::db

namespace chophien::catalog::store {

std::optional<HeldStock> lock_stock(db::Transaction& tx, OfferId offer) {
    return tx.row<HeldStock>(select_stock, offer);
}

void write(db::Transaction& tx, const HeldStock& stock) {
    tx.change(
        write_stock,
        stock.on_hand,
        stock.reserved,
        stock.held,
        stock.held_loose,
        stock.of_lots,
        stock.packed_loose,
        stock.offer
    );
}

std::vector<LotStock> lots_of(db::Transaction& tx, OfferId offer) {
    return tx.rows<LotStock>(select_lots, offer);
}

std::optional<LotStock> lot_of(db::Transaction& tx, OfferId offer, LotId lot) {
    return tx.row<LotStock>(select_lot, offer, lot);
}

void put(db::Transaction& tx, OfferId offer, const LotStock& lot) {
    tx.change(
        write_lot,
        offer,
        lot.lot,
        lot.lot_code,
        lot.harvested_on,
        lot.grade,
        lot.best_before,
        lot.last_day,
        lot.quantity,
        lot.packed,
        lot.held
    );
}

void journal(db::Transaction& tx, const NewMovement& movement) {
    tx.change(
        insert_movement,
        tx.new_id<OfMovement>(),
        movement.offer,
        movement.lot,
        movement.kind,
        movement.quantity,
        movement.held,
        movement.why,
        movement.person,
        tx.now()
    );
}

void insert(db::Transaction& tx, const HoldView& hold, accounts::OrganisationId seller) {
    tx.change(
        insert_hold,
        hold.id,
        seller,
        hold.offer,
        hold.lot,
        hold.quantity,
        hold.reason,
        hold.note,
        hold.placed_at
    );
}

std::optional<HoldView> lock_hold(db::Transaction& tx, HoldId id, accounts::OrganisationId seller) {
    return tx.row<HoldView>(select_hold_locked, id, seller);
}

std::optional<HoldView> find_hold(db::Transaction& tx, HoldId id, accounts::OrganisationId seller) {
    return tx.row<HoldView>(select_hold, id, seller);
}

void end(db::Transaction& tx, const HoldView& hold) {
    tx.change(end_hold, hold.released_at, hold.discarded, hold.id);
}

std::vector<HoldView> holds_of(
    db::Transaction& tx, accounts::OrganisationId seller, std::uint64_t before, std::int64_t limit
) {
    return tx.rows<HoldView>(select_holds, seller, before, limit);
}

std::vector<OfferId> offers_past_days(db::Transaction& tx, Day today, std::int64_t limit) {
    return tx.rows<OfferId>(select_past, today, limit);
}

}  // namespace chophien::catalog::store
