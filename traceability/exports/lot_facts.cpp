#include "traceability/exports/lot_facts.hpp"

#include "catalog/media/photos.hpp"
#include "catalog/product_store.hpp"
#include "traceability/diary/diary_store.hpp"
#include "traceability/exports/chain_events.hpp"
#include "traceability/exports/event_words.hpp"
#include "traceability/exports/tracking.hpp"
#include "traceability/exports/whereabouts.hpp"
#include "traceability/lot_goods.hpp"
#include "traceability/plots/place_store.hpp"
#include "traceability/recording.hpp"
#include "traceability/refusals.hpp"
#include "traceability/tracing.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace chophien::traceability::exports {

namespace {

using json::Document;

constexpr std::size_t most_events = 2'000;

struct StepWords {
    std::string_view step;
    std::string_view vi;
};

// What happens to goods, as a Vietnamese reader says it; other steps stand under their own word.
constexpr std::array step_words{
    StepWords{"commissioning", "Thu hoạch, lập lô"},
    StepWords{"creating_class_instance", "Sơ chế, chế biến"},
    StepWords{"packing", "Đóng gói"},
    StepWords{"unpacking", "Dỡ gói"},
    StepWords{"storing", "Nhập kho"},
    StepWords{"shipping", "Xuất hàng"},
    StepWords{"receiving", "Nhận hàng"},
    StepWords{"retail_selling", "Bán lẻ"},
    StepWords{"inspecting", "Kiểm tra"},
    StepWords{"destroying", "Tiêu huỷ"}};

std::string words_for(const std::string& step) {
    const auto found = std::ranges::find(step_words, step, &StepWords::step);
    return std::string(found == step_words.end() ? std::string_view(step) : found->vi);
}

// Empty texts are left out: what is not known is not said.
Document said(std::initializer_list<std::pair<std::string_view, std::string>> members) {
    auto object = Document::object();
    for (const auto& [name, text] : members)
        if (!text.empty()) object[name] = text;
    return object;
}

std::string place_words(const Location& place) {
    std::string words = place.name;
    for (const auto& more : {place.within, place.address}) {
        if (more.empty()) continue;
        if (!words.empty()) words += ", ";
        words += more;
    }
    return words.empty() ? place.gln : words;
}

/// What the events of the lot's chain tell.
class Story {
public:
    Story(Whereabouts& where, Facts& facts, const std::string& lot)
        : where_(where), facts_(facts), lot_(lot) {}

    void read(const epcis::StoredEvent& event) {
        const auto& content = event.content;
        if (event.withdrawn_at || content.contains("errorDeclaration")) return;
        const auto step = text_in(content, "bizStep");
        const auto day = local_day(event.time, text_in(content, "eventTimeZoneOffset"));
        const auto place = place_in(content);
        const auto from = side_in(content, "sourceList", "source");
        const auto to = side_in(content, "destinationList", "destination");
        auto telling = said(
            {{"event", words_for(step)},
             {"biz_step", step},
             {"day", day},
             {"place", place_words(where_.of(place.empty() ? from : place))}}
        );
        // Its hour, unless only the day is known.
        if (own_member_in(event, "dayOnly").empty()) telling["time"] = text_of(event.time);
        facts_[Fact::events].push_back(std::move(telling));
        if (step == "packing") pack(place, day);
        if (step == "shipping" && names_lot(content)) {
            facts_[Fact::transports].push_back(said(
                {{"day", day},
                 {"from", place_words(where_.of(place.empty() ? from : place))},
                 {"to", place_words(where_.of(to))},
                 {"vehicle", own_member_in(event, "vehicle")}}
            ));
            if (!to.empty()) distribute(day, "shipping", to);
        }
        if (step == "retail_selling" && names_lot(content))
            distribute(day, step, place.empty() ? from : place);
    }

private:
    bool names_lot(const Document& content) const {
        const auto goods = goods_in(content, "epcList", "quantityList");
        return std::ranges::any_of(goods, [&](const EventGoods& one) { return one.name == lot_; });
    }

    void pack(const std::string& place, const std::string& day) {
        const auto& known = where_.of(place);
        if (known.kind != plots::PlaceKind::packing_house) return;
        facts_[Fact::packing_houses].push_back(
            said({{"day", day}, {"name", known.name}, {"code", known.code}, {"address", known.address}})
        );
    }

