// One connection with its prepared statements. The only file that knows the driver is session.cpp.
#pragma once

#include "core/db/value.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace chophien::db {

/// Where the database is: a unix socket, or hosts tried in turn.
struct Target {
    struct Host {
        std::string name;
        std::uint16_t port = 3306;
    };

    std::string socket{};  ///< absolute path; wins over hosts
    std::vector<Host> hosts{};
    std::string user{};
    std::string password{};
    std::string name{};  ///< the schema
    bool tls = false;
    std::string certificate_authority{};  ///< PEM file the server's certificate must lead to; empty: it is
                                          ///< not looked at
};

/// The database said no or is gone. `code` is MariaDB's error number.
class Error : public std::runtime_error {
public:
    Error(int code, const std::string& what) : std::runtime_error(what), code_(code) {}

    int code() const { return code_; }

    /// The connection is of no more use (gone away, lost, killed, shutting down).
    bool lost() const;
    /// The same transaction may succeed when run again: deadlock, lock wait, lost connection, cluster not
    /// ready.
    bool transient() const;

    /// A unique key is there already.
    bool duplicate() const { return code_ == 1062; }

private:
    int code_;
};

/// After all retries: the database cannot be used now. The server answers 503.
struct Unavailable : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Hears of every prepared statement just before it runs.
using Tap = std::function<void(const Statement&, std::span<const Value>)>;

class Session {
public:
    /// Connects to the socket, or to the first of the hosts that answers, starting at `first_host`.
    Session(const Target& target, std::size_t first_host);
    ~Session();
    Session(Session&&) = delete;

    /// Rows in order, each shown to `each` and gone after it returns.
    void query(
        const Statement& statement, std::span<const Value> values, const std::function<void(const Row&)>& each
    );
    /// Rows changed.
    std::uint64_t change(const Statement& statement, std::span<const Value> values);
    /// Text protocol, for what cannot be prepared: DDL, SET.
    void execute(std::string_view sql);
    void commit();
    void rollback();

    /// Null for nobody. The tap outlives its use.
    void set_tap(const Tap* tap) { tap_ = tap; }

    /// The number of columns a statement answers, 0 for none; fails as prepare fails. For the test of all
    /// statements.
    unsigned columns_of(const Statement& statement);

private:
    struct Driver;
    std::unique_ptr<Driver> driver_;
    const Tap* tap_ = nullptr;
};

/// Each thread that uses sessions keeps one of these for its life; the driver asks for it.
class ThreadUse {
public:
    ThreadUse();
    ~ThreadUse();
    ThreadUse(const ThreadUse&) = delete;
    ThreadUse& operator=(const ThreadUse&) = delete;
};

}  // namespace chophien::db
