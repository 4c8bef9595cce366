// A route is one line: verb, path, who may, the function, one sentence. The function is plain C++ and knows
// no HTTP:
//
//     Result<Reply> place(db::Transaction&, const accounts::Caller&, const PlaceBasket&);
//
//     route<&orders::place>({.verb = Verb::post, .path = "/v1/baskets", .operation = "placeBasket",
//                            .may = Permission::anyone, .summary = "Place a basket with several
//                            cooperatives.", .success = Success::created})
//
// From the function's types come parsing, validation, the answer and the OpenAPI document.
//
// Where a request's members come from: the path's {placeholders} by name; of GET and DELETE all others from
// the query; of POST, PUT and PATCH all others from the JSON body (or, with Body::csv, from the query, and
// the body as member "csv"). A member `std::optional<std::int64_t> expected_version` outside the Shape is
// filled from If-Match, which is then required. A reply with a member `version` begins its ETag with it
// ("3-9f86d081"): the rest changes with the bytes, and If-Match goes by the version alone, so that a changed
// stock does not stop an edit of the name. A reply with page.next gets a Link header.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "core/json.hpp"
#include "core/list.hpp"
#include "core/pieces.hpp"
#include "server/http.hpp"
#include "server/negotiation.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::catalog::search {
class Index;
}

namespace chophien::server {

using accounts::Caller;
using accounts::Permission;

enum class Success : std::uint8_t { ok, created, accepted };
/// `raw` is the body as sent, of whatever type, as the member "body".
enum class Body : std::uint8_t { json, csv, picture, raw };

/// May a read's bytes be kept and shared? `shared` is for what every caller sees alike.
enum class Cache : std::uint8_t { none, shared };

/// What a function may know of the request's surroundings, when it takes this as a fourth parameter.
struct Surroundings {
    std::string public_url;  ///< "http://127.0.0.1:8080", without a slash at the end
    Verb verb = Verb::get;   ///< get or head when a GET route is asked
    Language language = Language::vi;
    Media media = Media::json;
    std::string client;                        ///< the address asking
    std::string target;                        ///< path and query as sent
    std::string accept;                        ///< as sent
    std::string accept_language;               ///< as sent
    catalog::search::Index* search = nullptr;  ///< of this node; none: nothing can be searched
    std::string content_type{};                ///< of the body, as sent
    /// Decoded, in the order they came; of a route with its own query.
    std::vector<std::pair<std::string, std::string>> query{};
    std::vector<std::pair<std::string, std::string>> gs1_headers{};  ///< http.hpp
    bool websocket = false;           ///< the client asks to go on by WebSocket
    bool local_destinations = false;  ///< development: webhooks may go to this machine, also without TLS

