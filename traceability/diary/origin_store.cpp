// Which lots an entry is about, and where lots grew: the other half of diary_store.hpp.
#include "core/db/many_rows.hpp"
#include "traceability/diary/diary_store.hpp"

namespace chophien::traceability::diary::store {

namespace {

struct ClosingRow {
    EntryId entry;
    std::optional<std::string> input;
    Instant at;
    Day day;
    bool day_only;
    Day opens_on;
};

}  // namespace

}  // namespace chophien::traceability::diary::store

namespace chophien {

template <>
struct db::Columns<traceability::diary::store::LotRole> {
    using Row = traceability::diary::store::LotRole;
    static constexpr auto of =
        std::tuple{&Row::entry, &Row::made, &Row::number, &Row::lot, &Row::quantity, &Row::taken};
};

template <>
struct db::Columns<traceability::diary::store::Ancestor> {
    using Row = traceability::diary::store::Ancestor;
    static constexpr auto of = std::tuple{&Row::of, &Row::kind, &Row::lot};
};

template <>
struct db::Columns<traceability::diary::store::ClosingRow> {
    using Row = traceability::diary::store::ClosingRow;
    static constexpr auto of =
        std::tuple{&Row::entry, &Row::input, &Row::at, &Row::day, &Row::day_only, &Row::opens_on};
};

template <>
struct db::Columns<traceability::diary::store::LotPlot> {
    using Row = traceability::diary::store::LotPlot;
    static constexpr auto of = std::tuple{
        &Row::lot,
        &Row::place,
        &Row::entry,
        &Row::version,
        &Row::harvested_at,
        &Row::harvested_on,
        &Row::day_only};
};

}  // namespace chophien

