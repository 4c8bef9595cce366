#include "traceability/graph/ties_store.hpp"

#include "core/db/many_rows.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace chophien::traceability::graph {

namespace {

using accounts::OrganisationId;
using db::Joined;
using db::Statement;
using epcis::EventId;

// Roles as epcis/event.hpp numbers them: 1 epc, 2 parent, 3 child, 4 input, 5 output, 7 child class, 8 input
// class, 9 output class, 16 transformation, 24 lot. Actions: 1 ADD, 2 OBSERVE, 3 DELETE.

constexpr std::string_view these = R"sql(
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS these
           STRAIGHT_JOIN epcis_mentions AS a FORCE INDEX (PRIMARY) ON a.name = these.id AND a.role IN )sql";
constexpr std::string_view seen = R"sql(
           STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY)
                 ON e.id = a.event AND e.withdrawn_at IS NULL AND e.declaration IS NULL
                    AND (? OR e.organisation = ?
                         OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = e.id)
                         OR e.organisation IN (SELECT g.organisation FROM epcis_grants AS g
                                                WHERE g.viewer = ? AND g.withdrawn_at IS NULL)))sql";
constexpr std::string_view those = R"sql(
           STRAIGHT_JOIN epcis_mentions AS b FORCE INDEX (by_event) ON b.event = a.event AND b.role IN )sql";
constexpr std::string_view of_a =
    "SELECT a.name, b.name, a.event, e.organisation, NULL, NULL, a.event_time, a.quantity, a.unit";
constexpr std::string_view of_b =
    "SELECT b.name, a.name, a.event, e.organisation, NULL, NULL, a.event_time, b.quantity, b.unit";

constexpr std::string_view inputs = "(4, 8)";
constexpr std::string_view outputs = "(5, 9)";
constexpr std::string_view parents = "(2)";
constexpr std::string_view children = "(3, 7)";
constexpr std::string_view lots = "(24)";
constexpr std::string_view units = "(1, 5)";
constexpr std::string_view packs = " AND e.type IN (2, 3) AND e.action IN (1, 2)";
constexpr std::string_view begins = " AND (e.action = 1 OR e.type = 5)";
constexpr std::string_view unit_of_lot = " AND (a.kind IS NULL OR a.kind = b.name)";
constexpr std::string_view lot_of_unit = " AND (b.kind IS NULL OR b.kind = a.name)";

constexpr Statement made_of{"traceability.made_of", Joined<of_a, these, inputs, seen, those, outputs>::text};
constexpr Statement made_from{
    "traceability.made_from", Joined<of_b, these, outputs, seen, those, inputs>::text};
constexpr Statement packed_in{
    "traceability.packed_in", Joined<of_a, these, children, seen, packs, those, parents>::text};
constexpr Statement packed_with{
    "traceability.packed_with", Joined<of_b, these, parents, seen, packs, those, children>::text};
constexpr Statement units_of{
    "traceability.units_of", Joined<of_a, these, lots, seen, begins, those, units, unit_of_lot>::text};
constexpr Statement lots_of_units{
    "traceability.lots_of_units", Joined<of_b, these, units, seen, begins, those, lots, lot_of_unit>::text};

// One process told in several events: what they have in common is the transformation's id.
constexpr std::string_view same_process = R"sql(
           STRAIGHT_JOIN epcis_mentions AS t FORCE INDEX (by_event) ON t.event = a.event AND t.role = 16
           STRAIGHT_JOIN epcis_mentions AS u FORCE INDEX (PRIMARY)
                 ON u.name = t.name AND u.role = 16 AND u.event <> a.event
           STRAIGHT_JOIN epcis_events AS f FORCE INDEX (PRIMARY)
                 ON f.id = u.event AND f.withdrawn_at IS NULL AND f.declaration IS NULL
                    AND (? OR f.organisation = ?
                         OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = f.id)
                         OR f.organisation IN (SELECT g.organisation FROM epcis_grants AS g
                                                WHERE g.viewer = ? AND g.withdrawn_at IS NULL))
           STRAIGHT_JOIN epcis_mentions AS b FORCE INDEX (by_event) ON b.event = u.event AND b.role IN )sql";
