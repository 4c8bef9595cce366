#include "tests/given/lossy_proxy.hpp"

#include <array>
#include <cstdlib>
#include <cstring>
#include <netinet/in.h>
#include <poll.h>
#include <stdexcept>
#include <string_view>
#include <sys/socket.h>
#include <sys/un.h>
#include <tuple>
#include <unistd.h>

namespace chophien::given {

namespace {

int unix_socket(const std::string& path, bool listening) {
    const int made = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    const auto* plain = reinterpret_cast<const sockaddr*>(&address);
    const bool good = listening ? ::bind(made, plain, sizeof address) == 0 && ::listen(made, 16) == 0
                                : ::connect(made, plain, sizeof address) == 0;
    if (!good) throw std::runtime_error("the proxy cannot use " + path);
    return made;
}

bool send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

/// A listener on a free port of 127.0.0.1, and the port.
std::pair<int, std::uint16_t> tcp_listener() {
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* plain = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    if (::bind(made, plain, size) != 0 || ::listen(made, 16) != 0 || ::getsockname(made, plain, &size) != 0)
        throw std::runtime_error("the proxy finds no port");
    return {made, ntohs(address.sin_port)};
}

}  // namespace

LossyProxy::LossyProxy(std::string server_socket, Door door) : server_socket_(std::move(server_socket)) {
    if (door == Door::tcp) {
        std::tie(listener_, port_) = tcp_listener();
        acceptor_ = std::thread([this] { accept_all(); });
        return;
    }
    directory_ = "/tmp/chophien-proxy-XXXXXX";
    if (::mkdtemp(directory_.data()) == nullptr) throw std::runtime_error("no directory for the proxy");
    socket_ = directory_ + "/socket";
    listener_ = unix_socket(socket_, true);
    acceptor_ = std::thread([this] { accept_all(); });
}

LossyProxy::~LossyProxy() {
    stopping_ = true;
    acceptor_.join();
    for (auto& carrier : carriers_) carrier.join();
    ::close(listener_);
    if (directory_.empty()) return;
    ::unlink(socket_.c_str());
    ::rmdir(directory_.c_str());
}

void LossyProxy::accept_all() {
    while (!stopping_) {
        pollfd waiting{listener_, POLLIN, 0};
        if (::poll(&waiting, 1, 20) <= 0) continue;
        const int client = ::accept(listener_, nullptr, nullptr);
        if (client < 0) continue;
        const std::scoped_lock lock(mutex_);
        carriers_.emplace_back([this, client] { carry(client); });
    }
}

void LossyProxy::carry(int client) {
    const int server = unix_socket(server_socket_, false);
    std::array<char, 65536> buffer{};
    bool answer_is_lost = false;
    while (!stopping_) {
        std::array<pollfd, 2> ends{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
        if (::poll(ends.data(), ends.size(), 20) <= 0) continue;
        if (ends[0].revents != 0) {
            const auto got = ::recv(client, buffer.data(), buffer.size(), 0);
            if (got <= 0) break;
            const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
            if (bytes.find("COMMIT") != std::string_view::npos ||
                bytes.find("commit") != std::string_view::npos) {
                const auto loss = loss_.exchange(Loss::none);
                if (loss != Loss::none) ++lost_;
                if (loss == Loss::commit) break;
                answer_is_lost = loss == Loss::answer;
            }
            if (!send_all(server, bytes)) break;
        }
        if (ends[1].revents != 0) {
            const auto got = ::recv(server, buffer.data(), buffer.size(), 0);
            if (got <= 0 || answer_is_lost) break;
            if (!send_all(client, {buffer.data(), static_cast<std::size_t>(got)})) break;
        }
    }
    ::close(client);
    ::close(server);
}

}  // namespace chophien::given
