// Files for the national portals, and what of a lot they would miss.
#pragma once

#include "core/list.hpp"
#include "traceability/exports/lot_facts.hpp"

#include <string>
#include <vector>

namespace chophien::traceability::exports {

struct AskRecord {
    std::string portal;
    LotId lot;
};

struct PortalFieldView {
    std::string key;
    bool must = false;
    std::string vi;
    std::string en;
};

struct PortalView {
    std::string key;
    std::string law;
    std::string vi;
    std::string en;
    std::vector<PortalFieldView> fields;
};

struct Readiness {
    std::string portal;
    LotId lot;
    bool ready = false;                    ///< nothing is missing that must be there
    std::vector<PortalFieldView> missing;  ///< also what may be missing
};

Result<List<PortalView>> list_portals(db::Transaction& tx, const accounts::Caller& caller, const Nothing&);

/// Refuses: unknown_portal, unknown_lot (also another's), chain_too_long.
Result<Readiness> show_readiness(db::Transaction& tx, const accounts::Caller& caller, const AskRecord& ask);

/// {"portal", "law", "lot", "made_at", "fields": {…}, "not_known": […]}. Refuses as show_readiness, and
/// record_incomplete naming every field that must be there.
Result<std::string> portal_json(
    db::Transaction& tx, const accounts::Caller& caller, const AskRecord& ask, std::string_view public_url
);
/// The same fields as one row under headings.
Result<std::string> portal_csv(
    db::Transaction& tx, const accounts::Caller& caller, const AskRecord& ask, std::string_view public_url
);

}  // namespace chophien::traceability::exports
