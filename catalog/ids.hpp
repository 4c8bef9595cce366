// The ids of the catalog.
#pragma once

#include "core/id.hpp"

namespace chophien::catalog {

struct OfProduct {
    static constexpr std::string_view prefix = "prd";
};

struct OfOffer {
    static constexpr std::string_view prefix = "off";
};

struct OfLabel {
    static constexpr std::string_view prefix = "lab";
};

struct OfMovement {
    static constexpr std::string_view prefix = "mov";
};

using ProductId = Id<OfProduct>;
using OfferId = Id<OfOffer>;
using LabelId = Id<OfLabel>;
using MovementId = Id<OfMovement>;

}  // namespace chophien::catalog
