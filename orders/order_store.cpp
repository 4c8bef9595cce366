#include "orders/order_store.hpp"

#include "core/db/many_rows.hpp"
#include "orders/number.hpp"
#include "orders/pricing.hpp"
#include "payments/wire.hpp"

#include <algorithm>
#include <limits>

namespace chophien::orders::store {

namespace {

using db::Joined;
using db::Statement;

constexpr std::string_view order_columns = R"sql(
    SELECT id, number, basket, seller, seller_name, seller_kind, buyer_person, buyer_organisation, buyer_kind,
           method, attempt, state, version, goods, delivery, placed_at, due_at,
           carrier, tracking_number, received_by, slot, share
      FROM orders
)sql";

constexpr std::string_view of_id = " WHERE id = ?";
constexpr std::string_view of_party = " WHERE id = ? AND (seller = ? OR buyer_organisation = ?)";
constexpr std::string_view for_update = " FOR UPDATE";
constexpr std::string_view of_buyer = " WHERE buyer_organisation = ? AND id < ?";
constexpr std::string_view of_buyer_in_state = " WHERE buyer_organisation = ? AND state = ? AND id < ?";
constexpr std::string_view of_seller = " WHERE seller = ? AND id < ?";
constexpr std::string_view of_seller_in_state = " WHERE seller = ? AND state = ? AND id < ?";
constexpr std::string_view newest_first = " ORDER BY id DESC LIMIT ?";
constexpr std::string_view of_slot =
    " FORCE INDEX (by_slot) WHERE slot = ? AND state = ? AND share IS NULL ORDER BY id LIMIT ? FOR UPDATE "
    "SKIP LOCKED";
constexpr std::string_view due =
    " WHERE state = ? AND due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED";

constexpr Statement find_order{"orders.find", Joined<order_columns, of_id>::text};
constexpr Statement lock_order{"orders.lock", Joined<order_columns, of_id, for_update>::text};
constexpr Statement find_for_party{"orders.find_for_party", Joined<order_columns, of_party>::text};
constexpr Statement lock_for_party{
    "orders.lock_for_party", Joined<order_columns, of_party, for_update>::text};
constexpr Statement list_bought{"orders.list_bought", Joined<order_columns, of_buyer, newest_first>::text};
constexpr Statement list_bought_in_state{
    "orders.list_bought_in_state", Joined<order_columns, of_buyer_in_state, newest_first>::text};
constexpr Statement list_sold{"orders.list_sold", Joined<order_columns, of_seller, newest_first>::text};
constexpr Statement list_sold_in_state{
    "orders.list_sold_in_state", Joined<order_columns, of_seller_in_state, newest_first>::text};
constexpr Statement lock_due_orders{"orders.lock_due", Joined<order_columns, due>::text};
constexpr Statement lock_slot_orders{"orders.lock_of_slot", Joined<order_columns, of_slot>::text};

constexpr Statement insert_basket{"orders.insert_basket", R"sql(
    INSERT INTO baskets (id, recipient, phone, address, commune, province, note, follow_digest, placed_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr std::string_view orders_head = R"sql(
    INSERT INTO orders (id, number, basket, seller, seller_name, buyer_person, buyer_organisation, buyer_kind,
                        method, attempt, state, version, goods, delivery, placed_at, due_at, slot)
    VALUES )sql";
constexpr std::string_view orders_row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto insert_orders = db::many_rows<orders_head, orders_row>("orders.insert_orders");

constexpr std::string_view lines_head = R"sql(
    INSERT INTO order_lines (order_id, line, offer, product, product_name, pack, unit, gtin,
                             quantity, price, price_reason, list_price, price_list, price_from, promotion,
                             total, pricing_unit, usual_weight, tolerance_percent)
    VALUES )sql";
constexpr std::string_view lines_row = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr auto insert_lines = db::many_rows<lines_head, lines_row>("orders.insert_lines");

constexpr std::string_view lots_head = R"sql(
    INSERT INTO order_line_lots (order_id, line, lot, gtin, lot_code, quantity)
    VALUES )sql";
constexpr std::string_view lots_row = "(?, ?, ?, ?, ?, ?)";
constexpr auto insert_line_lots = db::many_rows<lots_head, lots_row>("orders.insert_lots");

