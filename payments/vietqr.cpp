#include "payments/vietqr.hpp"

#include "core/embedded.hpp"
#include "core/text.hpp"
#include "payments/refusals.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace chophien::payments {

namespace {

constexpr std::string_view napas_scheme = "A000000727";
constexpr std::string_view to_account = "QRIBFTTA";
constexpr std::string_view to_card = "QRIBFTTC";
constexpr std::size_t payload_bytes = 512;  // the EMVCo limit of a payload
constexpr std::size_t purpose_characters = 25;
constexpr std::size_t amount_digits = 13;

struct BankTable {
    std::vector<Bank> banks;
    Money ceiling;
};

const BankTable& table() {
    static const BankTable read = [] {
        const auto json =
            nlohmann::json::parse(embedded::bytes_of(embedded::payments(), "payments/data/banks.json"));
        BankTable made;
        made.ceiling = vnd(json.at("transfer_ceiling_vnd").get<std::int64_t>());
        for (const auto& row : json.at("banks"))
            made.banks.push_back({row.at("number"), row.at("name"), row.at("sends")});
        ensure(
            std::ranges::is_sorted(made.banks, {}, &Bank::number), "banks stand in the order of their numbers"
        );
        return made;
    }();
    return read;
}

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

bool is_letter_or_digit(char sign) {
    return is_digit(sign) || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z');
}

bool is_bank_number(std::string_view text) { return text.size() == 6 && std::ranges::all_of(text, is_digit); }

bool is_account(std::string_view text) {
    return !text.empty() && text.size() <= 19 && std::ranges::all_of(text, is_letter_or_digit);
}

bool is_label(std::string_view text, std::size_t most) {
    return text.size() <= most &&
           std::ranges::all_of(text, [](char sign) { return sign >= ' ' && sign <= '~'; });
}

std::string written(std::span<const QrField> fields) {
    std::string out;
    for (const auto& [id, value] : fields) {
        ensure(id.size() == 2 && std::ranges::all_of(id, is_digit), "the id of a field has two digits");
        ensure(!value.empty() && value.size() <= 99, "the value of a field has 1 to 99 bytes");
        out += fmt::format("{}{:02}{}", id, value.size(), value);
    }
    return out;
}

void add(std::vector<QrField>& fields, std::string_view id, const std::string& value) {
    if (!value.empty()) fields.push_back({std::string(id), value});
}

enum class Counting { bytes, characters };

// How many bytes the next `count` characters take; more than there are when they run past the end.
std::size_t bytes_of(std::string_view text, std::size_t count, Counting counting) {
    if (counting == Counting::bytes) return count;
    std::size_t at = 0;
    for (; count > 0; --count) {
        if (at >= text.size()) return text.size() + 1;
        do ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U);
    }
    return at;
}

Result<std::vector<QrField>> split(std::string_view text, Counting counting, bool root) {
    std::vector<QrField> fields;
    while (!text.empty()) {
        if (root && !fields.empty() && fields.back().id == "63") return refuse(qr_checksum_not_last);
        if (text.size() < 4 || !std::ranges::all_of(text.substr(0, 4), is_digit))
            return refuse(qr_wrong_length);
        const auto id = text.substr(0, 2);
        const auto length = static_cast<std::size_t>((text[2] - '0') * 10 + (text[3] - '0'));
        text.remove_prefix(4);
        const auto bytes = bytes_of(text, length, counting);
        if (length == 0 || bytes > text.size()) return refuse(qr_wrong_length);
        if (root && std::ranges::find(fields, id, &QrField::id) != fields.end())
            return refuse(qr_repeated_field);
        fields.push_back({std::string(id), std::string(text.substr(0, bytes))});
        text.remove_prefix(bytes);
    }
    if (fields.empty()) return refuse(qr_wrong_length);
    return fields;
}

// Templates inside a field, however its writer counted.
Result<std::vector<QrField>> split_either_way(std::string_view text, bool root) {
    auto fields = split(text, Counting::bytes, root);
    if (fields || !text::is_utf8(text)) return fields;
    auto by_character = split(text, Counting::characters, root);
    return by_character ? std::move(by_character) : std::move(fields);
}

// Empty when there is no such field.
std::string value_of(std::span<const QrField> fields, std::string_view id) {
    const auto found = std::ranges::find(fields, id, &QrField::id);
    return found == fields.end() ? std::string() : found->value;
}

