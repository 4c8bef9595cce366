#include "catalog/exporting.hpp"

#include "catalog/bulk.hpp"
#include "catalog/import_row.hpp"
#include "catalog/refusals.hpp"
#include "catalog/row_columns.hpp"
#include "catalog/spreadsheet.hpp"
#include "core/csv.hpp"
#include "core/gs1_key.hpp"
#include "core/places.hpp"

#include <map>
#include <utility>

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

constexpr Statement count_offers{"catalog.count_offers", R"sql(
    SELECT COUNT(*) FROM offers FORCE INDEX (by_seller) WHERE seller = ?
)sql"};

// A page's products with all their words are a few megabytes at most; a piece ends after the product that
// fills it.
constexpr std::int64_t products_at_once = 100;
constexpr std::size_t piece_bytes = std::size_t{256} << 10U;

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

/// Rows as bytes, in either format.
class RowWriter {
public:
    virtual ~RowWriter() = default;
    virtual void row(const std::vector<std::string>& cells) = 0;
    virtual void finish() = 0;
    virtual std::string take() = 0;
};

class CsvWriter final : public RowWriter {
public:
    void row(const std::vector<std::string>& cells) override { csv::write(csv_, cells); }

    void finish() override {}

    std::string take() override { return std::exchange(csv_, {}); }

private:
    std::string csv_{csv::byte_order_mark};
};

class SpreadsheetWriter final : public RowWriter {
public:
    void row(const std::vector<std::string>& cells) override { sheet_.row(cells); }

    void finish() override { sheet_.finish(); }

    std::string take() override { return sheet_.take(); }

private:
    SpreadsheetStream sheet_;
};

struct Page {
    std::vector<Product> products{};
    std::map<ProductId, std::vector<store::StockedOffer>> offers{};
    std::map<ProductId, ExportLabel> labels{};  // the newest of each
};

Page page_of(db::Transaction& tx, accounts::OrganisationId seller, ProductState state, std::uint64_t before) {
    Page page;
    page.products = store::products_of(tx, seller, state, before, products_at_once);
    if (page.products.empty()) return page;
    std::vector<ProductId> ids;
    for (const auto& product : page.products) ids.push_back(product.id);
    const auto wanted = bulk_ids<OfProduct>(ids);
    for (auto& one : tx.rows<store::StockedOffer>(select_offers, wanted))
        page.offers[one.offer.product].push_back(std::move(one));
    for (auto& label : tx.rows<ExportLabel>(select_labels, wanted))
        page.labels.emplace(label.product, std::move(label));
    return page;
}

class Export final : public Pieces {
public:
    Export(accounts::OrganisationId seller, ProductState state, std::unique_ptr<RowWriter> writer)
        : seller_(seller), state_(state), writer_(std::move(writer)) {
        std::vector<std::string> names;
        for (const auto& heading : headings_) names.emplace_back(heading.name_vi);
        writer_->row(names);
    }

    void read(db::Transaction& tx) override {
        if (page_) return;
        page_ = page_of(tx, seller_, state_, before_);
        written_ = 0;
    }

    std::string take() override {
        const auto& products = page_->products;
        auto piece = writer_->take();
        while (written_ < products.size() && piece.size() < piece_bytes) {
            write(products[written_++]);
            piece += writer_->take();
        }
        if (written_ < products.size()) return piece;
        finished_ = std::ssize(products) < products_at_once;
        if (finished_) {
            writer_->finish();
            piece += writer_->take();
        } else {
            before_ = products.back().id.number;
            page_.reset();
        }
        return piece;
    }

    bool finished() const override { return finished_; }

private:
    void write(const Product& product) {
        const auto label = page_->labels.find(product.id);
        std::vector<std::string> cells(headings_.size());
        for (const auto& one : page_->offers[product.id]) {
            for (std::size_t at = 0; at < headings_.size(); ++at)
                cells[at] = cell(
                    headings_[at].column,
                    product,
                    one,
                    label == page_->labels.end() ? nullptr : &label->second
                );
            writer_->row(cells);
        }
    }

    const std::vector<ImportHeading> headings_ = import_headings();
    accounts::OrganisationId seller_;
    ProductState state_;
    std::unique_ptr<RowWriter> writer_;
    std::uint64_t before_ = INT64_MAX;
    std::optional<Page> page_;  // none: the next one is to be read
    std::size_t written_ = 0;   // of the page's products
    bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<Pieces>> export_products(
    db::Transaction& tx, const Caller& seller, const ExportProducts& wish, ExportFormat format
) {
    std::unique_ptr<RowWriter> writer;
    if (format == ExportFormat::xlsx) {
        // The first row is the headings'.
        if (tx.row<std::int64_t>(count_offers, seller.organisation) >= SpreadsheetStream::most_rows)
            return refuse(too_long_for_spreadsheet);
        writer = std::make_unique<SpreadsheetWriter>();
    } else {
        writer = std::make_unique<CsvWriter>();
    }
    return std::make_unique<Export>(
        seller.organisation, wish.state.value_or(ProductState::published), std::move(writer)
    );
}

}  // namespace chophien::catalog
