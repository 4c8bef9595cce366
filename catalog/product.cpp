#include "catalog/product.hpp"

#include <array>

namespace chophien::catalog {

std::span<const ProductTransition> product_transitions() {
    static constexpr std::array table{
        ProductTransition{ProductState::draft, ProductStep::publish, ProductState::published},
        ProductTransition{ProductState::published, ProductStep::withdraw, ProductState::withdrawn},
        ProductTransition{ProductState::withdrawn, ProductStep::publish, ProductState::published},
    };
    return table;
}

std::optional<ProductState> next_state(ProductState from, ProductStep step) {
    for (const auto& line : product_transitions())
        if (line.from == from && line.step == step) return line.to;
    return std::nullopt;
}

std::vector<Violation> missing_for_publication(const Product& product, bool has_offer_on_sale) {
    std::vector<Violation> missing;
    if (!product.ocop_set)
        missing.push_back(
            {"/set", "required", "Chưa chọn bộ sản phẩm OCOP (1–26).", "Its OCOP set (1–26) is not chosen."}
        );
    if (!product.province)
        missing.push_back(
            {"/province",
             "required",
             "Chưa ghi xuất xứ (tỉnh, thành phố).",
             "Its province of origin is not said."}
        );
    if (!has_offer_on_sale)
        missing.push_back(
            {"/offers",
             "required",
             "Chưa có chào bán nào đang mở, có quy cách và giá.",
             "It has no offer on sale with a pack and a price."}
        );
    return missing;
}

}  // namespace chophien::catalog
