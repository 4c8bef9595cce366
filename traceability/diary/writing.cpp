#include "traceability/diary/writing.hpp"

#include "traceability/diary/events.hpp"
#include "traceability/diary/refusals.hpp"
#include "traceability/diary/wire.hpp"
#include "traceability/epcis/recording.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/plots/parties.hpp"
#include "traceability/plots/place_store.hpp"
#include "traceability/recording.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::traceability::diary {

namespace {

using accounts::Caller;

store::Kept kept_from(const Plan& plan, const Caller& caller, Instant now) {
    store::Kept kept;
    kept.id = plan.id;
    kept.organisation = caller.organisation;
    kept.client_id = plan.client_id;
    kept.fingerprint = plan.fingerprint;
    kept.kind = plan.says.kind;
    kept.place = plan.says.place.value_or(plots::PlaceId{});
    kept.member = plan.says.member.value_or(
        plan.place && is_harvest(plan) ? plan.place->says.member : plots::MemberId{}
    );
    kept.at = plan.when.at;
    kept.day = plan.when.day;
    kept.day_only = plan.when.day_only;
    kept.opens_on = plan.opens_on;
    kept.content = json::text_of(plan.says);
    kept.answer = json::text_of(Findings{plan.balance, plan.warnings});
    kept.person = caller.person;
    kept.received_at = now;
    kept.sent_at = plan.says.sent_at;
    kept.device = plan.says.device;
    return kept;
}

bool fits_growing_area(std::string_view code) {
    return std::ranges::all_of(code, [](char sign) {
        return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
               sign == '-' || sign == '.' || sign == '/';
    });
}

// The name of a place may be a household's, so a trace page tells no more than the commune and the code.
LotPlace lot_place(const plots::Place& place) {
    LotPlace made;
    made.province = place.says.province;
    made.commune = place.says.commune;
    if (plots::is_grown_on(place.says.kind) && place.says.code && fits_growing_area(*place.says.code))
        made.growing_area = place.says.code;
    return made;
}

RecordLot lot_wish(const Making& making, const Plan& plan, const plots::Place& place) {
    RecordLot wish;
    wish.offer = making.pack.offer;
    wish.harvested_on = plan.when.day;
    wish.place = lot_place(place);
    wish.quantity = making.says.quantity;
    wish.lot_code = making.says.lot_code;
    wish.use_by = making.says.use_by;
    wish.best_before = making.says.best_before;
    wish.grade = making.says.grade;
    return wish;
}

/// Makes the lots, with the plots they grew on.
std::vector<LotView> make_lots(db::Transaction& tx, const Caller& caller, const Plan& plan) {
    std::vector<LotView> lots;
    const auto grown = grown_at(plan);
    const auto& at = grown.size() == 1 ? *grown.front() : *plan.place;
    std::vector<LotId> from;
    for (const auto& used : plan.used) from.push_back(used.lot.id);
    for (const auto& making : plan.made) {
        auto lot = traceability::make_lot(tx, caller, lot_wish(making, plan, at));
        ensure(lot.has_value(), "what was looked up makes a lot");
        for (const auto* plot : grown)
            store::insert(
                tx,
                store::LotPlot{
                    lot->id,
                    plot->id,
                    plan.id,
                    plots::store::version_on(tx, plot->id, plan.when.day),
                    plan.when.at,
                    plan.when.day,
                    plan.when.day_only}
            );
        store::inherit_plots(tx, lot->id, from);
        lots.push_back(*std::move(lot));
    }
    return lots;
}

std::vector<store::LotRole> take_lots(db::Transaction& tx, const Caller& caller, const Plan& plan) {
    std::vector<store::LotRole> roles;
    const bool takes = takes_goods(plan.says.kind);
    std::int32_t number = 0;
    for (const auto& used : plan.used) {
        if (takes) {
            const bool taken = traceability::store::take(tx, used.lot.id, caller.organisation, used.quantity);
            ensure(taken, "a lot that is held has what it had");
            tx.touch(tag(used.lot.id));
        }
        roles.push_back({plan.id, false, ++number, used.lot.id, used.quantity, takes});
    }
    return roles;
}

Happening happening_of(
    db::Transaction& tx, const Caller& caller, const Plan& plan, const std::vector<LotView>& made
) {
    Happening happening;
    happening.entry = plan.id;
    happening.says = plan.says;
    happening.when = plan.when;
    if (plan.place) happening.place = plots::name_of(*plan.place);
    for (const auto* plot : grown_at(plan)) happening.plots.push_back(plots::name_of(*plot));
    happening.own_party = plots::party_name(plots::party_number(tx, caller.organisation));
    if (plan.member) happening.member = plots::party_name(plan.member->gln);
    if (plan.partner) happening.partner = plots::party_name(*plan.partner);
    happening.their_lot = plan.their_lot;
    for (const auto& used : plan.used)
        happening.used.push_back({used.lot.gtin, used.lot.lot_code, {used.quantity, used.lot.quantity.unit}});
    for (const auto& lot : made)
        happening.made.push_back(
            {lot.gtin, lot.lot_code, lot.quantity, lot.best_before, lot.use_by, lot.grade}
        );
    return happening;
}

// Already claimed by its id; nothing after this refuses.
void carry_out(db::Transaction& tx, const Caller& caller, const Plan& plan) {
    auto roles = take_lots(tx, caller, plan);
    const auto made = make_lots(tx, caller, plan);
    std::int32_t number = 0;
    for (const auto& lot : made)
        roles.push_back({plan.id, true, ++number, lot.id, lot.quantity.value, false});
    store::insert(tx, roles);
    const auto events = events_of(happening_of(tx, caller, plan, made));
    const auto ids = epcis::record(tx, caller.organisation, events);
    ensure(ids.size() == events.size(), "every event has its id");
    for (std::size_t at = 0; at < events.size(); ++at)
        store::insert_event(tx, plan.id, static_cast<std::int32_t>(at + 1), {ids[at], events[at].dump()});
    for (const auto lot : plan.put_in_doubt) {
        tx.announce({"lot.in_doubt", text_of(lot), fmt::format(R"({{"entry":"{}"}})", text_of(plan.id))});
        tx.touch(tag(lot));
    }
    tx.announce(
        {"diary.recorded", text_of(plan.id), fmt::format(R"({{"kind":"{}"}})", json::name_of(plan.says.kind))}
    );
}

/// An entry that is there already under the same id: the same, or another.
struct Found {
    store::Kept entry;
    bool same = false;
};

std::optional<Found> find_same(
    db::Transaction& tx, const Caller& caller, std::string_view client_id, const DiaryEntry& entry
) {
    auto known = store::find_by_client(tx, caller.organisation, client_id);
    if (const auto own = id_from<OfEntry>(client_id); own && !known)
        known = store::find_of(tx, *own, caller.organisation);
    if (!known) return std::nullopt;
    const bool same = known->fingerprint == fingerprint_of(entry);
    return Found{*std::move(known), same};
}

store::Conflict conflict_of(const DiaryEntry& entry, std::string client_id, Instant now) {
    return {std::move(client_id), fingerprint_of(entry), json::text_of(entry), entry.device, now};
}

/// What became of an entry: written now, or there before.
struct Outcome {
    store::Kept entry;
    RowStatus status{};
};

Result<Outcome> write(db::Transaction& tx, const Caller& caller, const DiaryEntry& entry, EntryId id) {
    const auto client_id = entry.id ? client_id_from(*entry.id) : std::nullopt;
    const auto there = [&]() -> std::optional<Outcome> {
        if (!client_id) return std::nullopt;
        auto found = find_same(tx, caller, *client_id, entry);
        if (!found) return std::nullopt;
        return Outcome{std::move(found->entry), found->same ? RowStatus::repeated : RowStatus::conflict};
    };
    if (auto known = there()) return *std::move(known);
    auto plan = plan_of(tx, caller, entry, id);
    if (!plan) return refuse(plan);
    if (auto asked = ask_rules(tx, *plan); !asked) return refuse(asked);
    auto kept = kept_from(*plan, caller, tx.now());
    if (!store::insert(tx, kept)) {
        // Another request wrote it meanwhile; its row is visible now.
        auto known = there();
        ensure(known.has_value(), "an id that is taken has its entry");
        return *std::move(known);
    }
    carry_out(tx, caller, *plan);
    return Outcome{std::move(kept), RowStatus::created};
}

RowProblem problem_of(const Refused& refused) {
    RowProblem problem{
        std::string(refused.why->code),
        refused.vi.empty() ? std::string(refused.why->title.vi) : refused.vi,
        refused.en.empty() ? std::string(refused.why->title.en) : refused.en};
    for (const auto& violation : refused.violations)
        problem.violations.push_back(
            {violation.pointer, std::string(violation.code), violation.vi, violation.en}
        );
    return problem;
}

// Of what was sent as an id so much is shown again, however wrong it is.
constexpr std::size_t most_id_signs = 36;

BatchRow write_row(db::Transaction& tx, const Caller& caller, const RecordBatch& batch, std::size_t index) {
    BatchRow row;
    row.index = static_cast<std::int64_t>(index);
    const auto& sent = batch.entries[index];
    if (sent.is_object())
        if (const auto id = sent.find("id"); id != sent.end() && id->is_string())
            row.id = id->get<std::string>().substr(0, most_id_signs);
    const auto no = [&](const Refused& refused) {
        row.status = RowStatus::refused;
        row.problem = problem_of(refused);
        return row;
    };
    auto entry = json::as<DiaryEntry>(sent);
    if (!entry) return no(entry.error());
    if (!entry->id)
        return no(Refused{
            &wrong_entry,
            {},
            {},
            {{"/id",
              "missing",
              "Gửi theo đợt thì mỗi mục cần mã riêng (UUID) do điện thoại tạo.",
              "In a batch every entry needs an id (UUID) made by the phone."}}});
    if (!entry->sent_at) entry->sent_at = batch.sent_at;
    if (!entry->device) entry->device = batch.device;
    const auto outcome = write(tx, caller, *entry, tx.new_id<OfEntry>());
    if (!outcome) return no(outcome.error());
    row.status = outcome->status;
    row.entry = outcome->entry.id;
    if (row.status == RowStatus::conflict) {
        store::keep_conflict(
            tx, caller.organisation, caller.person, conflict_of(*entry, outcome->entry.client_id, tx.now())
        );
        row.problem = problem_of(Refused{&other_content});
        return row;
    }
    for (const auto& role : store::roles_of(tx, outcome->entry.id))
        if (role.made) row.made.push_back(role.lot);
    row.warnings = json::as<Findings>(std::string_view(outcome->entry.answer)).value().warnings;
    return row;
}

}  // namespace

