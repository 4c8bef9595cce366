// The index follows the market, survives what happens to its folder, and is asked through the public list.
#include "accounts/verifying.hpp"
#include "catalog/listing.hpp"
#include "catalog/refusals.hpp"
#include "catalog/search/volume.hpp"
#include "catalog/seasons.hpp"
#include "catalog/sellers.hpp"
#include "tests/given/catalog.hpp"
#include "tests/given/search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace chophien::catalog {
namespace {

using given::granted;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

struct Searching : testing::Test {
    given::Market given;
    given::SearchIndex search{given};
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "66");

    Result<ProductPage> list(const ListProducts& wish) {
        auto& index = search.now();
        return given.transact([&](db::Transaction& tx) {
            return list_products(tx, given.guest(), wish, &index);
        });
    }

    std::vector<std::string> names(const ListProducts& wish) {
        std::vector<std::string> found;
        for (const auto& item : granted(list(wish)).data) found.push_back(item.name);
        return found;
    }

    std::vector<std::string> find(std::string q) { return names(ListProducts{.q = std::move(q)}); }

    std::map<std::string, std::int64_t> counts(ListProducts wish, std::string facet) {
        wish.facets = facet;
        std::map<std::string, std::int64_t> found;
        const auto page = granted(list(wish));
        for (const auto& one : page.facets.value())
            for (const auto& value : one.values) found[value.value] = value.products;
        return found;
    }

    std::vector<std::string> folders() const {
        std::vector<std::string> found;
        for (const auto& entry : std::filesystem::directory_iterator(search.folder))
            if (entry.is_directory()) found.push_back(entry.path().filename().string());
        return found;
    }

    template <class Work>
    auto as_coop(Work&& work) {
        return granted(given.transact([&](db::Transaction& tx) { return work(tx); }));
    }
};

TEST_F(Searching, FollowsWhatHappensToAProduct) {
    EXPECT_THAT(find("bưởi"), IsEmpty());
    const auto goods = given::sells(given, coop, {.name = "Bưởi da xanh"});
    EXPECT_THAT(find("bưởi"), ElementsAre("Bưởi da xanh"));
    as_coop([&](db::Transaction& tx) {
        return change(
            tx,
            coop,
            {.product = goods.product, .name = "Cam sành", .expected_version = std::optional<std::int64_t>()}
        );
    });
    EXPECT_THAT(find("bưởi"), IsEmpty());
    EXPECT_THAT(find("cam sành"), ElementsAre("Cam sành"));
    as_coop([&](db::Transaction& tx) { return withdraw(tx, coop, {goods.product}); });
    EXPECT_THAT(find("cam sành"), IsEmpty());
    as_coop([&](db::Transaction& tx) { return publish(tx, coop, {goods.product}); });
    EXPECT_THAT(find("cam sành"), ElementsAre("Cam sành"));
}

TEST_F(Searching, ShowsNothingThatIsNotTrueAnyMoreThoughTheIndexDoesNotKnowYet) {
    const auto goods = given::sells(given, coop, {.name = "Bưởi da xanh"});
    auto& index = search.now();
    as_coop([&](db::Transaction& tx) { return withdraw(tx, coop, {goods.product}); });
    const auto page = granted(given.transact([&](db::Transaction& tx) {
        return list_products(tx, given.guest(), {.q = "bưởi"}, &index);
    }));
    EXPECT_THAT(page.data, IsEmpty());
}

TEST_F(Searching, ASuspendedSellersGoodsLeaveAndComeBack) {
    given::sells(given, coop, {.name = "Bưởi da xanh"});
    EXPECT_THAT(find("bưởi"), ElementsAre("Bưởi da xanh"));
    given.suspended(coop);
    while (sequence_changes(given.database) > 0) {
    }
    follow_sellers(given.database);
    EXPECT_THAT(find("bưởi"), IsEmpty());
    EXPECT_EQ(search.keeper->index().products(), 0U);
    const auto boss = given.operator_();
    as_coop([&](db::Transaction& tx) {
        return accounts::reinstate_organisation(tx, boss, {coop.organisation, "đã kiểm tra"});
    });
    while (sequence_changes(given.database) > 0) {
    }
    follow_sellers(given.database);
    EXPECT_THAT(find("bưởi"), ElementsAre("Bưởi da xanh"));
}

TEST_F(Searching, CatchesUpWhereItStoppedWhenTheNodeWasOff) {
    given::sells(given, coop, {.name = "Bưởi da xanh"});
    search.now();
    search.keeper.reset();
    given::sells(given, coop, {.name = "Cam sành"});
    search.open();
    EXPECT_THAT(find("cam"), ElementsAre("Cam sành"));
    EXPECT_THAT(find("bưởi"), ElementsAre("Bưởi da xanh"));
    EXPECT_THAT(folders(), ElementsAre("1")) << "it went on with the same index";
}

