// The market's own names in events: members under the prefix cp, field work, parcels.
#pragma once

#include <string_view>

namespace chophien::traceability::epcis {

inline constexpr std::string_view own_names = "https://chophien.vn/epcis/";

}  // namespace chophien::traceability::epcis
