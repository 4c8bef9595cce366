#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "catalog/stock.hpp"
#include "catalog/stock_lots.hpp"
#include "tests/given/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <thread>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;

struct Stock : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");

    Result<Nothing> reserve(std::vector<Demand> demands) {
        return given.transact([&](db::Transaction& tx) { return catalog::reserve(tx, demands); });
    }

    OwnOffer offer(const given::Goods& goods) {
        const auto own =
            given.transact([&](db::Transaction& tx) { return show_own(tx, coop, {goods.product}); });
        return own->offers.front();
    }

    Decimal journalled(const given::Goods& goods) {
        const auto page = given.transact([&](db::Transaction& tx) {
            return list_movements(tx, coop, {.offer = goods.offer, .limit = 100});
        });
        Decimal sum;
        for (const auto& one : page->data) sum = sum + one.quantity;
        return sum;
    }

    bool listed_as_available(const given::Goods& goods) {
        const auto page =
            given.transact([&](db::Transaction& tx) { return list_products(tx, given.guest(), {}); });
        for (const auto& item : page->data)
            if (item.id == goods.product) return item.available;
        throw std::runtime_error("not listed");
    }
};

TEST_F(Stock, TermsAreThoseOfPublishedOffersInTheOrderAsked) {
    const auto pomelo = given::sells(given, coop, {.name = "Bưởi", .price = vnd(30'000), .stock = whole(5)});
    const auto honey = given::sells(given, coop, {.name = "Mật ong", .pack = "Chai 500 ml", .unit = "chai"});
    const OfferId asked[] = {honey.offer, pomelo.offer, honey.offer};
    const auto terms = given.transact([&](db::Transaction& tx) { return terms_of(tx, asked); });
    ASSERT_TRUE(terms);
    ASSERT_EQ(terms->size(), 3U);
    EXPECT_EQ(terms->at(0).product_name, "Mật ong");
    EXPECT_EQ(terms->at(1).price, vnd(30'000));
    EXPECT_EQ(terms->at(1).left, whole(5));
    EXPECT_EQ(terms->at(1).seller, coop.organisation);
    EXPECT_EQ(terms->at(1).seller_name, "HTX Đồi Xanh");
    EXPECT_EQ(terms->at(1).gtin.size(), 14U);
}

TEST_F(Stock, WhatIsNotOnSaleIsNamedLineByLine) {
    const auto shown = given::sells(given, coop, {.name = "Bưởi"});
    const auto draft = given::drafts(given, coop, {.name = "Cam"});
    const OfferId asked[] = {draft.offer, shown.offer, OfferId{12345}};
    const auto refused = given.transact([&](db::Transaction& tx) { return terms_of(tx, asked); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), unknown_offer);
    std::vector<std::string> places;
    for (const auto& one : refused.error().violations) places.push_back(one.pointer);
    EXPECT_THAT(places, ElementsAre("/lines/0/offer", "/lines/2/offer"));
}

TEST_F(Stock, ASuspendedSellerHasNothingOnSale) {
    const auto goods = given::sells(given, coop);
    given.suspended(coop);
    given.transact([&](db::Transaction& tx) { return refresh_seller(tx, coop.organisation); });
    const OfferId asked[] = {goods.offer};
    EXPECT_FALSE(given.transact([&](db::Transaction& tx) { return terms_of(tx, asked); }));
    EXPECT_FALSE(given.transact([&](db::Transaction& tx) { return product_of(tx, goods.product); }));
    EXPECT_TRUE(given.transact([&](db::Transaction& tx) { return list_products(tx, given.guest(), {}); }
    )->data.empty());
}

TEST_F(Stock, ReservingTakesAllOrNothingAndTellsWhatIsLeft) {
    const auto pomelo = given::sells(given, coop, {.name = "Bưởi", .stock = whole(5)});
    const auto honey = given::sells(given, coop, {.name = "Mật ong", .stock = whole(2)});
    const auto refused =
        reserve({{pomelo.offer, whole(5)}, {honey.offer, whole(2)}, {honey.offer, whole(1)}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), sold_out);
    std::vector<std::string> said;
    for (const auto& one : refused.error().violations) said.push_back(one.pointer + " " + one.en);
    EXPECT_THAT(said, ElementsAre("/lines/1/quantity Only 2 left.", "/lines/2/quantity Only 2 left."));
    EXPECT_EQ(offer(pomelo).reserved, whole(0));
    EXPECT_TRUE(reserve({{pomelo.offer, whole(5)}, {honey.offer, whole(1)}, {honey.offer, whole(1)}}));
    EXPECT_EQ(offer(honey).reserved, whole(2));
}

TEST_F(Stock, ListsShowWhenTheLastIsTakenAndWhenItIsBack) {
    const auto goods = given::sells(given, coop, {.stock = whole(2)});
    EXPECT_TRUE(listed_as_available(goods));
    EXPECT_TRUE(reserve({{goods.offer, whole(2)}}));
    EXPECT_FALSE(listed_as_available(goods));
    const Demand one[] = {{goods.offer, whole(1)}};
    given.transact([&](db::Transaction& tx) { give_back(tx, one); });
    EXPECT_TRUE(listed_as_available(goods));
}

TEST_F(Stock, OnlyTurningTouchesTheListsButEveryReservationTouchesTheProduct) {
    const auto goods = given::sells(given, coop, {.stock = whole(3)});
    const auto touched_by = [&](Decimal quantity) {
        return given.transact([&](db::Transaction& tx) {
            const Demand one[] = {{goods.offer, quantity}};
            EXPECT_TRUE(catalog::reserve(tx, one));
            return tx.touched();
        });
    };
    const auto first = touched_by(whole(1));
    EXPECT_THAT(first, testing::Contains(tag(goods.product)));
    EXPECT_THAT(first, testing::Not(testing::Contains(tag("products"))));
    EXPECT_THAT(touched_by(whole(2)), testing::Contains(tag("products")));
}

TEST_F(Stock, TheLastCrateGoesToExactlyOneBuyer) {
    const auto goods = given::sells(given, coop, {.stock = whole(1)});
    std::atomic<int> got{0};
    std::vector<std::thread> buyers;
    for (int buyer = 0; buyer < 4; ++buyer)
        buyers.emplace_back([&] {
            const db::ThreadUse use;
            if (reserve({{goods.offer, whole(1)}})) ++got;
        });
    for (auto& buyer : buyers) buyer.join();
    EXPECT_EQ(got, 1);
    EXPECT_EQ(offer(goods).reserved, whole(1));
}

TEST_F(Stock, BasketsThatCrossBothGetThrough) {
    const auto a = given::sells(given, coop, {.name = "A", .stock = whole(1000)});
    const auto b = given::sells(given, coop, {.name = "B", .stock = whole(1000)});
    const auto buy = [&](std::vector<Demand> demands) {
        const db::ThreadUse use;
        for (int times = 0; times < 50; ++times) EXPECT_TRUE(reserve(demands));
    };
    std::thread one(buy, std::vector<Demand>{{a.offer, whole(1)}, {b.offer, whole(1)}});
    std::thread other(buy, std::vector<Demand>{{b.offer, whole(1)}, {a.offer, whole(1)}});
    one.join();
    other.join();
    EXPECT_EQ(offer(a).reserved, whole(100));
    EXPECT_EQ(offer(b).reserved, whole(100));
}

TEST_F(Stock, CountingIsJournalledAndNeverGoesBelowWhatIsReserved) {
    const auto goods = given::sells(given, coop, {.stock = whole(10)});
    ASSERT_TRUE(reserve({{goods.offer, whole(4)}}));
    const auto count = [&](Decimal counted) {
        return given.transact([&](db::Transaction& tx) {
            return count_stock(tx, coop, {.offer = goods.offer, .counted = counted, .why = "kiểm kho"});
        });
    };
    const auto refused = count(whole(3));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), below_reserved);
    ASSERT_TRUE(count(whole(4)));
    EXPECT_EQ(journalled(goods), whole(4));
    EXPECT_FALSE(count(Decimal{4500}));
    const auto stranger = given.cooperative("HTX khác");
    const auto theirs = given.transact([&](db::Transaction& tx) {
        return count_stock(tx, stranger, {.offer = goods.offer, .counted = whole(9)});
    });
    ASSERT_FALSE(theirs);
    EXPECT_EQ(theirs.error(), unknown_offer);
}

TEST_F(Stock, WhateverHappensTheJournalAddsUpAndNothingIsOversold) {
    const auto goods = given::sells(given, coop, {.stock = whole(20), .step = whole(1)});
    Decimal on_hand = whole(20);
    Decimal reserved;
    EXPECT_TRUE(rc::check("stock behaves as two plain numbers", [&] {
        const auto quantity = whole(*rc::gen::inRange<std::int64_t>(1, 9));
        const Demand demand[] = {{goods.offer, quantity}};
        switch (*rc::gen::inRange(0, 4)) {
            case 0: {
                const bool fits = on_hand - reserved >= quantity;
                RC_ASSERT(reserve({demand[0]}).has_value() == fits);
                if (fits) reserved = reserved + quantity;
                break;
            }
            case 1:
                if (reserved < quantity) break;
                given.transact([&](db::Transaction& tx) { give_back(tx, demand); });
                reserved = reserved - quantity;
                break;
            case 2:
                if (reserved < quantity) break;
                given.transact([&](db::Transaction& tx) {
                    take_out(tx, std::array{LotDemand{goods.offer, {}, quantity}});
                    tx.touch(1);
                });
                reserved = reserved - quantity;
                on_hand = on_hand - quantity;
                break;
            default: {
                const auto counted = quantity + quantity + quantity;
                const bool allowed = counted >= reserved;
                RC_ASSERT(
                    given
                        .transact([&](db::Transaction& tx) {
                            return count_stock(tx, coop, {.offer = goods.offer, .counted = counted});
                        })
                        .has_value() == allowed
                );
                if (allowed) on_hand = counted;
            }
        }
        const auto now = offer(goods);
        RC_ASSERT(now.on_hand == on_hand);
        RC_ASSERT(now.reserved == reserved);
        RC_ASSERT(listed_as_available(goods) == (on_hand - reserved >= now.minimum));
    }));
    Decimal sum;
    std::optional<std::string> after;
    do {
        const auto page = given.transact([&](db::Transaction& tx) {
            return list_movements(tx, coop, {.offer = goods.offer, .after = after, .limit = 100});
        });
        for (const auto& one : page->data) sum = sum + one.quantity;
        after = page->page.next;
    } while (after);
    EXPECT_EQ(sum, on_hand);
}

}  // namespace
}  // namespace chophien::catalog
