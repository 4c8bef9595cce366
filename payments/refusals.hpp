// Every reason payments says no.
#pragma once

#include "core/result.hpp"

#include <array>

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
    "payments/wrong-amount", Kind::invalid, {"Số tiền không đúng.", "This is not a valid amount."}};
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
    {"Mã QR bị hỏng: độ dài một trường không đúng.",
     "The QR code is damaged: the length of a field is wrong."}};
inline constexpr Refusal qr_wrong_checksum{
    "payments/qr-wrong-checksum",
    Kind::invalid,
    {"Mã QR bị hỏng: mã kiểm tra không khớp.", "The QR code is damaged: its checksum does not fit."}};
inline constexpr Refusal qr_checksum_not_last{
    "payments/qr-checksum-not-last",
    Kind::invalid,
    {"Mã QR bị hỏng: mã kiểm tra không nằm cuối.",
     "The QR code is damaged: its checksum is not the last field."}};
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

// The ledger.
inline constexpr Refusal insufficient{
    "ledger/insufficient",
    Kind::conflict,
    {"Số dư tài khoản không đủ.", "An account holds less than is to be taken from it."}};
inline constexpr Refusal key_reused{
    "ledger/key-reused",
    Kind::conflict,
    {"Việc này đã ghi sổ với nội dung khác.", "This was posted before with other content."}};
inline constexpr Refusal already_reversed{
    "ledger/already-reversed",
    Kind::conflict,
    {"Bút toán này đã được ghi đảo.", "This transfer has been reversed already."}};
inline constexpr Refusal unknown_transfer{
    "ledger/unknown-transfer", Kind::not_found, {"Không có bút toán này.", "There is no such transfer."}};
inline constexpr Refusal too_much{
    "ledger/too-much",
    Kind::invalid,
    {"Tổng số tiền quá lớn.", "The amounts add up to more than can be kept."}};

// Asking for money and moving it.
inline constexpr Refusal no_bank_account{
    "payments/no-bank-account",
    Kind::unavailable,
    {"Chợ chưa có tài khoản ngân hàng để nhận chuyển khoản.",
     "The market has not set the bank account that transfers go to."}};
inline constexpr Refusal not_enough_credit{
    "payments/not-enough-credit",
    Kind::conflict,
    {"Số dư của bạn không đủ để thanh toán.", "Your credit is less than the amount."}};
inline constexpr Refusal method_not_for_guests{
    "payments/method-not-for-guests",
    Kind::forbidden,
    {"Cần đăng nhập để thanh toán bằng số dư.", "Paying from credit needs an account."}};
inline constexpr Refusal nothing_to_pay{
    "payments/nothing-to-pay", Kind::invalid, {"Không có gì để thanh toán.", "There is nothing to pay."}};
inline constexpr Refusal over_asked{
    "payments/over-asked",
    Kind::conflict,
    {"Số tiền thu nhiều hơn số còn phải trả của đơn hàng.", "More than the order still owes."}};
inline constexpr Refusal not_cash_on_delivery{
    "payments/not-cash-on-delivery",
    Kind::conflict,
    {"Đơn hàng này không trả tiền khi nhận hàng.", "This order is not paid on delivery."}};

// Bank lines and what the operator records.
inline constexpr Refusal line_differs{
    "payments/line-differs",
    Kind::conflict,
    {"Mã giao dịch ngân hàng này đã có với số tiền khác.",
     "A bank line with this reference is known with another amount."}};
inline constexpr Refusal statement_broken{
    "payments/statement-broken",
    Kind::invalid,
    {"Sao kê không khớp; xem từng dòng sai.", "The statement does not hold together; see each line."}};
inline constexpr Refusal unknown_line{
    "payments/unknown-line", Kind::not_found, {"Không có dòng sao kê này.", "There is no such bank line."}};
inline constexpr Refusal not_unapplied{
    "payments/not-unapplied",
    Kind::conflict,
    {"Dòng sao kê này không còn tiền chờ đối chiếu.", "This bank line has no money waiting to be matched."}};
inline constexpr Refusal unknown_code{
    "payments/unknown-code",
    Kind::not_found,
    {"Không có lần thanh toán nào mang mã này.", "No payment carries this code."}};
inline constexpr Refusal second_person_needed{
    "payments/second-person-needed",
    Kind::forbidden,
    {"Cần một người khác xác nhận việc đối chiếu này.", "Another person has to confirm this match."}};
inline constexpr Refusal unknown_exception{
    "payments/unknown-exception",
    Kind::not_found,
    {"Không có việc cần xem xét này.", "There is no such exception."}};
inline constexpr Refusal not_owed{
    "payments/not-owed",
    Kind::conflict,
    {"Số tiền nộp nhiều hơn số tiền thu hộ còn giữ.", "More than is still owed of the cash collected."}};
inline constexpr Refusal over_line{
    "payments/over-line",
    Kind::conflict,
    {"Dòng sao kê không đủ tiền cho khoản này.", "The bank line brought less than that."}};
inline constexpr Refusal nothing_to_refund{
    "payments/nothing-to-refund",
    Kind::conflict,
    {"Không có tiền chờ hoàn cho đơn hàng này.", "No money waits to be paid back for this order."}};
inline constexpr Refusal reference_taken{
    "payments/reference-taken",
    Kind::conflict,
    {"Mã giao dịch ngân hàng này đã dùng cho việc khác.", "This bank reference stands for something else."}};
inline constexpr Refusal wrong_period{
    "payments/wrong-period",
    Kind::invalid,
    {"Kỳ sao kê phải từ 1 đến 366 ngày.", "A statement covers 1 to 366 days."}};

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
    &insufficient,
    &key_reused,
    &already_reversed,
    &unknown_transfer,
    &too_much,
    &no_bank_account,
    &not_enough_credit,
    &method_not_for_guests,
    &nothing_to_pay,
    &over_asked,
    &not_cash_on_delivery,
    &line_differs,
    &statement_broken,
    &unknown_line,
    &not_unapplied,
    &unknown_code,
    &second_person_needed,
    &unknown_exception,
    &not_owed,
    &over_line,
    &nothing_to_refund,
    &reference_taken,
    &wrong_period,
};

}  // namespace chophien::payments
