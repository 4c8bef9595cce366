// For whom an authority acts: the commune or the province it was founded for, or, without one, the ministry.
#pragma once

#include "catalog/ocop/rule_book.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>

namespace chophien::catalog::ocop {

struct Authority {
    Level level{};
    std::optional<std::string> province{};  ///< of a provincial or communal one; code of today
    std::optional<std::string> commune{};   ///< of a communal one; code of today

    /// It sees what belongs to that province; a communal one only what was handed to its commune.
    bool sees(std::string_view of_province, const std::optional<std::string>& of_commune = std::nullopt)
        const {
        return (!province || *province == of_province) && (!commune || commune == of_commune);
    }
};

/// Nothing for a caller who is no authority.
std::optional<Authority> authority_of(db::Transaction& tx, const accounts::Caller& caller);

}  // namespace chophien::catalog::ocop
