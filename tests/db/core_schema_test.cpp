// Migrations, node numbers and idempotency records.
#include "core/idempotency.hpp"
#include "core/node.hpp"
#include "tests/db/core_fixture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>
#include <set>

namespace chophien {
namespace {

constexpr db::Statement count_tables{"test.count_tables", R"sql(
    SELECT COUNT(*)
      FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name IN ('nodes', 'changes')
)sql"};
constexpr db::Statement unfinished{
    "test.unfinished", "SELECT COUNT(*) FROM schema_migrations WHERE NOT finished"};
constexpr db::Statement seeds{"test.seeds", "SELECT COUNT(*) FROM feed_head"};

struct Migrations : testing::Test {
    ~Migrations() override { given::drop_schema(facts); }

    std::int64_t number(const db::Statement& counting) {
        return database.transact("test.read", [&](db::Transaction& tx) {
            return *tx.row<std::int64_t>(counting);
        });
    }

    given::DatabaseFacts facts = given::fresh_schema("migrations");
    SystemClock clock;
    IdSource ids{clock, 0};
    Metrics metrics;
    db::Database database{target_of(facts), clock, ids, metrics};
};

TEST_F(Migrations, TenNodesAtOnceMakeOneSchema) {
    const auto migrations = core_migrations();
    at_once(std::vector<std::function<void()>>(10, [&] { db::migrate(database, migrations); }));
    EXPECT_EQ(number(count_tables), 2);
    EXPECT_EQ(number(unfinished), 0);
    EXPECT_EQ(number(seeds), 1);
}

TEST_F(Migrations, AreTakenOverFromANodeThatDiedHalfWay) {
    const auto migrations = core_migrations();
    db::migrate(database, migrations);
    auto session = database.connect();
    session->execute("UPDATE schema_migrations SET finished = FALSE, statements = 1 WHERE number = 1");
    session->execute("DROP TABLE feed_head");
    session->commit();
    db::migrate(database, migrations);
    EXPECT_EQ(number(unfinished), 0);
    EXPECT_EQ(number(seeds), 1);
}

TEST_F(Migrations, AChangedFileIsSeen) {
    auto migrations = core_migrations();
    db::migrate(database, migrations);
    migrations.front().digest[0] ^= 1U;
    EXPECT_THROW(db::migrate(database, migrations), std::runtime_error);
}

TEST_F(Migrations, NewerOnesThanOursAreLeftAlone) {
    auto migrations = core_migrations();
    const std::vector<std::string_view> nothing;
    migrations.push_back({9999, "9999_from_tomorrow.sql", nothing, {}});
    db::migrate(database, migrations);
    migrations.pop_back();
    EXPECT_NO_THROW(db::migrate(database, migrations));
}

struct Nodes : CoreDatabase {};

TEST_F(Nodes, StartingAtOnceLeaseNumbersOfTheirOwn) {
    std::mutex mutex;
    std::set<unsigned> numbers;
    std::vector<std::unique_ptr<NodeLease>> leases;
    at_once(std::vector<std::function<void()>>(10, [&] {
        auto lease = std::make_unique<NodeLease>(database, ids);
        const std::scoped_lock lock(mutex);
        EXPECT_TRUE(numbers.insert(lease->number()).second) << lease->number();
        leases.push_back(std::move(lease));
    }));
    EXPECT_EQ(numbers.size(), 10U);
}

TEST_F(Nodes, AGivenBackNumberIsLeasedAgain) {
    const auto first = NodeLease(database, ids).number();
    EXPECT_EQ(NodeLease(database, ids).number(), first);
}

TEST_F(Nodes, AnExpiredLeaseChangesHandsAndALiveOneDoesNot) {
    const NodeLease live(database, ids);
    auto session = database.connect();
    session->execute("INSERT INTO nodes VALUES (1, 42, UTC_TIMESTAMP(6) - INTERVAL 1 SECOND)");
    session->commit();
    const NodeLease second(database, ids);
    EXPECT_EQ(live.number(), 0U);
    EXPECT_EQ(second.number(), 1U);
}

struct Idempotency : CoreDatabase {
    idempotency::Key key(std::string_view text, std::string_view content) {
        return {crypto::sha256("somebody"), std::string(text), crypto::sha256(content)};
    }

    Result<std::optional<idempotency::Answer>> find(const idempotency::Key& wanted) {
        return database.transact("test.find", [&](db::Transaction& tx) {
            return idempotency::find(tx, wanted);
        });
    }
};

TEST_F(Idempotency, TheSameRequestGetsTheSameAnswer) {
    const auto asked = key("k", "body");
    EXPECT_EQ(find(asked).value().has_value(), false);
    database.transact("test.keep", [&](db::Transaction& tx) {
        idempotency::keep(tx, asked, {201, "ETag: \"1\"", "{\"tên\":\"chợ\"}"});
    });
    const auto kept = find(asked).value();
    ASSERT_TRUE(kept);
    EXPECT_EQ(kept->status, 201);
    EXPECT_EQ(kept->headers, "ETag: \"1\"");
    EXPECT_EQ(kept->body, "{\"tên\":\"chợ\"}");
}

TEST_F(Idempotency, OtherContentUnderTheSameKeyIsRefusedAndAnotherClientsKeyIsAnother) {
    database.transact("test.keep", [&](db::Transaction& tx) {
        idempotency::keep(tx, key("k", "body"), {200, "", ""});
    });
    EXPECT_EQ(find(key("k", "other")).error(), idempotency::other_content);
    auto other = key("k", "body");
    other.client = crypto::sha256("somebody else");
    EXPECT_FALSE(find(other).value());
    EXPECT_FALSE(find(key("K", "body")).value()) << "keys are case-sensitive";
}

TEST_F(Idempotency, OfTwoThatKeepAtOnceOneFails) {
    std::atomic<int> kept = 0;
    std::atomic<int> turned_away = 0;
    at_once(std::vector<std::function<void()>>(2, [&] {
        try {
            database.transact("test.keep", [&](db::Transaction& tx) {
                idempotency::keep(tx, key("k", "body"), {200, "", ""});
            });
            ++kept;
        } catch (const db::Error& error) {
            EXPECT_TRUE(error.duplicate());
            ++turned_away;
        }
    }));
    EXPECT_EQ(kept, 1);
    EXPECT_EQ(turned_away, 1);
}

TEST_F(Idempotency, AnswersAreForgottenAfterThreeDays) {
    database.transact("test.keep", [&](db::Transaction& tx) {
        idempotency::keep(tx, key("old", "body"), {200, "", ""});
    });
    auto session = database.connect();
    session->execute("UPDATE idempotency SET created_at = created_at - INTERVAL 73 HOUR");
    session->commit();
    database.transact("test.keep", [&](db::Transaction& tx) {
        idempotency::keep(tx, key("new", "body"), {200, "", ""});
    });
    EXPECT_EQ(
        database.transact("test.forget", [](db::Transaction& tx) { return idempotency::forget_old(tx); }), 1U
    );
    EXPECT_FALSE(find(key("old", "body")).value());
    EXPECT_TRUE(find(key("new", "body")).value());
}

}  // namespace
}  // namespace chophien
