// Products taken off the market by decision, and what their listings said when.
#include "catalog/takedown.hpp"

#include "catalog/importing.hpp"
#include "catalog/listing_history.hpp"
#include "catalog/mirror.hpp"
#include "catalog/refusals.hpp"
#include "catalog/stock.hpp"
#include "core/feed.hpp"
#include "tests/given/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::SizeIs;

struct Takedowns : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "66");
    accounts::Caller boss = given.operator_();
    accounts::Caller inspector = given.authority();

    template <class Work>
    auto done(Work&& work) {
        return given.transact([&](db::Transaction& tx) { return work(tx); });
    }

    Result<Takedown> take(const accounts::Caller& who, ProductId product) {
        return done([&](db::Transaction& tx) {
            return take_down(
                tx, who, {.product = product, .ground = TakedownGround::unsafe, .reason = "Dư lượng thuốc"}
            );
        });
    }

    Result<Takedown> decide(const accounts::Caller& who, TakedownId id, TakedownDecision decision) {
        return done([&](db::Transaction& tx) { return decide_takedown(tx, who, {id, decision, "đã xem"}); });
    }

    Result<Takedown> answer(const accounts::Caller& who, TakedownId id) {
        return done([&](db::Transaction& tx) {
            return appeal_takedown(tx, who, {id, "Đã kiểm nghiệm lại"});
        });
    }

    bool shown(const given::Goods& goods) {
        return done([&](db::Transaction& tx) { return product_of(tx, goods.product); }).has_value();
    }

    std::size_t listed() {
        return given::granted(done([&](db::Transaction& tx) { return list_products(tx, given.guest(), {}); })
        ).data.size();
    }

    std::vector<CatalogChange> mirrored() {
        return given::granted(
                   done([&](db::Transaction& tx) { return list_catalog_changes(tx, given.guest(), {}); })
        ).data;
    }

    void follow() {
        while (sequence_changes(given.database) > 0) {
        }
        while (done([](db::Transaction& tx) { return follow_market(tx); })) {
        }
    }

    Result<OwnProduct> republish(const given::Goods& goods) {
        return done([&](db::Transaction& tx) { return publish(tx, coop, {goods.product}); });
    }
};

TEST_F(Takedowns, TheProductIsGoneEverywhereAtOnceAndStaysGone) {
    const auto goods = given::sells(given, coop, {.name = "Rau muống"});
    follow();
    ASSERT_THAT(mirrored(), SizeIs(1));
    const auto ordered = take(boss, goods.product);
    ASSERT_TRUE(ordered);
    EXPECT_TRUE(ordered->was_published);
    EXPECT_FALSE(ordered->by_authority);
    EXPECT_FALSE(shown(goods));
    EXPECT_EQ(listed(), 0U);
    EXPECT_EQ(mirrored().at(0).gone, Gone::taken_down) << "without waiting for the feed";
    const OfferId offers[] = {goods.offer};
    EXPECT_FALSE(done([&](db::Transaction& tx) { return terms_of(tx, offers); })) << "cannot be ordered";

    const auto again = republish(goods);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), product_taken_down);
    const auto imported = done([&](db::Transaction& tx) {
        return import_at_once(
            tx,
            coop.organisation,
            coop.person,
            "product_name,pack_size,unit,price_vnd\nRau muống,Thùng 5 kg,thùng,99000\n"
        );
    });
    ASSERT_FALSE(imported);
    EXPECT_THAT(imported.error().violations.at(0).en, testing::HasSubstr("taken down by decision"));
    follow();
    EXPECT_FALSE(shown(goods));
    const auto twice = take(inspector, goods.product);
    ASSERT_FALSE(twice);
    EXPECT_EQ(twice.error(), product_taken_down);
}

