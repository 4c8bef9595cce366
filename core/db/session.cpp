#include "core/db/session.hpp"

#include "core/result.hpp"

#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>
#include <fmt/format.h>
#include <mysql_connection.h>
#include <mysql_driver.h>

#include <mutex>
#include <unordered_map>

namespace chophien::db {

namespace {

sql::mysql::MySQL_Driver& driver() {
    static sql::mysql::MySQL_Driver& only = *sql::mysql::get_mysql_driver_instance();
    return only;
}

[[noreturn]] void rethrow(const sql::SQLException& error, std::string_view during) {
    throw Error(error.getErrorCode(), fmt::format("{}: {} ({})", during, error.what(), error.getErrorCode()));
}

template <class Work>
auto guarded(std::string_view during, Work&& work) {
    try {
        return work();
    } catch (const sql::SQLException& error) {
        rethrow(error, during);
    }
}

class DriverRow final : public Row {
public:
    explicit DriverRow(sql::ResultSet& set) : set_(set) {}

    bool is_null(unsigned column) const override { return set_.isNull(column + 1); }

    std::int64_t int64(unsigned column) const override { return set_.getInt64(column + 1); }

    std::uint64_t uint64(unsigned column) const override { return set_.getUInt64(column + 1); }

    std::string text(unsigned column) const override {
        const auto text = set_.getString(column + 1);
        return {text.c_str(), text.length()};
    }

private:
    sql::ResultSet& set_;
};

void bind(sql::PreparedStatement& prepared, std::span<const Value> values) {
    unsigned place = 0;
    for (const auto& value : values) {
        ++place;
        std::visit(
            [&]<class V>(const V& v) {
                if constexpr (std::is_same_v<V, std::nullptr_t>)
                    prepared.setNull(place, 0);
                else if constexpr (std::is_same_v<V, std::int64_t>)
                    prepared.setInt64(place, v);
                else if constexpr (std::is_same_v<V, std::uint64_t>)
                    prepared.setUInt64(place, v);
                else
                    prepared.setString(place, sql::SQLString(v.data(), v.size()));
            },
            value
        );
    }
}

constexpr std::string_view session_rules =
    "SET SESSION time_zone = '+00:00', "
    "sql_mode = "
    "'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
    "NO_ENGINE_SUBSTITUTION', "
    "tx_isolation = 'READ-COMMITTED', innodb_lock_wait_timeout = 10, wait_timeout = 28800";

}  // namespace

bool Error::lost() const {
    switch (code_) {
        case 1053:  // server shutdown in progress
        case 1152:  // aborting connection
        case 1927:  // connection was killed
        case 2002:  // cannot connect through the socket
        case 2003:  // cannot connect to the host
        case 2005:  // unknown host
        case 2006:  // server has gone away
        case 2013:  // lost connection during query
        case 2026:  // TLS failed
        case 2055:  // lost connection at …
            return true;
        default:
            return false;
    }
}

bool Error::transient() const {
    switch (code_) {
        case 1020:  // record has changed since last read
        case 1040:  // too many connections
        case 1047:  // cluster node not ready
        case 1180:  // error during commit
        case 1205:  // lock wait timeout
        case 1213:  // deadlock, or another cluster node won
        case 1290:  // read-only while failing over
        case 1836:  // read-only
            return true;
        default:
            return lost();
    }
}

struct Session::Driver {
    std::unique_ptr<sql::Connection> connection;
    std::unique_ptr<sql::Statement> plain;  // for COMMIT and ROLLBACK
    std::unordered_map<const char*, std::unique_ptr<sql::PreparedStatement>>
        prepared;  // by the address of its text

    sql::PreparedStatement& statement(const Statement& wanted) {
        auto& slot = prepared[wanted.sql.data()];
        if (!slot)
            slot.reset(connection->prepareStatement(sql::SQLString(wanted.sql.data(), wanted.sql.size())));
        return *slot;
    }
};

Session::Session(const Target& target, std::size_t first_host) : driver_(std::make_unique<Driver>()) {
    sql::ConnectOptionsMap options;
    const auto option = [&](const char* name, std::string_view text) {
        options[name] = sql::SQLString(text.data(), text.size());
    };
    option("userName", target.user);
    option("password", target.password);
    option("schema", target.name);
    option("OPT_CHARSET_NAME", "utf8mb4");
    options["OPT_CONNECT_TIMEOUT"] = 3;
    options["OPT_READ_TIMEOUT"] = 60;
    options["OPT_WRITE_TIMEOUT"] = 60;
    if (target.tls) options["sslEnforce"] = true;
    if (!target.certificate_authority.empty()) {
        option("sslCA", target.certificate_authority);
        options["sslVerify"] = true;
    }
    const std::size_t tries = target.socket.empty() ? target.hosts.size() : 1;
    ensure(tries > 0, "a database target has a socket or hosts");
    for (std::size_t number = 0; number < tries; ++number) {
        try {
            if (target.socket.empty()) {
                const auto& host = target.hosts[(first_host + number) % target.hosts.size()];
                option("hostName", fmt::format("tcp://{}:{}", host.name, host.port));
            } else {
                option("hostName", "unix://" + target.socket);
            }
            driver_->connection.reset(driver().connect(options));
            driver_->plain.reset(driver_->connection->createStatement());
            execute(session_rules);
            driver_->connection->setAutoCommit(false);
            return;
        } catch (const sql::SQLException& error) {
            if (number + 1 == tries) rethrow(error, "connect");
        } catch (const Error& error) {
            if (number + 1 == tries) throw;
        }
    }
}

Session::~Session() = default;

void Session::query(
    const Statement& statement, std::span<const Value> values, const std::function<void(const Row&)>& each
) {
    guarded(statement.name, [&] {
        if (tap_ != nullptr) (*tap_)(statement, values);
        auto& prepared = driver_->statement(statement);
        bind(prepared, values);
        const std::unique_ptr<sql::ResultSet> set(prepared.executeQuery());
        const DriverRow row(*set);
        while (set->next()) each(row);
    });
}

std::uint64_t Session::change(const Statement& statement, std::span<const Value> values) {
    return guarded(statement.name, [&] {
        if (tap_ != nullptr) (*tap_)(statement, values);
        auto& prepared = driver_->statement(statement);
        bind(prepared, values);
        return static_cast<std::uint64_t>(prepared.executeUpdate());
    });
}

void Session::execute(std::string_view sql) {
    guarded("execute", [&] {
        const std::unique_ptr<sql::Statement> statement(driver_->connection->createStatement());
        // What it answers, if anything, is fetched and dropped: left unread it would block the connection.
        if (statement->execute(sql::SQLString(sql.data(), sql.size())))
            const std::unique_ptr<sql::ResultSet> unwanted(statement->getResultSet());
    });
}

// As statements: the driver's own commit() and rollback() throw away what the server says, so that a COMMIT
// lost on its way or refused by the cluster would look like one that happened.
void Session::commit() {
    guarded("commit", [&] { driver_->plain->execute("COMMIT"); });
}

void Session::rollback() {
    guarded("rollback", [&] { driver_->plain->execute("ROLLBACK"); });
}

unsigned Session::columns_of(const Statement& statement) {
    return guarded(statement.name, [&] {
        const auto* columns = driver_->statement(statement).getMetaData();
        return columns == nullptr ? 0U : const_cast<sql::ResultSetMetaData*>(columns)->getColumnCount();
    });
}

ThreadUse::ThreadUse() { driver().threadInit(); }

ThreadUse::~ThreadUse() { driver().threadEnd(); }

}  // namespace chophien::db
