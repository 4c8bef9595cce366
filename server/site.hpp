// What the HTTP server asks of whoever has something to say: the ready bytes at once, the rest by hand-over.
#pragma once

#include "server/http.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace chophien::server {

/// How the body of a request is delimited (RFC 9112 §6).
enum class Framing : std::uint8_t { none, sized, chunked };

/// The head of one request as it lies in the connection's read buffer: every view dies with the next read.
/// Header texts are as sent, trimmed, empty when absent.
struct RequestHead {
    Verb verb = Verb::get;
    std::string_view target;  ///< path and query as sent; of an absolute-form target only these; or "*"
    std::string_view host;    ///< from the absolute-form target when there is one, else from Host
    std::string_view accept;
    std::string_view accept_language;
    std::string_view authorization;
    std::string_view content_type;
    std::string_view cookie;
    std::string_view idempotency_key;
    std::string_view if_match;
    std::string_view if_none_match;
    std::string_view traceparent;
    std::string_view request_id;
    std::string_view forwarded_for;    ///< the last X-Forwarded-For line: what the nearest proxy wrote
    std::string_view forwarded_proto;  ///< the last X-Forwarded-Proto line
    std::string_view upgrade;
    std::string_view websocket_key;
    std::string_view websocket_version;
    std::vector<std::pair<std::string_view, std::string_view>>
        gs1_headers{};                 ///< those whose names begin with GS1-
    std::uint64_t content_length = 0;  ///< bytes, when framing is sized
    std::size_t size = 0;              ///< bytes of the head itself, blank line included
    Framing framing = Framing::none;
    bool accepts_gzip = false;
    bool expects_continue = false;
    bool keep_alive = true;
    bool http_1_0 = false;
    bool connection_upgrade = false;  ///< Connection says that Upgrade is meant for us
};

struct Answer;

/// What an answer must know of its question.
struct Question {
    Verb verb = Verb::get;
    bool accepts_gzip = false;
    bool english = false;  ///< language of the answers the server itself gives; Vietnamese otherwise
    std::string if_none_match{};
    std::string request_id{};
};

/// `own_id` names the request unless the client sent a clean X-Request-Id.
Question question_from(const RequestHead& head, std::string own_id);
/// The head as an owned request; body, client and encrypted are the connection's to fill.
HttpRequest request_from(const RequestHead& head, const Question& question);

/// Where one answer goes. Called once, from any thread; the connection wakes on its own. Destroyed without
/// being called, it answers 500. Headers, gzip and the 304 are made by the thread that calls, so call it on a
/// worker.
class Reply {
public:
    /// The connection's end of it.
    class Receiver {
    public:
        virtual ~Receiver() = default;
        virtual void receive(Answer answer) = 0;
    };

    Reply(std::unique_ptr<Receiver> receiver, Question question);
    Reply(Reply&&) noexcept;
    Reply& operator=(Reply&&) noexcept;
    ~Reply();

    void operator()(HttpResponse response);
    /// 503 server/overloaded with Retry-After: what a full worker pool says.
    void overloaded();

private:
    void send(Answer answer);

    std::unique_ptr<Receiver> receiver_;
    Question question_;
};

/// Called on I/O threads: nothing here may block. io_thread counts from 0 to HttpOptions::io_threads - 1.
class Site {
public:
    virtual ~Site() = default;

    /// Ready bytes for a GET or HEAD without a body, or nothing. The hot path: no lock, no allocation on a
    /// hit.
    virtual std::shared_ptr<const Page> ready(const RequestHead& head, std::size_t io_thread) = 0;
    /// True turns this request away with 503 before its body is read: it needs a worker and the pool is full.
    virtual bool overloaded(const RequestHead& head) const = 0;
    /// Most bytes of body a request to this path (without query) may carry; HttpLimits::body_bytes when 0.
    virtual std::size_t body_limit(Verb verb, std::string_view path) const = 0;
    /// Everything else: hand both to a worker. Health and the like may reply at once.
    virtual void answer(HttpRequest&& request, Reply reply) = 0;

    /// Hands an answer's rest (http.hpp) to a worker, who replies with the next piece as a body. Not asked of
    /// a site whose answers are whole.
    virtual void go_on(std::function<std::string()> /*rest*/, Reply /*reply*/) {}

    /// Once a second on every I/O thread.
    virtual void tick(std::size_t io_thread) = 0;
};

}  // namespace chophien::server
