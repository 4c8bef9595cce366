#include "traceability/recording.hpp"

#include "catalog/refusals.hpp"
#include "catalog/slots/slots.hpp"
#include "catalog/stock_lots.hpp"
#include "core/gs1_key.hpp"
#include "core/places.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/epcis/recording.hpp"
#include "traceability/goods.hpp"
#include "traceability/lot_code.hpp"
#include "traceability/lot_goods.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::traceability {

namespace {

constexpr std::int64_t usual_page = 20;
constexpr std::int64_t events_shown = 100;

LotView view_of(Lot lot) {
    LotView view;
    view.id = lot.id;
    view.product = lot.product;
    view.internal_number = is_restricted(gtin_from(lot.gtin).value());
    view.trace_path = trace_path(lot.gtin, lot.lot_code);
    view.gtin = std::move(lot.gtin);
    view.lot_code = std::move(lot.lot_code);
    view.harvested_on = lot.harvested_on;
    view.use_by = lot.use_by;
    view.best_before = lot.best_before;
    view.grade = std::move(lot.grade);
    view.place = std::move(lot.place);
    view.quantity = lot.quantity;
    view.remaining = lot.remaining;
    view.method = std::move(lot.method);
    view.standards = std::move(lot.standards);
    view.notes = std::move(lot.notes);
    view.codes_printed = lot.codes_printed;
    view.recorded_at = lot.recorded_at;
    return view;
}

LotEventView view_of(LotEvent event) {
    const auto& meaning = meaning_of(event.kind);
    return {
        event.kind,
        std::string(meaning.biz_step),
        std::string(meaning.action),
        event.quantity,
        std::move(event.place),
        event.at,
        std::move(event.zone_offset),
        event.day_only};
}

Result<Pack> pack_for(db::Transaction& tx, const accounts::Caller& caller, const RecordLot& request) {
    if (request.product.has_value() == request.offer.has_value()) return refuse(product_or_offer);
    auto pack = request.offer ? find_pack(tx, *request.offer, caller.organisation)
                              : find_pack(tx, *request.product, caller.organisation);
    if (!pack) return refuse(unknown_goods);
    return *std::move(pack);
}

// The day after which nobody may sell it: the earlier of the two on the label.
std::optional<Day> last_day_of(const Lot& lot) {
    if (lot.use_by && lot.best_before) return std::min(*lot.use_by, *lot.best_before);
    return lot.use_by ? lot.use_by : lot.best_before;
}

// Offers are locked before lots, so the goods come in first and are counted after: whatever is in the stores
// of the lot's packs and not in parcels is part of what remains of it.
Result<Nothing> put_in_store(
    db::Transaction& tx,
    const accounts::Caller& caller,
    const Lot& recorded,
    catalog::OfferId offer,
    Decimal quantity,
    std::string_view pointer
) {
    const catalog::LotFacts facts{
        recorded.id,
        recorded.lot_code,
        recorded.harvested_on,
        recorded.grade,
        recorded.best_before,
        last_day_of(recorded)};
    if (auto stored = catalog::put_in_store(tx, caller, offer, facts, quantity, pointer); !stored)
        return refuse(stored);
    const auto lot = store::lock(tx, recorded.id);
    Decimal in_stores;
    for (const auto& part : catalog::unpacked_of(tx, lot.id)) {
        const auto pack = find_pack(tx, part.offer, caller.organisation);
        ensure(pack.has_value(), "a lot's goods are in its organisation's packs");
        const auto of_lot = in_lot_unit(part.quantity, *pack->sold_in, pack->content, *lot.quantity.unit);
        if (!of_lot) return refuse(unit_mismatch);
        in_stores = in_stores + *of_lot;
    }
    if (in_stores > lot.remaining)
        return refuse(
            lot_exhausted,
            fmt::format("Lô còn {} {}.", text_of(lot.remaining), lot.quantity.unit->name_vi),
            fmt::format("The lot has {} {} left.", text_of(lot.remaining), lot.quantity.unit->name_en)
        );
    return Nothing{};
}

/// The code brought along, or the next one of the harvest day that nobody brought along before.
Result<std::string> code_for(db::Transaction& tx, const RecordLot& request, std::string_view gtin) {
    if (request.lot_code) {
        auto code = lot_code_from(*request.lot_code);
        // As a segment of a web address these two mean a folder, whatever the escapes.
        if (code && (*code == "." || *code == "..")) return refuse(wrong_lot_code);
        if (code && store::code_taken(tx, gtin, *code)) return refuse(lot_code_taken);
        return code;
    }
    const auto day = text_of(request.harvested_on);
    for (;;) {
        const auto number = store::next_number(tx, gtin, day);
        auto code = lot_code({request.harvested_on, static_cast<std::uint32_t>(number)});
        if (!store::code_taken(tx, gtin, code)) return code;
    }
}

// The lot's birth as every partner reads it.
json::Document commissioning_of(const LotView& lot) {
    const auto day = text_of(lot.harvested_on);
    json::Document ilmd{
        {"cbvmda:countryOfOrigin", "VN"},
        {"cbvmda:lotNumber", lot.lot_code},
        {"cbvmda:harvestStartDate", day},
        {"cbvmda:harvestEndDate", day}};
    if (lot.best_before) ilmd["cbvmda:bestBeforeDate"] = text_of(*lot.best_before);
    if (lot.use_by) ilmd["cbvmda:itemExpirationDate"] = text_of(*lot.use_by);
    if (lot.grade) ilmd["cp:grade"] = *lot.grade;
    return {
        {"type", "ObjectEvent"},
        {"eventTime", text_of(begin_of(lot.harvested_on))},
        {"eventTimeZoneOffset", vietnam_offset},
        {"action", "ADD"},
        {"bizStep", "commissioning"},
        {"disposition", "active"},
        {"quantityList",
         json::Document::array({goods_of_lot(link_of_lot(lot.gtin, lot.lot_code), lot.quantity)})},
        {"ilmd", std::move(ilmd)},
        {"cp:lot", text_of(lot.id)},
        {"cp:dayOnly", true}};
}

}  // namespace

