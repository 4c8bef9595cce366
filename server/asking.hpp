// How a connection's coroutine asks the site and wakes with the answer.
#pragma once

#include "server/answer.hpp"
#include "server/io_loop.hpp"

#include <boost/asio/post.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace chophien::server {

/// Brings an answer from a worker's thread to the connection's coroutine.
template <class Handler>
class Receiver final : public Reply::Receiver {
public:
    /// Holds on to the loop, so that an answer that comes after the server is gone finds a queue to lie in.
    Receiver(std::shared_ptr<IoLoop> loop, Handler handler)
        : loop_(std::move(loop)), handler_(std::move(handler)) {}

    void receive(Answer answer) override {
        boost::asio::post(loop_->io(), [handler = std::move(handler_), answer = std::move(answer)]() mutable {
            handler(std::move(answer));
        });
    }

private:
    std::shared_ptr<IoLoop> loop_;
    Handler handler_;
};

/// What the site answers when `ask` has handed it the reply.
template <class Ask>
Task<Answer> answered(IoLoop& loop, Question question, Ask ask) {
    Answer answer = co_await boost::asio::async_initiate<decltype(use_task), void(Answer)>(
        [&]<class Handler>(Handler handler) {
            auto receiver = std::make_unique<Receiver<Handler>>(loop.shared_from_this(), std::move(handler));
            try {
                ask(Reply(std::move(receiver), std::move(question)));
            } catch (const std::exception&) {
                // The reply was let go of on the way here and has answered 500.
            }
        },
        use_task
    );
    co_return answer;
}

}  // namespace chophien::server
