#include "traceability/diary/entry.hpp"
#include "traceability/diary/entry_wire.hpp"
#include "traceability/diary/kinds.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace chophien::traceability::diary {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr Instant now = std::chrono::sys_days{std::chrono::year(2026) / 11 / 21} + std::chrono::hours(1);

DiaryEntry entry(std::string_view json) { return json::as<DiaryEntry>(json).value(); }

std::vector<std::string> pointers(const std::vector<Violation>& faults) {
    std::vector<std::string> found;
    for (const auto& fault : faults) found.push_back(fault.pointer);
    return found;
}

std::vector<std::string> wrong(std::string_view json) { return pointers(faults_of(entry(json))); }

TEST(DiaryKinds, HaveAFormEachInBothLanguages) {
    std::set<EntryKind> seen;
    const auto known = [](std::string_view name) {
        bool found = false;
        std::apply(
            [&](const auto&... fields) { ((found = found || fields.name == name), ...); },
            json::Shape<DiaryEntry>::fields
        );
        return found;
    };
    for (const auto& kind : kinds()) {
        EXPECT_TRUE(seen.insert(kind.kind).second);
        EXPECT_FALSE(kind.words.vi.empty() || kind.words.en.empty() || kind.about.vi.empty());
        for (const auto& member : kind.members) {
            EXPECT_TRUE(known(member.name)) << member.name;
            EXPECT_FALSE(member.words.vi.empty() || member.words.en.empty()) << member.name;
        }
    }
    EXPECT_EQ(seen.size(), json::Names<EntryKind>::of.size());
}

TEST(DiaryKinds, SayEverythingThatIsMissingAtOnce) {
    EXPECT_THAT(
        wrong(R"({"kind":"spray"})"),
        UnorderedElementsAre("/place", "/input", "/active_ingredient", "/dose", "/pre_harvest_days")
    );
    EXPECT_THAT(
        wrong(R"({"kind":"destroy","lots":[{"lot":"x"}]})"), UnorderedElementsAre("/place", "/reason")
    );
}

TEST(DiaryKinds, RefuseWhatIsNotTheirs) {
    EXPECT_THAT(
        wrong(
            R"({"kind":"water","place":"plc_0000000000001","dose":"20 ml","worker":"Tư","note":"trời nắng","device":"A"})"
        ),
        ElementsAre("/dose")
    );
}

TEST(DiaryKinds, WantAProductOrAnOfferOfWhatTheyMake) {
    EXPECT_THAT(
        wrong(
            R"({"kind":"harvest","place":"plc_0000000000001","makes":[{"quantity":{"value":"1","unit":"KGM"}},{"product":"prd_0000000000001","quantity":{"value":"1","unit":"KGM"}}]})"
        ),
        ElementsAre("/makes/0/product")
    );
}

TEST(DiaryKinds, TakeADeliveryAsKnownLotsOrNewOnes) {
    const std::string_view begin =
        R"({"kind":"receive_from_member","place":"plc_0000000000001","member":"mbr_0000000000001")";
    const auto delivery = [&](std::string_view rest) {
        return wrong(std::string(begin) + std::string(rest));
    };
    EXPECT_THAT(delivery("}"), ElementsAre("/lots"));
    EXPECT_THAT(delivery(R"(,"lots":[{"lot":"lot_0000000000001"}]})"), IsEmpty());
    EXPECT_THAT(
        delivery(R"(,"lots":[{"lot":"lot_0000000000001"}],"plots":["plc_0000000000002"]})"),
        ElementsAre("/plots")
    );
}

TEST(DiaryKinds, KnowWhereTheyAreDone) {
    using plots::PlaceKind;
    EXPECT_TRUE(fits(Where::plot, PlaceKind::plot));
    EXPECT_FALSE(fits(Where::plot, PlaceKind::pond));
    EXPECT_TRUE(fits(Where::animals, PlaceKind::cage));
    EXPECT_FALSE(fits(Where::animals, PlaceKind::plot));
    EXPECT_TRUE(fits(Where::facility, PlaceKind::store));
    EXPECT_FALSE(fits(Where::facility, PlaceKind::barn));
    EXPECT_TRUE(fits(Where::anywhere, PlaceKind::barn));
}

