// The mirror against the market: whatever happens, in whatever order it commits, a system that polls ends
// with what the market shows, having missed nothing and got nothing twice.
#include "catalog/mirror.hpp"

#include "accounts/verifying.hpp"
#include "catalog/importing.hpp"
#include "catalog/refusals.hpp"
#include "catalog/sellers.hpp"
#include "catalog/stock.hpp"
#include "catalog/stock_lots.hpp"
#include "catalog/takedown.hpp"
#include "core/feed.hpp"
#include "tests/given/catalog.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <map>
#include <random>
#include <thread>

namespace chophien::catalog {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

void follow(given::Market& given) {
    while (sequence_changes(given.database) > 0) {
    }
    follow_sellers(given.database);
    while (sequence_changes(given.database) > 0) {
    }
    while (given.transact([](db::Transaction& tx) { return follow_market(tx); })) {
    }
}

CatalogChanges asked(given::Market& given, const ListCatalogChanges& wish) {
    return given::granted(given.transact([&](db::Transaction& tx) {
        return list_catalog_changes(tx, given.guest(), wish);
    }));
}

std::string told(const MirroredProduct& product) {
    auto text = fmt::format(
        "{} | {} | {} {} | {} {}",
        product.name,
        product.seller_name,
        product.set,
        product.province,
        product.brand.value_or("-"),
        product.available
    );
    for (const auto& offer : product.offers)
        text += fmt::format(
            " | {} {} {} {} {}",
            text_of(offer.id),
            offer.pack,
            offer.price.minor,
            text_of(offer.minimum),
            offer.available
        );
    return text;
}

std::string told(const ProductView& product) {
    MirroredProduct same;
    same.name = product.name;
    same.seller_name = product.seller.name;
    same.set = product.set.number;
    same.province = product.province.code;
    same.brand = product.brand;
    same.available = product.available;
    for (const auto& offer : product.offers)
        same.offers.push_back(
            {offer.id,
             offer.pack,
             offer.unit,
             offer.content,
             offer.gtin,
             offer.price,
             offer.minimum,
             offer.step,
             offer.available}
        );
    return told(same);
}

/// A supermarket's ERP: what it was told of each product, tombstones too.
struct Erp {
    given::Market& given;
    std::optional<accounts::OrganisationId> seller{};
    std::optional<std::string> cursor{};
    std::map<ProductId, std::string> knows{};
    std::map<ProductId, Instant> known_at{};
    std::size_t heard = 0;

    static constexpr std::string_view gone = "gone";

    bool poll(std::int64_t limit) {
        const auto answer = asked(given, {.after = cursor, .seller = seller, .limit = limit});
        cursor = answer.cursor;
        std::optional<Instant> last;
        for (const auto& change : answer.data) {
            EXPECT_NE(change.product.has_value(), change.gone.has_value());
            EXPECT_TRUE(!last || *last <= change.changed_at);
            last = change.changed_at;
            EXPECT_TRUE(!seller || change.seller == *seller);
            const auto says = change.product ? json::text_of(*change.product)
                                             : fmt::format("{} {}", gone, json::name_of(*change.gone));
            // A product may come again with the words it had: it said something else in between.
            EXPECT_TRUE(knows[change.id] != says || known_at[change.id] < change.changed_at)
                << "the same twice";
            knows[change.id] = says;
            known_at[change.id] = change.changed_at;
            ++heard;
        }
        return answer.more;
    }

    void catch_up() {
        while (poll(3)) {
        }
    }

    std::map<ProductId, std::string> shows() const {
        std::map<ProductId, std::string> shown;
        for (const auto& [id, says] : knows)
            if (!says.starts_with(gone))
                shown[id] = told(json::as<MirroredProduct>(std::string_view(says)).value());
        return shown;
    }
};

struct Mirror : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "66");

    template <class Work>
    auto as_coop(Work&& work) {
        return given.transact([&](db::Transaction& tx) { return work(tx); });
    }

    void price(const given::Goods& goods, std::int64_t amount) {
        given::granted(as_coop([&](db::Transaction& tx) {
            return change_offer(tx, goods.seller, {.offer = goods.offer, .price = vnd(amount)});
        }));
    }

    std::vector<CatalogChange> after(std::optional<std::string> cursor) {
        return asked(given, {.after = std::move(cursor)}).data;
    }
};

