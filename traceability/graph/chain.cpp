#include "traceability/graph/chain.hpp"

#include "accounts/organisation_names.hpp"
#include "catalog/product_names.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/epcis/name_store.hpp"
#include "traceability/epcis/names.hpp"
#include "traceability/refusals.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <set>

namespace chophien::traceability::graph {

namespace {

using db::Statement;

constexpr std::int64_t most_begun = 5000;     // things of one place a walk begins from
constexpr std::int64_t most_looked_at = 100;  // events of others that a grant may show
constexpr std::size_t most_uri_bytes = 2048;

// Where and when the things of a chain began: grown or made (with their place), else first packed.
constexpr Statement select_beginnings{"traceability.beginnings", R"sql(
    SELECT a.name, MIN(e.event_time), MIN(COALESCE(w.name, p.name)), MIN(e.organisation)
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
     GROUP BY a.name
)sql"};

constexpr Statement select_lots{"traceability.lots_of_chain", R"sql(
    SELECT l.gtin, l.lot_code, l.product
      FROM JSON_TABLE(?, '$[*]' COLUMNS (gtin CHAR(14) PATH '$[0]', code VARCHAR(20) PATH '$[1]')) AS these
           STRAIGHT_JOIN lots AS l FORCE INDEX (one_code)
                 ON l.gtin = CONVERT(these.gtin USING ascii) AND l.lot_code = CONVERT(these.code USING ascii)
)sql"};

constexpr Statement is_mentioned{"traceability.is_mentioned", R"sql(
    SELECT 1
      FROM epcis_mentions AS a FORCE INDEX (PRIMARY)
           STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY)
                 ON e.id = a.event
                    AND (? OR e.organisation = ?
                         OR EXISTS (SELECT 1 FROM epcis_shared AS s WHERE s.viewer = ? AND s.event = e.id))
     WHERE a.name = ?
     LIMIT 1
)sql"};

constexpr Statement granted_mentions{"traceability.granted_mentions", R"sql(
    SELECT e.id, e.organisation
      FROM epcis_mentions AS a FORCE INDEX (PRIMARY)
           STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY) ON e.id = a.event
     WHERE a.name = ?
       AND a.organisation IN (SELECT g.organisation FROM epcis_grants AS g
                               WHERE g.viewer = ? AND g.withdrawn_at IS NULL)
     LIMIT ?
)sql"};

struct Granted {
    epcis::EventId event;
    accounts::OrganisationId organisation;
};

