// The commune's own check, the code of the score sheet, and the forms of the dossier.
#include "tests/api/ocop_fixture.hpp"

namespace chophien::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class OcopCommunes : public OcopApi {
protected:
    struct Office {
        std::string organisation;
        Sent sent;
    };

    Json founding(const std::string& login, const std::string& of, const std::string& commune) {
        return {
            {"name", "UBND xã " + commune},
            {"province", of},
            {"commune", commune},
            {"person", {{"login", login}, {"name", "Cán bộ xã"}, {"password", given::password}}}};
    }

    /// The authority of a commune, and its official signed in.
    Office office(const std::string& login, const std::string& of, const std::string& commune) {
        const auto founded = post("/v1/authorities", founding(login, of, commune), as(given.operator_()));
        EXPECT_EQ(founded.status, 201) << founded.text;
        const auto token = post("/v1/tokens", {{"login", login}, {"password", given::password}});
        EXPECT_EQ(token.status, 201) << token.text;
        return {founded.body.at("organisation"), {.token = token.body.at("token")}};
    }

    std::string submitted(const std::string& product) {
        const std::string id = open(product).body.at("id");
        EXPECT_EQ(assess(id, marks(13)).status, 200);
        const auto done = submit(id);
        EXPECT_EQ(done.status, 200) << done.text;
        return id;
    }

    Got checked_by(const std::string& id, const Sent& who) {
        return post(
            at(id, "commune-check"),
            {{"report",
              {{"local_origin", "Trồng tại xã"},
               {"local_labour", "45 lao động <tại> xã"},
               {"idea_origin", "Nghề cũ của bản"},
               {"local_identity", "Cách sao của người Tày"}}}},
            who
        );
    }
};

TEST_F(OcopCommunes, TheCommuneChecksAndTheProvinceWaitsForIt) {
    const auto commune = office("xa.01279", "04", "01279");
    const auto other = office("xa.01285", "04", "01285");
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto id = submitted(product);
    EXPECT_EQ(get(at(id), as(coop)).body.at("checked_by"), "commune");
    const auto waiting = get("/v1/ocop/applications", commune.sent);
    ASSERT_EQ(waiting.status, 200) << waiting.text;
    EXPECT_EQ(waiting.body.at("data").at(0).at("id"), id);
    EXPECT_EQ(waiting.body.at("data").at(0).at("check_due_on"), "2026-12-11");
    EXPECT_THAT(get("/v1/ocop/applications", other.sent).body.at("data"), IsEmpty());
    EXPECT_EQ(get(at(id), other.sent).status, 404);
    EXPECT_EQ(checked_by(id, other.sent).status, 404);
    EXPECT_EQ(checked_by(id, as(province[0])).code(), "ocop/other-level");
    EXPECT_EQ(post(at(id, "send-back"), {{"reason", "thiếu"}}, as(province[0])).code(), "ocop/other-level");
    EXPECT_EQ(
        post(at(id, "send-back"), {{"reason", "không của xã"}}, commune.sent).body.at("state"), "returned"
    );
    EXPECT_EQ(submit(id).status, 200);

    const auto forwarded = checked_by(id, commune.sent);
    ASSERT_EQ(forwarded.status, 200) << forwarded.text;
    EXPECT_EQ(forwarded.body.at("state"), "at_province");
    EXPECT_EQ(forwarded.body.at("sheet_code"), "04-01279-01-2026");
    EXPECT_EQ(post(at(id, "scores"), {{"marks", marks(13)}}, commune.sent).code(), "ocop/other-level");
    EXPECT_EQ(
        post(at(id, "decision"), {{"decision_no", "1"}, {"issuer", "Xã"}}, commune.sent).code(),
        "ocop/other-level"
    );
    EXPECT_EQ(post(at(id, "send-back"), {{"reason", "thiếu"}}, commune.sent).code(), "ocop/other-level");
    scored_by(id, province, marks(13, {{"1.5", 2}}));
    EXPECT_EQ(decide(id, province[0]).status, 201);
    const auto label = get("/v1/products/" + product + "/labels").body.at("data").at(0);
    EXPECT_EQ(label.at("sheet_code"), "04-01279-01-2026");
}

TEST_F(OcopCommunes, WithoutAnAuthorityOfItsOwnOrWhileThatIsSuspendedTheProvinceChecks) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto [second, offer_2] = on_sale(coop, "Chè Bản Mòng", 40);
    const auto first = submitted(product);
    EXPECT_EQ(get(at(first), as(coop)).body.at("checked_by"), "province");
    EXPECT_EQ(forward(first).body.at("sheet_code"), "04-01279-01-2026");
    const auto commune = office("xa.01279", "04", "01279");
    const auto id = submitted(second);
    EXPECT_EQ(forward(id).code(), "ocop/other-level");
    ASSERT_EQ(
        post(
            "/v1/organisations/" + commune.organisation + "/suspension",
            {{"reason", "sáp nhập"}},
            as(given.operator_())
        )
            .status,
        200
    );
    EXPECT_EQ(checked_by(id, commune.sent).status, 403);
    EXPECT_EQ(forward(id).body.at("sheet_code"), "04-01279-02-2026");
}

TEST_F(OcopCommunes, ACommuneOfAnotherProvinceAndNoCommuneAreRefusedAndNothingIsLost) {
    office("xa.24001", "66", "24001");
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const std::string id = open(product).body.at("id");
    ASSERT_EQ(assess(id, marks(13)).status, 200);
    const auto hand = [&](const Json& body) { return post(at(id, "submission"), body, as(coop)); };
    EXPECT_EQ(hand(Json::object()).code(), "ocop/not-as-handed-in");
    EXPECT_THAT(hand({{"commune", "24001"}}).pointers(), ElementsAre("/commune"));
    EXPECT_THAT(hand({{"commune", "abcde"}}).pointers(), ElementsAre("/commune"));
    EXPECT_EQ(hand({{"commune", "1"}}).status, 400);
    EXPECT_EQ(get(at(id), as(coop)).body.at("state"), "draft");
    auto own = as(coop);
    own.if_match = "*";
    ASSERT_EQ(patch("/v1/organisations/mine", {{"commune", "01279"}}, own).status, 200);
    EXPECT_EQ(hand(Json::object()).body.at("commune"), "01279");
}

