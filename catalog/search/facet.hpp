// The ways to narrow a list of products down.
#pragma once

#include "core/json/shape.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace chophien::catalog::search {

enum class Facet : std::uint8_t {
    group,
    set,
    stars,
    province,
    certificate,
    seller_kind,
    season,
    price,
    available,
};
inline constexpr std::size_t facets = 9;

/// now: in its season; later: out of it; all_year: it says nothing of a season.
enum class SeasonState : std::uint8_t { now, later, all_year };

}  // namespace chophien::catalog::search

namespace chophien::json {

template <>
struct Names<catalog::search::Facet> {
    using enum catalog::search::Facet;
    static constexpr std::array of{
        std::pair{group, std::string_view("group")},
        std::pair{set, std::string_view("set")},
        std::pair{stars, std::string_view("stars")},
        std::pair{province, std::string_view("province")},
        std::pair{certificate, std::string_view("certificate")},
        std::pair{seller_kind, std::string_view("seller_kind")},
        std::pair{season, std::string_view("season")},
        std::pair{price, std::string_view("price")},
        std::pair{available, std::string_view("available")},
    };
};

template <>
struct Names<catalog::search::SeasonState> {
    using enum catalog::search::SeasonState;
    static constexpr std::array of{
        std::pair{now, std::string_view("now")},
        std::pair{later, std::string_view("later")},
        std::pair{all_year, std::string_view("all_year")},
    };
};

}  // namespace chophien::json
