// A label's way through the API: self-score, commune, councils, decision, end.
#include "tests/api/ocop_fixture.hpp"

namespace chophien::api {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

class OcopLife : public OcopApi {};

TEST_F(OcopLife, FromTheSelfScoreToFiveStarsAndToTheEnd) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto opened = open(product);
    ASSERT_EQ(opened.status, 201) << opened.text;
    const std::string id = opened.body.at("id");
    EXPECT_EQ(opened.body.at("state"), "draft");
    EXPECT_EQ(open(product).code(), "ocop/already-open");
    EXPECT_EQ(submit(id).code(), "ocop/not-as-scored");  // nothing is marked yet

    const auto assessed = assess(id, marks(13));
    ASSERT_EQ(assessed.status, 200) << assessed.text;
    EXPECT_EQ(assessed.body.at("self_score").at("stars"), 5);
    EXPECT_EQ(get(at(id), as(province[0])).status, 404);  // a draft is its holder's alone
    const auto submitted = submit(id);
    ASSERT_EQ(submitted.status, 200) << submitted.text;
    EXPECT_EQ(submitted.body.at("check_due_on"), "2026-12-11");
    EXPECT_EQ(get("/v1/ocop/applications", as(province[0])).body.at("data").at(0).at("id"), id);
    EXPECT_THAT(get("/v1/ocop/applications", as(ministry[0])).body.at("data"), IsEmpty());

    ASSERT_EQ(forward(id).status, 200);
    scored_by(id, province, marks(13));
    EXPECT_FALSE(get(at(id), as(coop)).body.contains("verdict"));  // not before it is over
    EXPECT_EQ(decide(id, province[0]).code(), "ocop/other-verdict");
    const auto referred = post(at(id, "referral"), Json::object(), as(province[0]));
    ASSERT_EQ(referred.status, 200) << referred.text;
    EXPECT_EQ(referred.body.at("state"), "at_ministry");
    EXPECT_EQ(decide(id, province[0]).code(), "ocop/other-level");
    EXPECT_EQ(decide(id, ministry[0]).code(), "ocop/too-few-scorers");  // the province's do not count here
    scored_by(id, ministry, marks(13, {{"1.4", 2}}));
    EXPECT_EQ(listed(3), 0U);
    const auto page_before = page_of(product);
    EXPECT_THAT(page_before, Not(HasSubstr("OCOP 5★")));

    const auto decided = post(
        at(id, "decision"),
        {{"decision_no", "3456/QĐ-BNNMT"}, {"issuer", "Bộ trưởng Bộ Nông nghiệp và Môi trường"}},
        as(ministry[0])
    );
    ASSERT_EQ(decided.status, 201) << decided.text;
    EXPECT_EQ(decided.body.at("state"), "recognised");
    EXPECT_EQ(decided.body.at("verdict").at("average"), "99");
    EXPECT_EQ(get(at(id), as(coop)).body.at("scores").size(), 3U);
    EXPECT_EQ(decide(id, ministry[0]).code(), "ocop/wrong-step");

    EXPECT_EQ(listed(5), 1U);
    const auto page = page_of(product);
    for (const auto* told :
         {"OCOP 5★",
          "3456/QĐ-BNNMT",
          "Bộ trưởng Bộ Nông nghiệp và Môi trường",
          "21/11/2026",
          "2029-11-21",
          "Cơ quan có thẩm quyền xác nhận"})
        EXPECT_THAT(page, HasSubstr(told));
    const auto current = get("/v1/products/" + product).body.at("ocop").at("current");
    EXPECT_EQ(current.at("stars"), 5);
    EXPECT_EQ(current.at("standing"), "confirmed");
    EXPECT_EQ(current.at("expires_on"), "2029-11-21");

    // 2026-11-21 to 2029-11-21 is 1096 days: the last day still counts.
    given.clock.advance(days(1096));
    EXPECT_EQ(expire(), 0U);
    EXPECT_EQ(listed(5), 1U);
    given.clock.advance(days(1));
    EXPECT_EQ(expire(), 1U);
    EXPECT_EQ(expire(), 0U);
    EXPECT_EQ(listed(1), 0U);
    EXPECT_THAT(page_of(product), Not(HasSubstr("OCOP 5★")));
    const auto ocop = get("/v1/products/" + product).body.at("ocop");
    EXPECT_FALSE(ocop.contains("current"));
    EXPECT_EQ(ocop.at("last").at("stars"), 5);
    EXPECT_EQ(get("/v1/products/" + product + "/labels").body.at("data").at(0).at("state"), "expired");
}

