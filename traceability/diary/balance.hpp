// What goes in and what comes out of sorting, processing and packing, weighed against each other. Pure.
#pragma once

#include "core/quantity.hpp"

#include <optional>
#include <vector>

namespace chophien::traceability::diary {

/// Goods as they are counted, and the net content of one of that count when it is known: 40 boxes of 200 g.
struct Counted {
    Quantity quantity;
    std::optional<Quantity> content{};
};

struct Balance {
    const Unit* unit = nullptr;  ///< kilograms, litres, or the unit all are counted in
    Decimal in;                  ///< with what was added
    Decimal out;
    Decimal loss;  ///< below zero when more came out than went in

    friend bool operator==(const Balance&, const Balance&) = default;
};

/// Nothing when they cannot be told in one unit: boxes without a known content out of kilograms.
std::optional<Balance> balance_of(
    const std::vector<Counted>& in, const std::optional<Quantity>& added, const std::vector<Counted>& out
);

}  // namespace chophien::traceability::diary
