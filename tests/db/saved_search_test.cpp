// Saved searches: what comes to answer them later is found once, whatever order things happen in.
#include "catalog/saved_search.hpp"

#include "catalog/refusals.hpp"
#include "core/feed.hpp"
#include "tests/given/catalog.hpp"
#include "tests/given/search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using given::granted;
using testing::ElementsAre;
using testing::IsEmpty;

struct SavedSearches : testing::Test {
    given::Market given;
    given::SearchIndex search{given};
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "66");
    accounts::Caller buyer = given.retailer();

    template <class Work>
    auto done(Work&& work) {
        return given.transact([&](db::Transaction& tx) { return work(tx); });
    }

    Result<SavedSearch> saves(const ListProducts& query, const accounts::Caller& who) {
        auto& index = search.now();
        return done([&](db::Transaction& tx) { return save_search(tx, who, {"Theo dõi", query}, &index); });
    }

    SavedSearch saved(const ListProducts& query) { return granted(saves(query, buyer)); }

    void watch() {
        auto& index = search.now();
        while (done([&](db::Transaction& tx) { return watch_searches(tx, index); })) {
        }
    }

    std::vector<std::string> found(const SavedSearch& by) {
        watch();
        std::vector<std::string> names;
        for (const auto& one : granted(done([&](db::Transaction& tx) {
                                   return list_found(tx, buyer, {.search = by.id});
                               })).data)
            names.push_back(one.product.name);
        return names;
    }

    given::Goods sells(
        const std::string& name, std::int64_t price = 150'000, std::int64_t stock = 10, std::int32_t set = 11
    ) {
        given.clock.advance(std::chrono::seconds(1));
        return given::sells(
            given, coop, {.name = name, .set = set, .price = vnd(price), .stock = whole(stock)}
        );
    }

    void costs(const given::Goods& goods, std::int64_t price) {
        granted(done([&](db::Transaction& tx) {
            return change_offer(tx, coop, {.offer = goods.offer, .price = vnd(price)});
        }));
    }

    std::size_t told() {
        while (sequence_changes(given.database) > 0) {
        }
        return given.transact([](db::Transaction& tx) {
            std::size_t count = 0;
            for (const auto& set : changes_after(tx, 0, 10'000))
                for (const auto& change : set.changes) count += change.kind == "search.found" ? 1U : 0U;
            return count;
        });
    }
};

TEST_F(SavedSearches, FindWhatComesLaterAndNotWhatWasThere) {
    sells("Chè xanh Thái Nguyên");
    const auto tea = saved({.q = "chè xanh"});
    EXPECT_THAT(found(tea), IsEmpty());
    sells("Chè xanh Tân Cương");
    sells("Bưởi da xanh", 35'000, 10, 1);
    EXPECT_THAT(found(tea), ElementsAre("Chè xanh Tân Cương"));
    watch();
    EXPECT_EQ(told(), 1U) << "once";
    sells("Chè xanh Suối Giàng");
    EXPECT_THAT(found(tea), ElementsAre("Chè xanh Suối Giàng", "Chè xanh Tân Cương")) << "the newest first";
    EXPECT_EQ(told(), 2U);
}

TEST_F(SavedSearches, AreToldWhenAPriceFallsOrGoodsComeAndForgetWhatAnswersNoMore) {
    const auto goods = sells("Chè xanh Thái Nguyên", 150'000, 0);
    const auto cheap = saved({.q = "chè xanh", .price_max = 100'000});
    const auto there = saved({.q = "chè xanh", .available = true});
    EXPECT_THAT(found(cheap), IsEmpty());
    costs(goods, 90'000);
    EXPECT_THAT(found(cheap), ElementsAre("Chè xanh Thái Nguyên"));
    EXPECT_THAT(found(there), IsEmpty());
    granted(done([&](db::Transaction& tx) {
        return count_stock(tx, coop, {.offer = goods.offer, .counted = whole(5)});
    }));
    EXPECT_THAT(found(there), ElementsAre("Chè xanh Thái Nguyên"));
    EXPECT_THAT(found(cheap), ElementsAre("Chè xanh Thái Nguyên"));
    EXPECT_EQ(told(), 2U);
    costs(goods, 120'000);
    EXPECT_THAT(found(cheap), IsEmpty());
    costs(goods, 95'000);
    EXPECT_THAT(found(cheap), ElementsAre("Chè xanh Thái Nguyên")) << "it came back";
    EXPECT_EQ(told(), 3U);
}

TEST_F(SavedSearches, BelongToTheirOrganisationAndCanBeForgotten) {
    const auto tea = saved({.q = "chè"});
    const auto other = given.retailer("Siêu thị Khác");
    const auto list_of = [&](const accounts::Caller& who) {
        return granted(done([&](db::Transaction& tx) { return list_saved_searches(tx, who, {}); })).data;
    };
    ASSERT_EQ(list_of(buyer).size(), 1U);
    EXPECT_EQ(list_of(buyer).at(0).query.q, "chè");
    EXPECT_THAT(list_of(other), IsEmpty());
    EXPECT_EQ(
        done([&](db::Transaction& tx) { return list_found(tx, other, {.search = tea.id}); }).error().why,
        &unknown_search
    );
    EXPECT_EQ(
        done([&](db::Transaction& tx) { return forget_search(tx, other, {tea.id}); }).error().why,
        &unknown_search
    );
    sells("Chè xanh Tân Cương");
    EXPECT_THAT(found(tea), ElementsAre("Chè xanh Tân Cương"));
    granted(done([&](db::Transaction& tx) { return forget_search(tx, buyer, {tea.id}); }));
    EXPECT_THAT(list_of(buyer), IsEmpty());
    sells("Chè xanh Suối Giàng");
    watch();
    EXPECT_EQ(told(), 1U);
}

TEST_F(SavedSearches, AreRefusedWhenTheyAskForEverythingOrForWhatIsNotKnown) {
    EXPECT_EQ(saves({}, buyer).error().why, &search_too_wide);
    EXPECT_EQ(saves({.sort = ListOrder::price, .limit = 5}, buyer).error().why, &search_too_wide);
    const auto unknown = saves({.q = "chè", .province = "Atlantis"}, buyer);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().violations.at(0).pointer, "/query/province");
    for (std::int64_t count = 0; count < most_saved_searches; ++count)
        saved({.q = "chè " + std::to_string(count)});
    EXPECT_EQ(saves({.q = "bưởi"}, buyer).error().why, &too_many_searches);
    const auto none = done([&](db::Transaction& tx) {
        return save_search(tx, given.consumer(), {"Chè", {.q = "chè"}}, nullptr);
    });
    EXPECT_EQ(none.error().why, &search_starting);
}

TEST_F(SavedSearches, AllAreAskedHoweverManyThereAre) {
    std::vector<accounts::Caller> buyers;
    std::vector<SavedSearch> all;
    for (int each = 0; each < 5; ++each) {
        const auto who = given.retailer("Siêu thị " + std::to_string(each));
        for (int count = 0; count < 45; ++count) all.push_back(granted(saves({.q = "mật ong"}, who)));
    }
    sells("Mật ong bạc hà");
    watch();
    EXPECT_EQ(told(), all.size());
}

}  // namespace
}  // namespace chophien::catalog
