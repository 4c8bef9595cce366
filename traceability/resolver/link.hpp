// One link of a thing: where it leads, what is there, and for whom.
#pragma once

#include "core/id.hpp"
#include "core/json/shape.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace chophien::traceability {

struct OfLink {
    static constexpr std::string_view prefix = "lnk";
};

using LinkId = Id<OfLink>;

/// Its part in the answer to who names no link type: none, the one default of its anchor, or one of several
/// that language, media type or context choose among.
enum class LinkStanding : std::uint8_t { usual, main, variant };

struct Link {
    LinkId id{};            ///< zero: the market's own, computed
    std::string link_type;  ///< whole URI
    std::string href;       ///< https with slots in braces; the market's own is a path
    std::string title;
    std::optional<std::string> title_en{};
    std::optional<std::string> media_type{};
    std::vector<std::string> languages{};
    std::vector<std::string> contexts{};
    LinkStanding standing = LinkStanding::usual;
    bool forwards_query = true;  ///< the asker's own query goes along
    bool open = true;            ///< anybody may read what is there
};

}  // namespace chophien::traceability

namespace chophien::json {

template <>
struct Names<traceability::LinkStanding> {
    using enum traceability::LinkStanding;
    static constexpr std::array of{
        std::pair{usual, std::string_view("usual")},
        std::pair{main, std::string_view("default")},
        std::pair{variant, std::string_view("variant")},
    };
};

}  // namespace chophien::json
