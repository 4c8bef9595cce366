#include "traceability/exports/portal_records.hpp"

#include "traceability/exports/refusals.hpp"
#include "traceability/lot_goods.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/refusals.hpp"

#include <algorithm>

namespace chophien::traceability::exports {

namespace {

using accounts::Caller;
using json::Document;

struct Found {
    const Portal* portal = nullptr;
    Lot lot;
    Facts facts;
};

Result<Found> found(
    db::Transaction& tx, const Caller& caller, const AskRecord& ask, std::string_view public_url
) {
    const auto* portal = find_portal(ask.portal);
    if (portal == nullptr) return refuse(unknown_portal);
    auto lot = store::find_of(tx, ask.lot, caller.organisation);
    if (!lot) return refuse(unknown_lot);
    auto facts = facts_of(tx, caller, *lot, public_url);
    if (!facts) return refuse(facts);
    return Found{portal, *std::move(lot), *std::move(facts)};
}

Result<Found> complete(
    db::Transaction& tx, const Caller& caller, const AskRecord& ask, std::string_view public_url
) {
    auto ready = found(tx, caller, ask, public_url);
    if (!ready) return ready;
    std::vector<Violation> violations;
    for (const auto* field : missing_of(*ready->portal, ready->facts))
        if (field->must)
            violations.push_back(
                {"/fields/" + field->key,
                 "missing",
                 "Còn thiếu: " + std::string(field->words.vi) + ".",
                 "Missing: " + std::string(field->words.en) + "."}
            );
    if (!violations.empty()) return refuse(record_incomplete, std::move(violations));
    return ready;
}

PortalFieldView view_of(const PortalField& field) {
    return {field.key, field.must, std::string(field.words.vi), std::string(field.words.en)};
}

}  // namespace

Result<List<PortalView>> list_portals(db::Transaction&, const Caller&, const Nothing&) {
    List<PortalView> list;
    for (const auto& portal : portals()) {
        auto& view = list.data.emplace_back(PortalView{
            portal.key, portal.law, std::string(portal.name.vi), std::string(portal.name.en), {}});
        for (const auto& field : portal.fields) view.fields.push_back(view_of(field));
    }
    return list;
}

Result<Readiness> show_readiness(db::Transaction& tx, const Caller& caller, const AskRecord& ask) {
    const auto known = found(tx, caller, ask, "");
    if (!known) return tl::unexpected(known.error());
    Readiness readiness{known->portal->key, ask.lot, true, {}};
    for (const auto* field : missing_of(*known->portal, known->facts)) {
        readiness.ready = readiness.ready && !field->must;
        readiness.missing.push_back(view_of(*field));
    }
    return readiness;
}

Result<std::string> portal_json(
    db::Transaction& tx, const Caller& caller, const AskRecord& ask, std::string_view public_url
) {
    const auto known = complete(tx, caller, ask, public_url);
    if (!known) return tl::unexpected(known.error());
    auto not_known = Document::array();
    for (const auto* field : missing_of(*known->portal, known->facts)) not_known.push_back(field->key);
    const Document record{
        {"portal", known->portal->key},
        {"law", known->portal->law},
        {"lot", link_of_lot(known->lot.gtin, known->lot.lot_code)},
        {"made_at", text_of(tx.now())},
        {"fields", record_of(*known->portal, known->facts)},
        {"not_known", std::move(not_known)}};
    return record.dump();
}

Result<std::string> portal_csv(
    db::Transaction& tx, const Caller& caller, const AskRecord& ask, std::string_view public_url
) {
    const auto known = complete(tx, caller, ask, public_url);
    if (!known) return tl::unexpected(known.error());
    return csv_of(*known->portal, known->facts);
}

}  // namespace chophien::traceability::exports
