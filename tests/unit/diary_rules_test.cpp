// Days to wait, balances and record sets.
#include "catalog/ocop_set.hpp"
#include "traceability/diary/balance.hpp"
#include "traceability/diary/record_sets.hpp"
#include "traceability/diary/waiting.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::traceability::diary {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Day day(int number) { return Day{std::chrono::year(2026) / 11 / 1} + std::chrono::days(number - 1); }

When on(int number) { return {begin_of(day(number)), day(number), true}; }

When at(int number, int hour) {
    return {begin_of(day(number)) + std::chrono::hours(hour), day(number), false};
}

Closing closing(When when, int days) { return {EntryId{1}, "Abamectin", when, opens_on(when.day, days)}; }

TEST(Waiting, EndsOnTheDayThatIsNamed) {
    const auto spray = closing(on(1), 7);
    EXPECT_EQ(spray.opens_on, day(8));
    EXPECT_FALSE(is_too_early(spray, on(0)));
    EXPECT_TRUE(is_too_early(spray, on(1)));
    EXPECT_TRUE(is_too_early(spray, on(7)));
    EXPECT_FALSE(is_too_early(spray, on(8)));
    EXPECT_FALSE(is_too_early(closing(on(1), 0), on(1))) << "nothing to wait for";
}

TEST(Waiting, OfTheSameDayGoesByTheHourWhenBothAreKnown) {
    EXPECT_FALSE(is_too_early(closing(at(1, 15), 7), at(1, 6))) << "harvested before it was sprayed";
    EXPECT_TRUE(is_too_early(closing(at(1, 6), 7), at(1, 15)));
    EXPECT_TRUE(is_too_early(closing(on(1), 7), at(1, 6))) << "a day without an hour tells nothing";
    EXPECT_TRUE(is_too_early(closing(at(1, 15), 7), on(1)));
}

RC_GTEST_PROP(Waiting, IsOverOnNoDayBeforeTheLast, ()) {
    const auto sprayed = *rc::gen::inRange(0, 300);
    const auto days = *rc::gen::inRange(0, 60);
    const auto harvested = *rc::gen::inRange(0, 400);
    const auto early = is_too_early(closing(on(sprayed), days), on(harvested));
    RC_ASSERT(early == (harvested >= sprayed && harvested < sprayed + days));
}

Quantity of(std::string_view value, std::string_view unit) {
    return {decimal_from(value).value(), unit_from(unit)};
}

TEST(Balance, IsToldInKilogramsWhateverTheUnits) {
    const auto sums = balance_of(
        {{of("1.5", "TNE"), {}}, {of("20", "KGM"), {}}},
        std::nullopt,
        {{of("1400", "KGM"), {}}, {of("300", "XBX"), of("200", "GRM")}}
    );
    ASSERT_TRUE(sums);
    EXPECT_EQ(sums->unit, unit_from("KGM"));
    EXPECT_EQ(sums->in, whole(1520));
    EXPECT_EQ(sums->out, whole(1460));
    EXPECT_EQ(sums->loss, whole(60));
}

TEST(Balance, CountsWhatWasAdded) {
    const auto sums = balance_of({{of("10", "LTR"), {}}}, of("2", "LTR"), {{of("11", "LTR"), {}}});
    ASSERT_TRUE(sums);
    EXPECT_EQ(sums->loss, whole(1));
}

TEST(Balance, IsToldInPiecesWhenAllArePieces) {
    const auto sums = balance_of({{of("100", "H87"), {}}}, std::nullopt, {{of("101", "H87"), {}}});
    ASSERT_TRUE(sums);
    EXPECT_EQ(sums->loss, whole(-1));
}

TEST(Balance, IsNotGuessed) {
    EXPECT_FALSE(balance_of({{of("10", "KGM"), {}}}, std::nullopt, {{of("30", "XBX"), {}}}));
    EXPECT_FALSE(balance_of({{of("10", "KGM"), {}}}, std::nullopt, {{of("9", "LTR"), {}}}));
    EXPECT_FALSE(balance_of({{of("10", "KGM"), {}}}, of("1", "LTR"), {{of("9", "KGM"), {}}}));
    EXPECT_FALSE(balance_of({}, std::nullopt, {{of("9", "KGM"), {}}}));
}

