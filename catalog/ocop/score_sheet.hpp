// The score sheets of the 26 sets (Decision 26/2026/QĐ-TTg, Phụ lục II): three parts of 40, 25 and 35 points,
// their sections and criteria, the points a criterion can be given, and the least points that 3, 4 and 5
// stars ask for.
#pragma once

#include "catalog/ocop_set.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace chophien::catalog::ocop {

/// The options of a criterion in words, shared by sets that ask the same.
struct Ladder {
    std::string_view key;  ///< "labelling"
    std::string_view vi;
    std::string_view en;
};

/// So many stars ask for at least so many points in a criterion: an asterisk of the printed sheet.
struct Gate {
    std::int32_t stars;
    std::int32_t points;
};

struct Criterion {
    std::string_view code;  ///< "1.5"; a section without criteria is its own: "7"
    std::string_view name_vi;
    std::vector<std::int32_t> points;  ///< that can be given, rising
    std::vector<Gate> gates;           ///< by rising stars
    const Ladder* ladder = nullptr;    ///< null: the sheet's own scale

    std::int32_t most() const { return points.back(); }
};

enum class Part : std::uint8_t { community, marketing, quality };

inline constexpr std::array<std::int32_t, 3> most_of_part{40, 25, 35};

struct Section {
    Part part{};
    std::string_view code;
    std::string_view name_vi;
    std::vector<Criterion> criteria;
};

struct ScoreSheet {
    const OcopSet* set = nullptr;
    std::int32_t samples = 0;  ///< to be handed in
    std::vector<std::string_view> leads;
    std::vector<Section> sections;
};

/// Of a set by its number; another number is a bug.
const ScoreSheet& score_sheet(std::int64_t set);

/// Null when the sheet has no such criterion.
const Criterion* find_criterion(const ScoreSheet& sheet, std::string_view code);
/// The criterion whose options are that ladder ("story" is 5.1 in most sets). Null when the sheet has none.
const Criterion* find_by_ladder(const ScoreSheet& sheet, std::string_view ladder);

std::string_view name_vi(Part part);
std::string_view name_en(Part part);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Names<catalog::ocop::Part> {
    using enum catalog::ocop::Part;
    static constexpr std::array of{
        std::pair{community, std::string_view("A")},
        std::pair{marketing, std::string_view("B")},
        std::pair{quality, std::string_view("C")},
    };
};

}  // namespace chophien::json
