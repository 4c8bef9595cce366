// Saved searches on the wire.
#include "catalog/saved_search.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

Result<catalog::SavedSearch> save_search(
    db::Transaction& tx, const Caller& caller, const catalog::SaveSearch& wish, const Surroundings& around
) {
    return catalog::save_search(tx, caller, wish, around.search);
}

constexpr std::array routes{
    route<&save_search>(
        {.verb = Verb::post,
         .path = "/v1/saved-searches",
         .operation = "saveSearch",
         .may = Permission::signed_in,
         .summary = "Save a search, to be told what comes to answer it.",
         .success = Success::created}
    ),
    route<&catalog::list_saved_searches>(
        {.verb = Verb::get,
         .path = "/v1/saved-searches",
         .operation = "listSavedSearches",
         .may = Permission::signed_in,
         .summary = "Your organisation's saved searches, newest first."}
    ),
    route<&catalog::list_found>(
        {.verb = Verb::get,
         .path = "/v1/saved-searches/{search}/products",
         .operation = "listFound",
         .may = Permission::signed_in,
         .summary = "What came to answer a search since it was saved, newest first."}
    ),
    route<&catalog::forget_search>(
        {.verb = Verb::del,
         .path = "/v1/saved-searches/{search}",
         .operation = "forgetSearch",
         .may = Permission::signed_in,
         .summary = "Forget a saved search."}
    ),
};

}  // namespace

std::span<const Route> saved_search_routes() { return routes; }

}  // namespace chophien::server
