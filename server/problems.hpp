// Refusals as RFC 9457 problems: the one place that knows which status a kind of refusal has.
#pragma once

#include "core/result.hpp"
#include "server/http.hpp"
#include "server/negotiation.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::server {

int status_of(Kind kind);

/// application/problem+json: type, title, status, detail, instance (the request's id), code, and all
/// violations with their JSON Pointers. Title, detail and messages are in the language asked for, and beside
/// it always in both (title_vi, title_en …).
HttpResponse problem(const Refused& refused, Language language, std::string_view request_id);

/// 500 or 503 without a word of what went wrong inside: the request's id finds it in the log.
HttpResponse fault(Language language, std::string_view request_id, bool unavailable);

/// Every refusal of the product, by code: for the pages under /problems/ and the API's description.
std::span<const Refusal* const> all_refusals();

inline constexpr Refusal no_such_path{
    "api/no-such-path", Kind::not_found, {"Không có địa chỉ này.", "There is no such address."}};
inline constexpr Refusal no_such_method{
    "api/method-not-allowed",
    Kind::unsupported,
    {"Địa chỉ này không nhận phương thức đó.", "This address does not take that method."}};
inline constexpr Refusal unsupported_body{
    "api/unsupported-media-type",
    Kind::unsupported,
    {"Kiểu nội dung không được hỗ trợ ở địa chỉ này.", "That media type is not supported at this address."}};
inline constexpr Refusal log_in_first{
    "api/log-in-first",
    Kind::unauthenticated,
    {"Cần đăng nhập (Authorization: Bearer …).", "Log in first (Authorization: Bearer …)."}};
inline constexpr Refusal not_permitted{
    "api/not-permitted",
    Kind::forbidden,
    {"Tài khoản này không có quyền đó.", "This account has no right to that."}};
inline constexpr Refusal bad_idempotency_key{
    "api/bad-idempotency-key",
    Kind::invalid,
    {"Idempotency-Key phải có 1 đến 255 ký tự ASCII in được.",
     "Idempotency-Key must be 1 to 255 printable ASCII characters."}};
inline constexpr Refusal bad_if_match{
    "api/bad-if-match",
    Kind::invalid,
    {"If-Match phải là một ETag do máy chủ này cấp, hoặc *.",
     "If-Match must be an ETag this server gave, or *."}};
inline constexpr Refusal slow_down{
    "api/too-many-requests",
    Kind::too_many,
    {"Quá nhiều yêu cầu; xin chậm lại.", "Too many requests; please slow down."}};

}  // namespace chophien::server
