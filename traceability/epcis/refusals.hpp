// Every reason EPCIS says no. The codes are the standard's exceptions (EPCIS 2.0 §12), which stand in the
// answers as epcisException:…
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::traceability::epcis {

inline constexpr Refusal validation{
    "epcis/ValidationException",
    Kind::invalid,
    {"Tài liệu EPCIS không đúng quy tắc.", "The EPCIS document breaks a rule."}};
inline constexpr Refusal query_validation{
    "epcis/QueryValidationException",
    Kind::invalid,
    {"Định nghĩa truy vấn không hợp lệ.", "The query definition is not valid."}};
inline constexpr Refusal query_parameter{
    "epcis/QueryParameterException",
    Kind::invalid,
    {"Tham số truy vấn không biết hoặc sai.", "A query parameter is unknown or wrong."}};
inline constexpr Refusal subscription_controls{
    "epcis/SubscriptionControlsException",
    Kind::invalid,
    {"Điều khiển của đăng ký nhận tin không hợp lệ.", "The controls of the subscription are not valid."}};
inline constexpr Refusal not_allowed{
    "epcis/SecurityException",
    Kind::forbidden,
    {"Tài khoản này không được làm việc đó với sự kiện.", "This account may not do that with events."}};
inline constexpr Refusal no_such_name{
    "epcis/NoSuchNameException",
    Kind::not_found,
    {"Không có truy vấn tên này.", "There is no query of that name."}};
inline constexpr Refusal no_such_resource{
    "epcis/NoSuchResourceException",
    Kind::not_found,
    {"Không có tài nguyên này.", "There is no such resource."}};
inline constexpr Refusal already_exists{
    "epcis/ResourceAlreadyExistsException",
    Kind::conflict,
    {"Đã có sự kiện hoặc truy vấn này với nội dung khác.",
     "That event or query is there already, with other content."}};
inline constexpr Refusal capture_limit{
    "epcis/CaptureLimitExceededException",
    Kind::too_large,
    {"Quá nhiều sự kiện hoặc quá nhiều byte trong một lần ghi.",
     "Too many events or too many bytes for one capture."}};
inline constexpr Refusal query_too_large{
    "epcis/QueryTooLargeException",
    Kind::too_large,
    {"Kết quả nhiều hơn maxEventCount.", "The result has more events than maxEventCount."}};
inline constexpr Refusal query_too_complex{
    "epcis/QueryTooComplexException",
    Kind::too_large,
    {"Truy vấn cần quá nhiều công việc; hãy thu hẹp.", "The query takes too much work; narrow it."}};
inline constexpr std::array refusals{
    &validation,
    &query_validation,
    &query_parameter,
    &subscription_controls,
    &not_allowed,
    &no_such_name,
    &no_such_resource,
    &already_exists,
    &capture_limit,
    &query_too_large,
    &query_too_complex};

}  // namespace chophien::traceability::epcis
