#include "server/connection.hpp"

#include "server/answer.hpp"
#include "server/asking.hpp"
#include "server/outbox.hpp"
#include "server/read_buffer.hpp"
#include "server/websocket_talk.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/stream.hpp>

#include <cerrno>
#include <span>
#include <sys/socket.h>
#include <type_traits>

namespace chophien::server {

namespace asio = boost::asio;
using boost::system::error_code;

namespace {

using TlsStream = asio::ssl::stream<Socket>;

constexpr std::size_t most_discarded = 1 << 20;
constexpr std::size_t first_body_reserve = 64 * 1024;
constexpr std::size_t tls_piece = 16 * 1024;  // one record
constexpr auto next_try = std::chrono::milliseconds(100);
constexpr int most_tries = 100;  // for a worker who makes the next piece

/// The last value of a list header: what the nearest proxy said.
std::string_view last_of(std::string_view list) { return trimmed(list.substr(list.rfind(',') + 1)); }

// g++ 12 miscompiles a co_await inside a condition's && or || (it traps at run time): here each has a
// statement of its own.
template <class Stream>
class Connection final : public LoopMember {
    static constexpr bool encrypted = std::is_same_v<Stream, TlsStream>;

public:
    template <class... StreamParts>
    Connection(IoLoop& loop, ConnectionCounts::Seat seat, bool trusted_proxy, StreamParts&&... parts)
        : loop_(loop),
          stream_(std::forward<StreamParts>(parts)...),
          seat_(std::move(seat)),
          trusted_(trusted_proxy) {
        loop_.join(*this);
    }

    static Task<> live(std::unique_ptr<Connection> self) {
        try {
            co_await self->converse();
        } catch (const std::exception&) {
            // Out of memory, or a bug in making an answer: this connection cannot go on, the others can.
        }
    }

    void cut() override {
        cut_ = true;
        error_code ec;
        socket().cancel(ec);
    }

    void abort() override {
        cut_ = true;
        error_code ec;
        socket().close(ec);
    }

private:
    enum class Next : std::uint8_t { read, write, ask, close };

    auto& socket() { return stream_.lowest_layer(); }

    void due_in(std::chrono::milliseconds time) { deadline = loop_.now() + time; }

    bool is_last() const { return !head_.keep_alive || loop_.draining(); }

    Task<> converse() {
        if constexpr (encrypted) {
            due_in(loop_.limits().head_time);
            error_code ec;
            co_await stream_.async_handshake(
                asio::ssl::stream_base::server, asio::redirect_error(use_task, ec)
            );
            if (ec) co_return;
        }
        due_in(loop_.limits().head_time);
        while (true) {
            const Next next = answer_ready();
            if (!outbox_.empty() && !write_now()) {
                const bool written = co_await write_rest();
                if (!written) co_return;
            }
            bool go_on = true;
            switch (next) {
                case Next::read: {
                    // Awaited here and not in a function of its own: Asio keeps one spare frame a thread, so
                    // this one await allocates nothing, and a second inside it would.
                    error_code ec = asio::error::operation_aborted;
                    const auto room = room_for_head();
                    if (!cut_) {
                        const auto count = co_await stream_.async_read_some(
                            asio::buffer(room.data(), room.size()), asio::redirect_error(use_task, ec)
                        );
                        in_.commit(count);
                    }
                    if (ec) {
                        go_on = co_await after_failed_read();
                    } else {
                        idle = cut_ = false;
                    }
                    break;
                }
                case Next::ask:
                    go_on = co_await ask_site();
                    break;
                case Next::close:
                    co_await say_goodbye();
                    go_on = false;
                    break;
                case Next::write:
                    break;
            }
            if (!go_on) co_return;
        }
    }

