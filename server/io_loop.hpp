// One I/O thread: its io_context, its accept queue, its connections, and one sweep over their deadlines a
// second in place of a timer for each operation.
#pragma once

#include "server/client_address.hpp"
#include "server/http_server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/intrusive/list.hpp>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace chophien::server {

// The io_context's own executor, not the type-erased default: no virtual call and no reference count for each
// operation.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;
using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;
using Timer = boost::asio::basic_waitable_timer<
    std::chrono::steady_clock,
    boost::asio::wait_traits<std::chrono::steady_clock>,
    Executor>;
template <class T = void>
using Task = boost::asio::awaitable<T, Executor>;
inline constexpr boost::asio::use_awaitable_t<Executor> use_task{};

using Moment = std::chrono::steady_clock::time_point;

/// What the loop needs of a connection; the rest is connection.cpp's.
class LoopMember
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
public:
    virtual ~LoopMember() = default;
    /// Its deadline has passed, or the loop drains and it is idle: whatever it waits for fails.
    virtual void cut() = 0;
    /// The socket goes now.
    virtual void abort() = 0;

    Moment deadline = Moment::max();
    bool idle = false;  ///< waits for the first byte of a request
};

/// Written by the loop's thread alone, read by all.
class LoopCounter {
public:
    void add(std::uint64_t by = 1) {
        value_.store(value_.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
    }

    std::uint64_t value() const { return value_.load(std::memory_order_relaxed); }

private:
    std::atomic<std::uint64_t> value_ = 0;
};

struct LoopCounts {
    LoopCounter accepted, turned_away, requests, ready_answers, site_answers, edge_refusals, timeouts,
        bytes_sent;
};

class IoLoop : public std::enable_shared_from_this<IoLoop> {
public:
    IoLoop(
        std::size_t number,
        const HttpOptions& options,
        Site& site,
        std::shared_ptr<ConnectionCounts> connections,
        std::shared_ptr<boost::asio::ssl::context> tls
    );

    /// Binds and listens. Throws boost::system::system_error.
    std::uint16_t listen(const boost::asio::ip::tcp::endpoint& endpoint, bool share_port);
    /// On the loop's thread; returns when drained.
    void run();
    /// From any thread.
    void drain_by(Moment cut_off);
    void use_certificate(std::shared_ptr<boost::asio::ssl::context> tls);

    boost::asio::io_context& io() { return io_; }

    std::size_t number() const { return number_; }

    const HttpLimits& limits() const { return limits_; }

    const TrustedProxies& proxies() const { return proxies_; }

    Site& site() { return site_; }

    LoopCounts& counts() { return counts_; }

    const LoopCounts& counts() const { return counts_; }

    /// As of the last sweep: exact enough for deadlines, and free.
    Moment now() const { return now_; }

    bool draining() const { return draining_; }

    /// A whole Date header line, renewed with each sweep.
    std::string_view date() const { return date_; }

    std::string next_request_id();

    void join(LoopMember& member) { members_.push_back(member); }

private:
    using Members = boost::intrusive::list<LoopMember, boost::intrusive::constant_time_size<false>>;

    Task<> accept_all();
    void welcome(Socket socket);
    void turn_away(Socket& socket);
    void sweep_later();
    void sweep();
    void drain(Moment cut_off);
    void renew_time();

    const std::size_t number_;
    const HttpLimits limits_;
    const TrustedProxies proxies_;
    Site& site_;
    std::shared_ptr<ConnectionCounts> connections_;
    std::shared_ptr<boost::asio::ssl::context> tls_;
    LoopCounts counts_;
    Members members_;
    Moment now_;
    Moment cut_off_ = Moment::max();
    bool draining_ = false;
    bool aborted_ = false;
    std::string date_;
    std::uint64_t next_id_;
    // Behind all the rest, so that what still waits in the context goes before what it refers to; its own
    // objects go before it. Nothing that waits in it may own the loop: the loop would own itself.
    boost::asio::io_context io_{1};
    Acceptor acceptor_{io_};
    Timer sweep_timer_{io_};
    Timer accept_pause_{io_};
};

}  // namespace chophien::server
