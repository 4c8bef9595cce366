#include "core/id.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <thread>

namespace chophien {
namespace {

struct OfCrate {
    static constexpr std::string_view prefix = "crt";
};

using CrateId = Id<OfCrate>;

struct OfPallet {
    static constexpr std::string_view prefix = "plt";
};

constexpr Instant noon = std::chrono::sys_days{std::chrono::year(2026) / 11 / 21} + std::chrono::hours(12);

rc::Gen<std::uint64_t> number() { return rc::gen::inRange<std::uint64_t>(1, std::uint64_t{1} << 63U); }

RC_GTEST_PROP(Ids, AreReadAsTheyAreWritten, ()) {
    const CrateId id{*number()};
    RC_ASSERT(id_from<OfCrate>(text_of(id)) == id);
}

RC_GTEST_PROP(Ids, SortAsTextTheWayTheySortAsNumbers, ()) {
    const CrateId a{*number()};
    const CrateId b{*number()};
    RC_ASSERT((a < b) == (text_of(a) < text_of(b)));
}

RC_GTEST_PROP(Ids, OfAnInstantBeginWithItsFirst, (std::uint32_t seconds)) {
    const Instant when = noon + std::chrono::seconds(seconds);
    ManualClock clock(when);
    IdSource ids(clock, 1023);
    const auto id = ids.next();
    RC_ASSERT(first_id_at(when) <= id);
    RC_ASSERT(id < first_id_at(when + std::chrono::milliseconds(1)));
    RC_ASSERT(first_id_at(Instant()) == 0U);
}

RC_GTEST_PROP(Ids, OfAnotherKindAreNotRead, ()) {
    const CrateId id{*number()};
    RC_ASSERT(!id_from<OfPallet>(text_of(id)));
}

TEST(Ids, AreReadInTheSloppierSpellingsCrockfordAllows) {
    const CrateId id{0x0123456789ABCDEFU >> 1U};
    auto text = text_of(id);
    for (char& sign : text.substr(4)) sign = static_cast<char>(std::toupper(sign));
    EXPECT_EQ(id_from<OfCrate>("crt_" + text.substr(4)), id);
    EXPECT_EQ(id_from<OfCrate>("crt_000000000000L"), CrateId{1});
    EXPECT_EQ(id_from<OfCrate>("crt_00000000000Io"), CrateId{32});
}

TEST(Ids, WrongTextsAreNotRead) {
    for (const auto* text :
         {"",
          "crt",
          "crt_",
          "crt_0",
          "crt_0000000000000",
          "crt_00000000000001",
          "crt_000000000000u",
          "crt-0000000000001",
          "CRT_0000000000001",
          "crt_8000000000000",
          "crt_zzzzzzzzzzzzz",
          " crt_0000000000001"})
        EXPECT_FALSE(id_from<OfCrate>(text)) << text;
}

TEST(IdSource, RisesWhileTheClockStandsStillAndWhenItStepsBack) {
    ManualClock clock(noon);
    IdSource ids(clock, 7);
    std::uint64_t last = 0;
    for (int step = 0; step < 20'000; ++step) {
        if (step == 10'000) clock.set(noon - std::chrono::hours(1));
        const auto next = ids.next();
        ASSERT_GT(next, last);
        last = next;
    }
}

TEST(IdSource, KnowsWhenItsIdsWereMade) {
    const ManualClock clock(noon);
    IdSource ids(clock, 1023);
    EXPECT_EQ(made_at(ids.next()), noon);
}

TEST(IdSource, TwoNodesNeverMakeTheSame) {
    const ManualClock clock(noon);
    IdSource here(clock, 0);
    IdSource there(clock, 1);
    std::set<std::uint64_t> seen;
    for (int step = 0; step < 10'000; ++step) {
        EXPECT_TRUE(seen.insert(here.next()).second);
        EXPECT_TRUE(seen.insert(there.next()).second);
    }
}

TEST(IdSource, NeverMakesTheSameOnTwoThreads) {
    const ManualClock clock(noon);
    IdSource ids(clock, 3);
    std::vector<std::vector<std::uint64_t>> made(4);
    std::vector<std::thread> threads;
    for (auto& own : made)
        threads.emplace_back([&own, &ids] {
            for (int step = 0; step < 5'000; ++step) own.push_back(ids.next());
        });
    for (auto& thread : threads) thread.join();
    std::set<std::uint64_t> all;
    for (const auto& own : made) all.insert(own.begin(), own.end());
    EXPECT_EQ(all.size(), 20'000U);
}

TEST(IdSource, GoesOnUnderANewNodeNumberWithoutRepeatingItself) {
    const ManualClock clock(noon);
    IdSource ids(clock, 3);
    const auto before = ids.next();
    ids.become(4);
    const auto after = ids.next();
    EXPECT_NE(before, after);
    EXPECT_EQ(after >> 12U & 1023U, 4U);
}

}  // namespace
}  // namespace chophien
