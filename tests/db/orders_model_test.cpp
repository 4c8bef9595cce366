// Random commands against the service and against a plain model in memory: after each of them states, stock,
// lots and money are the same, and in the end the books balance.
#include "orders/refusals.hpp"
#include "tests/given/orders.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace chophien::orders {
namespace {

using given::granted;

constexpr std::int64_t price_dong = 10'000;
constexpr std::int64_t stock_at_first = 12;
constexpr std::int64_t lot_at_first = 9;

enum class Act {
    place,
    go_on,  ///< whatever comes next for that order when all goes well
    pay,
    pay_part,
    confirm,
    pack,
    ship,
    deliver,
    accept,
    buyer_cancels,
    seller_cancels,
    day_passes,
};

struct Move {
    Act act{};
    unsigned order = 0;  ///< which of those placed, counted modulo
    std::int64_t quantity = 1;
    bool at_the_door = false;
};

void showValue(const Move& move, std::ostream& out) {
    out << "{act " << static_cast<int>(move.act) << ", order " << move.order << ", quantity " << move.quantity
        << (move.at_the_door ? ", at the door}" : "}");
}

rc::Gen<Move> any_move() {
    return rc::gen::build<Move>(
        rc::gen::set(
            &Move::act,
            rc::gen::weightedElement<Act>(
                {{5, Act::place},
                 {16, Act::go_on},
                 {2, Act::pay},
                 {2, Act::pay_part},
                 {2, Act::confirm},
                 {2, Act::pack},
                 {2, Act::ship},
                 {2, Act::deliver},
                 {2, Act::accept},
                 {2, Act::buyer_cancels},
                 {2, Act::seller_cancels},
                 {3, Act::day_passes}}
            )
        ),
        rc::gen::set(&Move::order, rc::gen::inRange(0U, 4U)),
        rc::gen::set(&Move::quantity, rc::gen::inRange<std::int64_t>(1, 6)),
        rc::gen::set(&Move::at_the_door)
    );
}

/// What one order is, told without a table.
struct Expected {
    OrderId id;
    payments::Attempt attempt;
    std::int64_t quantity = 0;
    bool at_the_door = false;
    std::string state = "placed";
    std::int64_t came = 0;  ///< into escrow
    std::int64_t gone = 0;  ///< out of it
    bool payment_closed = false;
    std::int64_t age_days = 0;
    std::int64_t delivered_days = 0;

    std::int64_t total() const { return quantity * price_dong; }

    std::int64_t held() const { return came - gone; }
};

struct Model {
    std::int64_t on_hand = stock_at_first;
    std::int64_t reserved = 0;
    std::int64_t lot = lot_at_first;
    std::vector<Expected> orders;
};

/// The two side by side.
class Pair {
public:
    explicit Pair(given::Fair& fair)
        : fair_(fair),
          coop_(fair.cooperative()),
          ann_(fair.consumer()),
          goods_(fair.goods(coop_, stock_at_first, price_dong)),
          lot_(fair.lot(goods_, lot_at_first)) {}

    void make(const Move& move) {
        if (move.act == Act::place) return place_one(move);
        if (move.act == Act::day_passes) return pass_a_day();
        if (model_.orders.empty()) return;
        auto& order = model_.orders[move.order % model_.orders.size()];
        switch (move.act == Act::go_on ? next_for(order) : move.act) {
            case Act::pay:
                return pay(order, order.total());
            case Act::pay_part:
                return pay(order, price_dong / 2);
            case Act::confirm: {
                const bool can =
                    order.state == "placed" && (order.at_the_door || order.held() >= order.total());
                return same(fair_.does(&confirm, coop_, {order.id}), can, order, "confirmed");
            }
            case Act::pack:
                return pack_one(order);
            case Act::ship: {
                const bool can = order.state == "packed";
                same(fair_.does(&ship, coop_, {order.id, "tự giao", {}}), can, order, "shipped");
                if (can) take(order.quantity, order.quantity);
                return;
            }
            case Act::deliver: {
                const bool can = order.state == "shipped";
                same(fair_.does(&deliver, coop_, {order.id, "Ann"}), can, order, "delivered");
                if (can && order.at_the_door) order.came += order.total();
                return;
            }
            case Act::accept: {
                const bool can =
                    order.state == "delivered" || (order.state == "shipped" && !order.at_the_door);
                same(fair_.does(&accept, ann_, {order.id}), can, order, "closed");
                if (can) order.gone += order.total();
                return;
            }
            case Act::buyer_cancels: {
                const bool can = order.state == "placed" || order.state == "confirmed";
                same(fair_.does(&cancel, ann_, {order.id, {}}), can, order, "cancelled");
                if (can) call_off(order);
                return;
            }
            case Act::seller_cancels: {
                const bool new_ = order.state == "placed";
                const bool was_packed = order.state == "packed";
                const bool can = new_ || order.state == "confirmed" || was_packed;
                same(
                    fair_.does(&cancel, coop_, {order.id, "hết hàng"}),
                    can,
                    order,
                    new_ ? "refused" : "cancelled"
                );
                if (can) call_off(order);
                if (was_packed) model_.lot += order.quantity;
                return;
            }
            default:
                RC_FAIL("an act without a rule");
        }
    }

