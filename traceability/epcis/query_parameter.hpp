// One query parameter read into its condition: the table of EPCIS 2.0 §8.2.7. Used by query.cpp only.
#pragma once

#include "traceability/epcis/query.hpp"

namespace chophien::traceability::epcis {

/// The condition of a parameter other than order, amounts and paging. Nothing when it is unknown or a value
/// is wrong; `why` says then what was wanted.
std::optional<Condition> condition_from(
    const Parameter& parameter, const Prefixes& prefixes, std::string_view& why
);

/// The full URIs a private member's name may mean: "ex:local" by its prefix, "namespace#local" and full URIs
/// by themselves. Empty for a bare word and for an unknown prefix.
std::vector<std::string> member_names(std::string_view name, const Prefixes& prefixes);

}  // namespace chophien::traceability::epcis
