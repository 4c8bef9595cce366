// One row of an import file: which columns there are, what a row says, and what is wrong with it. Pure.
#pragma once

#include "catalog/label_words.hpp"
#include "catalog/offer.hpp"
#include "core/clock.hpp"
#include "core/jobs.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog {

enum class ImportColumn : std::uint8_t {
    product_name,
    ocop_set,
    description,
    province,
    origin,
    brand,
    storage,
    usage,
    pack_size,
    unit,
    content,
    content_unit,
    price_vnd,
    minimum,
    step,
    stock,
    gtin,
    stars,
    decision_no,
    decided_on,
    issuer,
    source,
    ingredients,
    allergens,
    warning,
    maker,
    ethanol,
    declaration_no,
    shelf_life,
    pricing_unit,
    tolerance_percent,
};

/// A column as the template writes it, and the Vietnamese headings it is known by.
struct ImportHeading {
    ImportColumn column;
    std::string_view name;
    std::string_view name_vi;
    std::string_view also_vi;  ///< another usual heading, or empty
    bool needed;
    std::string_view example;
};

/// All columns in the template's order.
std::vector<ImportHeading> import_headings();

/// The columns of a file by its first record, in the file's order. Names are compared without tones, case and
/// signs: "Giá", "gia", "price_vnd". Refuses (wrong_import) naming every unknown, repeated and missing
/// column.
Result<std::vector<ImportColumn>> columns_of(const std::vector<std::string>& header);

struct DeclaredLabel {
    std::int32_t stars = 0;
    std::optional<std::string> decision_no{};
    std::optional<std::string> issuer{};
    std::optional<std::string> source{};
    Day decided_on{};
};

/// What a good row says. What a file has no column for, or leaves empty, is absent: an existing product keeps
/// it.
struct ImportRow {
    std::int64_t line = 0;
    std::string name;
    std::string identity;  ///< name_identity of the name
    std::optional<std::string> description{};
    std::optional<std::int32_t> ocop_set{};
    std::optional<std::string> province{};
    std::optional<std::string> origin{};
    std::optional<std::string> brand{};
    std::optional<std::string> storage{};
    std::optional<std::string> usage{};
    LabelWords label_words{};
    std::string pack;
    std::string pack_identity;
    const Unit* unit = nullptr;
    std::optional<Quantity> content{};
    Money price;
    std::optional<Decimal> minimum{};
    std::optional<Decimal> step{};
    std::optional<Decimal> stock{};
    std::optional<std::string> gtin{};          ///< 14 digits
    std::optional<const Unit*> pricing_unit{};  ///< paid by weight or volume (weighing.hpp) …
    std::optional<std::int32_t> tolerance_percent{};
    std::optional<DeclaredLabel> label{};
};

/// Reads one record. Nothing when something is wrong; then `findings` says all of it. A label of one or two
/// stars is left out with a word: it is none.
std::optional<ImportRow> row_from(
    std::int64_t line,
    const std::vector<std::string>& cells,
    const std::vector<ImportColumn>& columns,
    std::vector<jobs::Finding>& findings
);

/// A price as people type it: 120000, 120.000, "120,000 đ". Nothing for anything else.
std::optional<Money> price_from(std::string_view text);

/// The column that a fault of an offer or its stock (faults_of, fault_of_stock) is about.
ImportColumn column_at(std::string_view pointer);

/// A quantity as people type it: 12, 12.5, 12,5. Nothing for "1.000", which is a thousand to some and one to
/// others.
std::optional<Decimal> quantity_from(std::string_view text);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Names<catalog::ImportColumn> {
    using enum catalog::ImportColumn;
    static constexpr std::array of{
        std::pair{product_name, std::string_view("product_name")},
        std::pair{ocop_set, std::string_view("ocop_set")},
        std::pair{description, std::string_view("description")},
        std::pair{province, std::string_view("province")},
        std::pair{origin, std::string_view("origin")},
        std::pair{brand, std::string_view("brand")},
        std::pair{storage, std::string_view("storage")},
        std::pair{usage, std::string_view("usage")},
        std::pair{pack_size, std::string_view("pack_size")},
        std::pair{unit, std::string_view("unit")},
        std::pair{content, std::string_view("content")},
        std::pair{content_unit, std::string_view("content_unit")},
        std::pair{price_vnd, std::string_view("price_vnd")},
        std::pair{minimum, std::string_view("minimum")},
        std::pair{step, std::string_view("step")},
        std::pair{stock, std::string_view("stock")},
        std::pair{gtin, std::string_view("gtin")},
        std::pair{stars, std::string_view("stars")},
        std::pair{decision_no, std::string_view("decision_no")},
        std::pair{decided_on, std::string_view("decided_on")},
        std::pair{issuer, std::string_view("issuer")},
        std::pair{source, std::string_view("source")},
        std::pair{ingredients, std::string_view("ingredients")},
        std::pair{allergens, std::string_view("allergens")},
        std::pair{warning, std::string_view("warning")},
        std::pair{maker, std::string_view("maker")},
        std::pair{ethanol, std::string_view("ethanol")},
        std::pair{declaration_no, std::string_view("declaration_no")},
        std::pair{shelf_life, std::string_view("shelf_life")},
        std::pair{pricing_unit, std::string_view("pricing_unit")},
        std::pair{tolerance_percent, std::string_view("tolerance_percent")},
    };
};

}  // namespace chophien::json
