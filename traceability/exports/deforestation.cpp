#include "traceability/exports/deforestation.hpp"

#include "accounts/organisation_names.hpp"
#include "core/json.hpp"
#include "core/places.hpp"
#include "traceability/diary/diary_store.hpp"
#include "traceability/epcis/grants.hpp"
#include "traceability/exports/refusals.hpp"
#include "traceability/lot_goods.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/plots/place_store.hpp"

#include <fmt/format.h>

#include <map>
#include <set>

namespace chophien::traceability::exports {

namespace {

using accounts::OrganisationId;
using json::Document;

// As the market knows a lot of the chain.
struct KnownLot {
    std::string name;  ///< canonical
    Lot lot;
    std::vector<diary::store::LotPlot> plots;
};

std::optional<Lot> lot_named(db::Transaction& tx, const std::string& name) {
    const auto key = lot_in(name);
    return key ? store::find_by_code(tx, key->gtin, key->lot_code) : std::nullopt;
}

std::string product_of(const std::string& lot) { return lot.substr(0, lot.find("/10/")); }

// One who may see coordinates of what grew for that lot: its owner, or whom the owner trusts with it.
bool may_see(
    OrganisationId viewer,
    std::span<const epcis::Grant> grants,
    const KnownLot& known,
    const plots::Place& place
) {
    if (place.organisation == viewer) return true;
    for (const auto& grant : grants) {
        if (!grant.due_diligence || grant.organisation != place.organisation || grant.biz_step) continue;
        if (grant.organisation != known.lot.organisation) continue;
        if (grant.lot && *grant.lot != known.name) continue;
        if (grant.product && *grant.product != product_of(known.name)) continue;
        if (grant.place && *grant.place != plots::name_of(place)) continue;
        return true;
    }
    return false;
}

struct Drawn {
    plots::Geometry geometry;
    std::optional<std::int64_t> square_metres{};
};

// What a plot's version said of where it lies.
std::optional<Drawn> drawn_in(db::Transaction& tx, plots::PlaceId place, std::int64_t version) {
    const auto rows = plots::store::versions(tx, place, version + 1, 1);
    if (rows.empty()) return std::nullopt;
    const auto facts = json::parse(rows.front().facts).value();
    const auto geometry = facts.find("geometry");
    if (geometry == facts.end() || geometry->is_null()) return std::nullopt;
    std::vector<Violation> faults;
    auto read = plots::geometry_from(*geometry, "", faults);
    ensure(read.has_value(), "a kept geometry is right");
    Drawn drawn{*std::move(read)};
    const auto metres = facts.find("square_metres");
    if (metres != facts.end() && metres->is_number_integer())
        drawn.square_metres = metres->get<std::int64_t>();
    return drawn;
}

struct Findings {
    std::map<plots::PlaceId, PlotOfLand> plots{};
    std::vector<Violation> hidden{};
    std::vector<Violation> missing{};
};

class Gathering {
public:
    Gathering(db::Transaction& tx, const accounts::Caller& caller)
        : tx_(tx), caller_(caller), grants_(epcis::grants_to(tx, caller.organisation)) {}

    Findings findings(const graph::Chain& chain) {
        std::set<std::string> made;
        for (const auto& tie : chain.ties) made.insert(tie.to);
        std::vector<KnownLot> lots;
        for (const auto& thing : chain.things) {
            auto lot = thing.kind == graph::ThingKind::lot ? lot_named(tx_, thing.id) : std::nullopt;
            KnownLot known{thing.id, lot.value_or(Lot{}), {}};
            if (lot) known.plots = diary::store::plots_of(tx_, lot->id);
            // What came from nothing else has to have grown somewhere.
            if (known.plots.empty() && !made.contains(thing.id)) no_plots(thing);
            if (!known.plots.empty()) lots.push_back(std::move(known));
        }
        for (const auto& lot : lots)
            for (const auto& plot : lot.plots) look_at(lot, plot);
        // A plot that one lot hides another may show.
        std::set<std::string> ungranted;
        for (const auto& [place, lot] : hidden_)
            if (!found_.plots.contains(place) && !unmapped_.contains(place)) ungranted.insert(lot);
        for (const auto& lot : ungranted)
            found_.hidden.push_back(
                {"/lots/" + lot,
                 "no_grant",
                 "Chủ lô " + lot + " chưa cho phép xem toạ độ các thửa của lô.",
                 "The owner of lot " + lot + " gave no due-diligence grant for its plots."}
            );
        return std::move(found_);
    }

private:
    void no_plots(const graph::ChainThing& thing) {
        found_.missing.push_back(
            {"/things/" + thing.id,
             "no_plots",
             "Không biết " + thing.id + " đến từ thửa nào.",
             "It is not known on which plots " + thing.id + " grew."}
        );
    }

