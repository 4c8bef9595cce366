#include "traceability/lot_store.hpp"

namespace chophien::traceability::store {

namespace {

using db::Statement;

struct LotRow {
    LotId id;
    accounts::OrganisationId organisation;
    catalog::ProductId product;
    std::string gtin;
    std::string lot_code;
    std::int64_t batch;
    Day harvested_on;
    std::optional<Day> use_by;
    std::optional<Day> best_before;
    std::string province;
    std::optional<std::string> commune;
    std::optional<std::string> place;
    std::optional<std::string> growing_area;
    Decimal quantity;
    Decimal remaining;
    const Unit* unit;
    std::optional<std::string> method;
    std::string standards;
    std::optional<std::string> notes;
    std::int64_t codes_printed;
    Instant recorded_at;
    std::optional<std::string> grade;
};

struct EventRow {
    std::uint64_t id;
    LotEventKind kind;
    accounts::OrganisationId organisation;
    Decimal quantity;
    const Unit* unit;
    std::string place;
    Instant at;
    std::string zone_offset;
    bool day_only;
    catalog::OfferId offer;
    std::optional<Decimal> sales_units;
};

}  // namespace

}  // namespace chophien::traceability::store

namespace chophien {

template <>
struct db::Columns<traceability::store::LotRow> {
    using Row = traceability::store::LotRow;
    static constexpr auto of = std::tuple{
        &Row::id,          &Row::organisation, &Row::product,      &Row::gtin,        &Row::lot_code,
        &Row::batch,       &Row::harvested_on, &Row::use_by,       &Row::best_before, &Row::province,
        &Row::commune,     &Row::place,        &Row::growing_area, &Row::quantity,    &Row::remaining,
        &Row::unit,        &Row::method,       &Row::standards,    &Row::notes,       &Row::codes_printed,
        &Row::recorded_at, &Row::grade};
};

template <>
struct db::Columns<traceability::store::EventRow> {
    using Row = traceability::store::EventRow;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::kind,
        &Row::organisation,
        &Row::quantity,
        &Row::unit,
        &Row::place,
        &Row::at,
        &Row::zone_offset,
        &Row::day_only,
        &Row::offer,
        &Row::sales_units};
};

}  // namespace chophien

