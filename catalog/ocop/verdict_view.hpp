// A verdict as it is told: points, stars, and for each level of stars what is missing.
#pragma once

#include "catalog/ocop/scoring.hpp"

#include <string>
#include <vector>

namespace chophien::catalog::ocop {

struct PartView {
    Part part{};
    std::string points;  ///< the average, to two places
    std::int32_t most = 0;
};

struct GateView {
    std::string criterion;
    std::string name_vi;
    std::int32_t points = 0;  ///< the least asked for
    std::string given;
};

struct LevelView {
    std::int32_t stars = 0;
    bool reached = false;
    std::int64_t points_short = 0;
    std::vector<GateView> gates{};  ///< not met
};

struct VerdictView {
    std::string average;
    std::int64_t points = 0;
    std::int64_t scorers = 0;
    std::vector<PartView> parts{};
    std::int32_t stars_by_points = 0;
    std::int32_t stars = 0;
    bool certified = false;  ///< three stars or more
    std::vector<LevelView> levels{};
};

VerdictView view_of(const Verdict& verdict);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Shape<catalog::ocop::PartView> {
    using Of = catalog::ocop::PartView;
    static constexpr std::string_view name = "OcopPartPoints";
    static constexpr auto fields = std::tuple{
        field("part", &Of::part, "A community, B marketing, C quality."),
        field("points", &Of::points, "Average of its points, two places, cut off."),
        field("most", &Of::most, "The most it can have."),
    };
};

template <>
struct Shape<catalog::ocop::GateView> {
    using Of = catalog::ocop::GateView;
    static constexpr std::string_view name = "OcopGate";
    static constexpr auto fields = std::tuple{
        field("criterion", &Of::criterion, "The criterion."),
        field("name_vi", &Of::name_vi, "Its name."),
        field("points", &Of::points, "The least points asked for."),
        field("given", &Of::given, "The points given, on average."),
    };
};

template <>
struct Shape<catalog::ocop::LevelView> {
    using Of = catalog::ocop::LevelView;
    static constexpr std::string_view name = "OcopLevel";
    static constexpr auto fields = std::tuple{
        field("stars", &Of::stars, "3, 4 or 5."),
        field("reached", &Of::reached, "The scores are enough for it."),
        field("points_short", &Of::points_short, "Points missing in the total, rounded up."),
        field("gates", &Of::gates, "Criteria below what so many stars ask for."),
    };
};

template <>
struct Shape<catalog::ocop::VerdictView> {
    using Of = catalog::ocop::VerdictView;
    static constexpr std::string_view name = "OcopVerdict";
    static constexpr auto fields = std::tuple{
        field("average", &Of::average, "Of all sheets, two places, cut off and never rounded up."),
        field("points", &Of::points, "The sum over all sheets; with scorers the average exactly."),
        field("scorers", &Of::scorers, "How many sheets."),
        field("parts", &Of::parts, "By part."),
        field("stars_by_points", &Of::stars_by_points, "1 to 5 by the points alone."),
        field("stars", &Of::stars, "1 to 5 with the gates: a missed gate caps the stars (our reading)."),
        field("certified", &Of::certified, "Three stars or more."),
        field("levels", &Of::levels, "What is missing for 3, 4 and 5 stars."),
    };
};

}  // namespace chophien::json
