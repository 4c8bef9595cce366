// Real mariadbd processes on real directories. Waits have no upper bound of their own but the test runner's:
// a machine under load is slow, not wrong.
#include "server/embedded_database.hpp"

#include "core/db/session.hpp"
#include "server/child_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <mutex>
#include <spawn.h>
#include <string>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace chophien::server {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

class AnEmbeddedDatabase : public testing::Test {
protected:
    AnEmbeddedDatabase() {
        std::string name =
            ::access("/dev/shm", W_OK) == 0 ? "/dev/shm/chophien-edb-XXXXXX" : "/tmp/chophien-edb-XXXXXX";
        if (!::mkdtemp(name.data())) throw std::runtime_error("no scratch directory");
        directory_ = name;
    }

    ~AnEmbeddedDatabase() override {
        std::error_code ignored;
        fs::remove_all(directory_, ignored);
    }

    EmbeddedDatabase::Options options() {
        return {
            .data_directory = directory_ / "data",
            .buffer_pool_bytes = 32ULL << 20,
            .first_restart_pause = 1ms,
            .log = [this](EmbeddedDatabase::Weight, std::string_view line) {
                const std::scoped_lock hold(mutex_);
                said_ += std::string(line) + "\n";
            }};
    }

    std::string said() {
        const std::scoped_lock hold(mutex_);
        return said_;
    }

    static std::string text_of(const fs::path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }

    static void execute(const EmbeddedDatabase& database, std::string_view sql) {
        const db::ThreadUse use;
        auto opened = session(database);
        opened.execute(sql);
        opened.commit();
    }

    static std::string answer(const EmbeddedDatabase& database, std::string_view sql) {
        const db::ThreadUse use;
        std::string text;
        session(database).query({"test", sql}, {}, [&](const db::Row& row) { text += row.text(0); });
        return text;
    }

    static db::Session session(const EmbeddedDatabase& database) {
        return {
            {.socket = database.socket(),
             .user = database.user(),
             .password = database.password(),
             .name = database.database()},
            0};
    }

    template <class Condition>
    static void wait_until(Condition holds) {
        while (!holds()) std::this_thread::sleep_for(5ms);
    }

    static std::string failure_of_start(const EmbeddedDatabase::Options& options) {
        try {
            EmbeddedDatabase database(options);
        } catch (const std::runtime_error& error) {
            return error.what();
        }
        return "it started";
    }

    /// Makes the directory with an empty table `kept`; the command line its mariadbd had.
    std::vector<std::string> used_and_stopped() {
        const EmbeddedDatabase database(options());
        execute(database, "CREATE TABLE kept (id INT PRIMARY KEY)");
        return command_line_of(database.pid());
    }

    /// What a kill -9 leaves where the kernel could not pass the news on: the same mariadbd, with nobody
    /// watching.
    static pid_t unwatched(std::vector<std::string> arguments) {
        std::erase_if(arguments, [](const auto& argument) { return argument.starts_with("--init-file="); });
        std::vector<char*> argv;
        for (auto& argument : arguments) argv.push_back(argument.data());
        argv.push_back(nullptr);
        pid_t orphan = 0;
        EXPECT_EQ(::posix_spawn(&orphan, argv[0], nullptr, nullptr, argv.data(), environ), 0);
        return orphan;
    }

    fs::path directory_;

private:
    std::mutex mutex_;
    std::string said_;
};

TEST_F(AnEmbeddedDatabase, KeepsWhatItWasGivenAcrossACleanStop) {
    {
        EmbeddedDatabase database(options());
        execute(database, "CREATE TABLE kept (id INT PRIMARY KEY)");
        execute(database, "INSERT INTO kept VALUES (7)");
    }
    EXPECT_THAT(text_of(directory_ / "data/mariadb.log"), HasSubstr("Shutdown complete"));

    const EmbeddedDatabase again(options());

    EXPECT_EQ(answer(again, "SELECT id FROM kept"), "7");
    EXPECT_EQ(again.restarts(), 0U);
}

TEST_F(AnEmbeddedDatabase, IsStrictInUtcInBytesAndWithoutAnyNetwork) {
    const EmbeddedDatabase database(options());

    EXPECT_EQ(answer(database, "SELECT @@skip_networking"), "1");
    EXPECT_EQ(answer(database, "SELECT @@global.time_zone"), "+00:00");
    EXPECT_EQ(answer(database, "SELECT @@innodb_flush_log_at_trx_commit"), "1");
    EXPECT_EQ(answer(database, "SELECT @@log_bin"), "0");
    execute(database, "CREATE TABLE words (word VARCHAR(9) PRIMARY KEY)");
    EXPECT_NO_THROW(execute(database, "INSERT INTO words VALUES ('cam'), ('Cam'), ('cám')"));
    EXPECT_THAT(answer(database, "SELECT @@global.sql_mode"), HasSubstr("STRICT_ALL_TABLES"));
    EXPECT_EQ(answer(database, "SELECT @@collation_database"), "utf8mb4_bin");
}

