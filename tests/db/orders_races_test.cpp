// What many do at once: the database decides who is first, nothing is sold twice and no money is lost.
#include "orders/refusals.hpp"
#include "tests/given/orders.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <barrier>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace chophien::orders {
namespace {

using given::granted;

/// Runs the work on so many threads, all let go together.
void at_once(unsigned threads, const std::function<void(unsigned)>& work) {
    std::barrier start(static_cast<std::ptrdiff_t>(threads));
    std::vector<std::jthread> running;
    for (unsigned number = 0; number < threads; ++number)
        running.emplace_back([&, number] {
            const db::ThreadUse use;
            start.arrive_and_wait();
            work(number);
        });
}

/// Two things at once; what each answered.
template <class First, class Second>
auto both(First&& first, Second&& second) {
    std::pair<std::optional<std::invoke_result_t<First&>>, std::optional<std::invoke_result_t<Second&>>>
        answers;
    at_once(2, [&](unsigned number) {
        if (number == 0)
            answers.first.emplace(first());
        else
            answers.second.emplace(second());
    });
    return std::pair{std::move(*answers.first), std::move(*answers.second)};
}

struct OrderRaces : testing::Test {
    given::Fair given;
    accounts::Caller coop = given.cooperative();
    accounts::Caller ann = given.consumer();
};

TEST_F(OrderRaces, AThousandBuyersForAHundredUnitsGetExactlyAHundred) {
    constexpr unsigned threads = 32;
    constexpr unsigned buyers = 1000;
    const auto pomelo = given.goods(coop, 100);
    std::atomic<unsigned> next = 0;
    std::atomic<unsigned> got = 0;
    std::atomic<unsigned> sold_out = 0;
    at_once(threads, [&](unsigned) {
        while (next++ < buyers) {
            const auto answer = given.does(&place, given.guest(), given.basket({{pomelo.offer, 1}}));
            if (answer)
                ++got;
            else if (answer.error().violations.at(0).code == "sold_out")
                ++sold_out;
        }
    });
    EXPECT_EQ(got, 100U);
    EXPECT_EQ(sold_out, buyers - 100);
    EXPECT_EQ(given.stock_of(pomelo), (given::Fair::Stock{whole(100), whole(100)}));
    given.clock.advance(std::chrono::hours(24));
    std::atomic<std::size_t> looked_at = 0;
    at_once(4, [&](unsigned) {
        for (std::size_t more = 1; more > 0;) {
            more = given.transact([](db::Transaction& tx) { return lapse_due(tx, 7); });
            looked_at += more;
        }
    });
    while (given.lapses() > 0) {
    }
    EXPECT_EQ(given.stock_of(pomelo), (given::Fair::Stock{whole(100), whole(0)}))
        << "four nodes let each lapse once";
    EXPECT_GE(looked_at, 90U);
}

TEST_F(OrderRaces, BasketsOverTheSameGoodsInOppositeOrderAllEnd) {
    const auto left = given.goods(coop, 1000);
    const auto right = given.goods(given.cooperative("HTX Suối Trong"), 1000);
    std::atomic<unsigned> got = 0;
    at_once(8, [&](unsigned number) {
        for (int count = 0; count < 10; ++count) {
            const auto wish = number % 2 == 0 ? given.basket({{left.offer, 1}, {right.offer, 1}})
                                              : given.basket({{right.offer, 1}, {left.offer, 1}});
            if (given.does(&place, given.guest(), wish)) ++got;
        }
    });
    EXPECT_EQ(got, 80U);
    EXPECT_EQ(given.stock_of(left).reserved, whole(80));
    EXPECT_EQ(given.stock_of(right).reserved, whole(80));
}

TEST_F(OrderRaces, EitherTheBuyerCancelsOrTheSellerPacks) {
    const auto pomelo = given.goods(coop, 1000);
    const auto lot = given.lot(pomelo);
    unsigned packed = 0;
    for (unsigned round = 0; round < 20; ++round) {
        const auto basket = given.places(ann, given.basket({{pomelo.offer, 2}}));
        const auto order = basket.orders[0].id;
        given.transfer_comes(basket.payment);
        const auto seen = granted(given.does(&confirm, coop, {order}));
        const auto [cancelled, packing] = both(
            [&] {
                return given.does(&cancel, ann, {order, std::nullopt});
            },
            [&] { return given.does(&pack, coop, given.packing(seen, {lot})); }
        );
        EXPECT_NE(cancelled.has_value(), packing.has_value());
        EXPECT_TRUE(cancelled ? packing.error() == wrong_state : cancelled.error() == wrong_state);
        if (packing) ++packed;
        EXPECT_EQ(given.money_of(order).in_escrow, packing ? vnd(70'000) : vnd(0));
    }
    RecordProperty("packed_first", std::to_string(packed));
    EXPECT_EQ(given.left_in(pomelo, lot), whole(1000 - 2 * packed));
    EXPECT_EQ(given.stock_of(pomelo).reserved, whole(2 * packed));
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderRaces, TwoConfirmationsAtOnceAreOne) {
    const auto pomelo = given.goods(coop, 1000);
    for (unsigned round = 0; round < 10; ++round) {
        const auto order =
            given.places(ann, given.basket({{pomelo.offer, 1}}, Method::cash_on_delivery)).orders[0].id;
        const auto confirming = [&] { return given.does(&confirm, coop, {order}); };
        const auto [first, second] = both(confirming, confirming);
        ASSERT_TRUE(first && second);
        EXPECT_EQ(first->version, 2);
        EXPECT_EQ(second->version, 2);
        EXPECT_EQ(given.sees(coop, order).history.size(), 2U);
    }
}

TEST_F(OrderRaces, EitherTheTransferComesOrTheOrderLapses) {
    const auto pomelo = given.goods(coop, 1000);
    unsigned kept = 0;
    Money hers;
    for (unsigned round = 0; round < 20; ++round) {
        const auto basket = given.places(ann, given.basket({{pomelo.offer, 1}}));
        const auto order = basket.orders[0].id;
        given.clock.advance(std::chrono::hours(24));
        both([&] { return given.lapses(); }, [&] { return given.transfer_comes(basket.payment), 0; });
        const auto seen = given.sees(ann, order);
        if (seen.state == State::placed) {
            EXPECT_EQ(seen.payment.state, PaymentState::paid);
            ++kept;
        } else {
            EXPECT_EQ(seen.state, State::lapsed);
            EXPECT_EQ(given.money_of(order).in_escrow, vnd(0));
            hers = hers + basket.total;
        }
    }
    RecordProperty("transfer_first", std::to_string(kept));
    EXPECT_EQ(given.stock_of(pomelo).reserved, whole(kept));
    if (hers.minor > 0) {
        const auto boxes = hers.minor / 35'000;
        EXPECT_TRUE(given.does(&place, ann, given.basket({{pomelo.offer, boxes}}, Method::buyer_credit)))
            << "all that came too late is her credit";
    }
    EXPECT_TRUE(given.books_balance());
}

TEST_F(OrderRaces, TheWindowsEndAndTheBuyersAcceptanceReleaseTheMoneyOnce) {
    const auto pomelo = given.goods(coop, 1000);
    const auto lot = given.lot(pomelo);
    for (unsigned round = 0; round < 10; ++round) {
        const auto order =
            given.places(ann, given.basket({{pomelo.offer, 1}}, Method::cash_on_delivery)).orders[0].id;
        const auto seen = granted(given.does(&confirm, coop, {order}));
        granted(given.does(&pack, coop, given.packing(seen, {lot})));
        granted(given.does(&ship, coop, {order, "tự giao", {}}));
        granted(given.does(&deliver, coop, {order, "Chị Ann"}));
        given.clock.advance(std::chrono::hours(72));
        const auto [closed, accepted] =
            both([&] { return given.closes(); }, [&] { return given.does(&accept, ann, {order}); });
        EXPECT_TRUE(accepted);
        const auto after = given.sees(ann, order);
        EXPECT_EQ(after.state, State::closed);
        EXPECT_EQ(after.history.size(), 6U);
        EXPECT_EQ(given.money_of(order).released, vnd(35'000));
        EXPECT_LE(closed, 1U);
    }
    EXPECT_TRUE(given.books_balance());
}

}  // namespace
}  // namespace chophien::orders
