// What a link hangs on: one thing ("/01/08936…/10/L1"), every lot or unit of one ("/01/08936…/21/{serial}"),
// or all keys that begin alike ("/8004/0893600*"). And, of a link somebody follows, all anchors that speak of
// it. Pure.
#pragma once

#include "core/result.hpp"
#include "traceability/digital_link.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::traceability {

inline constexpr std::size_t most_anchor_signs = 200;

struct Anchor {
    std::string path;                ///< in the one written form
    std::string ai;                  ///< of the key
    std::string key;                 ///< its value; of a prefix its first digits
    bool prefix = false;             ///< all keys that begin so
    std::vector<std::string> slots;  ///< what a link here may say in braces: key, gtin, lot, serial, rest …
};

/// Reads an anchor as its owner writes it: a Digital Link's path, in which the last values may be {variant},
/// {lot}, {serial}, {extension} or {reference}, or a key cut short by a star (four digits at least, no
/// qualifiers). Refuses: wrong_anchor, and all that digital_link_from refuses.
Result<Anchor> anchor_from(std::string_view text);

/// One level of a link, from what was asked up to the key.
struct LinkLevel {
    std::string path;                ///< of this level, as it was asked
    std::string finest;              ///< identifier of its last element: 21 is a unit, 10 a lot
    std::vector<std::string> exact;  ///< anchors that name this one thing
    std::vector<std::string> wide;   ///< anchors that name its like, the narrowest first
};

/// The finest first. `lot` is what is known of a unit's lot beyond the link: then that lot is a level too.
std::vector<LinkLevel> levels_of(const DigitalLink& link, const std::optional<std::string>& lot = {});

/// What fills the braces of a link found at `anchor`.
using SlotValues = std::vector<std::pair<std::string_view, std::string>>;
SlotValues slot_values(
    const DigitalLink& link, std::string_view anchor, const std::optional<std::string>& lot = {}
);

/// Where in a key of that identifier the company prefix begins: after the indicator or extension digit.
std::size_t company_prefix_at(std::string_view ai);

/// The company prefixes that may have given out a key, the longest first: 12 to 4 digits.
std::vector<std::string> possible_company_prefixes(std::string_view ai, std::string_view key);

}  // namespace chophien::traceability
