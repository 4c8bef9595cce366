// Whether an offer can be had, as lists and the mirror ask it. One piece of SQL over offers AS o, its
// offer_stock AS k and its product AS p; its values are service_set and today.
#pragma once

#include "catalog/slots/slot.hpp"

#include <string_view>

namespace chophien::catalog {

/// At least the minimum is in the store (of goods; a service is ordered for a day), or can be ordered ahead.
inline constexpr std::string_view can_be_had = R"sql(
           (k.on_hand - k.reserved - k.held >= o.minimum AND NOT p.ocop_set <=> ?) OR EXISTS (
               SELECT 1
                 FROM offer_slots AS t FORCE INDEX (open_of_offer)
                WHERE t.offer = o.id AND t.open_until >= ? AND t.sellable - t.reserved >= o.minimum)
)sql";

}  // namespace chophien::catalog