    void distribute(const std::string& day, std::string_view step, const std::string& to) {
        facts_[Fact::distribution].push_back(
            said({{"day", day}, {"event", words_for(std::string(step))}, {"to", place_words(where_.of(to))}})
        );
    }

    Whereabouts& where_;
    Facts& facts_;
    const std::string& lot_;
};

void add_growing(db::Transaction& tx, const Lot& lot, Facts& facts) {
    std::set<std::string> codes;
    if (lot.place.growing_area) codes.insert(*lot.place.growing_area);
    auto harvests = Document::array();
    for (const auto& plot : diary::store::plots_of(tx, lot.id)) {
        const auto place = plots::store::find(tx, plot.place);
        ensure(place.has_value(), "a lot's plot is there");
        const auto code = place->says.code.value_or("");
        if (!code.empty()) codes.insert(code);
        harvests.push_back(said(
            {{"day", text_of(plot.harvested_on)},
             {"growing_area", code.empty() ? plots::name_of(*place) : code},
             {"commune", place->says.commune.value_or("")},
             {"grows", place->says.grows.value_or("")}}
        ));
    }
    // A lot that was only counted knows its day.
    if (harvests.empty())
        harvests.push_back(
            said({{"day", text_of(lot.harvested_on)}, {"growing_area", lot.place.growing_area.value_or("")}})
        );
    facts[Fact::growing_areas] = std::vector<std::string>(codes.begin(), codes.end());
    facts[Fact::harvests] = std::move(harvests);
}

void add_record(
    db::Transaction& tx, const TraceRecord& record, const Lot& lot, std::string_view public_url, Facts& facts
) {
    facts[Fact::product_name] = record.product_name;
    facts[Fact::producer_name] = record.producer.name;
    facts[Fact::producer_address] = record.producer.address.value_or("");
    facts[Fact::origin] = record.origin;
    auto pictures = Document::array();
    for (const auto& photo : catalog::photos_of(tx, lot.product))
        pictures.push_back(std::string(public_url) + photo.jpeg);
    facts[Fact::pictures] = std::move(pictures);
    const auto product = catalog::store::find_product(tx, lot.product);
    facts[Fact::brand_lot] = Document::array({said(
        {{"brand", product ? product->brand.value_or("") : ""}, {"lot", lot.lot_code}, {"gtin", lot.gtin}}
    )});
    if (lot.use_by) facts[Fact::use_by] = text_of(*lot.use_by);
    if (lot.best_before && !lot.use_by) facts[Fact::use_by] = text_of(*lot.best_before);
    auto standards = Document::array();
    for (const auto& standard : lot.standards) standards.push_back(standard);
    for (const auto& held : record.certificates) standards.push_back(held.scheme_vi + " " + held.number);
    facts[Fact::standards] = std::move(standards);
    facts[Fact::trace_code] = std::string(public_url) + trace_path(lot.gtin, lot.lot_code);
}

}  // namespace

Result<Facts> facts_of(
    db::Transaction& tx, const accounts::Caller& caller, const Lot& lot, std::string_view public_url
) {
    auto record = trace(tx, caller, {lot.id});
    if (!record) return refuse(record);
    Facts facts;
    add_record(tx, *record, lot, public_url, facts);
    add_growing(tx, lot, facts);
    Whereabouts where(tx, caller);
    const auto name = link_of_lot(lot.gtin, lot.lot_code);
    Story story(where, facts, name);
    auto chain = events_of_chain(tx, caller, {name, graph::Direction::ancestors, {}}, most_events);
    if (chain)
        each_event(tx, caller, *chain, [&](const epcis::StoredEvent& event) { story.read(event); });
    else if (!(chain.error() == unknown_thing))
        return refuse(chain);
    // A lot recorded without the diary is in no EPCIS event.
    if (!facts.contains(Fact::events))
        for (const auto& event : record->events)
            facts[Fact::events].push_back(said(
                {{"event", words_for(event.biz_step)},
                 {"biz_step", event.biz_step},
                 {"day", local_day(event.at, event.zone_offset)},
                 {"place", event.place}}
            ));
    return facts;
}

}  // namespace chophien::traceability::exports
