// The ids stock goes by. What a lot is, traceability says, one floor above; stock only names it.
#pragma once

#include "core/id.hpp"

namespace chophien::catalog {

struct OfLot {
    static constexpr std::string_view prefix = "lot";
};

/// Goods that are off sale until they are released.
struct OfHold {
    static constexpr std::string_view prefix = "hld";
};

using LotId = Id<OfLot>;
using HoldId = Id<OfHold>;

}  // namespace chophien::catalog
