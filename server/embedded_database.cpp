#include "server/embedded_database.hpp"

#include "server/child_process.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <pwd.h>
#include <sstream>
#include <stdexcept>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace chophien::server {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr std::size_t longest_socket_path = sizeof(sockaddr_un::sun_path) - 1;
constexpr std::uintmax_t log_kept_bytes = 4U << 20;
constexpr unsigned starts_before_giving_up = 5;
constexpr auto longest_pause = 5s;
constexpr std::chrono::seconds silence_borne = 10s;
// A crash with a full redo log is replayed in seconds; only a disk that hangs takes longer than this.
constexpr auto longest_start = 10min;

// As root we could, but files of two owners in one database would shut the first one out for good.
[[noreturn]] void fail_for_owner(const fs::path& path, uid_t owner) {
    const passwd* person = ::getpwuid(owner);
    const auto name = person ? std::string(person->pw_name) : fmt::format("{}", owner);
    throw std::runtime_error(fmt::format(
        "{0} là của người dùng {1}; hãy khởi động bằng người dùng ấy. / {0} belongs to the user {1}; start "
        "as that user.",
        path.native(),
        name
    ));
}

std::string whole(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void write_private(const fs::path& path, std::string_view text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (file < 0) fail_at(path, errno);
    const bool whole_text = ::fchmod(file, 0600) == 0 &&
                            ::write(file, text.data(), text.size()) == ssize_t(text.size()) &&
                            ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    if (!whole_text) fail_at(path, error);
}

std::string installed(std::string_view name) {
    auto path = program(name);
    if (path.empty())
        throw std::runtime_error(fmt::format(
            "Chưa cài {0} (Debian: apt-get install mariadb-server-core mariadb-client-core). / "
            "{0} is not installed (Debian: apt-get install mariadb-server-core mariadb-client-core).",
            name
        ));
    return path;
}

bool is_mariadbd_on(const std::vector<std::string>& arguments, const std::string& directory) {
    if (arguments.empty() || fs::path(arguments.front()).filename() != "mariadbd") return false;
    const auto names = [&](const std::string& argument) {
        return argument == "--datadir=" + directory || argument == "--datadir=" + directory + ".new";
    };
    return std::any_of(arguments.begin(), arguments.end(), names);
}

// Redo for a few seconds of full load: half the buffer pool, within what a small disk and a big one can bear.
std::string redo_size(std::uint64_t buffer_pool_bytes) {
    const auto bytes = std::clamp<std::uint64_t>(buffer_pool_bytes / 2, 32ULL << 20, 1ULL << 30);
    return fmt::format("--innodb-log-file-size={}", bytes);
}

std::string tail(const fs::path& log, std::uintmax_t from) {
    std::ifstream in(log, std::ios::binary);
    in.seekg(std::streamoff(from));
    std::vector<std::string> errors, all;
    for (std::string line; std::getline(in, line);) {
        if (line.find("[ERROR]") != std::string::npos || line.starts_with("ERROR")) errors.push_back(line);
        all.push_back(std::move(line));
    }
    const auto& lines = errors.empty() ? all : errors;
    std::string text;
    for (auto i = lines.size() > 8 ? lines.size() - 8 : 0; i < lines.size(); ++i) text += "\n  " + lines[i];
    return text;
}

// mariadbd listens before it is ready; it greets only when it is. The greeting is the whole conversation.
bool greets(const std::string& socket) {
    const int connection = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    sockaddr_un address{};
    if (connection < 0) return false;
    address.sun_family = AF_UNIX;
    std::memcpy(static_cast<char*>(address.sun_path), socket.data(), socket.size());
    pollfd readable{connection, POLLIN, 0};
    char byte = 0;
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): what the socket interface asks for
    const bool greeted =
        ::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
        ::poll(&readable, 1, 200) == 1 && ::recv(connection, &byte, 1, 0) == 1;
    ::close(connection);
    return greeted;
}

std::string password_in(const fs::path& file) {
    auto known = whole(file);
    if (!known.empty() && known.back() == '\n') known.pop_back();
    const auto fits = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (known.size() == 64 && std::all_of(known.begin(), known.end(), fits)) return known;
    std::array<unsigned char, 32> random{};
    if (::getrandom(random.data(), random.size(), 0) != ssize_t(random.size())) fail_at("getrandom", errno);
    std::string fresh;
    for (auto byte : random) fresh += fmt::format("{:02x}", byte);
    write_private(file, fresh + "\n");
    return fresh;
}

}  // namespace

