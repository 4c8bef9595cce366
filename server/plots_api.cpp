// Plots, facilities and member households on the wire.
#include "server/route.hpp"
#include "traceability/plots/wire.hpp"

#include <array>

namespace chophien::server {

namespace {

using namespace traceability;

constexpr std::array routes{
    route<&plots::add_place>(
        {.verb = Verb::post,
         .path = "/v1/places",
         .operation = "addPlace",
         .may = Permission::record,
         .summary = "Add a plot or facility with its code, outline and number.",
         .success = Success::created}
    ),
    route<&plots::list_places>(
        {.path = "/v1/places",
         .operation = "listPlaces",
         .may = Permission::record,
         .summary = "One's own plots and facilities by last change."}
    ),
    route<&plots::show_place>(
        {.path = "/v1/places/{place}",
         .operation = "showPlace",
         .may = Permission::signed_in,
         .summary = "A plot or facility; to others than its owner no closer than the commune."}
    ),
    route<&plots::change_place>(
        {.verb = Verb::patch,
         .path = "/v1/places/{place}",
         .operation = "changePlace",
         .may = Permission::record,
         .summary = "Change a plot or facility; what it was before is kept."}
    ),
    route<&plots::list_place_versions>(
        {.path = "/v1/places/{place}/versions",
         .operation = "listPlaceVersions",
         .may = Permission::record,
         .summary = "What a plot or facility was said to be, the newest first."}
    ),
    route<&plots::add_member>(
        {.verb = Verb::post,
         .path = "/v1/member-households",
         .operation = "addMemberHousehold",
         .may = Permission::record,
         .summary = "Add a member household, whose plots are worked and who delivers.",
         .success = Success::created}
    ),
    route<&plots::list_members>(
        {.path = "/v1/member-households",
         .operation = "listMemberHouseholds",
         .may = Permission::record,
         .summary = "The member households by last change."}
    ),
    route<&plots::show_member>(
        {.path = "/v1/member-households/{member}",
         .operation = "showMemberHousehold",
         .may = Permission::record,
         .summary = "One member household."}
    ),
    route<&plots::change_member>(
        {.verb = Verb::patch,
         .path = "/v1/member-households/{member}",
         .operation = "changeMemberHousehold",
         .may = Permission::record,
         .summary = "Change a member household."}
    ),
};

}  // namespace

std::span<const Route> plots_routes() { return routes; }

}  // namespace chophien::server