    void tell_states(std::set<std::string>& into) const {
        for (const auto& order : model_.orders) into.insert(order.state);
    }

    void compare() {
        const auto stock = fair_.stock_of(goods_);
        RC_ASSERT(stock.on_hand == whole(model_.on_hand));
        RC_ASSERT(stock.reserved == whole(model_.reserved));
        RC_ASSERT(fair_.left_in(goods_, lot_) == whole(model_.lot));
        for (const auto& order : model_.orders) {
            const auto seen = fair_.sees(ann_, order.id);
            RC_ASSERT(std::string(json::name_of(seen.state)) == order.state);
            RC_ASSERT(fair_.money_of(order.id).in_escrow == vnd(order.held()));
            RC_ASSERT(seen.payment.captured == vnd(order.came));
            RC_ASSERT(seen.version == std::ssize(seen.history));
            RC_ASSERT(seen.lines.at(0).lots.size() == (has_lots(order.state) ? 1U : 0U));
        }
    }

private:
    static bool has_lots(const std::string& state) {
        return state == "packed" || state == "shipped" || state == "delivered" || state == "closed";
    }

    static Act next_for(const Expected& order) {
        if (order.state == "confirmed") return Act::pack;
        if (order.state == "packed") return Act::ship;
        if (order.state == "shipped") return Act::deliver;
        if (order.state == "delivered") return Act::accept;
        return order.at_the_door || order.held() >= order.total() ? Act::confirm : Act::pay;
    }

    // The service says yes exactly when the model does, or when it was done before.
    void same(const Result<OrderView>& answer, bool can, Expected& order, const std::string& to) {
        const bool repeated = !can && answer && std::string(json::name_of(answer->state)) == order.state;
        RC_ASSERT(answer.has_value() == can || repeated);
        if (can) order.state = to;
    }

    void place_one(const Move& move) {
        const auto method = move.at_the_door ? Method::cash_on_delivery : Method::bank_transfer;
        const auto answer = fair_.does(&place, ann_, fair_.basket({{goods_.offer, move.quantity}}, method));
        RC_ASSERT(answer.has_value() == (model_.on_hand - model_.reserved >= move.quantity));
        if (!answer) return;
        model_.reserved += move.quantity;
        auto& order = model_.orders.emplace_back();
        order.id = answer->orders.at(0).id;
        order.attempt = answer->payment;
        order.quantity = move.quantity;
        order.at_the_door = move.at_the_door;
    }

    void pay(Expected& order, std::int64_t amount) {
        if (order.at_the_door) return;
        fair_.transfer_comes(order.attempt, vnd(amount));
        if (!order.payment_closed) order.came += std::min(amount, order.total() - order.came);
    }

    void pack_one(Expected& order) {
        PackOrder wish{order.id, {{1, {{lot_, whole(order.quantity)}}}}};
        const bool can = order.state == "confirmed" && model_.lot >= order.quantity;
        same(fair_.does(&pack, coop_, wish), can, order, "packed");
        if (can) model_.lot -= order.quantity;
    }

    void take(std::int64_t from_hand, std::int64_t from_reserved) {
        model_.on_hand -= from_hand;
        model_.reserved -= from_reserved;
    }

    void call_off(Expected& order) {
        take(0, order.quantity);
        order.gone = order.came;
        order.payment_closed = true;
    }

    void pass_a_day() {
        fair_.clock.advance(std::chrono::hours(24));
        while (fair_.lapses() > 0) {
        }
        while (fair_.closes() > 0) {
        }
        for (auto& order : model_.orders) {
            ++order.age_days;
            if (order.state == "delivered" && ++order.delivered_days == 3) {
                order.state = "closed";
                order.gone += order.total();
            }
            const bool never_paid = order.came == 0 || order.age_days >= 2;
            if (order.state == "placed" && !order.at_the_door && order.held() < order.total() && never_paid) {
                order.state = "lapsed";
                call_off(order);
            }
        }
    }

    given::Fair& fair_;
    accounts::Caller coop_;
    accounts::Caller ann_;
    given::Goods goods_;
    traceability::LotId lot_;
    Model model_;
};

TEST(OrderModel, RandomCommandsDoWhatThePlainModelSays) {
    given::Fair fair;
    std::set<std::string> reached;
    const bool held = rc::check("random commands", [&] {
        const auto moves = *rc::gen::resize(40, rc::gen::container<std::vector<Move>>(any_move()));
        Pair pair(fair);
        for (const auto& move : moves) {
            pair.make(move);
            pair.compare();
            pair.tell_states(reached);
        }
    });
    EXPECT_TRUE(held);
    EXPECT_EQ(reached.size(), json::Names<State>::of.size()) << testing::PrintToString(reached);
    EXPECT_TRUE(fair.books_balance());
}

}  // namespace
}  // namespace chophien::orders
