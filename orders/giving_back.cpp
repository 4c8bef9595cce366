#include "orders/giving_back.hpp"

#include "orders/stepping.hpp"

#include <algorithm>

namespace chophien::orders {

std::optional<accounts::PersonId> buyer_of(const Order& order) {
    return order.buyer_person ? std::optional(order.buyer_person) : std::nullopt;
}

void GivenBack::add(const Order& order, std::span<const Line> lines) {
    for (const auto& line : lines)
        if (order.slot && !order.share)
            ahead_.push_back({*order.slot, line.quantity});
        else
            goods_.push_back({line.offer, line.quantity});
}

void GivenBack::give_back(db::Transaction& tx) {
    std::ranges::sort(ahead_, {}, &catalog::SlotDemand::slot);
    for (const auto& demand : ahead_) {
        const auto slot = catalog::slot_of(tx, demand.slot);
        if (slot.state != catalog::SlotState::harvested) {
            catalog::give_back_ahead(tx, demand);
            continue;
        }
        // Its share came into the store for it.
        if (const auto share = catalog::take_share(tx, demand); share.thousandths > 0)
            goods_.push_back({slot.offer, share});
    }
    if (!goods_.empty()) catalog::give_back(tx, goods_);
}

Result<Nothing> give_everything_back(db::Transaction& tx, const Order& order, std::span<const Line> lines) {
    if (auto refunded = payments::refund(tx, order.id, buyer_of(order)); !refunded) return refunded;
    catalog::pricing::give_back_uses(tx, promotions_of(lines));
    GivenBack back;
    back.add(order, lines);
    back.give_back(tx);
    return Nothing{};
}

}  // namespace chophien::orders
