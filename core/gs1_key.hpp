// GS1 keys of products (GTIN) and places (GLN), and the numbers this marketplace gives to products of
// cooperatives that hold no GS1 company prefix.
#pragma once

#include "core/result.hpp"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace chophien {

inline constexpr Refusal wrong_gtin{
    "gs1/wrong-gtin", Kind::invalid, {"Mã GTIN không đúng.", "This is not a valid GTIN."}};
inline constexpr Refusal wrong_gln{
    "gs1/wrong-gln", Kind::invalid, {"Mã địa điểm GLN không đúng.", "This is not a valid GLN."}};
inline constexpr std::array gs1_refusals{&wrong_gtin, &wrong_gln};

/// The check digit of GS1 for the digits before it, any number of them: from the right times 3, 1, 3 …; what
/// is missing to the next ten (General Specifications 7.9; the same rule for GTIN-8 to SSCC). The body is
/// digits only.
char check_digit(std::string_view body);

/// Two digits or more, the last being the check digit of the others.
bool has_right_check_digit(std::string_view digits);

/// A trade item number, kept as 14 digits with zeros before the shorter forms. Its check digit is right and
/// it is not all zeros. The default-made one is empty and only for filling.
class Gtin {
public:
    Gtin() = default;

    /// 14 digits.
    std::string_view text() const { return {digits_.data(), digits_.size()}; }

    friend auto operator<=>(const Gtin&, const Gtin&) = default;

private:
    friend Result<Gtin> gtin_from(std::string_view typed);
    friend Gtin platform_gtin(std::uint64_t number);

    std::array<char, 14> digits_{};
};

/// Reads a GTIN of 8, 12, 13 or 14 digits. Refuses: wrong_gtin (letters, another length, a wrong check digit,
/// zeros only).
Result<Gtin> gtin_from(std::string_view typed);

/// The shortest usual printed form: 8 digits, else 13, or 14 when it stands for a bigger pack.
std::string printed(const Gtin& gtin);

/// A number of restricted circulation: good inside one company or region, no key of the open GS1 system. GS1
/// prefixes 020–029 and 200–299 (region), 040–049 and 0000000 (company), and GTIN-8 that start with 0 or 2.
bool is_restricted(const Gtin& gtin);

/// The marketplace's own number for a product:
///
///     0   049   nine digits   check digit
///
/// ND37/2026 art. 28.4 allows codes of one's own as long as nobody can mistake them for GS1 codes, and art. 3
/// makes 893 Vietnam's prefix. GS1 gives 040–049 to numbers "within a company" and never to a member, so no
/// holder of a prefix, in Vietnam or elsewhere, can own such a number, and GTIN check digits, labels, Digital
/// Links and databases still take it. The company range was chosen over 020–029 and 200–299 because
/// supermarket tills read weight or price out of those. The number is from 1 to platform_numbers.
Gtin platform_gtin(std::uint64_t number);

inline constexpr std::uint64_t platform_numbers = 999'999'999;

bool is_platform(const Gtin& gtin);

/// A place or party number: 13 digits, right check digit, not all zeros.
class Gln {
public:
    Gln() = default;

    std::string_view text() const { return {digits_.data(), digits_.size()}; }

    friend auto operator<=>(const Gln&, const Gln&) = default;

private:
    friend Result<Gln> gln_from(std::string_view typed);

    std::array<char, 13> digits_{};
};

/// Reads a GLN. Refuses: wrong_gln.
Result<Gln> gln_from(std::string_view typed);

}  // namespace chophien
