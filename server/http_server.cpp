#include "server/http_server.hpp"

#include "server/io_loop.hpp"
#include "server/tls.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace chophien::server {

namespace asio = boost::asio;

namespace {

/// Binds once without sharing: with SO_REUSEPORT alone, a second server of the same user would silently take
/// half of ours.
void refuse_taken(const asio::ip::tcp::endpoint& endpoint) {
    asio::io_context io;
    asio::ip::tcp::acceptor probe(io);
    probe.open(endpoint.protocol());
    probe.set_option(asio::socket_base::reuse_address(true));
    probe.bind(endpoint);
    probe.listen();
}

}  // namespace

HttpServer::HttpServer(HttpOptions options, Site& site)
    : options_(std::move(options)),
      connections_(std::make_shared<ConnectionCounts>(
          options_.limits.connections, options_.limits.connections_per_address
      )) {
    ensure(options_.io_threads > 0, "a server has at least one I/O thread");
    const auto tls = options_.tls ? tls_context(*options_.tls) : nullptr;
    try {
        asio::ip::tcp::endpoint endpoint(asio::ip::make_address(options_.address), options_.port);
        if (options_.port != 0) refuse_taken(endpoint);
        for (std::size_t number = 0; number < options_.io_threads; ++number) {
            loops_.push_back(std::make_shared<IoLoop>(number, options_, site, connections_, tls));
            endpoint.port(loops_.back()->listen(endpoint, options_.io_threads > 1));
        }
        port_ = endpoint.port();
    } catch (const boost::system::system_error& trouble) {
        throw std::runtime_error(fmt::format(
            "Không mở được cổng {0}:{1}: {2} / cannot listen on {0}:{1}: {2}",
            options_.address,
            options_.port,
            trouble.code().message()
        ));
    }
}

HttpServer::~HttpServer() { stop(std::chrono::milliseconds{0}); }

void HttpServer::start() {
    ensure(threads_.empty(), "a server starts once");
    for (const auto& loop : loops_) threads_.emplace_back([loop] { loop->run(); });
}

void HttpServer::stop(std::chrono::milliseconds grace) {
    const std::scoped_lock lock(stopping_);
    const auto cut_off = std::chrono::steady_clock::now() + grace;
    if (!threads_.empty())
        for (const auto& loop : loops_) loop->drain_by(cut_off);
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
    threads_.clear();
}

HttpCounts HttpServer::counts() const {
    HttpCounts sum;
    for (const auto& loop : loops_) {
        const auto& counts = loop->counts();
        sum.accepted += counts.accepted.value();
        sum.turned_away += counts.turned_away.value();
        sum.requests += counts.requests.value();
        sum.ready_answers += counts.ready_answers.value();
        sum.site_answers += counts.site_answers.value();
        sum.edge_refusals += counts.edge_refusals.value();
        sum.timeouts += counts.timeouts.value();
        sum.bytes_sent += counts.bytes_sent.value();
    }
    sum.open = connections_->open();
    return sum;
}

void HttpServer::reload_certificate() {
    ensure(options_.tls.has_value(), "a server without TLS has no certificate to reload");
    const auto tls = tls_context(*options_.tls);
    for (const auto& loop : loops_) loop->use_certificate(tls);
}

}  // namespace chophien::server
