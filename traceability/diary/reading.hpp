// Reading the diary: one entry, the diary of a place, a lot or a household, what came twice, what is in
// doubt, and what a phone's form asks for.
#pragma once

#include "core/list.hpp"
#include "traceability/diary/writing.hpp"

namespace chophien::traceability::diary {

struct ShowEntry {
    EntryId entry;
};

struct ListEntries {
    std::optional<plots::PlaceId> place{};
    std::optional<LotId> lot{};
    std::optional<plots::MemberId> member{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct ConflictView {
    std::string id;                  ///< the phone's
    std::optional<EntryId> entry{};  ///< that has this id
    json::Document content;          ///< what came with other content
    std::optional<std::string> device{};
    Instant received_at;
};

struct ListConflicts {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// Where some of a lot grew.
struct LotPlotView {
    plots::PlaceId place;
    std::string name;
    std::int64_t version = 0;  ///< of the place on the day of harvest
    std::string uri;
    Day harvested_on{};
    EntryId entry;
};

struct DoubtView {
    EntryId entry;
    std::string input;
    Day given_on{};
    Day opens_on{};
};

struct NameLot {
    LotId lot;
};

/// A lot's plots and what is in doubt about it.
struct LotOrigins {
    LotId lot;
    std::vector<LotPlotView> plots{};
    std::vector<DoubtView> doubts{};
};

struct MemberForm {
    std::string name;
    bool must = false;
    std::string vi;
    std::string en;
};

struct KindForm {
    EntryKind kind{};
    std::string vi;
    std::string en;
    std::string about_vi;
    std::string about_en;
    std::string place_vi;  ///< where it is done
    std::string place_en;
    std::vector<std::string> places{};  ///< kinds of place that fit
    std::vector<MemberForm> members{};
};

struct KindForms {
    std::vector<KindForm> kinds{};
};

/// Refuses: unknown_entry.
Result<EntryView> show_entry(db::Transaction& tx, const accounts::Caller& caller, const ShowEntry& wish);

/// The newest first, by when it was done; withdrawn ones too. Refuses: one_filter, wrong_cursor,
/// plots::unknown_place, plots::unknown_member, unknown_lot.
Result<List<EntryView>> list_entries(
    db::Transaction& tx, const accounts::Caller& caller, const ListEntries& wish
);

Result<List<ConflictView>> list_conflicts(
    db::Transaction& tx, const accounts::Caller& caller, const ListConflicts& wish
);

/// Refuses: unknown_lot.
Result<LotOrigins> show_origins(db::Transaction& tx, const accounts::Caller& caller, const NameLot& wish);

/// What to fill in for each kind, in both languages, in the order of a season.
Result<KindForms> list_kinds(db::Transaction& tx, const accounts::Caller& caller, const Nothing& wish);

}  // namespace chophien::traceability::diary
