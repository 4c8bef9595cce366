#include "traceability/parcels.hpp"

#include "traceability/digital_link.hpp"
#include "traceability/epcis/own_names.hpp"
#include "traceability/epcis/recording.hpp"
#include "traceability/lot.hpp"
#include "traceability/lot_goods.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/plots/parties.hpp"

#include <fmt/format.h>

namespace chophien::traceability {

namespace {

using json::Document;

using epcis::own_names;

std::string parcel_name(const Parcel& parcel) { return fmt::format("{}parcels/{}", own_names, parcel.order); }

// What the draws took, in the unit each lot is counted in: the pack's content may have been corrected since.
Document goods_of(db::Transaction& tx, const Parcel& parcel) {
    Document goods = Document::array();
    for (const auto& draw : parcel.draws) {
        const auto lot = store::find(tx, draw.lot);
        const auto drawn = store::newest_draw(tx, draw.lot, draw.offer, draw.quantity);
        ensure(lot && drawn, "a parcel's goods were drawn before");
        goods.push_back(goods_of_lot(link_of_lot(lot->gtin, lot->lot_code), drawn->quantity));
    }
    return goods;
}

Document event_of(
    db::Transaction& tx,
    const Parcel& parcel,
    std::string_view type,
    std::string_view action,
    std::string_view step
) {
    return {
        {"type", type},
        {"eventTime", text_of(tx.now())},
        {"eventTimeZoneOffset", vietnam_offset},
        {"action", action},
        {"bizStep", step},
        {"bizTransactionList",
         {{{"type", "po"}, {"bizTransaction", fmt::format("{}orders/{}", own_names, parcel.order)}}}}};
}

std::string party_of(db::Transaction& tx, accounts::OrganisationId organisation) {
    return fmt::format("{}/417/{}", canonical_stem, plots::party_number(tx, organisation));
}

// The lots stand beside the parcel: what an account of a lot adds up, and what one who knows only lots finds.
// A parcel to a consumer is counted once, when she has it.
Document moving(
    db::Transaction& tx, const Parcel& parcel, std::string_view step, std::string_view disposition
) {
    auto event = event_of(tx, parcel, "ObjectEvent", "OBSERVE", step);
    event["disposition"] = disposition;
    event["epcList"] = {parcel_name(parcel)};
    if (parcel.buyer || step != "shipping") event["quantityList"] = goods_of(tx, parcel);
    event["sourceList"] = {{{"type", "owning_party"}, {"source", party_of(tx, parcel.seller)}}};
    if (parcel.buyer)
        event["destinationList"] = {{{"type", "owning_party"}, {"destination", party_of(tx, *parcel.buyer)}}};
    return event;
}

void aggregate(db::Transaction& tx, const Parcel& parcel, std::string_view action, std::string_view step) {
    if (parcel.draws.empty()) return;
    auto event = event_of(tx, parcel, "AggregationEvent", action, step);
    event["disposition"] = "in_progress";
    event["parentID"] = parcel_name(parcel);
    event["childQuantityList"] = goods_of(tx, parcel);
    epcis::record(tx, parcel.seller, {std::move(event)});
}

}  // namespace

void parcel_packed(db::Transaction& tx, const Parcel& parcel) { aggregate(tx, parcel, "ADD", "packing"); }

void parcel_unpacked(db::Transaction& tx, const Parcel& parcel) {
    aggregate(tx, parcel, "DELETE", "unpacking");
}

void parcel_shipped(db::Transaction& tx, const Parcel& parcel) {
    if (parcel.draws.empty()) return;
    epcis::record(tx, parcel.seller, {moving(tx, parcel, "shipping", "in_transit")});
}

void parcel_handed_over(db::Transaction& tx, const Parcel& parcel) {
    if (parcel.draws.empty()) return;
    if (parcel.buyer)
        epcis::record(tx, *parcel.buyer, {moving(tx, parcel, "receiving", "in_progress")});
    else
        epcis::record(tx, parcel.seller, {moving(tx, parcel, "retail_selling", "retail_sold")});
}

}  // namespace chophien::traceability
