// The field diary on the wire.
#include "server/route.hpp"
#include "traceability/diary/wire.hpp"

#include <array>

namespace chophien::server {

namespace {

using namespace traceability;

constexpr std::array routes{
    route<&diary::record_entry>(
        {.verb = Verb::post,
         .path = "/v1/diary",
         .operation = "recordDiaryEntry",
         .may = Permission::record,
         .summary = "Write down what was done: sown, sprayed, harvested, packed, shipped …",
         .success = Success::created}
    ),
    route<&diary::record_batch>(
        {.verb = Verb::post,
         .path = "/v1/diary/batch",
         .operation = "recordDiaryBatch",
         .may = Permission::record,
         .summary = "Send what a phone gathered offline; every row is answered by itself."}
    ),
    route<&diary::list_kinds>(
        {.path = "/v1/diary/kinds",
         .operation = "listDiaryKinds",
         .may = Permission::anyone,
         .summary = "What to fill in for each kind of entry, for a phone's form."}
    ),
    route<&diary::list_conflicts>(
        {.path = "/v1/diary/conflicts",
         .operation = "listDiaryConflicts",
         .may = Permission::record,
         .summary = "What came under the id of an entry with other content."}
    ),
    route<&diary::list_entries>(
        {.path = "/v1/diary",
         .operation = "listDiaryEntries",
         .may = Permission::record,
         .summary = "The diary of a plot, a lot, a household or all, the newest first."}
    ),
    route<&diary::show_entry>(
        {.path = "/v1/diary/{entry}",
         .operation = "showDiaryEntry",
         .may = Permission::record,
         .summary = "One entry with its lots and events."}
    ),
    route<&diary::withdraw_entry>(
        {.verb = Verb::post,
         .path = "/v1/diary/{entry}/withdrawal",
         .operation = "withdrawDiaryEntry",
         .may = Permission::record,
         .summary = "Withdraw an entry that was wrong, with the right one in its place."}
    ),
    route<&diary::show_origins>(
        {.path = "/v1/lots/{lot}/origins",
         .operation = "showLotOrigins",
         .may = Permission::record,
         .summary = "The plots a lot grew on, and what is in doubt about its harvest."}
    ),
};

}  // namespace

std::span<const Route> diary_routes() { return routes; }

}  // namespace chophien::server
