#include "traceability/diary/reading.hpp"

#include "accounts/cursor.hpp"
#include "catalog/product_store.hpp"
#include "traceability/diary/kinds.hpp"
#include "traceability/diary/refusals.hpp"
#include "traceability/diary/wire.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/plots/place_store.hpp"
#include "traceability/plots/refusals.hpp"
#include "traceability/refusals.hpp"

namespace chophien::traceability::diary {

namespace {

using accounts::Caller;

// Later than any entry: what was done up to five minutes from now is taken.
constexpr Instant end_of_time = std::chrono::sys_days{std::chrono::year(9999) / 1 / 1};

std::string cursor_of(const store::Kept& entry) { return text_of(entry.at) + '~' + text_of(entry.id); }

std::optional<store::Before> before_from(const std::optional<std::string>& cursor) {
    if (!cursor) return store::Before{end_of_time, {}};
    const auto cut = cursor->find('~');
    if (cut == std::string::npos) return std::nullopt;
    const auto at = instant_from(cursor->substr(0, cut));
    const auto id = id_from<OfEntry>(cursor->substr(cut + 1));
    if (!at || !id) return std::nullopt;
    return store::Before{*at, *id};
}

Result<std::vector<store::Kept>> rows_of(
    db::Transaction& tx,
    const Caller& caller,
    const ListEntries& wish,
    const store::Before& before,
    std::int64_t limit
) {
    if (wish.place) {
        if (!plots::store::find_of(tx, *wish.place, caller.organisation)) return refuse(plots::unknown_place);
        return store::of_place(tx, *wish.place, before, limit);
    }
    if (wish.member) {
        if (!plots::find_member(tx, *wish.member, caller.organisation)) return refuse(plots::unknown_member);
        return store::of_member(tx, *wish.member, before, limit);
    }
    if (wish.lot) {
        if (!traceability::store::find_of(tx, *wish.lot, caller.organisation)) return refuse(unknown_lot);
        return store::of_lot(tx, *wish.lot, before, limit);
    }
    return store::of_organisation(tx, caller.organisation, before, limit);
}

std::vector<std::string> places_for(Where where) {
    std::vector<std::string> names;
    for (const auto& [kind, name] : json::Names<plots::PlaceKind>::of)
        if (fits(where, kind)) names.emplace_back(name);
    return names;
}

}  // namespace

EntryView view_of(db::Transaction& tx, const store::Kept& entry) {
    EntryView view;
    view.id = entry.id;
    view.client_id = entry.client_id;
    view.kind = entry.kind;
    view.kind_vi = kind_of(entry.kind).words.vi;
    if (entry.place)
        if (const auto place = plots::store::find(tx, entry.place)) view.place_name = place->says.name;
    if (entry.member)
        if (const auto member = plots::find_member(tx, entry.member, entry.organisation))
            view.member_name = member->name;
    view.at = entry.at;
    view.day = entry.day;
    view.day_only = entry.day_only;
    view.opens_on = entry.opens_on;
    view.content = json::parse(entry.content).value();
    auto findings = json::as<Findings>(std::string_view(entry.answer)).value();
    view.balance = findings.balance;
    view.warnings = std::move(findings.warnings);
    for (const auto& role : store::roles_of(tx, entry.id)) {
        const auto lot = traceability::store::find(tx, role.lot);
        ensure(lot.has_value(), "a lot of the diary is there");
        const auto product = catalog::store::find_product(tx, lot->product);
        view.lots.push_back(
            {lot->id,
             lot->gtin,
             lot->lot_code,
             lot->product,
             product ? product->name : std::string(),
             role.made,
             {role.quantity, lot->quantity.unit}}
        );
    }
    for (auto& event : store::events_of(tx, entry.id)) view.events.push_back(std::move(event.event_id));
    view.received_at = entry.received_at;
    view.sent_at = entry.sent_at;
    if (entry.sent_at)
        view.clock_ahead_s =
            std::chrono::duration_cast<std::chrono::seconds>(*entry.sent_at - entry.received_at).count();
    view.device = entry.device;
    if (const auto old = store::replaced_by(tx, entry.id)) view.replaces = old;
    if (entry.withdrawn_at) {
        view.withdrawn = Withdrawal{
            entry.withdrawn_because.value_or(store::WithdrawalReason::incorrect_data),
            entry.withdrawal_note,
            std::nullopt,
            *entry.withdrawn_at};
        if (entry.replaced_by) view.withdrawn->replaced_by = entry.replaced_by;
    }
    return view;
}

Result<EntryView> show_entry(db::Transaction& tx, const Caller& caller, const ShowEntry& wish) {
    const auto entry = store::find_of(tx, wish.entry, caller.organisation);
    if (!entry) return refuse(unknown_entry);
    return view_of(tx, *entry);
}

Result<List<EntryView>> list_entries(db::Transaction& tx, const Caller& caller, const ListEntries& wish) {
    if (wish.place.has_value() + wish.lot.has_value() + wish.member.has_value() > 1)
        return refuse(one_filter);
    const auto before = before_from(wish.after);
    if (!before) return refuse(wrong_cursor);
    const auto limit = wish.limit.value_or(accounts::default_page);
    auto rows = rows_of(tx, caller, wish, *before, limit + 1);
    if (!rows) return refuse(rows);
    List<EntryView> list;
    list.page = accounts::cut(*rows, limit, cursor_of);
    for (const auto& row : *rows) list.data.push_back(view_of(tx, row));
    return list;
}

Result<List<ConflictView>> list_conflicts(
    db::Transaction& tx, const Caller& caller, const ListConflicts& wish
) {
    const auto limit = wish.limit.value_or(accounts::default_page);
    auto rows = store::conflicts_of(tx, caller.organisation, wish.after.value_or(""), limit + 1);
    List<ConflictView> list;
    list.page = accounts::cut(rows, limit, [](const store::Conflict& last) {
        return last.client_id + '~' + crypto::hex(crypto::bytes_of(last.fingerprint));
    });
    for (auto& row : rows) {
        ConflictView view;
        if (const auto entry = store::find_by_client(tx, caller.organisation, row.client_id))
            view.entry = entry->id;
        view.id = std::move(row.client_id);
        view.content = json::parse(row.content).value();
        view.device = std::move(row.device);
        view.received_at = row.received_at;
        list.data.push_back(std::move(view));
    }
    return list;
}

Result<LotOrigins> show_origins(db::Transaction& tx, const Caller& caller, const NameLot& wish) {
    if (!traceability::store::find_of(tx, wish.lot, caller.organisation)) return refuse(unknown_lot);
    LotOrigins origins{wish.lot};
    for (const auto& plot : store::plots_of(tx, wish.lot)) {
        const auto place = plots::store::find(tx, plot.place);
        ensure(place.has_value(), "a lot's plot is there");
        origins.plots.push_back(
            {plot.place,
             place->says.name,
             plot.version,
             plots::name_of(*place),
             plot.harvested_on,
             plot.entry}
        );
    }
    for (const auto& doubt : doubts_about(tx, wish.lot))
        origins.doubts.push_back({doubt.entry, doubt.input, doubt.when.day, doubt.opens_on});
    return origins;
}

Result<KindForms> list_kinds(db::Transaction&, const Caller&, const Nothing&) {
    KindForms forms;
    for (const auto& kind : kinds()) {
        KindForm form;
        form.kind = kind.kind;
        form.vi = kind.words.vi;
        form.en = kind.words.en;
        form.about_vi = kind.about.vi;
        form.about_en = kind.about.en;
        const auto where = words_of(kind.where);
        form.place_vi = where.vi;
        form.place_en = where.en;
        form.places = places_for(kind.where);
        for (const auto& member : kind.members)
            form.members.push_back(
                {std::string(member.name),
                 member.must,
                 std::string(member.words.vi),
                 std::string(member.words.en)}
            );
        forms.kinds.push_back(std::move(form));
    }
    return forms;
}

}  // namespace chophien::traceability::diary
