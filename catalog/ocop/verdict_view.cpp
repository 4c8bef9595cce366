#include "catalog/ocop/verdict_view.hpp"

namespace chophien::catalog::ocop {

namespace {

LevelView level_of(const Verdict& verdict, std::int32_t stars) {
    LevelView level{stars, verdict.stars >= stars, points_short_of(verdict.total, stars), {}};
    for (const auto& missed : verdict.missed)
        if (missed.gate.stars <= stars)
            level.gates.push_back(
                {std::string(missed.criterion->code),
                 std::string(missed.criterion->name_vi),
                 missed.gate.points,
                 text_of(missed.given)}
            );
    return level;
}

}  // namespace

VerdictView view_of(const Verdict& verdict) {
    VerdictView view{
        text_of(verdict.total),
        verdict.total.points,
        verdict.total.scorers,
        {},
        verdict.stars_by_points,
        verdict.stars,
        verdict.stars >= least_stars,
        {}};
    for (const auto part : {Part::community, Part::marketing, Part::quality}) {
        const auto at = static_cast<std::size_t>(part);
        view.parts.push_back({part, text_of(verdict.parts[at]), most_of_part[at]});
    }
    for (auto stars = least_stars; stars <= most_stars; ++stars)
        view.levels.push_back(level_of(verdict, stars));
    return view;
}

}  // namespace chophien::catalog::ocop
