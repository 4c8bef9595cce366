#include "server/problems.hpp"

#include "core/idempotency.hpp"
#include "core/json/writer.hpp"
#include "server/edge_refusals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::server {

namespace {

void member(std::string& out, std::string_view name, std::string_view value) {
    if (out.back() != '{') out += ',';
    json::write(out, name);
    out += ':';
    json::write(out, value);
}

std::string_view in(Language language, std::string_view vi, std::string_view en) {
    return language == Language::en ? en : vi;
}

HttpResponse written(const Refused& refused, int status, Language language, std::string_view request_id) {
    const auto& why = *refused.why;
    std::string body = "{";
    member(body, "type", fmt::format("/problems/{}", why.code));
    member(body, "title", in(language, why.title.vi, why.title.en));
    body += fmt::format(",\"status\":{}", status);
    if (!refused.vi.empty()) member(body, "detail", in(language, refused.vi, refused.en));
    member(body, "instance", request_id);
    member(body, "code", why.code);
    member(body, "title_vi", why.title.vi);
    member(body, "title_en", why.title.en);
    if (!refused.vi.empty()) {
        member(body, "detail_vi", refused.vi);
        member(body, "detail_en", refused.en);
    }
    if (!refused.violations.empty()) {
        body += ",\"violations\":[";
        for (const auto& violation : refused.violations) {
            if (body.back() != '[') body += ',';
            body += '{';
            member(body, "pointer", violation.pointer);
            member(body, "code", violation.code);
            member(body, "message", in(language, violation.vi, violation.en));
            member(body, "message_vi", violation.vi);
            member(body, "message_en", violation.en);
            body += '}';
        }
        body += ']';
    }
    body += '}';
    HttpResponse response{
        .status = status, .content_type = "application/problem+json", .headers = {}, .body = std::move(body)};
    response.headers.emplace_back("Content-Language", std::string(code_of(language)));
    response.headers.emplace_back("Cache-Control", "no-store");
    if (status == 401) response.headers.emplace_back("WWW-Authenticate", "Bearer realm=\"chophien\"");
    const bool later =
        status == 503 || status == 429 || &why == &idempotency::still_running || refused.retry_after_s > 0;
    if (later)
        response.headers.emplace_back(
            "Retry-After", std::to_string(std::max<std::int64_t>(1, refused.retry_after_s))
        );
    return response;
}

}  // namespace

// No default: a new kind does not compile until it has its status.
int status_of(Kind kind) {
    switch (kind) {
        case Kind::invalid:
            return 400;
        case Kind::unauthenticated:
            return 401;
        case Kind::forbidden:
            return 403;
        case Kind::not_found:
            return 404;
        case Kind::conflict:
            return 409;
        case Kind::stale:
            return 412;
        case Kind::too_large:
            return 413;
        case Kind::unsupported:
            return 415;
        case Kind::reused:
            return 422;
        case Kind::unconditional:
            return 428;
        case Kind::too_many:
            return 429;
        case Kind::unavailable:
            return 503;
    }
    return 500;
}

HttpResponse problem(const Refused& refused, Language language, std::string_view request_id) {
    const int status = refused.why == &no_such_method ? 405 : status_of(refused.why->kind);
    return written(refused, status, language, request_id);
}

HttpResponse fault(Language language, std::string_view request_id, bool unavailable) {
    const auto& why = unavailable ? overloaded : internal_fault;
    const Refused refused{&why.refusal, std::string(why.detail.vi), std::string(why.detail.en), {}};
    return written(refused, why.status, language, request_id);
}

}  // namespace chophien::server
