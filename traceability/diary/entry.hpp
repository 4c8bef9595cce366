// One entry of the field diary, as a person with a phone sends it: what was done, when, where, with what.
// Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/lot_id.hpp"
#include "core/clock.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"
#include "traceability/plots/ids.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::diary {

struct OfEntry {
    static constexpr std::string_view prefix = "dia";
};

using EntryId = Id<OfEntry>;

enum class EntryKind : std::uint8_t {
    sow,  ///< also: planting, stocking fingerlings, bringing in breed stock
    water,
    feed,
    fertilise,
    spray,
    treat,    ///< animals or water, with a withdrawal time
    harvest,  ///< also: slaughter, catch
    receive_from_member,
    sort,
    process,
    pack,
    store,
    ship,
    receive,  ///< bought in from somebody else
    sell,     ///< to consumers, on the spot
    destroy,
};

/// What a product is by the records that it owes (data/record-sets.csv).
enum class CommodityGroup : std::uint8_t { crop, livestock, aquaculture, processed, other };

/// What of a lot something is done with.
struct LotPart {
    std::string lot;  ///< its id, or the id of the entry that made it ("…/2": its second)
    std::optional<Quantity> quantity{};  ///< all that is left when left out
};

/// A lot that comes to be.
struct MadeLot {
    std::optional<catalog::ProductId> product{};
    std::optional<catalog::OfferId> offer{};  ///< the pack, when not the product's oldest
    Quantity quantity;
    std::optional<std::string> lot_code{};
    std::optional<std::string> grade{};
    std::optional<Day> best_before{};
    std::optional<Day> use_by{};
};

struct DiaryEntry {
    std::optional<std::string> id{};  ///< made by the phone: a UUID, or an id of ours
    EntryKind kind{};
    std::optional<Instant> at{};
    std::optional<Day> day{};  ///< when the hour is not known
    std::optional<plots::PlaceId> place{};
    std::vector<plots::PlaceId> plots{};  ///< where delivered goods grew
    std::optional<plots::MemberId> member{};
    std::optional<accounts::OrganisationId> partner{};
    std::optional<std::string> partner_name{};
    std::optional<std::string> partner_gln{};
    std::optional<std::string> their_lot{};  ///< as on the label of what was bought in
    std::vector<LotPart> lots{};
    std::vector<MadeLot> makes{};
    std::optional<std::string> input{};  ///< name of seed, feed, fertiliser, pesticide, drug
    std::optional<std::string> input_lot{};
    std::optional<std::string> supplier{};
    std::optional<std::string> active_ingredient{};
    std::optional<Quantity> quantity{};  ///< of the input
    std::optional<std::string> dose{};
    std::optional<Quantity> area{};
    std::optional<std::int32_t> pre_harvest_days{};
    std::optional<std::int32_t> withdrawal_days{};
    std::optional<std::string> worker{};  ///< never leaves the cooperative
    std::optional<Quantity> added{};      ///< other ingredients, of no lot
    std::optional<CommodityGroup> group{};
    std::optional<std::string> vehicle{};
    std::optional<std::string> reason{};
    std::optional<std::string> note{};  ///< never leaves the cooperative
    std::optional<Instant> sent_at{};   ///< by the phone's clock
    std::optional<std::string> device{};
};

/// When it was done.
struct When {
    Instant at;  ///< of a day alone its midnight in Vietnam
    Day day{};   ///< in Vietnam
    bool day_only = false;

    friend bool operator==(const When&, const When&) = default;
};

/// An entry may come this late: a season and its preparation.
inline constexpr int most_days_late = 366;

/// A phone's clock may be so far ahead before what it says is refused as not yet happened.
inline constexpr std::chrono::minutes most_ahead{5};

/// When an entry that arrived at `now` says it was done; without any time, now. What is wrong with that goes
/// into `faults`: both told, not yet, over most_days_late ago.
When when_of(const DiaryEntry& entry, Instant now, std::vector<Violation>& faults);

/// A UUID in small letters, or an id of the diary as it is. Nothing for another text.
std::optional<std::string> client_id_from(std::string_view typed);

/// What two sendings of one entry must share: everything but the phone's own clock and name.
crypto::Digest fingerprint_of(const DiaryEntry& entry);

}  // namespace chophien::traceability::diary

namespace chophien::json {

template <>
struct Names<traceability::diary::EntryKind> {
    using enum traceability::diary::EntryKind;
    static constexpr std::array of{
        std::pair{sow, std::string_view("sow")},
        std::pair{water, std::string_view("water")},
        std::pair{feed, std::string_view("feed")},
        std::pair{fertilise, std::string_view("fertilise")},
        std::pair{spray, std::string_view("spray")},
        std::pair{treat, std::string_view("treat")},
        std::pair{harvest, std::string_view("harvest")},
        std::pair{receive_from_member, std::string_view("receive_from_member")},
        std::pair{sort, std::string_view("sort")},
        std::pair{process, std::string_view("process")},
        std::pair{pack, std::string_view("pack")},
        std::pair{store, std::string_view("store")},
        std::pair{ship, std::string_view("ship")},
        std::pair{receive, std::string_view("receive")},
        std::pair{sell, std::string_view("sell")},
        std::pair{destroy, std::string_view("destroy")},
    };
};

template <>
struct Names<traceability::diary::CommodityGroup> {
    using enum traceability::diary::CommodityGroup;
    static constexpr std::array of{
        std::pair{crop, std::string_view("crop")},
        std::pair{livestock, std::string_view("livestock")},
        std::pair{aquaculture, std::string_view("aquaculture")},
        std::pair{processed, std::string_view("processed")},
        std::pair{other, std::string_view("other")},
    };
};

}  // namespace chophien::json
