// WebSocket's bytes: the handshake, frames out, frames in.
#include "server/websocket.hpp"

#include "server/request_parser.hpp"
#include "server/websocket_seats.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::server {
namespace {

using Found = FrameReader::Found;

/// A frame as a client sends it.
std::string masked(unsigned opcode, std::string_view payload, bool whole = true) {
    auto frame = websocket_frame(static_cast<Opcode>(opcode), payload);
    if (!whole) frame[0] = static_cast<char>(frame[0] & 0x7F);
    frame[1] = static_cast<char>(frame[1] | 0x80);
    const std::string mask("\x12\x34\x56\x78");
    const auto head = frame.size() - payload.size();
    for (std::size_t at = 0; at < payload.size(); ++at)
        frame[head + at] = static_cast<char>(frame[head + at] ^ mask[at % 4]);
    return frame.insert(head, mask);
}

TEST(WebSocket, AnswersTheKeyAsTheStandardShows) {
    EXPECT_EQ(websocket_accept("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
}

std::string key_of(std::string request) {
    RequestHead head;
    std::size_t scanned = 0;
    const EdgeRefusal* why = nullptr;
    const auto parsed = parse_head(request, scanned, HeadLimits{}, head, why);
    return parsed == Parsed::complete ? std::string(asked_websocket_key(head)) : "not read";
}

TEST(WebSocket, IsAskedForAsTheStandardSays) {
    const std::string host = "Host: a\r\n";
    const std::string upgrade = "Upgrade: websocket\r\n";
    const std::string connection = "Connection: keep-alive, Upgrade\r\n";
    const std::string key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const std::string version = "Sec-WebSocket-Version: 13\r\n";
    const std::string get = "GET /x HTTP/1.1\r\n";
    EXPECT_EQ(key_of(get + host + upgrade + connection + key + version + "\r\n"), "dGhlIHNhbXBsZSBub25jZQ==");
    EXPECT_EQ(
        key_of(get + host + "upgrade: WebSocket\r\n" + connection + key + version + "\r\n"),
        "dGhlIHNhbXBsZSBub25jZQ=="
    );
    for (const auto& request :
         {get + host + connection + key + version,
          get + host + upgrade + key + version,
          get + host + upgrade + connection + version,
          get + host + upgrade + connection + key,
          get + host + upgrade + connection + key + "Sec-WebSocket-Version: 8\r\n",
          get + host + upgrade + connection + "Sec-WebSocket-Key: short==\r\n" + version,
          get + host + "Upgrade: h2c\r\n" + connection + key + version,
          get + host + upgrade + connection + key + version + "Content-Length: 3\r\n",
          "GET /x HTTP/1.0\r\n" + upgrade + connection + key + version,
          "POST /x HTTP/1.1\r\n" + host + upgrade + connection + key + version})
        EXPECT_EQ(key_of(request + "\r\n"), "") << request;
    EXPECT_EQ(key_of(get + host + key + key + "\r\n"), "not read");
}

TEST(WebSocket, FramesHaveTheThreeLengths) {
    EXPECT_EQ(websocket_frame(Opcode::text, "Hello"), "\x81\x05Hello");
    EXPECT_EQ(
        websocket_frame(Opcode::text, std::string(126, 'a')).substr(0, 4), std::string("\x81\x7E\x00\x7E", 4)
    );
    EXPECT_EQ(
        websocket_frame(Opcode::text, std::string(65536, 'a')).substr(0, 10),
        std::string("\x81\x7F\x00\x00\x00\x00\x00\x01\x00\x00", 10)
    );
    EXPECT_EQ(websocket_close(CloseCode::going_away), std::string("\x88\x02\x03\xE9", 4));
    EXPECT_EQ(websocket_close(CloseCode::policy, std::string(200, 'x')).size(), 127U);
}

TEST(WebSocket, ReadsWhatClientsSay) {
    struct Row {
        std::string bytes;
        Found found;
        std::string payload;
    };

    for (const auto& row : std::vector<Row>{
             {masked(9, "hi"), Found::ping, "hi"},
             {masked(10, ""), Found::pong, ""},
             {masked(8, "\x03\xE8"), Found::close, "\x03\xE8"},
             {masked(1, "text"), Found::data, "text"},
             {masked(2, std::string(200, 'b')), Found::data, std::string(200, 'b')},
             {"", Found::nothing, ""},
             {masked(9, "hi").substr(0, 5), Found::nothing, ""},
             {websocket_frame(Opcode::text, "unmasked"), Found::wrong, ""},
             {masked(0, "goes on"), Found::wrong, ""},
             {masked(3, ""), Found::wrong, ""},
             {masked(11, ""), Found::wrong, ""},
             {masked(9, std::string(126, 'p')), Found::wrong, ""},
             {masked(9, "p", false), Found::wrong, ""},
             {std::string("\xC1\x80\0\0\0\0", 6), Found::wrong, ""},
             {masked(1, std::string(4097, 'x')), Found::too_big, ""},
             {std::string("\x81\xFF\x7F\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 10), Found::too_big, ""}}) {
        FrameReader reader;
        std::size_t used = 0;
        EXPECT_EQ(reader.take(row.bytes, used), row.found) << testing::PrintToString(row.bytes);
        const bool whole =
            row.found != Found::nothing && row.found != Found::wrong && row.found != Found::too_big;
        EXPECT_EQ(used, whole ? row.bytes.size() : 0U);
        if (!whole) continue;
        EXPECT_EQ(reader.payload(), row.payload);
    }
}

TEST(WebSocket, KnowsWhereAFragmentedMessageIs) {
    FrameReader reader;
    std::size_t used = 0;
    EXPECT_EQ(reader.take(masked(1, "a", false), used), Found::data);
    EXPECT_EQ(reader.take(masked(9, ""), used), Found::ping) << "control frames may come between";
    EXPECT_EQ(reader.take(masked(0, "b", true), used), Found::data);
    EXPECT_EQ(reader.take(masked(1, "c", false), used), Found::data);
    EXPECT_EQ(reader.take(masked(1, "d"), used), Found::wrong);
}

RC_GTEST_PROP(WebSocketProperty, AFrameIsReadWhereverItsBytesAreCut, (const std::string& said)) {
    const auto frame = masked(1, said.substr(0, 4096)) + masked(9, "next");
    FrameReader reader;
    std::size_t used = 0;
    const auto size = *rc::gen::inRange<std::size_t>(0, frame.size() + 1);
    const auto found = reader.take(std::string_view(frame).substr(0, size), used);
    const auto first = frame.size() - masked(9, "next").size();
    RC_ASSERT((found == Found::data) == (size >= first));
    RC_ASSERT(used == (size >= first ? first : 0));
}

TEST(WebSocketSeats, AreLimitedInAllAndForEach) {
    const auto seats = std::make_shared<WebSocketSeats>(3, 2);
    auto first = seats->enter(1);
    auto second = seats->enter(1);
    EXPECT_TRUE(first && second);
    EXPECT_FALSE(seats->enter(1));
    auto third = seats->enter(2);
    EXPECT_TRUE(third);
    EXPECT_FALSE(seats->enter(3));
    first.reset();
    EXPECT_EQ(seats->open(), 2U);
    EXPECT_TRUE(seats->enter(1));
}

TEST(WebSocketPieces, SayOrEnd) {
    EXPECT_EQ(websocket_piece(websocket_says("{}")).text, "{}");
    EXPECT_FALSE(websocket_piece(websocket_says("e")).ends);
    const auto piece = websocket_ends(CloseCode::policy, "over");
    EXPECT_TRUE(websocket_piece(piece).ends);
    EXPECT_EQ(websocket_piece(piece).code, CloseCode::policy);
    EXPECT_EQ(websocket_piece(piece).text, "over");
}

}  // namespace
}  // namespace chophien::server
