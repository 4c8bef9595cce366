// Taking products off the market, appeals, and what listings said when.
#include "catalog/listing_history.hpp"
#include "catalog/takedown.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

// The operator's and an authority's rights are two permissions and a route names one: these ask for a person,
// and the functions themselves refuse whoever oversees nothing (catalog/takedown.hpp).
constexpr std::array routes{
    route<&catalog::take_down>(
        {.verb = Verb::post,
         .path = "/v1/products/{product}/takedown",
         .operation = "takeDownProduct",
         .may = Permission::signed_in,
         .summary = "Take a product off the market, as its operator or an authority.",
         .success = Success::created}
    ),
    route<&catalog::list_takedowns>(
        {.verb = Verb::get,
         .path = "/v1/takedowns",
         .operation = "listTakedowns",
         .may = Permission::signed_in,
         .summary = "Takedowns of your organisation's products; all of them for operator and authorities."}
    ),
    route<&catalog::show_takedown>(
        {.verb = Verb::get,
         .path = "/v1/takedowns/{takedown}",
         .operation = "showTakedown",
         .may = Permission::signed_in,
         .summary = "One takedown."}
    ),
    route<&catalog::appeal_takedown>(
        {.verb = Verb::post,
         .path = "/v1/takedowns/{takedown}/appeal",
         .operation = "appealTakedown",
         .may = Permission::sell,
         .summary = "Answer a takedown of your organisation's product."}
    ),
    route<&catalog::decide_takedown>(
        {.verb = Verb::post,
         .path = "/v1/takedowns/{takedown}/decision",
         .operation = "decideTakedown",
         .may = Permission::signed_in,
         .summary = "Uphold an appealed takedown or lift one, as operator or authority."}
    ),
    route<&catalog::list_listing_history>(
        {.verb = Verb::get,
         .path = "/v1/products/{product}/history",
         .operation = "listListingHistory",
         .may = Permission::signed_in,
         .summary = "What a listing said when, for its seller, the operator and authorities."}
    ),
};

}  // namespace

std::span<const Route> takedown_routes() { return routes; }

}  // namespace chophien::server