namespace chophien::traceability::diary::store {

namespace {

using db::Statement;

constexpr std::string_view roles_head =
    "INSERT INTO diary_lots (entry, made, number, lot, quantity, taken) VALUES ";
constexpr std::string_view roles_row = "(?, ?, ?, ?, ?, ?)";
constexpr auto insert_roles = db::many_rows<roles_head, roles_row>("diary.insert_lots");

constexpr Statement select_roles{"diary.lots", R"sql(
    SELECT entry, made, number, lot, quantity, taken
      FROM diary_lots
     WHERE entry = ?
     ORDER BY made, number
)sql"};

constexpr std::string_view ancestors_head = R"sql(
    SELECT m.lot, e.kind, u.lot
      FROM diary_lots m
      JOIN diary_entries e ON e.id = m.entry
      LEFT JOIN diary_withdrawals w ON w.entry = m.entry
      LEFT JOIN diary_lots u ON u.entry = m.entry AND u.made = FALSE
     WHERE m.made = TRUE AND w.entry IS NULL AND m.lot IN ()sql";
constexpr std::string_view list_end = ")";
constexpr auto select_ancestors = db::many_rows<ancestors_head, db::a_key, list_end>("diary.ancestors");

constexpr Statement named_elsewhere{"diary.named_elsewhere", R"sql(
    SELECT l.entry
      FROM diary_lots l
      LEFT JOIN diary_withdrawals w ON w.entry = l.entry
     WHERE l.lot = ? AND l.entry <> ? AND w.entry IS NULL
     LIMIT 1
)sql"};
constexpr Statement select_closings{"diary.closings", R"sql(
    SELECT e.id, JSON_VALUE(e.content, '$.input'), e.at, e.day, e.day_only, e.opens_on
      FROM diary_entries e
      LEFT JOIN diary_withdrawals w ON w.entry = e.id
     WHERE e.place = ? AND e.opens_on > ? AND e.day <= ? AND w.entry IS NULL
     ORDER BY e.opens_on, e.id
)sql"};
constexpr Statement select_kinds{"diary.kinds_at", R"sql(
    SELECT DISTINCT e.kind
      FROM diary_entries e
      LEFT JOIN diary_withdrawals w ON w.entry = e.id
     WHERE e.place = ? AND e.at >= ? AND e.at < ? AND w.entry IS NULL
)sql"};
constexpr Statement insert_plot{"diary.insert_lot_plot", R"sql(
    INSERT IGNORE INTO lot_plots (lot, place, entry, version, harvested_at, harvested_on, day_only)
    VALUES (?, ?, ?, ?, ?, ?, ?)
)sql"};
constexpr Statement inherit{"diary.inherit_plots", R"sql(
    INSERT IGNORE INTO lot_plots (lot, place, entry, version, harvested_at, harvested_on, day_only)
    SELECT ?, place, entry, version, harvested_at, harvested_on, day_only FROM lot_plots WHERE lot = ?
)sql"};
constexpr Statement select_plots{"diary.plots_of_lot", R"sql(
    SELECT p.lot, p.place, p.entry, p.version, p.harvested_at, p.harvested_on, p.day_only
      FROM lot_plots p
      LEFT JOIN diary_withdrawals w ON w.entry = p.entry
     WHERE p.lot = ? AND w.entry IS NULL
     ORDER BY p.harvested_at, p.place
)sql"};
constexpr Statement select_grown{"diary.grown_on", R"sql(
    SELECT p.lot, p.place, p.entry, p.version, p.harvested_at, p.harvested_on, p.day_only
      FROM lot_plots p
      LEFT JOIN diary_withdrawals w ON w.entry = p.entry
     WHERE p.place = ? AND p.harvested_on >= ? AND p.harvested_on < ? AND w.entry IS NULL
     ORDER BY p.harvested_on, p.lot
)sql"};

}  // namespace

void insert(db::Transaction& tx, std::span<const LotRole> roles) {
    db::change_rows(tx, insert_roles, roles, [](const LotRole& role) {
        return db::values(
            role.entry, role.made, std::int64_t{role.number}, role.lot, role.quantity, role.taken
        );
    });
}

std::vector<LotRole> roles_of(db::Transaction& tx, EntryId entry) {
    return tx.rows<LotRole>(select_roles, entry);
}

std::vector<Ancestor> ancestors(db::Transaction& tx, std::span<const catalog::LotId> lots) {
    return db::rows_among<Ancestor>(tx, select_ancestors, lots);
}

bool is_named_elsewhere(db::Transaction& tx, catalog::LotId lot, EntryId but) {
    return tx.row<EntryId>(named_elsewhere, lot, but).has_value();
}

std::vector<Closing> closings_on(db::Transaction& tx, plots::PlaceId place, Day day) {
    std::vector<Closing> closings;
    for (auto& row : tx.rows<ClosingRow>(select_closings, place, day, day))
        closings.push_back(
            {row.entry, std::move(row.input).value_or(""), {row.at, row.day, row.day_only}, row.opens_on}
        );
    return closings;
}

std::set<EntryKind> kinds_at(db::Transaction& tx, plots::PlaceId place, Day from, Day to) {
    const auto rows =
        tx.rows<EntryKind>(select_kinds, place, begin_of(from), begin_of(to + std::chrono::days(1)));
    return {rows.begin(), rows.end()};
}

void insert(db::Transaction& tx, const LotPlot& plot) {
    tx.change(
        insert_plot,
        plot.lot,
        plot.place,
        plot.entry,
        plot.version,
        plot.harvested_at,
        plot.harvested_on,
        plot.day_only
    );
}

void inherit_plots(db::Transaction& tx, catalog::LotId lot, std::span<const catalog::LotId> from) {
    for (const auto ancestor : from) tx.change(inherit, lot, ancestor);
}

std::vector<LotPlot> plots_of(db::Transaction& tx, catalog::LotId lot) {
    return tx.rows<LotPlot>(select_plots, lot);
}

std::vector<LotPlot> grown_on(db::Transaction& tx, plots::PlaceId place, Day from, Day to) {
    return tx.rows<LotPlot>(select_grown, place, from, to);
}

}  // namespace chophien::traceability::diary::store
