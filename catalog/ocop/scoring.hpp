// What marks on a score sheet amount to: points, stars, and what is missing for more. Pure; sums of whole
// points and their number of scorers, never a rounded average.
#pragma once

#include "catalog/ocop/rule_book.hpp"
#include "catalog/ocop/score_sheet.hpp"
#include "core/result.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog::ocop {

/// The points one criterion was given: one of those its options have.
struct Mark {
    std::string criterion;
    std::int32_t points = 0;
};

using Marks = std::vector<Mark>;

/// Everything wrong with the marks at once, under "/marks/N": a criterion of another set, one marked twice,
/// more than its most, points that none of its options gives. When they must be whole, also every criterion
/// without a mark. Empty: nothing.
std::vector<Violation> faults_of(const ScoreSheet& sheet, const Marks& marks, bool whole);

/// The sum of all scorers' points and how many they are; their quotient is the average, exactly.
struct Average {
    std::int64_t points = 0;
    std::int64_t scorers = 1;

    bool reaches(std::int64_t bound) const { return points >= bound * scorers; }
};

/// To two places, cut off and not rounded, so that 89.996 does not look like 90: "89.99", "70".
std::string text_of(const Average& average);

/// By the bands of art. 4 alone: 1 to 5.
std::int32_t stars_by_points(const Average& total);

struct MissedGate {
    const Criterion* criterion = nullptr;
    Gate gate{};
    Average given{};
};

struct Verdict {
    Average total{};
    std::array<Average, 3> parts{};    ///< by Part
    std::int32_t stars_by_points = 1;  ///< before the gates
    std::int32_t stars = 1;            ///< 1 to 5; fewer than 3 give no certificate
    std::vector<MissedGate> missed{};  ///< in the order of the sheet
};

/// The verdict over one sheet or a council's. A missed gate caps the stars below its own: the decision prints
/// the gates without saying how they meet a high total, and this is our reading of it. A council meets a gate
/// with the average of the criterion. A criterion without a mark has 0 points. No sheet at all is a bug.
Verdict judge(const ScoreSheet& sheet, std::span<const Marks> scored);

/// Points still missing for so many stars, in whole points of the average, rounded up; 0 when reached.
std::int64_t points_short_of(const Average& total, std::int32_t stars);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Shape<catalog::ocop::Mark> {
    using Of = catalog::ocop::Mark;
    static constexpr std::string_view name = "OcopMark";
    static constexpr auto fields = std::tuple{
        field("criterion", &Of::criterion, ascii_code("."), characters(1, 8), "The criterion's code: 1.5."),
        field("points", &Of::points, between(0, 100), "Its points, as one of its options gives them."),
    };
};

}  // namespace chophien::json
