// Why the edge says no before the application is asked. These are born below the router, some before a
// request can be read at all, so each carries its status (RFC 9110 §15, RFC 6585) where the rest of the house
// derives it from the kind.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::server {

struct EdgeRefusal {
    Refusal refusal;
    int status;
    Words detail;
    int retry_after_s = 0;  ///< 0: no Retry-After
};

inline constexpr EdgeRefusal malformed_request{
    {"server/bad-request",
     Kind::invalid,
     {"Yêu cầu không đúng chuẩn HTTP.", "The request is not well-formed HTTP."}},
    400,
    {"Máy chủ không đọc được dòng yêu cầu, tiêu đề hoặc nội dung.",
     "The request line, a header or the body's framing could not be read."}};
inline constexpr EdgeRefusal request_timeout{
    {"server/timeout", Kind::invalid, {"Yêu cầu gửi quá chậm.", "The request came too slowly."}},
    408,
    {"Hết thời gian chờ nhận đủ tiêu đề hoặc nội dung.", "The headers or the body did not arrive in time."}};
inline constexpr EdgeRefusal body_too_large{
    {"server/body-too-large", Kind::too_large, {"Nội dung quá lớn.", "The body is too large."}},
    413,
    {"Nội dung yêu cầu vượt giới hạn của địa chỉ này.", "The body is over the limit of this address."}};
inline constexpr EdgeRefusal uri_too_long{
    {"server/uri-too-long", Kind::too_large, {"Địa chỉ quá dài.", "The address is too long."}},
    414,
    {"Đường dẫn và tham số vượt giới hạn.", "Path and query are over the limit."}};
inline constexpr EdgeRefusal expectation_failed{
    {"server/expectation-failed",
     Kind::unsupported,
     {"Không hỗ trợ Expect này.", "That Expect is not supported."}},
    417,
    {"Chỉ hỗ trợ Expect: 100-continue.", "Only Expect: 100-continue is supported."}};
inline constexpr EdgeRefusal headers_too_large{
    {"server/headers-too-large", Kind::too_large, {"Tiêu đề quá lớn.", "The headers are too large."}},
    431,
    {"Tổng kích thước hoặc số lượng tiêu đề vượt giới hạn.",
     "The headers are over the limit in total size or number."}};
inline constexpr EdgeRefusal internal_fault{
    {"server/fault", Kind::unavailable, {"Lỗi máy chủ.", "The server failed."}},
    500,
    {"Xin thử lại; nếu vẫn lỗi, báo cho chúng tôi mã yêu cầu.",
     "Please try again; if it persists, tell us the request id."}};
inline constexpr EdgeRefusal unknown_method{
    {"server/unknown-method",
     Kind::unsupported,
     {"Phương thức không được hỗ trợ.", "The method is not supported."}},
    501,
    {"Dùng GET, HEAD, POST, PUT, PATCH, DELETE hoặc OPTIONS.",
     "Use GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS."}};
inline constexpr EdgeRefusal overloaded{
    {"server/overloaded", Kind::unavailable, {"Máy chủ đang quá tải.", "The server is overloaded."}},
    503,
    {"Xin thử lại sau giây lát.", "Please try again in a moment."},
    1};
inline constexpr EdgeRefusal too_many_connections{
    {"server/too-many-connections",
     Kind::unavailable,
     {"Quá nhiều kết nối.", "There are too many connections."}},
    503,
    {"Địa chỉ này hoặc máy chủ đã mở quá nhiều kết nối cùng lúc.",
     "This address or the server holds too many connections at once."},
    5};
inline constexpr EdgeRefusal unknown_version{
    {"server/unknown-version",
     Kind::unsupported,
     {"Phiên bản HTTP không được hỗ trợ.", "That HTTP version is not supported."}},
    505,
    {"Dùng HTTP/1.1.", "Use HTTP/1.1."}};

inline constexpr std::array edge_refusals{
    &malformed_request,
    &request_timeout,
    &body_too_large,
    &uri_too_long,
    &expectation_failed,
    &headers_too_large,
    &internal_fault,
    &unknown_method,
    &overloaded,
    &too_many_connections,
    &unknown_version};

}  // namespace chophien::server
