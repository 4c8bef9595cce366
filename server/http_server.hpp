// The asynchronous edge: sockets, TLS, HTTP/1.1, limits, deadlines, keep-alive, a clean stop. One thread and
// one accept queue for each I/O thread (SO_REUSEPORT), one coroutine for each connection, no lock on the way
// of a ready page.
#pragma once

#include "server/request_parser.hpp"
#include "server/site.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace chophien::server {

struct HttpLimits {
    HeadLimits head{};
    std::size_t body_bytes = 1 << 20;  ///< where Site::body_limit does not say otherwise
    std::size_t connections = 10'000;
    std::size_t connections_per_address = 512;  ///< trusted proxies are exempt
    std::chrono::milliseconds head_time{
        10'000};  ///< from the first byte of a request to the end of its head; TLS handshake
    std::chrono::milliseconds body_time{
        60'000};  ///< for a body, on top of its bytes at body_bytes_per_second
    std::size_t body_bytes_per_second = 16 * 1024;
    std::chrono::milliseconds idle_time{75'000};   ///< between requests
    std::chrono::milliseconds write_time{30'000};  ///< without a byte of progress
    std::chrono::milliseconds linger_time{
        2'000};                              ///< for a client to read a refusal before the connection goes
    std::chrono::milliseconds sweep{1'000};  ///< deadlines are looked at this often, and kept no more exactly
};

struct TlsFiles {
    std::filesystem::path certificate;  ///< PEM, the chain behind it included
    std::filesystem::path key;          ///< PEM
};

struct HttpOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: any free one; port() tells
    std::size_t io_threads = 1;
    std::optional<TlsFiles> tls{};
    std::vector<std::string>
        trusted_proxies{};  ///< addresses and networks whose X-Forwarded-For and -Proto are believed
    HttpLimits limits{};
};

struct HttpCounts {
    std::uint64_t accepted = 0;       ///< connections, since the start
    std::uint64_t turned_away = 0;    ///< connections over a cap
    std::uint64_t requests = 0;       ///< heads read
    std::uint64_t ready_answers = 0;  ///< given on the I/O thread from ready bytes
    std::uint64_t site_answers = 0;   ///< given by the site
    std::uint64_t edge_refusals = 0;  ///< given by the edge itself
    std::uint64_t timeouts = 0;       ///< connections cut or refused for slowness, idle ones not counted
    std::uint64_t bytes_sent = 0;     ///< before TLS
    std::size_t open = 0;             ///< connections now
};

class IoLoop;
class ConnectionCounts;

class HttpServer {
public:
    /// Binds and listens; nothing is answered before start(). Throws std::runtime_error, in both languages,
    /// when the address is taken or the certificate cannot be used.
    HttpServer(HttpOptions options, Site& site);
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;
    ~HttpServer();  ///< stop() without grace

    void start();
    /// Stops accepting, closes idle connections, answers what is in hand with Connection: close, and cuts off
    /// what is left after `grace`. Blocks until done. Replies that come later go nowhere, safely. May be
    /// called twice.
    void stop(std::chrono::milliseconds grace = std::chrono::seconds{10});

    std::uint16_t port() const { return port_; }

    HttpCounts counts() const;

    /// Reads the certificate and key files again; connections made from now on use them. Throws as the
    /// constructor does, and then keeps the old ones.
    void reload_certificate();

private:
    HttpOptions options_;
    std::uint16_t port_ = 0;
    std::shared_ptr<ConnectionCounts> connections_;
    std::vector<std::shared_ptr<IoLoop>> loops_;
    std::vector<std::thread> threads_;
    std::mutex stopping_;
};

}  // namespace chophien::server