Result<EntryView> record_entry(db::Transaction& tx, const Caller& caller, const DiaryEntry& entry) {
    return record_entry_as(tx, caller, entry, tx.new_id<OfEntry>());
}

Result<EntryView> record_entry_as(
    db::Transaction& tx, const Caller& caller, const DiaryEntry& entry, EntryId id
) {
    const auto outcome = write(tx, caller, entry, id);
    if (!outcome) return tl::unexpected(outcome.error());
    if (outcome->status == RowStatus::conflict) {
        const auto conflict = conflict_of(entry, outcome->entry.client_id, tx.now());
        tx.even_if_refused([caller, conflict](db::Transaction& later) {
            store::keep_conflict(later, caller.organisation, caller.person, conflict);
            later.announce({"diary.conflict", conflict.client_id});
        });
        return refuse(other_content);
    }
    return view_of(tx, outcome->entry);
}

Result<BatchAnswer> record_batch(db::Transaction& tx, const Caller& caller, const RecordBatch& wish) {
    BatchAnswer answer;
    for (std::size_t index = 0; index < wish.entries.size(); ++index) {
        auto row = write_row(tx, caller, wish, index);
        answer.created += row.status == RowStatus::created;
        answer.repeated += row.status == RowStatus::repeated;
        answer.conflicts += row.status == RowStatus::conflict;
        answer.refused += row.status == RowStatus::refused;
        answer.rows.push_back(std::move(row));
    }
    // Refused rows have counted at their places, conflicts were kept: what writes says so to the feed.
    if (!tx.changes_something() && answer.refused + answer.conflicts > 0)
        tx.announce({"diary.batch", text_of(caller.organisation)});
    return answer;
}

}  // namespace chophien::traceability::diary
