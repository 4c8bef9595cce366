// Cursors of product lists: a digest of the query they belong to, how the list was made, and the last row's
// place in it.
#pragma once

#include "catalog/listing.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::catalog {

enum class Making : char { newest = 'n', by_name = 'a', by_index = 'x' };

struct ListCursor {
    std::uint64_t digest = 0;
    Making making = Making::newest;
    std::int32_t effort = 0;  ///< of an index: how the first page's words were understood
    std::uint64_t product = 0;
    std::string name{};      ///< by name
    std::int64_t value = 0;  ///< by index: what it sorts by
};

std::string written(const ListCursor& cursor);
/// Nothing for what `written` never wrote.
std::optional<ListCursor> list_cursor_from(std::string_view text);

/// What two wishes for the same list have in common; `province` is the code of today.
std::uint64_t digest_of(const ListProducts& wish, const std::optional<std::string>& province);

}  // namespace chophien::catalog
