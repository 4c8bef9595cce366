// A schema with the core's own tables and one of ours, for tests of what lies under every module.
#pragma once

#include "core/db/migrations.hpp"
#include "tests/given/test_database.hpp"

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <latch>
#include <thread>
#include <vector>

namespace chophien {

inline db::Target target_of(const given::DatabaseFacts& facts) {
    return {.socket = facts.socket, .user = facts.user, .password = facts.password, .name = facts.name};
}

inline std::vector<db::Migration> core_migrations() {
    const std::array modules{embedded::core()};
    return db::migrations_in(modules);
}

/// All at once, each on a thread that may use the database; returns when all have.
inline void at_once(const std::vector<std::function<void()>>& works) {
    std::latch ready(static_cast<std::ptrdiff_t>(works.size()));
    std::vector<std::thread> threads;
    for (const auto& work : works)
        threads.emplace_back([&ready, &work] {
            const db::ThreadUse use;
            ready.arrive_and_wait();
            work();
        });
    for (auto& thread : threads) thread.join();
}

struct CoreDatabase : testing::Test {
    CoreDatabase() {
        db::migrate(database, core_migrations());
        database.connect()->execute(
            "CREATE TABLE crates (id BIGINT UNSIGNED NOT NULL PRIMARY KEY, count BIGINT NOT NULL) "
            "ENGINE=InnoDB"
        );
    }

    ~CoreDatabase() override { given::drop_schema(facts); }

    given::DatabaseFacts facts = given::fresh_schema("core");
    SystemClock clock;
    IdSource ids{clock, 0};
    Metrics metrics;
    db::Database database{target_of(facts), clock, ids, metrics};
};

inline constexpr db::Statement put_crate{"test.put_crate", "INSERT INTO crates (id, count) VALUES (?, ?)"};
inline constexpr db::Statement fill_crate{
    "test.fill_crate", "UPDATE crates SET count = count + ? WHERE id = ?"};
inline constexpr db::Statement crate_count{"test.crate_count", "SELECT count FROM crates WHERE id = ?"};
inline constexpr db::Statement count_crates{"test.count_crates", "SELECT COUNT(*) FROM crates"};
inline constexpr db::Statement count_changes{"test.count_changes", "SELECT COUNT(*) FROM changes"};
inline constexpr db::Statement my_connection{"test.my_connection", "SELECT CONNECTION_ID()"};

}  // namespace chophien
