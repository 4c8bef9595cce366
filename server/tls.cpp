#include "server/tls.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string_view>

namespace chophien::server {

namespace ssl = boost::asio::ssl;

namespace {

using Bytes = const unsigned char*;

int choose_protocol(SSL*, Bytes* chosen, unsigned char* chosen_size, Bytes offered, unsigned offered_size, void*) {
    constexpr std::string_view ours = "http/1.1";
    // Each offer is a length byte and a name (RFC 7301 §3.1).
    for (unsigned at = 0; at < offered_size; at += offered[at] + 1U) {
        const std::string_view name(reinterpret_cast<const char*>(offered + at + 1), offered[at]);
        if (at + 1 + name.size() > offered_size || name != ours) continue;
        *chosen = offered + at + 1;
        *chosen_size = offered[at];
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

std::shared_ptr<ssl::context> tls_context(const TlsFiles& files) {
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* const native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_options(
        native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE
    );
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);  // 34 kB less for each idle connection
    SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);

    boost::system::error_code ec;
    context->use_certificate_chain_file(files.certificate.string(), ec);
    if (ec)
        throw std::runtime_error(fmt::format(
            "Không đọc được chứng chỉ {0}: {1} / cannot read the certificate {0}: {1}",
            files.certificate.string(),
            ec.message()
        ));
    context->use_private_key_file(files.key.string(), ssl::context::pem, ec);
    if (ec || SSL_CTX_check_private_key(native) != 1)
        throw std::runtime_error(fmt::format(
            "Khóa {0} không đọc được hoặc không khớp chứng chỉ / the key {0} cannot be read or is not the "
            "certificate's",
            files.key.string()
        ));
    return context;
}

}  // namespace chophien::server
