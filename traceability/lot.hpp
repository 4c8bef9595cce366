// A lot: what one cooperative harvested or made in one go, and what has happened to it since. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "core/clock.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"
#include "traceability/lots.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability {

/// Where it was grown or made.
struct LotPlace {
    std::string province;                ///< two-digit code of today
    std::optional<std::string> commune;  ///< its name
    std::optional<std::string> name;     ///< field, farm or workshop, or its address
    std::optional<std::string>
        growing_area;  ///< mã số vùng trồng, as issued (Law 31/2018/QH14 art. 64); no fixed grammar
};

struct Lot {
    LotId id;
    accounts::OrganisationId organisation;
    catalog::ProductId product;
    std::string gtin;        ///< 14 digits
    std::string lot_code;    ///< AI 10, unique for its GTIN
    std::int64_t batch = 0;  ///< its number among the lots of its GTIN, in its unit codes
    Day harvested_on{};      ///< local day
    std::optional<Day> use_by;
    std::optional<Day> best_before;
    std::optional<std::string> grade;  ///< as the trade says: Loại 1, A
    LotPlace place;
    Quantity quantity;  ///< when recorded
    Decimal remaining;  ///< not drawn, in the same unit
    std::optional<std::string> method;
    std::vector<std::string> standards;
    std::optional<std::string> notes;  ///< for the cooperative only
    std::int64_t codes_printed = 0;
    Instant recorded_at;
};

/// What happens to a lot. Each kind is one business step of GS1's Core Business Vocabulary 2.0.
enum class LotEventKind : std::uint8_t { harvested, codes_printed, drawn, put_back };

struct EventMeaning {
    LotEventKind kind;
    std::string_view biz_step;  ///< bare word of CBV 2.0
    std::string_view action;    ///< of EPCIS
    Words words;
};

const EventMeaning& meaning_of(LotEventKind kind);

/// Who, what, where, when and why of one thing that happened to a lot. No person, no buyer.
struct LotEvent {
    std::uint64_t id = 0;
    LotEventKind kind{};
    accounts::OrganisationId organisation;
    Quantity quantity;
    std::string place;
    Instant at;
    std::string zone_offset;               ///< as EPCIS writes it: "+07:00"
    bool day_only = false;                 ///< only the day is known; `at` is its midnight in Vietnam
    catalog::OfferId offer{};              ///< of a draw
    std::optional<Decimal> sales_units{};  ///< of a draw
};

/// Vietnam has had one offset the whole year since 1975.
inline constexpr std::string_view vietnam_offset = "+07:00";

/// A harvest further back is a slip of the pen: no food keeps for so long.
inline constexpr int most_years_back = 5;
/// A use-by or best-before day further ahead is one too.
inline constexpr int most_years_ahead = 20;

/// What is wrong with a lot's days, seen from `today`: harvested in the future or over most_years_back ago,
/// used by or best before a day before the harvest or over most_years_ahead.
std::vector<Violation> wrong_days(
    Day harvested_on, const std::optional<Day>& use_by, const std::optional<Day>& best_before, Day today
);

/// How much of a lot so many sales units are: one to one when the lot is counted in the sales unit, else
/// times the content of one, when that is in the lot's unit or in one of the same mass or volume (500 g out
/// of a lot in kg). Rounds half up to the third place. Nothing when the units do not meet, or it would be
/// nothing at all.
std::optional<Decimal> in_lot_unit(
    Decimal sales_units, const Unit& sold_in, const std::optional<Quantity>& content, const Unit& lot_unit
);

/// The text that stands for a place in events: name, commune.
std::string words_of(const LotPlace& place);

}  // namespace chophien::traceability

namespace chophien::json {

template <>
struct Names<traceability::LotEventKind> {
    using enum traceability::LotEventKind;
    static constexpr std::array of{
        std::pair{harvested, std::string_view("harvested")},
        std::pair{codes_printed, std::string_view("codes_printed")},
        std::pair{drawn, std::string_view("drawn")},
        std::pair{put_back, std::string_view("put_back")},
    };
};

}  // namespace chophien::json
