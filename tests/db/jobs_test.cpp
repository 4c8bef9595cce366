#include "core/jobs.hpp"

#include "tests/given/market.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace chophien::jobs {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

struct Jobs : testing::Test {
    given::Market given;

    JobId open_counting(std::int64_t parts, std::uint64_t owner = 7) {
        NewJob job;
        job.kind = "test.count";
        job.owner = owner;
        job.total = parts;
        for (std::int64_t part = 0; part < parts; ++part) job.parts.push_back("part " + std::to_string(part));
        return given.transact([&](db::Transaction& tx) { return open(tx, job); });
    }

    JobView view(JobId id, std::uint64_t owner = 7) {
        return given.transact([&](db::Transaction& tx) { return find(tx, id, owner); }).value();
    }

    std::vector<std::string> findings(JobId id) {
        const auto page =
            given.transact([&](db::Transaction& tx) { return findings_of(tx, id, 7, std::nullopt, 100); });
        std::vector<std::string> said;
        for (const auto& one : page->data) said.push_back(one.code);
        return said;
    }

    static void expire_lease(given::Market& market, JobId id) {
        constexpr db::Statement expire{
            "test.expire_lease", "UPDATE jobs SET lease_until = '2020-01-01' WHERE id = ?"};
        market.transact([&](db::Transaction& tx) {
            tx.change(expire, id);
            tx.touch(1);
        });
    }

    static void wait_no_longer(given::Market& market) {
        constexpr db::Statement now{
            "test.turn_now", "UPDATE jobs SET turn = '2020-01-01' WHERE state = 'waiting'"};
        market.transact([&](db::Transaction& tx) {
            tx.change(now);
            tx.touch(1);
        });
    }
};

// One part a step; each leaves a finding, so that what was done twice or not at all would show.
void count_parts(db::Transaction& tx, Job& job) {
    const auto part = part_of(tx, job.id, job.place);
    if (part.empty()) {
        job.state = JobState::done;
        return;
    }
    report(tx, job, {job.place, std::nullopt, part, "vi", "en"});
    ++job.place;
    ++job.done;
}

TEST_F(Jobs, AJobIsDoneStepByStepToItsEnd) {
    const auto id = open_counting(3);
    EXPECT_EQ(view(id).state, JobState::waiting);
    EXPECT_TRUE(work_once(given.database, {{"test.count", count_parts}}));
    const auto done = view(id);
    EXPECT_EQ(done.state, JobState::done);
    EXPECT_EQ(done.done, 3);
    EXPECT_EQ(done.findings, 3);
    EXPECT_TRUE(done.started_at && done.finished_at);
    EXPECT_THAT(findings(id), ElementsAre("part 0", "part 1", "part 2"));
    EXPECT_FALSE(work_once(given.database, {{"test.count", count_parts}}));
}

TEST_F(Jobs, AJobIsOnlyItsOwnersToSee) {
    const auto id = open_counting(1);
    const auto other = given.transact([&](db::Transaction& tx) { return find(tx, id, 8); });
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error(), unknown_job);
    EXPECT_FALSE(given.transact([&](db::Transaction& tx) { return findings_of(tx, id, 8, std::nullopt, 10); })
    );
}

TEST_F(Jobs, ADeadRunnersJobIsTakenOverWhereItStopped) {
    const auto id = open_counting(4);
    int steps = 0;
    const auto dies = [&](db::Transaction& tx, Job& job) {
        count_parts(tx, job);
        if (++steps == 3) throw std::runtime_error("the node dies in its third step");
    };
    EXPECT_TRUE(work_once(given.database, {{"test.count", dies}}));
    EXPECT_EQ(view(id).done, 2);
    wait_no_longer(given);
    EXPECT_TRUE(work_once(given.database, {{"test.count", count_parts}}));
    EXPECT_EQ(view(id).state, JobState::done);
    EXPECT_THAT(findings(id), ElementsAre("part 0", "part 1", "part 2", "part 3"));
}