TEST_F(Takedowns, TheSellerHearsOfItAndMayAnswerOnce) {
    const auto goods = given::sells(given, coop);
    const auto ordered = take(boss, goods.product);
    ASSERT_TRUE(ordered);
    sequence_changes(given.database);
    std::vector<std::string> heard;
    for (const auto& set : done([](db::Transaction& tx) { return changes_after(tx, 0, 1000); }))
        for (const auto& change : set.changes) heard.push_back(change.kind + " " + change.about);
    EXPECT_THAT(heard, Contains("product.taken_down " + text_of(goods.product)));
    const auto stranger = given.cooperative("HTX khác");
    EXPECT_EQ(answer(stranger, ordered->id).error(), unknown_takedown);
    EXPECT_FALSE(done([&](db::Transaction& tx) { return show_takedown(tx, stranger, {ordered->id}); }));
    EXPECT_THAT(
        given::granted(done([&](db::Transaction& tx) { return list_takedowns(tx, stranger, {}); })).data,
        IsEmpty()
    );
    EXPECT_THAT(
        given::granted(done([&](db::Transaction& tx) { return list_takedowns(tx, coop, {}); })).data,
        SizeIs(1)
    );
    const auto appealed = answer(coop, ordered->id);
    ASSERT_TRUE(appealed);
    EXPECT_EQ(appealed->state, TakedownState::appealed);
    EXPECT_EQ(answer(coop, ordered->id).error(), wrong_takedown_state);
    ASSERT_TRUE(decide(boss, ordered->id, TakedownDecision::upheld));
    EXPECT_EQ(answer(coop, ordered->id).error(), wrong_takedown_state);
    EXPECT_FALSE(shown(goods));
}

TEST_F(Takedowns, LiftedItComesBackAsItWas) {
    const auto sold = given::sells(given, coop, {.name = "Bưởi"});
    const auto hidden = given::sells(given, coop, {.name = "Cam"});
    given::granted(done([&](db::Transaction& tx) { return withdraw(tx, coop, {hidden.product}); }));
    const auto first = take(boss, sold.product);
    const auto second = take(boss, hidden.product);
    ASSERT_TRUE(first && second);
    EXPECT_FALSE(second->was_published);
    ASSERT_TRUE(decide(boss, first->id, TakedownDecision::lifted));
    ASSERT_TRUE(decide(boss, second->id, TakedownDecision::lifted));
    EXPECT_TRUE(shown(sold));
    EXPECT_FALSE(shown(hidden)) << "its seller had withdrawn it";
    EXPECT_TRUE(republish(hidden));
    EXPECT_EQ(listed(), 2U);
    EXPECT_TRUE(mirrored().at(0).product);
    EXPECT_TRUE(take(boss, sold.product)) << "and may be taken down anew";
}

TEST_F(Takedowns, LiftedItStaysAwayWhenItMayNotBeSold) {
    const auto goods = given::sells(given, coop);
    const auto ordered = take(boss, goods.product);
    given.suspended(coop);
    ASSERT_TRUE(decide(boss, ordered->id, TakedownDecision::lifted));
    EXPECT_FALSE(shown(goods));
    const auto own =
        given::granted(done([&](db::Transaction& tx) { return show_own(tx, coop, {goods.product}); }));
    EXPECT_EQ(own.state, ProductState::withdrawn);
}

TEST_F(Takedowns, WhatAnAuthorityOrderedOnlyAnAuthorityLifts) {
    const auto goods = given::sells(given, coop);
    EXPECT_EQ(take(coop, goods.product).error(), not_overseeing);
    EXPECT_EQ(take(given.consumer(), goods.product).error(), not_overseeing);
    const auto ordered = take(inspector, goods.product);
    ASSERT_TRUE(ordered);
    EXPECT_TRUE(ordered->by_authority);
    EXPECT_EQ(decide(boss, ordered->id, TakedownDecision::lifted).error(), not_overseeing);
    EXPECT_EQ(decide(coop, ordered->id, TakedownDecision::lifted).error(), not_overseeing);
    EXPECT_EQ(decide(inspector, ordered->id, TakedownDecision::upheld).error(), wrong_takedown_state)
        << "no appeal";
    EXPECT_TRUE(decide(inspector, ordered->id, TakedownDecision::lifted));
    EXPECT_EQ(decide(inspector, ordered->id, TakedownDecision::lifted).error(), wrong_takedown_state);
    const auto draft = given::drafts(given, coop, {.name = "Nháp"});
    EXPECT_EQ(take(boss, draft.product).error(), wrong_state);
    EXPECT_EQ(take(boss, ProductId{77}).error(), unknown_product);
}

