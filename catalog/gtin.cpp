#include "catalog/gtin.hpp"

namespace chophien::catalog {

namespace {

constexpr db::Statement find_by_gtin{"catalog.product_with_gtin", R"sql(
    SELECT product FROM offers WHERE gtin = ?
)sql"};

}  // namespace

std::optional<ProductId> product_with_gtin(db::Transaction& tx, std::string_view gtin) {
    return tx.row<ProductId>(find_by_gtin, gtin);
}

}  // namespace chophien::catalog
