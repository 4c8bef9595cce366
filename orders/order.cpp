#include "orders/order.hpp"

#include "orders/refusals.hpp"

#include <algorithm>

namespace chophien::orders {

namespace {

using enum State;
using enum Command;
using enum Actor;
using enum Guard;

constexpr std::array machine{
    Step{placed, confirm, seller, payment_secured, confirmed},
    Step{placed, cancel, seller, reason_given, refused},
    Step{placed, cancel, buyer, none, cancelled},
    Step{placed, cancel, follower, none, cancelled},
    Step{placed, cancel, market, slot_failed, cancelled},
    Step{placed, lapse, market, never_paid, lapsed},

    Step{confirmed, share, market, harvest_in, confirmed},
    Step{confirmed, pack, seller, goods_at_hand, packed},
    // A visit is not packed and shipped: it is given on its day.
    Step{confirmed, deliver, seller, visit_begun, delivered},
    Step{confirmed, cancel, seller, reason_given, cancelled},
    Step{confirmed, cancel, buyer, not_bound, cancelled},
    Step{confirmed, cancel, follower, not_bound, cancelled},
    Step{confirmed, cancel, market, slot_failed, cancelled},

    Step{packed, ship, seller, none, shipped},
    Step{packed, cancel, seller, reason_given, cancelled},

    Step{shipped, deliver, seller, none, delivered},
    // The buyer's own word is delivery and inspection in one. Not for cash on delivery: it would let a buyer
    // alone make the seller owe the market money she may never have handed over.
    Step{shipped, accept, buyer, prepaid, closed},

    Step{delivered, accept, buyer, none, closed},
    Step{delivered, close, market, window_over, closed},
};

bool is_visit(const Circumstances& now) { return now.slot && now.slot->kind == catalog::SlotKind::visit; }

}  // namespace

std::span<const Step> steps() { return machine; }

const Step* step_from(State from, Command command, Actor by) {
    const auto found = std::ranges::find_if(machine, [&](const Step& step) {
        return step.from == from && step.command == command && step.by == by;
    });
    return found == machine.end() ? nullptr : &*found;
}

bool repeats(State at, Command command, Actor by) {
    return step_from(at, command, by) == nullptr && std::ranges::any_of(machine, [&](const Step& step) {
               return step.to == at && step.command == command && step.by == by;
           });
}

Words words_of(State state) {
    switch (state) {
        case placed:
            return {"mới đặt", "placed"};
        case confirmed:
            return {"đã xác nhận", "confirmed"};
        case packed:
            return {"đã đóng gói", "packed"};
        case shipped:
            return {"đang giao", "shipped"};
        case delivered:
            return {"đã giao", "delivered"};
        case closed:
            return {"đã hoàn tất", "closed"};
        case cancelled:
            return {"đã hủy", "cancelled"};
        case lapsed:
            return {"đã hết hạn thanh toán", "lapsed unpaid"};
        case State::refused:
            return {"bị bên bán từ chối", "refused by the seller"};
    }
    ensure(false, "every state has its words");
    return {};
}

Result<Nothing> check(Guard guard, const Circumstances& now) {
    switch (guard) {
        case none:
            break;
        case payment_secured:
            if (now.method != Method::cash_on_delivery && now.money.in_escrow < now.total)
                return refuse(not_paid);
            break;
        case prepaid:
            if (now.method == Method::cash_on_delivery) return refuse(pay_at_the_door);
            break;
        case reason_given:
            if (!now.has_reason) return refuse(reason_needed);
            break;
        case window_over:
            if (!now.time_is_up) return refuse(too_early);
            break;
        case never_paid:
            if (!now.time_is_up) return refuse(too_early);
            if (now.attempt_expired) break;
            if (now.money.in_escrow >= now.total) return refuse(paid_after_all);
            if (!now.grace_over) return refuse(too_early);
            break;
        case harvest_in:
            if (!now.slot || !now.slot->harvested || now.share) return refuse(harvest_not_in);
            break;
        case goods_at_hand:
            if (is_visit(now)) return refuse(visit_not_packed);
            if (now.slot && !now.share) return refuse(harvest_not_in);
            break;
        case visit_begun:
            if (!is_visit(now)) return refuse(not_a_visit);
            if (now.today < now.slot->first_day) return refuse(too_early);
            break;
        case not_bound:
            if (is_visit(now) && now.today > now.slot->orders_until) return refuse(too_late_to_cancel);
            break;
        case slot_failed:
            if (!now.slot || (now.slot->state != catalog::SlotState::called_off && !now.nothing_for_it))
                return refuse(too_early);
            break;
    }
    return Nothing{};
}

BuyerKind buyer_kind_of(const accounts::Caller& buyer) {
    const bool business = buyer.organisation && buyer.kind != accounts::OrganisationKind::consumer;
    return business ? BuyerKind::business : BuyerKind::consumer;
}

}  // namespace chophien::orders
