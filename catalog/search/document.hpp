// What the index keeps of a product: terms to find it by and one row to filter, count and rank it by. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/season.hpp"
#include "core/clock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog::search {

/// A certificate or declaration of a product, and the days it holds on.
struct Paper {
    std::string scheme;
    Day from{};
    std::optional<Day> until{};
};

/// What the market says of a product that is on sale.
struct ProductFacts {
    ProductId product;
    std::string name;
    std::optional<std::string> brand{};
    std::optional<std::string> description{};
    std::optional<std::string> origin{};
    accounts::OrganisationId seller;
    std::string seller_name;
    accounts::OrganisationKind seller_kind{};
    std::int32_t set = 1;
    std::string province;  ///< code of today
    std::int32_t stars = 0;
    Day stars_until{};
    std::int64_t price = 0;  ///< of the cheapest offer, đồng
    bool available = false;
    std::vector<Paper> papers{};
    std::vector<SeasonSpan> season{};  ///< none: the whole year
};

struct IndexedTerm {
    std::string term;
    std::uint32_t weight = 0;
};

inline constexpr std::size_t most_syllables = 60;  ///< of one text; the rest is not indexed

/// Each term once, with its greatest weight.
std::vector<IndexedTerm> terms_of(const ProductFacts& facts);

/// What filters, facets, sorts and ranks look at. Rows lie in memory, one a product.
struct Row {
    std::uint64_t product = 0;  ///< 0: there is none
    std::uint64_t seller = 0;
    std::uint64_t fingerprint = 0;  ///< of all facts: equal facts are not indexed again
    std::int64_t price = 0;
    std::uint32_t papers = 0;       ///< number of its papers' text in Columns; 0: none
    std::uint32_t season = 0;       ///< number of its spans' text in Columns; 0: the whole year
    std::uint16_t stars_until = 0;  ///< days since 1 January 2000
    std::uint8_t set = 0;
    std::uint8_t stars = 0;
    std::uint8_t province = 0;  ///< place in provinces()
    std::uint8_t seller_kind = 0;
    std::uint8_t syllables = 0;  ///< of the name
    bool available = false;
};

/// A row as the index keeps it, with papers and season written out.
struct KeptRow {
    Row row;
    std::string papers;
    std::string season;
};

KeptRow row_of(const ProductFacts& facts);
std::string written(const KeptRow& kept);
/// Nothing for bytes that `written` did not write.
std::optional<KeptRow> row_from(std::string_view bytes);

std::vector<Paper> papers_from(std::string_view text);
std::vector<SeasonSpan> season_from(std::string_view text);

std::uint16_t days_of(Day day);

}  // namespace chophien::catalog::search
