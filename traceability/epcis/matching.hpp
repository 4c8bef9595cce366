// Whether an event satisfies a query. Pure: what is not in the event (master data) is asked for.
#pragma once

#include "traceability/epcis/event_store.hpp"
#include "traceability/epcis/master_data.hpp"
#include "traceability/epcis/query.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

/// Attributes that master data has for a canonical name.
using MasterLookup = std::function<std::vector<Attribute>(const std::string& name)>;

/// Every condition holds. Names are compared canonical, words of the vocabulary in any spelling, amounts and
/// sensor values in the unit asked for. Places under a place (WD_) must have been put into the query before.
bool matches(const Query& query, const StoredEvent& event, const MasterLookup& master);

/// What a private member at the top of the event says, for ordering; nothing when it is not there.
std::optional<std::string> member_text(const StoredEvent& event, const std::vector<std::string>& names);

/// The full URI of a name in a namespace, in the spelling of JSON-LD.
std::string joined_name(std::string_view name_space, std::string_view local);

/// A private member's name as a full URI; a bare word as it is.
std::string full_name(std::string_view member, const std::map<std::string, std::string>& namespaces);

/// SQL's LIKE with % and _ and \ as escape.
bool is_like(std::string_view text, std::string_view pattern);

}  // namespace chophien::traceability::epcis
