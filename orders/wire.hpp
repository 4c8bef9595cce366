// Orders and the commands on them as they come in and go out, each form declared once.
#pragma once

#include "core/list.hpp"
#include "orders/basket_wire.hpp"
#include "orders/order.hpp"
#include "orders/packing.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::orders {

// One order.

/// How the money stands, from what payments knows.
enum class PaymentState : std::uint8_t { unpaid, part_paid, paid, released, refunded };

struct LineView {
    std::int32_t line = 0;
    catalog::OfferId offer;
    catalog::ProductId product;
    std::string product_name;
    std::optional<std::string> pack;
    std::string gtin;
    Quantity quantity;
    Money price;
    PriceReason price_reason = PriceReason::list_price;
    std::optional<Money> list_price{};
    std::optional<PriceListId> price_list{};
    std::optional<Decimal> price_from{};
    std::optional<PromotionId> promotion{};
    Money total;
    std::optional<Decimal> ordered{};  ///< when the harvest gave less: what was ordered
    std::optional<WeighedView> weighed{};

    struct Lot {
        traceability::LotId lot;
        std::string gtin;
        std::string lot_code;
        Decimal quantity;
    };

    std::vector<Lot> lots;
};

struct PaymentView {
    Method method = Method::bank_transfer;
    PaymentState state = PaymentState::unpaid;
    Money captured;
    Money refunded;
    Money released;
    std::optional<payments::Attempt> attempt;
};

struct EventView {
    std::int64_t version = 0;
    Instant at;
    std::optional<Command> command;
    Actor by = Actor::market;
    State state = State::placed;
    std::optional<std::string> note;
};

/// What an order is for that was ordered ahead.
struct OrderSlot {
    catalog::SlotId id;
    catalog::SlotKind kind{};
    catalog::SlotState state{};
    Day first_day{};
    Day last_day{};
    std::optional<std::string> starts_at{};
    std::optional<std::string> place{};
    std::optional<std::int32_t> confidence_percent{};
    Day orders_until{};
    std::optional<std::string> reason{};
};

struct OrderView {
    OrderId id;
    std::string number;
    BasketId basket;
    State state = State::placed;
    std::int64_t version = 1;
    OrganisationId seller;
    std::string seller_name;
    std::optional<OrganisationId> buyer;
    BuyerKind buyer_kind = BuyerKind::consumer;
    std::vector<LineView> lines;
    std::optional<OrderSlot> slot{};
    Money goods;
    Money delivery;
    Money total;
    PaymentView payment;
    Recipient recipient;
    std::optional<std::string> note;
    Instant placed_at;
    std::optional<Instant> pay_by;
    std::optional<Instant> inspection_until;
    std::optional<std::string> carrier;
    std::optional<std::string> tracking_number;
    std::optional<std::string> received_by;
    std::vector<EventView> history;
};

struct OrderSummary {
    OrderId id;
    std::string number;
    State state = State::placed;
    PaymentState payment_state = PaymentState::unpaid;
    OrganisationId seller;
    std::string seller_name;
    BuyerKind buyer_kind = BuyerKind::consumer;
    Method payment_method = Method::bank_transfer;
    Money total;
    std::optional<catalog::SlotId> slot{};
    Instant placed_at;
};

// Asking.

struct ListOrders {
    std::optional<State> state;
    std::optional<std::string> after;
    std::optional<std::int32_t> limit;
};

struct NameOrder {
    OrderId order;
};

struct PackOrder {
    OrderId order;
    std::vector<LinePacking> lines;
};

struct ShipOrder {
    OrderId order;
    std::string carrier;
    std::optional<std::string> tracking_number;
};

struct DeliverOrder {
    OrderId order;
    std::string received_by;
};

struct CancelOrder {
    OrderId order;
    std::optional<std::string> reason;
};

struct FollowOrder {
    std::string number;
    std::string code;
};

struct CancelFollowed {
    std::string number;
    std::string code;
    std::optional<std::string> reason;
};

}  // namespace chophien::orders

