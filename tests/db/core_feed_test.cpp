#include "core/feed.hpp"
#include "tests/db/core_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <set>

namespace chophien {
namespace {

using namespace std::chrono_literals;
using testing::Each;
using testing::ElementsAre;

struct Feed : CoreDatabase {
    void change(const std::string& about) {
        database.transact("test.change", [&](db::Transaction& tx) { tx.announce({"crate.changed", about}); });
    }

    std::vector<ChangeSet> after(std::uint64_t position, std::int64_t about = 1000) {
        return database.transact("test.read", [&](db::Transaction& tx) {
            return changes_after(tx, position, about);
        });
    }

    std::vector<std::string> all_abouts() {
        std::vector<std::string> found;
        for (const auto& set : after(0))
            for (const auto& one : set.changes) found.push_back(one.about);
        return found;
    }
};

TEST_F(Feed, GivesBackWhatWasSaid) {
    database.transact("test.change", [](db::Transaction& tx) {
        tx.announce({"crate.put", "crt_1", R"({"count":5,"name":"Bưởi \"Diễn\""})"});
        tx.announce({"crate.sealed", "crt_1"});
        tx.touch(tag("crates"));
        tx.touch(UINT64_MAX);
    });
    EXPECT_TRUE(after(0).empty()) << "not sequenced yet";
    EXPECT_EQ(sequence_changes(database), 1U);
    EXPECT_EQ(sequence_changes(database), 0U);
    const auto sets = after(0);
    ASSERT_EQ(sets.size(), 1U);
    EXPECT_EQ(sets[0].position, 1U);
    ASSERT_EQ(sets[0].changes.size(), 2U);
    EXPECT_EQ(sets[0].changes[0].kind, "crate.put");
    EXPECT_EQ(sets[0].changes[0].about, "crt_1");
    EXPECT_EQ(sets[0].changes[0].data, R"({"count":5,"name":"Bưởi \"Diễn\""})");
    EXPECT_THAT(sets[0].touched, ElementsAre(tag("crates"), UINT64_MAX));
}

// The trap of every feed that reads by id or time: the older change becomes visible after the newer one was
// read.
TEST_F(Feed, AChangeThatCommitsLateComesAfterWhatWasReadBefore) {
    std::mutex mutex;
    std::condition_variable turn;
    bool early_wrote = false;
    bool late_may_commit = false;
    std::thread slow([&] {
        const db::ThreadUse use;
        database.transact("test.change", [&](db::Transaction& tx) {
            tx.change(put_crate, 1, 1);
            tx.announce({"crate.changed", "begun first, committed last"});
            std::unique_lock lock(mutex);
            early_wrote = true;
            turn.notify_all();
            turn.wait(lock, [&] { return late_may_commit; });
        });
    });
    {
        std::unique_lock lock(mutex);
        turn.wait(lock, [&] { return early_wrote; });
    }
    change("begun last, committed first");
    sequence_changes(database);
    const auto read = after(0);
    ASSERT_EQ(read.size(), 1U);
    {
        const std::scoped_lock lock(mutex);
        late_may_commit = true;
    }
    turn.notify_all();
    slow.join();
    sequence_changes(database);
    const auto rest = after(read.back().position);
    ASSERT_EQ(rest.size(), 1U);
    EXPECT_EQ(rest[0].changes[0].about, "begun first, committed last");
    EXPECT_LT(rest[0].id, read[0].id);
}

TEST_F(Feed, TwoSequencersRacingGiveEveryChangeOnePlaceInEveryReadersOrder) {
    constexpr int writers = 4;
    constexpr int each = 50;
    std::atomic<int> writing = writers;
    std::vector<std::string> heard;
    std::vector<std::function<void()>> works;
    for (int writer = 0; writer < writers; ++writer)
        works.emplace_back([&, writer] {
            for (int number = 0; number < each; ++number) change(std::to_string(writer * each + number));
            --writing;
        });
    for (int sequencer = 0; sequencer < 2; ++sequencer)
        works.emplace_back([&] {
            while (writing > 0) sequence_changes(database);
        });
    works.emplace_back([&] {
        std::uint64_t position = 0;
        for (bool last = false; !last;) {
            last = writing == 0;
            if (last) sequence_changes(database);
            for (auto sets = after(position, 7); !sets.empty(); sets = after(position, 7)) {
                for (const auto& set : sets) {
                    EXPECT_GE(set.position, position);
                    for (const auto& one : set.changes) heard.push_back(one.about);
                }
                position = sets.back().position;
            }
        }
    });
    at_once(works);
    const std::set<std::string> different(heard.begin(), heard.end());
    EXPECT_EQ(heard.size(), std::size_t{writers * each});
    EXPECT_EQ(different.size(), heard.size());
    EXPECT_EQ(heard, all_abouts());
}

TEST_F(Feed, ReadsWholePositionsOnly) {
    for (int number = 0; number < 30; ++number) change(std::to_string(number));
    sequence_changes(database);  // all thirty at one position
    change("later");
    sequence_changes(database);
    EXPECT_EQ(after(0, 5).size(), 30U);
    EXPECT_EQ(after(1, 5).size(), 1U);
    EXPECT_TRUE(after(2, 5).empty());
}

TEST_F(Feed, SequencesThousandsInRounds) {
    const auto session = database.connect();
    session->execute(
        "INSERT INTO changes (id, at, body) SELECT seq, UTC_TIMESTAMP(6), '{\"changes\":[],\"touched\":[]}' "
        "FROM seq_1_to_2500"
    );
    session->commit();
    EXPECT_EQ(sequence_changes(database), 1000U);
    EXPECT_EQ(sequence_changes(database), 1000U);
    EXPECT_EQ(sequence_changes(database), 500U);
    EXPECT_EQ(after(0, 10'000).size(), 2500U);
}

TEST_F(Feed, ReadersKeepTheirPlaces) {
    const auto place = [&](std::string_view reader) {
        return database.transact("test.read", [&](db::Transaction& tx) {
            return reader_position(tx, reader);
        });
    };
    EXPECT_EQ(place("search"), 0U);
    database.transact("test.keep", [](db::Transaction& tx) { keep_reader_position(tx, "search", 7); });
    database.transact("test.keep", [](db::Transaction& tx) { keep_reader_position(tx, "search", 9); });
    EXPECT_EQ(place("search"), 9U);
    EXPECT_EQ(place("webhooks"), 0U);
}

TEST_F(Feed, ForgetsWhatIsOldAndReadByAll) {
    for (const auto* about : {"first", "second", "third"}) {
        change(about);
        sequence_changes(database);
    }
    change("not sequenced");
    ManualClock later{clock.now() + std::chrono::hours(24 * 31)};
    db::Database then(target_of(facts), later, ids, metrics);
    const auto forget = [](db::Database& at) {
        return at.transact("test.forget", [](db::Transaction& tx) { return forget_changes(tx); });
    };
    EXPECT_EQ(forget(database), 0U) << "younger than 30 days";
    database.transact("test.keep", [](db::Transaction& tx) {
        keep_reader_position(tx, "search", 2);
        keep_reader_position(tx, "webhooks", 1);
    });
    EXPECT_EQ(forget(then), 1U);
    EXPECT_THAT(all_abouts(), ElementsAre("second", "third"));
    database.transact("test.keep", [](db::Transaction& tx) { keep_reader_position(tx, "webhooks", 3); });
    EXPECT_EQ(forget(then), 1U) << "search stands at the second";
    EXPECT_EQ(sequence_changes(database), 1U) << "what has no position yet stays";
    EXPECT_THAT(all_abouts(), ElementsAre("third", "not sequenced"));
}

TEST_F(Feed, AFollowerHearsWhatIsCommittedAfterItStarted) {
    change("before");
    sequence_changes(database);
    std::mutex mutex;
    std::condition_variable told;
    std::vector<std::string> heard;
    FeedFollower follower(database, {[&](const std::vector<ChangeSet>& sets) {
                              const std::scoped_lock lock(mutex);
                              for (const auto& set : sets)
                                  for (const auto& one : set.changes) heard.push_back(one.about);
                              told.notify_all();
                          }});
    // It begins at the feed's head as it first finds it, so a change or two may be made before that; one is
    // heard at last.
    std::unique_lock lock(mutex);
    while (heard.empty()) {
        lock.unlock();
        change("after");
        follower.nudge();
        lock.lock();
        told.wait_for(lock, 50ms, [&] { return !heard.empty(); });
    }
    EXPECT_THAT(heard, Each("after"));
}

}  // namespace
}  // namespace chophien
