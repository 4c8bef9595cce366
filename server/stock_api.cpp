// Stock by lot, holds and what is sold ahead on the wire.
#include "catalog/slots/slots.hpp"
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
    route<&catalog::create_slot>(
        {.verb = Verb::post,
         .path = "/v1/offers/{offer}/slots",
         .operation = "createSlot",
         .may = Permission::sell,
         .summary = "Sell ahead: goods of a harvest to come, or a service on its day.",
         .success = Success::created}
    ),
    route<&catalog::list_slots>(
        {.verb = Verb::get,
         .path = "/v1/offers/{offer}/slots",
         .operation = "listSlots",
         .may = Permission::sell,
         .summary = "What your offer sells ahead, newest first."}
    ),
    route<&catalog::change_slot>(
        {.verb = Verb::patch,
         .path = "/v1/slots/{slot}",
         .operation = "changeSlot",
         .may = Permission::sell,
         .summary = "Correct the forecast of a harvest, or the days and places of a visit."}
    ),
    route<&catalog::harvest_slot>(
        {.verb = Verb::post,
         .path = "/v1/slots/{slot}/harvest",
         .operation = "harvestSlot",
         .may = Permission::sell,
         .summary = "The harvest is in the store: orders get their shares of it, the rest is for sale."}
    ),
    route<&catalog::call_off_slot>(
        {.verb = Verb::post,
         .path = "/v1/slots/{slot}/cancellation",
         .operation = "callOffSlot",
         .may = Permission::sell,
         .summary = "There is no harvest, or no visit: orders are called off and paid back."}
    ),
};

}  // namespace

std::span<const Route> stock_routes() { return routes; }

}  // namespace chophien::server
