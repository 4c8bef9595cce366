// A seller's catalogue as an import file: importing it again changes nothing.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/products.hpp"
#include "core/pieces.hpp"

#include <memory>
#include <optional>

namespace chophien::catalog {

struct ExportProducts {
    std::optional<ProductState> state{};
};

enum class ExportFormat : std::uint8_t { csv, xlsx };

/// The seller's products in a state (published when left out), the newest first, one row for each of their
/// offers, in the columns of the import's template: one file of any length, in memory a few products at a
/// time. Products without an offer have no row; numbers that the market gave (GTIN) are left empty. In CSV,
/// texts that would run as formulas are neutralised (csv::neutralised). What changes while the file is read
/// may be in it or not; each product is in it at most once, and as it was at one moment.
/// Refuses: too_long_for_spreadsheet (more offers than a spreadsheet has rows).
Result<std::unique_ptr<Pieces>> export_products(
    db::Transaction& tx, const accounts::Caller& seller, const ExportProducts& wish, ExportFormat format
);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::ExportProducts> {
    using Of = catalog::ExportProducts;
    static constexpr std::string_view name = "ExportProducts";
    static constexpr auto fields = std::tuple{
        field("state", &Of::state, "Products in this state; published when left out."),
    };
};

}  // namespace chophien::json
