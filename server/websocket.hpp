// WebSocket (RFC 6455) as bytes: the handshake's answer, frames out, frames in. Pure.
#pragma once

#include "server/site.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace chophien::server {

/// The key of a head that asks for version 13 of the protocol as it should; empty for any other head, which
/// is then answered as if it asked for nothing.
std::string_view asked_websocket_key(const RequestHead& head);

/// Sec-WebSocket-Accept for a key.
std::string websocket_accept(std::string_view key);

enum class Opcode : std::uint8_t { continued = 0, text = 1, binary = 2, close = 8, ping = 9, pong = 10 };

/// Why a conversation ends (RFC 6455 §7.4).
enum class CloseCode : std::uint16_t {
    normal = 1000,
    going_away = 1001,
    protocol_error = 1002,
    policy = 1008,
    too_big = 1009,
    fault = 1011
};

/// One whole unmasked frame, as a server sends it.
std::string websocket_frame(Opcode opcode, std::string_view payload);
std::string websocket_close(CloseCode code, std::string_view reason = {});

/// Reads a client's frames. We only talk, so what the client says is looked at and dropped: frames of data
/// are small, control frames are answered.
class FrameReader {
public:
    /// More a client has no reason to say at once.
    static constexpr std::uint64_t most_payload = 4 * 1024;

    enum class Found : std::uint8_t { nothing, data, ping, pong, close, wrong, too_big };

    /// Takes the next whole frame off the beginning of `bytes`: `used` of them; nothing when it is not whole.
    /// The payload of a ping, pong or close is in payload().
    Found take(std::string_view bytes, std::size_t& used);

    const std::string& payload() const { return payload_; }

private:
    bool in_message_ = false;  // a fragmented message has begun
    std::string payload_;
};

// What an answer's `rest` gives of a 101 (http.hpp): one of these, or nothing for "not yet".
std::string websocket_says(std::string_view message);
std::string websocket_ends(CloseCode code, std::string_view reason);

struct WebSocketPiece {
    bool ends = false;
    CloseCode code = CloseCode::normal;
    std::string_view text;  ///< message or reason
};

/// Reads one of them.
WebSocketPiece websocket_piece(std::string_view piece);

}  // namespace chophien::server
