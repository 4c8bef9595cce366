// The same edge behind TLS, with certificates made here.
#include "server/webhook.hpp"
#include "server/websocket.hpp"
#include "tests/wire/edge.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace {

using namespace chophien::server;
using namespace chophien::server::wire;
namespace fs = std::filesystem;

/// A self-signed certificate for 127.0.0.1 with this serial number, and its key, as PEM files.
void write_certificate(const TlsFiles& files, long serial) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), X509_free);
    auto* const x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x509), serial);
    X509_gmtime_adj(X509_getm_notBefore(x509), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, key.get());
    auto* const name = X509_get_subject_name(x509);
    const auto* const text = reinterpret_cast<const unsigned char*>("127.0.0.1");
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0);
    X509_set_issuer_name(x509, name);
    auto* const names = X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, "IP:127.0.0.1");
    X509_add_ext(x509, names, -1);
    X509_EXTENSION_free(names);
    ASSERT_GT(X509_sign(x509, key.get(), EVP_sha256()), 0);

    const auto open = [](const fs::path& path) {
        return std::unique_ptr<std::FILE, decltype(&std::fclose)>(std::fopen(path.c_str(), "w"), std::fclose);
    };
    PEM_write_X509(open(files.certificate).get(), x509);
    PEM_write_PrivateKey(open(files.key).get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
}

class TlsEdge : public Edge {
protected:
    TlsEdge() {
        std::string pattern = (fs::temp_directory_path() / "chophien-tls-XXXXXX").string();
        directory = ::mkdtemp(pattern.data());
        files = {directory / "certificate.pem", directory / "key.pem"};
        write_certificate(files, 1);
        options.tls = files;
    }

    ~TlsEdge() override { fs::remove_all(directory); }

    /// One that trusts our certificate and nothing else.
    std::unique_ptr<httplib::SSLClient> client() {
        auto made = std::make_unique<httplib::SSLClient>("127.0.0.1", server->port());
        made->set_ca_cert_path(files.certificate.c_str());
        made->enable_server_certificate_verification(true);
        return made;
    }

    fs::path directory;
    TlsFiles files;
};

