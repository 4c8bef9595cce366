#include "orders/ahead.hpp"

#include "catalog/slots/ahead.hpp"
#include "core/log.hpp"
#include "orders/giving_back.hpp"
#include "orders/order_store.hpp"
#include "orders/pricing.hpp"
#include "orders/stepping.hpp"

#include <fmt/format.h>

namespace chophien::orders {

namespace {

// More slots than this do not wait for orders that are paid late.
constexpr std::int64_t slots_at_once = 100;

}  // namespace

Result<Nothing> call_off(db::Transaction& tx, Order& order) {
    Circumstances known{.slot = catalog::slot_of(tx, *order.slot)};
    const auto lines = store::lines_of(tx, order);
    if (known.slot->harvested && !order.share)
        known.nothing_for_it = catalog::share_of(lines.front().quantity, *known.slot) == Decimal{};
    const auto reason = known.slot->reason;
    const auto way = way_from(tx, order, Command::cancel, Actor::market, std::move(known));
    if (!way) return tl::unexpected(way.error());
    if (auto back = give_everything_back(tx, order, lines); !back) return back;
    order.due_at.reset();
    take(tx, order, *way, {.command = Command::cancel, .by = Actor::market, .note = reason});
    return Nothing{};
}

Result<Nothing> take_share(db::Transaction& tx, Order& order) {
    if (!order.slot || order.share || order.state != State::confirmed) return Nothing{};
    const auto slot = catalog::slot_of(tx, *order.slot);
    if (!slot.harvested) return Nothing{};
    const auto way = way_from(tx, order, Command::share, Actor::market, {.slot = slot});
    if (!way) return tl::unexpected(way.error());
    const auto lines = store::lines_of(tx, order);
    ensure(lines.size() == 1, "an order of a slot has one line");
    const auto& line = lines.front();
    const auto share = catalog::share_of(line.quantity, slot);
    if (share == Decimal{}) return call_off(tx, order);
    std::optional<std::string> note;
    if (share < line.quantity) {
        const auto goods = cut_to(line, share).total;
        const auto beyond = order.goods - goods;
        order.goods = goods;
        note = fmt::format("{} / {}", text_of(share), text_of(line.quantity));
        if (auto refunded = payments::refund_part(tx, order.id, beyond, "harvest", buyer_of(order));
            !refunded)
            return refuse(refunded);
    }
    const auto taken = catalog::take_share(tx, {slot.id, line.quantity});
    ensure(taken == share, "a harvest that is in does not change");
    order.share = share;
    take(tx, order, *way, {.command = Command::share, .by = Actor::market, .note = note});
    return Nothing{};
}

std::int64_t settle_slots(db::Transaction& tx, std::int64_t limit) {
    std::int64_t looked_at = 0;
    std::int64_t settled = 0;
    for (const auto id : catalog::slots_to_settle(tx, slots_at_once)) {
        const auto slot = catalog::slot_of(tx, id);
        const bool failed = slot.state == catalog::SlotState::called_off;
        // Orders that are not confirmed have no share: they are paid and confirmed, or lapse.
        for (const auto state : {State::confirmed, State::placed}) {
            if (looked_at == limit || (state == State::placed && !failed)) break;
            for (auto& order : store::lock_of_slot(tx, id, state, limit - looked_at)) {
                ++looked_at;
                if (const auto done = failed ? call_off(tx, order) : take_share(tx, order); !done)
                    log::warn(
                        "order of a slot not settled",
                        {{"order", text_of(order.id)}, {"why", std::string(done.error().why->code)}}
                    );
                else
                    ++settled;
            }
        }
        if (looked_at == limit) break;
    }
    return settled;
}

}  // namespace chophien::orders
