#include "catalog/label.hpp"
#include "catalog/listing.hpp"
#include "catalog/listing_query.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "core/feed.hpp"
#include "core/gs1_key.hpp"
#include "tests/given/catalog.hpp"
#include "tests/given/search.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr unsigned columns_of_a_row = 17;

struct CatalogMarket : testing::Test {
    given::Market given;
    given::SearchIndex search_index{given};
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "66");

    Result<ProductPage> list(const ListProducts& wish) {
        auto* index = wish.q ? &search_index.now() : nullptr;
        return given.transact([&](db::Transaction& tx) {
            return list_products(tx, given.guest(), wish, index);
        });
    }

    std::vector<std::string> names(const ListProducts& wish) {
        const auto page = given::granted(list(wish));
        std::vector<std::string> found;
        for (const auto& item : page.data) found.push_back(item.name);
        return found;
    }

    std::vector<std::string> search(std::string q) { return names({.q = std::move(q)}); }

    template <class Work>
    auto as_coop(Work&& work) {
        return given.transact([&](db::Transaction& tx) { return work(tx); });
    }

    void declare(const given::Goods& goods, std::int32_t stars, std::string_view decided_on) {
        as_coop([&](db::Transaction& tx) {
            OcopLabel label;
            label.product = goods.product;
            label.stars = stars;
            label.decided_on = day_from(decided_on).value();
            EXPECT_TRUE(declare_label(tx, label));
            tx.touch(tag(goods.product));
        });
        as_coop([&](db::Transaction& tx) { return withdraw(tx, coop, {goods.product}); });
        as_coop([&](db::Transaction& tx) { return publish(tx, coop, {goods.product}); });
    }
};

TEST_F(CatalogMarket, ADraftIsOnlyItsSellersUntilItIsPublished) {
    const auto goods = given::drafts(given, coop, {.name = "Cà phê bột"});
    EXPECT_FALSE(as_coop([&](db::Transaction& tx) { return product_of(tx, goods.product); }));
    EXPECT_THAT(names({}), IsEmpty());
    EXPECT_TRUE(as_coop([&](db::Transaction& tx) { return show_own(tx, coop, {goods.product}); }));
    const auto stranger = given.cooperative("HTX khác");
    EXPECT_FALSE(as_coop([&](db::Transaction& tx) { return show_own(tx, stranger, {goods.product}); }));
    EXPECT_FALSE(as_coop([&](db::Transaction& tx) { return publish(tx, stranger, {goods.product}); }));
    EXPECT_TRUE(as_coop([&](db::Transaction& tx) { return publish(tx, coop, {goods.product}); }));
    EXPECT_THAT(names({}), ElementsAre("Cà phê bột"));
    const auto view = as_coop([&](db::Transaction& tx) { return product_of(tx, goods.product); });
    ASSERT_TRUE(view);
    EXPECT_EQ(view->seller.name, "HTX Đồi Xanh");
    EXPECT_EQ(view->province.code, "66");
    EXPECT_TRUE(view->available);
    EXPECT_FALSE(view->demonstration);
    EXPECT_TRUE(is_platform(gtin_from(view->offers.front().gtin).value()));
    EXPECT_TRUE(as_coop([&](db::Transaction& tx) { return withdraw(tx, coop, {goods.product}); }));
    EXPECT_THAT(names({}), IsEmpty());
    EXPECT_THAT(search("ca phe"), IsEmpty());
}

TEST_F(CatalogMarket, PublishingNamesAllThatIsMissing) {
    const auto product =
        given::granted(as_coop([&](db::Transaction& tx) { return create(tx, coop, {.name = "Bưởi"}); }));
    const auto refused = as_coop([&](db::Transaction& tx) { return publish(tx, coop, {product.id}); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), incomplete);
    std::vector<std::string> places;
    for (const auto& one : refused.error().violations) places.push_back(one.pointer);
    EXPECT_THAT(places, ElementsAre("/set", "/offers"));
}

TEST_F(CatalogMarket, OnlyVerifiedSellersPublish) {
    const auto newcomer = given.unverified(accounts::OrganisationKind::cooperative, "HTX Mới");
    const auto goods = given::drafts(given, newcomer);
    const auto refused = as_coop([&](db::Transaction& tx) { return publish(tx, newcomer, {goods.product}); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), not_verified);
}

