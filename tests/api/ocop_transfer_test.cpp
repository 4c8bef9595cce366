// A label that goes over to another holder's product, with its history.
#include "tests/api/ocop_fixture.hpp"

namespace chophien::api {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class OcopTransfer : public OcopApi {
protected:
    Caller successor = given.cooperative("HTX Kế Thừa", "04");

    Got consent(const std::string& label, const std::string& to, const Caller& by) {
        return post("/v1/ocop/labels/" + label + "/transfer-consents", {{"to_product", to}}, as(by));
    }

    Got transfer(const std::string& label, const std::string& to, const Caller& by) {
        return post(
            "/v1/ocop/labels/" + label + "/transfer",
            {{"to_product", to}, {"decision_no", "77/QĐ-UBND"}, {"reason", "HTX sáp nhập"}},
            as(by)
        );
    }

    std::vector<Json> labels_of(const std::string& product) {
        const auto list = get("/v1/products/" + product + "/labels");
        EXPECT_EQ(list.status, 200) << list.text;
        return list.body.at("data");
    }
};

TEST_F(OcopTransfer, MovesALabelWithItsHistoryAndIsSeenEverywhereAtOnce) {
    const auto [old_product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto [product, offer_2] = on_sale(successor, "Cà phê Bản Mòng (mới)", 40);
    const auto label = four_stars(old_product);
    EXPECT_EQ(listed(4), 1U);
    EXPECT_THAT(page_of(old_product), HasSubstr("OCOP 4★"));
    EXPECT_THAT(page_of(product), Not(HasSubstr("OCOP 4★")));

    EXPECT_EQ(transfer(label, product, province[0]).code(), "ocop/consent-missing");
    EXPECT_EQ(consent(label, product, successor).code(), "ocop/consent-missing") << "the giver first";
    EXPECT_EQ(labels_of(old_product)[0].at("acts").size(), 1U);
    EXPECT_EQ(consent(label, product, coop).status, 201);
    EXPECT_EQ(consent(label, product, coop).body.at("acts").size(), 2U);  // said twice, kept once
    EXPECT_EQ(transfer(label, product, province[0]).code(), "ocop/consent-missing");
    EXPECT_EQ(consent(label, product, successor).status, 201);
    EXPECT_EQ(transfer(label, product, province[1]).code(), "ocop/not-the-chair");
    EXPECT_EQ(transfer(label, product, ministry[0]).code(), "ocop/other-level");
    const auto moved = transfer(label, product, province[0]);
    ASSERT_EQ(moved.status, 200) << moved.text;
    EXPECT_EQ(moved.body.at("product"), product);

    EXPECT_THAT(page_of(old_product), Not(HasSubstr("OCOP 4★")));
    EXPECT_THAT(page_of(product), HasSubstr("OCOP 4★"));
    const auto list = get("/v1/products?stars_min=4").body.at("data");
    ASSERT_EQ(list.size(), 1U);
    EXPECT_EQ(list.at(0).at("id"), product);
    EXPECT_FALSE(get("/v1/products/" + old_product).body.at("ocop").contains("current"));
    for (const auto& one : {old_product, product}) {
        const auto labels = labels_of(one);
        ASSERT_EQ(labels.size(), 1U);
        EXPECT_EQ(labels[0].at("state"), one == product ? "holds" : "transferred");
        EXPECT_EQ(labels[0].at("acts").front().at("act"), "award");
        const auto act = labels[0].at("acts").back();
        EXPECT_EQ(act.at("act"), "transfer");
        EXPECT_EQ(act.at("from_product"), old_product);
        EXPECT_EQ(act.at("to_product"), product);
        EXPECT_EQ(act.at("decision_no"), "77/QĐ-UBND");
    }
    // The old product begins anew, and consents were for this once.
    const std::string id = open(old_product, "upgrade").body.at("id");
    ASSERT_EQ(assess(id, marks(13)).status, 200);
    EXPECT_EQ(submit(id).code(), "ocop/wrong-asking");
    EXPECT_EQ(transfer(label, old_product, province[0]).code(), "ocop/consent-missing");

    given.clock.advance(days(1097));
    EXPECT_EQ(listed(1), 0U);
    EXPECT_EQ(expire(), 1U);
    EXPECT_THAT(page_of(product), Not(HasSubstr("OCOP 4★")));
    EXPECT_FALSE(get("/v1/products/" + product).body.at("ocop").contains("current"));
    EXPECT_EQ(labels_of(product)[0].at("state"), "expired");
    EXPECT_EQ(transfer(label, old_product, province[0]).code(), "ocop/label-over");
}

TEST_F(OcopTransfer, AConsentCanBeTakenBackUntilTheIssuerDecides) {
    const auto [old_product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto [product, offer_2] = on_sale(successor, "Cà phê Bản Mòng (mới)", 40);
    const auto label = four_stars(old_product);
    const auto take_back = [&](const Caller& by) {
        return send(server::Verb::del, "/v1/ocop/labels/" + label + "/transfer-consents/" + product, as(by));
    };
    const auto none = take_back(coop);
    EXPECT_EQ(none.status, 200) << none.text;
    EXPECT_EQ(labels_of(old_product)[0].at("acts").size(), 1U) << "who never agreed changes nothing";
    ASSERT_EQ(consent(label, product, coop).status, 201);
    ASSERT_EQ(consent(label, product, successor).status, 201);
    EXPECT_EQ(take_back(given.cooperative("HTX Khác", "04")).status, 404);
    EXPECT_EQ(take_back(successor).status, 200);
    EXPECT_EQ(transfer(label, product, province[0]).code(), "ocop/consent-missing");
    ASSERT_EQ(consent(label, product, successor).status, 201);
    EXPECT_EQ(transfer(label, product, province[0]).status, 200);
}

TEST_F(OcopTransfer, GoesOnlyToTheSameGoodsOfAVerifiedHolderInTheProvince) {
    const auto [old_product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto [own, offer_2] = on_sale(coop, "Cà phê khác", 40);
    const auto far = given.cooperative("HTX Xa", "66");
    const auto [elsewhere, offer_3] = on_sale(far, "Cà phê xa", 40);
    const auto label = four_stars(old_product);
    const std::string draft =
        post("/v1/products", {{"name", "Chè"}, {"set", 11}}, as(successor)).body.at("id");
    for (const auto& [to, why] :
         {std::pair{own, "same_holder"},
          std::pair{elsewhere, "other_province"},
          std::pair{draft, "not_on_the_market"}}) {
        const auto refused = transfer(label, to, province[0]);
        EXPECT_EQ(refused.code(), "ocop/not-transferable") << why;
        EXPECT_EQ(refused.body.at("violations").at(0).at("code"), why);
    }
    EXPECT_EQ(consent(label, elsewhere, successor).status, 404);  // neither holder
    EXPECT_EQ(
        consent(label, own, given.colleague(coop, accounts::Role::seller)).code(), "ocop/not-the-owner"
    );
    EXPECT_EQ(listed(4), 1U);
    EXPECT_EQ(labels_of(old_product)[0].at("acts").size(), 1U);
}

TEST_F(OcopTransfer, WaitsForTheOldProductsApplication) {
    const auto [old_product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const auto [product, offer_2] = on_sale(successor, "Cà phê Bản Mòng (mới)", 40);
    const auto label = four_stars(old_product);
    ASSERT_EQ(consent(label, product, coop).status, 201);
    ASSERT_EQ(consent(label, product, successor).status, 201);
    const std::string id = open(old_product, "upgrade").body.at("id");
    EXPECT_EQ(transfer(label, product, province[0]).code(), "ocop/application-under-way");
    ASSERT_EQ(send(server::Verb::del, at(id, "submission"), as(coop)).status, 200);
    EXPECT_EQ(transfer(label, product, province[0]).status, 200);
}

TEST_F(OcopTransfer, ALabelForAnotherHoldersProductIsRefusedAndOldCodesStayAsPrinted) {
    const auto [product, offer] = on_sale(coop, "Cà phê Bản Mòng", 40);
    const Json label{
        {"stars", 4},
        {"decision_no", "88/QĐ-UBND"},
        {"issuer", "UBND tỉnh Cao Bằng"},
        {"decided_on", "2025-01-15"},
        {"sheet_code", "04-045-01297-02-2024"}};
    EXPECT_EQ(post("/v1/products/" + product + "/labels", label, as(successor)).status, 404);
    EXPECT_EQ(listed(3), 0U);
    EXPECT_THAT(labels_of(product), IsEmpty());
    const auto declared = post("/v1/products/" + product + "/labels", label, as(coop));
    ASSERT_EQ(declared.status, 201) << declared.text;
    EXPECT_EQ(labels_of(product)[0].at("sheet_code"), "04-045-01297-02-2024");
}

}  // namespace
}  // namespace chophien::api
