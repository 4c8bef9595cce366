#include "server/webhook.hpp"

#include "server/webhook_address.hpp"

#include <arpa/inet.h>
#include <array>
#include <curl/curl.h>
#include <mutex>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>

namespace chophien::server {

namespace {

struct EasyGone {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};

struct ListGone {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string address_in(const sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const void* bytes = nullptr;
    if (address.sa_family == AF_INET) bytes = &reinterpret_cast<const sockaddr_in&>(address).sin_addr;
    if (address.sa_family == AF_INET6) bytes = &reinterpret_cast<const sockaddr_in6&>(address).sin6_addr;
    if (bytes == nullptr || ::inet_ntop(address.sa_family, bytes, text.data(), text.size()) == nullptr)
        return {};
    return text.data();
}

/// What the callbacks of one letter know.
struct Sending {
    const WebhookLimits& limits;
    Posted posted{};
    std::string refused{};  ///< an address that was not connected to
};

// libcurl asks for the socket it will connect with this very address: no name is looked up in between.
curl_socket_t open_socket(void* known, curlsocktype purpose, curl_sockaddr* to) {
    auto& sending = *static_cast<Sending*>(known);
    const auto address = address_in(to->addr);
    const bool may = is_public_address(address) || (sending.limits.local && is_loopback_address(address));
    if (purpose != CURLSOCKTYPE_IPCXN || !may) {
        sending.refused = address;
        return CURL_SOCKET_BAD;
    }
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t take_body(char* bytes, std::size_t one, std::size_t count, void* known) {
    auto& sending = *static_cast<Sending*>(known);
    const auto room = sending.limits.answer_bytes - sending.posted.body.size();
    sending.posted.body.append(bytes, std::min(room, one * count));
    return one * count;
}

class CurlClient final : public WebhookClient {
public:
    explicit CurlClient(WebhookLimits limits) : limits_(limits) {
        static std::once_flag once;
        std::call_once(once, [] {
            if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
                throw std::runtime_error("libcurl does not start");
        });
    }

    Posted post(const Letter& letter) override {
        const std::unique_ptr<CURL, EasyGone> easy(curl_easy_init());
        if (!easy) throw std::bad_alloc();
        std::unique_ptr<curl_slist, ListGone> headers;
        const auto add = [&](const std::string& line) {
            auto* longer = curl_slist_append(headers.get(), line.c_str());
            if (longer == nullptr) throw std::bad_alloc();
            static_cast<void>(headers.release());
            headers.reset(longer);
        };
        for (const auto& [name, value] : letter.headers) add(name + ": " + value);
        add("Expect:");
        Sending sending{limits_};
        std::array<char, CURL_ERROR_SIZE> words{};
        set_up(easy.get(), letter, headers.get(), sending, words.data());
        const auto outcome = curl_easy_perform(easy.get());
        long status = 0;
        curl_easy_getinfo(easy.get(), CURLINFO_RESPONSE_CODE, &status);
        if (outcome == CURLE_OK) {
            sending.posted.status = static_cast<int>(status);
        } else if (!sending.refused.empty() && outcome == CURLE_COULDNT_CONNECT) {
            sending.posted.trouble = "the address " + sending.refused + " is not a public one";
        } else {
            sending.posted.trouble = words[0] != '\0' ? words.data() : curl_easy_strerror(outcome);
        }
        return std::move(sending.posted);
    }

private:
    void set_up(CURL* easy, const Letter& letter, curl_slist* headers, Sending& sending, char* words) const {
        const auto set = [&](CURLoption option, auto value) {
            if (curl_easy_setopt(easy, option, value) != CURLE_OK)
                throw std::runtime_error("libcurl does not know option " + std::to_string(option));
        };
        set(CURLOPT_URL, letter.url.c_str());
        set(CURLOPT_PROTOCOLS_STR, limits_.local ? "https,http" : "https");
        set(CURLOPT_FOLLOWLOCATION, 0L);
        set(CURLOPT_PROXY, "");
        set(CURLOPT_SSL_VERIFYPEER, 1L);
        set(CURLOPT_SSL_VERIFYHOST, 2L);
        set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
        set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
        set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(limits_.connect.count()));
        set(CURLOPT_TIMEOUT_MS, static_cast<long>(limits_.total.count()));
        set(CURLOPT_NOSIGNAL, 1L);
        set(CURLOPT_FORBID_REUSE, 1L);
        set(CURLOPT_OPENSOCKETFUNCTION, &open_socket);
        set(CURLOPT_OPENSOCKETDATA, &sending);
        set(CURLOPT_WRITEFUNCTION, &take_body);
        set(CURLOPT_WRITEDATA, &sending);
        set(CURLOPT_POST, 1L);
        set(CURLOPT_POSTFIELDS, letter.body.data());
        set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(letter.body.size()));
        set(CURLOPT_HTTPHEADER, headers);
        set(CURLOPT_USERAGENT, "chophien");
        set(CURLOPT_ERRORBUFFER, words);
    }

    const WebhookLimits limits_;
};

}  // namespace

std::unique_ptr<WebhookClient> webhook_client(WebhookLimits limits) {
    return std::make_unique<CurlClient>(limits);
}

}  // namespace chophien::server