TEST_F(CatalogMarket, ChangesNeedTheVersionThatWasRead) {
    const auto goods = given::sells(given, coop, {.name = "Bưởi"});
    const auto seen =
        given::granted(as_coop([&](db::Transaction& tx) { return show_own(tx, coop, {goods.product}); }));
    const auto rename = [&](std::string name, std::optional<std::int64_t> version) {
        return as_coop([&](db::Transaction& tx) {
            return change(tx, coop, {.product = goods.product, .name = name, .expected_version = version});
        });
    };
    ASSERT_TRUE(rename("Bưởi da xanh", seen.version));
    const auto late = rename("Bưởi năm roi", seen.version);
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error(), changed_meanwhile);
    EXPECT_THAT(search("buoi da xanh"), ElementsAre("Bưởi da xanh"));
    EXPECT_TRUE(rename("Bưởi năm roi", std::nullopt));
    EXPECT_THAT(search("da xanh"), IsEmpty());
}

TEST_F(CatalogMarket, NamesPacksAndGtinsAreTakenOnce) {
    const auto goods = given::sells(given, coop, {.name = "Chè", .pack = "Hộp 200 g", .unit = "hộp"});
    const auto same = as_coop([&](db::Transaction& tx) { return create(tx, coop, {.name = "CHÈ"}); });
    ASSERT_FALSE(same);
    EXPECT_EQ(same.error(), name_taken);
    const auto offer = [&](std::string pack, std::optional<std::string> gtin) {
        return as_coop([&](db::Transaction& tx) {
            return create_offer(
                tx,
                coop,
                {.product = goods.product,
                 .pack = pack,
                 .unit = unit_from("hộp"),
                 .gtin = gtin,
                 .price = vnd(1000)}
            );
        });
    };
    const auto pack = offer("hộp 200g", std::nullopt);
    ASSERT_FALSE(pack);
    EXPECT_EQ(pack.error(), pack_taken);
    const auto own = offer("Hộp 500 g", "8936012345674");
    const std::string checked = own ? "" : own.error().violations.front().en;
    ASSERT_TRUE(own) << checked;
    EXPECT_TRUE(own->own_gtin);
    EXPECT_EQ(own->gtin, "08936012345674");
    const auto gtin = offer("Hộp 1 kg", "8936012345674");
    ASSERT_FALSE(gtin);
    EXPECT_EQ(gtin.error(), gtin_taken);
    EXPECT_FALSE(offer("Hộp 2 kg", std::string(platform_gtin(5).text())));
}

TEST_F(CatalogMarket, PlatformNumbersAreNeverGivenTwice) {
    std::set<std::uint64_t> all;
    for (int times = 0; times < 40; ++times) {
        given.clock.advance(std::chrono::milliseconds(7));
        for (const auto number : as_coop([](db::Transaction& tx) {
                 auto numbers = store::take_platform_numbers(tx, 5);
                 tx.touch(1);
                 return numbers;
             })) {
            EXPECT_GE(number, 1U);
            EXPECT_TRUE(all.insert(number).second);
        }
    }
}

TEST_F(CatalogMarket, SearchFoldsAndNeverMixesCoffeeWithTomatoes) {
    given::sells(given, coop, {.name = "Cà phê bột Ê Đê", .set = 13});
    given::sells(given, coop, {.name = "Cà chua bi", .set = 1});
    given::sells(given, coop, {.name = "Phê la cà", .set = 17});
    for (const auto typed : {"ca phe", "cà phê", "CA PHE", "ca ph", "Cà  Phê"})
        EXPECT_THAT(search(typed), ElementsAre("Cà phê bột Ê Đê")) << typed;
    EXPECT_THAT(search("ca chua"), ElementsAre("Cà chua bi"));
    EXPECT_THAT(search("đồi xanh"), UnorderedElementsAre("Cà phê bột Ê Đê", "Cà chua bi", "Phê la cà"));
    EXPECT_THAT(search("xyz"), IsEmpty());
    EXPECT_THAT(search("%"), IsEmpty());
}

TEST_F(CatalogMarket, WordsThatStandApartAreFoundWhenNothingStandsTogether) {
    given::sells(given, coop, {.name = "Cà phê bột", .set = 13});
    EXPECT_THAT(search("cà phê đắk lắk"), ElementsAre("Cà phê bột"));
}