namespace chophien::json {

template <>
struct Names<orders::PaymentState> {
    using enum orders::PaymentState;
    static constexpr std::array of{
        std::pair{unpaid, std::string_view("unpaid")},
        std::pair{part_paid, std::string_view("part_paid")},
        std::pair{paid, std::string_view("paid")},
        std::pair{released, std::string_view("released")},
        std::pair{refunded, std::string_view("refunded")},
    };
};

template <>
struct Shape<orders::LineView::Lot> {
    using T = orders::LineView::Lot;
    static constexpr std::string_view name = "OrderLineLot";
    static constexpr auto fields = std::tuple{
        field("lot", &T::lot, "The lot."),
        field("gtin", &T::gtin, "14 digits."),
        field("lot_code", &T::lot_code, "The lot number on the label (AI 10)."),
        field("quantity", &T::quantity, "How much of the line came out of it.")};
};

template <>
struct Shape<orders::LineView> {
    using T = orders::LineView;
    static constexpr std::string_view name = "OrderLine";
    static constexpr auto fields = std::tuple{
        field("line", &T::line, "Its number in the order, from 1."),
        field("offer", &T::offer, "The offer."),
        field("product", &T::product, "Its product."),
        field("product_name", &T::product_name, "The product's name when the order was placed."),
        field("pack", &T::pack, "The pack then."),
        field("gtin", &T::gtin, "14 digits."),
        field("quantity", &T::quantity, "How much."),
        field("price", &T::price, "For one unit then, taxes included."),
        field(
            "price_reason",
            &T::price_reason,
            "Why this price: list_price, public_list, promotion, kind_list or buyer_list."
        ),
        field("list_price", &T::list_price, "What one unit costs everybody at most."),
        field("price_list", &T::price_list, "The seller's list it comes from."),
        field("price_from", &T::price_from, "The quantity from which that list gives it."),
        field("promotion", &T::promotion, "The promotion it comes from; the seller bears it."),
        field(
            "total",
            &T::total,
            "Price times quantity, half up to one đồng. Paid by weight: the most it may come to, and once "
            "packed what "
            "it came to."
        ),
        field(
            "ordered", &T::ordered, "What was ordered, when the harvest gave less; quantity is what it gave."
        ),
        field("weighed", &T::weighed, "For lines paid by weight: how much."),
        field("lots", &T::lots, "Where it came from, once packed.")};
};

template <>
struct Shape<orders::PaymentView> {
    using T = orders::PaymentView;
    static constexpr std::string_view name = "OrderPayment";
    static constexpr auto fields = std::tuple{
        field("method", &T::method, "How the basket is paid."),
        field("state", &T::state, "Where this order's money stands."),
        field("captured", &T::captured, "What ever came for it."),
        field("refunded", &T::refunded, "What went back."),
        field("released", &T::released, "What went to the seller, with fees and taxes."),
        field("attempt", &T::attempt, "For the buyer while there is something to pay: how.")};
};

template <>
struct Shape<orders::EventView> {
    using T = orders::EventView;
    static constexpr std::string_view name = "OrderEvent";
    static constexpr auto fields = std::tuple{
        field("version", &T::version, "The order's version after it."),
        field("at", &T::at, "When."),
        field("command", &T::command, "What was done; absent where the order was placed."),
        field("by", &T::by, "Who did it."),
        field("state", &T::state, "The state it led to."),
        field("note", &T::note, "A reason or remark.")};
};

template <>
struct Shape<orders::OrderSlot> {
    using T = orders::OrderSlot;
    static constexpr std::string_view name = "OrderSlot";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The slot."),
        field("kind", &T::kind, "harvest or visit."),
        field("state", &T::state, "open, closed, harvested or called_off."),
        field("first_day", &T::first_day, "Of the harvest as expected, or of the visit."),
        field("last_day", &T::last_day, "The last one."),
        field("starts_at", &T::starts_at, "A visit's hour, in Vietnam."),
        field("place", &T::place, "Where a visit's guests are met."),
        field("confidence_percent", &T::confidence_percent, "How sure the seller is of the harvest."),
        field("orders_until", &T::orders_until, "A visit can be called off by its buyer up to this day."),
        field("reason", &T::reason, "Why it was called off.")};
};

template <>
struct Shape<orders::OrderView> {
    using T = orders::OrderView;
    static constexpr std::string_view name = "Order";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The order."),
        field("number", &T::number, "Its number for people."),
        field("basket", &T::basket, "The basket it was placed with."),
        field("state", &T::state, "Where it stands."),
        field("version", &T::version, "Rises with every change; the ETag."),
        field("seller", &T::seller, "The selling organisation."),
        field("seller_name", &T::seller_name, "Its name when the order was placed."),
        field("buyer", &T::buyer, "The buying organisation; absent for guests."),
        field("buyer_kind", &T::buyer_kind, "Consumers have the rights of Law 19/2023/QH15."),
        field("lines", &T::lines, "What is bought."),
        field("slot", &T::slot, "Ordered ahead: the harvest or the visit it is for."),
        field(
            "goods", &T::goods, "All lines; what is paid by weight at its most, once packed at its weight."
        ),
        field("delivery", &T::delivery, "What delivery costs."),
        field("total", &T::total, "Goods and delivery."),
        field("payment", &T::payment, "Where the money stands."),
        field("recipient", &T::recipient, "Who gets the parcel."),
        field("note", &T::note, "The buyer's words for the seller."),
        field("placed_at", &T::placed_at, "When it was placed."),
        field("pay_by", &T::pay_by, "Unpaid by then, the order lapses."),
        field("inspection_until", &T::inspection_until, "From then on the seller gets the money."),
        field("carrier", &T::carrier, "Who carries it."),
        field("tracking_number", &T::tracking_number, "The carrier's number."),
        field("received_by", &T::received_by, "Who took it in."),
        field("history", &T::history, "What happened, oldest first.")};
};

