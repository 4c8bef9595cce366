// Stock by lot and holds on the wire.
#include "catalog/stock_lots.hpp"
#include "server/route.hpp"
#include "traceability/recording.hpp"
#include "traceability/wire.hpp"

#include <array>

namespace chophien::server {

namespace {

constexpr std::array routes{
    route<&traceability::stock_lot>(
        {.verb = Verb::post,
         .path = "/v1/lots/{lot}/stock",
         .operation = "stockLot",
         .may = Permission::sell,
         .summary = "Put goods of a lot in the store of an offer."}
    ),
    route<&catalog::list_stock_lots>(
        {.verb = Verb::get,
         .path = "/v1/offers/{offer}/lots",
         .operation = "listStockLots",
         .may = Permission::sell,
         .summary = "What your offer has in the store by lot, the oldest harvest first."}
    ),
    route<&catalog::count_lot>(
        {.verb = Verb::put,
         .path = "/v1/offers/{offer}/lots/{lot}",
         .operation = "countLot",
         .may = Permission::sell,
         .summary = "Say what you counted of one lot; the offer's stock changes by the difference."}
    ),
    route<&catalog::hold_stock>(
        {.verb = Verb::post,
         .path = "/v1/offers/{offer}/holds",
         .operation = "holdStock",
         .may = Permission::sell,
         .summary = "Take part of an offer's stock, or a lot, off sale until you release it.",
         .success = Success::created}
    ),
    route<&catalog::list_holds>(
        {.verb = Verb::get,
         .path = "/v1/stock-holds",
         .operation = "listHolds",
         .may = Permission::sell,
         .summary = "Your holds, newest first."}
    ),
    route<&catalog::release_hold>(
        {.verb = Verb::post,
         .path = "/v1/stock-holds/{hold}/release",
         .operation = "releaseHold",
         .may = Permission::sell,
         .summary = "Put held goods up for sale again, or throw them away."}
    ),
};

}  // namespace

std::span<const Route> stock_routes() { return routes; }

}  // namespace chophien::server
