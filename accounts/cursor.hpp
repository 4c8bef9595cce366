// Keyset cursors of this floor's lists.
#pragma once

#include "accounts/particulars.hpp"
#include "accounts/refusals.hpp"
#include "core/id.hpp"
#include "core/json/reader.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::accounts {

inline constexpr std::int64_t default_page = 20;

/// The id a cursor names; zero without one. Refuses: not_as_described.
template <class Of>
Result<Id<Of>> id_cursor(const std::optional<std::string>& after) {
    if (!after) return Id<Of>{};
    const auto id = id_from<Of>(*after);
    if (!id) return refuse(json::not_as_described, {violation_of("/after", Refused{&wrong_cursor})});
    return *id;
}

/// Of one row more than a page holds, cuts the last off and says where the next page begins.
template <class Row, class Key>
PageEnd cut(std::vector<Row>& rows, std::int64_t limit, Key&& key) {
    const auto most = static_cast<std::size_t>(limit);
    if (rows.size() <= most) return {};
    rows.resize(most);
    return {key(rows.back())};
}

}  // namespace chophien::accounts
