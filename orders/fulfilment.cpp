#include "orders/fulfilment.hpp"

#include "catalog/stock_lots.hpp"
#include "orders/ahead.hpp"
#include "orders/announcing.hpp"
#include "orders/giving_back.hpp"
#include "orders/order_store.hpp"
#include "orders/refusals.hpp"
#include "orders/rules.hpp"
#include "orders/stepping.hpp"
#include "orders/viewing.hpp"
#include "traceability/parcels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace chophien::orders {

namespace {

using accounts::Caller;
using accounts::Permission;

// The order, locked, for the side that may do this.
Result<Order> held(db::Transaction& tx, const Caller& caller, OrderId id, Actor side, Permission permission) {
    auto order = store::lock(tx, id, caller.organisation);
    if (!order) return refuse(no_such_order);
    if (side_of(*order, caller) != side || !accounts::may(caller, permission)) return refuse(not_yours_to_do);
    return std::move(*order);
}

Result<Order> held_by_seller(db::Transaction& tx, const Caller& caller, OrderId id) {
    return held(tx, caller, id, Actor::seller, Permission::fulfil);
}

std::vector<catalog::LotDemand> stock_in(std::span<const PackedLot> lots, std::span<const Line> lines) {
    std::vector<catalog::LotDemand> demands;
    for (const auto& lot : lots) {
        const auto line = std::ranges::find(lines, lot.line, &Line::line);
        demands.push_back({line->offer, lot.lot, lot.quantity});
    }
    return demands;
}

std::vector<traceability::Draw> draws_of(std::span<const PackedLot> lots, std::span<const Line> lines) {
    std::vector<traceability::Draw> draws;
    for (const auto& lot : lots) {
        const auto line = std::ranges::find(lines, lot.line, &Line::line);
        draws.push_back({lot.lot, line->product, lot.quantity, line->offer});
    }
    return draws;
}

// A consumer is named in no event; who buys for a trade sees hers.
traceability::Parcel parcel_of(const Order& order, std::span<const traceability::Draw> draws) {
    traceability::Parcel parcel{text_of(order.id), order.seller, std::nullopt, draws};
    if (order.buyer_kind != BuyerKind::consumer && order.buyer_organisation)
        parcel.buyer = order.buyer_organisation;
    return parcel;
}

// Out of the store first (offers before lots), each refusal named by its place in the request.
Result<Nothing> set_apart(
    db::Transaction& tx, std::span<const Line> lines, std::span<const LinePacking> packing
) {
    std::vector<catalog::LotDemand> demands;
    std::vector<std::string> pointers;
    for (std::size_t place = 0; place < packing.size(); ++place) {
        const auto line = std::ranges::find(lines, packing[place].line, &Line::line);
        for (std::size_t at = 0; at < packing[place].lots.size(); ++at) {
            const auto& share = packing[place].lots[at];
            demands.push_back({line->offer, share.lot, share.quantity});
            pointers.push_back(fmt::format("/lines/{}/lots/{}", place, at));
        }
    }
    auto apart = catalog::set_apart(tx, demands);
    if (!apart)
        for (auto& violation : apart.error().violations)
            for (std::size_t at = 0; at < pointers.size(); ++at)
                if (violation.pointer == fmt::format("/lots/{}", at)) {
                    violation.pointer = pointers[at];
                    break;
                }
    return apart;
}

// Draws in the order of lots, so that two packers never cross; names each refusal by its place in the
// request.
Result<std::vector<PackedLot>> drawn(
    db::Transaction& tx, const Order& order, std::span<const Line> lines, std::span<const LinePacking> packing
) {
    struct Wanted {
        traceability::Draw draw;
        std::int32_t line;
        std::string pointer;
    };

    std::vector<Wanted> wanted;
    for (std::size_t place = 0; place < packing.size(); ++place) {
        const auto line = std::ranges::find(lines, packing[place].line, &Line::line);
        for (std::size_t at = 0; at < packing[place].lots.size(); ++at) {
            const auto& share = packing[place].lots[at];
            wanted.push_back(
                {{share.lot, line->product, share.quantity, line->offer},
                 line->line,
                 fmt::format("/lines/{}/lots/{}", place, at)}
            );
        }
    }
    std::ranges::stable_sort(wanted, {}, [](const Wanted& one) { return one.draw.lot; });
    std::vector<PackedLot> packed;
    std::optional<Refused> refused;
    for (const auto& one : wanted) {
        auto lot = traceability::draw(tx, order.seller, one.draw);
        if (lot) {
            packed.push_back({one.line, lot->lot, lot->gtin, lot->lot_code, one.draw.quantity});
            continue;
        }
        const auto& why = *lot.error().why;
        const auto& vi = lot.error().vi;
        const auto& en = lot.error().en;
        Violation violation{
            one.pointer,
            why.code,
            vi.empty() ? std::string(why.title.vi) : vi,
            en.empty() ? std::string(why.title.en) : en};
        if (!refused) refused = Refused{&why, {}, {}, {}};
        refused->violations.push_back(std::move(violation));
    }
    if (refused) return tl::unexpected(std::move(*refused));
    return packed;
}

// The order comes to what the scales say; what the buyer paid beyond it goes back to her.
Result<Nothing> settled_by_weight(
    db::Transaction& tx, Order& order, std::span<const Line> lines, std::span<const LineWeight> weights
) {
    store::insert_weights(tx, order.id, weights);
    Money goods;
    for (const auto& line : lines) {
        const auto weight = std::ranges::find(weights, line.line, &LineWeight::line);
        goods = goods + (weight == weights.end() ? line.total : weight->total);
    }
    const auto beyond = order.goods - goods;
    order.goods = goods;
    return payments::refund_part(tx, order.id, beyond, "weighed", buyer_of(order));
}

Result<OrderView> called_off(
    db::Transaction& tx,
    Order order,
    Actor by,
    accounts::PersonId person,
    const std::optional<std::string>& reason
) {
    const auto way = way_from(tx, order, Command::cancel, by, {.has_reason = reason && !reason->empty()});
    if (!way) return tl::unexpected(way.error());
    if (way->repeated) return view_of(tx, order, by);
    const auto lines = store::lines_of(tx, order);
    if (auto back = give_everything_back(tx, order, lines); !back) return refuse(back);
    if (order.state == State::packed) {
        auto lots = store::lots_of(tx, order.id);
        catalog::unpack(tx, stock_in(lots, lines));
        std::ranges::sort(lots, {}, &PackedLot::lot);
        const auto draws = draws_of(lots, lines);
        traceability::parcel_unpacked(tx, parcel_of(order, draws));
        for (const auto& draw : draws) traceability::put_back(tx, draw);
        store::delete_lots(tx, order.id);
    }
    order.due_at.reset();
    take(tx, order, *way, {.command = Command::cancel, .by = by, .person = person, .note = reason});
    return view_of(tx, order, by);
}

}  // namespace

