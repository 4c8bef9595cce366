// The life of one connection, as one coroutine on its loop's thread.
#pragma once

#include <memory>
#include <string>

#include "server/io_loop.hpp"

namespace chophien::server {

/// Takes over the socket: speaks TLS when given a context, HTTP/1.1 until either side ends it. The peer has been counted in
/// loop.connections() and is counted out at the end.
void begin_connection(
    IoLoop& loop, Socket socket, const std::shared_ptr<boost::asio::ssl::context>& tls, std::string peer,
    bool trusted_proxy
);

}  // namespace chophien::server
