#include "orders/viewing.hpp"

#include "catalog/slots/ahead.hpp"
#include "core/json/reader.hpp"
#include "orders/number.hpp"
#include "orders/order_store.hpp"
#include "orders/refusals.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace chophien::orders {

namespace {

using accounts::Caller;

constexpr std::int64_t usual_page = 20;

Result<std::optional<OrderId>> cursor_from(const std::optional<std::string>& after) {
    if (!after) return std::optional<OrderId>();
    if (const auto id = id_from<payments::OfOrder>(*after)) return std::optional(*id);
    return refuse(
        json::not_as_described,
        {{"/after",
          "not_a_cursor",
          "Phải lấy từ page.next của trang trước.",
          "It must come from page.next of the page before."}}
    );
}

OrderSummary summary_of(const Order& order, const payments::OrderMoney& money) {
    return {
        .id = order.id,
        .number = order.number,
        .state = order.state,
        .payment_state = payment_state(money, order.total()),
        .seller = order.seller,
        .seller_name = order.seller_name,
        .buyer_kind = order.buyer_kind,
        .payment_method = order.method,
        .total = order.total(),
        .slot = order.slot,
        .placed_at = order.placed_at};
}

// `page_of(before, limit)` reads the rows; one more than asked tells whether there is another page.
template <class PageOf>
Result<List<OrderSummary>> listed(db::Transaction& tx, const ListOrders& wish, const PageOf& page_of) {
    const auto before = cursor_from(wish.after);
    if (!before) return tl::unexpected(before.error());
    const auto limit = wish.limit ? std::int64_t{*wish.limit} : usual_page;
    auto orders = page_of(*before, limit + 1);
    List<OrderSummary> answer;
    if (std::ssize(orders) > limit) {
        orders.pop_back();
        answer.page.next = text_of(orders.back().id);
    }
    std::vector<OrderId> ids;
    for (const auto& order : orders) ids.push_back(order.id);
    const auto money = payments::money_of(tx, ids);
    for (std::size_t at = 0; at < orders.size(); ++at)
        answer.data.push_back(summary_of(orders[at], money[at]));
    return answer;
}

LineView shown(const Line& line, std::span<const PackedLot> lots, std::span<const LineWeight> weights) {
    LineView view{
        .line = line.line,
        .offer = line.offer,
        .product = line.product,
        .product_name = line.product_name,
        .pack = line.pack.empty() ? std::nullopt : std::optional(line.pack),
        .gtin = line.gtin,
        .quantity = {line.quantity, line.unit},
        .price = line.price,
        .price_reason = line.price_reason,
        .list_price = line.list_price,
        .price_list = line.price_list,
        .price_from = line.price_from,
        .promotion = line.promotion,
        .total = line.total,
        .ordered = line.ordered,
        .weighed = weighed_view(line),
        .lots = {}};
    if (const auto weight = std::ranges::find(weights, line.line, &LineWeight::line);
        view.weighed && weight != weights.end()) {
        view.weighed->weight = weight->weight;
        view.total = weight->total;
    }
    for (const auto& lot : lots)
        if (lot.line == line.line) view.lots.push_back({lot.lot, lot.gtin, lot.lot_code, lot.quantity});
    return view;
}

OrderSlot shown(const catalog::Slot& slot) {
    return {
        slot.id,
        slot.kind,
        slot.state,
        slot.first_day,
        slot.last_day,
        slot.starts_at,
        slot.place,
        slot.confidence_percent,
        slot.orders_until,
        slot.reason};
}

PaymentView money_shown(db::Transaction& tx, const Order& order, Actor viewer) {
    const auto money = payments::money_of(tx, order.id);
    PaymentView view{
        .method = order.method,
        .state = payment_state(money, order.total()),
        .captured = money.captured,
        .refunded = money.refunded,
        .released = money.released,
        .attempt = {}};
    const bool to_pay = order.state == State::placed && order.method == Method::bank_transfer &&
                        (view.state == PaymentState::unpaid || view.state == PaymentState::part_paid);
    // Whoever knows the memo code can pay in the buyer's name, so the seller does not see it.
    if (to_pay && viewer != Actor::seller) view.attempt = payments::attempt_of(tx, order.attempt);
    return view;
}

}  // namespace

std::optional<WeighedView> weighed_view(const Line& line) {
    const auto band = line.band();
    if (!band) return std::nullopt;
    const auto usual_total = line_total(line.price, band->usual);
    ensure(usual_total.has_value(), "what a line usually comes to is below its most");
    return WeighedView{*line.pricing_unit, band->least, band->usual, band->most, *usual_total};
}