    /// Answers what it can of what has been read, without waiting for anything: the hot path. Pipelined
    /// requests gather in the outbox.
    Next answer_ready() {
        while (!outbox_.full()) {
            const EdgeRefusal* why = nullptr;
            switch (parse_head(in_.view(), scanned_, loop_.limits().head, head_, why)) {
                case Parsed::incomplete:
                    return Next::read;
                case Parsed::refused:
                    return refuse(*why);
                case Parsed::complete:
                    break;
            }
            scanned_ = 0;
            head_started_ = false;
            loop_.counts().requests.add();
            if (head_.framing != Framing::none || head_.verb > Verb::head) return Next::ask;
            auto page = loop_.site().ready(head_, loop_.number());
            if (!page) return Next::ask;
            loop_.counts().ready_answers.add();
            const bool last = is_last();
            outbox_.add_page(std::move(page), head_, loop_.date(), last);
            in_.consume(head_.size);
            if (last) return Next::close;
        }
        return Next::write;
    }

    /// Puts the refusal of a request that was not understood into the outbox.
    Next refuse(const EdgeRefusal& why) {
        const Question question{.request_id = loop_.next_request_id()};
        add_refusal(why, question, true);
        return Next::close;
    }

    void add_refusal(const EdgeRefusal& why, const Question& question, bool last) {
        loop_.counts().edge_refusals.add();
        unread_ |= last;
        outbox_.add_answer(answer_from(why, question), question, loop_.date(), last);
    }

    /// Sets the deadline for what is about to be read.
    std::span<char> room_for_head() {
        if (in_.empty()) {
            in_.shrink();
            idle = true;
            if (loop_.draining()) cut_ = true;
        } else if (!head_started_) {
            head_started_ = true;
            due_in(loop_.limits().head_time);
        }
        return in_.room();
    }

    /// True when there is something to answer all the same.
    Task<bool> after_failed_read() {
        const bool was_idle = std::exchange(idle, false);
        if (!cut_ || !socket().is_open()) co_return false;
        if (!was_idle) {
            co_await give_up_reading();
            co_return false;
        }
        // A request may have reached us between the order to stop and this moment: it is in hand.
        error_code ec;
        if (!loop_.draining() || socket().available(ec) == 0 || ec) co_return false;
        const bool read = co_await read_more();
        co_return read;
    }

    Task<> give_up_reading() {
        cut_ = false;
        loop_.counts().timeouts.add();
        refuse(request_timeout);
        co_await write_and_go_on(true);
    }

    Task<bool> read_more() {
        const auto room = in_.room();
        error_code ec;
        const auto count = co_await stream_.async_read_some(
            asio::buffer(room.data(), room.size()), asio::redirect_error(use_task, ec)
        );
        in_.commit(count);
        if (!ec) cut_ = false;  // bytes that came while the sweep was cutting came in time
        co_return !ec;
    }

    /// Hands the request that head_ describes to the site and writes what it says. False when the connection
    /// ends with it.
    Task<bool> ask_site() {
        const Question question = question_from(head_, loop_.next_request_id());
        const bool has_body = head_.framing != Framing::none;
        const auto path = head_.target.substr(0, head_.target.find('?'));
        auto most_body = loop_.site().body_limit(head_.verb, path);
        if (most_body == 0) most_body = loop_.limits().body_bytes;

        const EdgeRefusal* why = nullptr;
        if (loop_.site().overloaded(head_)) {
            why = &overloaded;
        } else if (has_body && head_.content_length > most_body) {
            why = &body_too_large;
        }
        if (why != nullptr) {
            const bool last = has_body || is_last();
            add_refusal(*why, question, last);
            in_.consume(head_.size);
            const bool go_on = co_await write_and_go_on(last);
            co_return go_on;
        }

        HttpRequest request = request_from(head_, question);
        request.client =
            trusted_ ? loop_.proxies().client_of(seat_.address(), head_.forwarded_for) : seat_.address();
        request.encrypted =
            encrypted || (trusted_ && equal_ignoring_case(last_of(head_.forwarded_proto), "https"));
        in_.consume(head_.size);  // from here on the views of head_ are dead; its numbers and flags live
        if (has_body) {
            bool alive = true;
            why = co_await read_body(request.body, most_body, alive);
            if (!alive) co_return false;
            if (why != nullptr) {
                add_refusal(*why, question, true);
                co_await write_and_go_on(true);
                co_return false;
            }
        }

        deadline = Moment::max();  // the site's calls have time limits of their own
        auto ask = [&](Reply reply) { loop_.site().answer(std::move(request), std::move(reply)); };
        Answer answer = co_await answered(loop_, question, ask);
        loop_.counts().site_answers.add();
        const bool switches = answer.status == 101;
        const bool last = !switches && is_last();
        const auto rest = std::move(answer.rest);
        answer.chunked = rest && !head_.http_1_0 && !switches;
        const bool chunked = answer.chunked;
        outbox_.add_answer(std::move(answer), question, loop_.date(), last);
        if (switches) {
            bool written = write_now();
            if (!written) written = co_await write_rest();
            if (!written) co_return false;
            WebSocketTalk<Stream> talk(loop_, stream_, *this, in_, rest, question);
            co_await talk.run();
            co_return false;
        }
        if (rest) {
            const bool whole = co_await write_pieces(rest, question, chunked);
            if (!whole) co_return false;
        }
        const bool go_on = co_await write_and_go_on(last);
        co_return go_on;
    }

