// The life of a connection after 101: reports go out as they come, the client is listened to beside it.
#pragma once

#include "server/asking.hpp"
#include "server/io_loop.hpp"
#include "server/read_buffer.hpp"
#include "server/websocket.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <exception>
#include <functional>
#include <string>
#include <utility>

namespace chophien::server {

/// Asks for the next message only when the one before has gone, so nothing gathers for a slow reader; one who
/// takes no byte for the connection's write time is dropped, as is one who does not answer pings. On the
/// loop's thread.
template <class Stream>
class WebSocketTalk {
public:
    struct Pace {
        std::chrono::milliseconds look{500};     ///< between questions for the next message
        std::chrono::milliseconds ping{30'000};  ///< of silence
        std::chrono::milliseconds drop{75'000};  ///< without a word from the client
    };

    WebSocketTalk(
        IoLoop& loop,
        Stream& stream,
        LoopMember& member,
        ReadBuffer& in,
        std::function<std::string()> rest,
        Question question
    )
        : loop_(loop),
          stream_(stream),
          member_(member),
          in_(in),
          rest_(std::move(rest)),
          question_(std::move(question)),
          wake_(loop.io()) {}

    /// Ends when either side does; the socket is closed then. References of the constructor outlive it.
    Task<> run() {
        heard_ = said_ = std::chrono::steady_clock::now();
        listening_ = true;
        boost::asio::co_spawn(loop_.io().get_executor(), listen(), boost::asio::detached);
        while (listening_) {
            co_await rest_a_moment();
            if (!listening_ || loop_.draining()) break;
            bool alive = co_await keep_alive();
            if (!alive) break;
            alive = co_await report();
            if (!alive) break;
        }
        if (last_words_.empty() && loop_.draining()) last_words_ = websocket_close(CloseCode::going_away);
        if (!last_words_.empty()) co_await send(std::exchange(last_words_, {}));
        // The client answers a close with its own before the connection goes (RFC 6455 §7.1.1).
        const auto until = std::chrono::steady_clock::now() + loop_.limits().linger_time;
        while (listening_ && std::chrono::steady_clock::now() < until) co_await sleep(closing_look);
        boost::system::error_code ec;
        stream_.lowest_layer().shutdown(Socket::shutdown_send, ec);
        stream_.lowest_layer().close(ec);
        while (listening_) co_await sleep(closing_look);
    }

private:
    static constexpr std::chrono::milliseconds closing_look{10};

    Task<> sleep(std::chrono::milliseconds time) {
        boost::system::error_code ec;
        wake_.expires_after(time);
        co_await wake_.async_wait(boost::asio::redirect_error(use_task, ec));
    }

    Task<> rest_a_moment() {
        member_.deadline = Moment::max();
        member_.idle = true;  // a drain may wake it
        if (pongs_.empty() && !loop_.draining()) co_await sleep(pace_.look);
        member_.idle = false;
    }

    Task<bool> keep_alive() {
        if (!pongs_.empty()) {
            const bool sent = co_await send(std::exchange(pongs_, {}));
            if (!sent) co_return false;
        }
        const auto now = std::chrono::steady_clock::now();
        if (now - heard_ > pace_.drop) co_return false;
        if (now - said_ > pace_.ping) {
            const bool sent = co_await send(websocket_frame(Opcode::ping, {}));
            if (!sent) co_return false;
        }
        co_return true;
    }

    /// Sends what there is to say now.
    Task<bool> report() {
        while (listening_ && !loop_.draining()) {
            auto ask = [&](Reply reply) { loop_.site().go_on(rest_, std::move(reply)); };
            const Answer answer = co_await answered(loop_, question_, ask);
            if (answer.status == overloaded.status) co_return true;  // later
            if (answer.status != 200) {
                last_words_ = websocket_close(CloseCode::fault);
                co_return false;
            }
            if (answer.body.empty()) co_return true;
            const auto piece = websocket_piece(answer.body);
            if (piece.ends) {
                last_words_ = websocket_close(piece.code, piece.text);
                co_return false;
            }
            const bool sent = co_await send(websocket_frame(Opcode::text, piece.text));
            if (!sent) co_return false;
        }
        co_return true;
    }

    Task<bool> send(std::string bytes) {
        constexpr std::size_t at_once = 16 * 1024;
        boost::system::error_code ec;
        for (std::size_t sent = 0; sent < bytes.size();) {
            member_.deadline = loop_.now() + loop_.limits().write_time;
            const auto count = co_await stream_.async_write_some(
                boost::asio::buffer(bytes.data() + sent, std::min(at_once, bytes.size() - sent)),
                boost::asio::redirect_error(use_task, ec)
            );
            loop_.counts().bytes_sent.add(count);
            sent += count;
            if (ec) co_return false;
        }
        member_.deadline = Moment::max();
        said_ = std::chrono::steady_clock::now();
        co_return true;
    }

    Task<> listen() {
        try {
            co_await hear_all();
        } catch (const std::exception&) {
            // Out of memory: this client is dropped.
        }
        listening_ = false;
        wake_.cancel();
    }

    Task<> hear_all() {
        while (take_frames()) {
            const auto room = in_.room();
            boost::system::error_code ec;
            const auto count = co_await stream_.async_read_some(
                boost::asio::buffer(room.data(), room.size()), boost::asio::redirect_error(use_task, ec)
            );
            in_.commit(count);
            const bool woken = ec == boost::asio::error::operation_aborted && loop_.draining() &&
                               stream_.lowest_layer().is_open();
            if (woken) {
                wake_.cancel();
                continue;
            }
            if (ec) {
                last_words_.clear();
                co_return;
            }
        }
    }

    /// False when the conversation ends.
    bool take_frames() {
        using Found = FrameReader::Found;
        for (;;) {
            std::size_t used = 0;
            const auto found = frames_.take(in_.view(), used);
            in_.consume(used);
            if (found == Found::nothing) return true;
            heard_ = std::chrono::steady_clock::now();
            switch (found) {
                case Found::ping:
                    // One that comes faster than it is answered is answered once (RFC 6455 §5.5.3).
                    pongs_ = websocket_frame(Opcode::pong, frames_.payload());
                    wake_.cancel();
                    break;
                case Found::close:
                    last_words_ = websocket_frame(Opcode::close, frames_.payload().substr(0, 2));
                    return false;
                case Found::wrong:
                    last_words_ = websocket_close(CloseCode::protocol_error);
                    return false;
                case Found::too_big:
                    last_words_ = websocket_close(CloseCode::too_big);
                    return false;
                case Found::data:
                case Found::pong:
                case Found::nothing:
                    break;
            }
        }
    }

    IoLoop& loop_;
    Stream& stream_;
    LoopMember& member_;
    ReadBuffer& in_;
    std::function<std::string()> rest_;
    Question question_;
    Timer wake_;
    const Pace pace_{};
    FrameReader frames_;
    std::string pongs_;
    std::string last_words_;
    bool listening_ = false;
    std::chrono::steady_clock::time_point heard_{};
    std::chrono::steady_clock::time_point said_{};
};

}  // namespace chophien::server
