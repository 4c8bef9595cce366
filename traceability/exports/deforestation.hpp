// All plots of all lots a thing came from, as the information system of the EU deforestation rule takes them
// (Regulation (EU) 2023/1115 art. 9; one GeoJSON file a statement).
#pragma once

#include "traceability/exports/chain_events.hpp"
#include "traceability/plots/place.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::traceability::exports {

/// The most a statement takes.
inline constexpr std::size_t most_geojson_bytes = 25'000'000;
inline constexpr std::size_t most_plots = 20'000;

struct AskPlots {
    std::string of;
};

/// One plot of the file.
struct PlotOfLand {
    std::string producer_name;
    std::string producer_country;  ///< ISO 3166-1 alpha-2
    std::string production_place;
    plots::Geometry geometry;
    std::optional<std::int64_t> square_metres{};
};

/// A FeatureCollection: WGS 84, longitude first, six decimals or more; points of plots up to 4 ha, polygons
/// else. Pure.
std::string feature_collection(std::span<const PlotOfLand> plots);

/// Plots as they were drawn on the day of harvest; one drawn only later as it is now. Refuses: what
/// show_chain refuses, chain_too_long, no_coordinates (of a lot one sees, without its owner's due-diligence
/// grant; all of them), plots_missing (plots without geometry, lots of which no plot is known; all of them),
/// geojson_too_large.
Result<std::string> plots_of_land(db::Transaction& tx, const accounts::Caller& caller, const AskPlots& ask);

}  // namespace chophien::traceability::exports
