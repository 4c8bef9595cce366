#include "catalog/slots/slot_store.hpp"

#include "core/db/many_rows.hpp"

namespace chophien::catalog::slot_store {

namespace {

using db::Joined;
using db::Statement;

constexpr std::string_view columns = R"sql(
    SELECT id, offer, product, seller, kind, state, first_day, last_day, starts_at, place, quantity,
           confidence_percent, sellable_percent, step, sellable, reserved, orders_until, harvested, promised, shared,
           reason, version, updated_at
      FROM offer_slots
)sql";

constexpr std::string_view of_id = " WHERE id = ?";
constexpr std::string_view for_update = " FOR UPDATE";
constexpr std::string_view of_offer = " WHERE offer = ? AND id < ? ORDER BY id DESC LIMIT ?";
constexpr std::string_view open_today = R"sql(
     FORCE INDEX (open_of_offer)
     WHERE offer IN (SELECT id FROM offers WHERE product = ? AND state = 'on_sale') AND open_until >= ?
     ORDER BY first_day, id
)sql";
constexpr std::string_view ended =
    " FORCE INDEX (by_end) WHERE open_until < ? ORDER BY open_until LIMIT ? FOR UPDATE SKIP LOCKED";

constexpr Statement find_slot{"catalog.find_slot", Joined<columns, of_id>::text};
constexpr Statement lock_slot{"catalog.lock_slot", Joined<columns, of_id, for_update>::text};
constexpr Statement list_slots{"catalog.slots_of", Joined<columns, of_offer>::text};
constexpr Statement list_open{"catalog.open_slots", Joined<columns, open_today>::text};
constexpr Statement list_ended{"catalog.ended_slots", Joined<columns, ended>::text};

constexpr Statement insert_slot{"catalog.insert_slot", R"sql(
    INSERT INTO offer_slots
           (id, offer, product, seller, kind, state, first_day, last_day, starts_at, place, quantity,
            confidence_percent, sellable_percent, step, sellable, orders_until, version, made_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement update_slot{"catalog.update_slot", R"sql(
    UPDATE offer_slots
       SET state = ?, first_day = ?, last_day = ?, starts_at = ?, place = ?, quantity = ?, confidence_percent = ?,
           sellable_percent = ?, sellable = ?, orders_until = ?, harvested = ?, promised = ?, shared = ?,
           reason = ?, version = version + 1, updated_at = ?
     WHERE id = ?
)sql"};

constexpr Statement count_open_slots{"catalog.count_open_slots", R"sql(
    SELECT COUNT(*) FROM offer_slots WHERE offer = ? AND open_until IS NOT NULL
)sql"};

constexpr Statement reserve_slot{"catalog.reserve_slot", R"sql(
    UPDATE offer_slots
       SET reserved = reserved + CAST(? AS DECIMAL(15,3))
     WHERE id = ? AND state = 'open' AND orders_until >= ? AND sellable - reserved >= CAST(? AS DECIMAL(15,3))
)sql"};

constexpr Statement take_reserved{"catalog.take_from_slot", R"sql(
    UPDATE offer_slots
       SET reserved = reserved - CAST(? AS DECIMAL(15,3))
     WHERE id = ? AND reserved >= CAST(? AS DECIMAL(15,3))
)sql"};

constexpr Statement unsettled{"catalog.slots_to_settle", R"sql(
    SELECT id FROM offer_slots WHERE to_settle = TRUE ORDER BY id LIMIT ?
)sql"};

}  // namespace

}  // namespace chophien::catalog::slot_store

template <>
struct chophien::db::Columns<chophien::catalog::Slot> {
    using Of = catalog::Slot;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::offer,
        &Of::product,
        &Of::seller,
        &Of::kind,
        &Of::state,
        &Of::first_day,
        &Of::last_day,
        &Of::starts_at,
        &Of::place,
        &Of::quantity,
        &Of::confidence_percent,
        &Of::sellable_percent,
        &Of::step,
        &Of::sellable,
        &Of::reserved,
        &Of::orders_until,
        &Of::harvested,
        &Of::promised,
        &Of::shared,
        &Of::reason,
        &Of::version,
        &Of::updated_at};
};

namespace chophien::catalog::slot_store {

void insert(db::Transaction& tx, const Slot& slot) {
    tx.change(
        insert_slot,
        slot.id,
        slot.offer,
        slot.product,
        slot.seller,
        slot.kind,
        slot.state,
        slot.first_day,
        slot.last_day,
        slot.starts_at,
        slot.place,
        slot.quantity,
        slot.confidence_percent,
        slot.sellable_percent,
        slot.step,
        slot.sellable,
        slot.orders_until,
        slot.version,
        tx.now(),
        tx.now()
    );
}

void update(db::Transaction& tx, Slot& slot) {
    slot.updated_at = tx.now();
    const auto changed = tx.change(
        update_slot,
        slot.state,
        slot.first_day,
        slot.last_day,
        slot.starts_at,
        slot.place,
        slot.quantity,
        slot.confidence_percent,
        slot.sellable_percent,
        slot.sellable,
        slot.orders_until,
        slot.harvested,
        slot.promised,
        slot.shared,
        slot.reason,
        slot.updated_at,
        slot.id
    );
    ensure(changed == 1, "a slot that is held is there");
    ++slot.version;
}

std::optional<Slot> find(db::Transaction& tx, SlotId id) { return tx.row<Slot>(find_slot, id); }

std::optional<Slot> lock(db::Transaction& tx, SlotId id) { return tx.row<Slot>(lock_slot, id); }

std::vector<Slot> slots_of(db::Transaction& tx, OfferId offer, std::uint64_t before, std::int64_t limit) {
    return tx.rows<Slot>(list_slots, offer, before, limit);
}

std::vector<Slot> open_of(db::Transaction& tx, ProductId product, Day today) {
    return tx.rows<Slot>(list_open, product, today);
}

std::int64_t count_open(db::Transaction& tx, OfferId offer) {
    return tx.row<std::int64_t>(count_open_slots, offer).value_or(0);
}

bool reserve(db::Transaction& tx, SlotId id, Decimal quantity, Day today) {
    return tx.change(reserve_slot, quantity, id, today, quantity) == 1;
}

void take_from_reserved(db::Transaction& tx, SlotId id, Decimal quantity) {
    ensure(tx.change(take_reserved, quantity, id, quantity) == 1, "only what was reserved is taken");
}

std::vector<Slot> lock_ended(db::Transaction& tx, Day today, std::int64_t limit) {
    return tx.rows<Slot>(list_ended, today, limit);
}

std::vector<SlotId> to_settle(db::Transaction& tx, std::int64_t limit) {
    return tx.rows<SlotId>(unsettled, limit);
}

}  // namespace chophien::catalog::slot_store
