#include "traceability/diary/diary_store.hpp"

#include "core/db/many_rows.hpp"

namespace chophien {

template <>
struct db::Columns<traceability::diary::store::Kept> {
    using Row = traceability::diary::store::Kept;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::organisation,
        &Row::client_id,
        &Row::fingerprint,
        &Row::kind,
        &Row::place,
        &Row::member,
        &Row::at,
        &Row::day,
        &Row::day_only,
        &Row::opens_on,
        &Row::content,
        &Row::answer,
        &Row::person,
        &Row::received_at,
        &Row::sent_at,
        &Row::device,
        &Row::withdrawn_at,
        &Row::withdrawn_because,
        &Row::withdrawal_note,
        &Row::replaced_by};
};

template <>
struct db::Columns<traceability::diary::store::KeptEvent> {
    using Row = traceability::diary::store::KeptEvent;
    static constexpr auto of = std::tuple{&Row::event_id, &Row::body};
};

template <>
struct db::Columns<traceability::diary::store::Conflict> {
    using Row = traceability::diary::store::Conflict;
    static constexpr auto of =
        std::tuple{&Row::client_id, &Row::fingerprint, &Row::content, &Row::device, &Row::received_at};
};

}  // namespace chophien

namespace chophien::traceability::diary::store {

namespace {

using db::Statement;

#define CHOPHIEN_ENTRY_COLUMNS                                                                          \
    "SELECT e.id, e.organisation, e.client_id, e.fingerprint, e.kind, e.place, e.member, e.at, e.day, " \
    "e.day_only, e.opens_on, e.content, e.answer, e.person, e.received_at, e.sent_at, e.device, "       \
    "w.withdrawn_at, w.reason, w.note, w.replaced_by FROM "
#define CHOPHIEN_ENTRIES "diary_entries e LEFT JOIN diary_withdrawals w ON w.entry = e.id "
#define CHOPHIEN_BEFORE "AND e.at <= ? AND (e.at < ? OR e.id < ?) ORDER BY e.at DESC, e.id DESC LIMIT ?"

constexpr Statement insert_entry{"diary.insert_entry", R"sql(
    INSERT IGNORE INTO diary_entries (id, organisation, client_id, fingerprint, kind, place, member, at, day,
                                      day_only, opens_on, content, answer, person, received_at, sent_at, device)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};
constexpr Statement entry_of{
    "diary.entry", CHOPHIEN_ENTRY_COLUMNS CHOPHIEN_ENTRIES "WHERE e.id = ? AND e.organisation = ?"};
constexpr Statement entry_of_client{
    "diary.entry_of_client",
    CHOPHIEN_ENTRY_COLUMNS CHOPHIEN_ENTRIES "WHERE e.organisation = ? AND e.client_id = ?"};
constexpr Statement entries_of_organisation{
    "diary.of_organisation",
    CHOPHIEN_ENTRY_COLUMNS CHOPHIEN_ENTRIES "WHERE e.organisation = ? " CHOPHIEN_BEFORE};
constexpr Statement entries_of_place{
    "diary.of_place", CHOPHIEN_ENTRY_COLUMNS CHOPHIEN_ENTRIES "WHERE e.place = ? " CHOPHIEN_BEFORE};
constexpr Statement entries_of_member{
    "diary.of_member", CHOPHIEN_ENTRY_COLUMNS CHOPHIEN_ENTRIES "WHERE e.member = ? " CHOPHIEN_BEFORE};
constexpr Statement entries_of_lot{
    "diary.of_lot",
    CHOPHIEN_ENTRY_COLUMNS
    "(SELECT DISTINCT entry FROM diary_lots WHERE lot = ?) l "
    "JOIN diary_entries e ON e.id = l.entry "
    "LEFT JOIN diary_withdrawals w ON w.entry = e.id WHERE TRUE " CHOPHIEN_BEFORE};

#undef CHOPHIEN_BEFORE
#undef CHOPHIEN_ENTRIES
#undef CHOPHIEN_ENTRY_COLUMNS

constexpr Statement select_replaced{
    "diary.replaced", "SELECT entry FROM diary_withdrawals WHERE replaced_by = ?"};
constexpr Statement insert_event_row{"diary.insert_event", R"sql(
    INSERT INTO diary_events (entry, number, event_id, body) VALUES (?, ?, ?, ?)
)sql"};
constexpr Statement select_events{
    "diary.events", "SELECT event_id, body FROM diary_events WHERE entry = ? ORDER BY number"};
constexpr Statement insert_withdrawal{"diary.withdraw", R"sql(
    INSERT INTO diary_withdrawals (entry, reason, note, replaced_by, person, withdrawn_at)
    VALUES (?, ?, ?, ?, ?, ?)
)sql"};
constexpr Statement insert_conflict{"diary.keep_conflict", R"sql(
    INSERT IGNORE INTO diary_conflicts (organisation, client_id, fingerprint, content, device, person, received_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
)sql"};
constexpr Statement select_conflicts{"diary.conflicts", R"sql(
    SELECT client_id, fingerprint, content, device, received_at
      FROM diary_conflicts
     WHERE organisation = ? AND client_id >= ? AND (client_id > ? OR fingerprint > ?)
     ORDER BY client_id, fingerprint
     LIMIT ?
)sql"};

std::vector<Kept> list(
    db::Transaction& tx,
    const Statement& statement,
    std::uint64_t of,
    const Before& before,
    std::int64_t limit
) {
    return tx.rows<Kept>(statement, of, before.at, before.at, before.id.number, limit);
}

}  // namespace

bool insert(db::Transaction& tx, const Kept& entry) {
    return tx.change(
               insert_entry,
               entry.id,
               entry.organisation,
               entry.client_id,
               entry.fingerprint,
               entry.kind,
               entry.place,
               entry.member,
               entry.at,
               entry.day,
               entry.day_only,
               entry.opens_on,
               entry.content,
               entry.answer,
               entry.person,
               entry.received_at,
               entry.sent_at,
               entry.device
           ) == 1;
}

std::optional<Kept> find_of(db::Transaction& tx, EntryId id, accounts::OrganisationId organisation) {
    return tx.row<Kept>(entry_of, id, organisation);
}

std::optional<Kept> find_by_client(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view client_id
) {
    return tx.row<Kept>(entry_of_client, organisation, client_id);
}

EntryId replaced_by(db::Transaction& tx, EntryId id) {
    const auto found = tx.rows<EntryId>(select_replaced, id);
    return found.empty() ? EntryId{} : found.front();
}

std::vector<Kept> of_organisation(
    db::Transaction& tx, accounts::OrganisationId organisation, const Before& before, std::int64_t limit
) {
    return list(tx, entries_of_organisation, organisation.number, before, limit);
}

std::vector<Kept> of_place(
    db::Transaction& tx, plots::PlaceId place, const Before& before, std::int64_t limit
) {
    return list(tx, entries_of_place, place.number, before, limit);
}

std::vector<Kept> of_member(
    db::Transaction& tx, plots::MemberId member, const Before& before, std::int64_t limit
) {
    return list(tx, entries_of_member, member.number, before, limit);
}

std::vector<Kept> of_lot(db::Transaction& tx, catalog::LotId lot, const Before& before, std::int64_t limit) {
    return list(tx, entries_of_lot, lot.number, before, limit);
}

void insert_event(db::Transaction& tx, EntryId entry, std::int32_t number, const KeptEvent& event) {
    tx.change(insert_event_row, entry, std::int64_t{number}, event.event_id, event.body);
}

std::vector<KeptEvent> events_of(db::Transaction& tx, EntryId entry) {
    return tx.rows<KeptEvent>(select_events, entry);
}

void withdraw(
    db::Transaction& tx,
    EntryId entry,
    WithdrawalReason reason,
    const std::optional<std::string>& note,
    EntryId replaced_by,
    accounts::PersonId person
) {
    tx.change(insert_withdrawal, entry, reason, note, replaced_by, person, tx.now());
}

void keep_conflict(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    accounts::PersonId person,
    const Conflict& conflict
) {
    tx.change(
        insert_conflict,
        organisation,
        conflict.client_id,
        conflict.fingerprint,
        conflict.content,
        conflict.device,
        person,
        conflict.received_at
    );
}

std::vector<Conflict> conflicts_of(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view after, std::int64_t limit
) {
    // The cursor is the client id with the fingerprint's hex behind it.
    const auto cut = after.find('~');
    const auto client = after.substr(0, cut);
    const auto digest =
        cut == std::string_view::npos ? std::nullopt : crypto::digest_from_hex(after.substr(cut + 1));
    return tx.rows<Conflict>(
        select_conflicts, organisation, client, client, digest.value_or(crypto::Digest{}), limit
    );
}

}  // namespace chophien::traceability::diary::store
