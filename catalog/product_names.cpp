#include "catalog/product_names.hpp"

#include "core/db/many_rows.hpp"

namespace chophien::catalog {

namespace {

constexpr std::string_view head = "SELECT id, name FROM products WHERE id IN (";
constexpr std::string_view tail = ")";
constexpr auto select_names = db::many_rows<head, db::a_key, tail>("catalog.names_of");

struct Named {
    ProductId id;
    std::string name;
};

}  // namespace

}  // namespace chophien::catalog

template <>
struct chophien::db::Columns<chophien::catalog::Named> {
    using Of = chophien::catalog::Named;
    static constexpr auto of = std::tuple{&Of::id, &Of::name};
};

namespace chophien::catalog {

std::map<ProductId, std::string> names_of(db::Transaction& tx, std::span<const ProductId> ids) {
    std::map<ProductId, std::string> names;
    for (auto& one : db::rows_among<Named>(tx, select_names, ids)) names.emplace(one.id, std::move(one.name));
    return names;
}

}  // namespace chophien::catalog