constexpr std::string_view weights_head = R"sql(
    INSERT INTO order_line_weights (order_id, line, weight, total)
    VALUES )sql";
constexpr std::string_view weights_row = "(?, ?, ?, ?)";
constexpr auto insert_line_weights = db::many_rows<weights_head, weights_row>("orders.insert_weights");

constexpr Statement find_weights{"orders.find_weights", R"sql(
    SELECT line, weight, total
      FROM order_line_weights
     WHERE order_id = ?
     ORDER BY line
)sql"};

constexpr Statement delete_line_lots{"orders.delete_lots", R"sql(
    DELETE FROM order_line_lots WHERE order_id = ?
)sql"};

constexpr Statement find_number{"orders.find_number", R"sql(
    SELECT id FROM orders WHERE number = ?
)sql"};

constexpr Statement find_followed{"orders.find_followed", R"sql(
    SELECT orders.id, baskets.follow_digest
      FROM orders
      JOIN baskets ON baskets.id = orders.basket
     WHERE orders.number = ?
)sql"};

constexpr Statement find_basket{"orders.find_basket", R"sql(
    SELECT id, recipient, phone, address, commune, province, note, follow_digest, placed_at
      FROM baskets
     WHERE id = ?
)sql"};

constexpr Statement find_lines{"orders.find_lines", R"sql(
    SELECT order_id, line, offer, product, product_name, pack, unit, gtin,
           quantity, price, price_reason, list_price, price_list, price_from, promotion, total,
           pricing_unit, usual_weight, tolerance_percent
      FROM order_lines
     WHERE order_id = ?
     ORDER BY line
)sql"};

constexpr Statement find_lots{"orders.find_lots", R"sql(
    SELECT line, lot, gtin, lot_code, quantity
      FROM order_line_lots
     WHERE order_id = ?
     ORDER BY line, lot
)sql"};

constexpr Statement find_events{"orders.find_events", R"sql(
    SELECT version, at, command, actor, person, state, note
      FROM order_events
     WHERE order_id = ?
     ORDER BY version
)sql"};

constexpr Statement update_order{"orders.step", R"sql(
    UPDATE orders
       SET state = ?, version = version + 1, seller_kind = ?, goods = ?, due_at = ?,
           carrier = ?, tracking_number = ?, received_by = ?, share = ?
     WHERE id = ? AND version = ?
)sql"};

constexpr Statement append_event{"orders.append_event", R"sql(
    INSERT INTO order_events (order_id, version, at, command, actor, person, state, note)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement move_due{"orders.put_off", R"sql(
    UPDATE orders SET due_at = ? WHERE id = ?
)sql"};

/// A basket's row; the recipient is a struct of its own above.
struct BasketRow {
    BasketId id;
    std::string recipient;
    std::string phone;
    std::string address;
    std::optional<std::string> commune;
    std::string province;
    std::optional<std::string> note;
    std::optional<crypto::Digest> follow_digest;
    Instant placed_at;
};

}  // namespace

}  // namespace chophien::orders::store

namespace chophien {

namespace store = orders::store;

template <>
struct db::Columns<orders::Order> {
    using T = orders::Order;
    static constexpr auto of =
        std::tuple{&T::id,          &T::number,      &T::basket,          &T::seller,
                   &T::seller_name, &T::seller_kind, &T::buyer_person,    &T::buyer_organisation,
                   &T::buyer_kind,  &T::method,      &T::attempt,         &T::state,
                   &T::version,     &T::goods,       &T::delivery,        &T::placed_at,
                   &T::due_at,      &T::carrier,     &T::tracking_number, &T::received_by,
                   &T::slot,        &T::share};
};

template <>
struct db::Columns<orders::Line> {
    using T = orders::Line;
    static constexpr auto of = std::tuple{
        &T::order,
        &T::line,
        &T::offer,
        &T::product,
        &T::product_name,
        &T::pack,
        &T::unit,
        &T::gtin,
        &T::quantity,
        &T::price,
        &T::price_reason,
        &T::list_price,
        &T::price_list,
        &T::price_from,
        &T::promotion,
        &T::total,
        &T::pricing_unit,
        &T::usual_weight,
        &T::tolerance_percent};
};

template <>
struct db::Columns<orders::LineWeight> {
    using T = orders::LineWeight;
    static constexpr auto of = std::tuple{&T::line, &T::weight, &T::total};
};

template <>
struct db::Columns<orders::PackedLot> {
    using T = orders::PackedLot;
    static constexpr auto of = std::tuple{&T::line, &T::lot, &T::gtin, &T::lot_code, &T::quantity};
};

template <>
struct db::Columns<orders::Event> {
    using T = orders::Event;
    static constexpr auto of =
        std::tuple{&T::version, &T::at, &T::command, &T::by, &T::person, &T::state, &T::note};
};

template <>
struct db::Columns<store::Followed> {
    static constexpr auto of = std::tuple{&store::Followed::order, &store::Followed::follow_digest};
};

template <>
struct db::Columns<store::BasketRow> {
    using T = store::BasketRow;
    static constexpr auto of = std::tuple{
        &T::id,
        &T::recipient,
        &T::phone,
        &T::address,
        &T::commune,
        &T::province,
        &T::note,
        &T::follow_digest,
        &T::placed_at};
};

}  // namespace chophien

