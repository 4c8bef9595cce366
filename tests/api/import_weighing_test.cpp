// Import files that carry goods paid by weight, and what an import says of stock that is spoken for.
#include "catalog/importing.hpp"
#include "tests/api/fixture.hpp"

#include <fmt/format.h>

namespace chophien::api {
namespace {

using server::Verb;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

constexpr std::string_view header =
    "tên sản phẩm,bộ sản phẩm,quy cách,đơn vị,khối lượng tịnh,đơn vị khối lượng,giá,tồn kho,đơn vị tính "
    "giá,dung sai\n";

class ImportWeighing : public Api {
protected:
    /// The job of an import of these rows, done.
    std::string import(const std::string& csv) {
        auto sent = as(coop);
        sent.body = csv;
        sent.content_type = "text/csv";
        const auto opened = send(Verb::post, "/v1/imports", sent);
        EXPECT_EQ(opened.status, 202) << opened.text;
        work();
        return opened.body.at("job");
    }

    std::string import_rows(std::string_view rows) { return import(std::string(header) + std::string(rows)); }

    void work() {
        const auto steps = catalog::import_steps();
        while (jobs::work_once(given.database, steps)) {
        }
    }

    Json result(const std::string& job) { return get("/v1/jobs/" + job, as(coop)).body.at("result"); }

    std::vector<std::string> findings(const std::string& job) {
        const auto found = get("/v1/jobs/" + job + "/findings", as(coop)).body.at("data");
        std::vector<std::string> said;
        for (const auto& one : found)
            said.push_back(fmt::format(
                "{} {} {}",
                one.at("line").get<int>(),
                one.value("column", "-"),
                one.at("code").get<std::string>()
            ));
        return said;
    }

    /// The only offer of the product that was made last.
    Json offer() { return get("/v1/products/mine", as(coop)).body.at("data").at(0).at("offers").at(0); }

