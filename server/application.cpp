#include "server/application.hpp"

#include "catalog/importing.hpp"
#include "catalog/media/picture.hpp"
#include "core/log.hpp"
#include "server/call.hpp"
#include "server/docs.hpp"
#include "server/epcis_manners.hpp"
#include "server/html.hpp"
#include "server/link_path.hpp"
#include "server/openapi.hpp"
#include "server/problems.hpp"
#include "server/webhook_courier.hpp"
#include "server/websocket.hpp"
#include "server/websocket_reports.hpp"

#include <fmt/format.h>

#include <time.h>

namespace chophien::server {

namespace {

using namespace std::chrono_literals;

// Another node's change must not be hidden for a second; look-ups stop being believed a little before that.
constexpr auto latest = 900ms;

constexpr std::size_t most_key_header_bytes = 1024;

HttpResponse plain(int status, std::string_view type, std::string body) {
    return {
        .status = status,
        .content_type = std::string(type),
        .headers = {},
        .body = std::move(body),
        .page = {}};
}

std::vector<std::span<const Route>> all_tables() {
    return {accounts_routes(), catalog_routes(),     certificates_routes(), photos_routes(),
            ocop_routes(),     prices_routes(),      stock_routes(),        saved_search_routes(),
            mirror_routes(),   takedown_routes(),    subscription_routes(), traceability_routes(),
            chain_routes(),    plots_routes(),       diary_routes(),        exports_routes(),
            epcis_routes(),    epcis_query_routes(), trace_page_routes(),   resolver_routes(),
            payments_routes(), orders_routes(),      page_routes()};
}

std::string_view token_in(const HttpRequest& request) {
    const std::string_view text = request.authorization;
    return text.substr(text.find(' ') + 1);
}

bool reads(Verb verb) { return verb == Verb::get || verb == Verb::head; }

// A Digital Link has a grammar of its own, which its resolver reads.
Result<Target> target_of(const HttpRequest& request) {
    return is_link_path(request.path) ? link_target(request.path) : target_from(request.path, request.query);
}

}  // namespace

bool RunningKeys::enter(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    return keys_.insert(key).second;
}

void RunningKeys::leave(const std::string& key) {
    const std::scoped_lock lock(mutex_);
    keys_.erase(key);
}

char variant_of(std::string_view accept_language, std::string_view accept) {
    const int english = language_of(accept_language) == Language::en ? 1 : 0;
    const int html = media_of(accept) == Media::html ? 2 : 0;
    return static_cast<char>('a' + english + html);
}

PageKey page_key(std::string_view target, std::string_view accept_language, std::string_view accept) {
    // A resolver weighs languages and media types that the site itself does not speak.
    if (is_link_path(target)) return {target, 'l', accept, accept_language};
    return {target, variant_of(accept_language, accept)};
}

Application::Application(db::Database& database, Metrics& metrics, Options options)
    : database_(database),
      metrics_(metrics),
      options_(options),
      router_(all_tables()),
      cache_({.bytes = options.cache_bytes, .fronts = options.io_threads}),
      callers_(database),
      guesses_({.limit = 30, .window = 60s}, 100'000),
      seats_(std::make_shared<WebSocketSeats>(options.websockets, options.websockets_of_one)),
      workers_({
          .threads = options.workers,
          .queue = options.queue,
          .on_start =
              [use = std::make_shared<std::mutex>()] {
                  // The driver keeps state for each thread that lives as long as the thread does.
                  static thread_local std::unique_ptr<db::ThreadUse> driver;
                  driver = std::make_unique<db::ThreadUse>();
              },
          .on_fault =
              [](const std::exception_ptr& fault) {
                  try {
                      std::rethrow_exception(fault);
                  } catch (const std::exception& error) {
                      log::error("worker fault", {{"why", error.what()}});
                  }
              },
      }) {
    fixed_["/healthz"] = [](const HttpRequest&) { return plain(200, "text/plain; charset=utf-8", "ok\n"); };
    fixed_["/readyz"] = [this](const HttpRequest&) { return readiness(); };
    fixed_["/metrics"] = [this](const HttpRequest&) {
        return plain(200, "text/plain; version=0.0.4; charset=utf-8", metrics_.text());
    };
    fixed_["/openapi.json"] = [text = std::make_shared<const std::string>(openapi(router_)
                               )](const HttpRequest&) { return plain(200, "application/json", *text); };
    fixed_["/docs"] = [this](const HttpRequest& request) {
        return plain(
            200, "text/html; charset=utf-8", docs_page(router_, language_of(request.accept_language))
        );
    };
    database_.on_commit([this](const std::vector<Tag>& tags) { touched(tags); });
    metrics_.gauge("workers_busy", [this] { return static_cast<double>(workers_.busy()); });
    metrics_.gauge("workers_waiting", [this] { return static_cast<double>(workers_.waiting()); });
    metrics_.gauge("websockets", [this] { return static_cast<double>(seats_->open()); });
    metrics_.gauge("cache_bytes", [this] { return static_cast<double>(cache_.counts().bytes); });
    metrics_.gauge("cache_pages", [this] { return static_cast<double>(cache_.counts().pages); });
    metrics_.gauge("cache_hits", [this] {
        const auto counts = cache_.counts();
        return static_cast<double>(counts.front_hits + counts.shared_hits);
    });
    metrics_.gauge("feed_lateness_seconds", [this] {
        const auto* follower = follower_.load();
        return follower == nullptr ? 0.0 : std::chrono::duration<double>(follower->lateness()).count();
    });
}

Application::~Application() { drain(); }

void Application::drain() {
    draining_ = true;
    workers_.drain();
}

void Application::touched(const std::vector<Tag>& tags) {
    cache_.invalidate(tags);
    callers_.forget(tags);
    if (std::ranges::find(tags, tag("epcis_queries")) != tags.end()) ++news_;
}

void Application::searches_changed() {
    const Tag searches[] = {tag("search")};
    cache_.invalidate(searches);
}

void Application::changed(const std::vector<ChangeSet>& sets) {
    for (const auto& set : sets) touched(set.touched);
    if (!captured_in(sets).empty()) ++news_;
}

bool Application::answers_may_be_kept() const {
    if (options_.sole_node) return true;
    const auto* follower = follower_.load(std::memory_order_relaxed);
    return follower != nullptr && follower->lateness() < latest;
}

std::shared_ptr<const Page> Application::ready(const RequestHead& head, std::size_t io_thread) {
    if (!answers_may_be_kept()) return nullptr;
    return cache_.find(io_thread, page_key(head.target, head.accept_language, head.accept));
}

bool Application::overloaded(const RequestHead& head) const {
    // Health is asked when things are bad; it needs no worker.
    if (head.target == "/healthz") return false;
    return workers_.full();
}

std::size_t Application::body_limit(Verb verb, std::string_view path) const {
    if (verb != Verb::post) return 0;
    const auto target = target_from(path, {});
    if (!target) return 0;
    const auto match = router_.match(verb, target->segments);
    if (match.route == nullptr) return 0;
    switch (match.route->line.body) {
        case Body::csv:
            return catalog::most_import_bytes;
        case Body::picture:
            return catalog::most_picture_bytes;
        case Body::raw:
            return most_epcis_body;
        case Body::json:
            return 0;
    }
    return 0;
}

void Application::tick(std::size_t io_thread) { cache_.sweep(io_thread); }

void Application::answer(HttpRequest&& request, Reply reply) {
    if (request.path == "/healthz") {
        reply(handle(request));
        return;
    }
    auto held = std::make_unique<std::pair<HttpRequest, Reply>>(std::move(request), std::move(reply));
    auto* waiting = held.get();
    Job job([this, held = std::move(held)] { held->second(handle(held->first)); });
    if (!workers_.try_submit(std::move(job))) waiting->second.overloaded();
}

void Application::go_on(std::function<std::string()> rest, Reply reply) {
    auto held = std::make_unique<Reply>(std::move(reply));
    auto* waiting = held.get();
    Job job([rest = std::move(rest), held = std::move(held)] { (*held)(plain(200, {}, rest())); });
    if (!workers_.try_submit(std::move(job))) waiting->overloaded();
}

HttpResponse Application::handle(const HttpRequest& request) {
    const auto began = std::chrono::steady_clock::now();
    const auto language = language_of(request.accept_language);
    std::string_view operation = "none";
    HttpResponse response;
    try {
        response = dispatch(request, operation);
    } catch (const db::Unavailable& gone) {
        log::warn("unavailable", {{"request", request.request_id}, {"why", gone.what()}});
        response = fault(language, request.request_id, true);
    } catch (const db::Error& error) {
        log::error("fault", {{"request", request.request_id}, {"why", error.what()}});
        response = fault(language, request.request_id, error.transient());
    } catch (const std::exception& error) {
        log::error(
            "fault",
            {{"request", request.request_id}, {"operation", std::string(operation)}, {"why", error.what()}}
        );
        response = fault(language, request.request_id, false);
    }
    if (speaks_epcis(request.path)) speak_epcis(request, response);
    if (is_open_path(request.path)) open_to_all(response, request.verb);
    const auto took = std::chrono::steady_clock::now() - began;
    metrics_.observe("http_request_seconds", operation, took);
    log::info(
        "request",
        {{"request", request.request_id},
         {"operation", std::string(operation)},
         {"status", std::to_string(response.page ? response.page->status() : response.status)},
         {"microseconds",
          std::to_string(std::chrono::duration_cast<std::chrono::microseconds>(took).count())}}
    );
    return response;
}

HttpResponse Application::dispatch(const HttpRequest& request, std::string_view& operation) {
    const auto language = language_of(request.accept_language);
    const bool page_wanted = reads(request.verb) && media_of(request.accept) == Media::html;
    const auto no = [&](const Refused& refused) {
        if (speaks_epcis(request.path)) return epcis_problem(refused, language, request.request_id);
        auto response = problem(refused, language, request.request_id);
        return page_wanted ? problem_as_page(refused, response, language) : response;
    };
    if (const auto fixed = fixed_.find(request.path); fixed != fixed_.end() && reads(request.verb)) {
        operation = fixed->first;
        return fixed->second(request);
    }
    auto target = target_of(request);
    if (!target) return no(target.error());
    const auto match = router_.match(request.verb, target->segments);
    if (match.route == nullptr) {
        if (match.allowed.empty()) return no({&no_such_path});
        auto response = request.verb == Verb::options ? plain(204, "", "") : no({&no_such_method});
        response.headers.emplace_back("Allow", match.allowed + ", OPTIONS");
        return response;
    }
    operation = match.route->line.operation;
    // Headers longer than anybody's browser sends are not worth keys of their own.
    const bool usual = request.accept.size() + request.accept_language.size() <= most_key_header_bytes;
    if (match.route->line.cache == Cache::shared && reads(request.verb) && usual && answers_may_be_kept())
        return shared_read(request, *match.route, match);
    auto response = call(request, *match.route, match);
    return response ? std::move(*response) : no(response.error());
}

HttpResponse Application::shared_read(
    const HttpRequest& request, const Route& route, const Router::Match& match
) {
    const auto target = request.query.empty() ? request.path : request.path + '?' + request.query;
    auto fill = cache_.begin_fill(page_key(target, request.accept_language, request.accept));
    HttpResponse response;
    response.page = fill.page();
    if (response.page) return response;
    const auto language = language_of(request.accept_language);
    auto decoded = target_of(request);
    auto routed = RoutedCall::of(
        {request, route, match, *decoded, database_, running_, {}, public_url_, options_.search}
    );
    auto rendered = routed ? route.invoke(route.line, *routed) : Result<Rendered>(refuse(routed));
    if (!rendered) {
        response = problem(rendered.error(), language, request.request_id);
        return media_of(request.accept) == Media::html ? problem_as_page(rendered.error(), response, language)
                                                       : response;
    }
    response = {
        rendered->status,
        std::move(rendered->content_type),
        std::move(rendered->headers),
        std::move(rendered->body),
        {}};
    add_page_headers(response);
    if (!Page::may_be(response)) return response;
    const auto page = Page::of(response);
    fill.finish(page, routed->shown());
    response.page = page;
    return response;
}

Result<HttpResponse> Application::call(
    const HttpRequest& request, const Route& route, const Router::Match& match
) {
    if (route.line.guarded)
        if (auto allowed = within_rate(request, route); !allowed) return refuse(allowed);
    auto caller = caller_behind(request, route);
    if (!caller) return refuse(caller);
    auto target = target_of(request);
    auto routed = RoutedCall::of(
        {request,
         route,
         match,
         *target,
         database_,
         running_,
         std::move(*caller),
         public_url_,
         options_.search,
         options_.local_webhooks}
    );
    if (!routed) return refuse(routed);
    auto rendered = route.invoke(route.line, *routed);
    if (!rendered) return refuse(rendered);
    if (rendered->status == 101) return by_websocket(request, route, routed->caller(), std::move(*rendered));
    HttpResponse response{
        rendered->status,
        std::move(rendered->content_type),
        std::move(rendered->headers),
        std::move(rendered->body),
        {}};
    if (rendered->rest) response.rest = pieces_of(route.line.operation, std::move(rendered->rest));
    add_page_headers(response);
    if (header_of(response, "Cache-Control").empty())
        response.headers.emplace_back(
            "Cache-Control", route.line.cache == Cache::shared ? "no-cache" : "private, no-store"
        );
    return response;
}

/// One WebSocket, as the pieces of its answer know it.
struct Application::Talk {
    std::shared_ptr<WebSocketSeats::Seat> seat;
    std::shared_ptr<WebSocketPieces> pieces;
    std::string token;
    std::optional<std::uint64_t> news{};  ///< as of the last look
    Instant looked{};
};

// What is said is asked for as long as the token is good; each look is a transaction of its own.
std::string Application::said(const RouteLine& line, Talk& talk) {
    const auto still = callers_.of(talk.token, answers_may_be_kept());
    if (!still || !accounts::may(*still, line.may))
        return websocket_ends(CloseCode::policy, "the right to see this has ended");
    const auto news = news_.load();
    const auto now = database_.clock().now();
    // Once in a while without being told: what the feed would tell may be late.
    const bool captured = talk.news != news || now - talk.looked > 15s;
    if (!talk.pieces->due(now, captured) && !captured) return {};
    talk.news = news;
    talk.looked = now;
    database_.transact(line.operation, [&](db::Transaction& tx) { talk.pieces->read(tx); });
    auto message = talk.pieces->take();
    if (talk.pieces->finished()) return websocket_ends(CloseCode::normal, "the query is gone");
    return message.empty() ? std::string() : websocket_says(message);
}

Result<HttpResponse> Application::by_websocket(
    const HttpRequest& request, const Route& route, const Caller& caller, Rendered rendered
) {
    auto seat = seats_->enter(caller.organisation.number);
    if (!seat)
        return refuse(
            slow_down,
            "Đã mở quá nhiều kết nối WebSocket; hãy đóng bớt.",
            "Too many WebSockets are open; close some."
        );
    HttpResponse response{
        .status = 101, .content_type = {}, .headers = std::move(rendered.headers), .body = {}};
    response.headers.emplace_back("Upgrade", "websocket");
    response.headers.emplace_back("Connection", "Upgrade");
    response.headers.emplace_back("Sec-WebSocket-Accept", websocket_accept(request.websocket_key));
    auto pieces = std::dynamic_pointer_cast<WebSocketPieces>(rendered.rest);
    ensure(pieces != nullptr, "a 101 has what is to be said");
    auto talk =
        std::make_shared<Talk>(Talk{std::move(seat), std::move(pieces), std::string(token_in(request))});
    response.rest = [this, &line = route.line, talk]() { return said(line, *talk); };
    return response;
}

std::function<std::string()> Application::pieces_of(
    std::string_view operation, std::shared_ptr<Pieces> pieces
) {
    return [this, operation, pieces = std::move(pieces)]() -> std::string {
        while (!pieces->finished()) {
            database_.transact(operation, [&](db::Transaction& tx) { pieces->read(tx); });
            if (auto piece = pieces->take(); !piece.empty()) return piece;
        }
        return {};
    };
}

Result<Caller> Application::caller_behind(const HttpRequest& request, const Route& route) {
    const auto& text = request.authorization;
    constexpr std::string_view bearer = "Bearer ";
    if (text.empty() || route.line.cache == Cache::shared) {
        const auto guest = Callers::guest(request.client);
        if (!accounts::may(guest, route.line.may)) return refuse(log_in_first);
        return guest;
    }
    if (!text.starts_with(bearer)) return refuse(log_in_first);
    auto caller = callers_.of(std::string_view(text).substr(bearer.size()), answers_may_be_kept());
    if (!caller) return caller;
    if (!accounts::may(*caller, route.line.may)) return refuse(not_permitted);
    return caller;
}

Result<Nothing> Application::within_rate(const HttpRequest& request, const Route& route) {
    if (!options_.rate_limit) return Nothing{};
    const auto allowance = guesses_.take(
        fmt::format("{} {}", route.line.operation, request.client), std::chrono::steady_clock::now()
    );
    if (allowance.allowed) return Nothing{};
    return refuse(
        slow_down,
        fmt::format("Thử lại sau {} giây.", allowance.retry_after.count()),
        fmt::format("Try again in {} seconds.", allowance.retry_after.count())
    );
}

HttpResponse Application::readiness() {
    if (draining_) return plain(503, "text/plain; charset=utf-8", "draining\n");
    const bool answers =
        database_.transact("server.readiness", [](db::Transaction& tx) { return feed_head(tx) + 1 > 0; });
    return answers ? plain(200, "text/plain; charset=utf-8", "ready\n")
                   : plain(503, "text/plain; charset=utf-8", "no database\n");
}

}  // namespace chophien::server
