// What orders write into the trace record, as a partner's client would read it.
#include "tests/given/epcis.hpp"
#include "tests/given/orders.hpp"
#include "tests/given/traceability.hpp"
#include "traceability/graph/chain.hpp"
#include "traceability/lot_goods.hpp"
#include "traceability/lot_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability {
namespace {

using given::Fair;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Parcels : testing::Test {
    Fair given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    given::Goods pomelo = given.goods(coop);
    LotId lot = given.lot(pomelo, 50);

    orders::OrderView ordered(const accounts::Caller& buyer, std::int64_t quantity = 3) {
        const auto placed =
            given.places(buyer, Fair::basket({{pomelo.offer, quantity}}, orders::Method::cash_on_delivery));
        const auto order = given.sees(coop, placed.orders.front().id);
        return given::granted(given.does(&orders::confirm, coop, {order.id}));
    }

    void packs(const orders::OrderView& order) {
        later();
        given::granted(given.does(&orders::pack, coop, Fair::packing(order, {lot})));
    }

    void ships(const orders::OrderView& order) {
        later();
        given::granted(given.does(&orders::ship, coop, {order.id, "Bưu điện", {}}));
    }

    void delivers(const orders::OrderView& order) {
        later();
        given::granted(given.does(&orders::deliver, coop, {order.id, "Chị Lan"}));
    }

    void later() { given.clock.advance(std::chrono::minutes(1)); }

    std::vector<given::epcis::StoredEvent> events(const accounts::Caller& who) {
        return given::found(given, who, {{"orderBy", "recordTime"}, {"orderDirection", "ASC"}});
    }

    std::vector<std::string> steps(const accounts::Caller& who) {
        std::vector<std::string> all;
        for (const auto& event : events(who)) all.push_back(event.content.at("bizStep"));
        return all;
    }

    std::string lot_link() {
        return given.transact([&](db::Transaction& tx) {
            const auto found = store::find(tx, lot).value();
            return link_of_lot(found.gtin, found.lot_code);
        });
    }

    graph::LotBalance balance(const accounts::Caller& who) {
        return given::granted(given.transact([&](db::Transaction& tx) {
            return graph::show_balance(tx, who, {lot_link()});
        }));
    }
};

TEST_F(Parcels, ToAShopAreSeenByBothSidesFromTheLotsBirthToItsReceipt) {
    const auto shop = given.retailer();
    const auto order = ordered(shop);
    EXPECT_THAT(steps(coop), ElementsAre("commissioning")) << "an order alone moves nothing";
    packs(order);
    ships(order);
    delivers(order);
    EXPECT_THAT(steps(coop), ElementsAre("commissioning", "packing", "shipping", "receiving"));
    EXPECT_THAT(steps(shop), ElementsAre("shipping", "receiving"));

    const auto all = events(coop);
    const auto& packing = all[1].content;
    EXPECT_EQ(packing.at("type"), "AggregationEvent");
    EXPECT_EQ(packing.at("action"), "ADD");
    EXPECT_EQ(packing.at("parentID"), "https://chophien.vn/epcis/parcels/" + text_of(order.id));
    EXPECT_EQ(packing.at("childQuantityList").at(0).at("epcClass"), lot_link());
    EXPECT_EQ(packing.at("childQuantityList").at(0).at("quantity"), 3);
    EXPECT_EQ(packing.at("childQuantityList").at(0).at("uom"), "XBX");
    EXPECT_EQ(all[2].organisation, coop.organisation);
    EXPECT_EQ(all[3].organisation, shop.organisation) << "receipt is the buyer's own event";

    const auto accounts = balance(shop);
    ASSERT_THAT(accounts.data, SizeIs(2));
    EXPECT_FALSE(accounts.discrepancy);
    for (const auto& one : accounts.data) {
        const bool own = one.amounts.holder == shop.organisation;
        EXPECT_EQ(one.amounts.left, own ? "3" : "-3") << "the shop does not see what was harvested";
        EXPECT_EQ(one.amounts.whole, own);
        EXPECT_FALSE(one.amounts.short_of);
    }
    const auto own = balance(coop);
    for (const auto& one : own.data)
        EXPECT_EQ(one.amounts.left, one.amounts.holder == coop.organisation ? "47" : "3");
}

TEST_F(Parcels, ToAConsumerNameHerNowhereAndCountOnce) {
    const auto ann = given.consumer("Chị Ann");
    const auto order = ordered(ann);
    packs(order);
    ships(order);
    delivers(order);
    EXPECT_THAT(steps(coop), ElementsAre("commissioning", "packing", "shipping", "retail_selling"));
    for (const auto& event : events(coop)) {
        const auto text = event.content.dump();
        for (const auto* secret : {"Ann", "0912", "Hàng Bạc", "Chị Lan", "destinationList"})
            EXPECT_EQ(text.find(secret), std::string::npos) << text;
    }
    EXPECT_THAT(steps(ann), IsEmpty());
    const auto account = balance(coop).data.at(0).amounts;
    EXPECT_EQ(account.sold, "3");
    EXPECT_EQ(account.shipped, "0");
    EXPECT_EQ(account.left, "47");
}

TEST_F(Parcels, OfACalledOffOrderAreOpenedAgain) {
    const auto shop = given.retailer();
    const auto order = ordered(shop);
    packs(order);
    later();
    given::granted(given.does(&orders::cancel, coop, {order.id, "Hết hộp"}));
    EXPECT_THAT(steps(coop), ElementsAre("commissioning", "packing", "unpacking"));
    const auto chain = given::granted(given.transact([&](db::Transaction& tx) {
        return graph::show_chain(tx, coop, {lot_link(), graph::Direction::descendants, {}});
    }));
    ASSERT_THAT(chain.ties, SizeIs(1));
    EXPECT_TRUE(chain.ties.front().until);
}

TEST_F(Parcels, RepeatedCommandsWriteNothingTwice) {
    const auto order = ordered(given.retailer());
    packs(order);
    packs(order);
    ships(order);
    ships(order);
    delivers(order);
    delivers(order);
    EXPECT_THAT(steps(coop), SizeIs(4));
}

TEST_F(Parcels, ThatTheBuyerTakesInFirstAreReceivedOnce) {
    const auto shop = given.retailer();
    const auto placed = given.places(shop, Fair::basket({{pomelo.offer, 2}}));
    given.transfer_comes(placed.payment);
    const auto order = given::granted(given.does(&orders::confirm, coop, {placed.orders.front().id}));
    packs(order);
    ships(order);
    later();
    given::granted(given.does(&orders::accept, shop, {order.id}));
    EXPECT_THAT(steps(shop), ElementsAre("shipping", "receiving"));
}

TEST_F(Parcels, LeadFromAPrintedUnitToItsLot) {
    const auto batch = given::prints(given, coop, lot, 1);
    const auto serial = given::codes_of(given, batch).front();
    const auto chain = given::granted(given.transact([&](db::Transaction& tx) {
        return graph::show_chain(
            tx,
            coop,
            {"https://shop.example" + unit_path(batch.gtin, serial), graph::Direction::ancestors, {}}
        );
    }));
    EXPECT_THAT(chain.of, ElementsAre(lot_link()));
}

}  // namespace
}  // namespace chophien::traceability
