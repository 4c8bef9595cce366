#include "traceability/epcis/sharing.hpp"

#include "accounts/organisation_names.hpp"
#include "traceability/epcis/batches.hpp"
#include "traceability/plots/parties.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace chophien::traceability::epcis {

namespace {

using accounts::OrganisationId;
using store::NewEvent;

struct SupplierRow {
    NameId name = 0;
    OrganisationId organisation;
};

struct Share {
    OrganisationId viewer;
    const NewEvent* event = nullptr;
    int reason = 0;
};

constexpr int named = 1;
constexpr int one_step_up = 2;

constexpr std::string_view closing = ")";
constexpr std::string_view supplier_head =
    "SELECT DISTINCT m.name, m.organisation "
    "FROM epcis_mentions AS m JOIN epcis_shared AS s ON s.viewer = ? AND s.event = m.event "
    "WHERE m.organisation <> s.viewer AND m.name IN (";
constexpr auto find_suppliers = batches<supplier_head, db::a_key, closing>("epcis.one_step_up");

constexpr std::string_view shared_head =
    "INSERT IGNORE INTO epcis_shared (viewer, event, event_time, record_time, reason, organisation) VALUES ";
constexpr std::string_view shared_row = "(?,?,?,?,?,?)";
constexpr auto insert_shared = batches<shared_head, shared_row>("epcis.insert_shared");

constexpr std::string_view among_head = "SELECT event FROM epcis_shared WHERE viewer = ? AND event IN (";
constexpr auto find_shared = batches<among_head, db::a_key, closing>("epcis.shared_among");

constexpr std::string_view seen_head =
    "SELECT name FROM epcis_seen WHERE organisation = ? AND kind = ? AND name IN (";
constexpr auto find_seen = batches<seen_head, db::a_key, closing>("epcis.seen_among");

constexpr std::string_view seen_insert_head =
    "INSERT IGNORE INTO epcis_seen (organisation, kind, name) VALUES ";
constexpr std::string_view seen_row = "(?,?,?)";
constexpr auto insert_seen = batches<seen_insert_head, seen_row>("epcis.insert_seen");

constexpr std::array receiving{
    std::string_view("receiving"), std::string_view("accepting"), std::string_view("arriving")};

// A class is what whole markets handle; only units, lots and logistic units lead to one supplier.
bool is_particular(const Mention& mention) {
    switch (mention.role) {
        case Role::epc:
        case Role::parent:
        case Role::child:
            return true;
        case Role::epc_class:
        case Role::child_class:
            return mention.name.find("/10/") != std::string::npos;
        default:
            return false;
    }
}

bool is_thing(Role role) { return static_cast<int>(role) < static_cast<int>(Role::transformation); }

}  // namespace

}  // namespace chophien::traceability::epcis

namespace chophien::db {

template <>
struct Columns<traceability::epcis::SupplierRow> {
    using Row = traceability::epcis::SupplierRow;
    static constexpr auto of = std::tuple{&Row::name, &Row::organisation};
};

}  // namespace chophien::db

