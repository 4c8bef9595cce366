// The market for systems that mirror it.
#include "catalog/mirror.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

constexpr std::array routes{
    route<&catalog::list_catalog_changes>(
        {.verb = Verb::get,
         .path = "/v1/catalog-changes",
         .operation = "listCatalogChanges",
         .may = Permission::anyone,
         .summary = "What changed on the market since a cursor or an instant, with tombstones: for an ERP."}
    ),
};

}  // namespace

std::span<const Route> mirror_routes() { return routes; }

}  // namespace chophien::server
