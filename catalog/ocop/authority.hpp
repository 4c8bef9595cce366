// For whom an authority acts: of the province it was founded for, or, without one, for the ministry.
#pragma once

#include "catalog/ocop/rule_book.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>

namespace chophien::catalog::ocop {

struct Authority {
    Level level{};
    std::optional<std::string> province{};  ///< of a provincial one; code of today

    /// It sees and checks what belongs to that province.
    bool sees(std::string_view of_province) const { return !province || *province == of_province; }
};

/// Nothing for a caller who is no authority.
std::optional<Authority> authority_of(db::Transaction& tx, const accounts::Caller& caller);

}  // namespace chophien::catalog::ocop
