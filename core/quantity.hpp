// Quantities: decimals with three places and a unit of UN/ECE Recommendation 20 (or a package code of
// Recommendation 21 with its X prefix). Never floating point. The table of units is core/data/units.json.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien {

/// A decimal with three places, as thousandths: 2.5 is 2500.
struct Decimal {
    std::int64_t thousandths = 0;

    /// The most a quantity from outside may be: a billion (10^9) of any unit.
    static constexpr std::int64_t limit = 1'000'000'000'000;

    friend auto operator<=>(const Decimal&, const Decimal&) = default;
};

constexpr Decimal whole(std::int64_t number) { return Decimal{number * 1000}; }

Decimal operator+(Decimal left, Decimal right);
Decimal operator-(Decimal left, Decimal right);

/// Shortest form: "2", "2.5", "-0.125".
std::string text_of(Decimal decimal);
/// Digits with at most three places after a point, an optional minus, no exponent, up to the limit. Nothing
/// otherwise.
std::optional<Decimal> decimal_from(std::string_view text);

enum class Dimension : std::uint8_t { mass, volume, count, area, length, time, package };

/// One unit as trade knows it. `code` is what tables and JSON carry: the Recommendation 20 code, or the
/// Recommendation 21 package code with X.
struct Unit {
    std::string_view code;
    std::string_view name_vi;
    std::string_view name_en;
    Dimension dimension;
    /// Fractions of it can be sold (kilograms, litres), of pieces and packages they cannot.
    bool divisible;

    friend bool operator==(const Unit& left, const Unit& right) { return left.code == right.code; }
};

/// All units, one per code, in the order of the table.
std::span<const Unit> units();
/// By code or by household name as typed in Vietnam: "KGM", "kg", "ký", "cân", "hộp", also without tones or
/// in capitals. Null when unknown, or when the name without its tones stands for several units ("ta" is tạ or
/// tá).
const Unit* unit_from(std::string_view text);

/// A decimal and its unit. JSON: {"value": "2.5", "unit": "KGM"}.
struct Quantity {
    Decimal value;
    const Unit* unit = nullptr;

    friend bool operator==(const Quantity& left, const Quantity& right) {
        return left.value == right.value && left.unit == right.unit;
    }
};

}  // namespace chophien
