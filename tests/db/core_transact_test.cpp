#include "core/db/database.hpp"
#include "tests/db/core_fixture.hpp"
#include "tests/given/lossy_proxy.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien {
namespace {

using testing::HasSubstr;

inline constexpr Refusal no_more{"test/no-more", Kind::conflict, {"Hết rồi.", "No more."}};

struct Transact : CoreDatabase {
    std::int64_t count_of(std::uint64_t crate, db::Database& in) {
        return in.transact("test.read", [&](db::Transaction& tx) {
            return tx.row<std::int64_t>(crate_count, crate).value_or(-1);
        });
    }

    std::int64_t count_of(std::uint64_t crate) { return count_of(crate, database); }

    std::int64_t number_of(const db::Statement& counting) {
        return database.transact("test.read", [&](db::Transaction& tx) {
            return *tx.row<std::int64_t>(counting);
        });
    }
};

TEST_F(Transact, AValueCommits) {
    const auto answer = database.transact("test.put", [](db::Transaction& tx) -> Result<int> {
        tx.change(put_crate, 1, 5);
        return 7;
    });
    EXPECT_EQ(answer, 7);
    EXPECT_EQ(count_of(1), 5);
}

TEST_F(Transact, ARefusalRollsBack) {
    const auto answer = database.transact("test.put", [](db::Transaction& tx) -> Result<int> {
        tx.change(put_crate, 1, 5);
        tx.announce({"crate.put", "crt_1"});
        return refuse(no_more);
    });
    EXPECT_EQ(answer.error(), no_more);
    EXPECT_EQ(count_of(1), -1);
    EXPECT_EQ(number_of(count_changes), 0);
}

TEST_F(Transact, AnExceptionRollsBackAndIsNotRepeated) {
    int runs = 0;
    const auto work = [&](db::Transaction& tx) {
        ++runs;
        tx.change(put_crate, 1, 5);
        throw std::logic_error("ours");
    };
    EXPECT_THROW(database.transact("test.put", work), std::logic_error);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(count_of(1), -1);
}

TEST_F(Transact, WhatIsOwedToARefusalIsKeptThoughAllElseIsUndone) {
    const auto refused = database.transact("test.put", [](db::Transaction& tx) -> Result<int> {
        tx.change(put_crate, 1, 5);
        tx.announce({"crate.put", "crt_1"});
        tx.even_if_refused([](db::Transaction& after) { after.change(put_crate, 2, 9); });
        return refuse(no_more);
    });
    EXPECT_EQ(refused.error(), no_more);
    EXPECT_EQ(count_of(1), -1);
    EXPECT_EQ(count_of(2), 9);
    EXPECT_EQ(number_of(count_changes), 0);
    const auto granted = database.transact("test.put", [](db::Transaction& tx) -> Result<int> {
        tx.even_if_refused([](db::Transaction& after) { after.change(put_crate, 3, 9); });
        return 1;
    });
    EXPECT_TRUE(granted);
    EXPECT_EQ(count_of(3), -1);
}

TEST_F(Transact, StartingOverKeepsWhatIsOwedAndIsOwedItOnce) {
    database.transact("test.put", [](db::Transaction& tx) {
        tx.change(put_crate, 1, 5);
        tx.touch(tag("crates"));
        tx.even_if_refused([](db::Transaction& after) { after.change(put_crate, 2, 9); });
        tx.start_over();
        EXPECT_FALSE(tx.owes_something());
        EXPECT_FALSE(tx.changes_something());
        tx.change(put_crate, 3, 1);
    });
    EXPECT_EQ(count_of(1), -1);
    EXPECT_EQ(count_of(2), 9);
    EXPECT_EQ(count_of(3), 1);
}

TEST_F(Transact, TwoThatDeadlockBothHappenOnce) {
    database.transact("test.put", [](db::Transaction& tx) {
        tx.change(put_crate, 1, 0);
        tx.change(put_crate, 2, 0);
    });
    std::atomic<int> runs = 0;
    std::latch both_hold_one(2);
    const auto fill = [&](std::uint64_t first, std::uint64_t second) {
        bool first_run = true;
        database.transact("test.fill", [&](db::Transaction& tx) {
            ++runs;
            tx.change(fill_crate, 1, first);
            if (std::exchange(first_run, false)) both_hold_one.arrive_and_wait();
            tx.change(fill_crate, 1, second);
        });
    };
    at_once({[&] { fill(1, 2); }, [&] { fill(2, 1); }});
    EXPECT_EQ(count_of(1), 2);
    EXPECT_EQ(count_of(2), 2);
    EXPECT_GE(runs, 3);
    EXPECT_THAT(metrics.text(), HasSubstr("db_retries_total"));
}

TEST_F(Transact, AKilledConnectionMidwayIsReplacedAndTheWorkRunAgain) {
    auto killer = database.connect();
    int runs = 0;
    database.transact("test.put", [&](db::Transaction& tx) {
        ++runs;
        tx.change(put_crate, 1, 5);
        if (runs == 1) killer->execute(fmt::format("KILL {}", *tx.row<std::uint64_t>(my_connection)));
        tx.change(put_crate, 2, 6);
        tx.announce({"crate.put", "crt_1"});
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count_of(1), 5);
    EXPECT_EQ(count_of(2), 6);
    EXPECT_EQ(number_of(count_changes), 1);
}

TEST_F(Transact, AnAnswerToCommitThatIsLostDoesNotRepeatTheWork) {
    given::LossyProxy proxy(facts.socket);
    auto through = target_of(facts);
    through.socket = proxy.socket();
    db::Database node(through, clock, ids, metrics);
    EXPECT_EQ(count_of(1, node), -1);  // connected
    std::vector<std::vector<Tag>> told;
    node.on_commit([&](const std::vector<Tag>& tags) { told.push_back(tags); });

    int runs = 0;
    proxy.lose_next_answer();
    const auto answer = node.transact("test.put", [&](db::Transaction& tx) -> Result<int> {
        ++runs;
        tx.change(put_crate, 1, 5);
        tx.announce({"crate.put", "crt_1"});
        tx.touch(tag("crates"));
        return runs;
    });

    EXPECT_EQ(proxy.lost(), 1);
    EXPECT_EQ(answer, 1);
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(count_of(1), 5);
    EXPECT_EQ(number_of(count_changes), 1);
    EXPECT_EQ(told, (std::vector<std::vector<Tag>>{{tag("crates")}}));
}

TEST_F(Transact, GoesOnAtTheNextHostWhenOneDies) {
    using given::LossyProxy;
    auto first = std::make_unique<LossyProxy>(facts.socket, LossyProxy::Door::tcp);
    LossyProxy second(facts.socket, LossyProxy::Door::tcp);
    auto through = target_of(facts);
    through.socket.clear();
    through.hosts = {{"127.0.0.1", first->port()}, {"127.0.0.1", second.port()}};
    db::Database node(through, clock, ids, metrics);
    EXPECT_EQ(count_of(1, node), -1);

    int runs = 0;
    node.transact("test.put", [&](db::Transaction& tx) {
        ++runs;
        tx.change(put_crate, 1, 5);
        if (runs == 1) first.reset();  // in the middle of the work
        tx.change(put_crate, 2, 6);
        tx.announce({"crate.put", "crt_1"});
    });
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count_of(2, node), 6);
    EXPECT_EQ(number_of(count_changes), 1);

    db::Database late(through, clock, ids, metrics);
    EXPECT_EQ(count_of(1, late), 5) << "a node that starts while the first host is dead";
}

TEST_F(Transact, ACommitThatIsLostOnItsWayIsDoneAgain) {
    given::LossyProxy proxy(facts.socket);
    auto through = target_of(facts);
    through.socket = proxy.socket();
    db::Database node(through, clock, ids, metrics);
    EXPECT_EQ(count_of(1, node), -1);

    int runs = 0;
    proxy.lose_next_commit();
    node.transact("test.put", [&](db::Transaction& tx) {
        ++runs;
        tx.change(put_crate, 1, 5);
        tx.announce({"crate.put", "crt_1"});
    });

    EXPECT_EQ(proxy.lost(), 1);
    EXPECT_EQ(runs, 2);
    EXPECT_EQ(count_of(1), 5);
    EXPECT_EQ(number_of(count_changes), 1);
}

TEST_F(Transact, GivesUpAfterSixRuns) {
    int runs = 0;
    const auto work = [&](db::Transaction&) {
        ++runs;
        throw db::Error(1213, "test.deadlock: always (1213)");
    };
    EXPECT_THROW(database.transact("test.never", work), db::Unavailable);
    EXPECT_EQ(runs, 6);
    EXPECT_EQ(number_of(count_crates), 0);  // the connection is still of use
}

TEST_F(Transact, ADuplicateKeyIsTheCallersToJudge) {
    database.transact("test.put", [](db::Transaction& tx) { tx.change(put_crate, 1, 5); });
    int runs = 0;
    try {
        database.transact("test.put", [&](db::Transaction& tx) {
            ++runs;
            tx.change(put_crate, 1, 6);
        });
        FAIL() << "the key was taken";
    } catch (const db::Error& error) {
        EXPECT_TRUE(error.duplicate());
    }
    EXPECT_EQ(runs, 1);
    EXPECT_EQ(count_of(1), 5);
}

TEST_F(Transact, OfManyAtOnceNoneIsLost) {
    database.transact("test.put", [](db::Transaction& tx) { tx.change(put_crate, 1, 0); });
    at_once(std::vector<std::function<void()>>(8, [&] {
        for (int round = 0; round < 25; ++round)
            database.transact("test.fill", [](db::Transaction& tx) {
                const auto before = tx.row<std::int64_t>(
                    {"test.lock_crate", "SELECT count FROM crates WHERE id = ? FOR UPDATE"}, 1
                );
                tx.change(fill_crate, 1, 1);
                tx.announce({"crate.filled", std::to_string(*before)});
            });
    }));
    EXPECT_EQ(count_of(1), 200);
    EXPECT_EQ(number_of(count_changes), 200);
}

}  // namespace
}  // namespace chophien
