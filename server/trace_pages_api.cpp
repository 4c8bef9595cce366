// What a scan leads to: the trace of a lot, and the check of one unit's code, as pages and as JSON. Counting
// scans is the resolver's (resolver_api.cpp): whoever opens or shares these addresses scanned nothing.
#include "catalog/listing.hpp"
#include "core/gs1_key.hpp"
#include "server/pages.hpp"
#include "server/problems.hpp"
#include "traceability/refusals.hpp"
#include "traceability/resolver/market_links.hpp"
#include "traceability/wire.hpp"

#include <array>

namespace chophien::server {

namespace {

using namespace traceability;

struct CheckUnit {
    std::string gtin;
    std::string serial;
    std::optional<std::string> lot;
};

}  // namespace

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Shape<server::CheckUnit> {
    using T = server::CheckUnit;
    static constexpr std::string_view name = "CheckUnit";
    static constexpr auto fields = std::tuple{
        field("gtin", &T::gtin, characters(8, 14), "GTIN of the pack."),
        field("serial", &T::serial, characters(1, 40), "The code on it."),
        field("lot", &T::lot, characters(1, 40), "The lot the label tells: it must be the unit's own.")};
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

Document as_page(
    db::Transaction& tx, const TraceRecord& record, const Surroundings& around, std::string_view target
) {
    auto view = begin_view(tx, around, record.product_name, target);
    add_trace(view, record, tx.today(), around.language);
    return page_answer("trace", std::move(view));
}

Result<Document> lot_page(
    db::Transaction& tx, const Caller& caller, const TraceById& wish, const Surroundings& around
) {
    const auto record = trace(tx, caller, wish);
    if (!record) return tl::unexpected(record.error());
    return as_page(tx, *record, around, lot_page_path(wish.lot));
}

// Told to a person with care: one code that does not fit proves nothing yet.
Document forged_page(
    db::Transaction& tx, const Gtin& gtin, const CheckUnit& wish, const Surroundings& around
) {
    const auto title = around.language == Language::en ? "Code check" : "Kiểm tra mã";
    const auto* lot = wish.lot ? &*wish.lot : nullptr;
    auto view = begin_view(tx, around, title, unit_page_path(gtin.text(), wish.serial, lot));
    view["gtin"] = gtin.text();
    view["serial"] = wish.serial;
    if (const auto product = product_of_gtin(tx, gtin.text()))
        if (catalog::product_of(tx, *product)) view["product_href"] = product_path(*product);
    return page_answer("forged", std::move(view), status_of(forged_unit_code.kind));
}

// A label's three-part form names the same unit; the lot it tells must be the unit's own.
Result<GenuineUnit> checked(db::Transaction& tx, const CheckUnit& wish) {
    auto unit = genuine_unit(tx, wish.gtin, wish.serial);
    if (unit && wish.lot && *wish.lot != unit->lot.lot_code) return refuse(forged_unit_code);
    return unit;
}

Result<Document> unit_page(
    db::Transaction& tx, const Caller&, const CheckUnit& wish, const Surroundings& around
) {
    const auto gtin = gtin_from(wish.gtin);
    if (!gtin) return tl::unexpected(gtin.error());
    const auto unit = checked(tx, wish);
    if (!unit) return forged_page(tx, *gtin, wish, around);
    const auto record = trace_unit(tx, *unit);
    return as_page(tx, record, around, unit_page_path(record.gtin, unit->serial));
}

Result<TraceRecord> check_unit(db::Transaction& tx, const Caller&, const CheckUnit& wish) {
    const auto unit = checked(tx, wish);
    if (!unit) return tl::unexpected(unit.error());
    return trace_unit(tx, *unit);
}

constexpr std::string_view html = "text/html";

constexpr std::array routes{
    route<&lot_page>(
        {.path = "/lots/{lot}",
         .operation = "lotPage",
         .may = Permission::anyone,
         .summary = "Page: where a lot comes from and what happened to it.",
         .cache = Cache::shared,
         .media_type = html}
    ),
    route<&unit_page>(
        {.path = "/units/{gtin}/{serial}",
         .operation = "unitPage",
         .may = Permission::anyone,
         .summary = "Page: whether the code of one unit is genuine, its trace, how often it was scanned.",
         .media_type = html}
    ),
    route<&check_unit>(
        {.path = "/v1/units/{gtin}/{serial}",
         .operation = "checkUnit",
         .may = Permission::anyone,
         .summary = "The same as JSON; refused when the code is not genuine."}
    ),
};

}  // namespace

std::span<const Route> trace_page_routes() { return routes; }

}  // namespace chophien::server
