#include "traceability/graph/particulars.hpp"

#include "accounts/organisation_names.hpp"
#include "catalog/product_names.hpp"
#include "traceability/epcis/name_store.hpp"
#include "traceability/epcis/names.hpp"
#include "traceability/epcis/own_names.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace chophien::traceability::graph {

namespace {

using db::Statement;

// Events of others that are looked at for one a grant covers, or for things begun at a place.
constexpr std::int64_t most_granted = 100;
constexpr std::int64_t most_looked_at = 100'000;

// Grown or made, with the place; else first packed.
constexpr Statement select_beginnings{"traceability.beginnings", R"sql(
    SELECT a.name, e.event_time, COALESCE(w.name, p.name), e.organisation
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS these
           STRAIGHT_JOIN epcis_mentions AS a FORCE INDEX (PRIMARY)
                 ON a.name = these.id AND a.role IN (1, 2, 5, 6, 9)
           STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY)
                 ON e.id = a.event AND e.withdrawn_at IS NULL AND e.declaration IS NULL
                    AND (e.action = 1 OR e.type = 5)
                    AND (? OR e.organisation = ?
                         OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = e.id))
           LEFT JOIN epcis_mentions AS w FORCE INDEX (by_event) ON w.event = e.id AND w.role = 18
           LEFT JOIN epcis_mentions AS p FORCE INDEX (by_event) ON p.event = e.id AND p.role = 17
     ORDER BY a.name, e.event_time, e.id
     LIMIT ?
)sql"};

constexpr Statement select_lots{"traceability.lots_of_chain", R"sql(
    SELECT l.gtin, l.lot_code, l.product
      FROM JSON_TABLE(?, '$[*]' COLUMNS (gtin CHAR(14) PATH '$[0]', code VARCHAR(20) PATH '$[1]')) AS these
           STRAIGHT_JOIN lots AS l FORCE INDEX (one_code)
                 ON l.gtin = CONVERT(these.gtin USING ascii) AND l.lot_code = CONVERT(these.code USING ascii)
)sql"};

constexpr Statement is_seen{"traceability.is_seen", R"sql(
    SELECT 1 FROM epcis_seen WHERE organisation = ? AND kind IN (4, 5, 6) AND name = ? LIMIT 1
)sql"};

constexpr Statement is_mentioned{"traceability.is_mentioned", R"sql(
    SELECT 1 FROM epcis_mentions WHERE name = ? LIMIT 1
)sql"};

// A lot that only the names of its units say is not among what is seen.
constexpr Statement is_mentioned_to{"traceability.is_mentioned_to", R"sql(
    SELECT 1
      FROM (SELECT event, organisation FROM epcis_mentions WHERE name = ? LIMIT ?) AS a
     WHERE a.organisation = ?
        OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = a.event)
     LIMIT 1
)sql"};

constexpr Statement granted_mentions{"traceability.granted_mentions", R"sql(
    SELECT a.event, a.organisation
      FROM (SELECT event, organisation FROM epcis_mentions WHERE name = ? LIMIT ?) AS a
     WHERE a.organisation IN (SELECT g.organisation FROM epcis_grants AS g
                               WHERE g.viewer = ? AND g.withdrawn_at IS NULL)
     LIMIT ?
)sql"};

constexpr Statement begun_at{"traceability.begun_at", R"sql(
    SELECT DISTINCT b.name
      FROM (SELECT event FROM epcis_mentions FORCE INDEX (PRIMARY)
             WHERE name = ? AND role IN (17, 18)
             ORDER BY name, role, event_time DESC
             LIMIT ?) AS a
           STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY)
                 ON e.id = a.event AND e.withdrawn_at IS NULL AND e.declaration IS NULL
                    AND (e.action = 1 OR e.type = 5)
                    AND (? OR e.organisation = ?
                         OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = e.id))
           STRAIGHT_JOIN epcis_mentions AS b FORCE INDEX (by_event)
                 ON b.event = a.event AND b.role IN (1, 2, 5, 6, 9)
     LIMIT ?
)sql"};

struct Granted {
    epcis::EventId event;
    accounts::OrganisationId organisation;
};

struct LotRow {
    std::string gtin;
    std::string code;
    catalog::ProductId product;
};

}  // namespace

}  // namespace chophien::traceability::graph

namespace chophien::db {

template <>
struct Columns<traceability::graph::Beginning> {
    using Of = traceability::graph::Beginning;
    static constexpr auto of = std::tuple{&Of::thing, &Of::at, &Of::place, &Of::by};
};

template <>
struct Columns<traceability::graph::Granted> {
    using Of = traceability::graph::Granted;
    static constexpr auto of = std::tuple{&Of::event, &Of::organisation};
};

template <>
struct Columns<traceability::graph::LotRow> {
    using Of = traceability::graph::LotRow;
    static constexpr auto of = std::tuple{&Of::gtin, &Of::code, &Of::product};
};

}  // namespace chophien::db