    void look_at(const KnownLot& lot, const diary::store::LotPlot& plot) {
        if (found_.plots.contains(plot.place) || unmapped_.contains(plot.place)) return;
        const auto place = plots::store::find(tx_, plot.place);
        ensure(place.has_value(), "a lot's plot is there");
        if (!may_see(caller_.organisation, grants_, lot, *place)) {
            hidden_.emplace(plot.place, lot.name);
            return;
        }
        auto drawn = drawn_in(tx_, plot.place, plot.version);
        if (!drawn && place->says.geometry) drawn = Drawn{*place->says.geometry, place->says.square_metres};
        const bool own = place->organisation == caller_.organisation;
        const auto name = own ? place->says.name : place->says.code.value_or(plots::name_of(*place));
        if (!drawn) {
            unmapped_.insert(plot.place);
            found_.missing.push_back(
                {"/plots/" + text_of(plot.place),
                 "no_geometry",
                 "Thửa " + name + " chưa có toạ độ.",
                 "Plot " + name + " has no coordinates."}
            );
            return;
        }
        PlotOfLand land{
            producer_of(place->organisation), "VN", name, std::move(drawn->geometry), drawn->square_metres};
        if (place->says.commune) land.production_place += ", " + *place->says.commune;
        land.production_place += ", " + std::string(province_of(place->says.province).name);
        found_.plots.emplace(plot.place, std::move(land));
    }

    // The organisation answers for its households: no person is named.
    std::string producer_of(OrganisationId organisation) {
        const auto known = producers_.find(organisation);
        if (known != producers_.end()) return known->second;
        const std::array ids{organisation};
        auto names = accounts::names_of(tx_, ids);
        return producers_.emplace(organisation, std::move(names[organisation])).first->second;
    }

    db::Transaction& tx_;
    const accounts::Caller& caller_;
    std::vector<epcis::Grant> grants_;
    std::map<OrganisationId, std::string> producers_;
    std::map<plots::PlaceId, std::string> hidden_;
    std::set<plots::PlaceId> unmapped_;
    Findings found_;
};

// Hectares with four decimals: a square metre.
std::string hectares(std::int64_t square_metres) {
    return fmt::format("{}.{:04}", square_metres / 10'000, square_metres % 10'000);
}

}  // namespace

std::string feature_collection(std::span<const PlotOfLand> plots) {
    std::string file = R"({"type":"FeatureCollection","features":[)";
    bool first = true;
    for (const auto& plot : plots) {
        if (!std::exchange(first, false)) file += ',';
        Document properties{
            {"ProducerName", plot.producer_name},
            {"ProducerCountry", plot.producer_country},
            {"ProductionPlace", plot.production_place}};
        auto text = properties.dump();
        // Written by hand as the coordinates are: a double would say 0.6432000000000001.
        if (plot.square_metres) {
            text.back() = ',';
            text += "\"Area\":" + hectares(*plot.square_metres) + '}';
        }
        file += R"({"type":"Feature","properties":)" + text + R"(,"geometry":)" +
                plots::geojson_of(plot.geometry) + '}';
    }
    return file + "]}";
}

Result<std::string> plots_of_land(db::Transaction& tx, const accounts::Caller& caller, const AskPlots& ask) {
    const auto chain = graph::show_chain(tx, caller, {ask.of, graph::Direction::ancestors, {}});
    if (!chain) return tl::unexpected(chain.error());
    if (chain->cut_off != graph::CutOff::none) return refuse(chain_too_long);
    auto found = Gathering(tx, caller).findings(*chain);
    if (!found.hidden.empty()) return refuse(no_coordinates, std::move(found.hidden));
    if (!found.missing.empty()) return refuse(plots_missing, std::move(found.missing));
    if (found.plots.size() > most_plots) return refuse(geojson_too_large);
    std::vector<PlotOfLand> plots;
    for (auto& [place, plot] : found.plots) plots.push_back(std::move(plot));
    auto file = feature_collection(plots);
    if (file.size() > most_geojson_bytes)
        return refuse(
            geojson_too_large,
            fmt::format("{} thửa, {} byte.", plots.size(), file.size()),
            fmt::format("{} plots, {} bytes.", plots.size(), file.size())
        );
    return file;
}

}  // namespace chophien::traceability::exports