Result<void> check(const TransferCode& code) {
    if (find_bank(code.bank) == nullptr) return refuse(unknown_bank);
    if (!is_account(code.account))
        return refuse(
            wrong_account,
            "Số tài khoản có từ 1 đến 19 chữ hoặc số, không có khoảng trắng.",
            "An account number has 1 to 19 letters or digits and no blanks."
        );
    if (code.amount && code.amount->minor <= 0)
        return refuse(wrong_amount, "Số tiền phải lớn hơn không.", "The amount must be over zero.");
    if (code.amount && *code.amount >= transfer_ceiling())
        return refuse(
            over_transfer_ceiling,
            fmt::format("Một lần chuyển phải dưới {}.", shown(transfer_ceiling())),
            fmt::format("One transfer must be below {}.", shown(transfer_ceiling()))
        );
    if (code.purpose.size() > purpose_characters || plain_purpose(code.purpose) != code.purpose)
        return refuse(
            wrong_purpose,
            "Nội dung có tối đa 25 chữ không dấu, chữ số và khoảng trắng.",
            "A transfer message has at most 25 plain letters, digits and blanks."
        );
    bool right = is_label(code.name, 25) && is_label(code.city, 15);
    for (const auto* label :
         {&code.bill, &code.mobile, &code.store, &code.reference, &code.customer, &code.terminal})
        right = right && is_label(*label, 25);
    if (!right)
        return refuse(
            wrong_label,
            "Mỗi nhãn có tối đa 25 chữ không dấu (nơi chốn 15).",
            "A label has at most 25 plain characters (a city 15)."
        );
    return {};
}

}  // namespace

std::span<const Bank> banks() { return table().banks; }

const Bank* find_bank(std::string_view number) {
    const auto found = std::ranges::lower_bound(table().banks, number, {}, &Bank::number);
    return found != table().banks.end() && found->number == number ? &*found : nullptr;
}

Money transfer_ceiling() { return table().ceiling; }

std::string qr_checksum(std::string_view bytes) {
    unsigned crc = 0xFFFF;
    for (const char byte : bytes) {
        crc ^= static_cast<unsigned>(static_cast<unsigned char>(byte)) << 8U;
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000U) != 0 ? (crc << 1U) ^ 0x1021U : crc << 1U;
        crc &= 0xFFFFU;
    }
    return fmt::format("{:04X}", crc);
}

std::string qr_payload(std::span<const QrField> fields) {
    auto out = written(fields) + "6304";
    return out + qr_checksum(out);
}

Result<std::vector<QrField>> qr_fields(std::string_view payload) {
    if (payload.size() > payload_bytes) return refuse(qr_wrong_length);
    auto fields = split_either_way(payload, true);
    if (!fields) return fields;
    if (fields->back().id != "63") return refuse(qr_checksum_not_last);
    std::string given = fields->back().value;
    if (given.size() != 4) return refuse(qr_wrong_length);
    for (char& sign : given)
        if (sign >= 'a' && sign <= 'f') sign = static_cast<char>(sign - 'a' + 'A');
    if (given != qr_checksum(payload.substr(0, payload.size() - 4))) return refuse(qr_wrong_checksum);
    if (fields->front() != QrField{"00", "01"}) return refuse(qr_wrong_start);
    return fields;
}

std::string plain_purpose(std::string_view utf8) {
    std::string apart;
    icu::StringByteSink<std::string> sink(&apart, static_cast<std::int32_t>(utf8.size()));
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFKDInstance(status);
    ensure(U_SUCCESS(status), "ICU has its normalisation data");
    form->normalizeUTF8(
        0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), sink, nullptr, status
    );
    std::string out;
    bool blank = false;
    for (std::size_t at = 0; at < apart.size() && out.size() < purpose_characters;) {
        char sign = apart[at];
        const auto lead = static_cast<unsigned char>(sign);
        std::size_t length = lead < 0x80U ? 1 : lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
        const auto whole = std::string_view(apart).substr(at, length);
        at += length;
        // Marks above and below letters are U+0300 to U+036F.
        if (whole >= "\u0300" && whole <= "\u036F") continue;
        if (whole == "đ") sign = 'd';
        if (whole == "Đ") sign = 'D';
        if (!is_letter_or_digit(sign)) {
            blank = !out.empty();
            continue;
        }
        if (blank && out.size() + 1 == purpose_characters) break;
        if (blank) out += ' ';
        blank = false;
        out += sign;
    }
    return out;
}

