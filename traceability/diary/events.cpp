#include "traceability/diary/events.hpp"

#include "traceability/digital_link.hpp"
#include "traceability/epcis/own_names.hpp"
#include "traceability/lot.hpp"
#include "traceability/lot_goods.hpp"

#include <fmt/format.h>

namespace chophien::traceability::diary {

namespace {

using json::Document;

using epcis::own_names;

Document number_of(Decimal value) { return Document::parse(text_of(value)); }

Document list_of(const std::vector<EventGoods>& goods) {
    Document list = Document::array();
    for (const auto& each : goods) {
        list.push_back(goods_of_lot(link_of_lot(each.gtin, each.lot_code), each.quantity));
    }
    return list;
}

Document event_of(const Happening& happening, std::string_view type) {
    Document event{
        {"type", type},
        {"eventTime", text_of(happening.when.at)},
        {"eventTimeZoneOffset", vietnam_offset},
        {"cp:entry", text_of(happening.entry)}};
    // The day is known and no hour: whoever reads the midnight should not take it for one.
    if (happening.when.day_only) event["cp:dayOnly"] = true;
    if (happening.place) {
        event["readPoint"] = {{"id", *happening.place}};
        event["bizLocation"] = {{"id", *happening.place}};
    }
    return event;
}

void set_private(Document& event, std::string_view name, const std::optional<std::string>& value) {
    if (value) event["cp:" + std::string(name)] = *value;
}

void set_private(Document& event, std::string_view name, const std::optional<Quantity>& value) {
    if (!value) return;
    event["cp:" + std::string(name)] = {{"cp:value", number_of(value->value)}, {"cp:uom", value->unit->code}};
}

void set_private(Document& event, std::string_view name, const std::optional<std::int32_t>& value) {
    if (value) event["cp:" + std::string(name)] = *value;
}

Document parties(std::string_view member, std::string_view name, const std::string& uri) {
    return Document::array({Document{{"type", member}, {std::string(name), uri}}});
}

void set_sides(
    Document& event,
    std::string_view type,
    const std::optional<std::string>& from,
    const std::optional<std::string>& to
) {
    if (from) event["sourceList"] = parties(type, "source", *from);
    if (to) event["destinationList"] = parties(type, "destination", *to);
}

// What describes a lot from its birth on. An event about several lots tells what they share.
void set_ilmd(Document& event, const Happening& happening) {
    Document ilmd{{"cbvmda:countryOfOrigin", "VN"}};
    const auto& made = happening.made;
    if (made.size() == 1) {
        const auto& lot = made.front();
        ilmd["cbvmda:lotNumber"] = lot.lot_code;
        if (lot.best_before) ilmd["cbvmda:bestBeforeDate"] = text_of(*lot.best_before);
        if (lot.use_by) ilmd["cbvmda:itemExpirationDate"] = text_of(*lot.use_by);
        if (lot.grade) ilmd["cp:grade"] = *lot.grade;
    }
    if (happening.says.kind == EntryKind::harvest) {
        ilmd["cbvmda:harvestStartDate"] = text_of(happening.when.day);
        ilmd["cbvmda:harvestEndDate"] = text_of(happening.when.day);
    }
    if (!happening.plots.empty()) ilmd["cp:plots"] = happening.plots;
    event["ilmd"] = std::move(ilmd);
}

// Field work is about the plot; no goods are named yet.
Document field_work(const Happening& happening) {
    const auto& says = happening.says;
    auto event = event_of(happening, "ObjectEvent");
    event["action"] = "OBSERVE";
    event["bizStep"] = biz_step_of(says.kind);
    event["epcList"] = Document::array();
    set_private(event, "input", says.input);
    set_private(event, "inputLot", says.input_lot);
    set_private(event, "supplier", says.supplier);
    set_private(event, "activeIngredient", says.active_ingredient);
    set_private(event, "dose", says.dose);
    set_private(event, "reason", says.reason);
    set_private(event, "quantity", says.quantity);
    set_private(event, "area", says.area);
    set_private(event, "preHarvestDays", says.pre_harvest_days);
    set_private(event, "withdrawalDays", says.withdrawal_days);
    return event;
}

Document birth(const Happening& happening) {
    auto event = event_of(happening, "ObjectEvent");
    event["action"] = "ADD";
    event["bizStep"] = "commissioning";
    event["disposition"] = "active";
    event["quantityList"] = list_of(happening.made);
    set_ilmd(event, happening);
    return event;
}

Document seen(
    const Happening& happening,
    std::string_view disposition,
    const std::vector<EventGoods>& goods,
    std::string_view action = "OBSERVE"
) {
    auto event = event_of(happening, "ObjectEvent");
    event["action"] = action;
    event["bizStep"] = biz_step_of(happening.says.kind);
    event["disposition"] = disposition;
    event["quantityList"] = list_of(goods);
    set_private(event, "vehicle", happening.says.vehicle);
    set_private(event, "reason", happening.says.reason);
    return event;
}

Document transformation(const Happening& happening, Document inputs) {
    auto event = event_of(happening, "TransformationEvent");
    event["bizStep"] = biz_step_of(happening.says.kind);
    event["disposition"] = "active";
    event["inputQuantityList"] = std::move(inputs);
    event["outputQuantityList"] = list_of(happening.made);
    set_private(event, "added", happening.says.added);
    set_private(event, "work", std::optional(std::string(json::name_of(happening.says.kind))));
    set_ilmd(event, happening);
    return event;
}

// What a member brings: lots known from their harvest, or new ones that are born with it.
std::vector<Document> from_member(const Happening& happening) {
    std::vector<Document> events;
    if (!happening.made.empty()) events.push_back(birth(happening));
    auto& receipt = events.emplace_back(
        seen(happening, "in_progress", happening.made.empty() ? happening.used : happening.made)
    );
    set_sides(receipt, "possessing_party", happening.member, happening.own_party);
    return events;
}

// Their lot becomes ours, so that the chain goes on where it says its own name.
std::vector<Document> bought_in(const Happening& happening) {
    if (!happening.their_lot) {
        auto receipt = seen(happening, "in_progress", happening.made);
        set_sides(receipt, "owning_party", happening.partner, happening.own_party);
        set_private(receipt, "theirLot", happening.says.their_lot);
        return {birth(happening), std::move(receipt)};
    }
    Document theirs{{"epcClass", *happening.their_lot}};
    if (happening.made.size() == 1) set_quantity(theirs, happening.made.front().quantity);
    auto receipt = seen(happening, "in_progress", {});
    receipt["quantityList"] = Document::array({theirs});
    set_sides(receipt, "owning_party", happening.partner, happening.own_party);
    auto renamed = transformation(happening, Document::array({theirs}));
    renamed["bizStep"] = "creating_class_instance";
    return {std::move(receipt), std::move(renamed)};
}

}  // namespace

std::string biz_step_of(EntryKind kind) {
    switch (kind) {
        case EntryKind::sow:
            return std::string(own_names) + "sowing";
        case EntryKind::water:
            return std::string(own_names) + "watering";
        case EntryKind::feed:
            return std::string(own_names) + "feeding";
        case EntryKind::fertilise:
            return std::string(own_names) + "fertilising";
        case EntryKind::spray:
            return std::string(own_names) + "spraying";
        case EntryKind::treat:
            return std::string(own_names) + "treating";
        case EntryKind::harvest:
            return "commissioning";
        case EntryKind::receive_from_member:
        case EntryKind::receive:
            return "receiving";
        case EntryKind::sort:
        case EntryKind::process:
            return "creating_class_instance";
        case EntryKind::pack:
            return "packing";
        case EntryKind::store:
            return "storing";
        case EntryKind::ship:
            return "shipping";
        case EntryKind::sell:
            return "retail_selling";
        case EntryKind::destroy:
            return "destroying";
    }
    report_bug("every kind of entry has its step", std::source_location::current());
}

std::vector<Document> events_of(const Happening& happening) {
    switch (happening.says.kind) {
        case EntryKind::sow:
        case EntryKind::water:
        case EntryKind::feed:
        case EntryKind::fertilise:
        case EntryKind::spray:
        case EntryKind::treat:
            return {field_work(happening)};
        case EntryKind::harvest:
            return {birth(happening)};
        case EntryKind::receive_from_member:
            return from_member(happening);
        case EntryKind::sort:
        case EntryKind::process:
        case EntryKind::pack:
            return {transformation(happening, list_of(happening.used))};
        case EntryKind::store:
            return {seen(happening, "sellable_not_accessible", happening.used)};
        case EntryKind::ship: {
            auto event = seen(happening, "in_transit", happening.used);
            set_sides(event, "owning_party", happening.own_party, happening.partner);
            // Goods on their way are at no place (CBV 2.0, bizLocation is where they are afterwards).
            event.erase("bizLocation");
            return {std::move(event)};
        }
        case EntryKind::receive:
            return bought_in(happening);
        case EntryKind::sell: {
            auto event = seen(happening, "retail_sold", happening.used);
            event.erase("bizLocation");
            return {std::move(event)};
        }
        case EntryKind::destroy:
            return {seen(happening, "destroyed", happening.used, "DELETE")};
    }
    report_bug("every kind of entry has its events", std::source_location::current());
}

Document declared_wrong(
    const Document& event, Instant now, std::string_view reason, const std::vector<std::string>& corrective
) {
    auto withdrawn = event;
    Document declaration{{"declarationTime", text_of(now)}, {"reason", reason}};
    if (!corrective.empty()) declaration["correctiveEventIDs"] = corrective;
    withdrawn["errorDeclaration"] = std::move(declaration);
    return withdrawn;
}

}  // namespace chophien::traceability::diary