    Caller coop = given.cooperative("HTX Gà đồi", "19");
};

TEST_F(ImportWeighing, GoodsPaidByWeightComeInGoOutAndAreUndone) {
    const auto made = import_rows("Gà ri,1,Con khoảng 1.8 kg,con,1.8,kg,120000,20,kg,10%\n");
    EXPECT_THAT(findings(made), ElementsAre());
    EXPECT_EQ(result(made).at("published"), 1);
    EXPECT_EQ(offer().at("pricing_unit"), "KGM");
    EXPECT_EQ(offer().at("tolerance_percent"), 10);

    const auto file = get("/v1/exports/products", as(coop)).text;
    EXPECT_THAT(file, HasSubstr("đơn vị tính giá,dung sai"));
    EXPECT_EQ(result(import(file)).at("unchanged"), 1);

    // A file that says nothing of it keeps it, with or without the columns.
    const auto plain = import("tên sản phẩm,quy cách,đơn vị,giá\nGà ri,Con khoảng 1.8 kg,con,125000\n");
    EXPECT_EQ(result(plain).at("updated"), 1);
    const auto empty = import_rows("Gà ri,1,Con khoảng 1.8 kg,con,,,130000,20,,\n");
    EXPECT_EQ(result(empty).at("updated"), 1);
    EXPECT_EQ(offer().at("pricing_unit"), "KGM");
    EXPECT_EQ(offer().at("tolerance_percent"), 10);

    const auto wider = import_rows("Gà ri,1,Con khoảng 1.8 kg,con,,,130000,20,kilogam,20\n");
    EXPECT_EQ(result(wider).at("updated"), 1);
    EXPECT_EQ(offer().at("tolerance_percent"), 20);
    const auto undoing = post("/v1/imports/" + wider + "/undo", Json::object(), as(coop));
    ASSERT_EQ(undoing.status, 202) << undoing.text;
    work();
    EXPECT_EQ(result(undoing.body.at("job")).at("restored"), 1);
    EXPECT_EQ(offer().at("tolerance_percent"), 10);
    EXPECT_EQ(offer().at("pricing_unit"), "KGM");
}

TEST_F(ImportWeighing, WhatCannotBeWeighedSoIsRefusedByColumn) {
    const auto job = import_rows(
        "Gà 1,1,Con,con,1.8,kg,120000,20,kg,\n"
        "Gà 2,1,Con,con,1.8,kg,120000,20,kg,31\n"
        "Gà 3,1,Con,con,1.8,kg,120000,20,kg,một ít\n"
        "Gà 4,1,Con,con,,,120000,20,kg,10\n"
        "Gà 5,1,Con,con,1.8,kg,120000,20,con,10\n"
        "Gà 6,1,Con,con,1.8,kg,120000,20,cân ta,10\n"
        "Gà 7,1,Rời,kg,1,kg,120000,20,kg,10\n"
        "Gà 8,1,Con,con,1.8,kg,120000,20,,10\n"
        "Gà 9,1,Con,con,1.8,kg,120000,20,lít,10\n"
    );
    EXPECT_THAT(
        findings(job),
        UnorderedElementsAre(
            "2 tolerance_percent out_of_range",
            "3 tolerance_percent out_of_range",
            "4 tolerance_percent not_a_percentage",
            "5 content not_measured",
            "6 pricing_unit not_a_measure",
            "6 content not_measured",
            "7 pricing_unit unknown_unit",
            "8 pricing_unit not_counted",
            "9 tolerance_percent needs_pricing_unit",
            "10 content not_measured"
        )
    );
    EXPECT_EQ(result(job).at("refused"), 9);
    EXPECT_EQ(get("/v1/products/mine", as(coop)).body.at("data").size(), 0U);
}

TEST_F(ImportWeighing, APackKeepsThePricingUnitItHas) {
    import_rows("Gà ri,1,Con,con,1.8,kg,120000,20,kg,10\nGà ác,1,Con,con,1,kg,90000,20,,\n");
    const auto job = import_rows(
        "Gà ri,1,Con,con,1.8,kg,120000,20,g,10\n"
        "Gà ác,1,Con,con,1,kg,90000,20,kg,10\n"
        "Gà ác,1,Con to,con,1,kg,90000,20,kg,10\n"
    );
    EXPECT_THAT(
        findings(job),
        ElementsAre(
            "2 pricing_unit pricing_unit_fixed",
            "3 pricing_unit pricing_unit_fixed",
            "3 tolerance_percent needs_pricing_unit"
        )
    );
    EXPECT_EQ(result(job).at("created"), 1);
    EXPECT_THAT(
        findings(import_rows("Gà ác,1,Con,con,1,kg,90000,20,,10\n")),
        ElementsAre("2 tolerance_percent needs_pricing_unit")
    );
}

TEST_F(ImportWeighing, StockThatIsOnHoldIsNotCalledReserved) {
    import_rows("Gà ri,1,Con,con,1.8,kg,120000,20,kg,10\n");
    const auto held = post(
        "/v1/offers/" + offer().at("id").get<std::string>() + "/holds",
        {{"quantity", "6"}, {"reason", "quality_check"}},
        as(coop)
    );
    ASSERT_EQ(held.status, 201) << held.text;
    const auto job = import_rows("Gà ri,1,Con,con,1.8,kg,120000,5,kg,10\n");
    const auto found = get("/v1/jobs/" + job + "/findings", as(coop)).body.at("data");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].at("column"), "stock");
    EXPECT_THAT(found[0].at("vi").get<std::string>(), HasSubstr("tạm ngừng bán"));
    EXPECT_THAT(found[0].at("vi").get<std::string>(), Not(HasSubstr("Đơn hàng đang giữ")));
    EXPECT_THAT(found[0].at("en").get<std::string>(), HasSubstr("on hold"));
    EXPECT_EQ(offer().at("on_hand"), "20");
}

}  // namespace
}  // namespace chophien::api
