// The market's own terms on time, as dated data: orders/data/rules.json.
#pragma once

#include "core/clock.hpp"

#include <chrono>

namespace chophien::orders {

struct Rules {
    Day from;                            ///< in force from this day in Vietnam
    std::chrono::hours pay_within;       ///< a transfer that has not come by then lets the order lapse
    std::chrono::hours part_paid_grace;  ///< added to it when a part has come
    std::chrono::hours
        inspection;  ///< from delivery, when the buyer says nothing, until the seller has the money
};

/// The terms in force on a day; before the first of them, the first.
const Rules& rules_on(Day day);

}  // namespace chophien::orders