Result<Money> amount_from(std::string_view digits) {
    std::int64_t dong = 0;
    const bool right =
        !digits.empty() && digits.size() <= amount_digits && std::ranges::all_of(digits, is_digit);
    if (right) std::from_chars(digits.data(), digits.data() + digits.size(), dong);
    if (dong == 0)
        return refuse(
            wrong_amount,
            "Số tiền là số nguyên đồng lớn hơn không, tối đa 13 chữ số, không có dấu phân cách.",
            "An amount is a whole number of đồng over zero, at most 13 digits, without separators."
        );
    return vnd(dong);
}

Result<std::string> vietqr_payload(const TransferCode& code) {
    if (auto right = check(code); !right) return refuse(right);
    using Initiation = TransferCode::Initiation;
    const auto initiation = code.initiation.value_or(code.amount ? Initiation::once : Initiation::fixed);
    const std::array receiver{QrField{"00", code.bank}, QrField{"01", code.account}};
    const std::array transfer{
        QrField{"00", std::string(napas_scheme)},
        QrField{"01", written(receiver)},
        QrField{"02", std::string(code.service == TransferCode::Service::to_card ? to_card : to_account)}};
    std::vector<QrField> more;
    add(more, "01", code.bill);
    add(more, "02", code.mobile);
    add(more, "03", code.store);
    add(more, "05", code.reference);
    add(more, "06", code.customer);
    add(more, "07", code.terminal);
    add(more, "08", code.purpose);
    const auto additional = written(more);
    if (additional.size() > 99)
        return refuse(wrong_label, "Các nhãn cộng lại quá dài.", "The labels together are too long.");
    std::vector<QrField> fields;
    add(fields, "00", "01");
    add(fields, "01", initiation == Initiation::once ? "12" : "11");
    add(fields, "38", written(transfer));
    add(fields, "53", "704");
    if (code.amount) add(fields, "54", std::to_string(code.amount->minor));
    add(fields, "58", "VN");
    add(fields, "59", code.name);
    add(fields, "60", code.city);
    add(fields, "62", additional);
    return qr_payload(fields);
}

Result<TransferCode> vietqr_from(std::string_view payload) {
    auto fields = qr_fields(payload);
    if (!fields) return refuse(fields);
    const auto transfer_text = value_of(*fields, "38");
    if (transfer_text.empty()) return refuse(qr_wrong_scheme);
    auto transfer = split_either_way(transfer_text, false);
    if (!transfer) return refuse(transfer);
    if (value_of(*transfer, "00") != napas_scheme) return refuse(qr_wrong_scheme);
    auto receiver = split_either_way(value_of(*transfer, "01"), false);
    if (!receiver) return refuse(receiver);
    TransferCode code;
    code.bank = value_of(*receiver, "00");
    code.account = value_of(*receiver, "01");
    if (!is_bank_number(code.bank) || !is_account(code.account)) return refuse(wrong_account);
    const auto service = value_of(*transfer, "02");
    if (service != to_account && service != to_card) return refuse(qr_unknown_service);
    if (service == to_card) code.service = TransferCode::Service::to_card;
    if (value_of(*fields, "53") != "704") return refuse(qr_wrong_currency);
    if (value_of(*fields, "58") != "VN") return refuse(qr_wrong_country);
    if (const auto digits = value_of(*fields, "54"); !digits.empty()) {
        auto amount = amount_from(digits);
        if (!amount) return refuse(amount);
        code.amount = *amount;
    }
    const auto initiation = value_of(*fields, "01");
    if (initiation == "11") code.initiation = TransferCode::Initiation::fixed;
    if (initiation == "12") code.initiation = TransferCode::Initiation::once;
    code.name = value_of(*fields, "59");
    code.city = value_of(*fields, "60");
    if (const auto additional = value_of(*fields, "62"); !additional.empty()) {
        auto more = split_either_way(additional, false);
        if (!more) return refuse(more);
        code.bill = value_of(*more, "01");
        code.mobile = value_of(*more, "02");
        code.store = value_of(*more, "03");
        code.reference = value_of(*more, "05");
        code.customer = value_of(*more, "06");
        code.terminal = value_of(*more, "07");
        code.purpose = value_of(*more, "08");
    }
    return code;
}

}  // namespace chophien::payments
