// Traceability on the wire: lots and codes for cooperatives; QR symbols and sheets of labels.
#include "core/csv.hpp"
#include "core/gs1_key.hpp"
#include "server/pages.hpp"
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
};

}  // namespace

std::span<const Route> traceability_routes() { return routes; }

}  // namespace chophien::server
