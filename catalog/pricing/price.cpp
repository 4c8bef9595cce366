#include "catalog/pricing/price.hpp"

#include "core/result.hpp"

#include <algorithm>
#include <map>

namespace chophien::catalog::pricing {

namespace {

constexpr std::int64_t most_percent = 50;

PriceReason reason_of(Audience audience) {
    switch (audience) {
        case Audience::everyone:
            return PriceReason::public_list;
        case Audience::kind:
            return PriceReason::kind_list;
        case Audience::buyers:
            return PriceReason::buyer_list;
    }
    ensure(false, "every audience has its reason");
    return {};
}

// The reasons are declared from the least to the most specific.
bool beats(const Price& one, const Price& other) {
    if (one.price != other.price) return one.price < other.price;
    return one.reason > other.reason;
}

// Of each list the highest tier that the quantity reaches, lists in the order of their ids.
std::map<PriceListId, Tier> reached(std::span<const Tier> tiers, Decimal quantity) {
    std::map<PriceListId, Tier> highest;
    for (const auto& tier : tiers) {
        if (tier.from > quantity) continue;
        const auto [at, is_new] = highest.emplace(tier.list, tier);
        if (!is_new && tier.from > at->second.from) at->second = tier;
    }
    return highest;
}

}  // namespace

Money less(Money price, const Discount& discount) {
    ensure(discount.percent.has_value() != discount.amount.has_value(), "a discount is one of two sorts");
    if (discount.percent) {
        ensure(
            *discount.percent >= 1 && *discount.percent <= most_percent,
            "a promotion takes off a half at most"
        );
        const auto left = scaled_half_up(price.minor, 100 - *discount.percent, 100);
        ensure(left.has_value(), "a part of a price is no more than the price");
        return Money{*left, price.currency};
    }
    const Money most{price.minor / 2, price.currency};
    return price - std::min(*discount.amount, most);
}

Price price_at(
    Money list_price, Decimal quantity, std::span<const Tier> tiers, std::span<const Discount> discounts
) {
    Price best{.price = list_price, .list_price = list_price};
    const auto highest = reached(tiers, quantity);
    const auto consider = [&](const Price& candidate) {
        if (beats(candidate, best)) best = candidate;
    };
    const auto consider_lists = [&](bool of_everyone) {
        for (const auto& [list, tier] : highest)
            if ((tier.audience == Audience::everyone) == of_everyone)
                consider({tier.price, reason_of(tier.audience), list_price, list, tier.from, {}, false});
    };
    consider_lists(true);
    const auto public_price = best.price;
    std::vector<Discount> in_order(discounts.begin(), discounts.end());
    std::ranges::sort(in_order, {}, &Discount::promotion);
    for (const auto& discount : in_order) {
        if (discount.uses_left && *discount.uses_left <= 0) continue;
        const auto reduced = less(public_price, discount);
        if (reduced < public_price)
            consider(
                {reduced,
                 PriceReason::promotion,
                 list_price,
                 {},
                 {},
                 discount.promotion,
                 discount.uses_left.has_value()}
            );
    }
    consider_lists(false);
    return best;
}

std::vector<PriceStep> steps_of(
    Money list_price, Decimal minimum, std::span<const Tier> tiers, std::span<const Discount> discounts
) {
    std::vector<Decimal> edges{minimum};
    for (const auto& tier : tiers)
        if (tier.from > minimum) edges.push_back(tier.from);
    std::ranges::sort(edges);
    const auto repeated = std::ranges::unique(edges);
    edges.erase(repeated.begin(), repeated.end());
    std::vector<PriceStep> steps;
    for (const auto edge : edges) {
        const auto price = price_at(list_price, edge, tiers, discounts);
        if (!steps.empty() && steps.back().price == price.price && steps.back().reason == price.reason)
            continue;
        steps.push_back({edge, price.price, price.reason, price.list, price.promotion});
    }
    return steps;
}

}  // namespace chophien::catalog::pricing
