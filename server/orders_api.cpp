// The orders floor on the wire.
#include "orders/fulfilment.hpp"
#include "orders/placing.hpp"
#include "orders/viewing.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

constexpr std::array routes{
    route<&orders::price>(
        {.verb = Verb::post,
         .path = "/v1/basket-prices",
         .operation = "priceBasket",
         .may = Permission::anyone,
         .summary = "What a basket costs now, seller by seller."}
    ),
    route<&orders::place>(
        {.verb = Verb::post,
         .path = "/v1/baskets",
         .operation = "placeBasket",
         .may = Permission::anyone,
         .summary = "Place a basket: one order for each seller, one payment for all of them.",
         .success = Success::created}
    ),
    route<&orders::list_orders>(
        {.verb = Verb::get,
         .path = "/v1/orders",
         .operation = "listOrders",
         .may = Permission::signed_in,
         .summary = "What your organisation bought, newest first."}
    ),
    route<&orders::list_sales>(
        {.verb = Verb::get,
         .path = "/v1/sales",
         .operation = "listSales",
         .may = Permission::signed_in,
         .summary = "What was bought of your organisation, newest first."}
    ),
    route<&orders::show>(
        {.verb = Verb::get,
         .path = "/v1/orders/{order}",
         .operation = "showOrder",
         .may = Permission::signed_in,
         .summary = "One order with its lines, lots, money and history, to its buyer or seller."}
    ),
    route<&orders::confirm>(
        {.verb = Verb::post,
         .path = "/v1/orders/{order}/confirmation",
         .operation = "confirmOrder",
         .may = Permission::fulfil,
         .summary = "The seller takes the order on; a prepaid one must be paid."}
    ),
    route<&orders::pack>(
        {.verb = Verb::post,
         .path = "/v1/orders/{order}/packing",
         .operation = "packOrder",
         .may = Permission::fulfil,
         .summary = "Say which lots every line comes out of."}
    ),
    route<&orders::ship>(
        {.verb = Verb::post,
         .path = "/v1/orders/{order}/shipment",
         .operation = "shipOrder",
         .may = Permission::fulfil,
         .summary = "Hand the parcel to a carrier."}
    ),
    route<&orders::deliver>(
        {.verb = Verb::post,
         .path = "/v1/orders/{order}/delivery",
         .operation = "deliverOrder",
         .may = Permission::fulfil,
         .summary = "Say who took the parcel in; cash on delivery counts as collected."}
    ),
    route<&orders::accept>(
        {.verb = Verb::post,
         .path = "/v1/orders/{order}/acceptance",
         .operation = "acceptOrder",
         .may = Permission::receive,
         .summary = "The buyer has the goods and is content; the seller gets the money."}
    ),
    route<&orders::cancel>(
        {.verb = Verb::post,
         .path = "/v1/orders/{order}/cancellation",
         .operation = "cancelOrder",
         .may = Permission::signed_in,
         .summary = "Call an order off: the buyer before it is packed, the seller before it is shipped."}
    ),
    route<&orders::follow>(
        {.verb = Verb::get,
         .path = "/v1/order-tracking",
         .operation = "trackOrder",
         .may = Permission::anyone,
         .summary = "One order, to whoever has its number and follow code.",
         .guarded = true}
    ),
    route<&orders::cancel_followed>(
        {.verb = Verb::post,
         .path = "/v1/order-tracking/cancellation",
         .operation = "cancelTrackedOrder",
         .may = Permission::anyone,
         .summary = "A guest calls an order off before it is packed.",
         .guarded = true}
    ),
};

}  // namespace

std::span<const Route> orders_routes() { return routes; }

}  // namespace chophien::server
