// What an entry will do once it is written: everything it names looked up and held, every rule asked. Nothing
// is written here but counters and a partner's number, so that a refused row of a batch leaves nothing
// behind.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/diary/balance.hpp"
#include "traceability/diary/diary_store.hpp"
#include "traceability/goods.hpp"
#include "traceability/lot.hpp"
#include "traceability/plots/members.hpp"
#include "traceability/plots/place.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::diary {

/// What should be known of an entry that was taken.
struct Warning {
    std::string code;
    std::string vi;
    std::string en;
    std::optional<LotId> lot{};
};

struct UsedLot {
    Lot lot;
    Decimal quantity;  ///< in the lot's unit
    std::optional<Quantity> content{};
};

struct Making {
    MadeLot says;
    Pack pack;
    std::optional<std::int32_t> ocop_set{};
};

struct Plan {
    EntryId id;
    std::string client_id;
    crypto::Digest fingerprint{};
    DiaryEntry says;
    When when;
    std::optional<plots::Place> place{};
    std::vector<plots::Place> plots{};
    std::optional<plots::Member> member{};
    std::optional<std::string> partner{};    ///< its party number
    std::optional<std::string> their_lot{};  ///< as a Digital Link
    std::vector<UsedLot> used{};
    std::vector<Making> made{};
    std::optional<Balance> balance{};
    std::optional<Day> opens_on{};
    std::vector<Warning> warnings{};
    std::vector<LotId> put_in_doubt{};  ///< harvested before a spray that is only now told of was over
};

/// Goods leave what remains of a lot.
bool takes_goods(EntryKind kind);
/// Goods come off a plot: it is there that days to wait count.
bool is_harvest(const Plan& plan);
/// The places these goods grew on.
std::vector<const plots::Place*> grown_at(const Plan& plan);

/// Holds the places and lots until the end of the transaction. Refuses: wrong_entry with everything that is
/// wrong, not_enough.
Result<Plan> plan_of(
    db::Transaction& tx, const accounts::Caller& caller, const DiaryEntry& entry, EntryId id
);

/// Asks the rules and adds balance and warnings. Refuses: too_early (naming the spray and the day the place
/// opens), more_out_than_in, lot_in_doubt, records_missing (all at once).
Result<Nothing> ask_rules(db::Transaction& tx, Plan& plan);

/// Sprays and treatments whose days to wait were not over when a lot, or what it was made of, was harvested.
std::vector<Closing> doubts_about(db::Transaction& tx, LotId lot);

/// The lot somebody named by its id or by the entry that made it; nothing when there is none of this
/// organisation's.
std::optional<LotId> lot_named(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view named
);

}  // namespace chophien::traceability::diary