TEST_F(TlsEdge, ServesReadyPagesAndWorkersAlike) {
    site.on_worker = [](HttpRequest request, Reply reply) {
        reply(
            {.content_type = "text/plain",
             .headers = {},
             .body = request.body + (request.encrypted ? " https" : " http")}
        );
    };
    serve();
    auto https = client();
    https->set_keep_alive(true);
    EXPECT_EQ(https->Get("/hot")->body, "hot page");
    EXPECT_EQ(https->Get("/hot2")->body.size(), 200'000U);
    const std::string body(300'000, 'b');
    EXPECT_EQ(https->Post("/a", body, "text/plain")->body, body + " https");
    EXPECT_EQ(server->counts().accepted, 1U);
    EXPECT_GT(server->counts().bytes_sent, 500'000U);
}

TEST_F(TlsEdge, OldVersionsAreRefused) {
    serve();
    auto https = client();
    SSL_CTX_set_max_proto_version(https->ssl_context(), TLS1_1_VERSION);
    SSL_CTX_set_security_level(https->ssl_context(), 0);
    EXPECT_FALSE(https->Get("/hot"));
    auto newer = client();
    SSL_CTX_set_max_proto_version(newer->ssl_context(), TLS1_2_VERSION);
    EXPECT_EQ(newer->Get("/hot")->body, "hot page");
}

TEST_F(TlsEdge, AHandshakeThatDoesNotComeIsCutOff) {
    options.limits.head_time = milliseconds{50};
    RawClient silent(serve());
    EXPECT_TRUE(silent.ended());
    while (server->counts().open > 0) std::this_thread::sleep_for(milliseconds{5});
}

TEST_F(TlsEdge, PlainTextOnTheTlsPortIsDropped) {
    RawClient plain(serve());
    plain.send(get("/hot"));
    EXPECT_EQ(plain.answer().status, 0);
}

TEST_F(TlsEdge, ANewCertificateServesNewConnections) {
    serve();
    const auto serial = [&] {
        const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(
            SSL_CTX_new(TLS_client_method()), SSL_CTX_free
        );
        const std::unique_ptr<SSL, decltype(&SSL_free)> ssl(SSL_new(context.get()), SSL_free);
        RawClient raw(server->port());
        SSL_set_fd(ssl.get(), raw.descriptor());
        if (SSL_connect(ssl.get()) != 1) return 0L;
        const std::unique_ptr<X509, decltype(&X509_free)> theirs(
            SSL_get1_peer_certificate(ssl.get()), X509_free
        );
        return ASN1_INTEGER_get(X509_get0_serialNumber(theirs.get()));
    };
    EXPECT_EQ(serial(), 1);
    write_certificate(files, 2);
    server->reload_certificate();
    EXPECT_EQ(serial(), 2);
    std::ofstream(files.certificate) << "not a certificate\n";
    EXPECT_THROW(server->reload_certificate(), std::runtime_error);
    EXPECT_EQ(serial(), 2);
}

TEST_F(TlsEdge, AKeyOfAnotherCertificateStopsTheStart) {
    const TlsFiles other{directory / "other.pem", directory / "other-key.pem"};
    write_certificate(other, 3);
    options.tls->key = other.key;
    EXPECT_THROW(HttpServer(options, site), std::runtime_error);
    options.tls->key = directory / "nothing.pem";
    EXPECT_THROW(HttpServer(options, site), std::runtime_error);
}

TEST_F(TlsEdge, StopClosesIdleConnections) {
    serve();
    auto https = client();
    https->set_keep_alive(true);
    EXPECT_EQ(https->Get("/hot")->status, 200);
    server->stop(std::chrono::seconds{30});
    EXPECT_EQ(server->counts().open, 0U);
}

TEST_F(TlsEdge, AWebhookGoesNowhereWithoutATrustedCertificate) {
    const auto port = serve();
    const auto posted = webhook_client({.local = true})
                            ->post({"https://127.0.0.1:" + std::to_string(port) + "/other", {}, "x"});
    EXPECT_EQ(posted.status, 0);
    EXPECT_THAT(posted.trouble, testing::HasSubstr("certificate"));
    EXPECT_EQ(server->counts().requests, 0U);
}

TEST_F(TlsEdge, CarriesWebSocketsBothWaysAtOnce) {
    namespace beast = boost::beast;
    site.on_worker = [](HttpRequest request, Reply reply) {
        HttpResponse response{.status = 101, .content_type = {}, .headers = {}, .body = {}};
        response.headers.emplace_back("Upgrade", "websocket");
        response.headers.emplace_back("Connection", "Upgrade");
        response.headers.emplace_back("Sec-WebSocket-Accept", websocket_accept(request.websocket_key));
        response.rest = [left = std::make_shared<std::atomic<int>>(20)]() -> std::string {
            const auto number = (*left)--;
            return number > 0 ? websocket_says(std::string(100'000, 'x'))
                              : websocket_ends(CloseCode::normal, "all is said");
        };
        reply(std::move(response));
    };
    const auto port = serve();
    boost::asio::io_context io;
    boost::asio::ssl::context tls(boost::asio::ssl::context::tls_client);
    tls.load_verify_file(files.certificate);
    tls.set_verify_mode(boost::asio::ssl::verify_peer);
    beast::websocket::stream<beast::ssl_stream<beast::tcp_stream>> client(io, tls);
    beast::get_lowest_layer(client).connect({boost::asio::ip::address_v4::loopback(), port});
    client.next_layer().handshake(boost::asio::ssl::stream_base::client);
    client.handshake("127.0.0.1", "/events");
    for (int number = 0; number < 20; ++number) {
        client.ping("still there");
        beast::flat_buffer buffer;
        client.read(buffer);
        EXPECT_EQ(buffer.size(), 100'000U);
    }
    beast::flat_buffer rest;
    boost::system::error_code ec;
    client.read(rest, ec);
    // The last word has come; a server that ends the connection at once may leave out TLS's own good-bye.
    const bool closed =
        ec == beast::websocket::error::closed || ec == boost::asio::ssl::error::stream_truncated;
    EXPECT_TRUE(closed) << ec;
    EXPECT_EQ(client.reason().code, 1000);
}

}  // namespace