TEST_F(Takedowns, EveryStateKnowsEveryStep) {
    using enum TakedownState;
    const std::tuple<TakedownState, TakedownStep, std::optional<TakedownState>> table[] = {
        {ordered, TakedownStep::appeal, appealed},
        {ordered, TakedownStep::uphold, std::nullopt},
        {ordered, TakedownStep::lift, lifted},
        {appealed, TakedownStep::appeal, std::nullopt},
        {appealed, TakedownStep::uphold, upheld},
        {appealed, TakedownStep::lift, lifted},
        {upheld, TakedownStep::appeal, std::nullopt},
        {upheld, TakedownStep::uphold, std::nullopt},
        {upheld, TakedownStep::lift, lifted},
        {lifted, TakedownStep::appeal, std::nullopt},
        {lifted, TakedownStep::uphold, std::nullopt},
        {lifted, TakedownStep::lift, std::nullopt},
    };
    for (const auto& [from, step, to] : table) EXPECT_EQ(next_state(from, step), to);
}

TEST_F(Takedowns, TheHistoryTellsWhatTheListingSaidWhen) {
    const auto goods = given::drafts(given, coop, {.name = "Chè", .price = vnd(100'000)});
    const auto page = [](std::optional<std::string> after) {
        ListListingHistory wish;
        wish.after = std::move(after);
        wish.limit = 3;
        return wish;
    };
    const auto history = [&](const accounts::Caller& who, ListListingHistory wish = {}) {
        wish.product = goods.product;
        return done([&](db::Transaction& tx) { return list_listing_history(tx, who, wish); });
    };
    EXPECT_THAT(history(coop)->data, IsEmpty()) << "a draft was seen by nobody";
    ASSERT_TRUE(republish(goods));
    given.clock.advance(std::chrono::hours(1));
    given::granted(done([&](db::Transaction& tx) {
        return change_offer(tx, coop, {.offer = goods.offer, .price = vnd(120'000)});
    }));
    given.clock.advance(std::chrono::hours(1));
    given::granted(done([&](db::Transaction& tx) {
        return change(tx, coop, {.product = goods.product, .description = "Hái \"tay\""});
    }));
    ASSERT_TRUE(take(boss, goods.product));
    const auto said = given::granted(history(coop));
    ASSERT_THAT(said.data, SizeIs(4));
    EXPECT_EQ(said.data[0].state, ProductState::withdrawn);
    EXPECT_EQ(said.data[1].said.at("description"), "Hái \"tay\"");
    EXPECT_EQ(said.data[2].said.at("offers").at(0).at("price"), 120'000);
    EXPECT_EQ(said.data[3].said.at("offers").at(0).at("price"), 100'000);
    EXPECT_EQ(said.data[3].said.at("name"), "Chè");
    EXPECT_EQ(said.data[3].at, given::morning);
    EXPECT_EQ(json::text_of(history(boss)->data), json::text_of(said.data));
    EXPECT_EQ(history(inspector)->data.size(), 4U);
    EXPECT_EQ(history(given.cooperative("HTX khác")).error(), unknown_product);
    const auto first = given::granted(history(coop, page(std::nullopt)));
    ASSERT_TRUE(first.page.next);
    EXPECT_THAT(history(coop, page(first.page.next))->data, SizeIs(1));
}

}  // namespace
}  // namespace chophien::catalog
