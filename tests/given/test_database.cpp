#include "tests/given/test_database.hpp"

#include "core/db/session.hpp"
#include "server/embedded_database.hpp"

#include <fmt/format.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <unistd.h>

namespace chophien::given {
namespace {

std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value ? value : "";
}

/// A new directory, in memory if the machine has /dev/shm: every commit waits for the disk otherwise.
class ScratchDirectory {
public:
    ScratchDirectory() {
        const bool in_memory = ::access("/dev/shm", W_OK | X_OK) == 0;
        path_ = in_memory ? "/dev/shm/chophien-test-XXXXXX" : "/tmp/chophien-test-XXXXXX";
        if (!::mkdtemp(path_.data())) throw std::system_error(errno, std::generic_category(), path_);
    }

    ScratchDirectory(const ScratchDirectory&) = delete;
    ScratchDirectory& operator=(const ScratchDirectory&) = delete;

    ~ScratchDirectory() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

struct PrivateServer {
    ScratchDirectory directory;
    server::EmbeddedDatabase database{{.data_directory = directory.path(), .buffer_pool_bytes = 64ULL << 20}};
};

DatabaseFacts server_facts() {
    if (auto socket = variable("CHOPHIEN_TEST_DATABASE_SOCKET"); !socket.empty())
        return {
            socket, variable("CHOPHIEN_TEST_DATABASE_USER"), variable("CHOPHIEN_TEST_DATABASE_PASSWORD"), ""};
    static const PrivateServer server;
    return {server.database.socket(), server.database.user(), server.database.password(), ""};
}

void execute(const DatabaseFacts& facts, const std::string& sql) {
    const db::ThreadUse use;
    db::Session session(
        {.socket = facts.socket, .user = facts.user, .password = facts.password, .name = ""}, 0
    );
    session.execute(sql);
}

}  // namespace

DatabaseFacts fresh_schema(std::string_view label) {
    static std::atomic<unsigned> number = 0;
    auto facts = server_facts();
    facts.name = fmt::format("chophien_{}_{}_{}", label.substr(0, 20), ::getpid(), ++number);
    execute(facts, "DROP DATABASE IF EXISTS " + facts.name);
    execute(facts, "CREATE DATABASE " + facts.name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
    return facts;
}

void drop_schema(const DatabaseFacts& facts) { execute(facts, "DROP DATABASE IF EXISTS " + facts.name); }

}  // namespace chophien::given
