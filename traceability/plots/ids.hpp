// The ids of places and member households.
#pragma once

#include "core/id.hpp"

namespace chophien::traceability::plots {

struct OfPlace {
    static constexpr std::string_view prefix = "plc";
};

struct OfMember {
    static constexpr std::string_view prefix = "mbr";
};

using PlaceId = Id<OfPlace>;
using MemberId = Id<OfMember>;

}  // namespace chophien::traceability::plots
