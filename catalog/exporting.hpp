// A seller's catalogue as an import file: importing it again changes nothing.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/products.hpp"

#include <optional>
#include <string>

namespace chophien::catalog {

struct ExportProducts {
    std::optional<ProductState> state{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct ExportPage {
    std::string csv;
    std::optional<std::string> next{};  ///< cursor of the next page, none after the last
};

inline constexpr std::int64_t usual_export_page = 500;
inline constexpr std::int64_t longest_export_page = 1'000;

/// The seller's products in a state (published when left out), the newest first, one row for each of their
/// offers, in the columns of the import's template. Only the first page has headings and a byte order mark,
/// so pages put one after the other are one file. Products without an offer have no row; numbers that the
/// market gave (GTIN) are left empty. Texts that would run as formulas are neutralised (csv::neutralised).
/// Refuses: wrong_cursor.
Result<ExportPage> export_products(
    db::Transaction& tx, const accounts::Caller& seller, const ExportProducts& wish
);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::ExportProducts> {
    using Of = catalog::ExportProducts;
    static constexpr std::string_view name = "ExportProducts";
    static constexpr auto fields = std::tuple{
        field("state", &Of::state, "Products in this state; published when left out."),
        field("after", &Of::after, characters(1, 100), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 1'000), "Products of a page; 500 when left out."),
    };
};

}  // namespace chophien::json