    /// Sends a body that is not whole in memory: each piece is made when the one before it has gone. False
    /// when it ends early, which the client sees by the missing last chunk, or by the reset.
    Task<bool> write_pieces(std::function<std::string()> rest, Question question, bool chunked) {
        int tries = 0;
        while (true) {
            bool written = outbox_.empty() || write_now();
            if (!written) written = co_await write_rest();
            if (!written) co_return false;
            deadline = Moment::max();
            auto ask = [&](Reply reply) { loop_.site().go_on(rest, std::move(reply)); };
            Answer piece = co_await answered(loop_, question, ask);
            const bool busy = piece.status == overloaded.status && ++tries < most_tries && socket().is_open();
            if (busy) {
                Timer timer(loop_.io(), next_try);
                error_code ec;
                co_await timer.async_wait(asio::redirect_error(use_task, ec));
                continue;
            }
            if (piece.status != 200) {
                reset();
                co_return false;
            }
            tries = 0;
            const bool end = piece.body.empty();
            if (!end || chunked) outbox_.add_piece(std::move(piece.body), chunked);
            if (end) co_return true;
        }
    }

    /// Nothing when the body is read; `alive` is false when the client is gone.
    Task<const EdgeRefusal*> read_body(std::string& body, std::size_t most_bytes, bool& alive) {
        const auto& limits = loop_.limits();
        BodyParser parser(head_.framing, head_.content_length, most_bytes);
        body.reserve(
            static_cast<std::size_t>(std::min<std::uint64_t>(head_.content_length, first_body_reserve))
        );
        if (head_.expects_continue && in_.empty()) {
            outbox_.add_continue();
            if (!write_now()) alive = co_await write_rest();
            if (!alive) co_return nullptr;
        }
        const auto started = loop_.now();
        while (true) {
            std::size_t used = 0;
            const EdgeRefusal* why = nullptr;
            const auto parsed = parser.take(in_.view(), used, body, why);
            in_.consume(used);
            if (parsed == Parsed::complete) co_return nullptr;
            if (parsed == Parsed::refused) co_return why;
            deadline = started + limits.body_time +
                       std::chrono::milliseconds(body.size() * 1000 / limits.body_bytes_per_second);
            const bool read = co_await read_more();
            if (read) continue;
            if (cut_ && socket().is_open()) {
                cut_ = false;
                loop_.counts().timeouts.add();
                co_return &request_timeout;
            }
            alive = false;
            co_return nullptr;
        }
    }

    Task<bool> write_and_go_on(bool last) {
        bool written = write_now();
        if (!written) written = co_await write_rest();
        if (written && last) co_await say_goodbye();
        co_return written && !last;
    }

