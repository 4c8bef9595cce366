// Money: whole minor units and their currency. The đồng has no minor unit in use (ISO 4217: VND, exponent 0),
// so one minor unit is one đồng. Never floating point.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chophien {

enum class Currency : std::uint8_t { vnd };

/// An amount. Sums that leave 64 bits are refused where amounts come in (Money::limit) and bugs everywhere
/// else.
struct Money {
    std::int64_t minor = 0;
    Currency currency = Currency::vnd;

    /// The most one amount from outside may be: a hundred thousand billion đồng (10^14). Ninety thousand of
    /// them fit in 64 bits.
    static constexpr std::int64_t limit = 100'000'000'000'000;

    friend bool operator==(const Money&, const Money&) = default;
};

constexpr Money vnd(std::int64_t dong) { return Money{dong, Currency::vnd}; }

/// Sum, difference, comparison of one currency; another currency or an overflow is a bug (ensure).
Money operator+(Money left, Money right);
Money operator-(Money left, Money right);
std::strong_ordering operator<=>(Money left, Money right);

/// total × numerator ÷ denominator, rounded half up, in 128-bit arithmetic: the one named place that rounds.
/// Rule: half up to one đồng per line, our written operating rule; the law on invoices names none.
/// Nothing when the result leaves 64 bits. The denominator is over zero, no factor below.
std::optional<std::int64_t> scaled_half_up(
    std::int64_t total, std::int64_t numerator, std::int64_t denominator
);

/// Splits a total over weights by largest remainder (earlier share wins a tie); the parts add up to the
/// total. Weights are at least zero and not all zero.
std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights);

/// As a person in Vietnam reads it: 1.234.567 đ
std::string shown(Money money);

}  // namespace chophien