template <>
struct Shape<orders::OrderSummary> {
    using T = orders::OrderSummary;
    static constexpr std::string_view name = "OrderSummary";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The order."),
        field("number", &T::number, "Its number for people."),
        field("state", &T::state, "Where it stands."),
        field("payment_state", &T::payment_state, "Where its money stands."),
        field("seller", &T::seller, "The selling organisation."),
        field("seller_name", &T::seller_name, "Its name when the order was placed."),
        field("buyer_kind", &T::buyer_kind, "Consumer or business."),
        field("payment_method", &T::payment_method, "How it is paid."),
        field("total", &T::total, "Goods and delivery."),
        field("slot", &T::slot, "Ordered ahead: of this harvest or visit."),
        field("placed_at", &T::placed_at, "When it was placed.")};
};

template <>
struct Shape<orders::ListOrders> {
    using T = orders::ListOrders;
    static constexpr std::string_view name = "ListOrders";
    static constexpr auto fields = std::tuple{
        field("state", &T::state, "Only orders in this state."),
        field("after", &T::after, characters(1, 40), ascii_code("_-"), "Where the page before ended."),
        field("limit", &T::limit, between(1, 100), "How many, 20 unless told.")};
};

template <>
struct Shape<orders::NameOrder> {
    using T = orders::NameOrder;
    static constexpr std::string_view name = "NameOrder";
    static constexpr auto fields = std::tuple{field("order", &T::order, "The order.")};
};

template <>
struct Shape<orders::LotShare> {
    using T = orders::LotShare;
    static constexpr std::string_view name = "LotShare";
    static constexpr auto fields = std::tuple{
        field("lot", &T::lot, "A lot of the line's product."),
        field("quantity", &T::quantity, above_zero, "How much of the line comes out of it, in sales units.")};
};

template <>
struct Shape<orders::LinePacking> {
    using T = orders::LinePacking;
    static constexpr std::string_view name = "LinePacking";
    static constexpr auto fields = std::tuple{
        field("line", &T::line, between(1, orders::most_lines), "The line's number."),
        field("lots", &T::lots, items(1, orders::most_lots_a_line), "Together exactly the line's quantity."),
        field(
            "weight",
            &T::weight,
            above_zero,
            "For lines paid by weight, and only for them: what the scales say, in the pricing unit."
        )};
};

template <>
struct Shape<orders::PackOrder> {
    using T = orders::PackOrder;
    static constexpr std::string_view name = "PackOrder";
    static constexpr auto fields = std::tuple{
        field("order", &T::order, "The order."),
        field("lines", &T::lines, items(1, orders::most_lines), "Every line of the order, once.")};
};

template <>
struct Shape<orders::ShipOrder> {
    using T = orders::ShipOrder;
    static constexpr std::string_view name = "ShipOrder";
    static constexpr auto fields = std::tuple{
        field("order", &T::order, "The order."),
        field("carrier", &T::carrier, one_line, characters(1, 100), "Who carries it."),
        field("tracking_number", &T::tracking_number, one_line, characters(1, 100), "The carrier's number.")};
};

template <>
struct Shape<orders::DeliverOrder> {
    using T = orders::DeliverOrder;
    static constexpr std::string_view name = "DeliverOrder";
    static constexpr auto fields = std::tuple{
        field("order", &T::order, "The order."),
        field("received_by", &T::received_by, one_line, characters(1, 100), "Who took it in.")};
};

template <>
struct Shape<orders::CancelOrder> {
    using T = orders::CancelOrder;
    static constexpr std::string_view name = "CancelOrder";
    static constexpr auto fields = std::tuple{
        field("order", &T::order, "The order."),
        field("reason", &T::reason, one_line, characters(1, 500), "Why; a seller must say.")};
};

template <>
struct Shape<orders::FollowOrder> {
    using T = orders::FollowOrder;
    static constexpr std::string_view name = "FollowOrder";
    static constexpr auto fields = std::tuple{
        field("number", &T::number, characters(1, 40), "The order's number."),
        field(
            "code", &T::code, characters(1, 40), secret, "The follow code given when the basket was placed."
        )};
};

template <>
struct Shape<orders::CancelFollowed> {
    using T = orders::CancelFollowed;
    static constexpr std::string_view name = "CancelFollowed";
    static constexpr auto fields = std::tuple{
        field("number", &T::number, characters(1, 40), "The order's number."),
        field(
            "code", &T::code, characters(1, 40), secret, "The follow code given when the basket was placed."
        ),
        field("reason", &T::reason, one_line, characters(1, 500), "Why, if you like to say.")};
};

}  // namespace chophien::json