    /// The value of a GS1- header by its name in any case; empty when it was not sent.
    std::string_view gs1_header(std::string_view name) const;
};

/// A reply that is not JSON: a page, a picture, a file; or one that sends elsewhere (status 303, 307 and a
/// Location header).
struct Document {
    std::string media_type;
    std::string bytes;
    std::vector<std::pair<std::string, std::string>> headers{};
    int status = 200;
    std::shared_ptr<Pieces> rest{};  ///< what follows the bytes, of a file too long to be made whole
};

struct RouteLine {
    Verb verb = Verb::get;
    std::string_view path;
    std::string_view operation;
    Permission may;
    std::string_view summary;
    Success success = Success::ok;
    Body body = Body::json;
    Cache cache = Cache::none;
    std::string_view media_type = "application/json";  ///< of a Document reply, for the API's description
    bool replayable = true;  ///< false keeps the answer out of the idempotency records: it holds a secret
    bool own_query = false;  ///< the query is the function's to read, in its Surroundings, not members
    bool guarded = false;    ///< few tries for one address: it is what a guesser would try (logins, codes)
};

/// A reply as text, with what it shows, ready to become bytes.
struct Rendered {
    int status = 200;
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::shared_ptr<Pieces> rest{};
};

/// One call of a route, as the router hands it to the typed part.
class Call {
public:
    virtual ~Call() = default;
    virtual const json::Document& members() const = 0;  ///< path, query and body in one object
    virtual bool from_text() const = 0;
    /// The version of If-Match: none means it must be refused (unconditional), an inner none means "*".
    virtual std::optional<std::optional<std::int64_t>> if_match() const = 0;
    virtual const Caller& caller() const = 0;
    virtual const Surroundings& surroundings() const = 0;
    /// The current query with `after` replaced, for the Link header.
    virtual std::string next_link(std::string_view cursor) const = 0;
    /// Runs it in a transaction, together with the idempotency record.
    virtual Result<Rendered> run(const std::function<Result<Rendered>(db::Transaction&)>& work) = 0;
};

inline constexpr Refusal if_match_needed{
    "api/if-match-required",
    Kind::unconditional,
    {"Cần tiêu đề If-Match với ETag đã đọc, để không ghi đè thay đổi của người khác.",
     "An If-Match header with the ETag you read is needed, so that nobody's change is overwritten."}};

namespace detail {

template <class F>
struct Signature;

template <class Reply_, class Request_>
struct Signature<Result<Reply_> (*)(db::Transaction&, const Caller&, const Request_&)> {
    using Reply = Reply_;
    using Request = Request_;
    static constexpr bool looks_around = false;
};

template <class Reply_, class Request_>
struct Signature<Result<Reply_> (*)(db::Transaction&, const Caller&, const Request_&, const Surroundings&)> {
    using Reply = Reply_;
    using Request = Request_;
    static constexpr bool looks_around = true;
};

std::string etag(std::int64_t version, std::string_view body);

template <class Reply>
Rendered rendered(Reply&& reply, const RouteLine& line, const Call& call) {
    using R = std::remove_cvref_t<Reply>;
    Rendered out;
    if constexpr (std::is_same_v<R, Document>) {
        out.status = reply.status;
        out.content_type = std::move(reply.media_type);
        out.headers = std::move(reply.headers);
        out.body = std::move(reply.bytes);
        out.rest = std::move(reply.rest);
        ensure(
            !out.rest || (line.verb == Verb::get && line.cache == Cache::none),
            "only a read of one's own is long"
        );
    } else if constexpr (std::is_same_v<R, Nothing>) {
        out.status = 204;
    } else {
        out.status = line.success == Success::created ? 201 : line.success == Success::accepted ? 202 : 200;
        out.content_type = "application/json";
        out.body = json::text_of(reply);
        if constexpr (requires { reply.version; })
            out.headers.emplace_back("ETag", detail::etag(reply.version, out.body));
        if constexpr (requires { reply.page.next; })
            if (reply.page.next)
                out.headers.emplace_back("Link", "<" + call.next_link(*reply.page.next) + ">; rel=\"next\"");
    }
    return out;
}

}  // namespace detail

/// A route as the router and the API's description use it.
struct Route {
    RouteLine line;
    Result<Rendered> (*invoke)(const RouteLine& line, Call& call);
    json::Document (*request_schema)(json::SchemaBook& book);  ///< an object schema, inline, of all members
    json::Document (*reply_schema)(json::SchemaBook& book);    ///< null when the reply is not JSON
    bool needs_version;
    bool has_reply;
};

template <auto Function>
constexpr Route route(RouteLine line) {
    using Types = detail::Signature<decltype(Function)>;
    using Request = typename Types::Request;
    using Reply = typename Types::Reply;
    constexpr bool versioned = requires(Request request) { request.expected_version; };
    return Route{
        line,
        [](const RouteLine& own, Call& call) -> Result<Rendered> {
            // What answers with a page or a picture is opened as a link, to which networks and scanning apps
            // hang parameters of their own.
            constexpr auto others =
                std::is_same_v<Reply, Document> ? json::Unknown::passed : json::Unknown::refused;
            auto request = json::as<Request>(call.members(), call.from_text(), others);
            if (!request) return refuse(request);
            if constexpr (versioned) {
                const auto version = call.if_match();
                if (!version) return refuse(if_match_needed);
                request->expected_version = *version;
            }
            return call.run([&](db::Transaction& tx) -> Result<Rendered> {
                auto reply = [&] {
                    if constexpr (Types::looks_around)
                        return Function(tx, call.caller(), *request, call.surroundings());
                    else
                        return Function(tx, call.caller(), *request);
                }();
                if (!reply) return refuse(reply);
                return detail::rendered(std::move(*reply), own, call);
            });
        },
        [](json::SchemaBook& book) {
            book.object_of<Request>();
            return book.named().at(std::string(json::Shape<Request>::name));
        },
        [](json::SchemaBook& book) -> json::Document {
            if constexpr (std::is_same_v<Reply, Document> || std::is_same_v<Reply, Nothing>)
                return nullptr;
            else
                return book.of<Reply>();
        },
        versioned,
        !std::is_same_v<Reply, Nothing>};
}

// The tables, one a module.
std::span<const Route> accounts_routes();
std::span<const Route> catalog_routes();
std::span<const Route> certificates_routes();
std::span<const Route> ocop_routes();
std::span<const Route> photos_routes();
std::span<const Route> prices_routes();
std::span<const Route> stock_routes();
std::span<const Route> saved_search_routes();
std::span<const Route> mirror_routes();
std::span<const Route> takedown_routes();
std::span<const Route> orders_routes();
std::span<const Route> traceability_routes();
std::span<const Route> chain_routes();
std::span<const Route> plots_routes();
std::span<const Route> diary_routes();
std::span<const Route> exports_routes();
std::span<const Route> epcis_routes();
std::span<const Route> epcis_query_routes();
std::span<const Route> trace_page_routes();
std::span<const Route> resolver_routes();
std::span<const Route> subscription_routes();
std::span<const Route> payments_routes();
std::span<const Route> page_routes();

}  // namespace chophien::server
