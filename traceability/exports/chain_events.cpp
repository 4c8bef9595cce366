#include "traceability/exports/chain_events.hpp"

#include "traceability/epcis/name_store.hpp"
#include "traceability/exports/refusals.hpp"
#include "traceability/graph/ties_store.hpp"

#include <fmt/format.h>

#include <set>

namespace chophien::traceability::exports {

namespace {

// Roles 1 to 9 are things; what a viewer may only see by a grant is decided when it is loaded (epcis::Sight).
constexpr db::Statement select_events{"exports.events_of_chain", R"sql(
    SELECT e.event_time, e.id, e.organisation
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS these
           STRAIGHT_JOIN epcis_mentions AS a FORCE INDEX (PRIMARY)
                 ON a.name = these.id AND a.role BETWEEN 1 AND 9
           STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY)
                 ON e.id = a.event
                    AND (? OR e.organisation = ?
                         OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = e.id)
                         OR e.organisation IN (SELECT g.organisation FROM epcis_grants AS g
                                                WHERE g.viewer = ? AND g.withdrawn_at IS NULL))
     GROUP BY e.id, e.event_time, e.organisation, e.record_time
     ORDER BY e.event_time, e.record_time, e.id
     LIMIT ?
)sql"};

struct FoundEvent {
    Instant time;
    epcis::EventId event;
    accounts::OrganisationId organisation;
};

bool sees_all(const accounts::Caller& caller) { return caller.kind == accounts::OrganisationKind::authority; }

}  // namespace

}  // namespace chophien::traceability::exports

namespace chophien::db {

template <>
struct Columns<traceability::exports::FoundEvent> {
    using Of = traceability::exports::FoundEvent;
    static constexpr auto of = std::tuple{&Of::time, &Of::event, &Of::organisation};
};

}  // namespace chophien::db

namespace chophien::traceability::exports {

Result<ChainEvents> events_of_chain(
    db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask, std::size_t most
) {
    ChainEvents found;
    std::set<std::string> known;
    for (const auto direction : {graph::Direction::ancestors, graph::Direction::descendants}) {
        if (ask.direction && *ask.direction != direction) continue;
        auto chain = graph::show_chain(tx, caller, {ask.of, direction, ask.steps});
        if (!chain) return refuse(chain);
        const bool as_wished = chain->cut_off == graph::CutOff::steps && ask.steps;
        if (chain->cut_off != graph::CutOff::none && !as_wished) return refuse(chain_too_long);
        for (auto& thing : chain->things)
            if (known.insert(thing.id).second) found.things.push_back(std::move(thing));
    }
    std::vector<graph::Thing> things;
    for (const auto& thing : found.things) things.push_back(epcis::name_id(thing.id));
    const auto who = caller.organisation;
    const auto limit = static_cast<std::int64_t>(most) + 1;
    for (const auto& row :
         tx.rows<FoundEvent>(select_events, graph::list_of(things), sees_all(caller), who, who, who, limit))
        found.events.push_back({row.time, row.event, row.organisation});
    if (found.events.size() > most)
        return refuse(
            chain_too_long,
            fmt::format("Có hơn {} sự kiện.", most),
            fmt::format("There are more than {} events.", most)
        );
    return found;
}

std::vector<epcis::StoredEvent> as_seen(
    db::Transaction& tx, const accounts::Caller& caller, std::span<const epcis::Candidate> events
) {
    if (!sees_all(caller)) return epcis::Sight(tx, caller.organisation).see(events);
    std::vector<epcis::EventId> ids;
    for (const auto& one : events) ids.push_back(one.event);
    auto loaded = epcis::store::load(tx, ids);
    for (auto& event : loaded)
        if (event.organisation != caller.organisation) event = epcis::redacted(std::move(event), false);
    return loaded;
}

}  // namespace chophien::traceability::exports
