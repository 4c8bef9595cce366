// Traceability on the wire: lots and codes for cooperatives; QR symbols, labels and trace pages for
// everybody.
#include "catalog/listing.hpp"
#include "catalog/product_store.hpp"
#include "core/csv.hpp"
#include "core/gs1_key.hpp"
#include "server/pages.hpp"
#include "server/problems.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/lot_store.hpp"
#include "traceability/qr.hpp"
#include "traceability/refusals.hpp"
#include "traceability/wire.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace chophien::server {

namespace {

using namespace traceability;

/// What a phone that scanned a pack asks for. Scanning apps hang parameters of their own to it.
struct ScannedProduct {
    std::string gtin;
};

struct ScannedLot {
    std::string gtin;
    std::string lot;
};

struct ScannedUnit {
    std::string gtin;
    std::string serial;
};

struct ScannedUnitOfLot {
    std::string gtin;
    std::string lot;
    std::string serial;
};

enum class QrFormat : std::uint8_t { svg, png };

struct ShowQr {
    LotId lot;
    std::optional<QrFormat> format;
    std::optional<std::string> serial;
    std::optional<std::int32_t> module;
};

struct ShowLabels {
    UnitCodeBatchId batch;
    std::optional<std::int64_t> from;
    std::optional<std::int64_t> count;
};

}  // namespace

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Names<server::QrFormat> {
    static constexpr std::array of{
        std::pair{server::QrFormat::svg, std::string_view("svg")},
        std::pair{server::QrFormat::png, std::string_view("png")},
    };
};

template <>
struct Shape<server::ScannedProduct> {
    using T = server::ScannedProduct;
    static constexpr std::string_view name = "ScannedProduct";
    static constexpr auto fields = std::tuple{
        field("gtin", &T::gtin, characters(1, 20), "GTIN; 14 digits, older forms are redirected.")};
};

template <>
struct Shape<server::ScannedLot> {
    using T = server::ScannedLot;
    static constexpr std::string_view name = "ScannedLot";
    static constexpr auto fields = std::tuple{
        field("gtin", &T::gtin, characters(1, 20), "GTIN."),
        field("lot", &T::lot, characters(1, 40), "Lot code.")};
};

template <>
struct Shape<server::ScannedUnit> {
    using T = server::ScannedUnit;
    static constexpr std::string_view name = "ScannedUnit";
    static constexpr auto fields = std::tuple{
        field("gtin", &T::gtin, characters(1, 20), "GTIN."),
        field("serial", &T::serial, characters(1, 40), "Unit code.")};
};

template <>
struct Shape<server::ScannedUnitOfLot> {
    using T = server::ScannedUnitOfLot;
    static constexpr std::string_view name = "ScannedUnitOfLot";
    static constexpr auto fields = std::tuple{
        field("gtin", &T::gtin, characters(1, 20), "GTIN."),
        field("lot", &T::lot, characters(1, 40), "Lot code."),
        field("serial", &T::serial, characters(1, 40), "Unit code.")};
};

template <>
struct Shape<server::ShowQr> {
    using T = server::ShowQr;
    static constexpr std::string_view name = "ShowQr";
    static constexpr auto fields = std::tuple{
        field("lot", &T::lot, "The lot."),
        field("format", &T::format, "svg (when absent) or png."),
        field("serial", &T::serial, characters(1, 40), "Of this unit of the lot instead of the lot."),
        field(
            "module",
            &T::module,
            between(1, traceability::most_module_pixels),
            "Pixels of one module of a PNG; 8 when absent."
        )};
};