TEST_F(AnEmbeddedDatabase, LetsItsAccountMakeDatabasesOfItsNameOnly) {
    const EmbeddedDatabase database(options());

    EXPECT_NO_THROW(execute(database, "CREATE DATABASE chophien_other"));
    EXPECT_THROW(execute(database, "CREATE DATABASE other"), db::Error);
    EXPECT_THROW(execute(database, "CREATE DATABASE chophienx"), db::Error);
    EXPECT_THROW(answer(database, "SELECT count(*) FROM mysql.global_priv"), db::Error);
}

TEST_F(AnEmbeddedDatabase, KeepsItsSecretsToItself) {
    const EmbeddedDatabase database(options());
    const auto mode = [&](const char* name) {
        struct stat found {};
        EXPECT_EQ(::stat((directory_ / "data" / name).c_str(), &found), 0) << name;
        return found.st_mode & 0777;
    };

    EXPECT_EQ(mode("mariadb.password"), 0600U);
    EXPECT_EQ(mode("."), 0700U);
    EXPECT_EQ(mode("mariadb") & 0077, 0U);
    EXPECT_FALSE(fs::exists(directory_ / "data/mariadb.init.sql"));
    EXPECT_EQ(database.password().size(), 64U);
    for (const auto& argument : command_line_of(database.pid()))
        EXPECT_EQ(argument.find(database.password()), std::string::npos);
}

TEST_F(AnEmbeddedDatabase, MakesItsPasswordAgainWhenTheFileIsLost) {
    std::string before;
    {
        const EmbeddedDatabase database(options());
        before = database.password();
    }
    fs::remove(directory_ / "data/mariadb.password");

    const EmbeddedDatabase again(options());

    EXPECT_NE(again.password(), before);
    EXPECT_EQ(answer(again, "SELECT 1"), "1");
}

TEST_F(AnEmbeddedDatabase, RefusesASecondServerInOneLineWithThePidOfTheFirst) {
    const EmbeddedDatabase first(options());

    const auto refusal = failure_of_start(options());

    EXPECT_THAT(refusal, AllOf(HasSubstr("is in use by another server"), HasSubstr("máy chủ khác dùng")));
    EXPECT_THAT(refusal, HasSubstr("process " + std::to_string(::getpid())));
    EXPECT_EQ(refusal.find('\n'), std::string::npos);
    EXPECT_EQ(answer(first, "SELECT 1"), "1");
}

TEST_F(AnEmbeddedDatabase, ComesBackWithAllThatWasCommittedWhenItIsKilled) {
    const EmbeddedDatabase database(options());
    execute(database, "CREATE TABLE kept (id INT PRIMARY KEY)");
    execute(database, "INSERT INTO kept VALUES (7)");
    const auto before = database.pid();

    ::kill(before, SIGKILL);
    wait_until([&] { return database.restarts() == 1; });

    EXPECT_NE(database.pid(), before);
    EXPECT_EQ(answer(database, "SELECT id FROM kept"), "7");
    EXPECT_FALSE(database.failure());
    EXPECT_THAT(said(), HasSubstr("ended by itself (signal 9)"));
}

