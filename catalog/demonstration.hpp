// A market may be a demonstration: real products, made-up prices and stock. Then every answer about products
// says so.
#pragma once

#include "core/db/transaction.hpp"
#include "core/json/shape.hpp"

#include <optional>
#include <string>

namespace chophien::catalog {

/// A sentence in both languages, as answers carry it.
struct Notice {
    std::string vi;
    std::string en;
};

bool is_demonstration(db::Transaction& tx);
/// The sentence of a demonstration; none for a real market.
std::optional<Notice> demonstration_notice(db::Transaction& tx);
void declare_demonstration(db::Transaction& tx);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::Notice> {
    static constexpr std::string_view name = "Notice";
    static constexpr auto fields = std::tuple{
        field("vi", &catalog::Notice::vi, "In Vietnamese."),
        field("en", &catalog::Notice::en, "In English.")};
};

}  // namespace chophien::json
