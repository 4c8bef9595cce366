// Seasons and closures as sellers write them and product pages show them.
#include "catalog/refusals.hpp"
#include "catalog/seasons.hpp"
#include "tests/given/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace chophien::catalog {
namespace {

using given::granted;
using testing::Contains;
using testing::Not;

struct Seasons : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    given::Goods pomelo = given::sells(given, coop);

    Result<SeasonView> set(const accounts::Caller& who, std::vector<SpanWish> spans) {
        return given.transact([&](db::Transaction& tx) {
            return set_season(tx, who, {pomelo.product, std::move(spans)});
        });
    }

    Result<List<ClosureWish>> close(const accounts::Caller& who, std::vector<ClosureWish> closures) {
        return given.transact([&](db::Transaction& tx) { return set_closures(tx, who, {closures}); });
    }

    SeasonView shown() {
        return granted(given.transact([&](db::Transaction& tx) { return product_of(tx, pomelo.product); })
        ).season;
    }

    void it_is(std::string_view day) { given.clock.set(begin_of(*day_from(day))); }

    std::vector<Tag> turned() {
        return given.transact([](db::Transaction& tx) {
            turn_seasons(tx, 50);
            return tx.touched();
        });
    }
};

TEST_F(Seasons, AreShownWithTheProduct) {
    EXPECT_TRUE(shown().in_season);
    EXPECT_TRUE(shown().spans.empty());
    EXPECT_EQ(shown().en, "The seller names no season.");
    granted(set(coop, {{"01-01", "12-31"}}));
    EXPECT_EQ(shown().en, "In season the whole year.");
    granted(set(coop, {{"08-01", "10-31"}, {"12-15", "02-10"}}));
    const auto now = shown();  // 21 November
    EXPECT_FALSE(now.in_season);
    EXPECT_EQ(now.begins_on, day_from("2026-12-15"));
    EXPECT_EQ(now.spans.size(), 2U);
    it_is("2026-12-15");
    EXPECT_EQ(shown().ends_on, day_from("2027-02-10"));
    granted(set(coop, {}));
    EXPECT_TRUE(shown().in_season);
}

TEST_F(Seasons, ASellersClosureIsShownWithAllItSells) {
    granted(close(coop, {{*day_from("2027-02-03"), *day_from("2027-02-12"), "Nghỉ Tết Đinh Mùi"}}));
    EXPECT_FALSE(shown().closed_until);
    it_is("2027-02-03");
    EXPECT_EQ(shown().closed_until, day_from("2027-02-12"));
    EXPECT_EQ(shown().closed_why, "Nghỉ Tết Đinh Mùi");
    it_is("2027-02-13");
    EXPECT_FALSE(shown().closed_until);
    granted(close(coop, {}));
    const auto left =
        granted(given.transact([&](db::Transaction& tx) { return list_closures(tx, coop, {}); }));
    EXPECT_TRUE(left.data.empty());
}

TEST_F(Seasons, KeptPagesAreDroppedOnTheDayTheyTurnAndOnlyThen) {
    granted(set(coop, {{"12-15", "02-10"}}));
    granted(close(coop, {{*day_from("2027-02-03"), *day_from("2027-02-05"), "Nghỉ Tết"}}));
    it_is("2026-12-14");
    EXPECT_THAT(turned(), Not(Contains(tag(pomelo.product))));
    it_is("2026-12-15");
    EXPECT_THAT(turned(), Contains(tag(pomelo.product)));
    EXPECT_THAT(turned(), Not(Contains(tag(pomelo.product)))) << "once a turn";
    it_is("2027-02-03");
    EXPECT_THAT(turned(), Contains(tag(coop.organisation)));
    EXPECT_THAT(turned(), Not(Contains(tag(coop.organisation))));
    it_is("2027-02-06");
    EXPECT_THAT(turned(), Contains(tag(coop.organisation)));
    it_is("2027-02-11");
    const auto last = turned();
    EXPECT_THAT(last, Contains(tag(pomelo.product)));
    EXPECT_THAT(last, Not(Contains(tag(coop.organisation))));
}

TEST_F(Seasons, AreTheSellersOwnToSay) {
    const auto other = given.cooperative("HTX khác");
    EXPECT_EQ(set(other, {{"08-01", "10-31"}}).error(), unknown_product);
    EXPECT_TRUE(shown().spans.empty());
    granted(close(other, {{*day_from("2026-11-20"), *day_from("2026-11-25"), "Nghỉ"}}));
    EXPECT_FALSE(shown().closed_until);
    const auto wrong = set(coop, {{"02-30", "10-31"}, {"08-01", "x"}, {"08-01", "09-01"}});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error(), not_as_sold);
    EXPECT_EQ(wrong.error().violations.size(), 3U);
}

}  // namespace
}  // namespace chophien::catalog