TEST(RecordSets, KnowAGroupForEverySet) {
    for (const auto& set : catalog::ocop_sets()) {
        const std::array places{plots::PlaceKind::plot};
        EXPECT_TRUE(group_of(set.number, places)) << set.number;
    }
}

TEST(RecordSets, GoByThePlaceWhereTheClassDoesNotTell) {
    using plots::PlaceKind;
    const auto group = [](std::vector<PlaceKind> from) { return group_of(2, from); };
    EXPECT_EQ(group({PlaceKind::pond, PlaceKind::cage}), CommodityGroup::aquaculture);
    EXPECT_EQ(group({PlaceKind::barn}), CommodityGroup::livestock);
    EXPECT_EQ(group({PlaceKind::barn, PlaceKind::pond}), std::nullopt);
    EXPECT_EQ(group({}), std::nullopt);
    EXPECT_EQ(group_of(1, std::vector{PlaceKind::pond}), CommodityGroup::crop) << "the class tells";
    EXPECT_EQ(group_of(std::nullopt, std::vector{PlaceKind::plot}), CommodityGroup::crop);
}

Origin origin(std::set<EntryKind> care) {
    Origin made;
    made.says.kind = plots::PlaceKind::plot;
    made.says.name = "Đồi 1";
    made.says.commune = "xã Trùng Khánh";
    made.says.square_metres = 5'000;
    made.care = std::move(care);
    return made;
}

std::vector<std::string> must(CommodityGroup group, const Known& known) {
    std::vector<std::string> words;
    for (const auto& missing : missing_of(group, known))
        if (missing.need->must) {
            words.emplace_back(missing.need->words.en);
            if (!missing.place.empty()) words.back() += " @ " + missing.place;
        }
    return words;
}

TEST(RecordSets, ListEverythingThatIsMissingAtOnce) {
    Known known;
    known.entries = {EntryKind::harvest};
    known.origins = {origin({EntryKind::water})};
    EXPECT_THAT(must(CommodityGroup::crop, known), IsEmpty());
    auto bare = origin({});
    bare.says.commune.reset();
    bare.says.square_metres.reset();
    known.origins.push_back(bare);
    known.without_origin = true;
    known.entries.clear();
    EXPECT_THAT(
        must(CommodityGroup::crop, known),
        ElementsAre(
            "the harvest or the receipt",
            "the plots it grew on, or who it was bought from",
            "the commune of the plot @ Đồi 1",
            "the area of the plot @ Đồi 1",
            "some care of the plot in the season (sowing, watering, fertiliser, spray) @ Đồi 1"
        )
    );
}

TEST(RecordSets, AskAnimalsForTheirFeedAndProcessedGoodsForTheirProcessing) {
    Known known;
    known.entries = {EntryKind::harvest};
    known.origins = {origin({EntryKind::water})};
    known.origins.front().says.grows = "gà";
    EXPECT_THAT(must(CommodityGroup::livestock, known), ElementsAre("feeding at the barn @ Đồi 1"));
    EXPECT_THAT(must(CommodityGroup::aquaculture, known), ElementsAre("the stocking @ Đồi 1"));
    EXPECT_THAT(must(CommodityGroup::processed, known), ElementsAre("the processing"));
    EXPECT_THAT(must(CommodityGroup::other, known), IsEmpty());
}

TEST(RecordSets, AreWrittenForEveryGroupInBothLanguages) {
    std::set<CommodityGroup> groups;
    for (const auto& need : needs()) {
        groups.insert(need.group);
        EXPECT_FALSE(need.words.vi.empty() || need.words.en.empty());
    }
    EXPECT_EQ(groups.size(), 4U) << "every group but `other`";
    // Looking at each need once walks every word of the table through its readers.
    Known known;
    known.origins = {origin({})};
    for (const auto group : groups) EXPECT_FALSE(missing_of(group, known).empty());
}

}  // namespace
}  // namespace chophien::traceability::diary
