// Price lists, promotions, seasons and closures through the API.
#include "catalog/pricing/resolving.hpp"
#include "catalog/seasons.hpp"
#include "tests/api/fixture.hpp"

namespace chophien::api {
namespace {

using namespace std::chrono_literals;
using server::Verb;
using testing::UnorderedElementsAre;

Json vnd_json(std::int64_t amount) { return {{"amount", amount}, {"currency", "VND"}}; }

class PricesApi : public Api {
protected:
    Got put(const std::string& target, const Json& body, Sent sent) {
        sent.body = body.dump();
        return send(Verb::put, target, sent);
    }

    std::string list_of(const Caller& seller, const Json& wish, const std::string& offer, const Json& tiers) {
        const auto made = post("/v1/price-lists", wish, as(seller));
        EXPECT_EQ(made.status, 201) << made.text;
        const std::string list = made.body.at("id");
        const auto set = put("/v1/price-lists/" + list + "/prices/" + offer, {{"tiers", tiers}}, as(seller));
        EXPECT_EQ(set.status, 200) << set.text;
        return list;
    }

    Json first_price(const std::string& product) {
        return get("/v1/products/" + product).body.at("offers").at(0).at("prices").at(0);
    }
};

TEST_F(PricesApi, ASellerGivesARetailerAPriceOfItsOwn) {
    const auto coop = given.cooperative();
    const auto market = given.retailer();
    const auto [product, offer] = on_sale(coop, "Cà phê", 100);
    const auto list = list_of(
        coop,
        {{"name", "Siêu thị"}, {"audience", "buyers"}},
        offer,
        Json::array(
            {{{"from", "1"}, {"price", vnd_json(110'000)}}, {{"from", "20"}, {"price", vnd_json(95'000)}}}
        )
    );
    const auto member = post(
        "/v1/price-lists/" + list + "/members", {{"organisations", {text_of(market.organisation)}}}, as(coop)
    );
    EXPECT_EQ(member.status, 200) << member.text;

    const auto own = get("/v1/products/" + product + "/prices", as(market));
    ASSERT_EQ(own.status, 200) << own.text;
    const auto& steps = own.body.at("offers").at(0).at("prices");
    ASSERT_EQ(steps.size(), 2U);
    EXPECT_EQ(steps.at(1).at("from"), "20");
    EXPECT_EQ(steps.at(1).at("price"), vnd_json(95'000));
    EXPECT_EQ(steps.at(1).at("reason"), "buyer_list");
    EXPECT_EQ(steps.at(1).at("price_list"), list);
    EXPECT_EQ(get("/v1/products/" + product + "/prices").body.at("offers").at(0).at("prices").size(), 1U);
    EXPECT_EQ(first_price(product).at("reason"), "list_price");

    const Json wish{{"lines", Json::array({{{"offer", offer}, {"quantity", "20"}}})}};
    const auto priced = post("/v1/basket-prices", wish, as(market));
    ASSERT_EQ(priced.status, 200) << priced.text;
    const auto& line = priced.body.at("sellers").at(0).at("lines").at(0);
    EXPECT_EQ(line.at("price"), vnd_json(95'000));
    EXPECT_EQ(line.at("price_reason"), "buyer_list");
    EXPECT_EQ(line.at("list_price"), vnd_json(120'000));
    EXPECT_EQ(priced.body.at("total"), vnd_json(1'900'000));
    EXPECT_EQ(post("/v1/basket-prices", wish).body.at("total"), vnd_json(2'400'000));

    const auto removed =
        send(Verb::del, "/v1/price-lists/" + list + "/members/" + text_of(market.organisation), as(coop));
    EXPECT_EQ(removed.status, 200) << removed.text;
    EXPECT_EQ(post("/v1/basket-prices", wish, as(market)).body.at("total"), vnd_json(2'400'000));
}

TEST_F(PricesApi, AListIsChangedByItsVersionAndClosed) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cà phê", 100);
    const auto list = list_of(
        coop,
        {{"name", "Sỉ"}, {"audience", "everyone"}},
        offer,
        Json::array({{{"from", "10"}, {"price", vnd_json(100'000)}}})
    );
    const auto target = "/v1/price-lists/" + list;
    const auto seen = get(target, as(coop));
    ASSERT_EQ(seen.status, 200) << seen.text;
    auto with = as(coop);
    EXPECT_EQ(patch(target, {{"name", "Giá sỉ"}}, with).status, 428);
    with.if_match = seen.header("ETag");
    const auto changed = patch(target, {{"name", "Giá sỉ"}}, with);
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.body.at("name"), "Giá sỉ");
    EXPECT_EQ(patch(target, {{"name", "Khác"}}, with).status, 412);
    const auto closed = send(Verb::del, target, as(coop));
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(closed.body.at("standing"), "ended");
    const auto late =
        put(target + "/prices/" + offer,
            {{"tiers", Json::array({{{"from", "10"}, {"price", vnd_json(1)}}})}},
            as(coop));
    EXPECT_EQ(late.status, 409);
    EXPECT_EQ(late.code(), "catalog/price-closed");
    const auto all = get("/v1/price-lists", as(coop));
    ASSERT_EQ(all.body.at("data").size(), 1U);
    EXPECT_EQ(all.body.at("data").at(0).at("id"), list);
}

TEST_F(PricesApi, WhatIsWrongWithTiersIsToldAtOnce) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cà phê", 100);
    const auto list = list_of(coop, {{"name", "Sỉ"}, {"audience", "everyone"}}, offer, Json::array());
    const auto no = put(
        "/v1/price-lists/" + list + "/prices/" + offer,
        {{"tiers",
          Json::array(
              {{{"from", "10"}, {"price", vnd_json(100'000)}}, {{"from", "10"}, {"price", vnd_json(110'000)}}}
          )}},
        as(coop)
    );
    EXPECT_EQ(no.code(), "catalog/wrong-price-list");
    EXPECT_THAT(no.pointers(), UnorderedElementsAre("/tiers/1/from", "/tiers/1/price"));
    const auto none =
        put("/v1/price-lists/prl_0000000000001/prices/" + offer, {{"tiers", Json::array()}}, as(coop));
    EXPECT_EQ(none.code(), "catalog/unknown-price-list");
}

TEST_F(PricesApi, AKeptPageShowsAPromotionAsSoonAsItIsMadeAndNoLongerThanItHolds) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cà phê", 100);
    EXPECT_EQ(first_price(product).at("price"), vnd_json(120'000));
    const auto made = post(
        "/v1/promotions",
        {{"name", "Tuần lễ OCOP"},
         {"percent", 25},
         {"valid_until", text_of(given.clock.now() + 1h)},
         {"offers", {offer}}},
        as(coop)
    );
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(first_price(product).at("price"), vnd_json(90'000));
    EXPECT_EQ(first_price(product).at("reason"), "promotion");
    EXPECT_EQ(first_price(product).at("promotion"), made.body.at("id"));
    const auto page = get("/products/" + product, {.accept = "text/html"});
    EXPECT_NE(page.text.find("90.000"), std::string::npos);
    given.clock.advance(1h);
    given.transact([](db::Transaction& tx) { catalog::pricing::turn_prices(tx, 5); });
    EXPECT_EQ(first_price(product).at("price"), vnd_json(120'000));
}

TEST_F(PricesApi, APromotionIsChangedClosedAndListed) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cà phê", 100);
    const auto made = post(
        "/v1/promotions",
        {{"name", "Khai trương"},
         {"amount", vnd_json(20'000)},
         {"uses_limit", 5},
         {"valid_until", text_of(given.clock.now() + 1h)},
         {"offers", {offer}}},
        as(coop)
    );
    ASSERT_EQ(made.status, 201) << made.text;
    const auto target = "/v1/promotions/" + made.body.at("id").get<std::string>();
    auto with = as(coop);
    with.if_match = get(target, as(coop)).header("ETag");
    const auto changed = patch(target, {{"uses_limit", 7}}, with);
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(changed.body.at("uses_limit"), 7);
    EXPECT_EQ(first_price(product).at("price"), vnd_json(100'000));
    EXPECT_EQ(send(Verb::del, target, as(coop)).body.at("standing"), "ended");
    EXPECT_EQ(first_price(product).at("price"), vnd_json(120'000));
    EXPECT_EQ(get("/v1/promotions", as(coop)).body.at("data").size(), 1U);
    EXPECT_EQ(get(target, as(given.cooperative("HTX khác"))).status, 404);
}

TEST_F(PricesApi, ASeasonAndAClosureAreShownAndTurnWithTheDay) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Cam Cao Phong", 100);
    const auto season = [&] { return get("/v1/products/" + product).body.at("season"); };
    EXPECT_EQ(season().at("in_season"), true);
    const auto set =
        put("/v1/products/" + product + "/season",
            {{"spans", Json::array({{{"from", "12-01"}, {"to", "02-15"}}})}},
            as(coop));
    ASSERT_EQ(set.status, 200) << set.text;
    EXPECT_EQ(season().at("begins_on"), "2026-12-01");
    const auto closed = put(
        "/v1/closures",
        {{"closures", Json::array({{{"from", "2026-12-24"}, {"until", "2026-12-26"}, {"why", "Nghỉ lễ"}}})}},
        as(coop)
    );
    ASSERT_EQ(closed.status, 200) << closed.text;
    EXPECT_EQ(get("/v1/closures", as(coop)).body.at("data").size(), 1U);
    const auto turn_on = [&](std::string_view day) {
        given.clock.set(begin_of(*day_from(day)));
        given.transact([](db::Transaction& tx) { catalog::turn_seasons(tx, 50); });
    };
    turn_on("2026-12-01");
    EXPECT_EQ(season().at("ends_on"), "2027-02-15");
    turn_on("2026-12-24");
    EXPECT_EQ(season().at("closed_until"), "2026-12-26");
    EXPECT_NE(get("/products/" + product, {.accept = "text/html"}).text.find("Nghỉ lễ"), std::string::npos);
}

}  // namespace
}  // namespace chophien::api
