#include "traceability/epcis/page_token.hpp"

#include "traceability/trace_keys.hpp"

namespace chophien::traceability::epcis {

namespace {

// The secret unit codes are made with; another key is derived from it, so that tokens say nothing of codes.
constexpr db::Statement first_key{
    "epcis.token_key", "SELECT secret FROM trace_keys ORDER BY version LIMIT 1"};

constexpr std::size_t signature_size = 22;  // 16 bytes

std::string signature_of(std::string_view text, std::string_view key) {
    const auto tag = crypto::hmac_sha256(key, text);
    return crypto::base64url(crypto::bytes_of(tag).substr(0, 16));
}

std::int64_t microseconds(Instant instant) { return instant.time_since_epoch().count(); }

Instant instant(const json::Document& value) {
    return Instant(std::chrono::microseconds(value.get<std::int64_t>()));
}

// Base64url is only written in core; digits and letters of hexadecimal read back as simply.
std::optional<std::string> bytes_from_hex(std::string_view digits) {
    const auto value = [](char sign) {
        return sign >= '0' && sign <= '9' ? sign - '0' : sign >= 'a' && sign <= 'f' ? sign - 'a' + 10 : -1;
    };
    if (digits.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t at = 0; at < digits.size(); at += 2) {
        const auto high = value(digits[at]);
        const auto low = value(digits[at + 1]);
        if (high < 0 || low < 0) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

}  // namespace

std::string written(const PageToken& token, std::string_view key) {
    const json::Document fields{
        microseconds(token.expires),
        microseconds(token.upto),
        token.fingerprint,
        microseconds(token.behind.time),
        token.behind.event.number,
        token.member,
        token.given};
    const auto text = crypto::hex(fields.dump());
    return text + signature_of(text, key);
}

std::optional<PageToken> token_from(std::string_view text, std::string_view key) {
    if (text.size() < signature_size) return std::nullopt;
    const auto body = text.substr(0, text.size() - signature_size);
    if (!crypto::equal_in_constant_time(signature_of(body, key), text.substr(body.size())))
        return std::nullopt;
    const auto bytes = bytes_from_hex(body);
    if (!bytes) return std::nullopt;
    const auto fields = json::Document::parse(*bytes, nullptr, false);
    constexpr std::size_t count = 7;
    if (!fields.is_array() || fields.size() != count) return std::nullopt;
    return PageToken{
        instant(fields[0]),
        instant(fields[1]),
        fields[2],
        {instant(fields[3]), EventId{fields[4].get<std::uint64_t>()}},
        fields[5],
        fields[6]};
}

std::string token_key(db::Transaction& tx) {
    auto secret = tx.row<crypto::Digest>(first_key);
    if (!secret) {
        ensure_trace_key(tx);
        tx.touch(tag("trace_keys"));
        secret = tx.row<crypto::Digest>(first_key);
    }
    ensure(secret.has_value(), "there is a key once made");
    const auto key = crypto::hmac_sha256(crypto::bytes_of(*secret), "epcis next pages");
    return std::string(crypto::bytes_of(key));
}

}  // namespace chophien::traceability::epcis