TEST_F(CatalogMarket, TheNameItselfComesFirst) {
    given::sells(given, coop, {.name = "Mật ong", .set = 4});
    given::sells(given, coop, {.name = "Mật ong rừng", .set = 4});
    given::sells(given, coop, {.name = "Nghệ ngâm mật ong", .set = 7});
    given::sells(
        given,
        coop,
        {.name = "Sữa ong chúa",
         .set = 18,
         .brand = "Mật ong Tây Nguyên",
         .content = Quantity{whole(250), unit_from("g")},
         .usage = "Mỗi ngày một thìa",
         .label_words =
             {{.ingredients = "Sữa ong chúa 100 %", .warning = "Thực phẩm này không phải là thuốc"}}}
    );
    EXPECT_THAT(
        search("mật ong"), ElementsAre("Mật ong", "Mật ong rừng", "Nghệ ngâm mật ong", "Sữa ong chúa")
    );
}

TEST_F(CatalogMarket, FiltersGoTogether) {
    const auto other = given.cooperative("HTX Biển", "91");
    given::sells(given, coop, {.name = "Cà phê", .set = 13});
    given::sells(
        given,
        coop,
        {.name = "Rượu cần",
         .set = 15,
         .content = Quantity{whole(5), unit_from("lít")},
         .label_words = {{.ethanol = "15 % vol"}}}
    );
    given::sells(given, other, {.name = "Nước mắm", .set = 9});
    given::sells(given, other, {.name = "Cà phê dừa", .set = 13, .province = "Đắk Lắk"});
    EXPECT_THAT(names({}), ElementsAre("Cà phê dừa", "Nước mắm", "Rượu cần", "Cà phê"));
    EXPECT_THAT(names({.group = OcopGroup::food}), ElementsAre("Cà phê dừa", "Nước mắm", "Cà phê"));
    EXPECT_THAT(names({.set = 13}), ElementsAre("Cà phê dừa", "Cà phê"));
    EXPECT_THAT(names({.province = "kien giang"}), ElementsAre("Nước mắm"));
    EXPECT_THAT(
        names({.set = 13, .province = "66", .seller = other.organisation}), ElementsAre("Cà phê dừa")
    );
    EXPECT_THAT(names({.group = OcopGroup::drink, .set = 13}), IsEmpty());
    EXPECT_THAT(names({.q = "ca phe", .seller = coop.organisation}), ElementsAre("Cà phê"));
    EXPECT_THAT(
        names({.sort = ListOrder::name}), ElementsAre("Cà phê", "Cà phê dừa", "Nước mắm", "Rượu cần")
    );
    const auto unknown = list({.province = "Atlantis"});
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error(), unknown_filter);
}

TEST_F(CatalogMarket, PagesGoOnWhereTheyEndedInEveryOrder) {
    for (int number = 0; number < 11; ++number)
        given::sells(
            given,
            coop,
            {.name = "Mật ong số " + std::to_string(number),
             .set = number % 2 == 0 ? 4 : 17,
             .content = Quantity{whole(1), unit_from("lít")}}
        );
    for (ListProducts wish :
         {ListProducts{},
          ListProducts{.group = OcopGroup::food},
          ListProducts{.sort = ListOrder::name},
          ListProducts{.q = "mật ong"},
          ListProducts{.q = "số mật"},
          ListProducts{.q = "m"},
          ListProducts{.set = 17}}) {
        wish.limit = 100;
        const auto whole_list = names(wish);
        wish.limit = 2;
        std::vector<std::string> by_pages;
        do {
            const auto page = given::granted(list(wish));
            EXPECT_LE(page.data.size(), 2U);
            for (const auto& item : page.data) by_pages.push_back(item.name);
            wish.after = page.page.next;
        } while (wish.after);
        EXPECT_EQ(by_pages, whole_list);
    }
}

TEST_F(CatalogMarket, ACursorOfAnotherQueryIsRefused) {
    for (int number = 0; number < 3; ++number)
        given::sells(given, coop, {.name = "Chè " + std::to_string(number), .set = 11});
    const auto cursor = given::granted(list({.group = OcopGroup::food, .limit = 1})).page.next;
    ASSERT_TRUE(cursor);
    EXPECT_TRUE(list({.group = OcopGroup::food, .after = cursor, .limit = 2}));
    for (const auto& other :
         {ListProducts{.after = cursor},
          ListProducts{.q = "chè", .group = OcopGroup::food, .after = cursor},
          ListProducts{.group = OcopGroup::food, .after = "nonsense"},
          ListProducts{.group = OcopGroup::food, .after = *cursor + "-zz"}}) {
        const auto refused = list(other);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error(), wrong_cursor);
    }
}