namespace chophien::traceability::graph {

namespace {

constexpr std::int64_t most_beginnings = 200'000;

ThingKind kind_of(std::string_view name) {
    constexpr std::string_view parcels = "parcels/";
    constexpr std::array containers{
        std::string_view("https://id.gs1.org/00/"), std::string_view("https://id.gs1.org/8003/")};
    if (name.starts_with(epcis::own_names) && name.substr(epcis::own_names.size()).starts_with(parcels))
        return ThingKind::container;
    switch (epcis::name_from(name).level) {
        case epcis::Level::unit:
            return std::ranges::any_of(containers, [&](auto begin) { return name.starts_with(begin); })
                       ? ThingKind::container
                       : ThingKind::unit;
        case epcis::Level::lot:
            return ThingKind::lot;
        case epcis::Level::product:
            return ThingKind::product;
        case epcis::Level::place:
            return ThingKind::place;
        case epcis::Level::party:
        case epcis::Level::document:
        case epcis::Level::other:
            return ThingKind::other;
    }
    return ThingKind::other;
}

template <class Of>
std::vector<Of> in_order(const std::set<Of>& all) {
    return {all.begin(), all.end()};
}

}  // namespace

Particulars::Particulars(db::Transaction& tx, Eyes eyes, const std::vector<Met>& met) : eyes_(eyes) {
    std::vector<Thing> things;
    for (const auto& one : met) things.push_back(one.thing);
    const auto who = eyes.organisation;
    for (const auto& row :
         tx.rows<Beginning>(select_beginnings, list_of(things), eyes.all, who, who, most_beginnings)) {
        beginnings_.emplace(row.thing, row);
        if (row.place) things.push_back(*row.place);
    }
    names_ = epcis::names_of(tx, things);
    read_lots(tx);
    read_holders(tx);
}

const std::string& Particulars::name_of(Thing thing) const {
    const auto found = names_.find(thing);
    ensure(found != names_.end(), "a thing that was met has a name");
    return found->second;
}

// Coordinates of another's field are not told by a chain (epcis/sight.hpp).
std::optional<std::string> Particulars::place_of(const Beginning& beginning) const {
    if (!beginning.place) return std::nullopt;
    const auto& name = name_of(*beginning.place);
    if (name.starts_with("geo:") && beginning.by != eyes_.organisation) return std::nullopt;
    return name;
}

ChainThing Particulars::thing_of(const Met& met) const {
    ChainThing thing;
    thing.id = name_of(met.thing);
    thing.kind = kind_of(thing.id);
    thing.steps = met.steps;
    if (const auto lot = lot_in(thing.id)) {
        thing.lot_code = lot->lot_code;
        if (const auto sold = products_.find(*lot); sold != products_.end()) thing.product = sold->second;
    }
    if (const auto first = beginnings_.lower_bound(met.thing);
        first != beginnings_.end() && first->first == met.thing) {
        thing.begun_at = first->second.at;
        thing.begun_where = place_of(first->second);
        if (const auto by = holders_.find(first->second.by); by != holders_.end()) thing.by = by->second;
    }
    return thing;
}

std::vector<std::string> Particulars::places() const {
    std::set<std::string> all;
    for (const auto& [thing, beginning] : beginnings_)
        if (auto place = place_of(beginning)) all.insert(*std::move(place));
    return in_order(all);
}

void Particulars::read_lots(db::Transaction& tx) {
    auto wanted = nlohmann::json::array();
    for (const auto& [thing, name] : names_)
        if (const auto lot = lot_in(name)) wanted.push_back({lot->gtin, lot->lot_code});
    if (wanted.empty()) return;
    const auto rows = tx.rows<LotRow>(select_lots, wanted.dump());
    std::set<catalog::ProductId> products;
    for (const auto& row : rows) products.insert(row.product);
    const auto names = catalog::names_of(tx, in_order(products));
    for (const auto& row : rows)
        if (const auto found = names.find(row.product); found != names.end())
            products_[{row.gtin, row.code}] = found->second;
}

void Particulars::read_holders(db::Transaction& tx) {
    std::set<accounts::OrganisationId> holders;
    for (const auto& [thing, row] : beginnings_) holders.insert(row.by);
    holders_ = accounts::names_of(tx, in_order(holders));
}

bool is_known(db::Transaction& tx, Eyes eyes, Thing thing) {
    if (eyes.all) return tx.row<std::int64_t>(is_mentioned, thing).has_value();
    const auto who = eyes.organisation;
    if (tx.row<std::int64_t>(is_seen, who, thing)) return true;
    if (tx.row<std::int64_t>(is_mentioned_to, thing, most_looked_at, who, who)) return true;
    std::vector<epcis::Candidate> granted;
    for (const auto& row : tx.rows<Granted>(granted_mentions, thing, most_looked_at, who, most_granted))
        granted.push_back({{}, row.event, row.organisation});
    return !granted.empty() && !epcis::Sight(tx, who).see(granted).empty();
}

std::vector<Thing> things_begun_at(db::Transaction& tx, Eyes eyes, Thing place, std::size_t most) {
    const auto who = eyes.organisation;
    return tx.rows<Thing>(
        begun_at, place, most_looked_at, eyes.all, who, who, static_cast<std::int64_t>(most)
    );
}

}  // namespace chophien::traceability::graph
