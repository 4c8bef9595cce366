#include "traceability/lots.hpp"

#include "traceability/goods.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/refusals.hpp"

#include <fmt/format.h>

namespace chophien::traceability {

namespace {

LotEvent event_of(
    db::Transaction& tx, LotEventKind kind, const Lot& lot, const Draw& draw, Decimal quantity
) {
    LotEvent event;
    event.id = tx.new_number();
    event.kind = kind;
    event.organisation = lot.organisation;
    event.quantity = {quantity, lot.quantity.unit};
    event.offer = draw.offer;
    event.sales_units = draw.quantity;
    event.at = tx.now();
    event.zone_offset = vietnam_offset;
    return event;
}

}  // namespace

Result<DrawnLot> draw(db::Transaction& tx, accounts::OrganisationId seller, const Draw& draw) {
    const auto lot = store::find_of(tx, draw.lot, seller);
    if (!lot) return refuse(unknown_lot);
    if (lot->product != draw.product) return refuse(wrong_product);
    const auto pack = find_pack(tx, draw.offer, seller);
    if (!pack || pack->product != draw.product) return refuse(wrong_product);
    const auto quantity = in_lot_unit(draw.quantity, *pack->sold_in, pack->content, *lot->quantity.unit);
    if (!quantity) return refuse(unit_mismatch);
    if (!store::take(tx, lot->id, seller, *quantity)) {
        // Read again: what was seen above may be older than what stopped the update.
        const auto now = store::find_of(tx, draw.lot, seller);
        const auto left = now ? now->remaining : Decimal{};
        return refuse(
            lot_exhausted,
            fmt::format("Lô {} còn {} {}.", lot->lot_code, text_of(left), lot->quantity.unit->name_vi),
            fmt::format("Lot {} has {} {} left.", lot->lot_code, text_of(left), lot->quantity.unit->name_en)
        );
    }
    store::append(tx, lot->id, event_of(tx, LotEventKind::drawn, *lot, draw, *quantity));
    return DrawnLot{lot->id, lot->gtin, lot->lot_code};
}

void put_back(db::Transaction& tx, const Draw& draw) {
    // What the draw took, not what it would take today: the seller may have corrected the pack's content
    // meanwhile.
    const auto drawn = store::newest_draw(tx, draw.lot, draw.offer, draw.quantity);
    const auto lot = store::find(tx, draw.lot);
    ensure(drawn && lot, "what is put back was drawn before");
    store::put(tx, draw.lot, drawn->quantity.value);
    store::append(tx, draw.lot, event_of(tx, LotEventKind::put_back, *lot, draw, drawn->quantity.value));
}

}  // namespace chophien::traceability
