#include "traceability/epcis/event_store.hpp"

#include "traceability/epcis/batches.hpp"
#include "traceability/epcis/prefixes.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>

namespace chophien::traceability::epcis::store {

namespace {

using accounts::OrganisationId;
using db::Statement;

struct StoredRow {
    EventId id;
    OrganisationId organisation;
    Instant time;
    Instant record_time;
    std::optional<std::string> event_id;
    crypto::Digest hash{};
    std::optional<Instant> withdrawn_at;
    NameId context = 0;
    std::string body;
};

struct ContextRow {
    NameId id = 0;
    std::string namespaces;
};

struct MentionRow {
    NameId name = 0;
    const NewEvent* of = nullptr;
    const Mention* mention = nullptr;
    std::int64_t number = 0;
};

constexpr Statement lock_last{"epcis.lock_clock", R"sql(
    SELECT last FROM epcis_clocks WHERE organisation = ? FOR UPDATE
)sql"};

constexpr Statement begin_clock{"epcis.begin_clock", R"sql(
    INSERT IGNORE INTO epcis_clocks (organisation, last) VALUES (?, '2026-01-01')
)sql"};

constexpr Statement move_clock{"epcis.move_clock", R"sql(
    UPDATE epcis_clocks SET last = ? WHERE organisation = ?
)sql"};

#define CHOPHIEN_KNOWN                                                                           \
    "SELECT id, organisation, hash, event_key, event_id, declaration, withdrawn_at IS NOT NULL " \
    "FROM epcis_events "

constexpr std::string_view by_hash_head =
    CHOPHIEN_KNOWN "FORCE INDEX (by_hash) WHERE organisation = ? AND hash IN (";
constexpr std::string_view by_key_head =
    CHOPHIEN_KNOWN "FORCE INDEX (by_event_id) WHERE organisation = ? AND event_key IN (";
constexpr std::string_view closing = ")";
constexpr auto known_by_hash = batches<by_hash_head, db::a_key, closing>("epcis.known_by_hash");
constexpr auto known_by_key = batches<by_key_head, db::a_key, closing>("epcis.known_by_event_id");
constexpr Statement all_by_hash{"epcis.by_hash", CHOPHIEN_KNOWN "WHERE hash = ? ORDER BY id LIMIT 100"};
constexpr Statement all_by_key{
    "epcis.by_event_id", CHOPHIEN_KNOWN "WHERE event_key = ? ORDER BY id LIMIT 1000"};

#undef CHOPHIEN_KNOWN

constexpr std::string_view context_head = "INSERT IGNORE INTO epcis_contexts (id, namespaces) VALUES ";
constexpr std::string_view context_row = "(?, ?)";
constexpr auto insert_contexts = batches<context_head, context_row>("epcis.insert_contexts");

constexpr std::string_view contexts_head = "SELECT id, namespaces FROM epcis_contexts WHERE id IN (";
constexpr auto find_contexts = batches<contexts_head, db::a_key, closing>("epcis.contexts");

constexpr std::string_view event_head =
    "INSERT INTO epcis_events (id, organisation, capture, type, action, event_time, record_time, event_key, "
    "event_id, hash, biz_step, disposition, declaration, declared_at, withdrawn_at, context, body) VALUES ";
constexpr std::string_view event_row = "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr auto insert_events = batches<event_head, event_row>("epcis.insert_events");

constexpr std::string_view mention_head =
    "INSERT INTO epcis_mentions (name, role, event_time, event, number, organisation, kind, quantity, unit) "
    "VALUES ";
constexpr std::string_view mention_row = "(?,?,?,?,?,?,?,?,?)";
constexpr auto insert_mentions = batches<mention_head, mention_row>("epcis.insert_mentions");

constexpr Statement set_withdrawn{"epcis.withdraw", R"sql(
    UPDATE epcis_events SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL
)sql"};

constexpr std::string_view stored_head =
    "SELECT id, organisation, event_time, record_time, event_id, hash, withdrawn_at, context, body "
    "FROM epcis_events WHERE id IN (";
constexpr auto load_events = batches<stored_head, db::a_key, closing>("epcis.load_events");

constexpr std::size_t longest_decimal = 30;  // digits of epcis_mentions.quantity, nine after the point

}  // namespace

}  // namespace chophien::traceability::epcis::store

namespace chophien::db {

namespace store = traceability::epcis::store;

template <>
struct Columns<store::KnownEvent> {
    using Row = store::KnownEvent;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::organisation,
        &Row::hash,
        &Row::event_key,
        &Row::event_id,
        &Row::declaration,
        &Row::withdrawn};
};

template <>
struct Columns<store::StoredRow> {
    using Row = store::StoredRow;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::organisation,
        &Row::time,
        &Row::record_time,
        &Row::event_id,
        &Row::hash,
        &Row::withdrawn_at,
        &Row::context,
        &Row::body};
};

