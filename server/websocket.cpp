#include "server/websocket.hpp"

#include "core/result.hpp"
#include "server/http.hpp"

#include <openssl/evp.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>

namespace chophien::server {

namespace {

constexpr std::string_view key_suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
constexpr std::size_t key_size = 24;  // 16 bytes as base64
constexpr std::size_t most_control = 125;
constexpr std::size_t mask_size = 4;
constexpr unsigned final_bit = 0x80;
constexpr unsigned reserved_bits = 0x70;
constexpr unsigned opcode_bits = 0x0F;
constexpr unsigned masked_bit = 0x80;
constexpr unsigned length_bits = 0x7F;
constexpr unsigned two_bytes_follow = 126;
constexpr unsigned eight_bytes_follow = 127;

bool is_base64(char letter) {
    return (letter >= 'A' && letter <= 'Z') || (letter >= 'a' && letter <= 'z') ||
           (letter >= '0' && letter <= '9') || letter == '+' || letter == '/';
}

void add_big_endian(std::string& out, std::uint64_t value, unsigned bytes) {
    while (bytes-- > 0) out += static_cast<char>(value >> (8 * bytes) & 0xFFU);
}

}  // namespace

std::string_view asked_websocket_key(const RequestHead& head) {
    const auto& key = head.websocket_key;
    const bool asks = head.verb == Verb::get && !head.http_1_0 && head.connection_upgrade &&
                      equal_ignoring_case(head.upgrade, "websocket") && head.websocket_version == "13" &&
                      head.framing == Framing::none;
    const bool right = key.size() == key_size && key.ends_with("==") &&
                       std::ranges::all_of(key.substr(0, key_size - 2), is_base64);
    return asks && right ? key : std::string_view();
}

std::string websocket_accept(std::string_view key) {
    const auto text = std::string(key) + std::string(key_suffix);
    std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
    unsigned size = 0;
    const int made = EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha1(), nullptr);
    ensure(made == 1 && size == digest.size(), "a digest is made");
    std::array<unsigned char, 4 * ((SHA_DIGEST_LENGTH + 2) / 3) + 1> encoded{};
    const int length = EVP_EncodeBlock(encoded.data(), digest.data(), static_cast<int>(digest.size()));
    return {reinterpret_cast<const char*>(encoded.data()), static_cast<std::size_t>(length)};
}

std::string websocket_frame(Opcode opcode, std::string_view payload) {
    std::string frame;
    frame.reserve(payload.size() + 10);
    frame += static_cast<char>(final_bit | static_cast<unsigned>(opcode));
    if (payload.size() < two_bytes_follow) {
        frame += static_cast<char>(payload.size());
    } else if (payload.size() <= 0xFFFF) {
        frame += static_cast<char>(two_bytes_follow);
        add_big_endian(frame, payload.size(), 2);
    } else {
        frame += static_cast<char>(eight_bytes_follow);
        add_big_endian(frame, payload.size(), 8);
    }
    frame += payload;
    return frame;
}

std::string websocket_close(CloseCode code, std::string_view reason) {
    std::string payload;
    add_big_endian(payload, static_cast<std::uint16_t>(code), 2);
    payload += reason.substr(0, most_control - 2);
    return websocket_frame(Opcode::close, payload);
}

FrameReader::Found FrameReader::take(std::string_view bytes, std::size_t& used) {
    used = 0;
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
    if (bytes.size() < 2) return Found::nothing;
    const unsigned first = byte(0);
    const unsigned opcode = first & opcode_bits;
    const bool whole = (first & final_bit) != 0;
    if ((first & reserved_bits) != 0 || (byte(1) & masked_bit) == 0) return Found::wrong;
    std::uint64_t size = byte(1) & length_bits;
    std::size_t head = 2;
    const std::size_t more = size == two_bytes_follow ? 2 : size == eight_bytes_follow ? 8 : 0;
    if (more > 0) {
        if (bytes.size() < head + more) return Found::nothing;
        for (size = 0; head < 2 + more; ++head) size = size << 8U | byte(head);
    }
    const bool control = opcode >= static_cast<unsigned>(Opcode::close);
    if (control && (!whole || size > most_control)) return Found::wrong;
    if (opcode > static_cast<unsigned>(Opcode::pong) ||
        (opcode > static_cast<unsigned>(Opcode::binary) && !control))
        return Found::wrong;
    if (!control) {
        const bool goes_on = opcode == static_cast<unsigned>(Opcode::continued);
        if (goes_on != in_message_) return Found::wrong;
        if (size > most_payload) return Found::too_big;
    }
    const auto length = static_cast<std::size_t>(size);
    if (bytes.size() < head + mask_size + length) return Found::nothing;
    payload_.clear();
    for (std::size_t at = 0; at < length; ++at)
        payload_ += static_cast<char>(byte(head + mask_size + at) ^ byte(head + at % mask_size));
    used = head + mask_size + length;
    switch (static_cast<Opcode>(opcode)) {
        case Opcode::close:
            return Found::close;
        case Opcode::ping:
            return Found::ping;
        case Opcode::pong:
            return Found::pong;
        case Opcode::continued:
        case Opcode::text:
        case Opcode::binary:
            break;
    }
    in_message_ = !whole;
    return Found::data;
}

std::string websocket_says(std::string_view message) { return 'm' + std::string(message); }

std::string websocket_ends(CloseCode code, std::string_view reason) {
    std::string piece = "e";
    add_big_endian(piece, static_cast<std::uint16_t>(code), 2);
    return piece += reason;
}

WebSocketPiece websocket_piece(std::string_view piece) {
    ensure(!piece.empty(), "a piece says something");
    if (piece.front() == 'm') return {.text = piece.substr(1)};
    ensure(piece.size() >= 3, "an end has its code");
    const auto high = static_cast<unsigned char>(piece[1]);
    const auto low = static_cast<unsigned char>(piece[2]);
    return {true, static_cast<CloseCode>(high << 8 | low), piece.substr(3)};
}

}  // namespace chophien::server
