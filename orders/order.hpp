// An order's life as one table: who may do what in which state, under which condition, and where it leads.
// Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/ids.hpp"
#include "catalog/pricing/price.hpp"
#include "catalog/slots/slot.hpp"
#include "catalog/weighing.hpp"
#include "core/json/shape.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"
#include "core/result.hpp"
#include "orders/ids.hpp"
#include "traceability/lots.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::orders {

/// Where an order stands. What was paid and what was packed is not here: payments and the packed lots know
/// it.
enum class State : std::uint8_t {
    placed,     ///< stock is reserved, the seller has not answered
    confirmed,  ///< the seller took it on
    packed,     ///< every line has its lots
    shipped,    ///< the goods left the store
    delivered,  ///< handed over; the inspection window runs
    closed,     ///< the seller has the money
    cancelled,  ///< called off before shipping; stock is back
    lapsed,     ///< never paid; stock is back
    refused,    ///< the seller did not take it on; stock is back
};

enum class Command : std::uint8_t { confirm, share, pack, ship, deliver, accept, cancel, lapse, close };

/// On whose behalf a command comes.
enum class Actor : std::uint8_t {
    buyer,     ///< signed in: the person, or anyone who buys for the organisation
    seller,    ///< anyone who fulfils for the selling organisation
    follower,  ///< a guest who shows the follow code
    market,    ///< the clockwork
};

/// What must hold beside the state.
enum class Guard : std::uint8_t {
    none,
    payment_secured,  ///< all of it is in escrow, or it is paid at the door
    prepaid,          ///< not cash on delivery
    reason_given,
    window_over,    ///< the inspection window has ended
    never_paid,     ///< the time to pay is over and nothing came, or its grace is over and not all came
    harvest_in,     ///< ordered ahead, the harvest is in the store, and the order has no share of it yet
    goods_at_hand,  ///< no visit, and of a harvest its share
    visit_begun,    ///< a visit whose first day has come
    not_bound,      ///< no visit whose last day for orders is over
    slot_failed,    ///< called off, or its harvest too small to give the order anything
};

struct Step {
    State from;
    Command command;
    Actor by;
    Guard guard;
    State to;
};

/// The whole machine. No two rows share from, command and by.
std::span<const Step> steps();

/// The row for it, or none: then it is not allowed, or it was done already (repeats).
const Step* step_from(State from, Command command, Actor by);

/// The actor's command leads where the order already is: answering it again is no error.
bool repeats(State at, Command command, Actor by);

/// The state as a person reads it, in the middle of a sentence.
Words words_of(State state);

/// What is known for judging guards.
struct Circumstances {
    Method method = Method::bank_transfer;
    Money total{};
    payments::OrderMoney money{};
    bool has_reason = false;
    bool time_is_up = false;              ///< now is at or after the order's due_at
    bool attempt_expired = false;         ///< payments closed the attempt without any money
    bool grace_over = false;              ///< also the time is over that an order has which was paid in part
    std::optional<catalog::Slot> slot{};  ///< ordered ahead
    std::optional<Decimal> share{};       ///< what it got of the harvest, once it has it
    bool nothing_for_it = false;          ///< its share of the harvest rounds down to nothing
    Day today{};
};

/// Refuses: not_paid, pay_at_the_door, reason_needed, too_early, paid_after_all, harvest_not_in,
/// visit_not_packed, not_a_visit, too_late_to_cancel.
Result<Nothing> check(Guard guard, const Circumstances& now);

/// Law on Consumer Protection 19/2023/QH15 protects consumers only; a business buys under commercial law. So
/// each order says what its buyer was.
enum class BuyerKind : std::uint8_t { consumer, business };

BuyerKind buyer_kind_of(const accounts::Caller& buyer);

using catalog::pricing::PriceListId;
using catalog::pricing::PriceReason;
using catalog::pricing::PromotionId;

struct Order {
    OrderId id;
    std::string number;  ///< for people: 26-K7QF-3M2N-9
    BasketId basket;
    accounts::OrganisationId seller;
    std::string seller_name;
    std::optional<accounts::OrganisationKind> seller_kind;  ///< as it was when the seller confirmed
    accounts::PersonId buyer_person;                        ///< zero: a guest
    accounts::OrganisationId buyer_organisation;            ///< zero: a person buys for herself
    BuyerKind buyer_kind = BuyerKind::consumer;
    Method method = Method::bank_transfer;
    payments::AttemptId attempt;
    State state = State::placed;
    std::int64_t version = 1;  ///< rises with every change; the number of the event that made it
    Money goods;
    Money delivery;
    Instant placed_at;
    /// When the market looks at it next: placed, to let it lapse; delivered, to close it. None: nothing is
    /// due.
    std::optional<Instant> due_at;
    std::optional<std::string> carrier;
    std::optional<std::string> tracking_number;
    std::optional<std::string> received_by;
    std::optional<catalog::SlotId> slot;  ///< ordered ahead; such an order has one line
    std::optional<Decimal> share;         ///< what that line got of the harvest