namespace chophien::orders::store {

void insert(db::Transaction& tx, const Basket& basket) {
    const auto& to = basket.recipient;
    tx.change(
        insert_basket,
        basket.id,
        to.name,
        to.phone,
        to.address,
        to.commune,
        to.province,
        basket.note,
        basket.follow_digest,
        basket.placed_at
    );
}

void insert(db::Transaction& tx, std::span<Order> orders) {
    const auto values_of = [](const Order& order) {
        return db::values(
            order.id,
            order.number,
            order.basket,
            order.seller,
            order.seller_name,
            order.buyer_person,
            order.buyer_organisation,
            order.buyer_kind,
            order.method,
            order.attempt,
            order.state,
            order.version,
            order.goods,
            order.delivery,
            order.placed_at,
            order.due_at,
            order.slot
        );
    };
    for (auto left = orders; !left.empty(); left = left.subspan(std::min(left.size(), db::rows_at_once))) {
        const auto piece = left.first(std::min(left.size(), db::rows_at_once));
        try {
            db::change_rows(tx, insert_orders, piece, values_of);
        } catch (const db::Error& error) {
            // One order in a hundred thousand, at ten million a year, meets a number of its year. Only the
            // statement was undone, so draw again for the taken ones; asking first would cost every basket a
            // statement.
            if (!error.duplicate()) throw;
            for (auto& order : piece)
                while (tx.row<OrderId>(find_number, order.number))
                    order.number = new_order_number(tx.today());
            db::change_rows(tx, insert_orders, piece, values_of);
        }
    }
}

void insert(db::Transaction& tx, std::span<const Line> lines) {
    db::change_rows(tx, insert_lines, lines, [](const Line& line) {
        return db::values(
            line.order,
            line.line,
            line.offer,
            line.product,
            line.product_name,
            line.pack,
            line.unit,
            line.gtin,
            line.quantity,
            line.price,
            line.price_reason,
            line.list_price,
            line.price_list,
            line.price_from,
            line.promotion,
            line.total,
            line.pricing_unit,
            line.usual_weight,
            line.tolerance_percent
        );
    });
}

std::optional<Order> find(db::Transaction& tx, OrderId id, accounts::OrganisationId party) {
    return tx.row<Order>(find_for_party, id, party, party);
}

std::optional<Order> lock(db::Transaction& tx, OrderId id, accounts::OrganisationId party) {
    return tx.row<Order>(lock_for_party, id, party, party);
}

std::optional<Order> find(db::Transaction& tx, OrderId id) { return tx.row<Order>(find_order, id); }

std::optional<Order> lock(db::Transaction& tx, OrderId id) { return tx.row<Order>(lock_order, id); }

std::optional<Followed> followed(db::Transaction& tx, std::string_view number) {
    return tx.row<Followed>(find_followed, number);
}

Basket basket_of(db::Transaction& tx, BasketId id) {
    auto row = tx.row<BasketRow>(find_basket, id);
    ensure(row.has_value(), "every order has its basket");
    return {
        .id = row->id,
        .recipient =
            {.name = std::move(row->recipient),
             .phone = std::move(row->phone),
             .address = std::move(row->address),
             .commune = std::move(row->commune),
             .province = std::move(row->province)},
        .note = std::move(row->note),
        .follow_digest = row->follow_digest,
        .placed_at = row->placed_at};
}

std::vector<Line> lines_of(db::Transaction& tx, const Order& order) {
    auto lines = tx.rows<Line>(find_lines, order.id);
    if (!order.share) return lines;
    ensure(lines.size() == 1, "an order of a slot has one line");
    if (*order.share < lines.front().quantity) lines.front() = cut_to(std::move(lines.front()), *order.share);
    return lines;
}

std::vector<PackedLot> lots_of(db::Transaction& tx, OrderId id) { return tx.rows<PackedLot>(find_lots, id); }

std::vector<Event> events_of(db::Transaction& tx, OrderId id) { return tx.rows<Event>(find_events, id); }

void step(db::Transaction& tx, Order& order, Event event) {
    const auto changed = tx.change(
        update_order,
        order.state,
        order.seller_kind,
        order.goods,
        order.due_at,
        order.carrier,
        order.tracking_number,
        order.received_by,
        order.share,
        order.id,
        order.version
    );
    ensure(changed == 1, "an order is locked while it takes a step");
    ++order.version;
    tx.change(
        append_event,
        order.id,
        order.version,
        tx.now(),
        event.command,
        event.by,
        event.person,
        order.state,
        event.note
    );
}

void put_off(db::Transaction& tx, OrderId id, std::optional<Instant> due_at) {
    tx.change(move_due, due_at, id);
}

void insert_lots(db::Transaction& tx, OrderId id, std::span<const PackedLot> lots) {
    db::change_rows(tx, insert_line_lots, lots, [&](const PackedLot& lot) {
        return db::values(id, lot.line, lot.lot, lot.gtin, lot.lot_code, lot.quantity);
    });
}

void delete_lots(db::Transaction& tx, OrderId id) { tx.change(delete_line_lots, id); }

void insert_weights(db::Transaction& tx, OrderId id, std::span<const LineWeight> weights) {
    db::change_rows(tx, insert_line_weights, weights, [&](const LineWeight& one) {
        return db::values(id, one.line, one.weight, one.total);
    });
}

std::vector<LineWeight> weights_of(db::Transaction& tx, OrderId id) {
    return tx.rows<LineWeight>(find_weights, id);
}

std::vector<Order> bought(
    db::Transaction& tx,
    accounts::OrganisationId buyer,
    std::optional<State> state,
    std::optional<OrderId> before,
    std::int64_t limit
) {
    const auto id = before ? before->number : std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    return state ? tx.rows<Order>(list_bought_in_state, buyer, *state, id, limit)
                 : tx.rows<Order>(list_bought, buyer, id, limit);
}

std::vector<Order> sold(
    db::Transaction& tx,
    accounts::OrganisationId seller,
    std::optional<State> state,
    std::optional<OrderId> before,
    std::int64_t limit
) {
    const auto id = before ? before->number : std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    return state ? tx.rows<Order>(list_sold_in_state, seller, *state, id, limit)
                 : tx.rows<Order>(list_sold, seller, id, limit);
}

std::vector<Order> lock_due(db::Transaction& tx, State state, std::int64_t limit) {
    return tx.rows<Order>(lock_due_orders, state, tx.now(), limit);
}

std::vector<Order> lock_of_slot(db::Transaction& tx, catalog::SlotId slot, State state, std::int64_t limit) {
    return tx.rows<Order>(lock_slot_orders, slot, state, limit);
}

std::vector<db::Statement> statements() {
    std::vector<Statement> all{find_order,      lock_order,           find_for_party,   lock_for_party,
                               list_bought,     list_bought_in_state, list_sold,        list_sold_in_state,
                               lock_due_orders, insert_basket,        delete_line_lots, find_number,
                               find_followed,   find_basket,          find_lines,       find_lots,
                               find_events,     update_order,         append_event,     move_due,
                               find_weights,    lock_slot_orders};
    for (const auto* several : {&insert_orders, &insert_lines, &insert_line_lots, &insert_line_weights})
        all.insert(all.end(), several->begin(), several->end());
    return all;
}

}  // namespace chophien::orders::store