TEST_F(OcopCommunes, APowerOverACommuneComesFromItsFoundingAlone) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto id = submitted(product);
    // Another province's authority writes the commune into its own address.
    const auto stranger = given.authority("Sở Đắk Lắk", "66");
    auto sent = as(stranger);
    sent.if_match = "*";
    ASSERT_EQ(patch("/v1/organisations/mine", {{"commune", "01279"}}, sent).status, 200);
    EXPECT_EQ(get(at(id), as(stranger)).status, 404);
    EXPECT_EQ(get(at(id), as(coop)).body.at("checked_by"), "province");

    const auto commune = office("xa.01279", "04", "01279");
    EXPECT_EQ(
        post("/v1/authorities", founding("xa.nua", "04", "01279"), as(given.operator_())).code(),
        "accounts/commune-taken"
    );
    auto without = founding("xa.khac", "04", "01290");
    without.erase("province");
    EXPECT_THAT(post("/v1/authorities", without, as(given.operator_())).pointers(), ElementsAre("/province"));
    EXPECT_THAT(
        post("/v1/authorities", founding("xa.khac", "04", "xã 1"), as(given.operator_())).pointers(),
        ElementsAre("/commune")
    );
    // It verifies nobody and attests nothing.
    EXPECT_EQ(get("/v1/organisations", commune.sent).code(), "accounts/not-of-communes");
    const auto waits = given.unverified(accounts::OrganisationKind::cooperative, "HTX Chờ", "04");
    EXPECT_EQ(
        post(
            "/v1/organisations/" + text_of(waits.organisation) + "/verification",
            {{"decision", "verified"}},
            commune.sent
        )
            .code(),
        "accounts/not-of-communes"
    );
}

TEST_F(OcopCommunes, FormsArePrintedForTheHolderAndItsAuthoritiesWithEverythingEscaped) {
    const auto commune = office("xa.01279", "04", "01279");
    const auto [product, offer] = on_sale(coop, "Cà phê <b>Bản Mòng</b>", 40);
    const auto id = submitted(product);
    ASSERT_EQ(checked_by(id, commune.sent).status, 200);
    const auto form = [&](const std::string& name, Sent who) {
        who.accept = "text/html";
        return get(at(id, name), who);
    };
    const auto slip = form("registration-slip", as(coop));
    ASSERT_EQ(slip.status, 200) << slip.text;
    for (const auto* told :
         {"Phiếu đăng ký", "PĐK-04-01279-2026", "HTX Đồi Xanh", "Lần đầu", "04-01279-01-2026"})
        EXPECT_THAT(slip.text, HasSubstr(told));
    const auto report = form("self-assessment-report", as(province[0]));
    ASSERT_EQ(report.status, 200) << report.text;
    for (const auto* told : {"Báo cáo tự đánh giá", "Hợp đồng liên kết với 40 hộ", "100/100 điểm"})
        EXPECT_THAT(report.text, HasSubstr(told));
    const auto checked = form("commune-report", commune.sent);
    ASSERT_EQ(checked.status, 200) << checked.text;
    EXPECT_THAT(checked.text, HasSubstr("45 lao động &lt;tại&gt; xã"));
    EXPECT_THAT(checked.text, HasSubstr("11/12/2026"));
    for (const auto* text : {&slip.text, &report.text, &checked.text}) {
        EXPECT_THAT(*text, Not(HasSubstr("<b>Bản Mòng")));
        EXPECT_THAT(*text, Not(HasSubstr("<script")));
    }
    const auto other = given.cooperative("HTX Khác", "04");
    EXPECT_EQ(form("registration-slip", as(other)).status, 404);
    EXPECT_EQ(form("commune-report", Sent{}).status, 401);
}

TEST_F(OcopCommunes, ScoresAboveACriterionsMostAreRefusedAndNoneIsKept) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const std::string id = open(product).body.at("id");
    ASSERT_EQ(assess(id, marks(13)).status, 200);
    EXPECT_EQ(assess(id, marks(13, {{"1.1", 99}})).code(), "ocop/not-as-scored");
    EXPECT_EQ(get(at(id), as(coop)).body.at("self_score").at("points"), 100);
    EXPECT_EQ(submit(id).status, 200);
    EXPECT_EQ(forward(id).status, 200);
    const auto wrong = score(id, province[0], marks(13, {{"1.1", 99}, {"5.1", 77}}));
    EXPECT_EQ(wrong.status, 400);
    EXPECT_EQ(wrong.pointers().size(), 2U);
    EXPECT_THAT(get(at(id), as(province[0])).body.at("scores"), IsEmpty());
    EXPECT_EQ(score(id, province[0], marks(13)).status, 201);  // the sheet is still hers to give
    scored_by(id, {province[1], province[2]}, marks(13, {{"1.5", 2}}));
    EXPECT_THAT(
        post(
            at(id, "decision"),
            {{"decision_no", "1"}, {"issuer", "UBND"}, {"decided_on", "2026-11-20"}},
            as(province[0])
        )
            .pointers(),
        ElementsAre("/decided_on")
    );
    EXPECT_EQ(get(at(id), as(coop)).body.at("state"), "at_province");
}

}  // namespace
}  // namespace chophien::api
