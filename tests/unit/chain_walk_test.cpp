// Walks over what events tie together, against a plain reading of the same ties.
#include "traceability/graph/walk.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

namespace chophien::traceability::graph {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

Instant day(int number) { return Instant(std::chrono::hours(24) * number); }

struct Told : Ties {
    std::vector<Edge> all;
    int asked = 0;

    Leading leading_from(std::span<const Thing> things, Direction direction, std::size_t most) override {
        ++asked;
        Leading found;
        for (const auto& edge : all) {
            const auto end = direction == Direction::descendants ? edge.from : edge.to;
            if (std::ranges::find(things, end) == things.end()) continue;
            found.all = found.edges.size() < most;
            if (!found.all) break;
            found.edges.push_back(edge);
        }
        return found;
    }

    void made(Thing from, Thing to, int when) { add(from, to, Tie::made, when); }

    void packed(Thing child, Thing parent, int when, std::optional<int> until = {}) {
        add(child, parent, Tie::packed, when);
        if (until) all.back().ends = day(*until);
    }

    void unit(Thing lot, Thing unit, int when) { add(lot, unit, Tie::unit, when); }

private:
    void add(Thing from, Thing to, Tie tie, int when) {
        Edge edge;
        edge.from = from;
        edge.to = to;
        edge.tie = tie;
        edge.event = all.size() + 1;
        edge.begins = day(when);
        all.push_back(edge);
    }
};

std::vector<Thing> met(Told& told, Thing from, Direction direction, Bounds bounds = {}) {
    const std::array start{from};
    std::vector<Thing> found;
    for (const auto& one : walk(told, start, direction, bounds).met) found.push_back(one.thing);
    return found;
}

enum : Thing { leaf_a = 1, leaf_b, batch, jar_1, jar_2, pallet, stranger, shop_mix, truck };

struct Tea : Told {
    Tea() {
        made(leaf_a, batch, 1);
        made(leaf_b, batch, 1);
        unit(batch, jar_1, 2);
        unit(batch, jar_2, 2);
        packed(jar_1, pallet, 3, 6);
        packed(stranger, pallet, 3);
        packed(pallet, truck, 4, 5);
        made(pallet, shop_mix, 7);
    }
};

TEST(Walks, GoBackToAllThatWentIn) {
    Tea tea;
    EXPECT_THAT(met(tea, jar_1, Direction::ancestors), ElementsAre(jar_1, batch, leaf_a, leaf_b));
}

TEST(Walks, GoOnToAllThatCameOfIt) {
    Tea tea;
    EXPECT_THAT(
        met(tea, leaf_a, Direction::descendants),
        UnorderedElementsAre(leaf_a, batch, jar_1, jar_2, pallet, truck)
    ) << "the jar was off the pallet before that was mixed";
}

TEST(Walks, DoNotTurnRound) {
    Tea tea;
    const auto found = met(tea, leaf_a, Direction::descendants);
    EXPECT_EQ(std::ranges::count(found, Thing{stranger}), 0) << "it shared a pallet only";
}

TEST(Walks, KnowWhatWasInAParentWhenThatWasUsed) {
    Tea tea;
    EXPECT_THAT(met(tea, shop_mix, Direction::ancestors), UnorderedElementsAre(shop_mix, pallet, stranger));
    EXPECT_THAT(met(tea, pallet, Direction::ancestors), testing::Contains(jar_1))
        << "asked for itself: all it ever held";
}

TEST(Walks, LeaveOutWhatWasUsedBeforeItCameIn) {
    Told told;
    told.made(1, 2, 5);
    told.made(2, 3, 4);  // 3 was made of 2 before 1 went into 2
    told.made(2, 4, 6);
    EXPECT_THAT(met(told, 1, Direction::descendants), ElementsAre(1, 2, 4));
    EXPECT_THAT(met(told, 3, Direction::ancestors), ElementsAre(3, 2));
}

TEST(Walks, ComeBackWhenAnOlderWayIsFoundLater) {
    Told told;
    told.made(1, 9, 8);  // the short way comes late …
    told.made(1, 2, 1);
    told.made(2, 3, 2);
    told.made(3, 9, 3);  // … the long way came first
    told.made(9, 10, 5);
    EXPECT_THAT(met(told, 1, Direction::descendants), testing::Contains(Thing{10}));
}

TEST(Walks, EndInCycles) {
    Told told;
    told.made(1, 2, 1);
    told.made(2, 1, 2);
    told.made(1, 3, 3);
    EXPECT_THAT(met(told, 1, Direction::descendants), UnorderedElementsAre(1, 2, 3));
}

TEST(Walks, SayWhereTheyWereCutOff) {
    Told told;
    for (Thing at = 1; at < 50; ++at) told.made(at, at + 1, static_cast<int>(at));
    const std::array start{Thing{1}};
    EXPECT_EQ(walk(told, start, Direction::descendants, {.things = 10}).cut_off, CutOff::things);
    EXPECT_EQ(walk(told, start, Direction::descendants, {.things = 10}).met.size(), 10U);
    EXPECT_EQ(walk(told, start, Direction::descendants, {.edges = 5}).cut_off, CutOff::edges);
    const auto three = walk(told, start, Direction::descendants, {.steps = 3});
    EXPECT_EQ(three.cut_off, CutOff::steps);
    EXPECT_EQ(three.met.back().steps, 3U);
    EXPECT_EQ(walk(told, start, Direction::descendants).cut_off, CutOff::none);

    Told fan;
    for (Thing at = 2; at < 50; ++at) fan.made(1, at, 5);
    const auto some = walk(fan, start, Direction::descendants, {.edges = 10});
    EXPECT_EQ(some.cut_off, CutOff::edges) << "more than the source would give";
    EXPECT_EQ(some.edges.size(), 10U);
}

TEST(Walks, AskOnceAStep) {
    Told told;
    for (Thing at = 2; at < 100; ++at) told.made(1, at, 1);
    const std::array start{Thing{1}};
    walk(told, start, Direction::descendants);
    EXPECT_EQ(told.asked, 2) << "the start, and all its outputs together";
}

// The same by the letter: every way from the start, followed one by one with its own span of time.
void follow(const Told& told, Thing at, Instant from, Instant to, std::set<Thing>& found, int depth) {
    found.insert(at);
    if (depth == 0) return;
    for (const auto& edge : told.all) {
        if (edge.from != at) continue;
        if (edge.tie == Tie::unit) follow(told, edge.to, from, to, found, depth - 1);
        if (edge.tie == Tie::made && edge.begins >= from && edge.begins <= to)
            follow(told, edge.to, edge.begins, Instant::max(), found, depth - 1);
        if (edge.tie == Tie::packed) {
            const auto begins = std::max(edge.begins, from);
            const auto ends = std::min(edge.ends.value_or(Instant::max()), to);
            if (begins <= ends) follow(told, edge.to, begins, ends, found, depth - 1);
        }
    }
}

RC_GTEST_PROP(Walk, MeetsAllThatAWayByWayReadingMeets, ()) {
    Told told;
    const auto ties = *rc::gen::inRange(0, 24);
    for (int number = 0; number < ties; ++number) {
        const auto from = *rc::gen::inRange<Thing>(1, 9);
        const auto to = *rc::gen::inRange<Thing>(1, 9);
        const auto when = *rc::gen::inRange(0, 6);
        switch (*rc::gen::inRange(0, 3)) {
            case 0:
                told.made(from, to, when);
                break;
            case 1:
                told.packed(
                    from, to, when, *rc::gen::arbitrary<bool>() ? std::optional(when + 2) : std::nullopt
                );
                break;
            default:
                told.unit(from, to, when);
        }
    }
    std::set<Thing> wayward;
    follow(told, 1, Instant::min(), Instant::max(), wayward, 5);
    const auto found = met(told, 1, Direction::descendants);
    RC_ASSERT(std::set<Thing>(found.begin(), found.end()).size() == found.size());
    for (const auto thing : wayward) RC_ASSERT(std::ranges::count(found, thing) == 1);
    // And nothing that no way leads to, whatever its times.
    std::set<Thing> reachable{1};
    for (bool grown = true; grown;) {
        grown = false;
        for (const auto& edge : told.all)
            if (reachable.contains(edge.from) && reachable.insert(edge.to).second) grown = true;
    }
    for (const auto thing : found) RC_ASSERT(reachable.contains(thing));
}

}  // namespace
}  // namespace chophien::traceability::graph
