// What the tables and statements themselves promise.
#include "orders/number.hpp"
#include "orders/order_store.hpp"
#include "tests/given/orders.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

namespace chophien::orders {
namespace {

using given::granted;

struct OrderStore : testing::Test {
    given::Fair given;
    accounts::Caller coop = given.cooperative();
    accounts::Caller ann = given.consumer();

    std::vector<std::string> texts(std::string_view sql) {
        return given.transact([&](db::Transaction& tx) { return tx.rows<std::string>({"test.texts", sql}); });
    }

    bool fails(const char* sql) {
        try {
            given.transact([&](db::Transaction& tx) {
                tx.change({"test.change", sql});
                return true;
            });
            return false;
        } catch (const db::Error&) {
            return true;
        }
    }
};

TEST_F(OrderStore, EveryStatementIsUnderstoodByTheSchema) {
    const auto session = given.database.connect();
    std::set<std::string_view> names;
    for (const auto& statement : store::statements()) {
        EXPECT_NO_THROW(session->columns_of(statement)) << statement.name;
        names.insert(statement.name);
    }
    EXPECT_GE(names.size(), 20U);
}

TEST_F(OrderStore, WhatHappenedAndWhatWasOrderedCannotBeRewritten) {
    const auto pomelo = given.goods(coop);
    const auto order =
        given.places(ann, given.basket({{pomelo.offer, 1}}, Method::cash_on_delivery)).orders[0].id;
    granted(given.does(&confirm, coop, {order}));
    EXPECT_TRUE(fails("UPDATE order_events SET note = 'x'"));
    EXPECT_TRUE(fails("DELETE FROM order_events"));
    EXPECT_TRUE(fails("UPDATE order_lines SET price = 0"));
    EXPECT_TRUE(fails("UPDATE orders SET state = 'gone'"));
    EXPECT_TRUE(fails("UPDATE orders SET state = 'shipped'")) << "without a carrier";
    EXPECT_FALSE(fails("UPDATE orders SET version = version"));
}

TEST_F(OrderStore, TheChangeFeedTellsWhatHappenedAndNothingOfThePerson) {
    const auto pomelo = given.goods(coop);
    auto wish = given.basket({{pomelo.offer, 1}}, Method::cash_on_delivery);
    wish.note = "gọi cổng sau";
    const auto basket = given.places(given.guest(), wish);
    const auto order = basket.orders[0].id;
    granted(given.does(&confirm, coop, {order}));
    granted(
        given.does(&cancel_followed, given.guest(), {basket.orders[0].number, *basket.follow_code, "đổi ý"})
    );
    std::string feed;
    for (const auto& body : texts("SELECT body FROM changes ORDER BY id")) feed += body;
    for (const auto* kind : {"order.placed", "order.confirmed", "order.cancelled"})
        EXPECT_NE(feed.find(kind), std::string::npos) << kind;
    EXPECT_NE(feed.find(text_of(order)), std::string::npos);
    for (const auto* word : {"Ann", "912345678", "Hàng Bạc", "Hoàn Kiếm", "cổng sau", "đổi ý"})
        EXPECT_EQ(feed.find(word), std::string::npos) << word;
    EXPECT_EQ(feed.find(*basket.follow_code), std::string::npos);
    for (const auto& row : texts("SELECT HEX(COALESCE(follow_digest, '')) FROM baskets"))
        EXPECT_EQ(row.size(), 64U);
}

TEST_F(OrderStore, AnOrderWhoseNumberIsTakenGetsAnother) {
    const auto pomelo = given.goods(coop);
    const auto placed = given.places(ann, given.basket({{pomelo.offer, 1}})).orders[0];
    const auto numbers = given.transact([&](db::Transaction& tx) {
        const auto taken = store::find(tx, placed.id);
        std::vector<Order> orders(3, *taken);
        for (auto& order : orders) order.id = tx.new_id<payments::OfOrder>();
        orders[0].number = new_order_number(tx.today());
        orders[2].number = new_order_number(tx.today());
        const auto kept = orders[2].number;
        store::insert(tx, orders);
        EXPECT_EQ(orders[2].number, kept);
        std::vector<std::string> now{taken->number};
        for (const auto& order : orders) {
            EXPECT_EQ(store::find(tx, order.id)->number, order.number);
            now.push_back(order.number);
        }
        return now;
    });
    EXPECT_EQ(std::set<std::string>(numbers.begin(), numbers.end()).size(), 4U);
}

/// A database of its own onto the same schema, whose statements are heard.
class Listening {
public:
    explicit Listening(given::Fair& fair) : database(fair.target(), fair.clock, fair.ids, fair.metrics) {
        database.listen([this](const db::Statement& statement, std::span<const db::Value> values) {
            names.emplace_back(statement.name);
            auto& kept = heard[std::string(statement.sql)];
            kept.clear();
            for (const auto& value : values)
                kept.push_back(std::visit([](const auto& one) { return owned(one); }, value));
        });
    }

