// Baskets as they come in and as they are answered, each form declared once.
#pragma once

#include "core/list.hpp"
#include "orders/order.hpp"
#include "orders/pricing.hpp"
#include "orders/recipient.hpp"
#include "payments/wire.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::orders {

using accounts::OrganisationId;

struct PriceBasket {
    std::vector<BasketLine> lines;
};

/// A line that is paid by weight or volume.
struct WeighedView {
    const Unit* unit = nullptr;  ///< what its price is for
    Decimal least;
    Decimal usual;
    Decimal most;
    Money usual_total;
    std::optional<Decimal> weight{};  ///< what the scales said, once it is packed
};

struct PricedLine {
    catalog::OfferId offer;
    catalog::ProductId product;
    std::string product_name;
    std::optional<std::string> pack;
    Quantity quantity;
    Money price;
    PriceReason price_reason = PriceReason::list_price;
    std::optional<Money> list_price{};
    std::optional<PriceListId> price_list{};
    std::optional<Decimal> price_from{};
    std::optional<PromotionId> promotion{};
    Money total;
    std::optional<WeighedView> weighed{};
};

struct PricedPart {
    OrganisationId seller;
    std::string seller_name;
    std::optional<catalog::SlotId> slot{};
    std::vector<PricedLine> lines;
    Money goods;
    Money delivery;
    Money total;
};

struct BasketPrice {
    std::vector<PricedPart> sellers;
    Money total;
};

struct PlaceBasket {
    std::vector<BasketLine> lines;
    Recipient recipient;
    Method payment_method = Method::bank_transfer;
    std::optional<std::string> note;
};

struct PlacedOrder {
    OrderId id;
    std::string number;
    State state = State::placed;
    PricedPart part;
};

struct PlacedBasket {
    BasketId id;
    std::vector<PlacedOrder> orders;
    Money total;
    payments::Attempt payment;
    std::optional<std::string> follow_code;
};

}  // namespace chophien::orders

namespace chophien::json {

template <>
struct Shape<orders::BasketLine> {
    using T = orders::BasketLine;
    static constexpr std::string_view name = "BasketLine";
    static constexpr auto fields = std::tuple{
        field("offer", &T::offer, "The offer being bought."),
        field("quantity", &T::quantity, above_zero, "How many of its sales units, as \"2.5\"."),
        field(
            "slot",
            &T::slot,
            "Ordered ahead: the harvest or the visit it is for; goods in the store when left out."
        )};
};

template <>
struct Shape<orders::PriceBasket> {
    using T = orders::PriceBasket;
    static constexpr std::string_view name = "PriceBasket";
    static constexpr auto fields = std::tuple{field(
        "lines", &T::lines, items(1, orders::most_lines), "Each offer once, or once for each of its slots."
    )};
};

template <>
struct Shape<orders::WeighedView> {
    using T = orders::WeighedView;
    static constexpr std::string_view name = "WeighedLine";
    static constexpr auto fields = std::tuple{
        field("unit", &T::unit, "What the price is for: the line is paid by what the scales say."),
        field("least", &T::least, "The least the line may hold."),
        field("usual", &T::usual, "What it usually holds."),
        field("most", &T::most, "The most it may hold; nothing over it is paid."),
        field("usual_total", &T::usual_total, "What it usually comes to."),
        field("weight", &T::weight, "What the scales said when it was packed.")};
};

template <>
struct Shape<orders::PricedLine> {
    using T = orders::PricedLine;
    static constexpr std::string_view name = "PricedLine";
    static constexpr auto fields = std::tuple{
        field("offer", &T::offer, "The offer."),
        field("product", &T::product, "Its product."),
        field("product_name", &T::product_name, "The product's name now."),
        field("pack", &T::pack, "The pack as on the label."),
        field("quantity", &T::quantity, "How much, in the offer's unit."),
        field("price", &T::price, "For one unit, taxes included."),
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
            "Price times quantity, half up to one đồng; paid by weight: the most it may come to."
        ),
        field("weighed", &T::weighed, "For lines paid by weight: how much, and what it usually comes to.")};
};

template <>
struct Shape<orders::PricedPart> {
    using T = orders::PricedPart;
    static constexpr std::string_view name = "PricedPart";
    static constexpr auto fields = std::tuple{
        field("seller", &T::seller, "The cooperative or other seller."),
        field("seller_name", &T::seller_name, "Its name."),
        field("slot", &T::slot, "What is ordered ahead becomes an order of its own for each slot."),
        field("lines", &T::lines, "What is bought there."),
        field("goods", &T::goods, "All lines, taxes included."),
        field("delivery", &T::delivery, "What delivery costs: nothing is charged for it."),
        field("total", &T::total, "Goods and delivery.")};
};

template <>
struct Shape<orders::BasketPrice> {
    using T = orders::BasketPrice;
    static constexpr std::string_view name = "BasketPrice";
    static constexpr auto fields = std::tuple{
        field(
            "sellers",
            &T::sellers,
            "One part for each seller, and for each slot; each becomes an order of its own."
        ),
        field("total", &T::total, "What one payment for all of it comes to.")};
};

template <>
struct Shape<orders::Recipient> {
    using T = orders::Recipient;
    static constexpr std::string_view name = "Recipient";
    static constexpr auto fields = std::tuple{
        field("name", &T::name, one_line, characters(1, 100), "Who gets the parcel."),
        field("phone", &T::phone, one_line, characters(1, 30), "A telephone number, as 0912 345 678."),
        field("address", &T::address, one_line, characters(1, 200), "House, street, hamlet."),
        field("commune", &T::commune, one_line, characters(1, 100), "Commune or ward (xã, phường)."),
        field(
            "province",
            &T::province,
            one_line,
            characters(1, 40),
            "Code or name of one of the 34 provinces; answered as the code."
        )};
};

template <>
struct Shape<orders::PlaceBasket> {
    using T = orders::PlaceBasket;
    static constexpr std::string_view name = "PlaceBasket";
    static constexpr auto fields = std::tuple{
        field(
            "lines",
            &T::lines,
            items(1, orders::most_lines),
            "Each offer once, or once for each of its slots. They become at most twenty orders: one for each "
            "seller, "
            "and one for each slot."
        ),
        field("recipient", &T::recipient, "Shown to you and the sellers only."),
        field("payment_method", &T::payment_method, "One payment for all orders of the basket."),
        field("note", &T::note, characters(0, 500), "Words for the sellers.")};
};

template <>
struct Shape<orders::PlacedOrder> {
    using T = orders::PlacedOrder;
    static constexpr std::string_view name = "PlacedOrder";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The order."),
        field("number", &T::number, "Its number for people."),
        field("state", &T::state, "Always placed."),
        field("part", &T::part, "What is bought from whom, at the prices that now hold.")};
};

template <>
struct Shape<orders::PlacedBasket> {
    using T = orders::PlacedBasket;
    static constexpr std::string_view name = "PlacedBasket";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The basket."),
        field("orders", &T::orders, "One order for each seller, and for each slot."),
        field("total", &T::total, "What is to be paid."),
        field("payment", &T::payment, "How to pay."),
        field(
            "follow_code",
            &T::follow_code,
            "For guests, shown once: with a number it shows and cancels that order."
        )};
};

}  // namespace chophien::json
