#include "catalog/exporting.hpp"

#include "catalog/bulk.hpp"
#include "catalog/import_row.hpp"
#include "catalog/refusals.hpp"
#include "catalog/row_columns.hpp"
#include "core/csv.hpp"
#include "core/gs1_key.hpp"
#include "core/places.hpp"

#include <map>

namespace chophien::catalog {

namespace {

using accounts::Caller;
using db::Statement;

constexpr Statement select_offers{"catalog.export_offers", R"sql(
    SELECT o.id, o.product, o.seller, o.pack, o.unit, o.content, o.content_unit, o.gtin, o.price, o.minimum, o.step,
           o.state, o.version, o.updated_at, o.pricing_unit, o.tolerance_percent, k.on_hand, k.reserved, k.held,
           k.least_on_hand
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN offers AS o ON o.product = wanted.id
           STRAIGHT_JOIN offer_stock AS k ON k.offer = o.id
     ORDER BY o.product, o.id
)sql"};

constexpr Statement select_labels{"catalog.export_labels", R"sql(
    SELECT l.product, l.stars, l.decision_no, l.decided_on, l.issuer, l.source
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS wanted
           STRAIGHT_JOIN ocop_labels AS l ON l.product = wanted.id
     ORDER BY l.product, l.decided_on DESC, l.stars DESC
)sql"};

struct ExportLabel {
    ProductId product;
    std::int32_t stars = 0;
    std::optional<std::string> decision_no{};
    Day decided_on{};
    std::optional<std::string> issuer{};
    std::optional<std::string> source{};
};

}  // namespace

}  // namespace chophien::catalog

template <>
struct chophien::db::Columns<chophien::catalog::ExportLabel> {
    using Of = catalog::ExportLabel;
    static constexpr auto of =
        std::tuple{&Of::product, &Of::stars, &Of::decision_no, &Of::decided_on, &Of::issuer, &Of::source};
};

namespace chophien::catalog {

namespace {

// The import takes "1.125" for a thousand or for one and refuses it; a zero in front makes it certain.
std::string quantity_cell(Decimal quantity) {
    auto text = text_of(quantity);
    return quantity_from(text) == quantity ? text : '0' + text;
}

std::string unit_cell(const Unit* unit) {
    if (unit == nullptr) return {};
    const auto* known = unit_from(unit->name_vi);
    return std::string(known != nullptr && *known == *unit ? unit->name_vi : unit->code);
}

std::string gtin_cell(const std::string& gtin) {
    const auto key = gtin_from(gtin);
    ensure(key.has_value(), "a kept GTIN is one");
    return is_platform(*key) || is_restricted(*key) ? std::string() : gtin;
}

std::string cell(
    ImportColumn column, const Product& product, const store::StockedOffer& one, const ExportLabel* label
) {
    using enum ImportColumn;
    const auto& offer = one.offer;
    switch (column) {
        case product_name:
            return product.name;
        case ocop_set:
            return product.ocop_set ? std::to_string(*product.ocop_set) : "";
        case description:
            return product.description.value_or("");
        case province:
            return product.province ? std::string(province_of(*product.province).name) : "";
        case origin:
            return product.origin.value_or("");
        case brand:
            return product.brand.value_or("");
        case storage:
            return product.storage.value_or("");
        case usage:
            return product.usage.value_or("");
        case ingredients:
        case allergens:
        case warning:
        case maker:
        case ethanol:
        case declaration_no:
        case shelf_life:
            return said(product.label_words, label_word(json::name_of(column))).value_or("");
        case pack_size:
            return offer.pack;
        case unit:
            return unit_cell(offer.unit);
        case content:
            return offer.content ? quantity_cell(*offer.content) : "";
        case content_unit:
            return unit_cell(offer.content_unit.value_or(nullptr));
        case pricing_unit:
            return unit_cell(offer.pricing_unit.value_or(nullptr));
        case tolerance_percent:
            return offer.tolerance_percent ? std::to_string(*offer.tolerance_percent) : "";
        case price_vnd:
            return std::to_string(offer.price.minor);
        case minimum:
            return quantity_cell(offer.minimum);
        case step:
            return quantity_cell(offer.step);
        case stock:
            return quantity_cell(one.stock.on_hand);
        case gtin:
            return gtin_cell(offer.gtin);
        case stars:
            return label == nullptr ? "" : std::to_string(label->stars);
        case decision_no:
            return label == nullptr ? "" : label->decision_no.value_or("");
        case decided_on:
            return label == nullptr ? "" : text_of(label->decided_on);
        case issuer:
            return label == nullptr ? "" : label->issuer.value_or("");
        case source:
            return label == nullptr ? "" : label->source.value_or("");
    }
    return {};
}

void write_headings(std::string& csv) {
    csv = csv::byte_order_mark;
    std::vector<std::string> names;
    for (const auto& heading : import_headings()) names.emplace_back(heading.name_vi);
    csv::write(csv, names);
}

void write_rows(db::Transaction& tx, const std::vector<Product>& products, std::string& csv) {
    std::vector<ProductId> ids;
    for (const auto& product : products) ids.push_back(product.id);
    const auto wanted = bulk_ids<OfProduct>(ids);
    std::map<ProductId, std::vector<store::StockedOffer>> offers;
    for (auto& one : tx.rows<store::StockedOffer>(select_offers, wanted))
        offers[one.offer.product].push_back(std::move(one));
    std::map<ProductId, ExportLabel> labels;  // the newest of each
    for (auto& label : tx.rows<ExportLabel>(select_labels, wanted))
        labels.emplace(label.product, std::move(label));
    const auto headings = import_headings();
    std::vector<std::string> cells(headings.size());
    for (const auto& product : products) {
        const auto label = labels.find(product.id);
        for (const auto& one : offers[product.id]) {
            for (std::size_t at = 0; at < headings.size(); ++at)
                cells[at] =
                    cell(headings[at].column, product, one, label == labels.end() ? nullptr : &label->second);
            csv::write(csv, cells);
        }
    }
}

}  // namespace

Result<ExportPage> export_products(db::Transaction& tx, const Caller& seller, const ExportProducts& wish) {
    std::uint64_t before = INT64_MAX;
    if (wish.after) {
        const auto id = id_from<OfProduct>(*wish.after);
        if (!id) return refuse(wrong_cursor);
        before = id->number;
    }
    const auto limit = wish.limit.value_or(usual_export_page);
    auto products = store::products_of(
        tx, seller.organisation, wish.state.value_or(ProductState::published), before, limit + 1
    );
    ExportPage page;
    if (std::ssize(products) > limit) {
        products.pop_back();
        page.next = text_of(products.back().id);
    }
    if (!wish.after) write_headings(page.csv);
    if (!products.empty()) write_rows(tx, products, page.csv);
    return page;
}

}  // namespace chophien::catalog