template <>
struct Columns<store::ContextRow> {
    using Row = store::ContextRow;
    static constexpr auto of = std::tuple{&Row::id, &Row::namespaces};
};

}  // namespace chophien::db

namespace chophien::traceability::epcis::store {

Instant lock_clock(db::Transaction& tx, OrganisationId organisation) {
    auto last = tx.row<Instant>(lock_last, organisation);
    if (!last) {
        tx.change(begin_clock, organisation);
        last = tx.row<Instant>(lock_last, organisation);
    }
    ensure(last.has_value(), "an organisation's clock is there once begun");
    return *last;
}

void set_clock(db::Transaction& tx, OrganisationId organisation, Instant last) {
    tx.change(move_clock, last, organisation);
}

std::vector<KnownEvent> known_events(
    db::Transaction& tx,
    OrganisationId organisation,
    const std::vector<crypto::Digest>& hashes,
    const std::vector<NameId>& event_keys
) {
    const std::vector<db::Value> first{db::bound(organisation)};
    auto known = rows_in_batches<KnownEvent>(tx, known_by_hash, first, hashes);
    std::set<EventId> seen;
    for (const auto& row : known) seen.insert(row.id);
    for (auto& row : rows_in_batches<KnownEvent>(tx, known_by_key, first, event_keys))
        if (seen.insert(row.id).second) known.push_back(std::move(row));
    return known;
}

std::vector<KnownEvent> events_with_hash(db::Transaction& tx, const crypto::Digest& hash) {
    return tx.rows<KnownEvent>(all_by_hash, hash);
}

namespace {

// Its quantity as a decimal the column holds; what does not fit (an exponent, forty digits) stays in the body
// alone.
std::optional<std::string_view> as_decimal(const std::optional<std::string>& quantity) {
    if (!quantity || quantity->empty()) return std::nullopt;
    const auto point = std::min(quantity->find('.'), quantity->size());
    const auto digits = [](std::string_view text) {
        return std::ranges::all_of(text, [](char sign) { return sign >= '0' && sign <= '9'; });
    };
    const std::string_view text = *quantity;
    const auto whole = text.substr(0, point);
    const auto rest = point < text.size() ? text.substr(point + 1) : std::string_view{};
    const bool fits = !whole.empty() && whole.size() <= longest_decimal - 9 && rest.size() <= 9 &&
                      digits(whole) && digits(rest);
    return fits ? std::optional(text) : std::nullopt;
}

std::optional<NameId> some(NameId id) { return id == 0 ? std::nullopt : std::optional(id); }

NameId named(Names& names, std::string_view text) { return text.empty() ? 0 : add_name(names, text); }

}  // namespace

void insert(
    db::Transaction& tx,
    OrganisationId organisation,
    std::optional<CaptureId> capture,
    std::span<const NewEvent> events
) {
    Names names;
    Names contexts;

    struct Row {
        const NewEvent* of;
        NameId biz_step;
        NameId disposition;
        NameId context;
        std::string body;
    };

    std::vector<Row> rows;
    std::vector<MentionRow> mentions;
    std::map<const Mention*, NameId> kinds;
    for (const auto& one : events) {
        const auto& event = *one.event;
        rows.push_back(
            {&one,
             named(names, event.biz_step),
             named(names, event.disposition),
             add_name(contexts, json::Document(event.namespaces).dump()),
             event.content.dump()}
        );
        std::map<std::pair<NameId, Role>, std::int64_t> times;
        for (const auto& mention : event.mentions) {
            const auto name = add_name(names, mention.name);
            if (!mention.kind.empty()) kinds[&mention] = add_name(names, mention.kind);
            if (!mention.of.empty()) kinds[&mention] = add_name(names, mention.of);
            mentions.push_back({name, &one, &mention, times[{name, mention.role}]++});
        }
    }
    keep_names(tx, names);
    std::set<std::string> prefixes;
    for (const auto& row : rows) note_prefixes(row.body, prefixes);
    keep_prefixes(tx, prefixes);
    const std::vector<std::pair<NameId, std::string>> context_rows(contexts.begin(), contexts.end());
    std::vector<NameId> context_ids;
    for (const auto& [id, text] : context_rows) context_ids.push_back(id);
    std::set<NameId> kept;
    for (const auto& row : rows_in_batches<ContextRow>(tx, find_contexts, {}, context_ids))
        kept.insert(row.id);
    for (const auto& row : context_rows)
        if (!kept.contains(row.first)) tx.change(insert_contexts.back(), row.first, row.second);
    change_batches(tx, insert_events, rows, [&](const Row& row) {
        const auto& one = *row.of;
        const auto& event = *one.event;
        const auto given =
            event.event_id.empty() ? std::nullopt : std::optional(std::string_view(event.event_id));
        const auto declared = event.declaration ? std::optional(event.declaration->time) : std::nullopt;
        return db::values(
            one.id,
            organisation,
            capture,
            static_cast<int>(event.type),
            static_cast<int>(event.action),
            event.time,
            one.record_time,
            one.event_key,
            given,
            one.hash,
            some(row.biz_step),
            some(row.disposition),
            one.declaration,
            declared,
            one.withdrawn_at,
            row.context,
            row.body
        );
    });
    // In the order of the primary key, so that two captures take their pages in the same order.
    std::ranges::sort(mentions, {}, [](const MentionRow& row) { return row.name; });
    change_batches(tx, insert_mentions, mentions, [&](const MentionRow& row) {
        const auto kind = kinds.find(row.mention);
        const auto unit =
            row.mention->unit.empty() ? std::nullopt : std::optional(std::string_view(row.mention->unit));
        return db::values(
            row.name,
            static_cast<int>(row.mention->role),
            row.of->event->time,
            row.of->id,
            row.number,
            organisation,
            kind == kinds.end() ? std::nullopt : std::optional(kind->second),
            as_decimal(row.mention->quantity),
            unit
        );
    });
}

void withdraw(db::Transaction& tx, EventId event, Instant at) { tx.change(set_withdrawn, at, event); }

namespace {

std::string text_of_hash(const crypto::Digest& digest) {
    return "ni:///sha-256;" + crypto::hex(crypto::bytes_of(digest)) + "?ver=CBV2.0";
}

}  // namespace

std::vector<StoredEvent> load(db::Transaction& tx, std::span<const EventId> ids) {
    auto rows = rows_in_batches<StoredRow>(tx, load_events, {}, ids);
    std::set<NameId> wanted;
    for (const auto& row : rows) wanted.insert(row.context);
    std::map<NameId, std::map<std::string, std::string>> contexts;
    for (const auto& row : rows_in_batches<ContextRow>(
             tx, find_contexts, {}, std::vector<NameId>(wanted.begin(), wanted.end())
         ))
        contexts.emplace(
            row.id, json::Document::parse(row.namespaces).get<std::map<std::string, std::string>>()
        );
    std::unordered_map<std::uint64_t, StoredRow*> by_id;
    for (auto& row : rows) by_id.emplace(row.id.number, &row);
    std::vector<StoredEvent> events;
    for (const auto id : ids) {
        const auto found = by_id.find(id.number);
        if (found == by_id.end()) continue;
        auto& row = *found->second;
        events.push_back(
            {row.id,
             row.organisation,
             row.time,
             row.record_time,
             row.event_id ? *row.event_id : text_of_hash(row.hash),
             text_of_hash(row.hash),
             row.withdrawn_at,
             json::Document::parse(row.body),
             contexts.at(row.context)}
        );
    }
    return events;
}

std::vector<EventId> with_event_id(db::Transaction& tx, std::string_view event_id) {
    std::vector<EventId> found;
    for (const auto& row : tx.rows<KnownEvent>(all_by_key, name_id(event_id)))
        if (row.event_id ? *row.event_id == event_id : text_of_hash(row.hash) == event_id)
            found.push_back(row.id);
    if (const auto digest = digest_in(event_id))
        for (const auto& row : tx.rows<KnownEvent>(all_by_hash, *digest))
            if (std::ranges::find(found, row.id) == found.end()) found.push_back(row.id);
    std::ranges::sort(found);
    return found;
}

}  // namespace chophien::traceability::epcis::store

namespace chophien::traceability::epcis {

std::optional<crypto::Digest> digest_in(std::string_view hash) {
    constexpr std::string_view begin = "ni:///sha-256;";
    constexpr std::size_t digits = 64;
    if (!hash.starts_with(begin) || hash.size() < begin.size() + digits) return std::nullopt;
    if (hash.substr(begin.size() + digits) != "?ver=CBV2.0") return std::nullopt;
    return crypto::digest_from_hex(hash.substr(begin.size(), digits));
}

namespace {

constexpr std::array type_names{
    std::pair{EventType::object, std::string_view("ObjectEvent")},
    std::pair{EventType::aggregation, std::string_view("AggregationEvent")},
    std::pair{EventType::association, std::string_view("AssociationEvent")},
    std::pair{EventType::transaction, std::string_view("TransactionEvent")},
    std::pair{EventType::transformation, std::string_view("TransformationEvent")}};

}  // namespace

std::string_view name_of(EventType type) {
    for (const auto& [known, name] : type_names)
        if (known == type) return name;
    return {};
}

std::optional<EventType> event_type_from(std::string_view name) {
    for (const auto& [type, known] : type_names)
        if (known == name) return type;
    return std::nullopt;
}

}  // namespace chophien::traceability::epcis