TEST_F(AnEmbeddedDatabase, EndsTheOrphanOfAKilledServerAndStartsAnew) {
    const auto orphan = unwatched(used_and_stopped());
    wait_until([&] { return fs::exists(directory_ / "data/mariadb.pid"); });

    const EmbeddedDatabase database(options());

    EXPECT_FALSE(is_alive(orphan));
    EXPECT_THAT(said(), HasSubstr("ending mariadbd " + std::to_string(orphan)));
    EXPECT_EQ(answer(database, "SELECT count(*) FROM kept"), "0");
    int status = 0;
    ::waitpid(orphan, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "it was not asked but killed";
}

TEST_F(AnEmbeddedDatabase, KillsAnOrphanThatHangs) {
    const auto orphan = unwatched(used_and_stopped());
    wait_until([&] { return fs::exists(directory_ / "data/mariadb.pid"); });
    ::kill(orphan, SIGSTOP);
    auto impatient = options();
    impatient.stop_grace = 1s;

    const EmbeddedDatabase database(impatient);

    EXPECT_FALSE(is_alive(orphan));
    EXPECT_EQ(answer(database, "SELECT count(*) FROM kept"), "0");
    ::waitpid(orphan, nullptr, 0);
}

TEST_F(AnEmbeddedDatabase, KillsItsMariadbdWhenThatDoesNotEndAndLosesNothing) {
    auto impatient = options();
    impatient.stop_grace = 1s;
    {
        EmbeddedDatabase database(impatient);
        execute(database, "CREATE TABLE kept (id INT PRIMARY KEY)");
        execute(database, "INSERT INTO kept VALUES (7)");
        ::kill(database.pid(), SIGSTOP);
        database.stop();
        EXPECT_EQ(database.pid(), 0);
    }
    EXPECT_THAT(said(), HasSubstr("did not end when asked"));

    const EmbeddedDatabase again(options());

    EXPECT_EQ(answer(again, "SELECT id FROM kept"), "7");
}

TEST_F(AnEmbeddedDatabase, LeavesTheMariadbdOfAnotherDirectoryAlone) {
    auto elsewhere = options();
    elsewhere.data_directory = directory_ / "data2";
    const EmbeddedDatabase neighbour(elsewhere);

    const EmbeddedDatabase database(options());

    EXPECT_EQ(answer(neighbour, "SELECT 1"), "1");
    EXPECT_EQ(neighbour.restarts(), 0U);
}

TEST_F(AnEmbeddedDatabase, FinishesAFirstStartThatWasCutShort) {
    fs::create_directories(directory_ / "data/mariadb.new/mysql");
    std::ofstream(directory_ / "data/mariadb.new/mysql/half") << "half";

    const EmbeddedDatabase database(options());

    EXPECT_EQ(answer(database, "SELECT 1"), "1");
    EXPECT_FALSE(fs::exists(directory_ / "data/mariadb.new"));
}

TEST_F(AnEmbeddedDatabase, HasAShortSocketWhereItsDirectoryHasALongPath) {
    auto far = options();
    far.data_directory = directory_ / std::string(120, 'x');
    std::string socket;
    {
        const EmbeddedDatabase database(far);
        socket = database.socket();
        EXPECT_LE(socket.size(), 107U);
        EXPECT_EQ(answer(database, "SELECT 1"), "1");

        struct stat found {};

        ASSERT_EQ(::stat(fs::path(socket).parent_path().c_str(), &found), 0);
        EXPECT_EQ(found.st_mode & 0777, 0700U);
    }
    EXPECT_FALSE(fs::exists(fs::path(socket).parent_path()));
}

TEST_F(AnEmbeddedDatabase, SaysWhyItDoesNotStart) {
    { const EmbeddedDatabase database(options()); }
    fs::resize_file(directory_ / "data/mariadb/ibdata1", 100);

    const auto failure = failure_of_start(options());

    EXPECT_THAT(failure, AllOf(HasSubstr("does not start"), HasSubstr("không khởi động được")));
    EXPECT_THAT(failure, HasSubstr("[ERROR]"));
}

TEST_F(AnEmbeddedDatabase, GivesUpClearlyWhenItCannotComeBack) {
    EmbeddedDatabase database(options());
    fs::rename(directory_ / "data/mariadb", directory_ / "data/gone");

    ::kill(database.pid(), SIGKILL);
    wait_until([&] { return database.failure().has_value(); });

    EXPECT_EQ(database.pid(), 0);
    EXPECT_EQ(database.restarts(), 0U);
    EXPECT_THAT(*database.failure(), HasSubstr("does not start"));
    database.stop();
}

TEST_F(AnEmbeddedDatabase, StandsApartFromTheTerminalsSignals) {
    const EmbeddedDatabase database(options());

    EXPECT_EQ(::getsid(database.pid()), database.pid());
}

TEST_F(AnEmbeddedDatabase, MayBeStoppedByManyAtOnce) {
    EmbeddedDatabase database(options());
    std::thread other([&] { database.stop(); });
    database.stop();
    other.join();

    EXPECT_EQ(database.pid(), 0);
    EXPECT_THAT(text_of(directory_ / "data/mariadb.log"), HasSubstr("Shutdown complete"));
}

TEST_F(AnEmbeddedDatabase, CannotUseADirectoryThatIsAFile) {
    std::ofstream(directory_ / "data") << "a file";

    EXPECT_THAT(failure_of_start(options()), AllOf(HasSubstr("Cannot use"), HasSubstr("Không dùng được")));
}

}  // namespace
}  // namespace chophien::server
