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

// Ties are numbered as in walk.hpp.
constexpr std::string_view made = "SELECT 0, ";
constexpr std::string_view packed = " UNION ALL SELECT 1, ";
constexpr std::string_view unit_of = " UNION ALL SELECT 2, ";
constexpr std::string_view in_process = " UNION ALL SELECT 0, ";
constexpr std::string_view from_a =
    "a.name, b.name, a.event, e.organisation, NULL, NULL, a.event_time, a.quantity, a.unit";
constexpr std::string_view from_b =
    "b.name, a.name, a.event, e.organisation, NULL, NULL, a.event_time, b.quantity, b.unit";
constexpr std::string_view from_a_in_process =
    "a.name, b.name, a.event, e.organisation, f.id, f.organisation, GREATEST(a.event_time, b.event_time), "
    "a.quantity, a.unit";
constexpr std::string_view from_b_in_process =
    "b.name, a.name, a.event, e.organisation, f.id, f.organisation, GREATEST(a.event_time, b.event_time), "
    "b.quantity, b.unit";

constexpr std::string_view inputs = "(4, 8)";
constexpr std::string_view outputs = "(5, 9)";
constexpr std::string_view parents = "(2)";
constexpr std::string_view children = "(3, 7)";
constexpr std::string_view lots = "(24)";
constexpr std::string_view units = "(1, 5)";
constexpr std::string_view packs = " AND e.type IN (2, 3) AND e.action IN (1, 2)";
constexpr std::string_view unpacks = " AND e.type IN (2, 3) AND e.action = 3";
constexpr std::string_view begins = " AND (e.action = 1 OR e.type = 5)";
constexpr std::string_view unit_of_lot = " AND (a.kind IS NULL OR a.kind = b.name)";
constexpr std::string_view lot_of_unit = " AND (b.kind IS NULL OR b.kind = a.name)";
constexpr std::string_view so_many = " LIMIT ?";

// clang-format off
constexpr Statement ties_forward{"traceability.ties_forward", Joined<
    made, from_a, these, inputs, seen, those, outputs,
    packed, from_a, these, children, seen, packs, those, parents,
    unit_of, from_a, these, lots, seen, begins, those, units, unit_of_lot,
    in_process, from_a_in_process, these, inputs, seen, same_process, outputs, so_many>::text};
constexpr Statement ties_backward{"traceability.ties_backward", Joined<
    made, from_b, these, outputs, seen, those, inputs,
    packed, from_b, these, parents, seen, packs, those, children,
    unit_of, from_b, these, units, seen, begins, those, lots, lot_of_unit,
    in_process, from_b_in_process, these, outputs, seen, same_process, inputs, so_many>::text};
// clang-format on

// What was taken out of these parents; no child: everything.
constexpr std::string_view select_taken_out =
    "SELECT a.name, b.name, a.event, e.organisation, a.event_time, b.quantity, b.unit";
constexpr std::string_view and_what = R"sql(
           LEFT JOIN epcis_mentions AS b FORCE INDEX (by_event) ON b.event = a.event AND b.role IN )sql";
constexpr Statement taken_out{
    "traceability.taken_out",
    Joined<select_taken_out, these, parents, seen, unpacks, and_what, children, so_many>::text};

struct TieRow {
    std::int32_t tie = 0;
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
        &Of::tie,
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

Leading StoredTies::leading_from(std::span<const Thing> things, Direction direction, std::size_t most) {
    const auto list = list_of(things);
    const auto all = eyes_.all;
    const auto who = eyes_.organisation;
    const auto limit = static_cast<std::int64_t>(most);
    const auto& statement = direction == Direction::descendants ? ties_forward : ties_backward;
    // Four parts, the last of which sees two events.
    auto rows = tx_.rows<TieRow>(
        statement,
        list,
        all,
        who,
        who,
        who,
        list,
        all,
        who,
        who,
        who,
        list,
        all,
        who,
        who,
        who,
        list,
        all,
        who,
        who,
        who,
        all,
        who,
        who,
        who,
        limit
    );
    Leading leading{{}, rows.size() < most};
    for (auto& row : rows) {
        if (!may_see(row.event.number, row.by)) continue;
        if (row.other_event && !may_see(row.other_event->number, *row.other_by)) continue;
        leading.edges.push_back(
            {row.from,
             row.to,
             static_cast<Tie>(row.tie),
             row.event.number,
             row.at,
             std::nullopt,
             std::move(row.quantity),
             row.unit.value_or("")}
        );
    }
    end_what_was_taken_out(leading.edges, most);
    std::ranges::sort(leading.edges, {}, [](const Edge& one) {
        return std::tuple(one.begins, one.event, one.from, one.to, one.tie);
    });
    return leading;
}

void StoredTies::end_what_was_taken_out(std::span<Edge> edges, std::size_t most) {
    std::vector<Thing> holders;
    for (const auto& edge : edges)
        if (edge.tie == Tie::packed) holders.push_back(edge.to);
    if (holders.empty()) return;
    std::ranges::sort(holders);
    holders.erase(std::ranges::unique(holders).begin(), holders.end());
    const auto who = eyes_.organisation;
    std::map<Thing, std::vector<TakenOut>> outs;
    // Were there more of them, some things would stay in a parent longer than they did: too much, not too
    // little.
    for (auto& row : tx_.rows<TakenOut>(
             taken_out, list_of(holders), eyes_.all, who, who, who, static_cast<std::int64_t>(most)
         ))
        if (may_see(row.event.number, row.by)) outs[row.parent].push_back(std::move(row));
    for (auto& edge : edges) {
        const auto found = outs.find(edge.to);
        if (edge.tie != Tie::packed || found == outs.end()) continue;
        for (const auto& out : found->second)
            if (out.at >= edge.begins && empties(out, edge) && (!edge.ends || out.at < *edge.ends))
                edge.ends = out.at;
    }
}

}  // namespace chophien::traceability::graph
