// The official classification of OCOP products: 6 groups and 26 sets (Decision 26/2026/QĐ-TTg, Phụ lục I;
// catalog/data/ocop-sets.json).
#pragma once

#include "core/json/shape.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace chophien::catalog {

enum class OcopGroup : std::uint8_t { food, drink, herbal, craft, ornamental, tourism };

struct OcopSet {
    std::int32_t number = 0;  ///< 1 to 26, as the decision counts
    OcopGroup group{};
    std::string_view key;   ///< our short name: "tea"
    std::string_view path;  ///< place in the annex: "I.5.a"
    std::string_view class_vi;
    std::string_view name_vi;
    std::string_view name_en;
    std::string_view words;  ///< what people call it in Vietnamese, for search
};

/// All sets by their numbers.
std::span<const OcopSet> ocop_sets();
/// A bug for a number that is none.
const OcopSet& ocop_set(std::int64_t number);
/// By number ("11"), key ("tea") or Vietnamese name, however marked. Null when unknown.
const OcopSet* ocop_set_from(std::string_view text);

std::string_view name_vi(OcopGroup group);
std::string_view name_en(OcopGroup group);

}  // namespace chophien::catalog

namespace chophien::json {

/// The first six are written; the last two are what others call them.
template <>
struct Names<catalog::OcopGroup> {
    using enum catalog::OcopGroup;
    static constexpr std::array of{
        std::pair{food, std::string_view("food")},
        std::pair{drink, std::string_view("drink")},
        std::pair{herbal, std::string_view("herbal")},
        std::pair{craft, std::string_view("craft")},
        std::pair{ornamental, std::string_view("ornamental")},
        std::pair{tourism, std::string_view("tourism")},
        std::pair{craft, std::string_view("handicraft")},
        std::pair{tourism, std::string_view("rural_tourism")},
    };
};

}  // namespace chophien::json