constexpr std::string_view of_a_in_process =
    "SELECT a.name, b.name, a.event, e.organisation, f.id, f.organisation, "
    "GREATEST(a.event_time, b.event_time), a.quantity, a.unit";
constexpr std::string_view of_b_in_process =
    "SELECT b.name, a.name, a.event, e.organisation, f.id, f.organisation, "
    "GREATEST(a.event_time, b.event_time), b.quantity, b.unit";
constexpr Statement process_of{
    "traceability.process_of", Joined<of_a_in_process, these, inputs, seen, same_process, outputs>::text};
constexpr Statement process_from{
    "traceability.process_from", Joined<of_b_in_process, these, outputs, seen, same_process, inputs>::text};

// What was taken out of these parents; no child: everything.
constexpr std::string_view select_taken_out =
    "SELECT a.name, b.name, a.event, e.organisation, a.event_time, b.quantity, b.unit";
constexpr std::string_view taken_out_of = R"sql( AND e.type IN (2, 3) AND e.action = 3
           LEFT JOIN epcis_mentions AS b FORCE INDEX (by_event) ON b.event = a.event AND b.role IN )sql";
constexpr Statement taken_out{
    "traceability.taken_out", Joined<select_taken_out, these, parents, seen, taken_out_of, children>::text};

constexpr Statement begun_at{"traceability.begun_at", R"sql(
    SELECT DISTINCT b.name
      FROM epcis_mentions AS a FORCE INDEX (PRIMARY)
           STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY)
                 ON e.id = a.event AND e.withdrawn_at IS NULL AND e.declaration IS NULL
                    AND (e.action = 1 OR e.type = 5)
                    AND (? OR e.organisation = ?
                         OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = e.id))
           STRAIGHT_JOIN epcis_mentions AS b FORCE INDEX (by_event)
                 ON b.event = a.event AND b.role IN (1, 2, 5, 6, 9)
     WHERE a.name = ? AND a.role IN (17, 18)
     LIMIT ?
)sql"};

struct TieRow {
    Thing from = 0;
    Thing to = 0;
    EventId event;
    OrganisationId by;
    std::optional<EventId> other_event{};  ///< of the same process
    std::optional<OrganisationId> other_by{};
    Instant at;
    std::optional<std::string> quantity{};
    std::optional<std::string> unit{};
};

struct TakenOut {
    Thing parent = 0;
    std::optional<Thing> child{};
    EventId event;
    OrganisationId by;
    Instant at;
    std::optional<std::string> quantity{};
    std::optional<std::string> unit{};
};

}  // namespace

}  // namespace chophien::traceability::graph

namespace chophien::db {

template <>
struct Columns<traceability::graph::TieRow> {
    using Of = traceability::graph::TieRow;
    static constexpr auto of = std::tuple{
        &Of::from,
        &Of::to,
        &Of::event,
        &Of::by,
        &Of::other_event,
        &Of::other_by,
        &Of::at,
        &Of::quantity,
        &Of::unit};
};

template <>
struct Columns<traceability::graph::TakenOut> {
    using Of = traceability::graph::TakenOut;
    static constexpr auto of =
        std::tuple{&Of::parent, &Of::child, &Of::event, &Of::by, &Of::at, &Of::quantity, &Of::unit};
};

}  // namespace chophien::db

