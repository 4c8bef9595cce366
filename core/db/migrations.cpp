#include "core/db/migrations.hpp"

#include "core/log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <thread>

namespace chophien::db {

namespace {

using namespace std::chrono_literals;

constexpr std::string_view create_migrations = R"sql(
    CREATE TABLE IF NOT EXISTS schema_migrations (
        number     INT UNSIGNED NOT NULL PRIMARY KEY,
        name       VARCHAR(100) CHARACTER SET ascii NOT NULL,
        digest     BINARY(32) NOT NULL,
        statements INT UNSIGNED NOT NULL COMMENT 'how many of its statements have run',
        finished   BOOLEAN NOT NULL
    ) ENGINE=InnoDB
)sql";

constexpr std::string_view create_lease = R"sql(
    CREATE TABLE IF NOT EXISTS schema_lease (
        id     TINYINT UNSIGNED NOT NULL PRIMARY KEY,
        holder BIGINT UNSIGNED NOT NULL,
        until  DATETIME(6) NOT NULL
    ) ENGINE=InnoDB
)sql";

constexpr Statement seed_lease{"core.seed_schema_lease", R"sql(
    INSERT IGNORE INTO schema_lease (id, holder, until) VALUES (1, 0, '2000-01-01 00:00:00')
)sql"};

constexpr Statement take_lease{"core.take_schema_lease", R"sql(
    UPDATE schema_lease
       SET holder = ?, until = UTC_TIMESTAMP(6) + INTERVAL 60 SECOND
     WHERE id = 1 AND (holder = ? OR until < UTC_TIMESTAMP(6))
)sql"};

constexpr Statement give_lease_back{"core.give_schema_lease_back", R"sql(
    UPDATE schema_lease SET until = '2000-01-01 00:00:00' WHERE id = 1 AND holder = ?
)sql"};

constexpr Statement applied_migrations{"core.applied_migrations", R"sql(
    SELECT number, digest, statements, finished FROM schema_migrations
)sql"};

constexpr Statement record_progress{"core.record_migration", R"sql(
    INSERT INTO schema_migrations (number, name, digest, statements, finished)
    VALUES (?, ?, ?, ?, ?)
    ON DUPLICATE KEY UPDATE statements = VALUES(statements), finished = VALUES(finished)
)sql"};

struct Applied {
    std::int64_t number;
    crypto::Digest digest;
    std::int64_t statements;
    bool finished;
};

std::vector<std::string_view> statements_in(std::string_view sql) {
    std::vector<std::string_view> found;
    std::size_t begin = 0;
    for (std::size_t end = sql.find(";\n"); end != std::string_view::npos; end = sql.find(";\n", begin)) {
        found.push_back(sql.substr(begin, end - begin));
        begin = end + 2;
    }
    const auto rest = sql.substr(begin);
    if (rest.find_first_not_of(" \n\t;") != std::string_view::npos) found.push_back(rest);
    return found;
}

}  // namespace

template <>
struct Columns<Applied> {
    static constexpr auto of =
        std::tuple{&Applied::number, &Applied::digest, &Applied::statements, &Applied::finished};
};

namespace {

class Migrator {
public:
    Migrator(Database& database, std::span<const Migration> migrations)
        : session_(database.connect()), migrations_(migrations) {
        const auto random = crypto::random_bytes(8);
        for (const char byte : random) me_ = me_ << 8U | static_cast<unsigned char>(byte);
    }

    void run() {
        session_->execute(create_migrations);
        session_->execute(create_lease);
        session_->change(seed_lease, {});
        session_->commit();
        while (!done()) {
            if (lease()) {
                apply();
                const std::array values{bound(me_)};
                session_->change(give_lease_back, values);
                session_->commit();
            } else {
                std::this_thread::sleep_for(200ms);  // another node is at it
            }
        }
    }

private:
    std::map<std::int64_t, Applied> applied() {
        std::map<std::int64_t, Applied> found;
        session_->query(applied_migrations, {}, [&](const Row& row) {
            auto one = taken<Applied>(row);
            found.emplace(one.number, one);
        });
        session_->commit();
        return found;
    }

    bool done() {
        const auto known = applied();
        return std::ranges::all_of(migrations_, [&](const Migration& migration) {
            const auto found = known.find(migration.number);
            if (found == known.end()) return false;
            if (found->second.digest != migration.digest && found->second.finished)
                throw std::runtime_error(fmt::format(
                    "schema file {} was changed after it was applied; changes go into a new file",
                    migration.name
                ));
            return found->second.finished;
        });
    }

    bool lease() {
        const std::array values{bound(me_), bound(me_)};
        const bool taken = session_->change(take_lease, values) == 1;
        session_->commit();
        return taken;
    }

    void apply() {
        const auto known = applied();
        for (const auto& migration : migrations_) {
            const auto found = known.find(migration.number);
            if (found != known.end() && found->second.finished) continue;
            std::size_t next = found == known.end() ? 0 : static_cast<std::size_t>(found->second.statements);
            for (; next < migration.statements.size(); ++next) {
                session_->execute(migration.statements[next]);
                record(migration, next + 1);
                if (!lease()) return;  // we were too slow and another node took over
            }
            record(migration, next);
            log::info("schema migrated", {{"file", std::string(migration.name)}});
        }
    }

    void record(const Migration& migration, std::size_t statements) {
        const std::array values{
            bound(static_cast<std::int64_t>(migration.number)),
            bound(migration.name),
            bound(migration.digest),
            bound(static_cast<std::int64_t>(statements)),
            bound(statements == migration.statements.size())};
        session_->change(record_progress, values);
        session_->commit();
    }

    std::unique_ptr<Session> session_;
    std::span<const Migration> migrations_;
    std::uint64_t me_ = 0;
};

}  // namespace

std::vector<Migration> migrations_in(std::span<const std::span<const embedded::File>> modules) {
    std::vector<Migration> found;
    for (const auto& files : modules) {
        for (const auto& file : files) {
            if (!file.name.ends_with(".sql")) continue;
            const auto name = file.name.substr(file.name.rfind('/') + 1);
            const auto number = static_cast<std::uint32_t>(std::stoul(std::string(name.substr(0, 4))));
            found.push_back({number, name, statements_in(file.bytes), crypto::sha256(file.bytes)});
        }
    }
    std::ranges::sort(found, {}, &Migration::number);
    ensure(
        std::ranges::adjacent_find(found, {}, &Migration::number) == found.end(),
        "a migration's number is its own"
    );
    return found;
}

void migrate(Database& database, std::span<const Migration> migrations) {
    Migrator(database, migrations).run();
}

}  // namespace chophien::db