namespace chophien::traceability::store {

namespace {

#define CHOPHIEN_LOT_COLUMNS                                                                                 \
    "SELECT id, organisation, product, gtin, lot_code, batch, harvested_on, use_by, best_before, province, " \
    "commune, "                                                                                              \
    "place, growing_area, quantity, remaining, unit, method, standards, notes, codes_printed, recorded_at, " \
    "grade "                                                                                                 \
    "FROM lots "

#define CHOPHIEN_EVENT_COLUMNS                                                                       \
    "SELECT id, kind, organisation, quantity, unit, place, event_at, zone_offset, day_only, offer, " \
    "sales_units "                                                                                   \
    "FROM lot_events "

constexpr Statement count_up{"traceability.count_up", R"sql(
    INSERT INTO lot_counters (gtin, counted, last) VALUES (?, ?, 1)
    ON DUPLICATE KEY UPDATE last = last + 1
)sql"};

constexpr Statement counted_number{"traceability.counted_number", R"sql(
    SELECT last FROM lot_counters WHERE gtin = ? AND counted = ?
)sql"};

constexpr Statement find_code{"traceability.code_taken", R"sql(
    SELECT id FROM lots WHERE gtin = ? AND lot_code = ?
)sql"};

constexpr Statement insert_lot{"traceability.insert_lot", R"sql(
    INSERT INTO lots (id, organisation, product, gtin, lot_code, batch, harvested_on, use_by, best_before,
                      province, commune, place, growing_area, quantity, remaining, unit, method, standards,
                      notes, recorded_at, grade)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement lot_by_id{"traceability.lot", CHOPHIEN_LOT_COLUMNS "WHERE id = ?"};
constexpr Statement lock_by_id{"traceability.lock_lot", CHOPHIEN_LOT_COLUMNS "WHERE id = ? FOR UPDATE"};
constexpr Statement lot_of{"traceability.lot_of", CHOPHIEN_LOT_COLUMNS "WHERE id = ? AND organisation = ?"};
constexpr Statement lot_by_code{
    "traceability.lot_by_code", CHOPHIEN_LOT_COLUMNS "WHERE gtin = ? AND lot_code = ?"};
constexpr Statement lot_by_batch{
    "traceability.lot_by_batch", CHOPHIEN_LOT_COLUMNS "WHERE gtin = ? AND batch = ?"};
constexpr Statement newest_lot{"traceability.newest_lot", CHOPHIEN_LOT_COLUMNS "ORDER BY id DESC LIMIT 1"};
constexpr Statement newest_lots{
    "traceability.newest_lots",
    CHOPHIEN_LOT_COLUMNS "WHERE organisation = ? AND id < ? ORDER BY id DESC LIMIT ?"};
constexpr Statement newest_lots_of_product{
    "traceability.newest_lots_of_product",
    CHOPHIEN_LOT_COLUMNS "WHERE organisation = ? AND product = ? AND id < ? ORDER BY id DESC LIMIT ?"};

constexpr Statement take_out{"traceability.take", R"sql(
    UPDATE lots
       SET remaining = remaining - ?
     WHERE id = ? AND organisation = ? AND remaining >= ?
)sql"};

constexpr Statement put_in{"traceability.put", R"sql(
    UPDATE lots SET remaining = LEAST(remaining + ?, quantity) WHERE id = ?
)sql"};

constexpr Statement append_event{"traceability.append_event", R"sql(
    INSERT INTO lot_events (lot, id, kind, biz_step, action, organisation, quantity, unit, offer, sales_units,
                            place, event_at, zone_offset, day_only, recorded_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement newest_events{
    "traceability.newest_events", CHOPHIEN_EVENT_COLUMNS "WHERE lot = ? ORDER BY id DESC LIMIT ?"};
constexpr Statement public_events{
    "traceability.public_events",
    CHOPHIEN_EVENT_COLUMNS "WHERE lot = ? AND kind IN ('harvested', 'codes_printed') ORDER BY id LIMIT ?"};
constexpr Statement find_draw{
    "traceability.newest_draw",
    CHOPHIEN_EVENT_COLUMNS
    "WHERE lot = ? AND kind = 'drawn' AND offer = ? AND sales_units = ? ORDER BY id DESC LIMIT 1"};

#undef CHOPHIEN_LOT_COLUMNS
#undef CHOPHIEN_EVENT_COLUMNS

// Standards are single lines (wire.hpp), so a line feed between them can be taken apart again.
std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) {
        if (!text.empty()) text += '\n';
        text += line;
    }
    return text;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const auto end = text.find('\n');
        lines.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

Lot lot_from(LotRow row) {
    Lot lot;
    lot.id = row.id;
    lot.organisation = row.organisation;
    lot.product = row.product;
    lot.gtin = std::move(row.gtin);
    lot.lot_code = std::move(row.lot_code);
    lot.batch = row.batch;
    lot.harvested_on = row.harvested_on;
    lot.use_by = row.use_by;
    lot.best_before = row.best_before;
    lot.place = {
        std::move(row.province), std::move(row.commune), std::move(row.place), std::move(row.growing_area)};
    lot.quantity = {row.quantity, row.unit};
    lot.remaining = row.remaining;
    lot.method = std::move(row.method);
    lot.standards = lines_of(row.standards);
    lot.notes = std::move(row.notes);
    lot.codes_printed = row.codes_printed;
    lot.recorded_at = row.recorded_at;
    lot.grade = std::move(row.grade);
    return lot;
}

std::optional<Lot> lot_from(std::optional<LotRow> row) {
    if (!row) return std::nullopt;
    return lot_from(std::move(*row));
}

LotEvent event_from(EventRow row) {
    return {
        row.id,
        row.kind,
        row.organisation,
        {row.quantity, row.unit},
        std::move(row.place),
        row.at,
        std::move(row.zone_offset),
        row.day_only,
        row.offer,
        row.sales_units};
}

std::vector<LotEvent> events_from(std::vector<EventRow> rows) {
    std::vector<LotEvent> events;
    for (auto& row : rows) events.push_back(event_from(std::move(row)));
    return events;
}

}  // namespace

std::int64_t next_number(db::Transaction& tx, std::string_view gtin, std::string_view counted) {
    tx.change(count_up, gtin, counted);
    const auto number = tx.row<std::int64_t>(counted_number, gtin, counted);
    ensure(number.has_value(), "a counter that was counted up is there");
    return *number;
}

bool code_taken(db::Transaction& tx, std::string_view gtin, std::string_view lot_code) {
    return tx.row<std::uint64_t>(find_code, gtin, lot_code).has_value();
}

void insert(db::Transaction& tx, const Lot& lot) {
    tx.change(
        insert_lot,
        lot.id,
        lot.organisation,
        lot.product,
        lot.gtin,
        lot.lot_code,
        lot.batch,
        lot.harvested_on,
        lot.use_by,
        lot.best_before,
        lot.place.province,
        lot.place.commune,
        lot.place.name,
        lot.place.growing_area,
        lot.quantity.value,
        lot.remaining,
        lot.quantity.unit,
        lot.method,
        joined(lot.standards),
        lot.notes,
        lot.recorded_at,
        lot.grade
    );
}

std::optional<Lot> find(db::Transaction& tx, LotId id) { return lot_from(tx.row<LotRow>(lot_by_id, id)); }

Lot lock(db::Transaction& tx, LotId id) {
    auto row = tx.row<LotRow>(lock_by_id, id);
    ensure(row.has_value(), "a lot that was found stays");
    return lot_from(std::move(*row));
}

std::optional<Lot> find_of(db::Transaction& tx, LotId id, accounts::OrganisationId organisation) {
    return lot_from(tx.row<LotRow>(lot_of, id, organisation));
}

std::optional<Lot> find_by_code(db::Transaction& tx, std::string_view gtin, std::string_view lot_code) {
    return lot_from(tx.row<LotRow>(lot_by_code, gtin, lot_code));
}

std::optional<Lot> find_by_batch(db::Transaction& tx, std::string_view gtin, std::uint32_t batch) {
    return lot_from(tx.row<LotRow>(lot_by_batch, gtin, std::int64_t{batch}));
}

std::optional<Lot> newest(db::Transaction& tx) { return lot_from(tx.row<LotRow>(newest_lot)); }

std::vector<Lot> lots_of(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    catalog::ProductId product,
    LotId before,
    std::int64_t limit
) {
    const std::uint64_t end = before ? before.number : INT64_MAX;
    auto rows = product ? tx.rows<LotRow>(newest_lots_of_product, organisation, product, end, limit)
                        : tx.rows<LotRow>(newest_lots, organisation, end, limit);
    std::vector<Lot> lots;
    for (auto& row : rows) lots.push_back(lot_from(std::move(row)));
    return lots;
}

bool take(db::Transaction& tx, LotId id, accounts::OrganisationId organisation, Decimal quantity) {
    return tx.change(take_out, quantity, id, organisation, quantity) == 1;
}

void put(db::Transaction& tx, LotId id, Decimal quantity) { tx.change(put_in, quantity, id); }

void append(db::Transaction& tx, LotId lot, const LotEvent& event) {
    const auto& meaning = meaning_of(event.kind);
    tx.change(
        append_event,
        lot,
        event.id,
        event.kind,
        meaning.biz_step,
        meaning.action,
        event.organisation,
        event.quantity.value,
        event.quantity.unit,
        event.offer,
        event.sales_units,
        event.place,
        event.at,
        event.zone_offset,
        event.day_only,
        tx.now()
    );
}

std::vector<LotEvent> events_of(db::Transaction& tx, LotId lot, std::int64_t limit) {
    return events_from(tx.rows<EventRow>(newest_events, lot, limit));
}

std::vector<LotEvent> public_events_of(db::Transaction& tx, LotId lot, std::int64_t limit) {
    return events_from(tx.rows<EventRow>(public_events, lot, limit));
}

std::optional<LotEvent> newest_draw(
    db::Transaction& tx, LotId lot, catalog::OfferId offer, Decimal sales_units
) {
    auto row = tx.row<EventRow>(find_draw, lot, offer, sales_units);
    if (!row) return std::nullopt;
    return event_from(std::move(*row));
}

}  // namespace chophien::traceability::store
