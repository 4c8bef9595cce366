// Exports as a browser or an ERP asks for them.
#include "core/csv.hpp"
#include "tests/api/fixture.hpp"

namespace chophien::api {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

struct ExportsApi : Api {
    Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    Caller other = given.cooperative("HTX Khác", "19");
    Sent phone = as(coop);
    Sent stranger = as(other);
    std::string lot;
    std::string of;
    std::string plot;

    ExportsApi() {
        const auto product = on_sale(coop, "Bưởi da xanh", 10).first;
        plot = post(
                   "/v1/places",
                   {{"kind", "plot"},
                    {"name", "Đồi 1"},
                    {"commune", "xã Trùng Khánh"},
                    {"square_metres", 5000},
                    {"valid_from", "2026-01-01"}},
                   phone
        )
                   .body.value("id", "");
        const auto harvested = post(
            "/v1/diary",
            {{"kind", "harvest"},
             {"day", "2026-11-20"},
             {"place", plot},
             {"makes", {{{"product", product}, {"quantity", {{"value", "10"}, {"unit", "XPA"}}}}}}},
            phone
        );
        EXPECT_EQ(harvested.status, 201) << harvested.text;
        const auto& made = harvested.body["lots"][0];
        lot = made.value("id", "");
        of = "https%3A%2F%2Fid.gs1.org%2F01%2F" + made.value("gtin", "") + "%2F10%2F" +
             made.value("lot_code", "");
    }
};

TEST_F(ExportsApi, GiveFilesUnderTheirNames) {
    const auto document = get("/v1/exports/epcis?of=" + of, phone);
    ASSERT_EQ(document.status, 200) << document.text;
    EXPECT_THAT(document.body["epcisBody"]["eventList"], SizeIs(1));
    EXPECT_THAT(document.header("Content-Disposition"), HasSubstr("epcis.json"));
    const auto xml = get("/v1/exports/epcis.xml?direction=ancestors&of=" + of, phone);
    ASSERT_EQ(xml.status, 200) << xml.text;
    EXPECT_THAT(xml.type, HasSubstr("application/xml"));
    EXPECT_THAT(xml.text, HasSubstr("EPCISDocument"));
    const auto table = get("/v1/exports/fsma204.csv?of=" + of, phone);
    ASSERT_EQ(table.status, 200) << table.text;
    EXPECT_THAT(table.text, HasSubstr("Harvesting"));
    const auto sheet = get("/v1/exports/fsma204.xlsx?of=" + of, phone);
    ASSERT_EQ(sheet.status, 200);
    EXPECT_EQ(sheet.text.substr(0, 2), "PK");
    EXPECT_EQ(get("/v1/exports/epcis?of=" + of, stranger).code(), "traceability/unknown-thing");
    EXPECT_EQ(get("/v1/exports/epcis?of=x", phone).code(), "traceability/not-a-name");
    EXPECT_EQ(get("/v1/exports/epcis?of=" + of).status, 401);
    EXPECT_EQ(get("/v1/exports/epcis?steps=0&of=" + of, phone).status, 400);
}

TEST_F(ExportsApi, RefusePlotsWithoutCoordinatesInBothLanguages) {
    const auto path = "/v1/exports/eudr.geojson?of=" + of;
    const auto refused = get(path, phone);
    EXPECT_EQ(refused.status, 409) << refused.text;
    EXPECT_EQ(refused.code(), "traceability/plots-missing");
    EXPECT_THAT(refused.pointers(), testing::ElementsAre("/plots/" + plot));
    EXPECT_THAT(refused.text, HasSubstr("chưa có toạ độ"));
    auto english = phone;
    english.language = "en";
    EXPECT_THAT(get(path, english).text, HasSubstr("has no coordinates"));
    auto change = phone;
    change.if_match = "*";
    const Json point{{"type", "Point"}, {"coordinates", {106.2570001, 22.6710002}}};
    ASSERT_EQ(patch("/v1/places/" + plot, {{"geometry", point}}, change).status, 200);
    const auto file = get(path, phone);
    ASSERT_EQ(file.status, 200) << file.text;
    EXPECT_THAT(file.type, HasSubstr("application/geo+json"));
    EXPECT_EQ(Json::parse(file.text)["features"][0]["geometry"], point);
    EXPECT_EQ(get(path, stranger).status, 404);
}

TEST_F(ExportsApi, SayWhatPortalsAskAndWhatALotLacks) {
    const auto portals = get("/v1/portals");
    ASSERT_THAT(portals.body["data"], SizeIs(3));
    EXPECT_EQ(portals.body["data"][0]["key"], "national");
    const auto path = "/v1/portals/checkvn/lots/" + lot;
    const auto readiness = get(path + "/readiness", phone);
    ASSERT_EQ(readiness.status, 200) << readiness.text;
    EXPECT_EQ(readiness.body["ready"], false);
    EXPECT_EQ(readiness.body["missing"][0]["key"], "growing_area");
    EXPECT_EQ(get(path + "/record", phone).code(), "traceability/record-incomplete");
    EXPECT_EQ(get(path + "/record.csv", phone).code(), "traceability/record-incomplete");
    EXPECT_EQ(get(path + "/readiness", stranger).code(), "traceability/unknown-lot");
    EXPECT_EQ(
        get("/v1/portals/moon/lots/" + lot + "/readiness", phone).code(), "traceability/unknown-portal"
    );
}

TEST_F(ExportsApi, KeepWhatAPortalGaveBack) {
    const Json number{{"system", "verigoods"}, {"about", lot}, {"value", "VG-1"}, {"given_on", "2026-11-21"}};
    const auto kept = post("/v1/external-identifiers", number, phone);
    ASSERT_EQ(kept.status, 201) << kept.text;
    EXPECT_EQ(kept.body["status"], "active");
    const auto list = get("/v1/external-identifiers?about=" + lot, phone);
    ASSERT_THAT(list.body["data"], SizeIs(1));
    EXPECT_EQ(list.body["data"][0]["value"], "VG-1");
    EXPECT_EQ(post("/v1/external-identifiers", number, stranger).code(), "traceability/unknown-subject");
    auto wrong = number;
    wrong["system"] = "moon";
    EXPECT_EQ(post("/v1/external-identifiers", wrong, phone).status, 400);
}

}  // namespace
}  // namespace chophien::api
