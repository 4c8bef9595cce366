// The two structs between the wire and the application. They own their bytes, so they may cross threads.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::server {

class Page;

enum class Verb : std::uint8_t { get, head, post, put, patch, del, options };

/// One request, read whole and within the limits of http_server.hpp. Header texts are as sent, empty when
/// absent. ETags in if_match and if_none_match have lost the "-gz" that our gzip forms carry (page.hpp).
struct HttpRequest {
    Verb verb = Verb::get;
    std::string path;   ///< as sent, still percent-encoded, without the query
    std::string query;  ///< as sent, without the question mark
    std::string body;
    std::string host;
    std::string accept;
    std::string accept_language;
    std::string authorization;
    std::string content_type;
    std::string cookie;
    std::string idempotency_key;
    std::string if_match;
    std::string if_none_match;
    std::string traceparent;
    std::string request_id;  ///< the client's X-Request-Id when it is clean (1 to 64 of A-Za-z0-9._-), else
                             ///< one of ours
    std::string client;      ///< address of the peer, or what a trusted proxy says it is
    /// Headers whose names begin with GS1-, names as sent: EPCIS says much in headers of its own.
    std::vector<std::pair<std::string, std::string>> gs1_headers{};
    bool encrypted = false;  ///< came over TLS, here or at a trusted proxy
    bool accepts_gzip = false;
    std::string websocket_key{};  ///< of one who asks to go on by WebSocket (RFC 6455), well-formed
};

/// One answer. Content-Length, Date, Connection, X-Request-Id and X-Content-Type-Options are the connection's
/// to add; so are Content-Encoding (text over 1 kB, when accepted) and the 304 to a GET whose ETag is named
/// in If-None-Match.
struct HttpResponse {
    int status = 200;
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::shared_ptr<const Page> page{};  ///< when set, it is the answer and the others are not looked at
    /// When set, the body goes on with what this gives, piece by piece until an empty one. Called on workers,
    /// one call at a time; what it throws ends the connection, so that the client knows the body is not
    /// whole. Of a 101 it gives what is said by WebSocket from then on (websocket.hpp).
    std::function<std::string()> rest{};
};

std::string_view name_of(Verb verb);
/// Nothing for a method we do not speak. Methods are case-sensitive (RFC 9110 §9.1).
std::optional<Verb> verb_from(std::string_view method);

/// The reason phrase, empty for a status that has none registered.
std::string_view reason_of(int status);

/// The value of a header of this answer, by any case; empty when absent.
std::string_view header_of(const HttpResponse& response, std::string_view name);

/// ASCII, case off: how header names and most header words compare.
bool equal_ignoring_case(std::string_view left, std::string_view right);

/// Spaces and tabs off both ends (OWS, RFC 9110 §5.6.3).
std::string_view trimmed(std::string_view text);

}  // namespace chophien::server
