#include "traceability/exports/tracking.hpp"

#include "traceability/epcis/names.hpp"
#include "traceability/exports/event_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace chophien::traceability::exports {

namespace {

using epcis::StoredEvent;
using json::Document;

constexpr int deepest_packing = 16;  // a box in a crate on a pallet is three

constexpr std::array<std::pair<std::string_view, TrackingStep>, 3> moves{{
    {"shipping", TrackingStep::shipping},
    {"departing", TrackingStep::shipping},
    {"receiving", TrackingStep::receiving},
}};
// Sensors of a lorry tell temperatures, too; that is no cooling.
constexpr std::array<std::string_view, 5> on_the_way{
    "transporting", "arriving", "loading", "unloading", "staging_outbound"};
// Names of the first day of harvest: of CBV 2.0, and of the rule's examples in GS1's web vocabulary.
constexpr std::array<std::string_view, 3> first_days{"harvestStartDate", "harvestDateStart", "harvestDate"};
constexpr std::array<std::string_view, 2> last_days{"harvestEndDate", "harvestDateEnd"};
constexpr std::array<std::string_view, 2> catch_places{"catchZone", "catchArea"};

template <class List>
std::string first_ilmd(const Document& content, const List& names) {
    for (const auto name : names)
        if (auto text = ilmd_in(content, name); !text.empty()) return text;
    return {};
}

bool tells_temperature(const Document& content) {
    const auto elements = content.find("sensorElementList");
    if (elements == content.end() || !elements->is_array()) return false;
    for (const auto& element : *elements) {
        const auto reports = element.find("sensorReport");
        if (reports == element.end() || !reports->is_array()) continue;
        for (const auto& report : *reports)
            if (text_in(report, "type").ends_with("Temperature")) return true;
    }
    return false;
}

void add(Grown& to, const Grown& from) {
    to.where.insert(from.where.begin(), from.where.end());
    to.days.insert(from.days.begin(), from.days.end());
    to.cooled.insert(from.cooled.begin(), from.cooled.end());
    to.cooled_on.insert(from.cooled_on.begin(), from.cooled_on.end());
}

class Reading {
public:
    explicit Reading(const TrackingQuestions& ask) : ask_(ask) {}

    void read(const StoredEvent& event) {
        const auto& content = event.content;
        if (event.withdrawn_at || content.contains("errorDeclaration")) return;
        const auto type = text_in(content, "type");
        if (type == "TransformationEvent") return make(event);
        if (type == "AggregationEvent" || type == "AssociationEvent") pack(content);
        if (text_in(content, "action") == "ADD" && type == "ObjectEvent") return begin(event);
        move(event, type);
    }

    std::vector<Tracked> rows() {
        tell_recipients();
        return std::move(rows_);
    }

private:
    // What a container holds, a unit belongs to, or a lot is.
    void expand(const EventGoods& goods, std::vector<EventGoods>& into, int depth = 0) const {
        const auto held = contents_.find(goods.name);
        if (held != contents_.end() && depth < deepest_packing) {
            for (const auto& one : held->second) expand(one, into, depth + 1);
            return;
        }
        const auto lot = lot_of_unit_.find(goods.name);
        if (lot == lot_of_unit_.end()) return into.push_back(goods);
        const auto known = std::ranges::find_if(into, [&](const EventGoods& one) {
            return one.name == lot->second && one.unit.empty();
        });
        if (known == into.end()) return into.push_back({lot->second, "1", {}});
        int units = 0;
        std::from_chars(known->quantity.data(), known->quantity.data() + known->quantity.size(), units);
        known->quantity = std::to_string(units + 1);
    }

    std::vector<EventGoods> lots_in(
        const Document& content, std::string_view epcs, std::string_view quantities
    ) const {
        const auto goods = goods_in(content, epcs, quantities);
        // The market's parcels stand beside their lots; counting both would be twice.
        const bool told =
            std::ranges::any_of(goods, [](const EventGoods& one) { return !one.quantity.empty(); });
        std::vector<EventGoods> lots;
        for (const auto& one : goods)
            if (!told || !one.quantity.empty() || !contents_.contains(one.name)) expand(one, lots);
        return lots;
    }