TEST_F(OcopLife, AHighTotalWithoutTheLinkageContractsIsFourStarsAndTheProvinceDecides) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto id = at_council(product);
    const auto sheet = marks(13, {{"1.5", 2}});  // performed for less than a year
    EXPECT_EQ(score(id, province[0], sheet).status, 201);
    EXPECT_EQ(score(id, province[0], sheet).code(), "ocop/already-scored");
    EXPECT_EQ(score(id, ministry[0], sheet).code(), "ocop/other-level");
    EXPECT_EQ(decide(id, province[0]).code(), "ocop/too-few-scorers");
    EXPECT_EQ(
        score(id, province[1], Json::array({{{"criterion", "1.1"}, {"points", 1}}})).code(),
        "ocop/not-as-scored"
    );
    EXPECT_EQ(score(id, province[1], sheet).status, 201);
    EXPECT_EQ(score(id, province[2], sheet).status, 201);
    EXPECT_EQ(decide(id, province[1]).code(), "ocop/not-the-chair");
    EXPECT_EQ(post(at(id, "referral"), Json::object(), as(province[0])).code(), "ocop/other-verdict");
    EXPECT_EQ(
        post(at(id, "rejection"), {{"reason", "thiếu điểm"}}, as(province[0])).code(), "ocop/other-verdict"
    );
    auto late = Json{{"decision_no", "1"}, {"issuer", "UBND"}, {"decided_on", "2026-11-22"}};
    EXPECT_THAT(post(at(id, "decision"), late, as(province[0])).pointers(), ElementsAre("/decided_on"));
    late["decided_on"] = "2026-11-20";
    EXPECT_THAT(post(at(id, "decision"), late, as(province[0])).pointers(), ElementsAre("/decided_on"));

    const auto decided = decide(id, province[0]);
    ASSERT_EQ(decided.status, 201) << decided.text;
    const auto verdict = decided.body.at("verdict");
    EXPECT_EQ(verdict.at("stars_by_points"), 5);
    EXPECT_EQ(verdict.at("stars"), 4);
    EXPECT_EQ(verdict.at("levels").at(2).at("gates").at(0).at("criterion"), "1.5");
    EXPECT_EQ(listed(4), 1U);
    EXPECT_EQ(listed(5), 0U);
}

TEST_F(OcopLife, TheMinistryHandsBackAndTheProvinceDecidesByItsScores) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto id = at_council(product);
    scored_by(id, province, marks(13));
    ASSERT_EQ(post(at(id, "referral"), Json::object(), as(province[0])).status, 200);
    scored_by(id, ministry, marks(13, {{"1.5", 2}}));
    EXPECT_EQ(decide(id, ministry[0]).code(), "ocop/other-verdict");
    const auto back = post(at(id, "hand-back"), {{"reason", "liên kết chưa đủ 12 tháng"}}, as(ministry[0]));
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(back.body.at("state"), "at_province");
    EXPECT_EQ(back.body.at("verdict").at("stars"), 4);
    const auto decided = decide(id, province[0]);
    ASSERT_EQ(decided.status, 201) << decided.text;
    EXPECT_EQ(get("/v1/products/" + product).body.at("ocop").at("current").at("stars"), 4);
}

TEST_F(OcopLife, FewerThanThreeStarsAreNoCertificateAndTheNextApplicationIsFree) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto id = at_council(product);
    scored_by(id, province, marks(13, {{"2.2", 0}}));  // no packaging
    EXPECT_EQ(decide(id, province[0]).code(), "ocop/other-verdict");
    const auto no = post(at(id, "rejection"), {{"reason", "chưa có bao bì"}}, as(province[0]));
    ASSERT_EQ(no.status, 200) << no.text;
    EXPECT_EQ(no.body.at("state"), "not_recognised");
    EXPECT_EQ(listed(1), 0U);
    EXPECT_EQ(open(product).status, 201);
}