TEST_F(Mirror, GivesWhatIsOnTheMarketAndATombstoneForWhatLeft) {
    const auto tea = given::sells(given, coop, {.name = "Chè Tân Cương", .set = 11, .stock = whole(3)});
    given::drafts(given, coop, {.name = "Bản nháp"});
    follow(given);
    const auto first = asked(given, {});
    ASSERT_THAT(first.data, SizeIs(1));
    EXPECT_EQ(first.data[0].id, tea.product);
    EXPECT_EQ(first.data[0].product->name, "Chè Tân Cương");
    EXPECT_EQ(first.data[0].product->offers.at(0).price, vnd(150'000));
    EXPECT_TRUE(first.data[0].product->available);
    EXPECT_FALSE(first.more);
    EXPECT_THAT(after(first.cursor), IsEmpty());

    given.clock.advance(std::chrono::minutes(5));
    given::granted(as_coop([&](db::Transaction& tx) { return withdraw(tx, coop, {tea.product}); }));
    follow(given);
    const auto left = after(first.cursor);
    ASSERT_THAT(left, SizeIs(1));
    EXPECT_EQ(left[0].gone, Gone::withdrawn);
    EXPECT_EQ(left[0].changed_at, given.clock.now());
    EXPECT_FALSE(left[0].product);
}

TEST_F(Mirror, WhatSaysTheSameKeepsItsPlace) {
    const auto tea = given::sells(given, coop, {.name = "Chè", .stock = whole(5)});
    follow(given);
    const auto cursor = asked(given, {}).cursor;
    price(tea, 150'000);
    const Demand two[] = {{tea.offer, whole(2)}};
    as_coop([&](db::Transaction& tx) { EXPECT_TRUE(reserve(tx, two)); });
    follow(given);
    EXPECT_THAT(after(cursor), IsEmpty());
    const Demand three[] = {{tea.offer, whole(3)}};
    as_coop([&](db::Transaction& tx) { EXPECT_TRUE(reserve(tx, three)); });
    follow(given);
    const auto sold_out = after(cursor);
    ASSERT_THAT(sold_out, SizeIs(1));
    EXPECT_FALSE(sold_out[0].product->available);
}

TEST_F(Mirror, AClosedSellersProductsGoAllAndComeBack) {
    const auto many = 2 * mirror_step + 7;
    std::string csv = "product_name,ocop_set,pack_size,unit,price_vnd\n";
    for (std::int64_t number = 0; number < many; ++number)
        csv += fmt::format("Chè số {},11,Gói,gói,1000\n", number);
    for (std::size_t begin = csv.find('\n') + 1; begin < csv.size();) {
        auto end = begin;
        for (int row = 0; row < 500 && end < csv.size(); ++row) end = csv.find('\n', end) + 1;
        given::granted(as_coop([&](db::Transaction& tx) {
            const auto part = csv.substr(0, csv.find('\n') + 1) + csv.substr(begin, end - begin);
            return import_at_once(tx, coop.organisation, coop.person, part);
        }));
        begin = end;
    }
    follow(given);
    Erp erp{given};
    while (erp.poll(500)) {
    }
    EXPECT_EQ(erp.shows().size(), static_cast<std::size_t>(many));
    given.suspended(coop);
    follow(given);
    while (erp.poll(500)) {
    }
    EXPECT_THAT(erp.shows(), IsEmpty());
    EXPECT_EQ(erp.heard, static_cast<std::size_t>(2 * many));
    const auto boss = given.operator_();
    given::granted(as_coop([&](db::Transaction& tx) {
        return accounts::reinstate_organisation(tx, boss, {coop.organisation, {}});
    }));
    follow(given);
    while (erp.poll(500)) {
    }
    EXPECT_EQ(erp.shows().size(), static_cast<std::size_t>(many));
}

TEST_F(Mirror, BeginsWhereItIsAskedTo) {
    given::sells(given, coop, {.name = "Chè"});
    follow(given);
    given.clock.advance(std::chrono::hours(1));
    const auto since = given.clock.now();
    const auto other = given.cooperative("HTX Hai");
    const auto honey = given::sells(given, other, {.name = "Mật ong"});
    follow(given);
    EXPECT_THAT(asked(given, {.updated_since = since}).data, SizeIs(1));
    EXPECT_THAT(asked(given, {.updated_since = given.clock.now() - std::chrono::hours(2)}).data, SizeIs(2));
    const auto later = asked(given, {.updated_since = given.clock.now() + std::chrono::seconds(1)});
    EXPECT_THAT(later.data, IsEmpty());
    price(honey, 90'000);
    follow(given);
    EXPECT_THAT(after(later.cursor), SizeIs(1));
    const auto own = asked(given, {.seller = coop.organisation});
    EXPECT_THAT(own.data, SizeIs(1));
    const auto refused = given.transact([&](db::Transaction& tx) {
        return list_catalog_changes(tx, given.guest(), {.after = own.cursor});
    });
    ASSERT_FALSE(refused) << "a filtered cursor has not seen the rest";
    EXPECT_EQ(refused.error(), wrong_cursor);
}

TEST_F(Mirror, AChangeThatCommitsLateIsNotMissed) {
    const auto slow_one = given::sells(given, coop, {.name = "Chè"});
    const auto quick_one = given::sells(given, coop, {.name = "Mật"});
    follow(given);
    Erp erp{given};
    erp.catch_up();
    std::mutex mutex;
    std::condition_variable turn;
    bool wrote = false;
    bool may_commit = false;
    std::thread slow([&] {
        const db::ThreadUse use;
        given::granted(as_coop([&](db::Transaction& tx) {
            auto changed = change_offer(tx, coop, {.offer = slow_one.offer, .price = vnd(70'000)});
            std::unique_lock lock(mutex);
            wrote = true;
            turn.notify_all();
            turn.wait(lock, [&] { return may_commit; });
            return changed;
        }));
    });
    {
        std::unique_lock lock(mutex);
        turn.wait(lock, [&] { return wrote; });
    }
    price(quick_one, 80'000);
    follow(given);
    erp.catch_up();
    EXPECT_EQ(erp.heard, 3U);
    {
        const std::scoped_lock lock(mutex);
        may_commit = true;
    }
    turn.notify_all();
    slow.join();
    follow(given);
    erp.catch_up();
    EXPECT_EQ(erp.heard, 4U);
    EXPECT_THAT(erp.knows[slow_one.product], testing::HasSubstr("70000"));
}

TEST_F(Mirror, WritersAndFollowersThatRaceLoseAndDoubleNothing) {
    std::vector<given::Goods> goods;
    for (int number = 0; number < 6; ++number)
        goods.push_back(given::sells(given, coop, {.name = fmt::format("Chè {}", number)}));
    constexpr int each = 40;
    std::atomic<int> writing = 2;
    std::vector<std::thread> threads;
    for (int writer = 0; writer < 2; ++writer)
        threads.emplace_back([&, writer] {
            const db::ThreadUse use;
            for (int number = 0; number < each; ++number)
                price(goods[static_cast<std::size_t>(number) % 6], 1'000 * (number + 1) + writer);
            --writing;
        });
    for (int follower = 0; follower < 2; ++follower)
        threads.emplace_back([&] {
            const db::ThreadUse use;
            while (writing > 0) {
                sequence_changes(given.database);
                given.transact([](db::Transaction& tx) { return follow_market(tx); });
            }
        });
    Erp erp{given};
    while (writing > 0) erp.poll(2);
    for (auto& thread : threads) thread.join();
    follow(given);
    erp.catch_up();
    for (const auto& one : goods) {
        const auto view = as_coop([&](db::Transaction& tx) { return product_of(tx, one.product); });
        EXPECT_EQ(erp.shows().at(one.product), told(view.value()));
    }
}

/// Anything that can happen on a market, at random; the seed says what.
class RandomMarket {
public:
    RandomMarket(given::Market& given, unsigned seed) : given_(given), dice_(seed) {
        for (int number = 0; number < 3; ++number) {
            sellers_.push_back(given.cooperative(fmt::format("HTX {}", number)));
            stopped_.push_back(false);
        }
    }

    unsigned roll(unsigned sides) { return static_cast<unsigned>(dice_() % sides); }

    void step() {
        given_.clock.advance(std::chrono::seconds(1 + roll(600)));
        if (goods_.size() < 4 || roll(12) == 0) {
            const auto seller = roll(3);
            goods_.push_back(given::drafts(
                given_,
                sellers_[seller],
                {.name = fmt::format("Món {}", goods_.size()), .stock = whole(roll(2) * 5)}
            ));
            return;
        }
        const auto& one = goods_[roll(static_cast<unsigned>(goods_.size()))];
        given_.transact([&](db::Transaction& tx) { return happen(tx, one); });
        if (roll(stopped_[0] || stopped_[1] || stopped_[2] ? 8 : 30) == 0) stop_or_open(roll(3));
        if (roll(15) == 0) take_down_or_lift(goods_[roll(5) % goods_.size()]);
    }

    std::map<ProductId, std::string> shows() {
        std::map<ProductId, std::string> shown;
        for (const auto& one : goods_)
            if (auto view = given_.transact([&](db::Transaction& tx) { return product_of(tx, one.product); }))
                shown[one.product] = told(*view);
        return shown;
    }

private:
    bool happen(db::Transaction& tx, const given::Goods& one) {
        const Demand some[] = {{one.offer, whole(1 + roll(5))}};
        switch (roll(9)) {
            case 0:
            case 1:
                return publish(tx, one.seller, {one.product}).has_value();
            case 2:
                return withdraw(tx, one.seller, {one.product}).has_value();
            case 3:
                return change(tx, one.seller, {.product = one.product, .brand = fmt::format("B{}", roll(3))})
                    .has_value();
            case 4:
                return change_offer(tx, one.seller, {.offer = one.offer, .price = vnd(1000 * (1 + roll(3)))})
                    .has_value();
            case 5:
                return change_offer(
                           tx,
                           one.seller,
                           {.offer = one.offer,
                            .state = roll(3) == 0 ? OfferState::paused : OfferState::on_sale}
                )
                    .has_value();
            case 6:
                return count_stock(tx, one.seller, {.offer = one.offer, .counted = whole(roll(3) * 5)})
                    .has_value();
            case 7:
                if (!reserve(tx, some)) return false;
                take_out(tx, std::array{LotDemand{some[0].offer, {}, some[0].quantity}});
                return true;
            default:
                if (!reserve(tx, some)) return false;
                if (roll(2) == 0) give_back(tx, some);
                return true;
        }
    }

    void stop_or_open(unsigned which) {
        const auto boss = given_.operator_();
        given_.transact([&](db::Transaction& tx) {
            const auto organisation = sellers_[which].organisation;
            return stopped_[which]
                       ? accounts::reinstate_organisation(tx, boss, {organisation, {}}).has_value()
                       : accounts::suspend_organisation(tx, boss, {organisation, "x"}).has_value();
        });
        stopped_[which] = !stopped_[which];
    }

    void take_down_or_lift(const given::Goods& one) {
        const auto boss = given_.operator_();
        given_.transact([&](db::Transaction& tx) {
            if (const auto done = take_down(
                    tx, boss, {.product = one.product, .ground = TakedownGround::other, .reason = "x"}
                )) {
                standing_[one.product] = done->id;
                return true;
            }
            const auto known = standing_.find(one.product);
            return known != standing_.end() &&
                   decide_takedown(tx, boss, {known->second, TakedownDecision::lifted, "x"}).has_value();
        });
    }

    given::Market& given_;
    std::mt19937 dice_;
    std::map<ProductId, TakedownId> standing_;
    std::vector<accounts::Caller> sellers_;
    std::vector<bool> stopped_;
    std::vector<given::Goods> goods_;
};

TEST_F(Mirror, PolledAtAnyMomentsOfADayItEndsEqualToTheMarket) {
    for (const unsigned seed : {1U, 2U, 3U}) {
        SCOPED_TRACE(seed);
        given::Market market;
        RandomMarket day(market, seed);
        Erp all{market};
        for (int step = 0; step < 400; ++step) {
            day.step();
            if (day.roll(3) == 0) sequence_changes(market.database);
            if (day.roll(7) == 0) follow_sellers(market.database);
            if (day.roll(2) == 0) market.transact([](db::Transaction& tx) { return follow_market(tx); });
            if (day.roll(4) == 0) all.poll(1 + day.roll(3));
            if (day.roll(40) == 0) {
                follow(market);
                all.catch_up();
                ASSERT_EQ(all.shows(), day.shows()) << "after step " << step;
            }
        }
        follow(market);
        all.catch_up();
        EXPECT_EQ(all.shows(), day.shows());
        EXPECT_GT(all.heard, 30U);
        Erp newcomer{market};
        newcomer.catch_up();
        EXPECT_EQ(newcomer.shows(), day.shows()) << "one that begins today";
    }
}

}  // namespace
}  // namespace chophien::catalog