EmbeddedDatabase::EmbeddedDatabase(Options options)
    : options_(std::move(options)), held_(options_.data_directory), directory_(held_.path()) {
    mariadbd_ = installed("mariadbd");
    place_socket();
    end_orphans();
    keep_log_small();
    install();
    fs::create_directory(directory_ / "mariadb.tmp");
    password_ = password_in(directory_ / "mariadb.password");
    watcher_ = std::thread([this] { watch(); });
    std::unique_lock hold(mutex_);
    changed_.wait(hold, [this] { return up_once_ || failure_; });
    if (!failure_) return;
    const auto failure = *failure_;
    hold.unlock();
    stop();
    throw std::runtime_error(failure);
}

EmbeddedDatabase::~EmbeddedDatabase() { stop(); }

void EmbeddedDatabase::say(Weight weight, const std::string& line) const {
    if (options_.log) options_.log(weight, line);
}

// The lock is ours, so whatever mariadbd still has these files open belonged to a server that is gone.
// MariaDB 10.11 hangs for good when SIGTERM reaches it while it starts, so it is asked only once it answers.
// One that stays silent is starting, stopping or hanging; killing it costs no more than a recovery.
void EmbeddedDatabase::end_orphans() {
    using std::chrono::steady_clock;
    const auto directory = (directory_ / "mariadb").native();
    const auto ours = [&](const auto& arguments) { return is_mariadbd_on(arguments, directory); };
    for (const pid_t pid : processes_where(ours)) {
        say(Weight::warning, fmt::format("ending mariadbd {} which a killed server left behind", pid));
        bool asked = false;
        auto patience = steady_clock::now() + std::min(options_.stop_grace, silence_borne);
        while (is_alive(pid)) {
            if (!asked && greets(socket_)) {
                if (::kill(pid, SIGTERM) != 0 && errno != ESRCH)
                    fail_at(fmt::format("mariadbd {}", pid), errno);
                asked = true;
                patience = steady_clock::now() + options_.stop_grace;
            }
            if (steady_clock::now() > patience && ours(command_line_of(pid))) {
                say(Weight::error, fmt::format("killing mariadbd {}, which does not end", pid));
                if (::kill(pid, SIGKILL) != 0 && errno != ESRCH)
                    fail_at(fmt::format("mariadbd {}", pid), errno);
                patience += options_.stop_grace;
            }
            std::this_thread::sleep_for(10ms);
        }
    }
}

// Built under another name and renamed when whole, so that a first start cut short leaves nothing half-made.
void EmbeddedDatabase::install() {
    const auto finished = directory_ / "mariadb", unfinished = directory_ / "mariadb.new";

    struct stat found {};

    if (::stat(finished.c_str(), &found) == 0 && found.st_uid != ::geteuid())
        fail_for_owner(finished, found.st_uid);
    if (fs::exists(finished / "mysql")) return;
    std::error_code error;
    fs::remove_all(unfinished, error);
    if (fs::exists(finished) && !fs::remove(finished, error))
        fail_at(finished, error ? error.value() : ENOTEMPTY);
    const passwd* person = ::getpwuid(::geteuid());
    std::vector<std::string> arguments{
        installed("mariadb-install-db"),
        "--no-defaults",
        "--datadir=" + unfinished.native(),
        "--auth-root-authentication-method=socket",
        std::string("--auth-root-socket-user=") + (person ? person->pw_name : "root"),
        "--skip-test-db",
        "--skip-name-resolve",
        "--force",
        redo_size(options_.buffer_pool_bytes),
    };
    if (::geteuid() == 0) arguments.emplace_back("--user=root");
    say(Weight::notice, "making the database for the first time");
    const auto log = directory_ / "mariadb.log";
    log_from_ = fs::exists(log) ? fs::file_size(log) : 0;
    const auto end = wait_for_child(start_child(std::move(arguments), log));
    if (end.si_code != CLD_EXITED || end.si_status != 0 || !fs::exists(unfinished / "mysql"))
        throw std::runtime_error(fmt::format(
            "Không khởi tạo được cơ sở dữ liệu trong {0} ({1}). / "
            "The database in {0} could not be made ({1}).{2}",
            directory_.native(),
            how_it_ended(end),
            tail(log, log_from_)
        ));
    fs::rename(unfinished, finished, error);
    if (error) fail_at(finished, error.value());
}

