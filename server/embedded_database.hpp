// The database that comes with the server: with no --database, it starts a private mariadbd for itself.
//
// What lies in the data directory:
//   lock               held by flock for as long as the server lives; names its pid
//   mariadb/           mariadbd's own data directory, made whole by mariadb-install-db before it gets this
//   name mariadb.log        mariadbd's error log (mariadb.log.old: the one before, kept when it grew)
//   mariadb.password   mode 0600: the generated password of the account `chophien`
//   mariadb.sock       the only way in; it does not listen on TCP
//
// Who may connect, through the socket alone:
//   chophien           with the password; everything in `chophien` and in databases named chophien_*, nothing
//   else the user who first started it, and root
//                      as administrators, known by the kernel (unix_socket), without a password:
//                      mariadb --socket=DATA/mariadb.sock chophien
#pragma once

#include "server/data_directory.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <thread>
#include <vector>

namespace chophien::server {

class EmbeddedDatabase {
public:
    enum class Weight { notice, warning, error };

    struct Options {
        std::filesystem::path data_directory;  ///< made with mode 0700 when missing
        std::uint64_t buffer_pool_bytes = 256ULL << 20;
        std::chrono::seconds stop_grace{60};  ///< from SIGTERM to SIGKILL
        std::chrono::milliseconds first_restart_pause{
            100};  ///< doubles with each start that fails, up to 5 s
        /// Told what happens, one line each, from the calling thread or the watching one; nobody when empty.
        std::function<void(Weight, std::string_view)> log{};
    };

    /// Returns when mariadbd answers on the socket with the database and the account in place.
    /// Ends a mariadbd that a killed server left on this directory; what it had committed is still there.
    /// Throws std::runtime_error, in Vietnamese and English, when another server holds the directory (one
    /// line, with its pid), when mariadbd is not installed, or when it does not come up (with the end of its
    /// error log).
    explicit EmbeddedDatabase(Options options);
    EmbeddedDatabase(const EmbeddedDatabase&) = delete;
    EmbeddedDatabase& operator=(const EmbeddedDatabase&) = delete;
    ~EmbeddedDatabase();  ///< stop()

    /// Absolute path, at most 107 bytes: under a private directory in $XDG_RUNTIME_DIR or /tmp when the data
    /// directory's own path is too long for a socket.
    const std::string& socket() const { return socket_; }

    const std::string& user() const { return user_; }

    const std::string& password() const { return password_; }

    const std::string& database() const { return database_; }

    pid_t pid() const;          ///< of mariadbd; 0 while there is none
    unsigned restarts() const;  ///< times mariadbd ended by itself and came back
    /// Why it was given up: mariadbd ended by itself and five starts in a row did not come up. Empty while
    /// all is well.
    std::optional<std::string> failure() const;

    /// Ends mariadbd cleanly and waits for it; kills it after stop_grace. May be called again and from any
    /// thread.
    void stop();

private:
    void say(Weight weight, const std::string& line) const;
    void end_orphans();
    void install();
    void place_socket();
    void keep_log_small() const;
    void write_first_sql() const;
    std::vector<std::string> command_line() const;

    void watch();
    bool start();  // true once it answers; false when it ended before
    bool ended(bool wait) const;
    void reap();

    Options options_;
    DataDirectory held_;
    std::filesystem::path directory_;
    std::string mariadbd_;
    std::string user_ = "chophien";
    std::string password_;
    std::string database_ = "chophien";
    std::string socket_;
    std::filesystem::path
        socket_directory_;         // ours to remove; empty when the socket is in the data directory
    std::uintmax_t log_from_ = 0;  // where this start's part of the error log begins

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    pid_t pid_ = 0;
    bool answering_ = false;
    unsigned restarts_ = 0;
    bool up_once_ = false;
    bool stopping_ = false;
    bool watching_ = true;
    std::string last_end_;
    std::optional<std::string> failure_;
    std::mutex joining_;
    std::thread watcher_;
};

}  // namespace chophien::server
