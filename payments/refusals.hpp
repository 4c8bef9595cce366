// Every reason payments says no.
#pragma once

#include <array>

#include "core/result.hpp"

namespace chophien::payments {

// VietQR, writing.
inline constexpr Refusal unknown_bank{
    "payments/unknown-bank",
    Kind::invalid,
    {"Không có ngân hàng mang mã số này.", "There is no bank with this number."}};
inline constexpr Refusal wrong_account{
    "payments/wrong-account",
    Kind::invalid,
    {"Số tài khoản không đúng.", "This is not a valid account number."}};
inline constexpr Refusal wrong_amount{
    "payments/wrong-amount",
    Kind::invalid,
    {"Số tiền không đúng.", "This is not a valid amount."}};
inline constexpr Refusal over_transfer_ceiling{
    "payments/over-transfer-ceiling",
    Kind::invalid,
    {"Số tiền vượt hạn mức một lần chuyển khoản nhanh.",
     "The amount is over the ceiling of one instant transfer."}};
inline constexpr Refusal wrong_purpose{
    "payments/wrong-purpose",
    Kind::invalid,
    {"Nội dung chuyển khoản không đúng.", "This is not a valid transfer message."}};
inline constexpr Refusal wrong_label{
    "payments/wrong-label",
    Kind::invalid,
    {"Thông tin phụ trên mã QR không đúng.", "A label in the QR code is not valid."}};

// VietQR, reading.
inline constexpr Refusal qr_wrong_length{
    "payments/qr-wrong-length",
    Kind::invalid,
    {"Mã QR bị hỏng: độ dài một trường không đúng.", "The QR code is damaged: the length of a field is wrong."}};
inline constexpr Refusal qr_wrong_checksum{
    "payments/qr-wrong-checksum",
    Kind::invalid,
    {"Mã QR bị hỏng: mã kiểm tra không khớp.", "The QR code is damaged: its checksum does not fit."}};
inline constexpr Refusal qr_checksum_not_last{
    "payments/qr-checksum-not-last",
    Kind::invalid,
    {"Mã QR bị hỏng: mã kiểm tra không nằm cuối.", "The QR code is damaged: its checksum is not the last field."}};
inline constexpr Refusal qr_wrong_start{
    "payments/qr-wrong-start",
    Kind::invalid,
    {"Đây không phải là mã QR thanh toán.", "This is not a payment QR code."}};
inline constexpr Refusal qr_repeated_field{
    "payments/qr-repeated-field",
    Kind::invalid,
    {"Mã QR có một trường xuất hiện hai lần.", "A field of the QR code is given twice."}};
inline constexpr Refusal qr_wrong_currency{
    "payments/qr-wrong-currency",
    Kind::invalid,
    {"Mã QR không dùng tiền đồng.", "The QR code is not in đồng."}};
inline constexpr Refusal qr_wrong_country{
    "payments/qr-wrong-country",
    Kind::invalid,
    {"Mã QR không phải của Việt Nam.", "The QR code is not of Vietnam."}};
inline constexpr Refusal qr_wrong_scheme{
    "payments/qr-wrong-scheme",
    Kind::invalid,
    {"Mã QR không phải là mã chuyển khoản VietQR.", "The QR code is not a VietQR transfer code."}};
inline constexpr Refusal qr_unknown_service{
    "payments/qr-unknown-service",
    Kind::invalid,
    {"Mã QR yêu cầu một dịch vụ mà chợ không hỗ trợ.", "The QR code asks for a service we do not support."}};

inline constexpr std::array refusals{
    &unknown_bank,
    &wrong_account,
    &wrong_amount,
    &over_transfer_ceiling,
    &wrong_purpose,
    &wrong_label,
    &qr_wrong_length,
    &qr_wrong_checksum,
    &qr_checksum_not_last,
    &qr_wrong_start,
    &qr_repeated_field,
    &qr_wrong_currency,
    &qr_wrong_country,
    &qr_wrong_scheme,
    &qr_unknown_service,
};

}  // namespace chophien::payments