TEST_F(Searching, AFeedThatForgotWhatItMissedMakesItBuildAnew) {
    given::sells(given, coop, {.name = "Bưởi da xanh"});
    search.now();
    search.keeper.reset();
    given::sells(given, coop, {.name = "Cam sành"});
    while (sequence_changes(given.database) > 0) {
    }
    const auto session = given.database.connect();
    session->execute("DELETE FROM changes");
    session->commit();
    search.open();
    EXPECT_THAT(find("cam"), ElementsAre("Cam sành"));
    EXPECT_THAT(folders(), ElementsAre("2"));
}

TEST_F(Searching, ADamagedIndexIsBuiltAnew) {
    given::sells(given, coop, {.name = "Bưởi da xanh"});
    search.now();
    search.keeper.reset();
    for (const auto& entry : std::filesystem::directory_iterator(search.folder / "1"))
        std::ofstream(entry.path(), std::ios::trunc) << "torn";
    search.open();
    EXPECT_THAT(find("bưởi"), ElementsAre("Bưởi da xanh"));
}

TEST_F(Searching, AnIndexOfAnotherMarketIsNotUsed) {
    given::sells(given, coop, {.name = "Bưởi da xanh"});
    search.now();
    search.keeper.reset();
    {
        search::VolumeWriter writer(search.folder / "1");
        auto facts = writer.facts();
        facts.market = "elsewhere";
        writer.commit(facts);
    }
    search.open();
    EXPECT_THAT(find("bưởi"), ElementsAre("Bưởi da xanh"));
    EXPECT_THAT(folders(), ElementsAre("2"));
}

TEST_F(Searching, ANewIndexTakesThePlaceOfTheOldOneWhileThatAnswers) {
    given::sells(given, coop, {.name = "Bưởi da xanh"});
    auto& index = search.now();
    search.keeper->rebuild();
    ASSERT_TRUE(index.ready());
    given::sells(given, coop, {.name = "Cam sành"});
    EXPECT_THAT(find("cam"), ElementsAre("Cam sành"));
    EXPECT_THAT(folders(), ElementsAre("2"));
    EXPECT_EQ(index.products(), 2U);
}

TEST_F(Searching, TellsOnlyOfCommitsThatChangedAnswers) {
    int told = 0;
    search.changed = [&] { ++told; };
    const auto goods = given::sells(given, coop, {.name = "Bưởi da xanh"});
    search.now();
    const auto before = told;
    EXPECT_GT(before, 0);
    given.transact([&](db::Transaction& tx) { tx.touch(tag(goods.product)); });
    search.now();
    EXPECT_EQ(told, before) << "the product says what it said";
    given::sells(given, coop, {.name = "Cam sành"});
    search.now();
    EXPECT_EQ(told, before + 1);
}

TEST_F(Searching, WithoutAnIndexAListWithoutWordsIsAsItWas) {
    given::sells(given, coop, {.name = "Bưởi da xanh"});
    const auto ask = [&](const ListProducts& wish) {
        return given.transact([&](db::Transaction& tx) { return list_products(tx, given.guest(), wish); });
    };
    EXPECT_EQ(granted(ask({})).data.size(), 1U);
    for (const auto& wish : {ListProducts{.q = "bưởi"}, ListProducts{.facets = "set"}}) {
        const auto refused = ask(wish);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), search_starting);
    }
}

