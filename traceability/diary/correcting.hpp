// Withdrawing an entry that was wrong. It is never edited: its events are declared wrong, what it took goes
// back, and another entry may stand in its place.
#pragma once

#include "traceability/diary/writing.hpp"

namespace chophien::traceability::diary {

struct WithdrawEntry {
    EntryId entry;
    store::WithdrawalReason reason{};
    std::optional<std::string> note{};
    std::optional<json::Document> replacement{};  ///< a diary entry
};

/// The same withdrawal again answers the same. Refuses: unknown_entry, withdrawn_already (with another reason
/// or a replacement), lot_in_use (a lot it made was drawn from, used, put in a store or labelled: withdraw
/// what came after first), and all that record_entry refuses of a replacement.
Result<EntryView> withdraw_entry(
    db::Transaction& tx, const accounts::Caller& caller, const WithdrawEntry& wish
);

}  // namespace chophien::traceability::diary
