// Goods that are ordered by the piece and paid by what the scales say (hàng cân): a chicken, a bunch of
// bananas, a whole fish. The price is for a kilogram or a litre, the offer says what one piece usually holds
// and by how much it may differ. Pure.
#pragma once

#include "catalog/offer.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"

#include <optional>
#include <vector>

namespace chophien::catalog {

/// What so many pieces may hold, in the unit they are priced by.
struct Band {
    Decimal least;
    Decimal usual;
    Decimal most;
};

inline constexpr std::int32_t most_tolerance_percent = 30;

/// usual × (1 ∓ tolerance), half up to the third place.
Band band_around(Decimal usual, std::int32_t tolerance_percent);

/// What is wrong with an offer's pricing unit, at /pricing_unit, /content, /tolerance_percent: a sales unit
/// that is not counted; a pricing unit that is no measure of mass or volume; no content, or one it does not
/// measure; a tolerance missing, without a pricing unit, or outside 1 to most_tolerance_percent.
std::vector<Violation> faults_of_weighing(const Offer& offer);

}  // namespace chophien::catalog
