// The life of one connection, as one coroutine on its loop's thread.
#pragma once

#include "server/io_loop.hpp"

#include <memory>

namespace chophien::server {

/// Takes over the socket: speaks TLS when given a context, HTTP/1.1 until either side ends it.
void begin_connection(
    IoLoop& loop,
    Socket socket,
    const std::shared_ptr<boost::asio::ssl::context>& tls,
    ConnectionCounts::Seat seat,
    bool trusted_proxy
);

}  // namespace chophien::server
