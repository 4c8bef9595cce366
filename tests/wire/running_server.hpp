// The real binary as a child process, and a client that shares no code with it.
#pragma once

#include <httplib.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <sys/types.h>
#include <vector>

namespace chophien::wire {

using Json = nlohmann::json;

/// A data directory that goes with the test, on a real disk: what kill -9 leaves behind is part of what is
/// tested.
class DataDirectory {
public:
    DataDirectory();
    ~DataDirectory();
    DataDirectory(const DataDirectory&) = delete;
    DataDirectory& operator=(const DataDirectory&) = delete;

    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// `chophien serve --no-demo` on a free port. Ends with the object, by its pid.
class RunningServer {
public:
    explicit RunningServer(const DataDirectory& data, std::vector<std::string> options = {});
    ~RunningServer();
    RunningServer(const RunningServer&) = delete;
    RunningServer& operator=(const RunningServer&) = delete;

    int port() const { return port_; }

    /// What it said before it answered.
    const std::string& welcome() const { return welcome_; }

    /// Of the line "role: login / password".
    std::pair<std::string, std::string> login(const std::string& role) const;

    void kill_hard();            ///< SIGKILL, and waits for the end
    int stop();                  ///< SIGTERM; the exit code
    pid_t database_pid() const;  ///< of its mariadbd, 0 when there is none now

private:
    const DataDirectory& data_;
    pid_t pid_ = 0;
    int port_ = 0;
    std::string welcome_;
    int output_ = -1;
};

/// A person with a connection of her own.
class Client {
public:
    explicit Client(int port);

    void log_in(const std::pair<std::string, std::string>& login);

    struct Reply {
        int status = 0;  ///< 0: no answer came
        Json body;
        std::string text;
        httplib::Headers headers;
    };

    Reply get(const std::string& path, httplib::Headers headers = {});
    Reply post(const std::string& path, const Json& body, const std::string& key = {});
    Reply put(const std::string& path, const Json& body);
    Reply post_csv(const std::string& path, const std::string& csv);

    /// A reply that must be a success; throws std::runtime_error with what was said otherwise.
    static const Json& good(const Reply& reply);

private:
    Reply reply_from(const httplib::Result& result) const;
    httplib::Headers headers(const std::string& key = {}) const;

    httplib::Client http_;
    std::string token_;
};

/// A verified cooperative with one product on sale, made through the API alone.
struct Stall {
    std::string organisation;
    std::string product;
    std::string offer;
    std::pair<std::string, std::string> login;
};

/// The operator's part, once a market: a bank account and an authority, whose login it answers.
std::pair<std::string, std::string> open_market(const RunningServer& server);

Stall open_stall(
    const RunningServer& server,
    const std::pair<std::string, std::string>& authority,
    const std::string& name,
    const std::string& product,
    int stock
);

/// The body of a basket to a house in Sơn La, paid at the door.
Json basket_of(const std::vector<std::string>& offers, const std::string& quantity = "1");

}  // namespace chophien::wire
