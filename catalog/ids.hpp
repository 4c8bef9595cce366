#pragma once

#include "core/id.hpp"

namespace chophien::catalog {

struct OfProduct {
    static constexpr std::string_view prefix = "prd";
};

struct OfOffer {
    static constexpr std::string_view prefix = "off";
};

using ProductId = Id<OfProduct>;
using OfferId = Id<OfOffer>;

}  // namespace chophien::catalog
