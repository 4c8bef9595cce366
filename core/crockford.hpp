// Crockford's base 32: capitals and digits without I, L, O and U. Read leniently, written in one form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::crockford {

inline constexpr std::string_view capitals = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
inline constexpr std::string_view smalls = "0123456789abcdefghjkmnpqrstvwxyz";

/// The value of one sign, 0 to 31; small letters are read, O as 0, I and L as 1. -1 for any other.
int value_of(char sign);

/// The number in exactly `width` signs of `alphabet`, highest first. The number must fit.
std::string written(std::uint64_t number, int width, std::string_view alphabet);

/// The number behind 1 to 13 signs. Nothing when a sign is foreign or the number is over 64 bits.
std::optional<std::uint64_t> read(std::string_view text);

}  // namespace chophien::crockford
