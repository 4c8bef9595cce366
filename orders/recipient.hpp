// Who gets the parcel, as typed, made fit to print on a label. Pure.
#pragma once

#include "core/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::orders {

/// Shown to the buyer and the seller of an order and to nobody else; never logged, never in the change feed.
struct Recipient {
    std::string name;
    std::string phone;    ///< +84 and its digits
    std::string address;  ///< house, street, hamlet
    std::optional<std::string> commune;
    std::string province;  ///< two digits, of the 34 units in force since 1 July 2025
};

/// Puts phone and province into their written forms. What is wrong is added at /recipient/phone and
/// /recipient/province.
void tidy(Recipient& recipient, std::vector<Violation>& violations);

}  // namespace chophien::orders
