// How units of mass and of volume measure each other: half a kilogram is 500 grams. Pure.
#pragma once

#include "core/quantity.hpp"

#include <cstdint>
#include <optional>

namespace chophien {

/// A fraction in whole numbers.
struct Ratio {
    std::int64_t numerator = 1;
    std::int64_t denominator = 1;
};

/// How many of `to` one of `from` is. Every unit is one of itself; else both must be of mass, or both of
/// volume. Nothing when they are not: a box is no number of kilograms, and a litre is none either.
std::optional<Ratio> ratio_between(const Unit& from, const Unit& to);

/// times × quantity in `to`, half up to the third place. Nothing when the units do not meet or the number
/// leaves Decimal::limit.
std::optional<Decimal> converted(Decimal times, const Quantity& quantity, const Unit& to);

}  // namespace chophien
