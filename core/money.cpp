#include "core/money.hpp"

#include "core/result.hpp"

#include <algorithm>
#include <numeric>

namespace chophien {

namespace {

__extension__ using Wide = __int128;

}  // namespace

Money operator+(Money left, Money right) {
    ensure(left.currency == right.currency, "one currency in a sum");
    ensure(!__builtin_add_overflow(left.minor, right.minor, &left.minor), "a sum of money fits");
    return left;
}

Money operator-(Money left, Money right) {
    ensure(left.currency == right.currency, "one currency in a difference");
    ensure(!__builtin_sub_overflow(left.minor, right.minor, &left.minor), "a difference of money fits");
    return left;
}

std::strong_ordering operator<=>(Money left, Money right) {
    ensure(left.currency == right.currency, "one currency in a comparison");
    return left.minor <=> right.minor;
}

std::optional<std::int64_t> scaled_half_up(
    std::int64_t total, std::int64_t numerator, std::int64_t denominator
) {
    ensure(denominator > 0 && numerator >= 0 && total >= 0, "rounding half up is for amounts from zero");
    const Wide product = Wide{total} * numerator;
    // For an odd denominator half of it, rounded down, is right: a remainder of exactly one half cannot
    // occur.
    const Wide quotient = (product + denominator / 2) / denominator;
    if (quotient > Wide{INT64_MAX}) return std::nullopt;
    return static_cast<std::int64_t>(quotient);
}

std::vector<std::int64_t> split(std::int64_t total, const std::vector<std::int64_t>& weights) {
    Wide sum = 0;
    for (const auto weight : weights) {
        ensure(weight >= 0, "weights are not negative");
        sum += weight;
    }
    ensure(sum > 0 && total >= 0, "a total from zero is split over weights that are not all zero");
    std::vector<std::int64_t> parts;
    std::vector<Wide> remainders;
    std::int64_t left = total;
    for (const auto weight : weights) {
        const Wide product = Wide{total} * weight;
        parts.push_back(static_cast<std::int64_t>(product / sum));
        remainders.push_back(product % sum);
        left -= parts.back();
    }
    std::vector<std::size_t> order(weights.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return remainders[a] > remainders[b];
    });
    for (std::size_t next = 0; left > 0; ++next, --left) ++parts[order[next]];
    return parts;
}

std::string shown(Money money) {
    std::string digits = std::to_string(money.minor);
    const std::size_t first = money.minor < 0 ? 1 : 0;
    for (std::size_t place = digits.size(); place > first + 3;) {
        place -= 3;
        digits.insert(place, 1, '.');
    }
    return digits + " đ";
}

}  // namespace chophien
