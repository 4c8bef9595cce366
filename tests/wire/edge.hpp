// A real server in this process with a site the test drives, and a client that says exactly the bytes it is
// told to.
#pragma once

#include "server/byte_cache.hpp"
#include "server/http_server.hpp"
#include "server/workers.hpp"

#include <gtest/gtest.h>

#include <arpa/inet.h>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace chophien::server::wire {

using std::chrono::milliseconds;

/// Answers /hot and /hot2 from ready bytes, and hands the rest to two workers that run `on_worker`.
class DrivenSite : public Site {
public:
    std::function<void(HttpRequest, Reply)> on_worker = [](HttpRequest request, Reply reply) {
        reply({.status = 200, .content_type = "text/plain", .headers = {}, .body = echo_of(request)});
    };
    std::function<std::size_t(Verb, std::string_view)> limit = [](Verb, std::string_view) {
        return std::size_t{0};
    };
    std::atomic<bool> full = false;

    DrivenSite() {
        put("/hot", "hot page");
        put("/hot2", std::string(200'000, 'h'));
    }

    static std::string echo_of(const HttpRequest& request) {
        return std::string(name_of(request.verb)) + " " + request.path + " [" + request.query + "] " +
               request.body;
    }

    void put(std::string_view target, std::string body) {
        const Tag shown[] = {tag_of(target)};
        const HttpResponse page{
            .status = 200, .content_type = "text/plain", .headers = {}, .body = std::move(body)};
        cache.begin_fill({target, 0}).finish(Page::of(page), shown);
    }

    std::shared_ptr<const Page> ready(const RequestHead& head, std::size_t io_thread) override {
        return cache.find(io_thread, {head.target, 0});
    }

    bool overloaded(const RequestHead&) const override { return full; }

    std::size_t body_limit(Verb verb, std::string_view path) const override { return limit(verb, path); }

    void answer(HttpRequest&& request, Reply reply) override {
        Job job = [this, request = std::move(request), reply = std::move(reply)]() mutable {
            on_worker(std::move(request), std::move(reply));
        };
        if (!workers.try_submit(std::move(job))) job = {};  // unanswered: 500, which no test expects
    }

    void go_on(std::function<std::string()> rest, Reply reply) override {
        if (busy.exchange(false)) return reply.overloaded();
        Job job = [rest = std::move(rest), reply = std::move(reply)]() mutable {
            reply({.status = 200, .content_type = {}, .headers = {}, .body = rest()});
        };
        if (!workers.try_submit(std::move(job))) job = {};
    }

    void tick(std::size_t io_thread) override { cache.sweep(io_thread); }

    std::atomic<bool> busy = false;  ///< turns the next piece away once
    ByteCache cache{{.fronts = 2}};
    Workers workers{{.threads = 2, .queue = 64}};
};

/// One answer as it came.
struct Got {
    int status = 0;
    std::string head;
    std::string body;

    std::string header(std::string_view name) const {
        for (std::size_t at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
            const auto line = std::string_view(head).substr(at + 2, head.find("\r\n", at + 2) - at - 2);
            const auto colon = line.find(':');
            if (colon != std::string_view::npos && equal_ignoring_case(line.substr(0, colon), name))
                return std::string(trimmed(line.substr(colon + 1)));
        }
        return "";
    }
};

class RawClient {
public:
    /// `receive_bytes`: size of the receive buffer, for clients that do not read.
    explicit RawClient(std::uint16_t port, int receive_bytes = 0)
        : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        if (receive_bytes > 0)
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_bytes, sizeof receive_bytes);
        const int one = 1;
        ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        const timeval patience{30, 0};  // so that a server that hangs fails the test
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        connected_ = ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
    }

    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    ~RawClient() { ::close(socket_); }

    bool connected() const { return connected_; }

    int descriptor() const { return socket_; }

    /// False when the server has gone.
    bool send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return false;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
        return true;
    }

    /// What one read gives; empty at the end.
    std::string receive() {
        std::string part(1 << 20, '\0');
        const auto count = ::recv(socket_, part.data(), part.size(), 0);
        if (count < 0) {
            EXPECT_NE(errno, EAGAIN) << "the server neither answered nor closed";
            reset_ = true;
        }
        part.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return part;
    }

    /// The next answer; status 0 when the connection ended instead.
    Got answer(bool without_body = false) {
        Got got;
        std::size_t end = 0;
        while ((end = received_.find("\r\n\r\n")) == std::string::npos)
            if (!more()) return got;
        got.head = received_.substr(0, end + 2);
        received_.erase(0, end + 4);
        got.status = std::stoi(got.head.substr(9, 3));
        const auto length = got.header("Content-Length");
        const auto size = without_body || length.empty() ? 0 : std::stoul(length);
        while (received_.size() < size)
            if (!more()) return {};
        got.body = received_.substr(0, size);
        received_.erase(0, size);
        return got;
    }

    /// Nothing more came before the server closed.
    bool ended() {
        while (more()) {
        }
        return received_.empty();
    }

    bool was_reset() const { return reset_; }

    void say_no_more() { ::shutdown(socket_, SHUT_WR); }

private:
    bool more() {
        const auto part = receive();
        received_ += part;
        return !part.empty();
    }

    int socket_;
    bool connected_ = false;
    bool reset_ = false;
    std::string received_;
};

class Edge : public testing::Test {
protected:
    Edge() { options.limits.sweep = milliseconds{10}; }

    ~Edge() override {
        if (server) server->stop(milliseconds{0});
        site.workers.drain();
    }

    std::uint16_t serve() {
        server = std::make_unique<HttpServer>(options, site);
        server->start();
        return server->port();
    }

    HttpOptions options;
    DrivenSite site;
    std::unique_ptr<HttpServer> server;
};

inline std::string get(std::string_view target, std::string_view lines = {}) {
    return "GET " + std::string(target) + " HTTP/1.1\r\nHost: cho.vn\r\n" + std::string(lines) + "\r\n";
}

}  // namespace chophien::server::wire
