// Labels given elsewhere, and labels taken back or made to hold longer.
#include "tests/api/ocop_fixture.hpp"

namespace chophien::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

class OcopLabels : public OcopApi {
protected:
    Got declare(const std::string& product, const Json& but = Json::object()) {
        Json label{
            {"stars", 4},
            {"decision_no", "88/QĐ-UBND"},
            {"issuer", "UBND tỉnh Cao Bằng"},
            {"decided_on", "2025-01-15"}};
        label.update(but);
        return post("/v1/products/" + product + "/labels", label, as(coop));
    }

    Got revoke(const std::string& label, const Caller& by) {
        return post(
            "/v1/ocop/labels/" + label + "/revocation",
            {{"ground", "law_breached"}, {"reason", "Không đạt an toàn thực phẩm"}},
            as(by)
        );
    }

    Got extend(const std::string& label, const std::string& until) {
        return post(
            "/v1/ocop/labels/" + label + "/extension",
            {{"until", until}, {"reason", "Hồ sơ nộp muộn"}},
            as(province[0])
        );
    }
};

TEST_F(OcopLabels, ADeclaredLabelSaysSoUntilAnAuthorityConfirmsIt) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    EXPECT_EQ(listed(4), 0U);
    const auto declared = declare(product);
    ASSERT_EQ(declared.status, 201) << declared.text;
    EXPECT_EQ(declared.body.at("standing"), "declared");
    EXPECT_EQ(declared.body.at("expires_on"), "2028-01-15");
    EXPECT_EQ(declared.body.at("rule_book"), "148/QĐ-TTg");
    EXPECT_EQ(listed(4), 1U);
    EXPECT_THAT(page_of(product), HasSubstr("Người bán tự khai"));
    EXPECT_EQ(declare(product).code(), "ocop/label-known");

    const std::string path = "/v1/ocop/labels/" + declared.body.at("id").get<std::string>() + "/confirmation";
    EXPECT_EQ(post(path, Json::object(), as(given.authority("Sở khác", "66"))).status, 404);
    EXPECT_EQ(post(path, Json::object(), as(coop)).status, 403);
    const auto confirmed = post(path, Json::object(), as(province[0]));
    ASSERT_EQ(confirmed.status, 200) << confirmed.text;
    EXPECT_EQ(confirmed.body.at("standing"), "confirmed");
    EXPECT_EQ(confirmed.body.at("acts").size(), 2U);
    EXPECT_THAT(page_of(product), HasSubstr("Cơ quan có thẩm quyền xác nhận"));
}

TEST_F(OcopLabels, FiveStarsAreTheMinistrysToConfirm) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const std::string label = declare(product, {{"stars", 5}}).body.at("id");
    const auto path = "/v1/ocop/labels/" + label + "/confirmation";
    EXPECT_EQ(post(path, Json::object(), as(province[0])).code(), "ocop/other-level");
    EXPECT_EQ(post(path, Json::object(), as(ministry[0])).status, 200);
    EXPECT_EQ(revoke(label, province[0]).code(), "ocop/other-level");
}

TEST_F(OcopLabels, ImpossibleDaysAndOthersProductsAreRefused) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    EXPECT_THAT(declare(product, {{"decided_on", "2018-05-06"}}).pointers(), ElementsAre("/decided_on"));
    EXPECT_THAT(declare(product, {{"decided_on", "2026-11-22"}}).pointers(), ElementsAre("/decided_on"));
    EXPECT_THAT(declare(product, {{"expires_on", "2025-01-14"}}).pointers(), ElementsAre("/expires_on"));
    EXPECT_THAT(declare(product, {{"expires_on", "2028-01-16"}}).pointers(), ElementsAre("/expires_on"));
    EXPECT_THAT(
        declare(product, {{"decided_on", "2017-01-01"}, {"expires_on", "2016-01-01"}}).pointers(),
        UnorderedElementsAre("/decided_on", "/expires_on")
    );
    EXPECT_THAT(declare(product, {{"stars", 2}}).pointers(), ElementsAre("/stars"));
    const auto other = given.cooperative("HTX Khác", "04");
    EXPECT_EQ(
        post(
            "/v1/products/" + product + "/labels",
            {{"stars", 4}, {"decision_no", "1"}, {"issuer", "UBND"}, {"decided_on", "2025-01-15"}},
            as(other)
        )
            .status,
        404
    );
    EXPECT_EQ(listed(3), 0U);
}

