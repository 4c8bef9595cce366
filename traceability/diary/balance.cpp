#include "traceability/diary/balance.hpp"

#include "core/conversion.hpp"

namespace chophien::traceability::diary {

namespace {

std::optional<Decimal> told_in(const Counted& goods, const Unit& unit) {
    if (*goods.quantity.unit == unit) return goods.quantity.value;
    if (auto plain = converted(whole(1), goods.quantity, unit)) return plain;
    if (!goods.content) return std::nullopt;
    return converted(goods.quantity.value, *goods.content, unit);
}

std::optional<Decimal> sum(const std::vector<Counted>& all, const Unit& unit) {
    Decimal total;
    for (const auto& goods : all) {
        const auto told = told_in(goods, unit);
        if (!told) return std::nullopt;
        total = total + *told;
    }
    return total;
}

}  // namespace

std::optional<Balance> balance_of(
    const std::vector<Counted>& in, const std::optional<Quantity>& added, const std::vector<Counted>& out
) {
    if (in.empty() || out.empty()) return std::nullopt;
    auto all_in = in;
    if (added) all_in.push_back({*added, {}});
    for (const auto* unit : {unit_from("KGM"), unit_from("LTR"), in.front().quantity.unit}) {
        const auto into = sum(all_in, *unit);
        const auto from = sum(out, *unit);
        if (into && from) return Balance{unit, *into, *from, *into - *from};
    }
    return std::nullopt;
}

}  // namespace chophien::traceability::diary
