// From request to answer: everything between the connection and the use cases, without a socket. Tests call
// handle().
#pragma once

#include "core/db/database.hpp"
#include "core/feed.hpp"
#include "core/idempotency.hpp"
#include "core/metrics.hpp"
#include "server/byte_cache.hpp"
#include "server/callers.hpp"
#include "server/rate_limit.hpp"
#include "server/router.hpp"
#include "server/site.hpp"
#include "server/websocket_seats.hpp"
#include "server/workers.hpp"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_set>

namespace chophien::server {

/// Keys of Idempotency-Key requests running on this node, so that a second one is told 409 instead of
/// waiting.
class RunningKeys {
public:
    bool enter(const std::string& key);
    void leave(const std::string& key);

private:
    std::mutex mutex_;
    std::unordered_set<std::string> keys_;
};

class Application final : public Site {
public:
    struct Options {
        std::size_t io_threads = 1;
        std::size_t workers = 32;
        std::size_t queue =
            1024;  ///< requests that may wait for a worker; more are refused before their body is read
        std::size_t cache_bytes = 24U << 20U;
        bool rate_limit = true;
        /// Nobody else writes to this database, so kept answers stay true even while the change feed cannot
        /// be read.
        bool sole_node = false;
        catalog::search::Index* search = nullptr;  ///< outlives the application
        /// Development: webhooks may go to this machine, also without TLS.
        bool local_webhooks = false;
        std::size_t websockets = 256;        ///< at once, of all clients
        std::size_t websockets_of_one = 16;  ///< of one organisation
    };

    /// Subscribes to the database's commits; one application a database object.
    Application(db::Database& database, Metrics& metrics, Options options);
    ~Application() override;

    /// What links and QR codes begin with. Set before the first request.
    void set_public_url(std::string url) { public_url_ = std::move(url); }

    /// The change feed's follower, once it runs; its listeners include changed().
    void follow(const FeedFollower& follower) { follower_ = &follower; }

    /// A listener of the change feed: what other nodes changed.
    void changed(const std::vector<ChangeSet>& sets);

    /// The search index of this node answers otherwise than before.
    void searches_changed();

    /// One request to its end, on the calling thread.
    HttpResponse handle(const HttpRequest& request);

    /// Takes no more requests and finishes those it has.
    void drain();

    const Router& router() const { return router_; }

    ByteCache& cache() { return cache_; }

    // Site
    std::shared_ptr<const Page> ready(const RequestHead& head, std::size_t io_thread) override;
    bool overloaded(const RequestHead& head) const override;
    std::size_t body_limit(Verb verb, std::string_view path) const override;
    void answer(HttpRequest&& request, Reply reply) override;
    void go_on(std::function<std::string()> rest, Reply reply) override;
    void tick(std::size_t io_thread) override;

private:
    using Fixed = std::function<HttpResponse(const HttpRequest&)>;

    bool answers_may_be_kept() const;
    HttpResponse dispatch(const HttpRequest& request, std::string_view& operation);
    HttpResponse shared_read(const HttpRequest& request, const Route& route, const Router::Match& match);
    Result<HttpResponse> call(const HttpRequest& request, const Route& route, const Router::Match& match);
    std::function<std::string()> pieces_of(std::string_view operation, std::shared_ptr<Pieces> pieces);
    struct Talk;
    std::string said(const RouteLine& line, Talk& talk);
    Result<HttpResponse> by_websocket(
        const HttpRequest& request, const Route& route, const Caller& caller, Rendered rendered
    );
    Result<Caller> caller_behind(const HttpRequest& request, const Route& route);
    Result<Nothing> within_rate(const HttpRequest& request, const Route& route);
    void touched(const std::vector<Tag>& tags);
    HttpResponse readiness();

    db::Database& database_;
    Metrics& metrics_;
    Options options_;
    std::string public_url_ = "http://127.0.0.1:8080";
    Router router_;
    ByteCache cache_;
    Callers callers_;
    RunningKeys running_;
    RateLimiter guesses_;
    std::shared_ptr<WebSocketSeats> seats_;
    std::atomic<std::uint64_t> news_{0};  // moved when a WebSocket may have something to say, or to end
    std::map<std::string, Fixed, std::less<>> fixed_;
    std::atomic<const FeedFollower*> follower_{nullptr};
    std::atomic<bool> draining_{false};
    Workers workers_;
};

/// A letter for the byte cache: language and media type make different bytes.
char variant_of(std::string_view accept_language, std::string_view accept);

/// What the byte cache knows an answer by.
PageKey page_key(std::string_view target, std::string_view accept_language, std::string_view accept);

}  // namespace chophien::server
