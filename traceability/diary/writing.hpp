// Writing the diary: one entry, or what a phone gathered offline.
#pragma once

#include "core/db/transaction.hpp"
#include "core/json/reader.hpp"
#include "traceability/diary/diary_store.hpp"
#include "traceability/diary/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::diary {

/// A lot's part in an entry, as it is shown.
struct EntryLot {
    LotId id;
    std::string gtin;
    std::string lot_code;
    catalog::ProductId product;
    std::string product_name;
    bool made = false;
    Quantity quantity;
};

/// What was found when the entry was written.
struct Findings {
    std::optional<Balance> balance{};
    std::vector<Warning> warnings{};
};

struct Withdrawal {
    store::WithdrawalReason reason{};
    std::optional<std::string> note{};
    std::optional<EntryId> replaced_by{};
    Instant at;
};

struct EntryView {
    EntryId id;
    std::string client_id;
    EntryKind kind{};
    std::string kind_vi;
    std::optional<std::string> place_name{};
    std::optional<std::string> member_name{};
    Instant at;
    Day day{};
    bool day_only = false;
    std::optional<Day> opens_on{};
    std::vector<EntryLot> lots{};
    json::Document content;  ///< as it was sent
    std::optional<Balance> balance{};
    std::vector<Warning> warnings{};
    std::vector<std::string> events{};  ///< ids of its EPCIS events
    Instant received_at;
    std::optional<Instant> sent_at{};
    std::optional<std::int64_t> clock_ahead_s{};  ///< the phone's clock against ours; below zero: it is slow
    std::optional<std::string> device{};
    std::optional<EntryId> replaces{};
    std::optional<Withdrawal> withdrawn{};
};

/// Writes an entry with its lots and events. The same id with the same content answers the same again and
/// changes nothing. Refuses: wrong_entry, not_enough, too_early, more_out_than_in, lot_in_doubt,
/// records_missing, other_content (what was sent is kept all the same).
Result<EntryView> record_entry(db::Transaction& tx, const accounts::Caller& caller, const DiaryEntry& entry);

/// The same under an id that was given before: what stands in the place of a withdrawn one.
Result<EntryView> record_entry_as(
    db::Transaction& tx, const accounts::Caller& caller, const DiaryEntry& entry, EntryId id
);

inline constexpr std::size_t most_entries_at_once = 200;

/// Entries in the order they were made. Each is read by itself, so that one that is wrong keeps none back.
struct RecordBatch {
    std::vector<json::Document> entries;
    std::optional<Instant> sent_at{};
    std::optional<std::string> device{};
};

enum class RowStatus : std::uint8_t { created, repeated, conflict, refused };

struct RowFault {
    std::string pointer;
    std::string code;
    std::string vi;
    std::string en;
};

/// Why a row was not taken. It can be sent again.
struct RowProblem {
    std::string code;
    std::string vi;
    std::string en;
    std::vector<RowFault> violations{};
};

struct BatchRow {
    std::int64_t index = 0;           ///< from 0, as sent
    std::optional<std::string> id{};  ///< the phone's
    RowStatus status{};
    std::optional<EntryId> entry{};
    std::vector<LotId> made{};
    std::vector<Warning> warnings{};
    std::optional<RowProblem> problem{};
};

struct BatchAnswer {
    std::vector<BatchRow> rows;
    std::int64_t created = 0;
    std::int64_t repeated = 0;
    std::int64_t conflicts = 0;
    std::int64_t refused = 0;
};

/// Writes what can be written, row by row, and says of every row what became of it. A row without an id is
/// refused: sent twice it would be two. Never refuses as a whole.
Result<BatchAnswer> record_batch(
    db::Transaction& tx, const accounts::Caller& caller, const RecordBatch& wish
);

/// An entry as its organisation sees it.
EntryView view_of(db::Transaction& tx, const store::Kept& entry);

}  // namespace chophien::traceability::diary

namespace chophien::json {

template <>
struct Names<traceability::diary::RowStatus> {
    using enum traceability::diary::RowStatus;
    static constexpr std::array of{
        std::pair{created, std::string_view("created")},
        std::pair{repeated, std::string_view("repeated")},
        std::pair{conflict, std::string_view("conflict")},
        std::pair{refused, std::string_view("refused")},
    };
};

}  // namespace chophien::json
