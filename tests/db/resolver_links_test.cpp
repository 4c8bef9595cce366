// Links of one key given by several hands at once.
#include "tests/db/core_fixture.hpp"
#include "tests/given/traceability.hpp"
#include "traceability/resolver/linking.hpp"
#include "traceability/resolver/resolving.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

namespace chophien::traceability {
namespace {

struct ResolverLinks : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative();
    given::Goods tea =
        given::sells(given, coop, {.name = "Chè Shan tuyết", .set = 11, .pack = "Hộp", .unit = "hộp"});
    LotView lot = given::lot_of(given, coop, tea.offer, given::amount("40", "XBX"));
    std::string anchor = "/01/" + lot.gtin;

    Result<LinkView> adds(LinkStanding standing, int number) {
        return given.transact([&](db::Transaction& tx) {
            AddLink wish;
            wish.anchor = anchor;
            wish.link_type = "gs1:pip";
            wish.href = "https://htx.vn/" + std::to_string(number);
            wish.title = "Trang";
            wish.standing = standing;
            return add_link(tx, coop, wish);
        });
    }

    std::vector<LinkView> links() {
        return given::granted(given.transact([&](db::Transaction& tx) {
                   return list_links(tx, coop, {.anchor = anchor, .limit = 100});
               })
        ).data;
    }
};

TEST_F(ResolverLinks, OfManyDefaultsGivenAtOnceAllAreTakenAndOneStays) {
    std::atomic<int> taken = 0;
    std::vector<std::function<void()>> hands;
    for (int number = 0; number < 6; ++number)
        hands.emplace_back([&, number] {
            if (adds(LinkStanding::main, number)) ++taken;
        });
    at_once(hands);
    EXPECT_EQ(taken, 6);
    EXPECT_EQ(links().size(), 6U);
    EXPECT_EQ(std::ranges::count(links(), LinkStanding::main, &LinkView::standing), 1);
}

TEST_F(ResolverLinks, AReplacedLinkMayTakeAndGiveUpTheDefault) {
    const auto first = given::granted(adds(LinkStanding::main, 1));
    const auto second = given::granted(adds(LinkStanding::usual, 2));
    const auto says = [&](const LinkView& link, LinkStanding standing) {
        return given.transact([&](db::Transaction& tx) {
            ReplaceLink wish;
            wish.link = link.id;
            wish.link_type = "gs1:pip";
            wish.href = "https://htx.vn/moi";
            wish.title = "Trang mới";
            wish.standing = standing;
            return replace_link(tx, coop, wish);
        });
    };
    EXPECT_EQ(says(second, LinkStanding::main)->standing, LinkStanding::main);
    EXPECT_EQ(says(second, LinkStanding::main)->version, 3);
    EXPECT_EQ(std::ranges::count(links(), LinkStanding::main, &LinkView::standing), 1);
    EXPECT_EQ(says(second, LinkStanding::usual)->standing, LinkStanding::usual);
    EXPECT_EQ(std::ranges::count(links(), LinkStanding::main, &LinkView::standing), 0);
    EXPECT_EQ(says(first, LinkStanding::variant)->standing, LinkStanding::variant);
}

TEST_F(ResolverLinks, WithoutADefaultOfItsOwnAKeyLeadsToItsPageAllTheSame) {
    given::granted(adds(LinkStanding::usual, 1));
    const auto table = given::granted(given.transact([&](db::Transaction& tx) {
        return link_table(tx, digital_link_from("https://a.vn" + anchor + "/10/nobody").value());
    }));
    ASSERT_EQ(table.levels.size(), 1U);
    EXPECT_EQ(table.levels[0].main->href, "/products/" + text_of(tea.product));
    const auto leads = leads_of(table, {.link_type = "gs1:pip"});
    ASSERT_TRUE(leads);
    ASSERT_EQ(leads->size(), 1U) << "its owner's page stands in place of the market's";
    EXPECT_EQ(leads->front()->href, "https://htx.vn/1");
}

}  // namespace
}  // namespace chophien::traceability
