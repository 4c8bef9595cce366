#include "traceability/graph/chain.hpp"

#include "accounts/organisation_names.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/epcis/name_store.hpp"
#include "traceability/epcis/names.hpp"
#include "traceability/graph/particulars.hpp"
#include "traceability/lot_goods.hpp"
#include "traceability/refusals.hpp"
#include "traceability/unit_codes.hpp"

#include <algorithm>

namespace chophien::traceability::graph {

namespace {

constexpr std::size_t most_begun = 5000;  // things of one place a walk begins from
constexpr std::size_t most_uri_bytes = 2048;

// Decimals come with all their places.
std::string plain(std::string decimal) {
    if (decimal.find('.') == std::string::npos) return decimal;
    while (decimal.back() == '0') decimal.pop_back();
    if (decimal.back() == '.') decimal.pop_back();
    return decimal;
}

Eyes eyes_of(const accounts::Caller& caller) {
    // An authority looks into every chain: recalls and inspections are its office (Decree 37/2026 art. 23).
    return {caller.organisation, caller.kind == accounts::OrganisationKind::authority};
}

struct Asked {
    epcis::Name name;
    Thing thing = 0;
};

// A unit that no event speaks of is its lot: as its label says, or as its code proves.
std::optional<std::string> lot_of(db::Transaction& tx, const epcis::Name& name) {
    const auto link = digital_link_from(name.canonical);
    if (!link) return std::nullopt;
    const auto* gtin = link->find("01");
    const auto* serial = link->find("21");
    if (gtin == nullptr || serial == nullptr) return std::nullopt;
    if (!name.lot.empty()) return link_of_lot(*gtin, name.lot);
    const auto unit = genuine_unit(tx, *gtin, *serial);
    return unit ? std::optional(link_of_lot(*gtin, unit->lot.lot_code)) : std::nullopt;
}

Result<Asked> asked(db::Transaction& tx, Eyes eyes, const std::string& of) {
    if (of.find(':') == std::string::npos || of.size() > most_uri_bytes) return refuse(not_a_name);
    Asked found{epcis::name_from(of), 0};
    found.thing = epcis::name_id(found.name.canonical);
    if (is_known(tx, eyes, found.thing)) return found;
    if (const auto lot = lot_of(tx, found.name)) {
        found = {epcis::name_from(*lot), epcis::name_id(*lot)};
        if (is_known(tx, eyes, found.thing)) return found;
    }
    return refuse(unknown_thing);
}

}  // namespace

Result<Chain> show_chain(db::Transaction& tx, const accounts::Caller& caller, const AskChain& ask) {
    const auto eyes = eyes_of(caller);
    const auto start = asked(tx, eyes, ask.of);
    if (!start) return tl::unexpected(start.error());
    std::vector<Thing> from{start->thing};
    bool more = false;
    if (start->name.level == epcis::Level::place) {
        from = things_begun_at(tx, eyes, start->thing, most_begun + 1);
        more = from.size() > most_begun;
        if (more) from.pop_back();
    }
    Bounds bounds;
    if (ask.steps) bounds.steps = static_cast<std::uint32_t>(*ask.steps);
    StoredTies ties(tx, eyes);
    const auto walked = walk(ties, from, ask.direction, bounds);

    const Particulars particulars(tx, eyes, walked.met);
    Chain chain;
    chain.direction = ask.direction;
    chain.cut_off = walked.cut_off == CutOff::none && more ? CutOff::things : walked.cut_off;
    for (const auto thing : from) chain.of.push_back(particulars.name_of(thing));
    for (const auto& one : walked.met) chain.things.push_back(particulars.thing_of(one));
    chain.places = particulars.places();
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
