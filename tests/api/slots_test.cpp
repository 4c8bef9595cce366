// Selling ahead through the API: what a seller opens, a buyer orders, everybody reads.
#include "tests/api/fixture.hpp"

namespace chophien::api {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class Slots : public Api {
protected:
    Caller coop = given.cooperative();

    std::string day(int from_now) {
        return text_of(day_in_vietnam(given.clock.now()) + std::chrono::days(from_now));
    }

    Json basket_ahead(const std::string& offer, const std::string& quantity, const std::string& slot) {
        auto wish = basket(offer, quantity);
        wish["lines"][0]["slot"] = slot;

        return wish;
    }
};

TEST_F(Slots, AHarvestIsForecastOrderedAndSharedAndEveryPageSaysSo) {
    const auto [product, offer] = on_sale(coop, "Bưởi Phúc Trạch", 0);
    const auto page = "/products/" + product;
    EXPECT_THAT(get(page).text, HasSubstr("đang hết"));
    const auto opened = post(
        "/v1/offers/" + offer + "/slots",
        {{"first_day", day(20)}, {"last_day", day(30)}, {"quantity", "100"}, {"confidence_percent", 80}},
        as(coop)
    );
    ASSERT_EQ(opened.status, 201) << opened.text;
    EXPECT_EQ(opened.body.at("kind"), "harvest");
    EXPECT_EQ(opened.body.at("sellable"), "80") << "as sure as the forecast is";
    const std::string slot = opened.body.at("id");
    const auto before = get(page);
    EXPECT_THAT(before.text, HasSubstr("Đặt trước vụ"));
    EXPECT_THAT(before.text, HasSubstr("chắc chắn 80 %"));
    EXPECT_THAT(before.text, Not(HasSubstr("đang hết")));

    const auto buyer = given.consumer();
    const auto placed = post("/v1/baskets", basket_ahead(offer, "50", slot), as(buyer));
    ASSERT_EQ(placed.status, 201) << placed.text;
    const std::string order = placed.body.at("orders").at(0).at("id");
    EXPECT_EQ(placed.body.at("orders").at(0).at("part").at("slot"), slot);
    EXPECT_EQ(get("/v1/products/" + product).body.at("offers").at(0).at("slots").at(0).at("left"), "30");
    EXPECT_THAT(get(page).text, HasSubstr("còn 30"));
    const auto many = post("/v1/baskets", basket_ahead(offer, "31", slot), as(buyer));
    EXPECT_EQ(many.status, 400) << many.text;
    EXPECT_THAT(many.pointers(), UnorderedElementsAre("/lines/0/quantity"));

    ASSERT_EQ(post("/v1/orders/" + order + "/confirmation", Json::object(), as(coop)).status, 200);
    const auto harvested = post("/v1/slots/" + slot + "/harvest", {{"quantity", "40"}}, as(coop));
    ASSERT_EQ(harvested.status, 200) << harvested.text;
    EXPECT_EQ(harvested.body.at("promised"), "50");
    EXPECT_THAT(get(page).text, Not(HasSubstr("Đặt trước vụ")));
    const auto over = post("/v1/slots/" + slot + "/harvest", {{"quantity", "41"}}, as(coop));
    EXPECT_EQ(over.status, 409);
    EXPECT_EQ(over.code(), "catalog/slot-is-over");

    // Packing takes the share by itself; what is packed must be the share.
    const auto lot = post(
        "/v1/lots",
        {{"offer", offer},
         {"harvested_on", day(0)},
         {"place", {{"province", "42"}}},
         {"quantity", {{"value", "100"}, {"unit", "gói"}}}},
        as(coop)
    );
    ASSERT_EQ(lot.status, 201) << lot.text;
    const auto packing = [&](const std::string& quantity) {
        return Json{
            {"lines",
             Json::array(
                 {{{"line", 1},
                   {"lots", Json::array({{{"lot", lot.body.at("id")}, {"quantity", quantity}}})}}}
             )}};
    };
    EXPECT_EQ(post("/v1/orders/" + order + "/packing", packing("50"), as(coop)).status, 400);
    const auto packed = post("/v1/orders/" + order + "/packing", packing("40"), as(coop));
    ASSERT_EQ(packed.status, 200) << packed.text;
    EXPECT_EQ(packed.body.at("lines").at(0).at("ordered"), "50");
    EXPECT_EQ(packed.body.at("lines").at(0).at("quantity").at("value"), "40");
    EXPECT_EQ(packed.body.at("slot").at("state"), "harvested");
}

TEST_F(Slots, WrongOnesAreRefusedWithEverythingAtOnce) {
    const auto [product, offer] = on_sale(coop, "Bưởi Diễn", 5);
    const auto wrong = post(
        "/v1/offers/" + offer + "/slots",
        {{"first_day", day(-1)}, {"orders_until", day(9)}, {"quantity", "0.5"}, {"starts_at", "99:99"}},
        as(coop)
    );
    EXPECT_EQ(wrong.status, 400);
    EXPECT_THAT(
        wrong.pointers(), UnorderedElementsAre("/first_day", "/quantity", "/starts_at", "/starts_at")
    );
    const auto shapeless = post(
        "/v1/offers/" + offer + "/slots",
        {{"first_day", "2026-02-30"}, {"quantity", "-1"}, {"sellable_percent", 101}},
        as(coop)
    );
    EXPECT_EQ(shapeless.status, 400);
    EXPECT_THAT(shapeless.pointers(), UnorderedElementsAre("/first_day", "/quantity", "/sellable_percent"));
    EXPECT_EQ(post("/v1/offers/" + offer + "/slots", {{"first_day", day(9)}, {"quantity", "1"}}).status, 401);
    EXPECT_EQ(
        post(
            "/v1/offers/" + offer + "/slots",
            {{"first_day", day(9)}, {"quantity", "1"}},
            as(given.cooperative("HTX Khác"))
        )
            .status,
        404
    );
}

TEST_F(Slots, WhatALabelSaysIsReadAsItWasWritten) {
    const auto [product, offer] = on_sale(coop, "Mật ong bạc hà", 5);
    const Json words{{"ingredients", "Mật ong 100 %"}, {"warning", "Không dùng cho trẻ dưới 1 tuổi"}};
    auto sent = as(coop);
    sent.if_match = "*";
    const auto changed = patch("/v1/products/" + product, {{"label_words", words}}, sent);
    ASSERT_EQ(changed.status, 200) << changed.text;
    EXPECT_EQ(get("/v1/products/" + product).body.at("label_words"), words);
    const auto page = get("/products/" + product).text;
    EXPECT_THAT(page, HasSubstr("Mật ong 100 %"));
    EXPECT_THAT(page, HasSubstr("Không dùng cho trẻ dưới 1 tuổi"));
}

}  // namespace
}  // namespace chophien::api
