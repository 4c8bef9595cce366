// Prices and seasons on the wire: a seller's price lists, promotions, seasons and closures, and what a
// product costs the one who asks.
#include "catalog/pricing/price_lists.hpp"
#include "catalog/pricing/promotions.hpp"
#include "catalog/pricing/showing.hpp"
#include "catalog/seasons.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

namespace pricing = catalog::pricing;

constexpr std::array routes{
    route<&pricing::list_price_lists>(
        {.verb = Verb::get,
         .path = "/v1/price-lists",
         .operation = "listPriceLists",
         .may = Permission::sell,
         .summary = "Your organisation's price lists, newest first."}
    ),
    route<&pricing::create_price_list>(
        {.verb = Verb::post,
         .path = "/v1/price-lists",
         .operation = "createPriceList",
         .may = Permission::sell,
         .summary =
             "Make a price list: for everyone, for verified organisations of a kind, or for buyers you name.",
         .success = Success::created}
    ),
    route<&pricing::show_price_list>(
        {.verb = Verb::get,
         .path = "/v1/price-lists/{price_list}",
         .operation = "showPriceList",
         .may = Permission::sell,
         .summary = "One price list with its prices and members."}
    ),
    route<&pricing::change_price_list>(
        {.verb = Verb::patch,
         .path = "/v1/price-lists/{price_list}",
         .operation = "changePriceList",
         .may = Permission::sell,
         .summary = "Change the name or the end of a price list."}
    ),
    route<&pricing::close_price_list>(
        {.verb = Verb::del,
         .path = "/v1/price-lists/{price_list}",
         .operation = "closePriceList",
         .may = Permission::sell,
         .summary = "End a price list now."}
    ),
    route<&pricing::set_tiers>(
        {.verb = Verb::put,
         .path = "/v1/price-lists/{price_list}/prices/{offer}",
         .operation = "setTiers",
         .may = Permission::sell,
         .summary = "Set all prices of one offer in a list, by quantity."}
    ),
    route<&pricing::add_members>(
        {.verb = Verb::post,
         .path = "/v1/price-lists/{price_list}/members",
         .operation = "addPriceListMembers",
         .may = Permission::sell,
         .summary = "Name buyers a list is for."}
    ),
    route<&pricing::remove_member>(
        {.verb = Verb::del,
         .path = "/v1/price-lists/{price_list}/members/{organisation}",
         .operation = "removePriceListMember",
         .may = Permission::sell,
         .summary = "Take a buyer off a list."}
    ),
    route<&pricing::list_promotions>(
        {.verb = Verb::get,
         .path = "/v1/promotions",
         .operation = "listPromotions",
         .may = Permission::sell,
         .summary = "Your organisation's promotions, newest first."}
    ),
    route<&pricing::create_promotion>(
        {.verb = Verb::post,
         .path = "/v1/promotions",
         .operation = "createPromotion",
         .may = Permission::sell,
         .summary = "Take a percentage or an amount off the public price for a time; you bear it.",
         .success = Success::created}
    ),
    route<&pricing::show_promotion>(
        {.verb = Verb::get,
         .path = "/v1/promotions/{promotion}",
         .operation = "showPromotion",
         .may = Permission::sell,
         .summary = "One promotion with its offers."}
    ),
    route<&pricing::change_promotion>(
        {.verb = Verb::patch,
         .path = "/v1/promotions/{promotion}",
         .operation = "changePromotion",
         .may = Permission::sell,
         .summary = "Change the name, end or limit of a promotion."}
    ),
    route<&pricing::close_promotion>(
        {.verb = Verb::del,
         .path = "/v1/promotions/{promotion}",
         .operation = "closePromotion",
         .may = Permission::sell,
         .summary = "End a promotion now."}
    ),
    route<&pricing::show_prices>(
        {.verb = Verb::get,
         .path = "/v1/products/{product}/prices",
         .operation = "showPrices",
         .may = Permission::anyone,
         .summary = "What a product costs you, by quantity, and why."}
    ),
    route<&catalog::set_season>(
        {.verb = Verb::put,
         .path = "/v1/products/{product}/season",
         .operation = "setSeason",
         .may = Permission::sell,
         .summary = "Say in which parts of every year a product has its season."}
    ),
    route<&catalog::list_closures>(
        {.verb = Verb::get,
         .path = "/v1/closures",
         .operation = "listClosures",
         .may = Permission::sell,
         .summary = "The days on which your organisation sends nothing."}
    ),
    route<&catalog::set_closures>(
        {.verb = Verb::put,
         .path = "/v1/closures",
         .operation = "setClosures",
         .may = Permission::sell,
         .summary = "Say on which days your organisation sends nothing, as over Tết."}
    ),
};

}  // namespace

std::span<const Route> prices_routes() { return routes; }

}  // namespace chophien::server