Result<OrderView> confirm(db::Transaction& tx, const Caller& caller, const NameOrder& wish) {
    auto order = held_by_seller(tx, caller, wish.order);
    if (!order) return refuse(order);
    const auto way = way_from(tx, *order, Command::confirm, Actor::seller);
    if (!way) return tl::unexpected(way.error());
    if (!way->repeated) {
        order->seller_kind = caller.kind;
        order->due_at.reset();
        take(tx, *order, *way, {.command = Command::confirm, .by = Actor::seller, .person = caller.person});
        if (auto shared = take_share(tx, *order); !shared) return refuse(shared);
    }
    return view_of(tx, *order, Actor::seller);
}

Result<OrderView> pack(db::Transaction& tx, const Caller& caller, const PackOrder& wish) {
    auto order = held_by_seller(tx, caller, wish.order);
    if (!order) return refuse(order);
    if (auto shared = take_share(tx, *order); !shared) return refuse(shared);
    const auto way = way_from(tx, *order, Command::pack, Actor::seller);
    if (!way) return tl::unexpected(way.error());
    if (way->repeated) {
        if (!same(wish.lines, store::lots_of(tx, order->id), store::weights_of(tx, order->id)))
            return refuse(done_otherwise);
        return view_of(tx, *order, Actor::seller);
    }
    const auto lines = store::lines_of(tx, *order);
    if (auto wrong = wrong_with(wish.lines, lines); !wrong.empty())
        return refuse(wrong_packing, std::move(wrong));
    // Money, offers, lots: in the order in which everybody locks them.
    if (const auto weights = weighed(wish.lines, lines); !weights.empty())
        if (auto settled = settled_by_weight(tx, *order, lines, weights); !settled) return refuse(settled);
    if (auto apart = set_apart(tx, lines, wish.lines); !apart) return refuse(apart);
    auto lots = drawn(tx, *order, lines, wish.lines);
    if (!lots) return refuse(lots);
    store::insert_lots(tx, order->id, *lots);
    const auto draws = draws_of(*lots, lines);
    traceability::parcel_packed(tx, parcel_of(*order, draws));
    take(tx, *order, *way, {.command = Command::pack, .by = Actor::seller, .person = caller.person});
    return view_of(tx, *order, Actor::seller);
}

