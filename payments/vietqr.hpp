// VietQR: the QR code a bank application reads to fill in a transfer (EMVCo merchant-presented mode, NAPAS
// 247 template). A readable code proves nothing, anyone can change it and compute the checksum anew. Only a
// line on our bank account proves a payment.
#pragma once

#include "core/money.hpp"
#include "core/result.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::payments {

/// A bank as VietQR numbers it (data/banks.json, dated).
struct Bank {
    std::string number;  ///< six digits
    std::string name;
    bool sends = false;  ///< its customers can pay by VietQR; all receive
};

/// One row a number, in rising order.
std::span<const Bank> banks();
/// Null when there is no bank of that number.
const Bank* find_bank(std::string_view number);

/// One transfer by this rail is below this.
Money transfer_ceiling();

/// One field of a payload: an id and a length of two digits each, then the value.
struct QrField {
    std::string id;
    std::string value;

    friend bool operator==(const QrField&, const QrField&) = default;
};

/// CRC-16, polynomial 1021 hex, start FFFF, nothing reflected or inverted, as four capital hex digits.
std::string qr_checksum(std::string_view bytes);

/// The fields and behind them the checksum field 63. Every id has two digits, every value 1 to 99 bytes: else
/// a bug.
std::string qr_payload(std::span<const QrField> fields);

/// The root fields of a payload, the checksum last; up to 512 bytes. Lengths count bytes, or characters where
/// only that fits (writers differ once a name has Vietnamese letters). Refuses: qr_wrong_length,
/// qr_checksum_not_last, qr_wrong_checksum (either case of hex is right), qr_wrong_start, qr_repeated_field.
Result<std::vector<QrField>> qr_fields(std::string_view payload);

/// Where and what a transfer goes to, as its code says it.
struct TransferCode {
    enum class Initiation { fixed, once };  ///< for any number of payments, for one
    enum class Service { to_account, to_card };

    std::string bank;     ///< six digits
    std::string account;  ///< up to 19 letters or digits
    Service service = Service::to_account;
    std::optional<Money> amount{};
    std::string purpose{};                   ///< up to 25 letters, digits and single blanks
    std::optional<Initiation> initiation{};  ///< unsaid: once with an amount, fixed without
    std::string name{};                      ///< of the receiver, up to 25
    std::string city{};                      ///< up to 15
    std::string bill{};                      ///< this and the rest up to 25, ASCII
    std::string mobile{};
    std::string store{};
    std::string reference{};
    std::string customer{};
    std::string terminal{};
};

/// Words for a transfer message as every bank takes them: marks dropped, đ as d, any run of signs other than
/// letters and digits one blank, 25 characters at most.
std::string plain_purpose(std::string_view utf8);

/// An amount as it stands in a code: 1 to 13 digits, not zero. Refuses: wrong_amount.
Result<Money> amount_from(std::string_view digits);

/// The payload of a transfer code. Refuses: unknown_bank, wrong_account, wrong_amount (zero or less),
/// wrong_purpose (not as plain_purpose gives it), over_transfer_ceiling, wrong_label.
Result<std::string> vietqr_payload(const TransferCode& code);

/// Reads a transfer code, ours or another's; unknown fields are passed over, the bank need not be in the
/// table. Refuses: all of qr_fields, qr_wrong_scheme, qr_unknown_service, qr_wrong_currency,
/// qr_wrong_country, wrong_amount, wrong_account.
Result<TransferCode> vietqr_from(std::string_view payload);

}  // namespace chophien::payments