TEST_F(OcopLabels, ARevokedLabelIsGoneAtOnceFromEveryCachedAnswer) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto label = four_stars(product);
    EXPECT_EQ(listed(4), 1U);
    EXPECT_THAT(page_of(product), HasSubstr("OCOP 4★"));
    EXPECT_EQ(get("/v1/products").body.at("data").at(0).at("stars"), 4);
    EXPECT_EQ(get("/v1/products/" + product + "/labels").body.at("data").at(0).at("state"), "holds");

    EXPECT_EQ(revoke(label, province[1]).code(), "ocop/not-the-chair");
    const auto revoked = revoke(label, province[0]);
    ASSERT_EQ(revoked.status, 200) << revoked.text;

    EXPECT_EQ(listed(1), 0U);
    EXPECT_THAT(page_of(product), Not(HasSubstr("OCOP 4★")));
    EXPECT_FALSE(get("/v1/products").body.at("data").at(0).contains("stars"));
    EXPECT_FALSE(get("/v1/products/" + product).body.at("ocop").contains("current"));
    EXPECT_FALSE(get("/v1/products/" + product).body.at("ocop").contains("last"));
    const auto history = get("/v1/products/" + product + "/labels").body.at("data").at(0);
    EXPECT_EQ(history.at("state"), "revoked");
    EXPECT_EQ(history.at("acts").back().at("ground"), "law_breached");
    EXPECT_EQ(revoke(label, province[0]).code(), "ocop/label-over");
    given.clock.advance(days(1200));
    EXPECT_EQ(expire(), 0U);
}

TEST_F(OcopLabels, ALateFilersLabelHoldsAtMostHalfAYearLonger) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto label = four_stars(product);  // to 2029-11-21
    given.clock.advance(days(1096 - 30));
    EXPECT_EQ(extend(label, "2029-11-21").code(), "ocop/too-long");
    EXPECT_EQ(extend(label, "2030-05-21").code(), "ocop/too-long");
    const std::string id = open(product, "re_evaluation").body.at("id");
    ASSERT_EQ(assess(id, marks(13)).status, 200);
    EXPECT_EQ(submit(id).code(), "ocop/outside-window");
    const auto extended = extend(label, "2030-05-20");
    ASSERT_EQ(extended.status, 200) << extended.text;
    EXPECT_EQ(extend(label, "2030-05-21").code(), "ocop/too-long");
    EXPECT_EQ(submit(id).status, 200);
    given.clock.advance(days(60));
    EXPECT_EQ(expire(), 0U);
    EXPECT_EQ(listed(4), 1U);
    given.clock.advance(days(151));  // 21 May 2030
    EXPECT_EQ(expire(), 1U);
    EXPECT_EQ(listed(1), 0U);
    EXPECT_EQ(extend(label, "2030-05-20").code(), "ocop/label-over");
}

TEST_F(OcopLabels, AnEndIsToldToCachesOfProductsThatNoListShows) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    four_stars(product);
    auto sent = as(coop);
    sent.if_match = "*";
    ASSERT_EQ(patch("/v1/offers/" + offer, {{"state", "paused"}}, sent).status, 200);
    EXPECT_THAT(page_of(product), HasSubstr("OCOP 4★"));
    given.clock.advance(days(1097));
    EXPECT_EQ(expire(), 1U);
    EXPECT_THAT(page_of(product), Not(HasSubstr("OCOP 4★")));
}

TEST_F(OcopLabels, TheRulesAndSheetsAreForAnyone) {
    const auto rules = get("/v1/ocop/rules");
    ASSERT_EQ(rules.status, 200);
    EXPECT_EQ(rules.body.at("rule_books").back().at("decision"), "26/2026/QĐ-TTg");
    EXPECT_EQ(rules.body.at("grounds").size(), 6U);
    for (int set = 1; set <= 26; ++set)
        EXPECT_EQ(get(fmt::format("/v1/ocop/sets/{}/score-sheet", set)).body.at("set"), set);
    EXPECT_EQ(get("/v1/ocop/sets/27/score-sheet").status, 400);
    const auto tried = post(
        "/v1/ocop/trial-scores",
        {{"set", 11}, {"marks", Json::array({{{"criterion", "1.1"}, {"points", 3}}})}}
    );
    ASSERT_EQ(tried.status, 200) << tried.text;
    EXPECT_EQ(tried.body.at("stars"), 1);
    EXPECT_EQ(tried.body.at("levels").at(1).at("points_short"), 67);
    const auto wrong = post(
        "/v1/ocop/trial-scores",
        {{"set", 11},
         {"marks",
          Json::array({{{"criterion", "1.1"}, {"points", 99}}, {{"criterion", "16"}, {"points", 1}}})}}
    );
    EXPECT_THAT(wrong.pointers(), ElementsAre("/marks/0/points", "/marks/1/criterion"));
}

}  // namespace
}  // namespace chophien::api
