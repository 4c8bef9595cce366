// From hits to an answer: filters, exact facet counts, order and one page, in one pass over rows in memory.
#pragma once

#include "catalog/ocop_set.hpp"
#include "catalog/search/columns.hpp"
#include "catalog/search/facet.hpp"
#include "core/clock.hpp"
#include "core/id.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::search {

enum class Order : std::uint8_t { relevance, newest, cheapest, dearest };

struct Sieve {
    std::optional<OcopGroup> group{};
    std::optional<std::int32_t> set{};
    std::int32_t stars_min = 0;             ///< of a label that holds today
    std::optional<std::size_t> province{};  ///< place in provinces()
    std::optional<accounts::OrganisationId> seller{};
    std::optional<std::size_t> certificate{};  ///< place in schemes(); it holds today
    std::optional<accounts::OrganisationKind> seller_kind{};
    std::optional<SeasonState> season{};
    std::optional<std::int64_t> price_min{};  ///< đồng
    std::optional<std::int64_t> price_max{};
    bool only_available = false;
    /// Only these products, in order; what is pointed to outlives the question.
    const std::vector<std::uint64_t>* among = nullptr;
};

/// What papers and seasons say on one day, by their numbers in Columns.
class Almanac {
public:
    Almanac(const Columns& columns, Day today);

    /// It knows all of those columns on that day.
    bool covers(const Columns& columns, Day today) const;

    std::uint32_t schemes_of(const Row& row) const { return schemes_[row.papers]; }

    SeasonState season_of(const Row& row) const { return seasons_[row.season]; }

private:
    Day today_;
    std::vector<std::uint32_t> schemes_;
    std::vector<SeasonState> seasons_;
};

/// Where a product stands in the order; a page goes on after one of these. Values rise, products fall.
struct Standing {
    std::int64_t value = 0;
    std::uint64_t product = 0;

    friend bool operator==(const Standing&, const Standing&) = default;
};

struct FacetCount {
    std::string value;
    std::uint32_t products = 0;
};

struct Sifting {
    Sieve sieve{};
    Order order = Order::relevance;
    std::uint32_t counted = 0;  ///< facets as bits of their numbers
    std::optional<Standing> after{};
    std::size_t limit = 20;
    Day today{};
    std::size_t asked_syllables = 0;  ///< of the query; a name of as many that answers it is the query
};

struct Sifted {
    std::vector<Standing> page{};
    bool more = false;
    std::uint64_t products = 0;  ///< that pass all filters
    /// For each facet asked for, its values with how many products pass all filters but the facet's own.
    std::vector<std::pair<Facet, std::vector<FacetCount>>> facets{};
};

Sifted sifted(const Hits& hits, const Columns& columns, const Almanac& almanac, const Sifting& wish);

/// Every product, without a mark.
Hits everything(const Columns& columns);

/// Upper ends of price bands in đồng, and what the bands are called in facets and filters.
struct PriceBand {
    std::int64_t from;
    std::int64_t below;  ///< 0: no end
    std::string_view name;
};

std::span<const PriceBand> price_bands();

}  // namespace chophien::catalog::search