struct Told {
    When when;
    std::vector<Violation> faults;
};

Told told(std::string_view json) {
    Told made;
    made.when = when_of(entry(json), now, made.faults);
    return made;
}

TEST(DiaryTimes, AreADayOrAnHourOrNow) {
    const auto hour = told(R"({"kind":"water","at":"2026-11-20T18:30:00+07:00"})");
    EXPECT_THAT(hour.faults, IsEmpty());
    EXPECT_EQ(hour.when.at, instant_from("2026-11-20T11:30:00Z"));
    EXPECT_FALSE(hour.when.day_only);
    const auto day = told(R"({"kind":"water","day":"2026-11-20"})");
    EXPECT_EQ(day.when.at, begin_of(day_from("2026-11-20").value()));
    EXPECT_TRUE(day.when.day_only);
    EXPECT_EQ(told(R"({"kind":"water"})").when.at, now);
    const auto late_evening = told(R"({"kind":"water","at":"2026-11-19T20:00:00Z"})");
    EXPECT_EQ(late_evening.when.day, day_from("2026-11-20").value()) << "the day is Vietnam's";
}

TEST(DiaryTimes, AreNeitherInTheFutureNorOlderThanASeason) {
    EXPECT_THAT(pointers(told(R"({"kind":"water","at":"2026-11-21T01:05:00Z"})").faults), IsEmpty());
    EXPECT_THAT(pointers(told(R"({"kind":"water","at":"2026-11-21T01:05:01Z"})").faults), ElementsAre("/at"));
    EXPECT_THAT(pointers(told(R"({"kind":"water","day":"2026-11-21"})").faults), IsEmpty());
    EXPECT_THAT(pointers(told(R"({"kind":"water","day":"2026-11-22"})").faults), ElementsAre("/day"));
    EXPECT_THAT(pointers(told(R"({"kind":"water","day":"2025-11-20"})").faults), IsEmpty());
    EXPECT_THAT(pointers(told(R"({"kind":"water","day":"2025-11-19"})").faults), ElementsAre("/day"));
    EXPECT_THAT(
        pointers(told(R"({"kind":"water","day":"2026-11-20","at":"2026-11-20T01:00:00Z"})").faults),
        ElementsAre("/day")
    );
}

TEST(DiaryTimes, TellAPersonThatThePhonesClockIsFast) {
    const auto fast =
        told(R"({"kind":"water","at":"2026-11-21T02:00:00Z","sent_at":"2026-11-21T02:01:00Z"})");
    ASSERT_EQ(fast.faults.size(), 1U);
    EXPECT_THAT(fast.faults.front().vi, testing::HasSubstr("nhanh 61 phút"));
    EXPECT_EQ(text_of(fast.when.at).substr(0, 16), "2026-11-21T02:00") << "and nothing is corrected silently";
}

TEST(DiaryIds, AreUuidsOrOurs) {
    EXPECT_EQ(client_id_from("6F9619FF-8B86-D011-B42D-00C04FC964FF"), "6f9619ff-8b86-d011-b42d-00c04fc964ff");
    EXPECT_EQ(client_id_from(text_of(EntryId{42})), text_of(EntryId{42}));
    EXPECT_FALSE(client_id_from("6f9619ff8b86d011b42d00c04fc964ff"));
    EXPECT_FALSE(client_id_from("entry-1"));
    EXPECT_FALSE(client_id_from(""));
}

TEST(DiaryFingerprints, AreOfTheContentAlone) {
    const auto first =
        entry(R"({"kind":"water","day":"2026-11-20","sent_at":"2026-11-21T01:00:00Z","device":"A"})");
    const auto again = entry(
        R"({"id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","day":"2026-11-20","kind":"water","sent_at":"2026-11-22T01:00:00Z","device":"B"})"
    );
    const auto other = entry(R"({"kind":"water","day":"2026-11-19"})");
    EXPECT_EQ(fingerprint_of(first), fingerprint_of(again));
    EXPECT_NE(fingerprint_of(first), fingerprint_of(other));
}

}  // namespace
}  // namespace chophien::traceability::diary
