#include "payments/matching.hpp"

#include <algorithm>

namespace chophien::payments {

namespace {

Money got(OrderId order, const Captured& captured) {
    const auto found = captured.find(order);
    return found == captured.end() ? vnd(0) : found->second;
}

}  // namespace

std::optional<std::vector<Money>> portions(Money line, std::span<const Money> asked) {
    if (asked.size() == 1) return std::vector{line};
    Money sum;
    for (const auto amount : asked) sum = sum + amount;
    if (asked.empty() || sum != line) return std::nullopt;
    return std::vector(asked.begin(), asked.end());
}

Filling fill(Money portion, AttemptState state, std::span<const ShareRow> shares, Captured& captured) {
    Filling filling{.into = {}, .rest = portion};
    filling.too_late = state == AttemptState::expired || std::ranges::all_of(shares, &ShareRow::closed);
    if (filling.too_late) return filling;
    for (const auto& share : shares) {
        const auto open = share.amount - got(share.order, captured);
        if (share.closed || open.minor <= 0 || filling.rest.minor == 0) continue;
        const auto part = std::min(open, filling.rest);
        filling.into.emplace_back(share.order, part);
        filling.rest = filling.rest - part;
        captured[share.order] = got(share.order, captured) + part;
    }
    return filling;
}

bool is_paid(std::span<const ShareRow> shares, const Captured& captured) {
    bool any = false;
    for (const auto& share : shares) {
        if (share.closed) continue;
        if (got(share.order, captured) < share.amount) return false;
        any = true;
    }
    return any;
}

}  // namespace chophien::payments
