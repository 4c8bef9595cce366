// A packing list against an order's lines. Pure.
#pragma once

#include "core/result.hpp"
#include "orders/order.hpp"

#include <optional>
#include <span>
#include <vector>

namespace chophien::orders {

inline constexpr std::size_t most_lots_a_line = 20;

/// So much out of one lot, in the line's sales units.
struct LotShare {
    traceability::LotId lot;
    Decimal quantity;
};

struct LinePacking {
    std::int32_t line = 0;
    std::vector<LotShare> lots;
    std::optional<Decimal> weight{};  ///< of a line that is paid by weight, in its pricing unit
};

/// What is wrong with it, all at once: a line the order does not have or named twice (/lines/N/line), a line
/// of the order left out
/// (/lines), a lot named twice in a line or a fraction of a piece (/lines/N/lots/M/…), lots that do not add
/// up to the line's quantity (/lines/N/lots), a weight outside the line's tolerance, missing, or of a line
/// that is not paid by weight (/lines/N/weight).
std::vector<Violation> wrong_with(std::span<const LinePacking> packing, std::span<const Line> lines);

/// The same lots in the same quantities and the same weights, in whatever order.
bool same(
    std::span<const LinePacking> packing,
    std::span<const PackedLot> packed,
    std::span<const LineWeight> weights
);

/// What the lines that are paid by weight come to: price × weight, half up to one đồng. The packing has
/// passed wrong_with.
std::vector<LineWeight> weighed(std::span<const LinePacking> packing, std::span<const Line> lines);

}  // namespace chophien::orders
