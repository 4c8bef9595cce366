// The life of an order, as a table of every state, command and actor.
#include "orders/order.hpp"
#include "orders/refusals.hpp"
#include "orders/rules.hpp"
#include "orders/viewing.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <tuple>

namespace chophien::orders {
namespace {

constexpr auto& states = json::Names<State>::of;
constexpr auto& commands = json::Names<Command>::of;
constexpr auto& actors = json::Names<Actor>::of;

// Written a second time, as a buyer would tell it; whatever is not here must not be possible.
const std::set<std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>> allowed{
    {"placed", "confirm", "seller", "confirmed"},    {"placed", "cancel", "seller", "refused"},
    {"placed", "cancel", "buyer", "cancelled"},      {"placed", "cancel", "guest", "cancelled"},
    {"placed", "lapse", "market", "lapsed"},         {"placed", "cancel", "market", "cancelled"},
    {"confirmed", "share", "market", "confirmed"},   {"confirmed", "pack", "seller", "packed"},
    {"confirmed", "deliver", "seller", "delivered"}, {"confirmed", "cancel", "market", "cancelled"},
    {"confirmed", "cancel", "seller", "cancelled"},  {"confirmed", "cancel", "buyer", "cancelled"},
    {"confirmed", "cancel", "guest", "cancelled"},   {"packed", "ship", "seller", "shipped"},
    {"packed", "cancel", "seller", "cancelled"},     {"shipped", "deliver", "seller", "delivered"},
    {"shipped", "accept", "buyer", "closed"},        {"delivered", "accept", "buyer", "closed"},
    {"delivered", "close", "market", "closed"},
};

TEST(OrderMachine, EveryStateCommandAndActorLeadsWhereItShouldOrNowhere) {
    for (const auto& [state, state_name] : states)
        for (const auto& [command, command_name] : commands)
            for (const auto& [actor, actor_name] : actors) {
                const auto* step = step_from(state, command, actor);
                std::optional<std::string_view> expected;
                for (const auto& [from, does, by, to] : allowed)
                    if (from == state_name && does == command_name && by == actor_name) expected = to;
                const auto found = step ? std::optional(json::name_of(step->to)) : std::nullopt;
                EXPECT_EQ(found, expected) << state_name << ' ' << command_name << ' ' << actor_name;
            }
    EXPECT_EQ(steps().size(), allowed.size());
}

TEST(OrderMachine, NoTwoRowsSayDifferentThingsOfOneCommand) {
    std::set<std::tuple<State, Command, Actor>> seen;
    for (const auto& step : steps()) EXPECT_TRUE(seen.insert({step.from, step.command, step.by}).second);
}

TEST(OrderMachine, EveryOrderCanEndAndEndedOrdersStay) {
    std::set<State> can_end{State::closed, State::cancelled, State::lapsed, State::refused};
    for (const auto& step : steps()) EXPECT_FALSE(can_end.contains(step.from)) << json::name_of(step.from);
    for (std::size_t round = 0; round < states.size(); ++round)
        for (const auto& step : steps())
            if (can_end.contains(step.to)) can_end.insert(step.from);
    EXPECT_EQ(can_end.size(), states.size());
}

TEST(OrderMachine, OnlyTheSameActorsRepeatedCommandIsARepetition) {
    EXPECT_TRUE(repeats(State::confirmed, Command::confirm, Actor::seller));
    EXPECT_TRUE(repeats(State::cancelled, Command::cancel, Actor::buyer));
    EXPECT_TRUE(repeats(State::refused, Command::cancel, Actor::seller));
    EXPECT_TRUE(repeats(State::closed, Command::accept, Actor::buyer));
    EXPECT_FALSE(repeats(State::packed, Command::confirm, Actor::seller));
    EXPECT_FALSE(repeats(State::refused, Command::cancel, Actor::buyer));
    EXPECT_FALSE(repeats(State::confirmed, Command::confirm, Actor::buyer));
    for (const auto& step : steps()) EXPECT_FALSE(repeats(step.from, step.command, step.by));
    EXPECT_TRUE(repeats(State::delivered, Command::deliver, Actor::seller));
}

struct GuardRow {
    std::string_view what;
    Guard guard;
    Circumstances now;
    const Refusal* expected;  ///< null: it holds
};

payments::OrderMoney in_escrow(std::int64_t dong) {
    return {.captured = vnd(dong), .in_escrow = vnd(dong), .released = {}, .refunded = {}};
}

TEST(OrderMachine, GuardsHoldOrSayWhy) {
    using enum Guard;
    const auto door = Method::cash_on_delivery;
    const auto transfer = Method::bank_transfer;
    const auto credit = Method::buyer_credit;
    const Money price = vnd(100'000);
    const GuardRow rows[]{
        {"nothing is asked", none, {}, nullptr},
        {"a transfer came in full",
         payment_secured,
         {.method = transfer, .total = price, .money = in_escrow(100'000)},
         nullptr},
        {"a đồng is missing",
         payment_secured,
         {.method = transfer, .total = price, .money = in_escrow(99'999)},
         &not_paid},
        {"nothing came", payment_secured, {.method = transfer, .total = price, .money = {}}, &not_paid},
        {"credit pays at once",
         payment_secured,
         {.method = credit, .total = price, .money = in_escrow(100'000)},
         nullptr},
        {"credit that is not there",
         payment_secured,
         {.method = credit, .total = price, .money = {}},
         &not_paid},
        {"paid at the door", payment_secured, {.method = door, .total = price, .money = {}}, nullptr},
        {"a transfer is prepaid", prepaid, {.method = transfer}, nullptr},
        {"the door is not", prepaid, {.method = door}, &pay_at_the_door},
        {"a reason", reason_given, {.has_reason = true}, nullptr},
        {"no reason", reason_given, {}, &reason_needed},
        {"the window is over", window_over, {.time_is_up = true}, nullptr},
        {"the window is open", window_over, {}, &too_early},
        {"time to pay is left", never_paid, {.total = price, .attempt_expired = true}, &too_early},
        {"nothing came in time",
         never_paid,
         {.total = price, .time_is_up = true, .attempt_expired = true},
         nullptr},
        {"it came in time",
         never_paid,
         {.total = price, .money = in_escrow(100'000), .time_is_up = true},
         &paid_after_all},
        {"a part came", never_paid, {.total = price, .money = in_escrow(1), .time_is_up = true}, &too_early},
        {"a part came, and the grace is over",
         never_paid,
         {.total = price, .money = in_escrow(1), .time_is_up = true, .grace_over = true},
         nullptr},
        {"it came within the grace",
         never_paid,
         {.total = price, .money = in_escrow(100'000), .time_is_up = true, .grace_over = true},
         &paid_after_all},
    };
    for (const auto& row : rows) {
        const auto found = check(row.guard, row.now);
        EXPECT_EQ(found ? nullptr : found.error().why, row.expected) << row.what;
    }
}

Circumstances ahead(catalog::SlotKind kind, catalog::SlotState state = catalog::SlotState::open) {
    using namespace std::chrono;
    catalog::Slot slot;
    slot.kind = kind;
    slot.state = state;
    slot.first_day = year(2026) / 12 / 20;
    slot.orders_until = year(2026) / 12 / 10;
    if (state == catalog::SlotState::harvested) slot.harvested = slot.promised = whole(10);
    Circumstances now;
    now.slot = slot;
    now.today = year(2026) / 12 / 10;
    return now;
}

TEST(OrderMachine, WhatIsOrderedAheadWaitsForItsHarvestOrItsDay) {
    using enum Guard;
    using catalog::SlotKind;
    using catalog::SlotState;
    using namespace std::chrono;
    const auto told = [](Guard guard, const Circumstances& now) {
        const auto found = check(guard, now);
        return found ? nullptr : found.error().why;
    };
    const Circumstances goods;
    auto waiting = ahead(SlotKind::harvest);
    auto in = ahead(SlotKind::harvest, SlotState::harvested);
    auto shared = in;
    shared.share = whole(3);
    auto visit = ahead(SlotKind::visit);
    auto begun = visit;
    begun.today = year(2026) / 12 / 20;
    auto failed = ahead(SlotKind::visit, SlotState::called_off);
    auto nothing = in;
    nothing.nothing_for_it = true;

    EXPECT_EQ(told(goods_at_hand, goods), nullptr);
    EXPECT_EQ(told(goods_at_hand, waiting), &harvest_not_in);
    EXPECT_EQ(told(goods_at_hand, in), &harvest_not_in);
    EXPECT_EQ(told(goods_at_hand, shared), nullptr);
    EXPECT_EQ(told(goods_at_hand, begun), &visit_not_packed);

    EXPECT_EQ(told(harvest_in, goods), &harvest_not_in);
    EXPECT_EQ(told(harvest_in, waiting), &harvest_not_in);
    EXPECT_EQ(told(harvest_in, in), nullptr);
    EXPECT_EQ(told(harvest_in, shared), &harvest_not_in) << "a share is taken once";

    EXPECT_EQ(told(visit_begun, goods), &not_a_visit);
    EXPECT_EQ(told(visit_begun, shared), &not_a_visit);
    EXPECT_EQ(told(visit_begun, visit), &too_early);
    EXPECT_EQ(told(visit_begun, begun), nullptr);

    EXPECT_EQ(told(not_bound, goods), nullptr);
    EXPECT_EQ(told(not_bound, shared), nullptr);
    EXPECT_EQ(told(not_bound, visit), nullptr) << "the last day for orders is the last to call off";
    EXPECT_EQ(told(not_bound, begun), &too_late_to_cancel);

    EXPECT_EQ(told(slot_failed, goods), &too_early);
    EXPECT_EQ(told(slot_failed, waiting), &too_early);
    EXPECT_EQ(told(slot_failed, in), &too_early);
    EXPECT_EQ(told(slot_failed, failed), nullptr);
    EXPECT_EQ(told(slot_failed, nothing), nullptr);
}

TEST(OrderMachine, EveryStateHasItsWordsInBothLanguages) {
    std::set<std::string_view> vi;
    std::set<std::string_view> en;
    for (const auto& [state, name] : states) {
        vi.insert(words_of(state).vi);
        en.insert(words_of(state).en);
    }
    EXPECT_EQ(vi.size(), states.size());
    EXPECT_EQ(en.size(), states.size());
}

TEST(OrderMachine, AnOrganisationIsABusinessAndAPersonOrGuestAConsumer) {
    using accounts::OrganisationKind;
    const accounts::PersonId person{1};
    const accounts::OrganisationId organisation{2};
    EXPECT_EQ(buyer_kind_of({}), BuyerKind::consumer);
    EXPECT_EQ(
        buyer_kind_of({.person = person, .organisation = organisation, .kind = OrganisationKind::consumer}),
        BuyerKind::consumer
    );
    EXPECT_EQ(
        buyer_kind_of({.person = person, .organisation = organisation, .kind = OrganisationKind::retailer}),
        BuyerKind::business
    );
    EXPECT_EQ(
        buyer_kind_of({.person = person, .organisation = organisation, .kind = OrganisationKind::cooperative}
        ),
        BuyerKind::business
    );
}

TEST(OrderMachine, TheStateOfTheMoneyFollowsFromTheLedger) {
    struct Row {
        std::int64_t captured, in_escrow, released, refunded;
        PaymentState expected;
    };
    using enum PaymentState;
    const Row rows[]{
        {0, 0, 0, 0, unpaid},
        {1, 1, 0, 0, part_paid},
        {99, 99, 0, 0, part_paid},
        {100, 100, 0, 0, paid},
        {101, 101, 0, 0, paid},
        {100, 0, 100, 0, released},
        {100, 0, 0, 100, refunded},
        {40, 0, 0, 40, refunded},
        {120, 0, 100, 20, released},
    };
    for (const auto& row : rows) {
        const payments::OrderMoney money{
            vnd(row.captured), vnd(row.in_escrow), vnd(row.released), vnd(row.refunded)};
        EXPECT_EQ(payment_state(money, vnd(100)), row.expected) << row.captured << ' ' << row.in_escrow;
    }
}

TEST(OrderRules, TheRowInForceIsTheNewestThatHasBegun) {
    using namespace std::chrono;
    const auto today = rules_on(year(2026) / 11 / 21);
    EXPECT_EQ(today.pay_within, 24h);
    EXPECT_EQ(today.part_paid_grace, 24h);
    EXPECT_EQ(today.inspection, 72h);
    EXPECT_LE(today.from, Day(year(2026) / 11 / 21));
    EXPECT_EQ(&rules_on(year(2020) / 1 / 1), &rules_on(rules_on(year(2020) / 1 / 1).from))
        << "before the first, the first";
}

}  // namespace
}  // namespace chophien::orders
