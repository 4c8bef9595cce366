// Files about lots for those who ask for them: partners, buyers abroad, portals.
#include "catalog/spreadsheet.hpp"
#include "server/route.hpp"
#include "traceability/exports/bundle.hpp"
#include "traceability/exports/fsma204.hpp"
#include "traceability/exports/wire.hpp"

#include <array>

namespace chophien::server {

namespace {

using namespace traceability::exports;

constexpr std::string_view csv_type = "text/csv; charset=utf-8";
constexpr std::string_view json_type = "application/json";

Document file_of(std::string_view media_type, std::string bytes, std::string_view name) {
    return {
        std::string(media_type),
        std::move(bytes),
        {{"Content-Disposition", "attachment; filename=\"" + std::string(name) + "\""}}};
}

Result<Document> file_of(std::string_view media_type, Result<std::string> bytes, std::string_view name) {
    if (!bytes) return refuse(bytes);
    return file_of(media_type, *std::move(bytes), name);
}

Result<Document> export_epcis(db::Transaction& tx, const Caller& caller, const AskExport& ask) {
    auto pieces = epcis_bundle(tx, caller, ask);
    if (!pieces) return refuse(pieces);
    (*pieces)->read(tx);
    auto file = file_of(json_type, (*pieces)->take(), "epcis.json");
    if (!(*pieces)->finished()) file.rest = std::move(*pieces);
    return file;
}

Result<Document> export_epcis_xml(db::Transaction& tx, const Caller& caller, const AskExport& ask) {
    return file_of("application/xml", epcis_xml_bundle(tx, caller, ask), "epcis.xml");
}

Result<Document> export_tracking_csv(db::Transaction& tx, const Caller& caller, const AskExport& ask) {
    return file_of(csv_type, fsma204_csv(tx, caller, ask), "fsma204.csv");
}

Result<Document> export_tracking_sheet(db::Transaction& tx, const Caller& caller, const AskExport& ask) {
    return file_of(catalog::xlsx_type, fsma204_xlsx(tx, caller, ask), "fsma204.xlsx");
}

Result<Document> export_plots(db::Transaction& tx, const Caller& caller, const AskPlots& ask) {
    return file_of("application/geo+json", plots_of_land(tx, caller, ask), "eudr.geojson");
}

Result<Document> export_record(
    db::Transaction& tx, const Caller& caller, const AskRecord& ask, const Surroundings& around
) {
    return file_of(
        json_type,
        portal_json(tx, caller, ask, around.public_url),
        ask.portal + "-" + text_of(ask.lot) + ".json"
    );
}

Result<Document> export_record_csv(
    db::Transaction& tx, const Caller& caller, const AskRecord& ask, const Surroundings& around
) {
    return file_of(
        csv_type, portal_csv(tx, caller, ask, around.public_url), ask.portal + "-" + text_of(ask.lot) + ".csv"
    );
}

constexpr std::array routes{
    route<&export_epcis>(
        {.path = "/v1/exports/epcis",
         .operation = "exportEpcis",
         .may = Permission::signed_in,
         .summary = "All events of a chain as one EPCIS 2.0 document, as far as you may see."}
    ),
    route<&export_epcis_xml>(
        {.path = "/v1/exports/epcis.xml",
         .operation = "exportEpcisXml",
         .may = Permission::signed_in,
         .summary = "The same as EPCIS 2.0 XML, of at most 2,000 events.",
         .media_type = "application/xml"}
    ),
    route<&export_tracking_csv>(
        {.path = "/v1/exports/fsma204.csv",
         .operation = "exportTrackingTable",
         .may = Permission::signed_in,
         .summary = "Critical tracking events of a chain with their key data elements (21 CFR 1.1455), CSV.",
         .media_type = "text/csv"}
    ),
    route<&export_tracking_sheet>(
        {.path = "/v1/exports/fsma204.xlsx",
         .operation = "exportTrackingSpreadsheet",
         .may = Permission::signed_in,
         .summary = "The same as a spreadsheet.",
         .media_type = catalog::xlsx_type}
    ),
    route<&export_plots>(
        {.path = "/v1/exports/eudr.geojson",
         .operation = "exportPlotsOfLand",
         .may = Permission::signed_in,
         .summary = "All plots a thing came from, for a due-diligence statement (Regulation (EU) 2023/1115).",
         .media_type = "application/geo+json"}
    ),
    route<&list_portals>(
        {.path = "/v1/portals",
         .operation = "listPortals",
         .may = Permission::anyone,
         .summary = "The national portals that files are made for, and what each asks of a lot."}
    ),
    route<&show_readiness>(
        {.path = "/v1/portals/{portal}/lots/{lot}/readiness",
         .operation = "showPortalReadiness",
         .may = Permission::record,
         .summary = "What a lot lacks before its file for a portal can be made."}
    ),
    route<&export_record>(
        {.path = "/v1/portals/{portal}/lots/{lot}/record",
         .operation = "exportPortalRecord",
         .may = Permission::record,
         .summary = "A lot's record for a portal, as a JSON file to hand in."}
    ),
    route<&export_record_csv>(
        {.path = "/v1/portals/{portal}/lots/{lot}/record.csv",
         .operation = "exportPortalTable",
         .may = Permission::record,
         .summary = "The same as CSV.",
         .media_type = "text/csv"}
    ),
    route<&record_identifier>(
        {.verb = Verb::post,
         .path = "/v1/external-identifiers",
         .operation = "recordExternalIdentifier",
         .may = Permission::record,
         .summary = "Keep the number a portal gave to a lot, product or place, or how it stands now.",
         .success = Success::created}
    ),
    route<&list_identifiers>(
        {.path = "/v1/external-identifiers",
         .operation = "listExternalIdentifiers",
         .may = Permission::record,
         .summary = "Numbers that portals gave, the newest first."}
    ),
};

}  // namespace

std::span<const Route> exports_routes() { return routes; }

}  // namespace chophien::server
