// The GS1 keys that name something in an event: which digits, serials and qualifiers each has. One table for
// Digital Links, EPC URNs and what they mean.
#pragma once

#include "traceability/ai_table.hpp"
#include "traceability/epcis/names.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace chophien::traceability::epcis {

/// What may follow the key in a path.
struct Qualifier {
    std::string_view ai;
    Signs signs = Signs::set_82;
    std::uint8_t most = 20;
    bool names = true;  ///< part of the canonical name; else dropped (variant, importer index)
    Level level = Level::other;
};

struct Key {
    std::string_view ai;
    std::uint8_t digits = 0;      ///< at its begin
    std::uint8_t checked = 0;     ///< so many of them end with a check digit; 0: none does
    std::uint8_t most_after = 0;  ///< signs of a serial that follows the digits
    Signs after = Signs::set_82;
    Level bare = Level::other;                ///< without serial
    Level serial = Level::other;              ///< with a serial after the digits
    std::span<const Qualifier> qualifiers{};  ///< in the order of the standard
};

/// Null when no key has that identifier.
const Key* find_key(std::string_view ai);

/// Qualifier of any key.
bool qualifies(std::string_view ai);

/// The value has the digits, length and signs of the key. Its check digit may be wrong.
bool fits(const Key& key, std::string_view value);
bool fits(const Qualifier& qualifier, std::string_view value);

/// Of a value that fits.
bool has_right_check(const Key& key, std::string_view value);

}  // namespace chophien::traceability::epcis