Result<OrderView> ship(db::Transaction& tx, const Caller& caller, const ShipOrder& wish) {
    auto order = held_by_seller(tx, caller, wish.order);
    if (!order) return refuse(order);
    const auto way = way_from(tx, *order, Command::ship, Actor::seller);
    if (!way) return tl::unexpected(way.error());
    if (way->repeated) {
        if (order->carrier != wish.carrier || order->tracking_number != wish.tracking_number)
            return refuse(done_otherwise);
        return view_of(tx, *order, Actor::seller);
    }
    const auto packed = store::lots_of(tx, order->id);
    const auto lines = store::lines_of(tx, *order);
    catalog::take_out(tx, stock_in(packed, lines));
    const auto draws = draws_of(packed, lines);
    traceability::parcel_shipped(tx, parcel_of(*order, draws));
    order->carrier = wish.carrier;
    order->tracking_number = wish.tracking_number;
    take(tx, *order, *way, {.command = Command::ship, .by = Actor::seller, .person = caller.person});
    return view_of(tx, *order, Actor::seller);
}

Result<OrderView> deliver(db::Transaction& tx, const Caller& caller, const DeliverOrder& wish) {
    auto order = held_by_seller(tx, caller, wish.order);
    if (!order) return refuse(order);
    const auto way = way_from(tx, *order, Command::deliver, Actor::seller);
    if (!way) return tl::unexpected(way.error());
    if (way->repeated) {
        if (order->received_by != wish.received_by) return refuse(done_otherwise);
        return view_of(tx, *order, Actor::seller);
    }
    if (order->method == Method::cash_on_delivery)
        if (auto cash = payments::collect_cash(tx, order->id, order->seller, order->total()); !cash)
            return refuse(cash);
    order->received_by = wish.received_by;
    order->due_at = tx.now() + rules_on(tx.today()).inspection;
    const auto draws = draws_of(store::lots_of(tx, order->id), store::lines_of(tx, *order));
    traceability::parcel_handed_over(tx, parcel_of(*order, draws));
    take(tx, *order, *way, {.command = Command::deliver, .by = Actor::seller, .person = caller.person});
    return view_of(tx, *order, Actor::seller);
}

Result<OrderView> accept(db::Transaction& tx, const Caller& caller, const NameOrder& wish) {
    auto order = held(tx, caller, wish.order, Actor::buyer, Permission::receive);
    if (!order) return refuse(order);
    const auto way = way_from(tx, *order, Command::accept, Actor::buyer);
    if (!way) return tl::unexpected(way.error());
    if (!way->repeated) {
        if (auto released = let_go(tx, *order); !released) return refuse(released);
        order->due_at.reset();
        if (order->state == State::shipped) {  // she has it, though the seller has not said so
            const auto draws = draws_of(store::lots_of(tx, order->id), store::lines_of(tx, *order));
            traceability::parcel_handed_over(tx, parcel_of(*order, draws));
        }
        take(tx, *order, *way, {.command = Command::accept, .by = Actor::buyer, .person = caller.person});
    }
    return view_of(tx, *order, Actor::buyer);
}

Result<OrderView> cancel(db::Transaction& tx, const Caller& caller, const CancelOrder& wish) {
    auto order = store::lock(tx, wish.order, caller.organisation);
    if (!order) return refuse(no_such_order);
    const auto side = side_of(*order, caller);
    if (!accounts::may(caller, side == Actor::seller ? Permission::fulfil : Permission::receive))
        return refuse(not_yours_to_do);
    return called_off(tx, std::move(*order), side, caller.person, wish.reason);
}

Result<OrderView> cancel_followed(db::Transaction& tx, const Caller&, const CancelFollowed& wish) {
    const auto id = followed_order(tx, wish.number, wish.code);
    if (!id) return tl::unexpected(id.error());
    auto order = store::lock(tx, *id);
    ensure(order.has_value(), "a followed order is there");
    return called_off(tx, std::move(*order), Actor::follower, {}, wish.reason);
}

}  // namespace chophien::orders
