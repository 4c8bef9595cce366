#include "orders/due.hpp"

#include "core/log.hpp"
#include "orders/giving_back.hpp"
#include "orders/order_store.hpp"
#include "orders/refusals.hpp"
#include "orders/rules.hpp"
#include "orders/stepping.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace chophien::orders {

namespace {

constexpr std::chrono::hours try_again{1};

// Closes the payment if nothing came, and only then reads whether it is closed: a transfer being booked right
// now is either waited for here, or waits for us and finds the payment closed.
bool closed_unpaid(db::Transaction& tx, payments::AttemptId attempt) {
    payments::expire(tx, attempt);
    return payments::attempt_of(tx, attempt).state == payments::AttemptState::expired;
}

}  // namespace

std::size_t lapse_due(db::Transaction& tx, std::int64_t limit) {
    auto orders = store::lock_due(tx, State::placed, limit);
    GivenBack back;
    std::vector<PromotionId> promotions;
    for (auto& order : orders) {
        const auto& rules = rules_on(day_in_vietnam(order.placed_at));
        const auto end_of_grace = order.placed_at + rules.pay_within + rules.part_paid_grace;
        const auto way = way_from(
            tx,
            order,
            Command::lapse,
            Actor::market,
            {.attempt_expired = closed_unpaid(tx, order.attempt), .grace_over = end_of_grace <= tx.now()}
        );
        if (!way) {
            const bool paid = way.error() == paid_after_all;
            store::put_off(tx, order.id, paid ? std::nullopt : std::optional(end_of_grace));
            continue;
        }
        const auto lines = store::lines_of(tx, order);
        back.add(order, lines);
        const auto used = promotions_of(lines);
        promotions.insert(promotions.end(), used.begin(), used.end());
        const auto refunded = payments::refund(tx, order.id, buyer_of(order));
        ensure(refunded.has_value(), "what is in an order's escrow can go back");
        order.due_at.reset();
        take(tx, order, *way, {.command = Command::lapse, .by = Actor::market});
    }
    catalog::pricing::give_back_uses(tx, promotions);
    // All at once, so that offers are locked in the order of their ids over the whole batch.
    back.give_back(tx);
    return orders.size();
}

std::size_t close_due(db::Transaction& tx, std::int64_t limit) {
    auto orders = store::lock_due(tx, State::delivered, limit);
    for (auto& order : orders) {
        const auto way = way_from(tx, order, Command::close, Actor::market);
        ensure(way.has_value(), "a due order may be closed");
        if (const auto released = let_go(tx, order); !released) {
            // One order that payments does not let go must not stop the others.
            log::warn(
                "order not closed",
                {{"order", text_of(order.id)}, {"why", std::string(released.error().why->code)}}
            );
            store::put_off(tx, order.id, tx.now() + try_again);
            continue;
        }
        order.due_at.reset();
        take(tx, order, *way, {.command = Command::close, .by = Actor::market});
    }
    return orders.size();
}

}  // namespace chophien::orders
