#include "traceability/lot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>

namespace chophien::traceability {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Day day(std::string_view text) { return day_from(text).value(); }

std::vector<std::string> codes(const std::vector<Violation>& wrong) {
    std::vector<std::string> found;
    for (const auto& each : wrong) found.push_back(each.pointer + " " + std::string(each.code));
    return found;
}

TEST(LotDays, AreCheckedAgainstTodayAndTheHarvest) {
    struct Row {
        std::string_view harvested, use_by, best_before;
        std::vector<std::string> wrong;
    };

    const auto today = day("2026-11-21");
    const std::vector<Row> rows{
        {"2026-11-21", "", "", {}},
        {"2026-11-22", "", "", {"/harvested_on in_the_future"}},
        {"2021-11-21", "", "", {}},
        {"2021-11-20", "", "", {"/harvested_on too_long_ago"}},
        {"2026-11-01", "2026-11-01", "2026-11-01", {}},
        {"2026-11-01", "2026-10-31", "2026-10-31", {"/use_by before_harvest", "/best_before before_harvest"}},
        {"2026-11-01", "2046-11-21", "", {}},
        {"2026-11-01", "2046-11-22", "", {"/use_by too_far_ahead"}},
    };
    for (const auto& row : rows) {
        const auto wrong =
            wrong_days(day(row.harvested), day_from(row.use_by), day_from(row.best_before), today);
        EXPECT_EQ(codes(wrong), row.wrong) << row.harvested << ' ' << row.use_by << ' ' << row.best_before;
    }
}

TEST(LotDays, KnowLeapDays) {
    EXPECT_THAT(wrong_days(day("2023-02-28"), {}, {}, day("2028-02-29")), IsEmpty());
    EXPECT_THAT(
        codes(wrong_days(day("2023-02-27"), {}, {}, day("2028-02-29"))),
        ElementsAre("/harvested_on too_long_ago")
    );
}

std::optional<std::string> taken(
    std::string_view packs,
    std::string_view sold_in,
    std::string_view content,
    std::string_view content_unit,
    std::string_view lot_unit
) {
    std::optional<Quantity> one;
    if (!content.empty()) one = Quantity{decimal_from(content).value(), unit_from(content_unit)};
    const auto quantity =
        in_lot_unit(decimal_from(packs).value(), *unit_from(sold_in), one, *unit_from(lot_unit));
    if (!quantity) return std::nullopt;
    return text_of(*quantity);
}

TEST(PacksOutOfALot, AreCountedInTheLotsUnit) {
    EXPECT_EQ(taken("3", "XBX", "", "", "XBX"), "3") << "boxes out of a lot of boxes";
    EXPECT_EQ(taken("3", "XBX", "500", "GRM", "XBX"), "3") << "the sales unit comes before the content";
    EXPECT_EQ(taken("3", "XBX", "500", "GRM", "GRM"), "1500");
    EXPECT_EQ(taken("3", "XBX", "500", "GRM", "KGM"), "1.5");
    EXPECT_EQ(taken("3", "XBX", "500", "GRM", "TNE"), "0.002") << "0.0015 rounds half up";
    EXPECT_EQ(taken("2.5", "KGM", "", "", "KGM"), "2.5");
    EXPECT_EQ(taken("2.5", "KGM", "", "", "GRM"), "2500") << "sold by weight, the lot in grams";
    EXPECT_EQ(taken("4", "XBO", "750", "MLT", "LTR"), "3");
    EXPECT_EQ(taken("1000000000", "TNE", "", "", "MGM"), std::nullopt) << "beyond any quantity";
}

TEST(PacksOutOfALot, NeedUnitsThatMeet) {
    EXPECT_EQ(taken("1", "XBX", "", "", "KGM"), std::nullopt) << "nobody knows what a box weighs";
    EXPECT_EQ(taken("1", "XBX", "12", "H87", "KGM"), std::nullopt) << "twelve pieces are no weight";
    EXPECT_EQ(taken("1", "XBX", "500", "MLT", "KGM"), std::nullopt) << "a volume is no mass";
    EXPECT_EQ(taken("0.1", "GRM", "", "", "TNE"), std::nullopt) << "too little to be seen in tonnes";
}

RC_GTEST_PROP(PacksOutOfALot, GoBackAsTheyCame, ()) {
    const auto packs = *rc::gen::inRange<std::int64_t>(1, 1'000'000);
    const auto grams = *rc::gen::inRange<std::int64_t>(1, 100'000);
    const auto in_grams = in_lot_unit(
        whole(packs), *unit_from("XBX"), Quantity{whole(grams), unit_from("GRM")}, *unit_from("GRM")
    );
    const auto in_kilograms = in_lot_unit(
        whole(packs), *unit_from("XBX"), Quantity{whole(grams), unit_from("GRM")}, *unit_from("KGM")
    );
    RC_PRE(packs * grams <= Decimal::limit / 1000);
    RC_ASSERT(in_grams == whole(packs * grams));
    RC_ASSERT(in_kilograms == Decimal{packs * grams});
}

TEST(LotEvents, EachHaveAMeaningOfTheirOwn) {
    std::set<std::string_view> words;
    for (const auto& [kind, name] : json::Names<LotEventKind>::of) {
        const auto& meaning = meaning_of(kind);
        EXPECT_EQ(meaning.kind, kind) << name;
        EXPECT_FALSE(meaning.biz_step.empty()) << name;
        words.insert(meaning.words.vi);
        words.insert(meaning.words.en);
    }
    EXPECT_EQ(words.size(), 2 * json::Names<LotEventKind>::of.size());
}

TEST(LotPlaces, AreNamedFromNearToFar) {
    EXPECT_EQ(words_of(LotPlace{"04", "xã Trùng Khánh", "Đồi Bản Giốc", {}}), "Đồi Bản Giốc, xã Trùng Khánh");
    EXPECT_EQ(words_of(LotPlace{"04", "xã Trùng Khánh", {}, {}}), "xã Trùng Khánh");
    EXPECT_EQ(words_of(LotPlace{"04", {}, {}, {}}), "");
}

}  // namespace
}  // namespace chophien::traceability
