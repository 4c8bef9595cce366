// What buyers pay through baskets, by price lists and promotions, on a real database.
#include "catalog/pricing/price_lists.hpp"

#include "catalog/pricing/promotions.hpp"
#include "catalog/pricing/refusals.hpp"
#include "catalog/pricing/resolving.hpp"
#include "catalog/pricing/showing.hpp"
#include "catalog/refusals.hpp"
#include "tests/given/orders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace chophien::catalog::pricing {
namespace {

using given::Goods;
using given::granted;
using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using namespace std::chrono_literals;

struct Prices : testing::Test {
    given::Fair given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller market = given.retailer("Siêu thị Hồ Gươm");
    accounts::Caller ann = given.consumer("Chị Ann");
    Goods pomelo = given.goods(coop, 1000, 100'000);

    PriceListId list(
        Audience audience,
        std::vector<TierWish> tiers,
        std::optional<Instant> from = {},
        std::optional<Instant> until = {}
    ) {
        CreatePriceList wish{
            .name = "Bảng giá", .audience = audience, .valid_from = from, .valid_until = until};
        if (audience == Audience::kind) wish.kind = accounts::OrganisationKind::retailer;
        const auto made = granted(given.does(&create_price_list, coop, wish));
        granted(given.does(&set_tiers, coop, {made.id, pomelo.offer, std::move(tiers)}));
        return made.id;
    }

    CreatePromotion ten_percent() {
        return {
            .name = "Giảm 10 %",
            .percent = 10,
            .valid_until = given.clock.now() + 24h,
            .offers = {pomelo.offer}};
    }

    orders::PricedLine told(const accounts::Caller& buyer, std::int64_t quantity = 1) {
        return granted(given.does(&orders::price, buyer, {{{pomelo.offer, whole(quantity)}}}))
            .sellers.at(0)
            .lines.at(0);
    }

    std::int64_t pays(const accounts::Caller& buyer, std::int64_t quantity = 1) {
        return told(buyer, quantity).price.minor;
    }

    PromotionView seen(PromotionId promotion) {
        return granted(given.does(&show_promotion, coop, {promotion}));
    }

    orders::PlaceBasket wish(std::int64_t quantity = 1) {
        return given.basket({{pomelo.offer, quantity}}, orders::Method::cash_on_delivery);
    }

    std::vector<Tag> turned() {
        return given.transact([](db::Transaction& tx) {
            turn_prices(tx, 5);
            return tx.touched();
        });
    }
};

TEST_F(Prices, AListForEveryoneLowersThePriceByQuantity) {
    const auto id = list(Audience::everyone, {{whole(10), vnd(90'000)}, {whole(50), vnd(80'000)}});
    EXPECT_EQ(pays(given.guest(), 9), 100'000);
    const auto line = told(given.guest(), 10);
    EXPECT_EQ(line.price, vnd(90'000));
    EXPECT_EQ(line.price_reason, PriceReason::public_list);
    EXPECT_EQ(line.price_list, id);
    EXPECT_EQ(line.price_from, whole(10));
    EXPECT_EQ(line.list_price, vnd(100'000));
    EXPECT_EQ(line.total, vnd(900'000));
    EXPECT_EQ(pays(ann, 60), 80'000);
}

TEST_F(Prices, AListForAKindSpeaksToVerifiedOrganisationsOfIt) {
    list(Audience::kind, {{whole(1), vnd(70'000)}});
    EXPECT_EQ(told(market).price_reason, PriceReason::kind_list);
    EXPECT_EQ(pays(market), 70'000);
    EXPECT_EQ(pays(ann), 100'000);
    EXPECT_EQ(pays(given.guest()), 100'000);
    EXPECT_EQ(pays(given.enterprise()), 100'000);
    EXPECT_EQ(pays(given.unverified(accounts::OrganisationKind::retailer, "Tự xưng siêu thị")), 100'000);
}

TEST_F(Prices, AListForBuyersSpeaksToItsMembersWhileTheyAre) {
    const auto id = list(Audience::buyers, {{whole(1), vnd(75'000)}});
    EXPECT_EQ(pays(market), 100'000);
    const auto with = granted(given.does(&add_members, coop, {id, {market.organisation, ann.organisation}}));
    EXPECT_EQ(with.members.size(), 2U);
    EXPECT_EQ(told(market).price_reason, PriceReason::buyer_list);
    EXPECT_EQ(pays(ann), 75'000);
    EXPECT_EQ(pays(given.retailer("Siêu thị khác")), 100'000);
    granted(given.does(&remove_member, coop, {id, market.organisation}));
    EXPECT_EQ(pays(market), 100'000);
    EXPECT_EQ(pays(ann), 75'000);
}

TEST_F(Prices, HoldFromTheirFirstMomentUntilJustBeforeTheirLast) {
    const auto begin = given.clock.now() + 1h;
    const auto end = begin + 1h;
    list(Audience::everyone, {{whole(1), vnd(90'000)}}, begin, end);
    EXPECT_EQ(pays(ann), 100'000);
    given.clock.set(begin);
    EXPECT_EQ(pays(ann), 90'000);
    given.clock.set(end - 1us);
    EXPECT_EQ(pays(ann), 90'000);
    given.clock.set(end);
    EXPECT_EQ(pays(ann), 100'000);
}

TEST_F(Prices, AClosedListHoldsNoMoreAndCannotBeReopened) {
    const auto id = list(Audience::everyone, {{whole(1), vnd(90'000)}});
    EXPECT_EQ(granted(given.does(&close_price_list, coop, {id})).standing, Standing::ended);
    EXPECT_EQ(pays(ann), 100'000);
    EXPECT_EQ(given.does(&set_tiers, coop, {id, pomelo.offer, {{whole(1), vnd(1)}}}).error(), closed);
    EXPECT_EQ(
        given.does(&change_price_list, coop, {.price_list = id, .valid_until = given.clock.now() + 1h})
            .error(),
        closed
    );
    granted(given.does(&close_price_list, coop, {id}));
}

TEST_F(Prices, AnOfferTakenOffTheListCostsItsOwnPrice) {
    const auto id = list(Audience::everyone, {{whole(1), vnd(90'000)}});
    const auto without = granted(given.does(&set_tiers, coop, {id, pomelo.offer, {}}));
    EXPECT_TRUE(without.offers.empty());
    EXPECT_EQ(pays(ann), 100'000);
}

TEST_F(Prices, AreKeptOnTheOrderAsTheyWere) {
    const auto id = list(Audience::kind, {{whole(1), vnd(70'000)}});
    const auto order = given.places(market, wish(3)).orders.at(0);
    EXPECT_EQ(order.part.goods, vnd(210'000));
    granted(given.does(&close_price_list, coop, {id}));
    const auto line = given.sees(market, order.id).lines.at(0);
    EXPECT_EQ(line.price, vnd(70'000));
    EXPECT_EQ(line.price_reason, PriceReason::kind_list);
    EXPECT_EQ(line.price_list, id);
    EXPECT_EQ(line.list_price, vnd(100'000));
    EXPECT_EQ(line.total, vnd(210'000));
}

TEST_F(Prices, APromotionIsTheSellersToBear) {
    granted(given.does(&create_promotion, coop, ten_percent()));
    const auto line = told(ann);
    EXPECT_EQ(line.price, vnd(90'000));
    EXPECT_EQ(line.price_reason, PriceReason::promotion);
    const auto lot = given.lot(pomelo);
    const auto order = given.places(ann, wish()).orders.at(0).id;
    granted(given.does(&orders::confirm, coop, {order}));
    granted(given.does(&orders::pack, coop, given.packing(given.sees(coop, order), {lot})));
    granted(given.does(&orders::ship, coop, {order, "Bưu điện", {}}));
    granted(given.does(&orders::deliver, coop, {order, "Ann"}));
    granted(given.does(&orders::accept, ann, {order}));
    EXPECT_EQ(given.money_of(order).released, vnd(90'000)) << "all there is to divide is what the buyer paid";
    EXPECT_TRUE(given.books_balance());
}

TEST_F(Prices, UsesOfAPromotionEndAndComeBackWithOrdersCalledOff) {
    auto limited = ten_percent();
    limited.uses_limit = 2;
    const auto promotion = granted(given.does(&create_promotion, coop, limited)).id;
    const auto first = given.places(ann, wish()).orders.at(0).id;
    given.places(market, wish());
    EXPECT_EQ(seen(promotion).uses, 2);
    EXPECT_EQ(pays(ann), 100'000);
    granted(given.does(&orders::cancel, ann, {first, "đổi ý"}));
    EXPECT_EQ(seen(promotion).uses, 1);
    EXPECT_EQ(pays(ann), 90'000);
    EXPECT_EQ(pays(given.guest()), 90'000) << "asking for a price uses nothing";
}

TEST_F(Prices, UsesComeBackWithOrdersThatLapse) {
    auto limited = ten_percent();
    limited.uses_limit = 1;
    limited.valid_until = given.clock.now() + 24h * 30;
    const auto promotion = granted(given.does(&create_promotion, coop, limited)).id;
    given.places(ann, given.basket({{pomelo.offer, 1}}));
    EXPECT_EQ(seen(promotion).uses, 1);
    given.clock.advance(24h * 7);
    EXPECT_EQ(given.lapses(), 1U);
    EXPECT_EQ(seen(promotion).uses, 0);
}

TEST_F(Prices, TheLastUseGoesToExactlyOneOrder) {
    auto limited = ten_percent();
    limited.uses_limit = 1;
    const auto promotion = granted(given.does(&create_promotion, coop, limited)).id;
    std::atomic<int> reduced{0};
    std::atomic<int> turned_away{0};
    std::vector<std::thread> buyers;
    for (int buyer = 0; buyer < 4; ++buyer)
        buyers.emplace_back([&] {
            const db::ThreadUse use;
            const auto placed = given.does(&orders::place, given.guest(), wish());
            if (!placed) {
                EXPECT_EQ(placed.error(), promotion_used_up);
                ++turned_away;
            } else if (placed->total == vnd(90'000)) {
                ++reduced;
            }
        });
    for (auto& buyer : buyers) buyer.join();
    EXPECT_EQ(reduced, 1);
    EXPECT_EQ(seen(promotion).uses, 1);
    EXPECT_EQ(given.stock_of(pomelo).reserved, whole(4 - turned_away)) << "who was turned away holds nothing";
}

TEST_F(Prices, LinesOfOneBasketShareTheUsesThatAreLeft) {
    const auto tea = given.goods(coop, 100, 50'000);
    auto limited = ten_percent();
    limited.offers.push_back(tea.offer);
    limited.uses_limit = 1;
    granted(given.does(&create_promotion, coop, limited));
    const auto basket = given.places(ann, given.basket({{pomelo.offer, 1}, {tea.offer, 1}}));
    EXPECT_EQ(basket.total, vnd(90'000 + 50'000));
}

TEST_F(Prices, PublicPagesShowPublicPricesAndABuyerHerOwn) {
    list(Audience::everyone, {{whole(10), vnd(90'000)}});
    list(Audience::kind, {{whole(1), vnd(70'000)}});
    const auto shown = [](const std::vector<PriceStep>& steps) {
        std::vector<std::string> said;
        for (const auto& step : steps)
            said.push_back(text_of(step.from) + " " + std::to_string(step.price.minor));
        return said;
    };
    const auto page = granted(given.does(&show_product, market, {pomelo.product}));
    EXPECT_THAT(shown(page.offers.at(0).prices), ElementsAre("1 100000", "10 90000"));
    const auto own = granted(given.does(&show_prices, market, {pomelo.product}));
    EXPECT_THAT(shown(own.offers.at(0).prices), ElementsAre("1 70000"));
    EXPECT_EQ(own.offers.at(0).list_price, vnd(100'000));
    const auto guests = granted(given.does(&show_prices, given.guest(), {pomelo.product}));
    EXPECT_THAT(shown(guests.offers.at(0).prices), ElementsAre("1 100000", "10 90000"));
}

TEST_F(Prices, KeptPagesAreDroppedWhenPublicPricesTurnAndOnlyThen) {
    const auto begin = given.clock.now() + 1h;
    list(Audience::everyone, {{whole(1), vnd(90'000)}}, begin, begin + 1h);
    EXPECT_THAT(turned(), Not(Contains(tag(pomelo.product))));
    given.clock.set(begin);
    EXPECT_THAT(turned(), Contains(tag(pomelo.product)));
    EXPECT_THAT(turned(), Not(Contains(tag(pomelo.product)))) << "once a turn";
    given.clock.set(begin + 1h);
    EXPECT_THAT(turned(), Contains(tag(pomelo.product)));
    list(Audience::kind, {{whole(1), vnd(70'000)}}, given.clock.now() + 1h);
    given.clock.advance(2h);
    EXPECT_THAT(turned(), Not(Contains(tag(pomelo.product)))) << "private prices are on no shared page";
}

TEST_F(Prices, KeptPagesAreDroppedWhenAPromotionIsUsedUp) {
    auto limited = ten_percent();
    limited.uses_limit = 1;
    granted(given.does(&create_promotion, coop, limited));
    turned();
    const auto order = given.places(ann, wish()).orders.at(0).id;
    EXPECT_THAT(turned(), Contains(tag(pomelo.product)));
    EXPECT_THAT(turned(), Not(Contains(tag(pomelo.product))));
    granted(given.does(&orders::cancel, ann, {order, {}}));
    EXPECT_THAT(turned(), Contains(tag(pomelo.product)));
}

TEST_F(Prices, OfAnotherSellerAreNotThere) {
    const auto id = list(Audience::buyers, {{whole(1), vnd(70'000)}});
    const auto promotion = granted(given.does(&create_promotion, coop, ten_percent())).id;
    const auto other = given.cooperative("HTX khác");
    EXPECT_EQ(given.does(&show_price_list, other, {id}).error(), unknown_price_list);
    EXPECT_EQ(given.does(&close_price_list, other, {id}).error(), unknown_price_list);
    EXPECT_EQ(given.does(&remove_member, other, {id, ann.organisation}).error(), unknown_price_list);
    EXPECT_EQ(given.does(&close_promotion, other, {promotion}).error(), unknown_promotion);
    EXPECT_TRUE(granted(given.does(&list_price_lists, other, {})).data.empty());
    EXPECT_TRUE(granted(given.does(&list_promotions, other, {})).data.empty());
    const auto own = granted(given.does(&create_price_list, other, {.name = "Của tôi"})).id;
    EXPECT_EQ(
        given.does(&set_tiers, other, {own, pomelo.offer, {{whole(1), vnd(1)}}}).error(), unknown_offer
    );
    const auto stolen = given.does(&create_promotion, other, ten_percent());
    ASSERT_FALSE(stolen);
    EXPECT_EQ(stolen.error().violations.at(0).pointer, "/offers/0");
    EXPECT_EQ(pays(ann), 90'000);
}

TEST_F(Prices, WhatIsWrongIsToldAtOnce) {
    const auto places = [](const auto& result) {
        std::vector<std::string> found;
        for (const auto& one : result.error().violations)
            found.push_back(one.pointer + " " + std::string(one.code));
        return found;
    };
    const auto now = given.clock.now();
    EXPECT_THAT(
        places(given.does(
            &create_price_list,
            coop,
            {.name = "x", .audience = Audience::kind, .valid_from = now - 1h, .valid_until = now - 2h}
        )),
        ElementsAre(
            "/kind not_with_this_audience", "/valid_from in_the_past", "/valid_until not_after_the_beginning"
        )
    );
    EXPECT_THAT(
        places(given.does(
            &create_price_list,
            coop,
            {.name = "x", .audience = Audience::kind, .kind = accounts::OrganisationKind::consumer}
        )),
        ElementsAre("/kind never_verified")
    );
    auto both = ten_percent();
    both.amount = vnd(1);
    EXPECT_THAT(places(given.does(&create_promotion, coop, both)), ElementsAre("/percent one_of_two"));
    auto much = ten_percent();
    much.percent.reset();
    much.amount = vnd(50'001);
    much.valid_until = now;
    EXPECT_THAT(
        places(given.does(&create_promotion, coop, much)),
        ElementsAre("/amount over_half", "/valid_until not_after_the_beginning")
    );
    const auto id = list(Audience::everyone, {});
    EXPECT_THAT(
        places(given.does(&add_members, coop, {id, {ann.organisation, {7}}})),
        ElementsAre("/price_list not_for_named_buyers", "/organisations/1 unknown")
    );
}

TEST_F(Prices, AnOrderAsksForSpecialPricesOnlyWhereThereAreSome) {
    const auto asked = [&] {
        std::vector<std::string> names;
        db::Database listening(given.target(), given.clock, given.ids, given.metrics);
        listening.listen([&](const db::Statement& statement, std::span<const db::Value>) {
            names.emplace_back(statement.name);
        });
        granted(listening.transact("test", [&](db::Transaction& tx) {
            return orders::place(tx, ann, wish());
        }));
        return names;
    };
    const auto plain = asked();
    const auto id = list(Audience::everyone, {{whole(1), vnd(90'000)}});
    const auto special = asked();
    EXPECT_EQ(special.size(), plain.size() + 2);
    EXPECT_THAT(special, Contains("catalog.tiers_for"));
    EXPECT_THAT(special, Contains("catalog.discounts_for"));
    granted(given.does(&close_price_list, coop, {id}));
    EXPECT_EQ(asked().size(), plain.size()) << "and no longer than there are some";
}

}  // namespace
}  // namespace chophien::catalog::pricing
