// A WebSocket client that shares no code with the server: Boost.Beast's.
#pragma once

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/websocket.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace chophien::wire {

class WebSocketClient {
public:
    /// Throws boost::system::system_error when there is no 101.
    WebSocketClient(int port, const std::string& target, const std::string& token = {}) : stream_(io_) {
        namespace beast = boost::beast;
        boost::asio::ip::tcp::endpoint endpoint(
            boost::asio::ip::address_v4::loopback(), static_cast<unsigned short>(port)
        );
        beast::get_lowest_layer(stream_).connect(endpoint);
        stream_.set_option(
            beast::websocket::stream_base::decorator([token](beast::websocket::request_type& request) {
                if (!token.empty()) request.set(beast::http::field::authorization, "Bearer " + token);
            })
        );
        stream_.control_callback([this](beast::websocket::frame_type kind, beast::string_view) {
            if (kind == beast::websocket::frame_type::pong) ++pongs;
        });
        stream_.handshake(response, "127.0.0.1", target);
    }

    /// The next message; empty when the server closed, with its code in `code`.
    std::string message(std::chrono::seconds patience = std::chrono::seconds(30)) {
        boost::beast::flat_buffer buffer;
        std::string text;
        // The synchronous read has no deadline, so it is asked for and waited for.
        boost::beast::get_lowest_layer(stream_).expires_after(patience);
        stream_.async_read(buffer, [&](boost::system::error_code ec, std::size_t) {
            failed = ec;
            if (!ec) text = boost::beast::buffers_to_string(buffer.data());
        });
        io_.restart();
        io_.run();
        if (failed == boost::beast::websocket::error::closed) code = stream_.reason().code;
        return text;
    }

    void ping() { stream_.ping("are you there"); }

    void say(const std::string& text) { stream_.write(boost::asio::buffer(text)); }

    void close() {
        boost::system::error_code ignored;
        stream_.close(boost::beast::websocket::close_code::normal, ignored);
    }

    boost::beast::websocket::response_type response;
    boost::system::error_code failed;
    unsigned code = 0;
    int pongs = 0;

private:
    boost::asio::io_context io_;
    boost::beast::websocket::stream<boost::beast::tcp_stream> stream_;
};

}  // namespace chophien::wire
