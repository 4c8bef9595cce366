// The catalog floor on the wire: the public market, a seller's own products and stock, imports and their
// jobs.
#include "catalog/exporting.hpp"
#include "catalog/importing.hpp"
#include "catalog/listing.hpp"
#include "catalog/offers.hpp"
#include "catalog/products.hpp"
#include "catalog/spreadsheet.hpp"
#include "catalog/suggesting.hpp"
#include "core/jobs.hpp"
#include "server/route.hpp"

#include <array>

namespace chophien::server {

namespace {

struct NameJob {
    jobs::JobId job;
};

struct ListFindings {
    jobs::JobId job;
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

Result<jobs::JobView> show_job(db::Transaction& tx, const Caller& caller, const NameJob& wish) {
    return jobs::find(tx, wish.job, caller.organisation.number);
}

Result<List<jobs::Finding>> list_findings(
    db::Transaction& tx, const Caller& caller, const ListFindings& wish
) {
    return jobs::findings_of(tx, wish.job, caller.organisation.number, wish.after, wish.limit.value_or(100));
}

Result<catalog::ProductPage> list_products(
    db::Transaction& tx, const Caller& caller, const catalog::ListProducts& wish, const Surroundings& around
) {
    return catalog::list_products(tx, caller, wish, around.search);
}

Result<catalog::Suggestions> suggest_words(
    db::Transaction& tx, const Caller&, const catalog::SuggestWords& wish, const Surroundings& around
) {
    return catalog::suggest(tx, wish, around.search);
}

Result<Document> show_import_template(db::Transaction&, const Caller&, const Nothing&) {
    return Document{
        "text/csv; charset=utf-8",
        catalog::import_template(),
        {{"Content-Disposition", "attachment; filename=\"cho-phien-nhap-san-pham.csv\""}}};
}

Result<Document> show_import_spreadsheet(db::Transaction&, const Caller&, const Nothing&) {
    return Document{
        std::string(catalog::xlsx_type),
        catalog::xlsx_template(),
        {{"Content-Disposition", "attachment; filename=\"cho-phien-nhap-san-pham.xlsx\""}}};
}

Result<Document> export_as(
    db::Transaction& tx,
    const Caller& caller,
    const catalog::ExportProducts& wish,
    catalog::ExportFormat format,
    Document file
) {
    auto pieces = catalog::export_products(tx, caller, wish, format);
    if (!pieces) return refuse(pieces);
    (*pieces)->read(tx);
    file.bytes = (*pieces)->take();
    if (!(*pieces)->finished()) file.rest = std::move(*pieces);
    return file;
}

Result<Document> export_csv(db::Transaction& tx, const Caller& caller, const catalog::ExportProducts& wish) {
    return export_as(
        tx,
        caller,
        wish,
        catalog::ExportFormat::csv,
        {"text/csv; charset=utf-8",
         {},
         {{"Content-Disposition", "attachment; filename=\"cho-phien-san-pham.csv\""}}}
    );
}

Result<Document> export_spreadsheet(
    db::Transaction& tx, const Caller& caller, const catalog::ExportProducts& wish
) {
    return export_as(
        tx,
        caller,
        wish,
        catalog::ExportFormat::xlsx,
        {std::string(catalog::xlsx_type),
         {},
         {{"Content-Disposition", "attachment; filename=\"cho-phien-san-pham.xlsx\""}}}
    );
}

}  // namespace

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Shape<server::NameJob> {
    static constexpr std::string_view name = "NameJob";
    static constexpr auto fields = std::tuple{field("job", &server::NameJob::job, "The job.")};
};

template <>
struct Shape<server::ListFindings> {
    using Of = server::ListFindings;
    static constexpr std::string_view name = "ListFindings";
    static constexpr auto fields = std::tuple{
        field("job", &Of::job, "The job."),
        field("after", &Of::after, ascii_code(), characters(1, 20), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 200), "Rows of a page; 100 when left out."),
    };
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

constexpr std::array routes{
    route<&list_products>(
        {.verb = Verb::get,
         .path = "/v1/products",
         .operation = "listProducts",
         .may = Permission::anyone,
         .summary = "Published products, by filters or words, with how many there are of each kind.",
         .cache = Cache::shared}
    ),
    route<&suggest_words>(
        {.verb = Verb::get,
         .path = "/v1/suggestions",
         .operation = "suggestWords",
         .may = Permission::anyone,
         .summary = "How the words being typed may go on, and products they find.",
         .cache = Cache::shared}
    ),
    route<&catalog::list_own>(
        {.verb = Verb::get,
         .path = "/v1/products/mine",
         .operation = "listOwnProducts",
         .may = Permission::sell,
         .summary = "Your organisation's products, drafts too, newest first."}
    ),
    route<&catalog::show_own>(
        {.verb = Verb::get,
         .path = "/v1/products/mine/{product}",
         .operation = "showOwnProduct",
         .may = Permission::sell,
         .summary = "One of your organisation's products, as you edit it."}
    ),
    route<&catalog::show_product>(
        {.verb = Verb::get,
         .path = "/v1/products/{product}",
         .operation = "showProduct",
         .may = Permission::anyone,
         .summary = "One published product in full.",
         .cache = Cache::shared}
    ),
    route<&catalog::create>(
        {.verb = Verb::post,
         .path = "/v1/products",
         .operation = "createProduct",
         .may = Permission::sell,
         .summary = "Make a product; it is a draft until it is published.",
         .success = Success::created}
    ),
    route<&catalog::change>(
        {.verb = Verb::patch,
         .path = "/v1/products/{product}",
         .operation = "changeProduct",
         .may = Permission::sell,
         .summary = "Change what a product says of itself."}
    ),
    route<&catalog::publish>(
        {.verb = Verb::post,
         .path = "/v1/products/{product}/publication",
         .operation = "publishProduct",
         .may = Permission::sell,
         .summary = "Show a product to everybody."}
    ),
    route<&catalog::withdraw>(
        {.verb = Verb::del,
         .path = "/v1/products/{product}/publication",
         .operation = "withdrawProduct",
         .may = Permission::sell,
         .summary = "Take a product off the market."}
    ),
    route<&catalog::create_offer>(
        {.verb = Verb::post,
         .path = "/v1/products/{product}/offers",
         .operation = "createOffer",
         .may = Permission::sell,
         .summary = "Sell a product in one more pack.",
         .success = Success::created}
    ),
    route<&catalog::list_own_offers>(
        {.verb = Verb::get,
         .path = "/v1/offers/mine",
         .operation = "listOwnOffers",
         .may = Permission::sell,
         .summary = "Your organisation's offers with their stock, newest first."}
    ),
    route<&catalog::change_offer>(
        {.verb = Verb::patch,
         .path = "/v1/offers/{offer}",
         .operation = "changeOffer",
         .may = Permission::sell,
         .summary = "Change an offer's price, pack or state."}
    ),
    route<&catalog::count_stock>(
        {.verb = Verb::put,
         .path = "/v1/offers/{offer}/stock",
         .operation = "countStock",
         .may = Permission::sell,
         .summary = "Say what was counted in the store."}
    ),
    route<&catalog::list_movements>(
        {.verb = Verb::get,
         .path = "/v1/offers/{offer}/stock-movements",
         .operation = "listStockMovements",
         .may = Permission::sell,
         .summary = "Every change of an offer's stock, newest first."}
    ),
    route<&catalog::open_import>(
        {.verb = Verb::post,
         .path = "/v1/imports",
         .operation = "importProducts",
         .may = Permission::sell,
         .summary = "Import products from a CSV file or a spreadsheet (XLSX), or try it with dry_run.",
         .success = Success::accepted,
         .body = Body::csv}
    ),
    route<&show_import_template>(
        {.verb = Verb::get,
         .path = "/v1/imports/template",
         .operation = "showImportTemplate",
         .may = Permission::anyone,
         .summary = "An import file to fill in.",
         .media_type = "text/csv"}
    ),
    route<&show_import_spreadsheet>(
        {.verb = Verb::get,
         .path = "/v1/imports/template.xlsx",
         .operation = "showImportSpreadsheet",
         .may = Permission::anyone,
         .summary = "The same file as a spreadsheet.",
         .media_type = catalog::xlsx_type}
    ),
    route<&export_csv>(
        {.verb = Verb::get,
         .path = "/v1/exports/products",
         .operation = "exportProducts",
         .may = Permission::sell,
         .summary = "All your organisation's products as one import file, of any length.",
         .media_type = "text/csv"}
    ),
    route<&export_spreadsheet>(
        {.verb = Verb::get,
         .path = "/v1/exports/products.xlsx",
         .operation = "exportProductsSpreadsheet",
         .may = Permission::sell,
         .summary = "The same file as a spreadsheet.",
         .media_type = catalog::xlsx_type}
    ),
    route<&catalog::undo_import>(
        {.verb = Verb::post,
         .path = "/v1/imports/{import}/undo",
         .operation = "undoImport",
         .may = Permission::sell,
         .summary = "Take back what an import did.",
         .success = Success::accepted}
    ),
    route<&show_job>(
        {.verb = Verb::get,
         .path = "/v1/jobs/{job}",
         .operation = "showJob",
         .may = Permission::signed_in,
         .summary = "How far a job of your organisation is."}
    ),
    route<&list_findings>(
        {.verb = Verb::get,
         .path = "/v1/jobs/{job}/findings",
         .operation = "listJobFindings",
         .may = Permission::signed_in,
         .summary = "What a job found wrong, row by row."}
    ),
    route<&catalog::list_sets>(
        {.verb = Verb::get,
         .path = "/v1/ocop/sets",
         .operation = "listOcopSets",
         .may = Permission::anyone,
         .summary = "The 26 sets of OCOP products.",
         .cache = Cache::shared}
    ),
    route<&catalog::list_units>(
        {.verb = Verb::get,
         .path = "/v1/units",
         .operation = "listUnits",
         .may = Permission::anyone,
         .summary = "The units of sale and of content.",
         .cache = Cache::shared}
    ),
    route<&catalog::list_provinces>(
        {.verb = Verb::get,
         .path = "/v1/provinces",
         .operation = "listProvinces",
         .may = Permission::anyone,
         .summary = "The 34 provinces and cities, with those they were formed from.",
         .cache = Cache::shared}
    ),
};

}  // namespace

std::span<const Route> catalog_routes() { return routes; }

}  // namespace chophien::server
