#include "traceability/diary/correcting.hpp"

#include "catalog/stock_lots.hpp"
#include "traceability/diary/entry_wire.hpp"
#include "traceability/diary/events.hpp"
#include "traceability/diary/refusals.hpp"
#include "traceability/epcis/recording.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/plots/place_store.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::traceability::diary {

namespace {

using accounts::Caller;

struct Held {
    store::LotRole role;
    Lot lot;
};

// In id order, as everybody holds lots.
std::vector<Held> hold_lots(db::Transaction& tx, EntryId entry) {
    auto roles = store::roles_of(tx, entry);
    std::ranges::sort(roles, {}, &store::LotRole::lot);
    std::vector<Held> held;
    for (const auto& role : roles) held.push_back({role, traceability::store::lock(tx, role.lot)});
    return held;
}

Result<Nothing> ask_about_use(db::Transaction& tx, const std::vector<Held>& lots) {
    std::vector<Violation> used;
    for (const auto& [role, lot] : lots) {
        if (!role.made) continue;
        const bool whole_still = lot.remaining == lot.quantity.value && lot.codes_printed == 0 &&
                                 catalog::unpacked_of(tx, lot.id).empty() &&
                                 !store::is_named_elsewhere(tx, lot.id, role.entry);
        if (!whole_still)
            used.push_back(
                {"",
                 "lot_in_use",
                 fmt::format(
                     "Lô {} đã được dùng, cất, bán hoặc in mã; hãy rút lại các mục sau nó trước.",
                     lot.lot_code
                 ),
                 fmt::format(
                     "Lot {} was used, stored, sold or labelled; withdraw the entries after it first.",
                     lot.lot_code
                 )}
            );
    }
    if (used.empty()) return Nothing{};
    return refuse(lot_in_use, std::move(used));
}

void give_back(db::Transaction& tx, const Caller& caller, const std::vector<Held>& lots) {
    for (const auto& [role, lot] : lots) {
        if (role.made) {
            // Nothing can be taken out of a lot that never was.
            const bool emptied = traceability::store::take(tx, lot.id, caller.organisation, lot.remaining);
            ensure(emptied, "a lot that is held has what it had");
        } else if (role.taken) {
            traceability::store::put(tx, lot.id, role.quantity);
        }
        tx.touch(tag(lot.id));
        tx.touch(tag(lot.product));
    }
}

bool is_same_again(const store::Kept& entry, const WithdrawEntry& wish) {
    return entry.withdrawn_because == wish.reason && entry.withdrawal_note == wish.note &&
           !wish.replacement && !entry.replaced_by;
}

}  // namespace

Result<EntryView> withdraw_entry(db::Transaction& tx, const Caller& caller, const WithdrawEntry& wish) {
    auto entry = store::find_of(tx, wish.entry, caller.organisation);
    if (!entry) return refuse(unknown_entry);
    if (entry->withdrawn_at) {
        if (is_same_again(*entry, wish)) return view_of(tx, *entry);
        return refuse(withdrawn_already);
    }
    std::optional<DiaryEntry> replacement;
    if (wish.replacement) {
        auto read = json::as<DiaryEntry>(*wish.replacement);
        if (!read) {
            for (auto& violation : read.error().violations)
                violation.pointer = "/replacement" + violation.pointer;
            return refuse(read);
        }
        replacement = *std::move(read);
    }
    if (entry->place) plots::store::count_entry(tx, entry->place);
    const auto lots = hold_lots(tx, entry->id);
    if (auto asked = ask_about_use(tx, lots); !asked) return refuse(asked);

    // Gone before the other one comes: that takes the same goods and is asked the same rules.
    give_back(tx, caller, lots);
    const auto new_id = replacement ? tx.new_id<OfEntry>() : EntryId{};
    store::withdraw(tx, entry->id, wish.reason, wish.note, new_id, caller.person);
    std::vector<std::string> corrective;
    if (replacement) {
        auto written = record_entry_as(tx, caller, *replacement, new_id);
        if (!written) return refuse(written);
        corrective = std::move(written->events);
    }
    std::vector<json::Document> declared;
    for (const auto& event : store::events_of(tx, entry->id))
        declared.push_back(
            declared_wrong(json::parse(event.body).value(), tx.now(), json::name_of(wish.reason), corrective)
        );
    epcis::record(tx, caller.organisation, declared);
    tx.announce({"diary.withdrawn", text_of(entry->id)});
    entry = store::find_of(tx, wish.entry, caller.organisation);
    ensure(entry && entry->withdrawn_at, "what was withdrawn says so");
    return view_of(tx, *entry);
}

}  // namespace chophien::traceability::diary
