#include "server/io_loop.hpp"

#include "server/connection.hpp"
#include "server/outbox.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <random>
#include <sys/socket.h>

namespace chophien::server {

namespace asio = boost::asio;
using std::chrono::milliseconds;

namespace {

constexpr int accept_backlog = 1024;
constexpr milliseconds pause_without_descriptors{100};
constexpr milliseconds drain_sweep{10};

std::string date_line() {
    constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr const char* months[] = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    return fmt::format(
        "Date: {}, {:02} {} {} {:02}:{:02}:{:02} GMT\r\n",
        days[utc.tm_wday],
        utc.tm_mday,
        months[utc.tm_mon],
        utc.tm_year + 1900,
        utc.tm_hour,
        utc.tm_min,
        utc.tm_sec
    );
}

}  // namespace

IoLoop::IoLoop(
    std::size_t number,
    const HttpOptions& options,
    Site& site,
    std::shared_ptr<ConnectionCounts> connections,
    std::shared_ptr<asio::ssl::context> tls
)
    : number_(number),
      limits_(options.limits),
      proxies_(options.trusted_proxies),
      site_(site),
      connections_(std::move(connections)),
      tls_(std::move(tls)),
      next_id_(std::uint64_t{std::random_device{}()} << 32 | std::random_device{}()) {
    renew_time();
}

std::uint16_t IoLoop::listen(const asio::ip::tcp::endpoint& endpoint, bool share_port) {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(asio::socket_base::reuse_address(true));
    if (share_port)
        acceptor_.set_option(asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>(true));
    acceptor_.bind(endpoint);
    acceptor_.listen(accept_backlog);
    return acceptor_.local_endpoint().port();
}

void IoLoop::run() {
    asio::co_spawn(io_, accept_all(), asio::detached);
    sweep_later();
    io_.run();
}

void IoLoop::drain_by(Moment cut_off) {
    asio::post(io_, [this, cut_off] { drain(cut_off); });
}

void IoLoop::use_certificate(std::shared_ptr<asio::ssl::context> tls) {
    asio::post(io_, [this, tls = std::move(tls)]() mutable { tls_ = std::move(tls); });
}

std::string IoLoop::next_request_id() {
    // A counter through a bijection (splitmix64): never twice on one thread, and it says nothing about our
    // traffic.
    auto mixed = next_id_ += 0x9e3779b97f4a7c15ULL;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9ULL;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111ebULL;
    return fmt::format("{:016x}", mixed ^ mixed >> 31);
}

Task<> IoLoop::accept_all() {
    while (acceptor_.is_open()) {
        Socket socket(io_);
        boost::system::error_code ec;
        co_await acceptor_.async_accept(socket, asio::redirect_error(use_task, ec));
        if (!ec) {
            try {
                welcome(std::move(socket));
            } catch (const std::exception&) {
                // Out of memory: this newcomer is lost, the next may find some.
            }
        } else if (ec != asio::error::operation_aborted && ec != asio::error::connection_aborted) {
            // The listen queue holds newcomers until descriptors come free; asking again at once would only
            // burn the thread.
            accept_pause_.expires_after(pause_without_descriptors);
            co_await accept_pause_.async_wait(asio::redirect_error(use_task, ec));
        }
    }
}

void IoLoop::welcome(Socket socket) {
    counts_.accepted.add();
    boost::system::error_code ec;
    const auto peer = socket.remote_endpoint(ec);
    if (ec) return;
    const bool trusted = proxies_.contains(peer.address());
    auto seat = connections_->enter(text_of(peer.address()), !trusted);
    if (!seat) {
        counts_.turned_away.add();
        if (!tls_) turn_away(socket);
        return;
    }
    socket.non_blocking(true, ec);
    socket.set_option(asio::ip::tcp::no_delay(true), ec);
    begin_connection(*this, std::move(socket), tls_, *std::move(seat), trusted);
}

void IoLoop::turn_away(Socket& socket) {
    Outbox outbox;
    const Question question{.request_id = next_request_id()};
    outbox.add_answer(answer_from(too_many_connections, question), question, date_, true);
    auto pieces = outbox.pending();
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = pieces.size();
    // An empty send buffer takes these few bytes at once. What the client has sent is read away first:
    // closing over unread bytes would reset the connection and with it the answer.
    std::array<char, 4096> unread;
    [[maybe_unused]] const auto read =
        ::recv(socket.native_handle(), unread.data(), unread.size(), MSG_DONTWAIT);
    [[maybe_unused]] const auto sent =
        ::sendmsg(socket.native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    boost::system::error_code ec;
    socket.shutdown(asio::socket_base::shutdown_send, ec);
}

void IoLoop::renew_time() {
    now_ = std::chrono::steady_clock::now();
    date_ = date_line();
}

void IoLoop::sweep_later() {
    sweep_timer_.expires_after(draining_ ? std::min(drain_sweep, limits_.sweep) : limits_.sweep);
    sweep_timer_.async_wait([this](boost::system::error_code ec) {
        if (!ec) sweep();
    });
}

void IoLoop::sweep() {
    renew_time();
    // Cutting only cancels; the coroutines run, and leave the list, after this turn.
    for (auto& member : members_)
        if (member.deadline < now_ || (draining_ && member.idle)) member.cut();
    site_.tick(number_);
    if (draining_ && (members_.empty() || aborted_)) {
        io_.stop();
        return;
    }
    if (draining_ && now_ >= cut_off_) {
        for (auto& member : members_) member.abort();
        aborted_ = true;  // one more turn for the coroutines to end; those that wait for the site end with
                          // their reply
    }
    sweep_later();
}

void IoLoop::drain(Moment cut_off) {
    cut_off_ = std::min(cut_off_, cut_off);
    draining_ = true;
    boost::system::error_code ec;
    acceptor_.close(ec);
    accept_pause_.cancel();
    sweep_timer_.cancel();
    sweep();
}

}  // namespace chophien::server