    Tracked row_of(const StoredEvent& event, TrackingStep step) const {
        const auto& content = event.content;
        Tracked row;
        row.step = step;
        row.day = local_day(event.time, text_in(content, "eventTimeZoneOffset"));
        row.where = place_in(content);
        row.event_id = event.event_id;
        const auto papers = content.find("bizTransactionList");
        if (papers != content.end() && papers->is_array() && !papers->empty()) {
            row.document_type = text_in(papers->front(), "type");
            row.document = text_in(papers->front(), "bizTransaction");
        } else if (auto entry = own_member_in(event, "entry"); !entry.empty()) {
            row.document_type = "Field diary entry";
            row.document = std::move(entry);
        } else {
            row.document_type = "EPCIS event";
            row.document = event.event_id;
        }
        return row;
    }

    void tell(Tracked row, LotPart part, const EventGoods& goods) {
        if (!ask_.wanted(goods.name)) return;
        row.part = part;
        row.lot = goods.name;
        row.quantity = goods.quantity;
        row.unit = goods.unit;
        if (const auto found = assigned_.find(goods.name); found != assigned_.end())
            row.assigned_at = found->second;
        if (const auto found = grown_.find(goods.name); found != grown_.end()) row.grown = found->second;
        rows_.push_back(std::move(row));
    }

    void learn_units(const Document& content, std::string_view epcs) {
        const auto list = content.find(epcs);
        if (list == content.end() || !list->is_array()) return;
        const auto told = ilmd_in(content, "lotNumber");
        for (const auto& one : *list) {
            if (!one.is_string()) continue;
            const auto name = epcis::name_from(one.get_ref<const std::string&>());
            if (name.level != epcis::Level::unit) continue;
            const auto& number = name.lot.empty() ? told : name.lot;
            if (auto lot = epcis::lot_name(name.canonical, number); !number.empty() && !lot.empty())
                lot_of_unit_[name.canonical] = std::move(lot);
        }
    }

    // A lot comes to be: grown, landed, or only registered.
    void begin(const StoredEvent& event) {
        const auto& content = event.content;
        learn_units(content, "epcList");
        const auto where = place_in(content);
        const auto first = first_ilmd(content, first_days);
        const bool landed = !first_ilmd(content, catch_places).empty();
        const bool harvested = !landed && (!first.empty() || (!where.empty() && ask_.grown_on(where)));
        auto row =
            row_of(event, landed ? TrackingStep::first_land_based_receiving : TrackingStep::harvesting);
        for (const auto& goods : lots_in(content, "epcList", "quantityList")) {
            if (!where.empty()) assigned_[goods.name] = where;
            if (!harvested && !landed) continue;
            auto& grown = grown_[goods.name];
            if (harvested && !where.empty()) grown.where.insert(where);
            grown.days.insert(first.empty() ? row.day : first);
            if (const auto last = first_ilmd(content, last_days); !last.empty()) grown.days.insert(last);
            tell(row, LotPart::whole, goods);
        }
    }

    // Packing is the first when nothing that goes into it was made of anything: sorting makes nothing.
    void make(const StoredEvent& event) {
        const auto& content = event.content;
        learn_units(content, "outputEPCList");
        auto inputs = lots_in(content, "inputEPCList", "inputQuantityList");
        const auto outputs = lots_in(content, "outputEPCList", "outputQuantityList");
        const auto process = text_in(content, "transformationID");
        auto& all = process.empty() ? alone_ : processes_[process];
        if (process.empty()) alone_.clear();
        for (const auto& one : inputs) all.push_back(one.name);
        const bool raw = std::ranges::none_of(all, [&](const auto& name) { return made_.contains(name); });
        const auto step = text_in(content, "bizStep") == "packing" && raw ? TrackingStep::initial_packing
                                                                          : TrackingStep::transformation;
        const auto row = row_of(event, step);
        Grown grown;
        for (const auto& name : all)
            if (const auto found = grown_.find(name); found != grown_.end()) add(grown, found->second);
        for (const auto& one : inputs) tell(row, LotPart::ingredient, one);
        const bool sorted = own_member_in(event, "work") == "sort";
        for (const auto& one : outputs) {
            if (!row.where.empty()) assigned_[one.name] = row.where;
            add(grown_[one.name], grown);
            if (!sorted || !raw) made_.insert(one.name);
            tell(row, LotPart::made, one);
        }
    }

