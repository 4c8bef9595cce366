#include "orders/stepping.hpp"

#include "catalog/slots/ahead.hpp"
#include "orders/announcing.hpp"
#include "orders/order_store.hpp"
#include "orders/refusals.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

namespace chophien::orders {

namespace {

bool looks_at_slot(Guard guard) {
    using enum Guard;
    return guard == harvest_in || guard == goods_at_hand || guard == visit_begun || guard == not_bound ||
           guard == slot_failed;
}

}  // namespace

Result<Way> way_from(
    db::Transaction& tx, const Order& order, Command command, Actor by, Circumstances known
) {
    const auto* step = step_from(order.state, command, by);
    if (step == nullptr) {
        if (repeats(order.state, command, by)) return Way{order.state, true};
        const auto words = words_of(order.state);
        return refuse(
            wrong_state, fmt::format("Đơn hàng {}.", words.vi), fmt::format("The order is {}.", words.en)
        );
    }
    known.method = order.method;
    known.total = order.total();
    known.time_is_up = order.due_at && *order.due_at <= tx.now();
    known.share = order.share;
    known.today = tx.today();
    if (order.slot && !known.slot && looks_at_slot(step->guard))
        known.slot = catalog::slot_of(tx, *order.slot);
    // Only these two look at the money, and it costs a statement.
    if (step->guard == Guard::payment_secured || step->guard == Guard::never_paid)
        known.money = payments::money_of(tx, order.id);
    if (auto held = check(step->guard, known); !held) return refuse(held);
    return Way{step->to, false};
}

void take(db::Transaction& tx, Order& order, const Way& way, Event event) {
    ensure(!way.repeated, "a step is taken once");
    order.state = way.to;
    store::step(tx, order, std::move(event));
    announce(tx, fmt::format("order.{}", json::name_of(order.state)), order);
}

Result<Nothing> let_go(db::Transaction& tx, const Order& order) {
    ensure(order.seller_kind.has_value(), "a confirmed order knows what its seller is");
    return payments::release(tx, order.id, order.seller, *order.seller_kind, order.goods, order.delivery);
}

std::vector<PromotionId> promotions_of(std::span<const Line> lines) {
    std::vector<PromotionId> promotions;
    for (const auto& line : lines)
        if (line.promotion) promotions.push_back(*line.promotion);
    return promotions;
}

}  // namespace chophien::orders
