// The two texts people carry: the order number, to name an order, and a guest's follow code, to prove it is
// hers.
#pragma once

#include "core/clock.hpp"
#include "core/crypto.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::orders {

/// Year, eight signs of Crockford's base 32, check sign: 26-K7QF-3M2N-9. The signs are the lowest 40 bits of
/// a random number, so a number tells nothing of how much is sold. Two orders of a year may meet by chance;
/// the table's unique key then asks for another.
std::string order_number(Day placed, std::uint64_t random);

/// One drawn by chance.
std::string new_order_number(Day placed);

/// The number in its written form, from any spelling: small letters, blanks and hyphens anywhere, O for 0, I
/// and L for 1. Nothing when it is no number or its check sign is wrong, which tells every single wrong sign.
std::optional<std::string> order_number_from(std::string_view text);

/// Sixteen signs, 80 random bits: 7QF3-K2M9-X4T8-N0PQ. Shown once, kept only as its digest.
std::string new_follow_code();

/// What is kept of a code, the same for every spelling of it. Of a text that is no code, a digest that no
/// code has.
crypto::Digest follow_digest(std::string_view code);

}  // namespace chophien::orders