TEST_F(Jobs, ARunnerThatLostItsLeaseChangesNothing) {
    const auto id = open_counting(3);
    // The slow runner does one step, its lease runs out, another finishes the job; the slow one's next step
    // finds no lease.
    int asked = 0;
    const auto lose = [&] {
        if (++asked == 1) {
            expire_lease(given, id);
            EXPECT_TRUE(work_once(given.database, {{"test.count", count_parts}}));
        }
        return false;
    };
    EXPECT_TRUE(work_once(given.database, {{"test.count", count_parts}}, {}, lose));
    EXPECT_EQ(view(id).state, JobState::done);
    EXPECT_THAT(findings(id), ElementsAre("part 0", "part 1", "part 2"));
}

TEST_F(Jobs, AStepThatFailsFiveTimesEndsTheJobInWords) {
    const auto id = open_counting(1);
    const Steps broken{{"test.count", [](db::Transaction&, Job&) { throw std::runtime_error("always"); }}};
    for (int tries = 0; tries < most_attempts; ++tries) {
        EXPECT_TRUE(work_once(given.database, broken));
        wait_no_longer(given);
    }
    EXPECT_FALSE(work_once(given.database, broken));
    EXPECT_EQ(view(id).state, JobState::failed);
    EXPECT_THAT(findings(id), ElementsAre("stopped"));
}

TEST_F(Jobs, AKindOfANewerNodeIsLeftToIt) {
    const auto id = open_counting(1);
    EXPECT_FALSE(work_once(given.database, {{"test.other", count_parts}}));
    EXPECT_EQ(view(id).state, JobState::waiting);
}

TEST_F(Jobs, ALongJobGivesWayAfterItsSlice) {
    const auto first = open_counting(3);
    const auto second = open_counting(1);
    const Pace one_step{30s, 0ms, 500ms};
    const Steps steps{{"test.count", count_parts}};
    EXPECT_TRUE(work_once(given.database, steps, one_step));
    EXPECT_TRUE(work_once(given.database, steps, one_step));
    EXPECT_EQ(view(first).done, 1);
    EXPECT_EQ(view(second).done, 1);
    while (work_once(given.database, steps, one_step)) {
    }
    EXPECT_EQ(view(first).state, JobState::done);
    EXPECT_EQ(view(second).state, JobState::done);
}

TEST_F(Jobs, ManyRunnersDoEachPartOnce) {
    std::vector<JobId> ids;
    for (int job = 0; job < 6; ++job) ids.push_back(open_counting(5));
    std::vector<std::thread> runners;
    for (int runner = 0; runner < 4; ++runner)
        runners.emplace_back([&] {
            const db::ThreadUse use;
            while (work_once(given.database, {{"test.count", count_parts}}, {30s, 0ms, 500ms})) {
            }
        });
    for (auto& runner : runners) runner.join();
    while (work_once(given.database, {{"test.count", count_parts}})) {
    }
    for (const auto id : ids) {
        EXPECT_EQ(view(id).state, JobState::done);
        EXPECT_THAT(findings(id), ElementsAre("part 0", "part 1", "part 2", "part 3", "part 4"));
    }
}

TEST_F(Jobs, TheRunnerWorksOnItsOwnThreadAndStops) {
    const auto id = open_counting(2);
    {
        JobRunner runner(given.database, {{"test.count", count_parts}});
        runner.nudge();
        while (view(id).state != JobState::done) std::this_thread::sleep_for(5ms);
    }
    EXPECT_EQ(view(id).done, 2);
}

TEST_F(Jobs, OldJobsAreForgottenWithTheirFindings) {
    const auto id = open_counting(1);
    work_once(given.database, {{"test.count", count_parts}});
    given.clock.advance(std::chrono::hours(24 * 365 * 20));
    EXPECT_EQ(given.transact([](db::Transaction& tx) { return forget_old(tx); }), 1U);
    EXPECT_FALSE(given.transact([&](db::Transaction& tx) { return find(tx, id, 7); }));
}

}  // namespace
}  // namespace chophien::jobs