    /// One gathered write without waiting. True when all has gone and the next request may take as long as it
    /// likes.
    bool write_now() {
        if constexpr (encrypted) {
            return false;
        } else {
            send_some();  // write_rest() finds out what an error was
            return outbox_.empty() && all_written();
        }
    }

    /// Zero, or errno.
    int send_some() {
        auto pieces = outbox_.pending();
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = pieces.size();
        const auto sent = ::sendmsg(socket().native_handle(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) return errno;
        loop_.counts().bytes_sent.add(static_cast<std::uint64_t>(sent));
        outbox_.sent(static_cast<std::size_t>(sent));
        return 0;
    }

    bool all_written() {
        outbox_.clear();
        due_in(loop_.limits().idle_time);
        return true;
    }

    /// Waits for the client to take what is in the outbox. False when it does not.
    Task<bool> write_rest() {
        error_code ec;
        while (!outbox_.empty()) {
            due_in(loop_.limits().write_time);
            bool failed = false;
            if constexpr (encrypted) {
                const auto piece = outbox_.gather(tls_piece);
                const auto count = co_await stream_.async_write_some(
                    asio::buffer(piece.data(), piece.size()), asio::redirect_error(use_task, ec)
                );
                loop_.counts().bytes_sent.add(count);
                outbox_.sent(count);
            } else {
                co_await stream_.async_wait(Socket::wait_write, asio::redirect_error(use_task, ec));
                const int trouble = ec ? 0 : send_some();
                failed = trouble != 0 && trouble != EAGAIN && trouble != EINTR;
            }
            if (!ec && !failed) {
                cut_ = false;
                continue;
            }
            if (cut_) give_up_writing();
            co_return false;
        }
        co_return all_written();
    }

    /// The client reads nothing: what lies in the kernel's send buffer for it goes too.
    void give_up_writing() {
        loop_.counts().timeouts.add();
        reset();
    }

    /// Closed here: Asio takes a socket's linger back when it closes it while destroying it.
    void reset() {
        error_code ec;
        socket().set_option(asio::socket_base::linger(true, 0), ec);
        socket().close(ec);
    }

    /// Ends the connection so that the last answer arrives: closing while the client still sends would reset
    /// it on the way.
    Task<> say_goodbye() {
        error_code ec;
        due_in(loop_.limits().linger_time);
        if constexpr (encrypted) {
            co_await stream_.async_shutdown(asio::redirect_error(use_task, ec));
        } else {
            socket().shutdown(asio::socket_base::shutdown_send, ec);
            if (!unread_ && !loop_.draining()) co_return;
            for (std::size_t discarded = 0; !cut_ && discarded < most_discarded;) {
                in_.consume(in_.size());
                const bool read = co_await read_more();
                if (!read) break;
                discarded += in_.size();
            }
        }
    }

    IoLoop& loop_;
    Stream stream_;
    ReadBuffer in_;
    Outbox outbox_;
    RequestHead head_;
    std::size_t scanned_ = 0;    // bytes of in_ known to hold no end of head
    bool head_started_ = false;  // head_time runs
    bool cut_ = false;
    bool unread_ = false;  // refused before all of the request was read
    const ConnectionCounts::Seat seat_;
    const bool trusted_;
};

}  // namespace

void begin_connection(
    IoLoop& loop,
    Socket socket,
    const std::shared_ptr<asio::ssl::context>& tls,
    ConnectionCounts::Seat seat,
    bool trusted_proxy
) {
    const auto begin = [&](auto connection) {
        using Kind = typename decltype(connection)::element_type;
        asio::co_spawn(loop.io().get_executor(), Kind::live(std::move(connection)), asio::detached);
    };
    if (tls) {
        begin(std::make_unique<Connection<TlsStream>>(
            loop, std::move(seat), trusted_proxy, std::move(socket), *tls
        ));
    } else {
        begin(std::make_unique<Connection<Socket>>(loop, std::move(seat), trusted_proxy, std::move(socket)));
    }
}

}  // namespace chophien::server
