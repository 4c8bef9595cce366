#include "tests/wire/running_server.hpp"

#include <fmt/format.h>

#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <regex>
#include <signal.h>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace chophien::wire {

namespace {

using namespace std::chrono_literals;

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A tax code whose check digit is right: nine digits from the number, then the digit (weights 31 29 23 19 17
// 13 7 5 3).
std::string tax_code(unsigned number) {
    static constexpr int weights[] = {31, 29, 23, 19, 17, 13, 7, 5, 3};
    for (;; ++number) {
        const auto nine = fmt::format("0{:08}", number);
        int sum = 0;
        for (std::size_t at = 0; at < 9; ++at) sum += (nine[at] - '0') * weights[at];
        if (sum % 11 != 0) return nine + std::to_string(10 - sum % 11);
    }
}

}  // namespace

DataDirectory::DataDirectory() {
    std::string pattern = (std::filesystem::temp_directory_path() / "chophien-wire-XXXXXX").string();
    if (mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
    path_ = pattern;
}

DataDirectory::~DataDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

RunningServer::RunningServer(const DataDirectory& data, std::vector<std::string> options) : data_(data) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    std::vector<std::string> words{
        CHOPHIEN_BINARY, "serve", "--port", "0", "--data", data.path().string(), "--no-demo"};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (auto& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    pid_ = fork();
    if (pid_ == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(ends[1], STDOUT_FILENO);
        execv(arguments.front(), arguments.data());
        _exit(127);
    }
    close(ends[1]);
    output_ = ends[0];
    const std::regex address("http://127\\.0\\.0\\.1:([0-9]+)/docs");
    const auto deadline = std::chrono::steady_clock::now() + 120s;
    std::smatch found;
    while (!std::regex_search(welcome_, found, address)) {
        pollfd waiting{output_, POLLIN, 0};
        char bytes[4096];
        const bool ready = poll(&waiting, 1, 1000) == 1;
        const auto count = ready ? read(output_, bytes, sizeof bytes) : -1;
        if (count > 0) welcome_.append(bytes, static_cast<std::size_t>(count));
        if (count == 0 || std::chrono::steady_clock::now() > deadline)
            throw std::runtime_error("the server did not come up: " + welcome_);
    }
    port_ = std::stoi(found[1]);
    // The logins come in the same breath; take what is still on its way.
    for (;;) {
        pollfd waiting{output_, POLLIN, 0};
        char bytes[4096];
        if (poll(&waiting, 1, 300) != 1) break;
        const auto count = read(output_, bytes, sizeof bytes);
        if (count <= 0) break;
        welcome_.append(bytes, static_cast<std::size_t>(count));
    }
}

RunningServer::~RunningServer() {
    stop();
    close(output_);
}

std::pair<std::string, std::string> RunningServer::login(const std::string& role) const {
    const std::regex line("(^|\\n) *" + role + ": (\\S+) / (\\S+)");
    std::smatch found;
    if (!std::regex_search(welcome_, found, line))
        throw std::runtime_error("no login of " + role + " in: " + welcome_);
    return {found[2], found[3]};
}

void RunningServer::kill_hard() {
    if (pid_ == 0) return;
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = 0;
}

int RunningServer::stop() {
    if (pid_ == 0) return 0;
    kill(pid_, SIGTERM);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

pid_t RunningServer::database_pid() const {
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        const auto name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const auto command = text_of(entry.path() / "cmdline");
        if (command.find("mariadbd") == std::string::npos ||
            command.find(data_.path().string()) == std::string::npos)
            continue;
        if (text_of(entry.path() / "stat").find(") Z ") == std::string::npos)
            return static_cast<pid_t>(std::stoi(name));
    }
    return 0;
}

Client::Client(int port) : http_("127.0.0.1", port) {
    http_.set_keep_alive(true);
    http_.set_read_timeout(60s);
}

void Client::log_in(const std::pair<std::string, std::string>& login) {
    token_ = good(post("/v1/tokens", {{"login", login.first}, {"password", login.second}})).at("token");
}

httplib::Headers Client::headers(const std::string& key) const {
    httplib::Headers all;
    if (!token_.empty()) all.emplace("Authorization", "Bearer " + token_);
    if (!key.empty()) all.emplace("Idempotency-Key", key);
    return all;
}

Client::Reply Client::reply_from(const httplib::Result& result) const {
    Reply reply;
    if (!result) return reply;
    reply.status = result->status;
    reply.text = result->body;
    reply.headers = result->headers;
    reply.body = Json::parse(result->body, nullptr, false);
    return reply;
}

Client::Reply Client::get(const std::string& path, httplib::Headers more) {
    auto all = headers();
    all.merge(more);
    return reply_from(http_.Get(path, all));
}

Client::Reply Client::post(const std::string& path, const Json& body, const std::string& key) {
    return reply_from(http_.Post(path, headers(key), body.dump(), "application/json"));
}

Client::Reply Client::put(const std::string& path, const Json& body) {
    return reply_from(http_.Put(path, headers(), body.dump(), "application/json"));
}

Client::Reply Client::post_csv(const std::string& path, const std::string& csv) {
    return reply_from(http_.Post(path, headers(), csv, "text/csv"));
}

const Json& Client::good(const Reply& reply) {
    if (reply.status < 200 || reply.status > 299)
        throw std::runtime_error(fmt::format("answered {}: {}", reply.status, reply.text));
    return reply.body;
}

std::pair<std::string, std::string> open_market(const RunningServer& server) {
    Client operator_(server.port());
    operator_.log_in(server.login("operator"));
    Client::good(operator_.put(
        "/v1/bank-account", {{"bank_bin", "970436"}, {"account", "0011004123456"}, {"name", "CHO PHIEN"}}
    ));
    const std::pair<std::string, std::string> login{"so.nong.nghiep", "mot mat khau dai 7"};
    Client::good(operator_.post(
        "/v1/authorities",
        {{"name", "Bộ Nông nghiệp và Môi trường"},
         {"person", {{"login", login.first}, {"name", "Cán bộ"}, {"password", login.second}}}}
    ));
    return login;
}

Stall open_stall(
    const RunningServer& server,
    const std::pair<std::string, std::string>& authority,
    const std::string& name,
    const std::string& product,
    int stock
) {
    static unsigned number = 0;
    ++number;
    Stall stall;
    stall.login = {fmt::format("htx.{}", number), "mot mat khau dai 7"};
    Client seller(server.port());
    const auto registered = Client::good(seller.post(
        "/v1/organisations",
        {{"kind", "cooperative"},
         {"name", name},
         {"tax_code", tax_code(100000 + number * 37)},
         {"registration_number", fmt::format("01/{}", number)},
         {"province", "Sơn La"},
         {"person", {{"login", stall.login.first}, {"name", "Chủ nhiệm"}, {"password", stall.login.second}}}}
    ));
    stall.organisation = registered.at("organisation");
    Client judge(server.port());
    judge.log_in(authority);
    Client::good(
        judge.post("/v1/organisations/" + stall.organisation + "/verification", {{"decision", "verified"}})
    );
    seller.log_in(stall.login);
    stall.product = Client::good(seller.post("/v1/products", {{"name", product}, {"set", 13}})).at("id");
    stall.offer = Client::good(seller.post(
                                   "/v1/products/" + stall.product + "/offers",
                                   {{"pack", "Gói 500 g"},
                                    {"unit", "gói"},
                                    {"price", {{"amount", 120000}, {"currency", "VND"}}},
                                    {"stock", std::to_string(stock)}}
                               )
    ).at("id");
    Client::good(seller.post("/v1/products/" + stall.product + "/publication", Json::object()));
    return stall;
}

Json basket_of(const std::vector<std::string>& offers, const std::string& quantity) {
    auto lines = Json::array();
    for (const auto& offer : offers) lines.push_back({{"offer", offer}, {"quantity", quantity}});
    return {
        {"lines", lines},
        {"recipient",
         {{"name", "Chị Lan"},
          {"phone", "0912345678"},
          {"address", "Số 5, bản Mòng"},
          {"commune", "Chiềng Mung"},
          {"province", "Sơn La"}}},
        {"payment_method", "cash_on_delivery"},
    };
}

}  // namespace chophien::wire