    Money total() const { return goods + delivery; }
};

/// One offer in one order, with everything as it was when the order was placed.
struct Line {
    OrderId order;
    std::int32_t line = 0;  ///< 1 to 100, in the order of the basket
    catalog::OfferId offer;
    catalog::ProductId product;
    std::string product_name;
    std::string pack;
    const Unit* unit = nullptr;
    std::string gtin;
    Decimal quantity;
    Money price;  ///< for one unit, or one pricing unit; taxes included
    PriceReason price_reason = PriceReason::list_price;
    std::optional<Money> list_price{};  ///< the offer's own; none: placed before there were others
    std::optional<PriceListId> price_list{};
    std::optional<Decimal> price_from{};  ///< the quantity from which that list gives the price
    std::optional<PromotionId> promotion{};
    Money total;  ///< paid by weight: the most it may come to; what it came to is in its LineWeight
    std::optional<const Unit*> pricing_unit{};        ///< paid by weight: its price is for one of these
    std::optional<Decimal> usual_weight{};            ///< of the whole line, in the pricing unit
    std::optional<std::int32_t> tolerance_percent{};  ///< all three or none
    std::optional<Decimal>
        ordered{};  ///< when a harvest gave less: what was ordered; the rest is what it got

    /// What the scales may say; none where the line is not paid by weight.
    std::optional<catalog::Band> band() const {
        if (!usual_weight || !tolerance_percent) return std::nullopt;
        return catalog::band_around(*usual_weight, *tolerance_percent);
    }
};

/// What the scales said of a line that is paid by weight, when it was packed.
struct LineWeight {
    std::int32_t line = 0;
    Decimal weight;  ///< in the line's pricing unit
    Money total;     ///< what the line comes to
};

/// What of a line came out of which lot.
struct PackedLot {
    std::int32_t line = 0;
    traceability::LotId lot;
    std::string gtin;
    std::string lot_code;
    Decimal quantity;
};

/// One step that was taken. Placing is not among them: the order's own row says who placed it and when.
struct Event {
    std::int64_t version = 0;  ///< the order's after it
    Instant at{};
    Command command = Command::confirm;
    Actor by = Actor::market;
    accounts::PersonId person{};  ///< zero: a guest or the market
    State state = State::placed;
    std::optional<std::string> note{};
};

}  // namespace chophien::orders

namespace chophien::json {

template <>
struct Names<orders::State> {
    using enum orders::State;
    static constexpr std::array of{
        std::pair{placed, std::string_view("placed")},
        std::pair{confirmed, std::string_view("confirmed")},
        std::pair{packed, std::string_view("packed")},
        std::pair{shipped, std::string_view("shipped")},
        std::pair{delivered, std::string_view("delivered")},
        std::pair{closed, std::string_view("closed")},
        std::pair{cancelled, std::string_view("cancelled")},
        std::pair{lapsed, std::string_view("lapsed")},
        std::pair{refused, std::string_view("refused")},
    };
};

template <>
struct Names<orders::Command> {
    using enum orders::Command;
    static constexpr std::array of{
        std::pair{confirm, std::string_view("confirm")},
        std::pair{share, std::string_view("share")},
        std::pair{pack, std::string_view("pack")},
        std::pair{ship, std::string_view("ship")},
        std::pair{deliver, std::string_view("deliver")},
        std::pair{accept, std::string_view("accept")},
        std::pair{cancel, std::string_view("cancel")},
        std::pair{lapse, std::string_view("lapse")},
        std::pair{close, std::string_view("close")},
    };
};

template <>
struct Names<orders::Actor> {
    using enum orders::Actor;
    static constexpr std::array of{
        std::pair{buyer, std::string_view("buyer")},
        std::pair{seller, std::string_view("seller")},
        std::pair{follower, std::string_view("guest")},
        std::pair{market, std::string_view("market")},
    };
};

template <>
struct Names<orders::BuyerKind> {
    using enum orders::BuyerKind;
    static constexpr std::array of{
        std::pair{consumer, std::string_view("consumer")},
        std::pair{business, std::string_view("business")},
    };
};

}  // namespace chophien::json