void EmbeddedDatabase::place_socket() {
    socket_ = (directory_ / "mariadb.sock").native();
    if (socket_.size() <= longest_socket_path) return;
    const char* runtime = std::getenv("XDG_RUNTIME_DIR");
    auto named = [&](const std::string& place) {
        return fmt::format(
            "{}/chophien-{}-{:016x}", place, ::geteuid(), std::hash<std::string>{}(directory_.native())
        );
    };
    auto place = named(runtime && *runtime == '/' && ::access(runtime, W_OK) == 0 ? runtime : "/tmp");
    if (place.size() + sizeof("/s") > longest_socket_path) place = named("/tmp");

    // /tmp is everybody's: a directory somebody else put there first must not become ours.
    struct stat found {};

    if (::mkdir(place.c_str(), 0700) != 0 && errno != EEXIST) fail_at(place, errno);
    if (::lstat(place.c_str(), &found) != 0) fail_at(place, errno);
    if (!S_ISDIR(found.st_mode) || found.st_uid != ::geteuid() || (found.st_mode & 0077) != 0)
        fail_at(place, EPERM);
    socket_directory_ = place;
    socket_ = place + "/s";
}

void EmbeddedDatabase::keep_log_small() const {
    std::error_code ignored;
    const auto log = directory_ / "mariadb.log";
    if (fs::exists(log) && fs::file_size(log, ignored) > log_kept_bytes)
        fs::rename(log, directory_ / "mariadb.log.old", ignored);
}

// Runs at every start, before the first connection is let in: a lost password file or database heals itself.
void EmbeddedDatabase::write_first_sql() const {
    write_private(
        directory_ / "mariadb.init.sql",
        fmt::format(
            "CREATE DATABASE IF NOT EXISTS {0} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;\n"
            "CREATE USER IF NOT EXISTS {1}@localhost;\n"
            "ALTER USER {1}@localhost IDENTIFIED VIA mysql_native_password USING PASSWORD('{2}');\n"
            "GRANT ALL PRIVILEGES ON `{0}`.* TO {1}@localhost;\n"
            "GRANT ALL PRIVILEGES ON `{0}\\_%`.* TO {1}@localhost;\n",
            database_,
            user_,
            password_
        )
    );
}

std::vector<std::string> EmbeddedDatabase::command_line() const {
    const auto in = [this](const char* name) { return (directory_ / name).native(); };
    std::vector<std::string> arguments{
        mariadbd_,
        "--no-defaults",  // first, or it is not understood: the machine's own configuration must not
                          // interfere
        "--datadir=" + in("mariadb"),
        "--socket=" + socket_,
        // Its own: a mariadbd that starts clears what it takes for leftovers of temporary tables.
        "--tmpdir=" + in("mariadb.tmp"),
        "--pid-file=" + in("mariadb.pid"),
        "--log-error=" + in("mariadb.log"),
        "--init-file=" + in("mariadb.init.sql"),
        "--skip-networking",
        "--skip-name-resolve",
        "--character-set-server=utf8mb4",
        "--collation-server=utf8mb4_bin",  // text is folded once, by us; what the database compares is bytes
        "--sql-mode=STRICT_ALL_TABLES,STRICT_TRANS_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
        "ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION,NO_AUTO_CREATE_USER",
        "--default-time-zone=+00:00",
        "--default-storage-engine=InnoDB",
        "--innodb-flush-log-at-trx-commit=1",
        "--skip-log-bin",
        "--sync-binlog=0",
        "--innodb-flush-method=O_DIRECT",
        "--innodb-io-capacity=2000",  // the default is a disk with a head
        fmt::format("--innodb-buffer-pool-size={}", options_.buffer_pool_bytes),
        redo_size(options_.buffer_pool_bytes),
        "--performance-schema=OFF",
        "--max-connections=300",
        "--max-allowed-packet=64M",
        "--table-open-cache=1000",
        "--key-buffer-size=1M",
        "--aria-pagecache-buffer-size=8M",
        "--query-cache-type=OFF",
        "--query-cache-size=0",
        "--local-infile=OFF",
        "--symbolic-links=OFF",
        "--event-scheduler=OFF",
    };
    if (::geteuid() == 0)
        arguments.emplace_back("--user=root");  // it refuses to guess; the directory is ours
    return arguments;
}

