// Unit codes: the serial (application identifier 21) of one jar, box or fruit. A code carries its own proof,
// so ten million printed codes cost no rows, and a forged one is refused without a look-up.
//
//     sign 1        signs 2 … 20: 95 bits, shuffled as one
//     key version   39 zeros, the proof   batch (32 bits)   counter (24 bits)
//
// The shuffling is a keyed permutation of all 95 bits: a Feistel network of six rounds over halves of 47 and
// 48 bits, whose round function is HMAC-SHA256 over product (GTIN), key version, round and half. Whoever
// reads a code turns it back and finds the zeros, or does not. Why so, in numbers:
//
// Printed length: 20 signs, all that GS1 gives a serial; Crockford's base 32 has no look-alikes and keeps a
// QR code in its dense mode.
//
// Forging: whatever is not a printed code turns back into random bits and passes with a chance of 2^-39, one
// in 550 thousand million. At a thousand tries a second the first success takes seventeen years on average.
//
// Hitting a code that was really printed: what passes names a batch and a counter at random among 2^56, which
// the caller compares with what was printed. A thousand million codes printed (2^30) give 2^30 / 2^95 = 2^-65
// per try, and holding real codes does not help: no change to one leads to its neighbour.
//
// Nothing shows: neighbours on a roll look unrelated, so one bought jar betrays neither the next code nor how
// much was made.
//
// Turned down: a plain counter with a 60-bit tag, which leaves 35 bits for batch and counter and shows both;
// and numbers masked by their tag (two hashes instead of six), where a real code's tag kept and its counter
// changed names a printed neighbour with a chance of 2^-39 instead of 2^-65. Fewer rounds: four are enough
// against some 2^23 codes seen, five and more against nearly as many as a half has values (Luby and Rackoff;
// Patarin).
//
// 32 key versions: new codes take the newest key, codes on the shelf are read with their own.
#pragma once

#include "core/gs1_key.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace chophien::traceability {

/// One secret of 32 bytes and its version, 0 to 31.
struct UnitKey {
    unsigned version = 0;
    std::string secret;

    static constexpr unsigned versions = 32;
    static constexpr std::size_t secret_bytes = 32;
};

/// Which unit: the batch of codes it was printed in (which leads to the lot) and its counter there.
struct CodedUnit {
    std::uint32_t batch = 0;
    std::uint32_t counter = 0;  ///< up to most_counter

    static constexpr std::uint32_t most_counter = (1U << 24U) - 1;

    friend bool operator==(const CodedUnit&, const CodedUnit&) = default;
};

inline constexpr std::size_t unit_code_signs = 20;

/// The code of a unit; another for every product, key, batch and counter.
std::string unit_code(const UnitKey& key, const Gtin& gtin, CodedUnit unit);

/// The one written form of a code as typed: capitals, O as 0, I and L as 1, blanks and hyphens dropped.
/// Nothing when it has not 20 signs of Crockford's.
std::optional<std::string> written_unit_code(std::string_view typed);

/// Which unit a code stands for; reads what written_unit_code reads. That the batch is one of ours, of this
/// product, and the counter was printed is left to the caller. Refuses: forged_unit_code (no code, an unknown
/// key version, another product's, or no proof in it).
Result<CodedUnit> verified_unit(std::string_view typed, std::span<const UnitKey> keys, const Gtin& gtin);

}  // namespace chophien::traceability
