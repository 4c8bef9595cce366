// Chains on the wire: where a thing came from and where it went, as JSON, as a table and as a picture.
#include "core/csv.hpp"
#include "server/route.hpp"
#include "traceability/graph/picture.hpp"
#include "traceability/graph/wire.hpp"

#include <array>

namespace chophien::server {

namespace {

using namespace traceability::graph;

Result<Document> chain_table(db::Transaction& tx, const Caller& caller, const AskChain& ask) {
    const auto chain = show_chain(tx, caller, ask);
    if (!chain) return tl::unexpected(chain.error());
    std::map<std::string_view, const ChainThing*> things;
    for (const auto& thing : chain->things) things.emplace(thing.id, &thing);
    std::string file;
    csv::write(
        file,
        std::array<std::string, 13>{
            "steps",
            "from",
            "from_product",
            "from_lot_code",
            "to",
            "to_product",
            "to_lot_code",
            "tie",
            "at",
            "until",
            "quantity",
            "unit",
            "begun_where"}
    );
    for (const auto& tie : chain->ties) {
        const auto& from = *things.at(tie.from);
        const auto& to = *things.at(tie.to);
        csv::write(
            file,
            std::array<std::string, 13>{
                std::to_string(std::max(from.steps, to.steps)),
                tie.from,
                from.product.value_or(""),
                from.lot_code.value_or(""),
                tie.to,
                to.product.value_or(""),
                to.lot_code.value_or(""),
                std::string(json::name_of(tie.tie)),
                text_of(tie.at),
                tie.until ? text_of(*tie.until) : "",
                tie.quantity.value_or(""),
                tie.unit.value_or(""),
                from.begun_where.value_or("")}
        );
    }
    return Document{
        "text/csv; charset=utf-8",
        std::move(file),
        {{"Content-Disposition", "attachment; filename=\"chain.csv\""}}};
}

Result<Document> chain_picture(
    db::Transaction& tx, const Caller& caller, const AskChain& ask, const Surroundings& around
) {
    const auto chain = show_chain(tx, caller, ask);
    if (!chain) return tl::unexpected(chain.error());
    return Document{"image/svg+xml", picture_of(*chain, around.language == Language::en), {}};
}

constexpr std::array routes{
    route<&show_chain>(
        {.path = "/v1/chains",
         .operation = "showChain",
         .may = Permission::signed_in,
         .summary = "All a thing came from, or all it went into, as far as you may see, in one answer."}
    ),
    route<&chain_table>(
        {.path = "/v1/chains.csv",
         .operation = "downloadChain",
         .may = Permission::signed_in,
         .summary = "The same as a table, one tie a line.",
         .media_type = "text/csv"}
    ),
    route<&chain_picture>(
        {.path = "/v1/chains.svg",
         .operation = "drawChain",
         .may = Permission::signed_in,
         .summary = "The same as a picture.",
         .media_type = "image/svg+xml"}
    ),
    route<&show_balance>(
        {.path = "/v1/balances",
         .operation = "showBalance",
         .may = Permission::signed_in,
         .summary = "What every holder did with the goods of a lot: in, out, and what does not add up."}
    ),
};

}  // namespace

std::span<const Route> chain_routes() { return routes; }

}  // namespace chophien::server