TEST_F(Searching, FacetsCountExactlyAndWithoutTheirOwnFilter) {
    const auto shop = given.enterprise("Công ty Biển Xanh", "91");
    given::sells(given, coop, {.name = "Trà sen", .set = 11, .price = vnd(40'000)});
    given::sells(given, coop, {.name = "Trà gừng", .set = 12, .price = vnd(60'000), .stock = whole(0)});
    given::sells(given, shop, {.name = "Trà hoa sen", .set = 12, .price = vnd(250'000)});
    given::sells(given, shop, {.name = "Nước mắm", .set = 9, .price = vnd(90'000)});
    using Counts = std::map<std::string, std::int64_t>;
    EXPECT_EQ(counts({.q = "trà"}, "set"), (Counts{{"11", 1}, {"12", 2}}));
    EXPECT_EQ(counts({.q = "trà", .set = 11}, "set"), (Counts{{"11", 1}, {"12", 2}}));
    EXPECT_EQ(counts({.q = "trà", .set = 11}, "price"), (Counts{{"0-50000", 1}}));
    EXPECT_EQ(counts({.q = "trà"}, "province"), (Counts{{"66", 2}, {"91", 1}}));
    EXPECT_EQ(counts({.q = "trà"}, "seller_kind"), (Counts{{"cooperative", 2}, {"enterprise", 1}}));
    EXPECT_EQ(counts({.q = "trà"}, "available"), (Counts{{"false", 1}, {"true", 2}}));
    EXPECT_EQ(counts({}, "group"), (Counts{{"food", 4}})) << "also without words";
    EXPECT_EQ(granted(list({.q = "trà", .facets = "all"})).facets->size(), search::facets);
    EXPECT_EQ(granted(list({.q = "trà", .set = 12, .facets = "stars"})).products, 2);
    EXPECT_THAT(names({.q = "trà", .available = true}), UnorderedElementsAre("Trà sen", "Trà hoa sen"));
    EXPECT_THAT(
        names({.price_min = 50'000, .price_max = 100'000}), UnorderedElementsAre("Trà gừng", "Nước mắm")
    );
    EXPECT_THAT(
        names({.q = "trà", .seller_kind = accounts::OrganisationKind::enterprise}), ElementsAre("Trà hoa sen")
    );
    EXPECT_THAT(
        names({.q = "trà", .sort = ListOrder::price}), ElementsAre("Trà sen", "Trà gừng", "Trà hoa sen")
    );
    EXPECT_THAT(
        names({.sort = ListOrder::price_descending}),
        ElementsAre("Trà hoa sen", "Nước mắm", "Trà gừng", "Trà sen")
    );
    EXPECT_THAT(
        names({.q = "trà", .sort = ListOrder::newest}), ElementsAre("Trà hoa sen", "Trà gừng", "Trà sen")
    );
}

TEST_F(Searching, SeasonsAndLabelsCountByTheDayOfTheQuestion) {
    const auto goods = given::sells(given, coop, {.name = "Bưởi da xanh"});
    as_coop([&](db::Transaction& tx) {
        SetSeason wish{.product = goods.product};
        wish.spans = {{"11-01", "11-30"}};
        return set_season(tx, coop, wish);
    });
    EXPECT_THAT(names({.q = "bưởi", .season = search::SeasonState::now}), ElementsAre("Bưởi da xanh"));
    given.clock.advance(std::chrono::hours(24 * 10));  // 1 December
    EXPECT_THAT(names({.q = "bưởi", .season = search::SeasonState::now}), IsEmpty());
    EXPECT_THAT(names({.q = "bưởi", .season = search::SeasonState::later}), ElementsAre("Bưởi da xanh"));
}

TEST_F(Searching, WhatCannotBeUnderstoodIsRefusedByName) {
    given::sells(given, coop);
    for (const auto& [wish, place] :
         {std::pair{ListProducts{.q = "bưởi", .facets = "set,colour"}, "/facets"},
          std::pair{ListProducts{.certificate = "colour"}, "/certificate"},
          std::pair{ListProducts{.price_min = 2, .price_max = 1}, "/price_max"},
          std::pair{ListProducts{.available = true, .sort = ListOrder::name}, "/sort"}}) {
        const auto refused = list(wish);
        ASSERT_FALSE(refused) << place;
        EXPECT_EQ(refused.error(), unknown_filter);
        EXPECT_EQ(refused.error().violations.front().pointer, place);
    }
    for (int number = 0; number < 3; ++number)
        given::sells(given, coop, {.name = "Chè số " + std::to_string(number), .set = 11});
    const auto cursor = granted(list({.q = "chè", .limit = 1})).page.next;
    ASSERT_TRUE(cursor);
    EXPECT_TRUE(list({.q = "chè", .after = cursor, .limit = 2}));
    for (const auto& wish :
         {ListProducts{.q = "trà", .after = cursor},
          ListProducts{.after = cursor},
          ListProducts{.q = "chè", .set = 11, .after = cursor},
          ListProducts{.q = "chè", .sort = ListOrder::price, .after = cursor}}) {
        const auto refused = list(wish);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), wrong_cursor);
    }
}

TEST_F(Searching, PagesGoOnByPriceAndByRank) {
    for (int number = 0; number < 9; ++number)
        given::sells(
            given,
            coop,
            {.name = "Chè số " + std::to_string(number), .set = 11, .price = vnd(10'000 + number % 3 * 5'000)}
        );
    for (ListProducts wish :
         {ListProducts{.q = "chè"},
          ListProducts{.q = "chè", .sort = ListOrder::price},
          ListProducts{.sort = ListOrder::price_descending},
          ListProducts{.q = "chè", .sort = ListOrder::newest}}) {
        wish.limit = 100;
        const auto whole = names(wish);
        ASSERT_EQ(whole.size(), 9U);
        wish.limit = 2;
        std::vector<std::string> by_pages;
        do {
            const auto page = granted(list(wish));
            for (const auto& item : page.data) by_pages.push_back(item.name);
            wish.after = page.page.next;
        } while (wish.after);
        EXPECT_EQ(by_pages, whole);
    }
}

}  // namespace
}  // namespace chophien::catalog
