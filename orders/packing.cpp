#include "orders/packing.hpp"

#include "orders/pricing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace chophien::orders {

namespace {

void check_weight(
    const LinePacking& packed, const Line& line, std::size_t place, std::vector<Violation>& violations
) {
    const auto at = [&](std::string_view code, std::string vi, std::string en) {
        violations.push_back({fmt::format("/lines/{}/weight", place), code, std::move(vi), std::move(en)});
    };
    const auto band = line.band();
    if (!band) {
        if (packed.weight)
            at("not_weighed", "Dòng này không bán theo cân.", "This line is not paid by weight.");
        return;
    }
    const auto unit = **line.pricing_unit;
    if (!packed.weight)
        at("weight_missing",
           "Dòng này bán theo cân: hãy ghi số cân.",
           "This line is paid by weight: say what the scales say.");
    else if (*packed.weight < band->least || *packed.weight > band->most)
        at("outside_tolerance",
           fmt::format("Phải từ {} đến {} {}.", text_of(band->least), text_of(band->most), unit.name_vi),
           fmt::format("It must be {} to {} {}.", text_of(band->least), text_of(band->most), unit.name_en));
}

}  // namespace

std::vector<Violation> wrong_with(std::span<const LinePacking> packing, std::span<const Line> lines) {
    std::vector<Violation> violations;
    std::set<std::int32_t> seen;
    for (std::size_t place = 0; place < packing.size(); ++place) {
        const auto& packed = packing[place];
        const auto line = std::ranges::find(lines, packed.line, &Line::line);
        if (line == lines.end()) {
            violations.push_back(
                {fmt::format("/lines/{}/line", place),
                 "unknown_line",
                 "Đơn hàng không có dòng này.",
                 "The order has no such line."}
            );
            continue;
        }
        if (!seen.insert(packed.line).second) {
            violations.push_back(
                {fmt::format("/lines/{}/line", place),
                 "repeated",
                 "Dòng này đã có ở trên.",
                 "This line was named before."}
            );
            continue;
        }
        std::set<traceability::LotId> lots;
        Decimal sum;
        for (std::size_t at = 0; at < packed.lots.size(); ++at) {
            const auto& share = packed.lots[at];
            if (!lots.insert(share.lot).second)
                violations.push_back(
                    {fmt::format("/lines/{}/lots/{}/lot", place, at),
                     "repeated",
                     "Lô này đã có ở trên; hãy gộp số lượng.",
                     "This lot was named before; add the quantities up."}
                );
            if (!line->unit->divisible && share.quantity.thousandths % 1000 != 0)
                violations.push_back(
                    {fmt::format("/lines/{}/lots/{}/quantity", place, at),
                     "not_whole",
                     "Đơn vị này chỉ tính số nguyên.",
                     "This unit is only counted whole."}
                );
            sum = sum + share.quantity;
        }
        check_weight(packed, *line, place, violations);
        if (sum != line->quantity)
            violations.push_back(
                {fmt::format("/lines/{}/lots", place),
                 "not_covered",
                 fmt::format("Các lô cộng lại {}, dòng hàng cần {}.", text_of(sum), text_of(line->quantity)),
                 fmt::format(
                     "The lots add up to {}, the line needs {}.", text_of(sum), text_of(line->quantity)
                 )}
            );
    }
    for (const auto& line : lines)
        if (!seen.contains(line.line))
            violations.push_back(
                {"/lines",
                 "line_left_out",
                 fmt::format("Thiếu dòng {}.", line.line),
                 fmt::format("Line {} is left out.", line.line)}
            );
    return violations;
}

bool same(
    std::span<const LinePacking> packing,
    std::span<const PackedLot> packed,
    std::span<const LineWeight> weights
) {
    std::map<std::pair<std::int32_t, traceability::LotId>, Decimal> wished;
    std::map<std::pair<std::int32_t, traceability::LotId>, Decimal> done;
    for (const auto& line : packing)
        for (const auto& share : line.lots) wished[{line.line, share.lot}] = share.quantity;
    for (const auto& share : packed) done[{share.line, share.lot}] = share.quantity;
    std::map<std::int32_t, Decimal> said;
    std::map<std::int32_t, Decimal> scales;
    for (const auto& line : packing)
        if (line.weight) said[line.line] = *line.weight;
    for (const auto& one : weights) scales[one.line] = one.weight;
    return wished == done && said == scales;
}

std::vector<LineWeight> weighed(std::span<const LinePacking> packing, std::span<const Line> lines) {
    std::vector<LineWeight> found;
    for (const auto& line : lines) {
        if (!line.pricing_unit) continue;
        const auto packed = std::ranges::find(packing, line.line, &LinePacking::line);
        ensure(packed != packing.end() && packed->weight, "a checked packing says every weight");
        const auto total = line_total(line.price, *packed->weight);
        ensure(total && *total <= line.total, "no weight inside the tolerance comes to more than was agreed");
        found.push_back({line.line, *packed->weight, *total});
    }
    return found;
}

}  // namespace chophien::orders