namespace chophien::traceability::epcis {

std::optional<PartyName> party_in(std::string_view canonical) {
    constexpr std::size_t digits = 13;
    for (const std::string_view begin :
         {"https://id.gs1.org/417/", "https://id.gs1.org/414/", "urn:epcglobal:cbv:bt:"}) {
        if (!canonical.starts_with(begin)) continue;
        const auto gln = canonical.substr(begin.size(), digits);
        const auto after = canonical.substr(std::min(begin.size() + digits, canonical.size()));
        const bool ends = after.empty() || after.front() == '/' || after.front() == ':';
        const bool numeric = std::ranges::all_of(gln, [](char sign) { return sign >= '0' && sign <= '9'; });
        if (gln.size() != digits || !ends || !numeric) return std::nullopt;
        return PartyName{.gln = std::string(gln)};
    }
    const auto last = canonical.find_last_of("/:#");
    if (last == std::string_view::npos) return std::nullopt;
    if (const auto id = id_from<accounts::OfOrganisation>(canonical.substr(last + 1)))
        return PartyName{.organisation = *id};
    return std::nullopt;
}

namespace {

/// The organisations each event names as owner, possessor or partner.
std::vector<Share> named_in(db::Transaction& tx, std::span<const NewEvent> events) {
    std::vector<std::pair<const NewEvent*, PartyName>> wanted;
    std::set<std::string> glns;
    std::set<OrganisationId> ids;
    for (const auto& one : events)
        for (const auto& mention : one.event->mentions) {
            const bool partner = mention.role == Role::biz_transaction;
            const bool party = (mention.role == Role::source || mention.role == Role::destination) &&
                               mention.kind != "location";
            if (!partner && !party) continue;
            auto name = party_in(mention.name);
            if (!name) continue;
            if (name->organisation)
                ids.insert(name->organisation);
            else
                glns.insert(name->gln);
            wanted.emplace_back(&one, std::move(*name));
        }
    const auto by_gln = plots::parties_of(tx, std::vector<std::string>(glns.begin(), glns.end()));
    const auto known = accounts::names_of(tx, std::vector<OrganisationId>(ids.begin(), ids.end()));
    std::vector<Share> shares;
    for (const auto& [event, name] : wanted) {
        const auto found = by_gln.find(name.gln);
        const auto viewer = known.contains(name.organisation) ? name.organisation
                            : found != by_gln.end()           ? found->second
                                                              : OrganisationId{};
        if (viewer) shares.push_back({viewer, event, named});
    }
    return shares;
}

/// Who told this organisation of a thing sees it received.
std::vector<Share> suppliers_of(
    db::Transaction& tx, OrganisationId organisation, std::span<const NewEvent> events
) {
    std::multimap<NameId, const NewEvent*> received;
    std::set<NameId> names;
    for (const auto& one : events) {
        if (std::ranges::find(receiving, one.event->biz_step) == receiving.end()) continue;
        for (const auto& mention : one.event->mentions)
            if (is_particular(mention)) {
                const auto name = name_id(mention.name);
                received.emplace(name, &one);
                names.insert(name);
            }
    }
    std::vector<Share> shares;
    for (const auto& row : rows_in_batches<SupplierRow>(
             tx, find_suppliers, {db::bound(organisation)}, std::vector<NameId>(names.begin(), names.end())
         )) {
        const auto [begin, end] = received.equal_range(row.name);
        for (auto at = begin; at != end; ++at) shares.push_back({row.organisation, at->second, one_step_up});
    }
    return shares;
}

using SeenRow = std::tuple<OrganisationId, Seen, NameId>;

void note_seen(OrganisationId viewer, const Event& event, std::set<SeenRow>& seen) {
    const auto note = [&](Seen kind, std::string_view name) {
        if (!name.empty()) seen.insert({viewer, kind, name_id(name)});
    };
    note(Seen::event_type, name_of(event.type));
    note(Seen::biz_step, event.biz_step);
    note(Seen::disposition, event.disposition);
    for (const auto& mention : event.mentions) {
        if (mention.role == Role::biz_location) note(Seen::biz_location, mention.name);
        if (mention.role == Role::read_point) note(Seen::read_point, mention.name);
        if (is_thing(mention.role)) note(Seen::thing, mention.name);
    }
}

void keep_seen(db::Transaction& tx, const std::set<SeenRow>& seen) {
    std::vector<SeenRow> fresh;
    for (auto begin = seen.begin(); begin != seen.end();) {
        const auto [viewer, kind, first] = *begin;
        auto end = begin;
        std::vector<NameId> names;
        for (; end != seen.end() && std::get<0>(*end) == viewer && std::get<1>(*end) == kind; ++end)
            names.push_back(std::get<2>(*end));
        std::set<NameId> there;
        for (const auto name : rows_in_batches<NameId>(
                 tx, find_seen, {db::bound(viewer), db::bound(static_cast<int>(kind))}, names
             ))
            there.insert(name);
        for (; begin != end; ++begin)
            if (!there.contains(std::get<2>(*begin))) fresh.push_back(*begin);
    }
    change_batches(tx, insert_seen, fresh, [](const SeenRow& row) {
        return db::values(std::get<0>(row), static_cast<int>(std::get<1>(row)), std::get<2>(row));
    });
}

}  // namespace

void share(db::Transaction& tx, OrganisationId organisation, std::span<const NewEvent> events) {
    auto shares = named_in(tx, events);
    auto up = suppliers_of(tx, organisation, events);
    shares.insert(shares.end(), up.begin(), up.end());
    std::erase_if(shares, [&](const Share& one) { return one.viewer == organisation; });
    const auto place = [](const Share& one) { return std::tuple(one.viewer, one.event->id, one.reason); };
    std::ranges::sort(shares, {}, place);
    const auto repeats = std::ranges::unique(shares, {}, [](const Share& one) {
        return std::tuple(one.viewer, one.event->id);
    });
    shares.erase(repeats.begin(), repeats.end());
    change_batches(tx, insert_shared, shares, [&](const Share& one) {
        return db::values(
            one.viewer,
            one.event->id,
            one.event->event->time,
            one.event->record_time,
            one.reason,
            organisation
        );
    });
    std::set<SeenRow> seen;
    for (const auto& one : events) note_seen(organisation, *one.event, seen);
    for (const auto& one : shares) note_seen(one.viewer, *one.event->event, seen);
    // The names of types are listed, too; all others are kept with the events.
    Names types;
    for (const auto& one : events) add_name(types, name_of(one.event->type));
    keep_names(tx, types);
    keep_seen(tx, seen);
}

bool is_shared(db::Transaction& tx, OrganisationId viewer, EventId event) {
    return !tx.rows_of<EventId>(find_shared.back(), std::array{db::bound(viewer), db::bound(event)}).empty();
}

std::vector<EventId> shared_among(
    db::Transaction& tx, OrganisationId viewer, std::span<const EventId> events
) {
    return rows_in_batches<EventId>(tx, find_shared, {db::bound(viewer)}, events);
}

}  // namespace chophien::traceability::epcis