namespace chophien::traceability::graph {

namespace {

// A part of a lot taken out leaves the rest where it is; of what has no quantity, all went.
bool empties(const TakenOut& out, const Edge& edge) {
    if (!out.child) return true;
    if (*out.child != edge.from) return false;
    return !edge.quantity || (out.quantity == edge.quantity && out.unit.value_or("") == edge.unit);
}

}  // namespace

std::string list_of(std::span<const Thing> things) {
    std::string list = "[";
    for (const auto thing : things) {
        if (list.size() > 1) list += ',';
        list += '"' + std::to_string(thing) + '"';  // as text: numbers in JSON are doubles to some
    }
    return list + ']';
}

StoredTies::StoredTies(db::Transaction& tx, Eyes eyes) : tx_(tx), eyes_(eyes) {
    if (!eyes_.all) sight_.emplace(tx, eyes_.organisation);
}

bool StoredTies::may_see(std::uint64_t event, accounts::OrganisationId by) {
    // Without grants the statement has decided.
    if (!sight_ || sight_->grantors().empty() || by == eyes_.organisation) return true;
    const auto [known, fresh] = seen_.try_emplace(event, false);
    if (fresh) {
        const std::array candidates{epcis::Candidate{{}, EventId{event}, by}};
        known->second = !sight_->see(candidates).empty();
    }
    return known->second;
}

std::vector<Edge> StoredTies::leading_from(std::span<const Thing> things, Direction direction) {
    const auto list = list_of(things);
    const auto all = eyes_.all;
    const auto who = eyes_.organisation;
    std::vector<Edge> edges;
    const auto add = [&](std::vector<TieRow> rows, Tie tie) {
        for (auto& row : rows) {
            if (!may_see(row.event.number, row.by)) continue;
            if (row.other_event && !may_see(row.other_event->number, *row.other_by)) continue;
            edges.push_back(
                {row.from,
                 row.to,
                 tie,
                 row.event.number,
                 row.at,
                 std::nullopt,
                 std::move(row.quantity),
                 row.unit.value_or("")}
            );
        }
    };
    const auto ask = [&](const Statement& statement) {
        return tx_.rows<TieRow>(statement, list, all, who, who, who);
    };
    const auto ask_process = [&](const Statement& statement) {
        return tx_.rows<TieRow>(statement, list, all, who, who, who, all, who, who, who);
    };
    const bool forward = direction == Direction::descendants;
    add(ask(forward ? made_of : made_from), Tie::made);
    add(ask_process(forward ? process_of : process_from), Tie::made);
    add(ask(forward ? units_of : lots_of_units), Tie::unit);
    const auto packed_since = edges.size();
    add(ask(forward ? packed_in : packed_with), Tie::packed);
    end_what_was_taken_out(std::span(edges).subspan(packed_since));
    std::ranges::sort(edges, {}, [](const Edge& one) {
        return std::tuple(one.begins, one.event, one.from, one.to, one.tie);
    });
    return edges;
}

void StoredTies::end_what_was_taken_out(std::span<Edge> packed) {
    if (packed.empty()) return;
    std::vector<Thing> holders;
    for (const auto& edge : packed) holders.push_back(edge.to);
    std::ranges::sort(holders);
    holders.erase(std::ranges::unique(holders).begin(), holders.end());
    const auto who = eyes_.organisation;
    std::map<Thing, std::vector<TakenOut>> outs;
    for (auto& row : tx_.rows<TakenOut>(taken_out, list_of(holders), eyes_.all, who, who, who))
        if (may_see(row.event.number, row.by)) outs[row.parent].push_back(std::move(row));
    for (auto& edge : packed) {
        const auto found = outs.find(edge.to);
        if (found == outs.end()) continue;
        for (const auto& out : found->second)
            if (out.at >= edge.begins && empties(out, edge) && (!edge.ends || out.at < *edge.ends))
                edge.ends = out.at;
    }
}

std::vector<Thing> things_begun_at(db::Transaction& tx, Eyes eyes, std::uint64_t place, std::int64_t most) {
    const auto who = eyes.organisation;
    return tx.rows<Thing>(begun_at, eyes.all, who, who, place, most);
}

}  // namespace chophien::traceability::graph