struct Beginning {
    Thing thing = 0;
    Instant at;
    std::optional<Thing> place{};
    accounts::OrganisationId by;
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

constexpr std::string_view of_product = "https://id.gs1.org/01/";

constexpr std::string_view own_parcels = "https://chophien.vn/epcis/parcels/";

// Decimals come with all their places.
std::string plain(std::string decimal) {
    if (decimal.find('.') == std::string::npos) return decimal;
    while (decimal.back() == '0') decimal.pop_back();
    if (decimal.back() == '.') decimal.pop_back();
    return decimal;
}

ThingKind kind_of(std::string_view name) {
    if (name.starts_with(own_parcels)) return ThingKind::container;
    switch (epcis::name_from(name).level) {
        case epcis::Level::unit:
            return name.starts_with("https://id.gs1.org/00/") || name.starts_with("https://id.gs1.org/8003/")
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

/// GTIN and lot code of a trade item's lot.
std::optional<std::pair<std::string, std::string>> lot_in(std::string_view name) {
    if (!name.starts_with(of_product)) return std::nullopt;
    const auto rest = name.substr(of_product.size());
    if (rest.size() < 19 || rest.substr(14, 4) != "/10/") return std::nullopt;
    return std::pair(std::string(rest.substr(0, 14)), unescaped_in_path(rest.substr(18)));
}

Eyes eyes_of(const accounts::Caller& caller) {
    // An authority looks into every chain: recalls and inspections are its office (Decree 37/2026 art. 23).
    return {caller.organisation, caller.kind == accounts::OrganisationKind::authority};
}

/// What is known of the things of a chain beyond their names.
class Particulars {
public:
    Particulars(db::Transaction& tx, Eyes eyes, const std::vector<Met>& met) {
        std::vector<Thing> things;
        for (const auto& one : met) things.push_back(one.thing);
        for (const auto& row : tx.rows<Beginning>(
                 select_beginnings, list_of(things), eyes.all, eyes.organisation, eyes.organisation
             ))
            beginnings_.emplace(row.thing, row);
        for (const auto& [thing, row] : beginnings_)
            if (row.place) things.push_back(*row.place);
        names_ = epcis::names_of(tx, things);
        read_lots(tx);
        read_holders(tx);
    }

    std::string name_of(Thing thing) const {
        const auto found = names_.find(thing);
        ensure(found != names_.end(), "a thing that was met has a name");
        return found->second;
    }

    ChainThing thing_of(const Met& met) const {
        ChainThing thing;
        thing.id = name_of(met.thing);
        thing.kind = kind_of(thing.id);
        thing.steps = met.steps;
        if (const auto lot = lot_in(thing.id)) {
            thing.lot_code = lot->second;
            if (const auto sold = products_.find(*lot); sold != products_.end()) thing.product = sold->second;
        }
        if (const auto found = beginnings_.find(met.thing); found != beginnings_.end()) {
            thing.begun_at = found->second.at;
            if (found->second.place) thing.begun_where = name_of(*found->second.place);
            if (const auto by = holders_.find(found->second.by); by != holders_.end()) thing.by = by->second;
        }
        return thing;
    }

private:
    void read_lots(db::Transaction& tx) {
        auto wanted = nlohmann::json::array();
        for (const auto& [thing, name] : names_)
            if (const auto lot = lot_in(name)) wanted.push_back({lot->first, lot->second});
        if (wanted.empty()) return;
        const auto rows = tx.rows<LotRow>(select_lots, wanted.dump());
        std::set<catalog::ProductId> products;
        for (const auto& row : rows) products.insert(row.product);
        const std::vector<catalog::ProductId> ids(products.begin(), products.end());
        const auto names = catalog::names_of(tx, ids);
        for (const auto& row : rows)
            if (const auto found = names.find(row.product); found != names.end())
                products_[{row.gtin, row.code}] = found->second;
    }

    void read_holders(db::Transaction& tx) {
        std::set<accounts::OrganisationId> holders;
        for (const auto& [thing, row] : beginnings_) holders.insert(row.by);
        const std::vector<accounts::OrganisationId> ids(holders.begin(), holders.end());
        holders_ = accounts::names_of(tx, ids);
    }

    std::map<Thing, Beginning> beginnings_;
    std::map<epcis::NameId, std::string> names_;
    std::map<std::pair<std::string, std::string>, std::string> products_;
    std::map<accounts::OrganisationId, std::string> holders_;
};

struct Asked {
    epcis::Name name;
    Thing thing = 0;
};

// By a grant alone: which events it covers, their content decides.
bool is_granted(db::Transaction& tx, Eyes eyes, Thing thing) {
    std::vector<epcis::Candidate> candidates;
    for (const auto& row : tx.rows<Granted>(granted_mentions, thing, eyes.organisation, most_looked_at))
        candidates.push_back({{}, row.event, row.organisation});
    return !candidates.empty() && !epcis::Sight(tx, eyes.organisation).see(candidates).empty();
}

Result<Asked> asked(db::Transaction& tx, Eyes eyes, const std::string& of) {
    if (of.find(':') == std::string::npos || of.size() > most_uri_bytes) return refuse(not_a_name);
    Asked found{epcis::name_from(of), 0};
    found.thing = epcis::name_id(found.name.canonical);
    const auto seen =
        tx.row<std::int64_t>(is_mentioned, eyes.all, eyes.organisation, eyes.organisation, found.thing);
    if (!seen && !is_granted(tx, eyes, found.thing)) return refuse(unknown_thing);
    return found;
}

}  // namespace

Result<Chain> show_chain(db::Transaction& tx, const accounts::Caller& caller, const AskChain& ask) {
    const auto eyes = eyes_of(caller);
    const auto start = asked(tx, eyes, ask.of);
    if (!start) return tl::unexpected(start.error());
    std::vector<Thing> from{start->thing};
    if (start->name.level == epcis::Level::place) from = things_begun_at(tx, eyes, start->thing, most_begun);
    Bounds bounds;
    if (ask.steps) bounds.steps = static_cast<std::uint32_t>(*ask.steps);
    StoredTies ties(tx, eyes);
    const auto walked = walk(ties, from, ask.direction, bounds);

    const Particulars particulars(tx, eyes, walked.met);
    Chain chain;
    chain.direction = ask.direction;
    chain.cut_off = walked.cut_off;
    for (const auto thing : from) chain.of.push_back(particulars.name_of(thing));
    std::set<std::string> places;
    for (const auto& one : walked.met) {
        chain.things.push_back(particulars.thing_of(one));
        if (const auto& where = chain.things.back().begun_where) places.insert(*where);
    }
    chain.places.assign(places.begin(), places.end());
    for (const auto& edge : walked.edges)
        chain.ties.push_back(
            {particulars.name_of(edge.from),
             particulars.name_of(edge.to),
             edge.tie,
             edge.begins,
             edge.ends,
             edge.quantity ? std::optional(plain(*edge.quantity)) : std::nullopt,
             edge.quantity && !edge.unit.empty() ? std::optional(edge.unit) : std::nullopt}
        );
    return chain;
}

Result<LotBalance> show_balance(db::Transaction& tx, const accounts::Caller& caller, const AskBalance& ask) {
    const auto eyes = eyes_of(caller);
    const auto start = asked(tx, eyes, ask.of);
    if (!start) return tl::unexpected(start.error());
    LotBalance balance;
    balance.of = start->name.canonical;
    auto rows = balances_of(tx, eyes, start->thing);
    std::vector<accounts::OrganisationId> holders;
    for (const auto& row : rows) holders.push_back(row.holder);
    const auto names = accounts::names_of(tx, holders);
    for (auto& row : rows) {
        balance.discrepancy = balance.discrepancy || row.short_of;
        for (auto* amount :
             {&row.made, &row.received, &row.used, &row.shipped, &row.sold, &row.destroyed, &row.left})
            *amount = plain(std::move(*amount));
        const auto name = names.find(row.holder);
        balance.data.push_back({std::move(row), name == names.end() ? std::string() : name->second});
    }
    return balance;
}

}  // namespace chophien::traceability::graph
