// What exists in the events an organisation sees: types, steps, dispositions, places, things.
#pragma once

#include "traceability/epcis/query.hpp"
#include "traceability/epcis/refusals.hpp"
#include "traceability/epcis/sharing.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

struct Listing {
    std::vector<std::string> names{};   ///< canonical
    std::optional<std::string> next{};  ///< where the next page begins
};

/// Each once, in no order that means anything but always the same. Refuses: query_parameter (a beginning that
/// is none).
Result<Listing> list_seen(
    db::Transaction& tx,
    accounts::OrganisationId viewer,
    Seen kind,
    const std::optional<std::string>& after,
    std::int64_t limit
);

/// The condition that an event says that name in that part; nothing for what can be none (an unknown event
/// type).
std::optional<Condition> saying(Seen kind, std::string_view name);

/// Whether an event the viewer sees says that name in that part.
Result<bool> is_said(db::Transaction& tx, accounts::OrganisationId viewer, Seen kind, std::string_view name);

}  // namespace chophien::traceability::epcis
