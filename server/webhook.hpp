// Letters to other people's servers: what is sent, and who sends it.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace chophien::server {

/// One POST.
struct Letter {
    std::string url;  ///< http or https, as destination_from reads it
    std::vector<std::pair<std::string, std::string>> headers{};
    std::string body{};
};

/// What came back.
struct Posted {
    int status = 0;         ///< 0: no answer
    std::string body{};     ///< its first bytes
    std::string trouble{};  ///< why there is no answer, in words for the owner of the subscription

    bool is_success() const { return status >= 200 && status < 300; }
};

class WebhookClient {
public:
    virtual ~WebhookClient() = default;
    /// Blocks until there is an answer or none will come. Never throws for what the receiver does.
    virtual Posted post(const Letter& letter) = 0;
};

struct WebhookLimits {
    std::chrono::milliseconds connect{5'000};  ///< name, connection and TLS
    std::chrono::milliseconds total{15'000};
    std::size_t answer_bytes = 16 * 1024;  ///< what comes behind is not kept
    bool local = false;                    ///< development: loopback addresses will do, also without TLS
};

/// The real one. The name is looked up for each letter; the connection goes to an address that is public
/// (webhook_address.hpp) and to no other, TLS is verified, nothing is redirected, no proxy is asked. Safe
/// from several threads.
std::unique_ptr<WebhookClient> webhook_client(WebhookLimits limits = {});

}  // namespace chophien::server