TEST_F(OcopLife, WhatIsSentBackComesAgainAndIsScoredAnew) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto id = at_council(product);
    EXPECT_EQ(score(id, province[0], marks(13)).status, 201);
    const auto back = post(at(id, "send-back"), {{"reason", "thiếu phiếu kiểm nghiệm"}}, as(province[0]));
    ASSERT_EQ(back.status, 200) << back.text;
    EXPECT_EQ(get(at(id), as(coop)).body.at("reason"), "thiếu phiếu kiểm nghiệm");
    EXPECT_EQ(score(id, province[1], marks(13)).code(), "ocop/wrong-step");
    EXPECT_EQ(submit(id).status, 200);
    EXPECT_EQ(forward(id).status, 200);
    scored_by(id, province, marks(13, {{"1.5", 2}}));  // the chair scores again: it is another round
    EXPECT_EQ(decide(id, province[0]).status, 201);
}

TEST_F(OcopLife, AnotherProvinceAndAnotherHolderSeeNothing) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto id = at_council(product);
    const auto elsewhere = given.authority("Sở Đắk Lắk", "66");
    const auto other = given.cooperative("HTX Khác", "04");
    EXPECT_EQ(get(at(id), as(elsewhere)).status, 404);
    EXPECT_EQ(get(at(id), as(other)).status, 404);
    EXPECT_EQ(score(id, elsewhere, marks(13)).status, 404);
    EXPECT_EQ(post(at(id, "submission"), Json::object(), as(other)).status, 404);
    EXPECT_EQ(
        post("/v1/ocop/applications", {{"product", product}, {"asking", "first"}}, as(other)).status, 404
    );
    EXPECT_EQ(send(server::Verb::del, at(id, "submission"), as(coop)).code(), "ocop/wrong-step");
}

TEST_F(OcopLife, ReEvaluationIsTakenInItsDaysAndItsHolderIsToldOnce) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    four_stars(product);  // to 2029-11-21: from 2029-05-25 to 2029-07-24
    const auto remind = [&] {
        return given.transact([](db::Transaction& tx) { return catalog::remind_of_renewal(tx); });
    };
    const auto opened = open(product, "re_evaluation");
    ASSERT_EQ(opened.status, 201) << opened.text;
    const std::string id = opened.body.at("id");
    ASSERT_EQ(assess(id, marks(13)).status, 200);
    given.clock.advance(days(1096 - 181));
    EXPECT_EQ(submit(id).code(), "ocop/outside-window");
    EXPECT_EQ(remind(), 0U);
    given.clock.advance(days(1));
    EXPECT_EQ(remind(), 1U);
    EXPECT_EQ(remind(), 0U);
    given.clock.advance(days(61));
    EXPECT_EQ(submit(id).code(), "ocop/outside-window");
    given.clock.advance(-days(1));
    EXPECT_EQ(submit(id).status, 200);
}

TEST_F(OcopLife, WhatIsAskedForFitsTheLabelOfTheDay) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const std::string id = open(product, "upgrade").body.at("id");
    ASSERT_EQ(assess(id, marks(13)).status, 200);
    EXPECT_EQ(submit(id).code(), "ocop/wrong-asking");  // there is nothing to upgrade
    EXPECT_EQ(send(server::Verb::del, at(id, "submission"), as(coop)).status, 200);
    four_stars(product);
    const std::string again = open(product, "first").body.at("id");
    ASSERT_EQ(assess(again, marks(13)).status, 200);
    EXPECT_EQ(submit(again).code(), "ocop/wrong-asking");
    EXPECT_EQ(send(server::Verb::del, at(again, "submission"), as(coop)).status, 200);
    const std::string up = open(product, "upgrade").body.at("id");
    ASSERT_EQ(assess(up, marks(13)).status, 200);
    EXPECT_EQ(submit(up).status, 200);
}

TEST_F(OcopLife, TheMarketOffersWhatItHoldsAndNothingItDoesNotKnow) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const std::string id = open(product).body.at("id");
    const auto codes = [&] {
        std::vector<std::string> all;
        const auto held = get(at(id, "market-evidence"), as(coop));
        for (const auto& one : held.body.at("data")) all.push_back(one.at("criterion"));
        return all;
    };
    EXPECT_THAT(codes(), UnorderedElementsAre("3.1", "4.1", "2.3"));
    auto sent = as(coop);
    sent.if_match = "*";
    ASSERT_EQ(patch("/v1/products/" + product, {{"description", "Cà phê của bản."}}, sent).status, 200);
    EXPECT_THAT(codes(), Contains("5.1"));
    EXPECT_EQ(get(at(id, "market-evidence"), as(province[0])).status, 404);  // not handed in yet
}

}  // namespace
}  // namespace chophien::api
