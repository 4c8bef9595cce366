// A place where things grow, are packed, made or kept: what is said of it, and what must be right in that.
// Pure.
#pragma once

#include "accounts/caller.hpp"
#include "core/clock.hpp"
#include "core/gs1_key.hpp"
#include "traceability/plots/geometry.hpp"
#include "traceability/plots/ids.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::plots {

/// Thửa hoặc vùng trồng; ao; lồng, bè; chuồng trại; cơ sở đóng gói; xưởng; kho.
enum class PlaceKind : std::uint8_t { plot, pond, cage, barn, packing_house, workshop, store };

/// Something grows or lives there, so its diary decides what may be harvested.
bool is_grown_on(PlaceKind kind);

/// What its owner says of it. Each change of these makes a version.
struct PlaceFacts {
    PlaceKind kind{};
    std::string name;
    MemberId member{};                          ///< whose household works it; none: the organisation itself
    std::string province;                       ///< two-digit code of today
    std::optional<std::string> commune{};       ///< its name
    std::optional<std::string> commune_code{};  ///< five digits
    /// Growing-area, packing-house, farm or cage code as issued (mã số vùng trồng …). No official grammar is
    /// published, so any text is taken.
    std::optional<std::string> code{};
    std::optional<std::string> code_country{};  ///< who issued it, ISO 3166-1 alpha-2
    std::optional<std::string> code_market{};   ///< for which market it was issued
    std::optional<std::string> grows{};         ///< crop or species, in words
    std::optional<Geometry> geometry{};
    std::optional<std::int64_t> square_metres{};  ///< computed of a polygon, as told of a point

    friend bool operator==(const PlaceFacts&, const PlaceFacts&) = default;
};

struct Place {
    PlaceId id;
    accounts::OrganisationId organisation;
    std::int64_t version = 1;
    PlaceFacts says;
    std::string gln;                         ///< 13 digits: its own, its organisation's, or the market's
    std::optional<std::string> extension{};  ///< AI 254, below the organisation's GLN
    Day valid_from{};                        ///< of this version
    std::optional<Day> valid_to{};           ///< the last day it was in use
    Instant updated_at{};
};

/// What is wrong with these facts, with pointers as in the request: a commune code's form, countries, a point
/// alone for more than 4 ha, what grows nowhere needing an area.
std::vector<Violation> faults_of(const PlaceFacts& facts);

/// A sentence for a code that does not look like those seen so far (VN-TGOR-0095, VN-TGPH-0012): it is taken
/// all the same.
std::optional<Words> doubt_about_code(const PlaceFacts& facts);

/// Its name in events: https://id.gs1.org/414/{gln}, with /254/{extension} for one.
std::string name_of(const Place& place);

/// A party's: https://id.gs1.org/417/{gln}.
std::string party_name(std::string_view gln);

/// The marketplace's own number for a place or a party without a GLN:
///
///     048   nine digits   check digit
///
/// As with product numbers (core/gs1_key.hpp) a range GS1 gives to no member, 040–049, was taken, so that
/// nobody's GLN is hit and check digits, Digital Links and events take it. 049 is the products': two numbers
/// of this market never look alike. The number is from 1 to platform_numbers.
Gln platform_gln(std::uint64_t number);
bool is_platform(const Gln& gln);

/// A number good inside one company or region only; no place's own GLN.
bool is_restricted(const Gln& gln);

}  // namespace chophien::traceability::plots

namespace chophien::json {

template <>
struct Names<traceability::plots::PlaceKind> {
    using enum traceability::plots::PlaceKind;
    static constexpr std::array of{
        std::pair{plot, std::string_view("plot")},
        std::pair{pond, std::string_view("pond")},
        std::pair{cage, std::string_view("cage")},
        std::pair{barn, std::string_view("barn")},
        std::pair{packing_house, std::string_view("packing_house")},
        std::pair{workshop, std::string_view("workshop")},
        std::pair{store, std::string_view("store")},
    };
};

}  // namespace chophien::json