    std::ptrdiff_t ours() const {
        return std::ranges::count_if(names, [](const auto& name) { return name.starts_with("orders."); });
    }

    db::Database database;
    std::vector<std::string> names;
    std::map<std::string, std::vector<db::Value>> heard;  ///< by the statement's text, with its last values

private:
    static db::Value owned(std::string_view text) { return std::string(text); }

    static db::Value owned(const auto& value) { return value; }
};

TEST_F(OrderStore, NoQuestionReadsAWholeTable) {
    const auto pomelo = given.goods(coop);
    const auto lot = given.lot(pomelo);
    for (int count = 0; count < 50; ++count) given.places(ann, given.basket({{pomelo.offer, 1}}));
    Listening listening(given);
    const auto run = [&](auto work) { listening.database.transact("test", work); };
    const auto guests =
        given.places(given.guest(), given.basket({{pomelo.offer, 1}}, Method::cash_on_delivery));
    const auto order = guests.orders[0].id;
    const auto seen = given.sees(coop, order);
    run([&](db::Transaction& tx) { return granted(confirm(tx, coop, {order})); });
    run([&](db::Transaction& tx) { return granted(pack(tx, coop, given.packing(seen, {lot}))); });
    run([&](db::Transaction& tx) { return granted(cancel(tx, coop, {order, "vì"})); });
    run([&](db::Transaction& tx) { return granted(show(tx, coop, {order})); });
    run([&](db::Transaction& tx) {
        return granted(follow(tx, given.guest(), {guests.orders[0].number, *guests.follow_code}));
    });
    for (const auto state : {std::optional<State>(), std::optional(State::placed)}) {
        run([&](db::Transaction& tx) { return granted(list_orders(tx, ann, {state, {}, {}})); });
        run([&](db::Transaction& tx) { return granted(list_sales(tx, coop, {state, {}, {}})); });
    }
    given.clock.advance(std::chrono::hours(24));
    run([&](db::Transaction& tx) { return lapse_due(tx, 5); });
    run([&](db::Transaction& tx) { return close_due(tx, 5); });

    unsigned explained = 0;
    std::deque<std::string> questions;
    const auto session = given.database.connect();
    for (const auto& [text, values] : listening.heard) {
        if (text.find("order") == std::string::npos || text.find("INSERT") != std::string::npos) continue;
        // A session knows its prepared statements by where their texts are, so each text keeps its place.
        const auto& question = questions.emplace_back("EXPLAIN " + text);
        session->query({"test.explain", question}, values, [&](const db::Row& row) {
            EXPECT_NE(row.is_null(3) ? "" : row.text(3), "ALL") << text;
            EXPECT_NE(row.is_null(3) ? "" : row.text(3), "index") << text;
            ++explained;
        });
    }
    EXPECT_GE(explained, 15U);
}

TEST_F(OrderStore, PlacingTwoLinesWithOneSellerTakesElevenStatements) {
    const auto pomelo = given.goods(coop);
    const auto tea = given.goods(coop);
    const auto wish = given.basket({{pomelo.offer, 1}, {tea.offer, 1}});
    Listening listening(given);
    granted(listening.database.transact("test", [&](db::Transaction& tx) { return place(tx, ann, wish); }));
    EXPECT_EQ(listening.names.size(), 11U) << testing::PrintToString(listening.names);
    EXPECT_EQ(
        std::ranges::count_if(listening.names, [](const auto& name) { return name.starts_with("orders."); }),
        3
    ) << "basket, order and lines: one each";
}

TEST_F(OrderStore, ALargeBasketTakesSixteenRowsAStatement) {
    PlaceBasket wish = given.basket({});
    std::vector<accounts::Caller> sellers;
    for (int seller = 0; seller < 5; ++seller) sellers.push_back(given.cooperative());
    for (int line = 0; line < 20; ++line)
        wish.lines.push_back({given.goods(sellers[static_cast<std::size_t>(line) % 5]).offer, whole(1)});
    Listening listening(given);
    const auto basket =
        granted(listening.database.transact("test", [&](db::Transaction& tx) { return place(tx, ann, wish); })
        );
    EXPECT_EQ(basket.orders.size(), 5U);
    EXPECT_EQ(
        std::ranges::count_if(listening.names, [](const auto& name) { return name.starts_with("orders."); }),
        4
    ) << "the lines take two";
    for (const auto& order : basket.orders) EXPECT_EQ(given.sees(ann, order.id).lines.size(), 4U);
}

}  // namespace
}  // namespace chophien::orders