PaymentState payment_state(const payments::OrderMoney& money, Money total) {
    if (money.released.minor > 0) return PaymentState::released;
    if (money.refunded.minor > 0 && money.in_escrow.minor == 0) return PaymentState::refunded;
    if (money.in_escrow >= total) return PaymentState::paid;
    return money.captured.minor == 0 ? PaymentState::unpaid : PaymentState::part_paid;
}

Actor side_of(const Order& order, const Caller& caller) {
    return caller.organisation == order.seller ? Actor::seller : Actor::buyer;
}

OrderView view_of(db::Transaction& tx, const Order& order, Actor viewer) {
    auto basket = store::basket_of(tx, order.basket);
    OrderView view;
    view.id = order.id;
    view.number = order.number;
    view.basket = order.basket;
    view.state = order.state;
    view.version = order.version;
    view.seller = order.seller;
    view.seller_name = order.seller_name;
    if (order.buyer_organisation) view.buyer = order.buyer_organisation;
    view.buyer_kind = order.buyer_kind;
    const auto lots = store::lots_of(tx, order.id);
    const auto lines = store::lines_of(tx, order);
    const auto weights =
        std::ranges::any_of(lines, [](const Line& line) { return line.pricing_unit.has_value(); })
            ? store::weights_of(tx, order.id)
            : std::vector<LineWeight>();
    for (const auto& line : lines) view.lines.push_back(shown(line, lots, weights));
    if (order.slot) view.slot = shown(catalog::slot_of(tx, *order.slot));
    view.goods = order.goods;
    view.delivery = order.delivery;
    view.total = order.total();
    view.payment = money_shown(tx, order, viewer);
    view.recipient = std::move(basket.recipient);
    view.note = std::move(basket.note);
    view.placed_at = order.placed_at;
    const bool unpaid =
        view.payment.state == PaymentState::unpaid || view.payment.state == PaymentState::part_paid;
    if (order.state == State::placed && unpaid) view.pay_by = order.due_at;
    if (order.state == State::delivered) view.inspection_until = order.due_at;
    view.carrier = order.carrier;
    view.tracking_number = order.tracking_number;
    view.received_by = order.received_by;
    const auto placed_by = order.buyer_person ? Actor::buyer : Actor::follower;
    view.history.push_back({1, order.placed_at, std::nullopt, placed_by, State::placed, std::nullopt});
    for (auto& event : store::events_of(tx, order.id))
        view.history.push_back(
            {event.version, event.at, event.command, event.by, event.state, std::move(event.note)}
        );
    return view;
}

Result<List<OrderSummary>> list_orders(db::Transaction& tx, const Caller& caller, const ListOrders& wish) {
    return listed(tx, wish, [&](std::optional<OrderId> before, std::int64_t limit) {
        return store::bought(tx, caller.organisation, wish.state, before, limit);
    });
}

Result<List<OrderSummary>> list_sales(db::Transaction& tx, const Caller& caller, const ListOrders& wish) {
    using accounts::Permission;
    if (!accounts::may(caller, Permission::fulfil) && !accounts::may(caller, Permission::see_money))
        return refuse(not_yours_to_do);
    return listed(tx, wish, [&](std::optional<OrderId> before, std::int64_t limit) {
        return store::sold(tx, caller.organisation, wish.state, before, limit);
    });
}

Result<OrderView> show(db::Transaction& tx, const Caller& caller, const NameOrder& wish) {
    const auto order = store::find(tx, wish.order, caller.organisation);
    if (!order) return refuse(no_such_order);
    return view_of(tx, *order, side_of(*order, caller));
}

Result<OrderId> followed_order(db::Transaction& tx, std::string_view number, std::string_view code) {
    const auto written = order_number_from(number);
    const auto found = written ? store::followed(tx, *written) : std::nullopt;
    const auto shown_digest = follow_digest(code);
    // Compared in any case, with a digest that no code has when there is nothing to compare with.
    static const auto nobodys = crypto::sha256("nobody's follow code");
    const auto& kept = found && found->follow_digest ? *found->follow_digest : nobodys;
    if (!crypto::equal_in_constant_time(crypto::bytes_of(kept), crypto::bytes_of(shown_digest)))
        return refuse(no_such_order);
    return found->order;
}

Result<OrderView> follow(db::Transaction& tx, const Caller&, const FollowOrder& wish) {
    const auto id = followed_order(tx, wish.number, wish.code);
    if (!id) return tl::unexpected(id.error());
    const auto order = store::find(tx, *id);
    ensure(order.has_value(), "a followed order is there");
    return view_of(tx, *order, Actor::follower);
}

}  // namespace chophien::orders