TEST_F(CatalogMarket, ALabelIsShownToItsLastDayAndGoneTheNext) {
    const auto goods = given::sells(given, coop, {.name = "Cà phê", .set = 13});
    declare(goods, 4, "2023-11-22");
    EXPECT_THAT(names({.stars_min = 4}), ElementsAre("Cà phê"));
    EXPECT_THAT(names({.group = OcopGroup::food, .stars_min = 3, .province = "66"}), ElementsAre("Cà phê"));
    EXPECT_THAT(names({.stars_min = 3, .sort = ListOrder::name}), ElementsAre("Cà phê"));
    EXPECT_THAT(names({.q = "ca phe", .stars_min = 3}), ElementsAre("Cà phê"));
    EXPECT_THAT(names({.stars_min = 5}), IsEmpty());
    EXPECT_EQ(given::granted(list({})).data.front().stars, 4);

    given.clock.advance(std::chrono::hours(24));  // 22 November: the last day
    EXPECT_THAT(names({.stars_min = 4}), ElementsAre("Cà phê"));
    EXPECT_EQ(as_coop([](db::Transaction& tx) { return expire_labels(tx); }), 0U);

    given.clock.advance(std::chrono::hours(24));
    EXPECT_THAT(names({.stars_min = 1}), IsEmpty());
    EXPECT_THAT(names({.q = "ca phe", .stars_min = 3}), IsEmpty());
    EXPECT_FALSE(given::granted(list({})).data.front().stars);
    const auto view =
        given::granted(as_coop([&](db::Transaction& tx) { return product_of(tx, goods.product); }));
    EXPECT_FALSE(view.ocop.current);
    ASSERT_TRUE(view.ocop.last);
    EXPECT_EQ(view.ocop.last->vi, "Đã từng đạt OCOP 4 sao (hết hạn ngày 2026-11-22)");
    std::vector<Tag> touched;
    EXPECT_EQ(
        as_coop([&](db::Transaction& tx) {
            const auto expired = expire_labels(tx);
            touched = tx.touched();
            return expired;
        }),
        1U
    );
    EXPECT_THAT(touched, testing::IsSupersetOf({tag("products"), tag(goods.product)}));
    EXPECT_EQ(as_coop([](db::Transaction& tx) { return expire_labels(tx); }), 0U);
}

TEST_F(CatalogMarket, SellersAreFollowedThroughTheFeed) {
    given::sells(given, coop);
    sequence_changes(given.database);
    follow_sellers(given.database);
    given.suspended(coop);
    sequence_changes(given.database);
    EXPECT_GE(follow_sellers(given.database), 1U);
    EXPECT_THAT(names({}), IsEmpty());
    EXPECT_EQ(follow_sellers(given.database), 0U);
}

TEST_F(CatalogMarket, ADemonstrationSaysSoInEveryAnswer) {
    const auto goods = given::sells(given, coop);
    given.transact([](db::Transaction& tx) { declare_demonstration(tx); });
    const auto page = given::granted(list({}));
    EXPECT_EQ(page.demonstration, true);
    EXPECT_TRUE(page.notice);
    EXPECT_EQ(page.data.front().demonstration, true);
    const auto view =
        given::granted(as_coop([&](db::Transaction& tx) { return product_of(tx, goods.product); }));
    EXPECT_EQ(view.demonstration, true);
}

TEST_F(CatalogMarket, PausedOffersAreNotSoldAndTheLastOneTakesTheProductFromTheLists) {
    const auto goods = given::sells(given, coop);
    const auto paused = as_coop([&](db::Transaction& tx) {
        return change_offer(tx, coop, {.offer = goods.offer, .state = OfferState::paused});
    });
    ASSERT_TRUE(paused);
    EXPECT_THAT(names({}), IsEmpty());
    const auto view =
        given::granted(as_coop([&](db::Transaction& tx) { return product_of(tx, goods.product); }));
    EXPECT_THAT(view.offers, IsEmpty());
    EXPECT_FALSE(view.available);
}

TEST_F(CatalogMarket, EveryListStatementFitsTheSchemaAndItsRow) {
    const auto session = given.database.connect();
    for (const auto& statement : list_statements())
        EXPECT_EQ(session->columns_of(statement), columns_of_a_row) << statement.sql;
}

}  // namespace
}  // namespace chophien::catalog