void EmbeddedDatabase::watch() {
    unsigned failed_starts = 0;
    auto pause = options_.first_restart_pause;
    for (bool first = true;; first = false) {
        bool ready = false;
        try {
            ready = start();
        } catch (const std::exception& fault) {  // no memory for a child, no room for the first SQL
            last_end_ = fault.what();
        }
        if (ready) {
            failed_starts = 0;
            pause = options_.first_restart_pause;
            say(Weight::notice, fmt::format("mariadbd {} answers on {}", pid(), socket_));
            {
                const std::scoped_lock hold(mutex_);
                up_once_ = answering_ = true;
                if (stopping_) ::kill(pid_, SIGTERM);
                if (!first) ++restarts_;
            }
            changed_.notify_all();
            ended(true);
        }
        reap();
        std::unique_lock hold(mutex_);
        if (stopping_) break;
        if (!ready) ++failed_starts;
        if (first && !ready) failed_starts = starts_before_giving_up;
        if (failed_starts >= starts_before_giving_up) {
            failure_ = fmt::format(
                "Cơ sở dữ liệu riêng không khởi động được ({0}). / The embedded database does not start "
                "({0}).{1}",
                last_end_,
                tail(directory_ / "mariadb.log", log_from_)
            );
            break;
        }
        hold.unlock();
        say(Weight::error, fmt::format("mariadbd ended by itself ({}); starting it again", last_end_));
        hold.lock();
        changed_.wait_for(hold, pause, [this] { return stopping_; });
        if (stopping_) break;
        if (!ready) pause = std::min<std::chrono::milliseconds>(pause * 2, longest_pause);
    }
    std::optional<std::string> failure;
    {
        const std::scoped_lock hold(mutex_);
        watching_ = false;
        if (up_once_) failure = failure_;  // at the first start the constructor's exception says it
    }
    changed_.notify_all();
    if (failure) say(Weight::error, *failure);
}

bool EmbeddedDatabase::start() {
    const auto log = directory_ / "mariadb.log";
    log_from_ = fs::exists(log) ? fs::file_size(log) : 0;
    write_first_sql();
    std::error_code ignored;
    fs::remove(socket_, ignored);  // a killed mariadbd leaves it
    {
        const std::scoped_lock hold(mutex_);
        if (stopping_) return false;
        pid_ = start_child(command_line(), log);
    }
    const auto deadline = std::chrono::steady_clock::now() + longest_start;
    while (!greets(socket_)) {
        if (ended(false)) return false;
        std::this_thread::sleep_for(5ms);
        if (std::chrono::steady_clock::now() > deadline) {
            const std::scoped_lock hold(mutex_);
            ::kill(pid_, SIGKILL);
        }
    }
    fs::remove(directory_ / "mariadb.init.sql", ignored);  // it holds the password
    return true;
}

// Leaves the dead child unreaped, so that its number cannot be given to a stranger before reap() forgets it.
bool EmbeddedDatabase::ended(bool wait) const {
    siginfo_t end{};
    const int how = WEXITED | WNOWAIT | (wait ? 0 : WNOHANG);
    while (::waitid(P_PID, id_t(pid()), &end, how) != 0)
        if (errno != EINTR) return true;
    return end.si_pid != 0;
}

void EmbeddedDatabase::reap() {
    const std::scoped_lock hold(mutex_);
    if (pid_ == 0) return;
    last_end_ = how_it_ended(wait_for_child(pid_));
    pid_ = 0;
    answering_ = false;
    changed_.notify_all();
}

pid_t EmbeddedDatabase::pid() const {
    const std::scoped_lock hold(mutex_);
    return pid_;
}

unsigned EmbeddedDatabase::restarts() const {
    const std::scoped_lock hold(mutex_);
    return restarts_;
}

std::optional<std::string> EmbeddedDatabase::failure() const {
    const std::scoped_lock hold(mutex_);
    return failure_;
}

void EmbeddedDatabase::stop() {
    const std::scoped_lock one_at_a_time(joining_);
    if (!watcher_.joinable()) return;
    {
        std::unique_lock hold(mutex_);
        stopping_ = true;
        changed_.notify_all();
        if (answering_) ::kill(pid_, SIGTERM);  // else the watcher does, as soon as it may: see end_orphans
        if (!changed_.wait_for(hold, options_.stop_grace, [this] { return !watching_; }) && pid_ != 0) {
            const auto pid = pid_;
            ::kill(pid, SIGKILL);
            hold.unlock();
            say(Weight::error, fmt::format("killed mariadbd {}, which did not end when asked", pid));
        }
    }
    watcher_.join();
    std::error_code ignored;
    fs::remove(directory_ / "mariadb.init.sql", ignored);
    if (!socket_directory_.empty()) fs::remove_all(socket_directory_, ignored);
}

}  // namespace chophien::server