std::string trace_path(std::string_view gtin, std::string_view lot_code) {
    return link_of_lot(gtin, lot_code).substr(canonical_stem.size());
}

Result<LotView> record(db::Transaction& tx, const accounts::Caller& caller, const RecordLot& request) {
    auto lot = make_lot(tx, caller, request);
    if (lot) epcis::record(tx, caller.organisation, {commissioning_of(*lot)});
    return lot;
}

Result<LotView> make_lot(db::Transaction& tx, const accounts::Caller& caller, const RecordLot& request) {
    auto pack = pack_for(tx, caller, request);
    if (!pack) return refuse(pack);
    if (request.in_store && !request.offer) return refuse(product_or_offer);
    auto wrong = wrong_days(request.harvested_on, request.use_by, request.best_before, tx.today());
    const auto province = province_from(request.place.province);
    if (!province)
        wrong.push_back(
            {"/place/province",
             "unknown_province",
             "Không có tỉnh, thành phố này.",
             "There is no such province."}
        );
    if (!wrong.empty()) return refuse(wrong_lot, std::move(wrong));
    if (!in_lot_unit(whole(1), *pack->sold_in, pack->content, *request.quantity.unit))
        return refuse(unit_mismatch);
    auto code = code_for(tx, request, pack->gtin);
    if (!code) return refuse(code);

    Lot lot;
    lot.id = tx.new_id<OfLot>();
    lot.organisation = caller.organisation;
    lot.product = pack->product;
    lot.gtin = pack->gtin;
    lot.lot_code = std::move(*code);
    lot.batch = store::next_number(tx, pack->gtin, "lots");
    lot.harvested_on = request.harvested_on;
    lot.use_by = request.use_by;
    lot.best_before = request.best_before;
    lot.grade = request.grade;
    lot.place = request.place;
    lot.place.province = province->today->code;
    lot.quantity = request.quantity;
    lot.remaining = request.quantity.value;
    lot.method = request.method;
    lot.standards = request.standards;
    lot.notes = request.notes;
    lot.recorded_at = tx.now();
    store::insert(tx, lot);

    LotEvent harvest;
    harvest.id = tx.new_number();
    harvest.kind = LotEventKind::harvested;
    harvest.organisation = lot.organisation;
    harvest.quantity = lot.quantity;
    harvest.place = words_of(lot.place);
    harvest.at = begin_of(lot.harvested_on);
    harvest.zone_offset = vietnam_offset;
    harvest.day_only = true;
    store::append(tx, lot.id, harvest);
    if (request.in_store)
        if (auto stored = put_in_store(tx, caller, lot, pack->offer, *request.in_store, "/in_store"); !stored)
            return refuse(stored);

    tx.announce(
        {"lot.recorded",
         text_of(lot.id),
         fmt::format(R"({{"product":"{}","gtin":"{}"}})", text_of(lot.product), lot.gtin)}
    );
    tx.touch(tag(lot.product));  // its page shows the newest lots
    auto view = view_of(std::move(lot));
    view.events.push_back(view_of(std::move(harvest)));
    return view;
}

Result<LotView> stock_lot(db::Transaction& tx, const accounts::Caller& caller, const StockLot& request) {
    const auto lot = store::find_of(tx, request.lot, caller.organisation);
    if (!lot) return refuse(unknown_lot);
    const auto pack = find_pack(tx, request.offer, caller.organisation);
    if (!pack || pack->product != lot->product) return refuse(wrong_product);
    const auto put = [&] {
        return put_in_store(tx, caller, *lot, pack->offer, request.quantity, "/quantity");
    };
    if (request.slot) {
        const auto harvested = catalog::bring_in(
            tx,
            caller,
            {*request.slot, request.quantity},
            [&](const catalog::Slot& slot) -> Result<Nothing> {
                if (slot.offer != pack->offer) return refuse(catalog::unknown_slot);
                return put();
            }
        );
        if (!harvested) return tl::unexpected(harvested.error());
    } else if (auto stored = put(); !stored) {
        return refuse(stored);
    }
    return show_lot(tx, caller, {request.lot});
}

Result<List<LotView>> show_lots(
    db::Transaction& tx, const accounts::Caller& caller, const ShowLots& request
) {
    const auto limit = request.limit.value_or(usual_page);
    auto lots = store::lots_of(
        tx,
        caller.organisation,
        request.product.value_or(catalog::ProductId{}),
        request.after.value_or(LotId{}),
        limit + 1
    );
    List<LotView> list;
    const bool more = lots.size() > static_cast<std::size_t>(limit);
    if (more) lots.pop_back();
    for (auto& lot : lots) list.data.push_back(view_of(std::move(lot)));
    if (more) list.page.next = text_of(list.data.back().id);
    return list;
}

Result<LotView> show_lot(db::Transaction& tx, const accounts::Caller& caller, const ShowLot& request) {
    auto lot = store::find_of(tx, request.lot, caller.organisation);
    if (!lot) return refuse(unknown_lot);
    auto view = view_of(*std::move(lot));
    for (auto& event : store::events_of(tx, request.lot, events_shown))
        view.events.push_back(view_of(std::move(event)));
    return view;
}

std::optional<std::string> newest_trace_path(db::Transaction& tx) {
    const auto lot = store::newest(tx);
    if (!lot) return std::nullopt;
    return trace_path(lot->gtin, lot->lot_code);
}

}  // namespace chophien::traceability