template <>
struct Shape<server::ShowLabels> {
    using T = server::ShowLabels;
    static constexpr std::string_view name = "ShowLabels";
    static constexpr auto fields = std::tuple{
        field("batch", &T::batch, "The range of unit codes."),
        field(
            "from",
            &T::from,
            between(1, traceability::most_units_at_once),
            "Number of the first label; 1 when absent."
        ),
        field(
            "count",
            &T::count,
            between(1, traceability::most_labels_at_once),
            "How many labels; 21, one page, when absent."
        )};
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

constexpr std::int64_t labels_of_a_page = 21;
constexpr unsigned usual_module_pixels = 8;

Document see(std::string location, int status) {
    return {"text/plain; charset=utf-8", location + "\n", {{"Location", location}}, status};
}

/// Where a GTIN in an older form belongs: the same path with 14 digits. Nothing when it is right already.
std::optional<Document> moved(const Gtin& gtin, std::string_view typed, std::string_view rest) {
    if (typed == gtin.text()) return std::nullopt;
    return see(fmt::format("/01/{}{}", gtin.text(), rest), 307);
}

// The answer differs by Accept and language under one address; what is shared says so by itself (page.hpp).
Document varied(Document document) {
    document.headers.emplace_back("Vary", "Accept, Accept-Language");
    return document;
}

Document as_json(const TraceRecord& record) { return {"application/json", json::text_of(record), {}}; }

Document as_page(
    db::Transaction& tx, const TraceRecord& record, const Surroundings& around, std::string_view target
) {
    auto view = begin_view(tx, around, record.product_name, target);
    add_trace(view, record, tx.today(), around.language);
    return page_answer("trace", std::move(view));
}

Result<Document> scanned_product(
    db::Transaction& tx, const Caller&, const ScannedProduct& scan, const Surroundings& around
) {
    const auto gtin = gtin_from(scan.gtin);
    if (!gtin) return tl::unexpected(gtin.error());
    if (auto elsewhere = moved(*gtin, scan.gtin, "")) return *std::move(elsewhere);
    const auto product = product_of_gtin(tx, gtin->text());
    if (!product) return tl::unexpected(product.error());
    const auto path = product_path(*product);
    return varied(see(around.media == Media::html ? path : "/v1" + path, 307));
}

Result<Document> scanned_lot(
    db::Transaction& tx, const Caller&, const ScannedLot& scan, const Surroundings& around
) {
    const auto gtin = gtin_from(scan.gtin);
    if (!gtin) return tl::unexpected(gtin.error());
    if (auto elsewhere = moved(*gtin, scan.gtin, "/10/" + escaped_in_path(scan.lot)))
        return *std::move(elsewhere);
    const auto record = trace_lot(tx, scan.gtin, scan.lot);
    if (!record) return tl::unexpected(record.error());
    if (around.media == Media::json) return as_json(*record);
    return as_page(tx, *record, around, trace_path(record->gtin, record->lot_code));
}

// Told to a person with care: one code that does not fit proves nothing yet.
Document forged_page(
    db::Transaction& tx, const Gtin& gtin, const ScannedUnit& scan, const Surroundings& around
) {
    const auto title = around.language == Language::en ? "Code check" : "Kiểm tra mã";
    auto view = begin_view(tx, around, title, unit_path(gtin.text(), scan.serial));
    view["gtin"] = gtin.text();
    view["serial"] = scan.serial;
    if (const auto product = product_of_gtin(tx, gtin.text()))
        if (catalog::product_of(tx, *product)) view["product_href"] = product_path(*product);
    return varied(page_answer("forged", std::move(view), status_of(forged_unit_code.kind)));
}

Result<Document> scanned_unit(
    db::Transaction& tx, const Caller&, const ScannedUnit& scan, const Surroundings& around
) {
    const auto gtin = gtin_from(scan.gtin);
    if (!gtin) return tl::unexpected(gtin.error());
    if (auto elsewhere = moved(*gtin, scan.gtin, "/21/" + escaped_in_path(scan.serial)))
        return *std::move(elsewhere);
    const auto unit = genuine_unit(tx, scan.gtin, scan.serial);
    if (!unit) {
        if (around.media == Media::html) return forged_page(tx, *gtin, scan, around);
        return tl::unexpected(unit.error());
    }
    // Programs that only look (HEAD: link previews, checkers) are no scans; nor is who asks for JSON.
    if (around.media == Media::html && around.verb == Verb::get) count_scan(tx, unit->lot.id, unit->counter);
    const auto record = trace_unit(tx, *unit);
    if (around.media == Media::json) return varied(as_json(record));
    return varied(as_page(tx, record, around, unit_path(record.gtin, unit->serial)));
}

// A label's three-part form names the same unit; the lot it tells must be the unit's own.
Result<Document> scanned_unit_of_lot(
    db::Transaction& tx, const Caller& caller, const ScannedUnitOfLot& scan, const Surroundings& around
) {
    const ScannedUnit short_form{scan.gtin, scan.serial};
    const auto gtin = gtin_from(scan.gtin);
    if (!gtin) return tl::unexpected(gtin.error());
    const auto unit = genuine_unit(tx, scan.gtin, scan.serial);
    if (unit && unit->lot.lot_code != scan.lot) {
        if (around.media == Media::html) return forged_page(tx, *gtin, short_form, around);
        return refuse(forged_unit_code);
    }
    return scanned_unit(tx, caller, short_form, around);
}

Result<Document> lot_qr(db::Transaction& tx, const Caller&, const ShowQr& wish, const Surroundings& around) {
    auto lot = store::find(tx, wish.lot);
    if (!lot) return refuse(unknown_lot);
    tx.shows(tag(wish.lot));
    std::string path = trace_path(lot->gtin, lot->lot_code);
    std::vector<std::string> caption{printed(gtin_from(lot->gtin).value()), lot->lot_code};
    if (wish.serial) {
        // Only codes that were printed, so that nobody makes symbols of his own here.
        const auto unit = genuine_unit(tx, lot->gtin, *wish.serial);
        if (!unit) return tl::unexpected(unit.error());
        if (unit->lot.id != lot->id) return refuse(forged_unit_code);
        path = unit_path(lot->gtin, unit->serial);
        caption.push_back(unit->serial);
    }
    const auto symbol = qr_symbol(densest_form(around.public_url + path));
    if (!symbol) return tl::unexpected(symbol.error());
    const bool png = wish.format == QrFormat::png;
    auto picture = png ? qr_png(*symbol, static_cast<unsigned>(wish.module.value_or(usual_module_pixels)))
                       : qr_svg(*symbol, caption);
    if (!picture) return refuse(picture);
    return Document{png ? "image/png" : "image/svg+xml", std::move(*picture), {}};
}

Result<Document> unit_codes_file(
    db::Transaction& tx, const Caller& caller, const ShowUnitCodeBatch& wish, const Surroundings& around
) {
    const auto batch = show_unit_code_batch(tx, caller, wish);
    if (!batch) return tl::unexpected(batch.error());
    std::string file;
    std::array<std::string, 4> row{"number", "lot_code", "serial", "link"};
    file.reserve(static_cast<std::size_t>(batch->count) * (around.public_url.size() + 90));
    csv::write(file, row);
    auto number = batch->first;
    each_unit_code(tx, *batch, 0, batch->count, [&](const std::string& code) {
        row = {
            std::to_string(++number),
            batch->lot_code,
            code,
            around.public_url + unit_path(batch->gtin, code)};
        csv::write(file, row);
    });
    const auto name = fmt::format("{}-{}.csv", batch->gtin, text_of(batch->id));
    return Document{
        "text/csv; charset=utf-8",
        std::move(file),
        {{"Content-Disposition", fmt::format("attachment; filename=\"{}\"", name)}}};
}

Result<Document> labels_page(
    db::Transaction& tx, const Caller& caller, const ShowLabels& wish, const Surroundings& around
) {
    const auto batch = show_unit_code_batch(tx, caller, {wish.batch});
    if (!batch) return tl::unexpected(batch.error());
    const auto lot = store::find(tx, batch->lot);
    ensure(lot.has_value(), "a printed lot is there");
    const auto record = trace(tx, caller, {batch->lot});
    if (!record) return tl::unexpected(record.error());
    const auto begin = std::min(wish.from.value_or(1), batch->count) - 1;
    auto labels = View::array();
    std::optional<Refused> wrong;
    each_unit_code(tx, *batch, begin, wish.count.value_or(labels_of_a_page), [&](const std::string& code) {
        if (wrong) return;
        const auto symbol = qr_symbol(densest_form(around.public_url + unit_path(batch->gtin, code)));
        const auto svg = symbol ? qr_svg(*symbol) : Result<std::string>(tl::unexpected(symbol.error()));
        if (svg)
            labels.push_back({{"svg", *svg}, {"serial", code}});
        else
            wrong = svg.error();
    });
    if (wrong) return tl::unexpected(std::move(*wrong));
    auto view = begin_view(
        tx,
        around,
        fmt::format("{} {}", around.language == Language::en ? "Labels" : "Tem", batch->lot_code),
        fmt::format("{}?from={}", batch->labels_path, begin + 1)
    );
    add_trace(view, *record, tx.today(), around.language);
    view["producer"] = record->producer.name;
    view["from"] = begin + 1;
    view["to"] = begin + static_cast<std::int64_t>(labels.size());
    view["all"] = batch->count;
    view["labels"] = std::move(labels);
    return page_answer("labels", std::move(view));
}

constexpr std::string_view html = "text/html";

constexpr std::array routes{
    route<&record>(
        {.verb = Verb::post,
         .path = "/v1/lots",
         .operation = "recordLot",
         .may = Permission::record,
         .summary = "Record a lot of one's own and get its lot code.",
         .success = Success::created}
    ),
    route<&show_lots>(
        {.path = "/v1/lots",
         .operation = "listLots",
         .may = Permission::record,
         .summary = "List one's own lots, the newest first."}
    ),
    route<&show_lot>(
        {.path = "/v1/lots/{lot}",
         .operation = "showLot",
         .may = Permission::record,
         .summary = "Show one of one's own lots with what happened to it."}
    ),
    route<&trace>(
        {.path = "/v1/lots/{lot}/trace",
         .operation = "traceLot",
         .may = Permission::anyone,
         .summary = "What anybody may know of a lot.",
         .cache = Cache::shared}
    ),
    route<&lot_qr>(
        {.path = "/v1/lots/{lot}/qr",
         .operation = "showLotQr",
         .may = Permission::anyone,
         .summary = "The QR symbol of a lot, or of one of its units, as SVG or PNG.",
         .cache = Cache::shared,
         .media_type = "image/svg+xml"}
    ),
    route<&print_unit_codes>(
        {.verb = Verb::post,
         .path = "/v1/lots/{lot}/unit-codes",
         .operation = "printUnitCodes",
         .may = Permission::record,
         .summary = "Give out a range of unit codes for a lot.",
         .success = Success::created}
    ),
    route<&show_unit_code_batch>(
        {.path = "/v1/unit-code-batches/{batch}",
         .operation = "showUnitCodeBatch",
         .may = Permission::record,
         .summary = "Show a range of unit codes."}
    ),
    route<&unit_codes_file>(
        {.path = "/v1/unit-code-batches/{batch}.csv",
         .operation = "downloadUnitCodes",
         .may = Permission::record,
         .summary = "All codes of a range with their links, for a printer.",
         .media_type = "text/csv"}
    ),
    route<&labels_page>(
        {.path = "/v1/unit-code-batches/{batch}/labels",
         .operation = "labelsPage",
         .may = Permission::record,
         .summary = "Page: a sheet of labels for A4.",
         .media_type = html}
    ),
    route<&scanned_product>(
        {.path = "/01/{gtin}",
         .operation = "scanProduct",
         .may = Permission::anyone,
         .summary = "GS1 Digital Link of a product: leads to its page, or to its JSON.",
         .media_type = html}
    ),
    route<&scanned_lot>(
        {.path = "/01/{gtin}/10/{lot}",
         .operation = "scanLot",
         .may = Permission::anyone,
         .summary = "GS1 Digital Link of a lot: its trace page, or JSON.",
         .cache = Cache::shared,
         .media_type = html}
    ),
    route<&scanned_unit>(
        {.path = "/01/{gtin}/21/{serial}",
         .operation = "scanUnit",
         .may = Permission::anyone,
         .summary = "GS1 Digital Link of one unit: whether its code is genuine, its trace, how often it was "
                    "scanned.",
         .media_type = html}
    ),
    route<&scanned_unit_of_lot>(
        {.path = "/01/{gtin}/10/{lot}/21/{serial}",
         .operation = "scanUnitOfLot",
         .may = Permission::anyone,
         .summary = "The same with the lot on the label.",
         .media_type = html}
    ),
};

}  // namespace

std::span<const Route> traceability_routes() { return routes; }

}  // namespace chophien::server
