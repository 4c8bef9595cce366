// Files, mirror and takedowns over the API's own edge.
#include "catalog/importing.hpp"
#include "catalog/mirror.hpp"
#include "catalog/spreadsheet.hpp"
#include "core/feed.hpp"
#include "tests/api/fixture.hpp"

namespace chophien::api {
namespace {

using server::Verb;

class CatalogFiles : public Api {
protected:
    Got upload(const Caller& seller, const std::string& bytes, const std::string& type = "text/csv") {
        auto sent = as(seller);
        sent.body = bytes;
        sent.content_type = type;
        return send(Verb::post, "/v1/imports", sent);
    }

    void work() {
        const auto steps = catalog::import_steps();
        while (jobs::work_once(given.database, steps)) {
        }
    }
};

TEST_F(CatalogFiles, ImportsComeInTheEncodingsAndFormsPeopleHave) {
    const auto coop = given.cooperative("HTX Chè", "19");
    const std::string abc =
        "T\xAAn s\xB6n ph\xC8m;Quy c\xB8"
        "ch;\xA7\xACn v\xDE;Gi\xB8\r\nCh\xCC m\xE3"
        "c c\xA9u;G\xE3i;g\xE3i;50000\r\n";
    EXPECT_EQ(upload(coop, abc).status, 202);
    const auto sheet =
        catalog::xlsx_of({{"tên sản phẩm", "quy cách", "đơn vị", "giá"}, {"Mật ong", "Chai", "chai", "90000"}}
        );
    EXPECT_EQ(upload(coop, sheet, std::string(catalog::xlsx_type)).status, 202);
    work();
    const auto own = get("/v1/products/mine", as(coop));
    ASSERT_EQ(own.body.at("data").size(), 2U);
    EXPECT_EQ(own.body.at("data").at(1).at("name"), "Chè móc câu");
    EXPECT_EQ(own.body.at("data").at(0).at("name"), "Mật ong");
    const auto unknown = upload(
        coop,
        "caf\xE9 cr\xE8me br\xFBl\xE9"
        "e"
    );
    EXPECT_EQ(unknown.status, 415);
    EXPECT_EQ(unknown.code(), "text/unknown-encoding");
    const auto damaged = upload(coop, sheet.substr(0, 200), std::string(catalog::xlsx_type));
    EXPECT_EQ(damaged.status, 400);
    EXPECT_EQ(damaged.code(), "catalog/wrong-import");
    EXPECT_EQ(upload(coop, abc, "application/pdf").status, 415);
}

TEST_F(CatalogFiles, TemplateAndExportAreFiles) {
    const auto coop = given.cooperative();
    on_sale(coop, "Chè", 3);
    on_sale(coop, "Mật", 3);
    const auto sheet = get("/v1/imports/template.xlsx");
    EXPECT_EQ(sheet.type, catalog::xlsx_type);
    EXPECT_TRUE(catalog::csv_from_xlsx(sheet.text));
    const auto file = get("/v1/exports/products", as(coop));
    EXPECT_EQ(file.status, 200);
    EXPECT_EQ(file.type, "text/csv; charset=utf-8");
    EXPECT_EQ(std::ranges::count(file.text, '\n'), 3);
    EXPECT_EQ(get("/v1/exports/products?state=draft", as(coop)).text.find("Chè"), std::string::npos);
    EXPECT_EQ(get("/v1/exports/products").status, 401);
}

TEST_F(CatalogFiles, AWholeCatalogueIsOneFileThatComesInPiecesAndGoesInAgain) {
    const auto coop = given.cooperative("HTX Chè", "19");
    std::string csv = "product_name,ocop_set,description,pack_size,unit,price_vnd,stock\r\n";
    for (int number = 0; number < 700; ++number)
        csv += fmt::format(
            "Chè số {0},11,\"Lô {0}: {1}\",Gói 100 g,gói,{2},{3}\r\n",
            number,
            std::string(1500, static_cast<char>('a' + number % 26)),
            10'000 + number,
            number % 9
        );
    ASSERT_EQ(upload(coop, csv).status, 202);
    work();
    const auto own = get("/v1/products/mine?limit=100", as(coop)).text;
    for (const std::string address : {"/v1/exports/products", "/v1/exports/products.xlsx"}) {
        const auto file = get(address, as(coop));
        ASSERT_EQ(file.status, 200);
        EXPECT_GT(file.pieces, 1) << address;
        const auto again = upload(coop, file.text, file.type);
        ASSERT_EQ(again.status, 202) << again.text;
        work();
        const auto result =
            get("/v1/jobs/" + again.body.at("job").get<std::string>(), as(coop)).body.at("result");
        EXPECT_EQ(result.at("unchanged"), 700) << result;
        EXPECT_EQ(result.at("rows"), 700);
        EXPECT_EQ(get("/v1/products/mine?limit=100", as(coop)).text, own);
    }
}

TEST_F(CatalogFiles, AnErpFollowsTheMarket) {
    const auto coop = given.cooperative();
    const auto [product, offer] = on_sale(coop, "Chè", 3);
    const auto follow = [&] {
        sequence_changes(given.database);
        while (given.transact([](db::Transaction& tx) { return catalog::follow_market(tx); })) {
        }
    };
    follow();
    const auto first = get("/v1/catalog-changes?limit=10");
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.body.at("data").at(0).at("product").at("offers").at(0).at("id"), offer);
    EXPECT_EQ(first.body.at("more"), false);
    const auto boss = given.operator_();
    const auto taken = post(
        "/v1/products/" + product + "/takedown",
        {{"ground", "unsafe"}, {"reason", "Dư lượng thuốc"}, {"reference", "12/TB-CCATVSTP"}},
        as(boss)
    );
    ASSERT_EQ(taken.status, 201) << taken.text;
    EXPECT_EQ(get("/v1/products/" + product).status, 404);
    const auto next = get("/v1/catalog-changes?after=" + first.body.at("cursor").get<std::string>());
    EXPECT_EQ(next.body.at("data").at(0).at("gone"), "taken_down");
    EXPECT_EQ(get("/v1/catalog-changes?after=x").code(), "catalog/wrong-cursor");
    EXPECT_EQ(get("/v1/catalog-changes?updated_since=2026-01-01T00:00:00Z").body.at("data").size(), 1U);

    const std::string id = taken.body.at("id");
    EXPECT_EQ(get("/v1/takedowns", as(coop)).body.at("data").size(), 1U);
    EXPECT_EQ(post("/v1/takedowns/" + id + "/appeal", {{"appeal", "Đã kiểm nghiệm"}}, as(coop)).status, 200);
    EXPECT_EQ(get("/v1/takedowns/" + id, as(coop)).body.at("state"), "appealed");
    EXPECT_EQ(
        post("/v1/takedowns/" + id + "/decision", {{"decision", "lifted"}, {"reason", "ổn"}}, as(coop))
            .status,
        403
    );
    EXPECT_EQ(
        post("/v1/takedowns/" + id + "/decision", {{"decision", "lifted"}, {"reason", "ổn"}}, as(boss))
            .status,
        200
    );
    EXPECT_EQ(get("/v1/products/" + product).status, 200);
    EXPECT_EQ(get("/v1/products/" + product + "/history", as(coop)).body.at("data").size(), 3U);
}

}  // namespace
}  // namespace chophien::api