    void pack(const Document& content) {
        const auto parent = text_in(content, "parentID");
        if (parent.empty()) return;
        auto& held = contents_[epcis::canonical_name(parent)];
        const auto children = goods_in(content, "childEPCs", "childQuantityList");
        const auto action = text_in(content, "action");
        if (action == "DELETE") {
            if (children.empty()) held.clear();
            for (const auto& child : children)
                std::erase_if(held, [&](const EventGoods& one) { return one.name == child.name; });
        } else {
            for (const auto& child : children)
                if (std::ranges::none_of(held, [&](const auto& one) { return one.name == child.name; }))
                    held.push_back(child);
        }
        if (held.empty()) contents_.erase(epcis::canonical_name(parent));
    }

    void move(const StoredEvent& event, std::string_view type) {
        const auto& content = event.content;
        const auto word = text_in(content, "bizStep");
        const auto known = std::ranges::find(moves, word, [](const auto& one) { return one.first; });
        const bool packed = type != "ObjectEvent";
        auto lots = packed ? lots_in(content, "childEPCs", "childQuantityList")
                           : lots_in(content, "epcList", "quantityList");
        if (packed && lots.empty())
            expand({epcis::canonical_name(text_in(content, "parentID")), {}, {}}, lots);
        if (known != moves.end()) {
            auto row = row_of(event, known->second);
            const auto from = side_in(content, "sourceList", "source");
            const auto to = side_in(content, "destinationList", "destination");
            const bool ships = row.step == TrackingStep::shipping;
            if (row.where.empty()) row.where = ships ? from : to;
            if (ships)
                row.to = to;
            else
                row.from = from;
            for (const auto& lot : lots) tell(row, LotPart::whole, lot);
        } else if (!packed && tells_temperature(content) && std::ranges::find(on_the_way, word) == on_the_way.end()) {
            const auto row = row_of(event, TrackingStep::cooling);
            for (const auto& lot : lots) {
                if (made_.contains(lot.name)) continue;
                auto& grown = grown_[lot.name];
                if (!row.where.empty()) grown.cooled.insert(row.where);
                grown.cooled_on.insert(row.day);
                tell(row, LotPart::whole, lot);
            }
        }
    }

    // Who got it after harvest or cooling, the next event of the lot tells.
    void tell_recipients() {
        std::map<std::string_view, std::string> next;
        for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
            switch (row->step) {
                case TrackingStep::harvesting:
                case TrackingStep::cooling:
                    if (const auto found = next.find(row->lot); found != next.end()) row->to = found->second;
                    if (row->step == TrackingStep::cooling && !row->where.empty())
                        next[row->lot] = row->where;
                    break;
                case TrackingStep::shipping:
                    next[row->lot] = row->to;
                    break;
                case TrackingStep::initial_packing:
                case TrackingStep::transformation:
                    if (row->part == LotPart::ingredient) next[row->lot] = row->where;
                    break;
                case TrackingStep::receiving:
                    next[row->lot] = row->where;
                    break;
                case TrackingStep::first_land_based_receiving:
                    break;
            }
        }
    }

    const TrackingQuestions& ask_;
    std::map<std::string, std::vector<EventGoods>> contents_;
    std::map<std::string, std::string> lot_of_unit_;
    std::map<std::string, std::vector<std::string>> processes_;  // what went into each so far
    std::vector<std::string> alone_;
    std::set<std::string> made_;
    std::map<std::string, Grown> grown_;
    std::map<std::string, std::string> assigned_;
    std::vector<Tracked> rows_;
};

}  // namespace

std::vector<Tracked> tracked(std::span<const StoredEvent> events, const TrackingQuestions& ask) {
    Reading reading(ask);
    for (const auto& event : events) reading.read(event);
    return reading.rows();
}

std::string local_day(Instant at, std::string_view zone_offset) {
    // "+07:00"; events were read strictly, so what is not of this form is none.
    std::chrono::minutes offset{0};
    if (zone_offset.size() == 6) {
        const auto digit = [&](std::size_t place) { return zone_offset[place] - '0'; };
        offset =
            std::chrono::hours(digit(1) * 10 + digit(2)) + std::chrono::minutes(digit(4) * 10 + digit(5));
        if (zone_offset.front() == '-') offset = -offset;
    }
    return text_of(Day{std::chrono::floor<std::chrono::days>(at + offset)});
}

}  // namespace chophien::traceability::exports
