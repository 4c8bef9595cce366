// Memo codes: the eleven signs in a transfer message that say what was paid for. They survive capitals,
// dropped punctuation, blanks put in between and whatever banks write around them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::payments {

inline constexpr std::string_view memo_prefix = "HTX";
inline constexpr std::size_t memo_data_signs = 7;
inline constexpr std::size_t memo_code_signs = 11;

/// How many different codes there are: 32^7, thirty-four thousand million. None is used twice.
inline constexpr std::uint64_t memo_codes = 1ULL << 35U;

/// The check sign for data signs of Crockford's alphabet: Luhn modulo 32, which finds every wrong sign and
/// nearly every pair of neighbours changed over.
char memo_check_sign(std::string_view data);

/// HTX, seven signs of the lowest 35 bits of a random number, the check sign.
std::string memo_code(std::uint64_t random);

/// All codes in a bank's line, in order, each once, in their written form. The line is read in capitals
/// without any sign that is no letter or digit; in the eight signs O reads as 0, I and L as 1; a wrong check
/// sign is no code. Of a long line the first 4,096 bytes are read. One text in thirty-two that looks like a
/// code passes by chance, so the caller passes over codes that were never given out.
std::vector<std::string> memo_codes_in(std::string_view line);

}  // namespace chophien::payments
