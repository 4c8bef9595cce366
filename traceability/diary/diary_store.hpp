// The diary, the lots of its entries and the plots of lots in the database.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/diary/entry.hpp"
#include "traceability/diary/waiting.hpp"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::diary::store {

enum class WithdrawalReason : std::uint8_t { did_not_occur, incorrect_data };

/// One entry as it is kept.
struct Kept {
    EntryId id;
    accounts::OrganisationId organisation;
    std::string client_id;
    crypto::Digest fingerprint{};
    EntryKind kind{};
    plots::PlaceId place;
    plots::MemberId member;
    Instant at;
    Day day{};
    bool day_only = false;
    std::optional<Day> opens_on{};
    std::string content;
    std::string answer;
    accounts::PersonId person;
    Instant received_at;
    std::optional<Instant> sent_at{};
    std::optional<std::string> device{};
    // Of its withdrawal, when it was withdrawn.
    std::optional<Instant> withdrawn_at{};
    std::optional<WithdrawalReason> withdrawn_because{};
    std::optional<std::string> withdrawal_note{};
    EntryId replaced_by{};
};

/// False when that organisation has an entry of that client id; waits for one that is being written.
bool insert(db::Transaction& tx, const Kept& entry);
std::optional<Kept> find_of(db::Transaction& tx, EntryId id, accounts::OrganisationId organisation);
std::optional<Kept> find_by_client(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view client_id
);
/// The entry that this one stands in the place of.
EntryId replaced_by(db::Transaction& tx, EntryId id);

/// Where a list goes on: before this, the newest first.
struct Before {
    Instant at;
    EntryId id;
};

std::vector<Kept> of_organisation(
    db::Transaction& tx, accounts::OrganisationId organisation, const Before& before, std::int64_t limit
);
std::vector<Kept> of_place(
    db::Transaction& tx, plots::PlaceId place, const Before& before, std::int64_t limit
);
std::vector<Kept> of_member(
    db::Transaction& tx, plots::MemberId member, const Before& before, std::int64_t limit
);
std::vector<Kept> of_lot(db::Transaction& tx, catalog::LotId lot, const Before& before, std::int64_t limit);

/// A lot's part in an entry.
struct LotRole {
    EntryId entry;
    bool made = false;
    std::int32_t number = 0;
    catalog::LotId lot;
    Decimal quantity;
    bool taken = false;
};

void insert(db::Transaction& tx, std::span<const LotRole> roles);
std::vector<LotRole> roles_of(db::Transaction& tx, EntryId entry);

/// The lots these were made of, one step back, by entries that stand; and those entries' kinds.
struct Ancestor {
    catalog::LotId of;
    EntryKind kind{};
    catalog::LotId lot;  ///< zero: that entry used none
};

std::vector<Ancestor> ancestors(db::Transaction& tx, std::span<const catalog::LotId> lots);
/// Standing entries that name the lot, other than this one.
bool is_named_elsewhere(db::Transaction& tx, catalog::LotId lot, EntryId but);

struct KeptEvent {
    std::string event_id;
    std::string body;
};

void insert_event(db::Transaction& tx, EntryId entry, std::int32_t number, const KeptEvent& event);
std::vector<KeptEvent> events_of(db::Transaction& tx, EntryId entry);

void withdraw(
    db::Transaction& tx,
    EntryId entry,
    WithdrawalReason reason,
    const std::optional<std::string>& note,
    EntryId replaced_by,
    accounts::PersonId person
);

/// Standing sprays and treatments of a place whose closed days that day falls into.
std::vector<Closing> closings_on(db::Transaction& tx, plots::PlaceId place, Day day);
/// Kinds of the standing entries of a place from a day to a day.
std::set<EntryKind> kinds_at(db::Transaction& tx, plots::PlaceId place, Day from, Day to);

/// Where some of a lot grew.
struct LotPlot {
    catalog::LotId lot;
    plots::PlaceId place;
    EntryId entry;
    std::int64_t version = 0;
    Instant harvested_at;
    Day harvested_on{};
    bool day_only = false;

    When when() const { return {harvested_at, harvested_on, day_only}; }
};

void insert(db::Transaction& tx, const LotPlot& plot);
/// A lot made out of lots grew where they grew.
void inherit_plots(db::Transaction& tx, catalog::LotId lot, std::span<const catalog::LotId> from);
/// By standing harvests and deliveries, in the order of harvest.
std::vector<LotPlot> plots_of(db::Transaction& tx, catalog::LotId lot);
/// Lots some of which grew there and were harvested in these days, the last not included.
std::vector<LotPlot> grown_on(db::Transaction& tx, plots::PlaceId place, Day from, Day to);

/// What came under the id of an entry with other content.
struct Conflict {
    std::string client_id;
    crypto::Digest fingerprint{};
    std::string content;
    std::optional<std::string> device{};
    Instant received_at;
};

/// Once for each content.
void keep_conflict(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    accounts::PersonId person,
    const Conflict& conflict
);
/// By client id and fingerprint, after one of them.
std::vector<Conflict> conflicts_of(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view after, std::int64_t limit
);

}  // namespace chophien::traceability::diary::store

namespace chophien::json {

template <>
struct Names<traceability::diary::store::WithdrawalReason> {
    using enum traceability::diary::store::WithdrawalReason;
    static constexpr std::array of{
        std::pair{did_not_occur, std::string_view("did_not_occur")},
        std::pair{incorrect_data, std::string_view("incorrect_data")},
    };
};

}  // namespace chophien::json
