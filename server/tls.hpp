// TLS from a certificate chain and a key in PEM files.
#pragma once

#include "server/http_server.hpp"

#include <boost/asio/ssl/context.hpp>

#include <memory>

namespace chophien::server {

/// TLS 1.2 and newer, the library's own choice of ciphers, http/1.1 by ALPN. Throws std::runtime_error, in
/// both languages, when a file cannot be read or the key is not the certificate's.
std::shared_ptr<boost::asio::ssl::context> tls_context(const TlsFiles& files);

}  // namespace chophien::server
