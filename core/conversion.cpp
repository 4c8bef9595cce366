#include "core/conversion.hpp"

#include "core/money.hpp"

#include <array>

namespace chophien {

namespace {

// In the smallest unit of its dimension. Whole numbers, and each of one dimension divides every larger one or
// is divided by it.
struct Size {
    std::string_view code;
    std::int64_t small_units;
};

constexpr std::array sizes{
    Size{"MGM", 1},
    Size{"GRM", 1'000},
    Size{"HGM", 100'000},
    Size{"KGM", 1'000'000},
    Size{"DTN", 100'000'000},
    Size{"TNE", 1'000'000'000},
    Size{"MLT", 1},
    Size{"CLT", 10},
    Size{"LTR", 1'000},
    Size{"HLT", 100'000},
    Size{"MTQ", 1'000'000},
};

std::int64_t size_of(const Unit& unit) {
    for (const auto& size : sizes)
        if (size.code == unit.code) return size.small_units;
    return 0;
}

}  // namespace

std::optional<Ratio> ratio_between(const Unit& from, const Unit& to) {
    if (from == to) return Ratio{};
    const auto one = size_of(from);
    const auto other = size_of(to);
    if (one == 0 || other == 0 || from.dimension != to.dimension) return std::nullopt;
    return one >= other ? Ratio{one / other, 1} : Ratio{1, other / one};
}

std::optional<Decimal> converted(Decimal times, const Quantity& quantity, const Unit& to) {
    const auto ratio = ratio_between(*quantity.unit, to);
    std::int64_t numerator = 0;
    std::int64_t denominator = 0;
    if (!ratio || __builtin_mul_overflow(quantity.value.thousandths, ratio->numerator, &numerator) ||
        __builtin_mul_overflow(std::int64_t{1000}, ratio->denominator, &denominator))
        return std::nullopt;
    const auto thousandths = scaled_half_up(times.thousandths, numerator, denominator);
    if (!thousandths || *thousandths > Decimal::limit) return std::nullopt;
    return Decimal{*thousandths};
}

}  // namespace chophien
