// The diary as a phone speaks to it.
#include "tests/api/fixture.hpp"

#include <fmt/format.h>

namespace chophien::api {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct DiaryApi : Api {
    Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    Caller other = given.cooperative("HTX Khác", "19");
    Sent phone = as(coop);

    std::string place(const std::string& kind, const std::string& name) {
        const auto made = post(
            "/v1/places",
            {{"kind", kind},
             {"name", name},
             {"commune", "xã Trùng Khánh"},
             {"square_metres", 5000},
             {"valid_from", "2026-01-01"}},
            phone
        );
        EXPECT_EQ(made.status, 201) << made.text;
        return made.body.value("id", "");
    }

    static Json harvest(const std::string& plot, const std::string& product, const std::string& kg) {
        return {
            {"kind", "harvest"},
            {"day", "2026-11-20"},
            {"place", plot},
            {"makes", {{{"product", product}, {"quantity", {{"value", kg}, {"unit", "XPA"}}}}}}};
    }
};

TEST_F(DiaryApi, ASeasonIsWrittenWithSmallRequests) {
    const auto [product, offer] = on_sale(coop, "Bưởi da xanh", 10);
    const auto member = post("/v1/member-households", {{"name", "Hộ bà Mai"}}, phone);
    ASSERT_EQ(member.status, 201) << member.text;
    const auto hill = place("plot", "Đồi 1");
    const auto shown = get("/v1/places/" + hill, phone);
    EXPECT_EQ(shown.body["kind_vi"], "thửa, vùng trồng");
    EXPECT_EQ(shown.body["exact"], true);

    auto moved = phone;
    EXPECT_EQ(patch("/v1/places/" + hill, {{"member", member.body["id"]}}, moved).status, 428);
    moved.if_match = shown.header("ETag");
    EXPECT_EQ(patch("/v1/places/" + hill, {{"member", member.body["id"]}}, moved).status, 200);
    EXPECT_EQ(patch("/v1/places/" + hill, {{"grows", "bưởi"}}, moved).status, 412);
    EXPECT_EQ(get("/v1/places/" + hill + "/versions", phone).body["data"].size(), 2U);

    const auto watered =
        post("/v1/diary", {{"kind", "water"}, {"place", hill}, {"day", "2026-11-20"}}, phone);
    ASSERT_EQ(watered.status, 201) << watered.text;
    EXPECT_EQ(watered.body["kind_vi"], "Tưới nước");
    const auto harvested = post("/v1/diary", harvest(hill, product, "10"), phone);
    ASSERT_EQ(harvested.status, 201) << harvested.text;
    const auto lot = harvested.body["lots"][0]["id"].get<std::string>();
    EXPECT_EQ(harvested.body["member_name"], "Hộ bà Mai");
    EXPECT_EQ(get("/v1/lots/" + lot + "/origins", phone).body["plots"][0]["place"], hill);
    EXPECT_EQ(get("/v1/diary?lot=" + lot, phone).body["data"].size(), 1U);
    EXPECT_EQ(get("/v1/diary?limit=1", phone).body["data"].size(), 1U);
    EXPECT_THAT(get("/v1/diary?limit=1", phone).header("Link"), HasSubstr("after="));

    const auto entry = harvested.body["id"].get<std::string>();
    EXPECT_EQ(get("/v1/diary/" + entry, phone).status, 200);
    const auto withdrawn = post("/v1/diary/" + entry + "/withdrawal", {{"reason", "did_not_occur"}}, phone);
    EXPECT_EQ(withdrawn.status, 200) << withdrawn.text;
    EXPECT_EQ(withdrawn.body["withdrawn"]["reason"], "did_not_occur");
}

TEST_F(DiaryApi, AHarvestInsideTheWaitIsRefusedInBothLanguages) {
    const auto [product, offer] = on_sale(coop, "Bưởi da xanh", 10);
    const auto hill = place("plot", "Đồi 1");
    const Json spray{
        {"kind", "spray"},
        {"place", hill},
        {"day", "2026-11-18"},
        {"input", "Reasgant 3.6EC"},
        {"active_ingredient", "Abamectin"},
        {"dose", "20 ml"},
        {"pre_harvest_days", 7}};
    EXPECT_EQ(post("/v1/diary", spray, phone).body["opens_on"], "2026-11-25");
    auto english = phone;
    english.language = "en";
    const auto vi = post("/v1/diary", harvest(hill, product, "10"), phone);
    const auto en = post("/v1/diary", harvest(hill, product, "10"), english);
    EXPECT_EQ(vi.status, 409);
    EXPECT_EQ(vi.code(), "traceability/harvest-too-early");
    EXPECT_THAT(vi.body["detail"].get<std::string>(), HasSubstr("thu hoạch được từ ngày 25/11/2026"));
    EXPECT_THAT(en.body["detail"].get<std::string>(), HasSubstr("harvest is allowed from 2026-11-25"));
    EXPECT_THAT(vi.pointers(), ElementsAre("/place"));
}

TEST_F(DiaryApi, ABatchIsAnsweredRowByRowAndConflictsAreKept) {
    const auto hill = place("plot", "Đồi 1");
    Json water{
        {"id", "00000000-0000-4000-8000-000000000001"},
        {"kind", "water"},
        {"place", hill},
        {"day", "2026-11-20"}};
    const Json batch{{"device", "Máy chị Mai"}, {"entries", Json::array({water, "nonsense"})}};
    const auto first = post("/v1/diary/batch", batch, phone);
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(first.body["rows"][0]["status"], "created");
    EXPECT_EQ(first.body["rows"][1]["status"], "refused");
    EXPECT_FALSE(first.body["rows"][1]["problem"]["vi"].get<std::string>().empty());
    EXPECT_EQ(post("/v1/diary/batch", batch, phone).body["rows"][0]["status"], "repeated");
    EXPECT_EQ(post("/v1/diary", water, phone).body["id"], first.body["rows"][0]["entry"]);
    water["day"] = "2026-11-19";
    const auto conflict = post("/v1/diary", water, phone);
    EXPECT_EQ(conflict.status, 409);
    EXPECT_EQ(conflict.code(), "traceability/diary-id-reused");
    const auto kept = get("/v1/diary/conflicts", phone);
    ASSERT_EQ(kept.body["data"].size(), 1U) << "though the request was refused";
    EXPECT_EQ(kept.body["data"][0]["content"]["day"], "2026-11-19");
}

TEST_F(DiaryApi, FormsAreForEverybodyAndDiariesAreNot) {
    const auto forms = get("/v1/diary/kinds");
    ASSERT_EQ(forms.status, 200);
    EXPECT_EQ(forms.body["kinds"].size(), 16U);
    EXPECT_EQ(forms.body["kinds"][0]["vi"], "Gieo trồng, thả giống");
    const auto hill = place("plot", "Đồi 1");
    EXPECT_EQ(get("/v1/diary").status, 401);
    const auto seen = get("/v1/places/" + hill, as(other));
    EXPECT_EQ(seen.status, 200);
    EXPECT_EQ(seen.body["exact"], false);
    EXPECT_FALSE(seen.body.contains("name"));
    EXPECT_EQ(seen.body["commune"], "xã Trùng Khánh");
    EXPECT_EQ(get("/v1/places/" + hill + "/versions", as(other)).status, 404);
    EXPECT_EQ(get("/v1/diary?place=" + hill, as(other)).status, 404);
    EXPECT_EQ(get("/v1/member-households", as(given.consumer())).status, 403);
}

}  // namespace
}  // namespace chophien::api
