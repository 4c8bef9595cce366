#include "server/client_address.hpp"

#include "server/http.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace chophien::server {

namespace ip = boost::asio::ip;

namespace {

// One form for both families: IPv4 as ::ffff:a.b.c.d, so that a dual-stack socket's peers match IPv4
// networks.
ip::address_v6::bytes_type wide(const ip::address& address) {
    return address.is_v6() ? address.to_v6().to_bytes()
                           : ip::make_address_v6(ip::v4_mapped, address.to_v4()).to_bytes();
}

/// "203.0.113.9", "203.0.113.9:4711", "2001:db8::1", "[2001:db8::1]:4711".
ip::address forwarded_address(std::string_view text, boost::system::error_code& ec) {
    text = trimmed(text);
    if (text.starts_with('[')) {
        text = text.substr(1, text.find(']') - 1);
    } else if (std::count(text.begin(), text.end(), ':') == 1) {
        text = text.substr(0, text.find(':'));
    }
    return ip::make_address(std::string(text), ec);
}

}  // namespace

TrustedProxies::TrustedProxies(const std::vector<std::string>& networks) {
    for (const auto& text : networks) {
        const auto slash = text.find('/');
        boost::system::error_code ec;
        const auto address = ip::make_address(text.substr(0, slash), ec);
        const std::size_t most = !ec && address.is_v4() ? 32 : 128;
        std::size_t bits = most;
        bool fine = !ec;
        if (fine && slash != std::string::npos) {
            const auto* end = text.data() + text.size();
            const auto [at, failure] = std::from_chars(text.data() + slash + 1, end, bits);
            fine = failure == std::errc{} && at == end && bits <= most;
        }
        if (!fine)
            throw std::invalid_argument(fmt::format(
                "'{0}' không phải địa chỉ hay mạng IP / '{0}' is neither an IP address nor a network", text
            ));
        networks_.push_back({wide(address), bits + (128 - most)});
    }
}

bool TrustedProxies::contains(const ip::address& address) const {
    const auto bytes = wide(address);
    return std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
        const auto whole = static_cast<std::ptrdiff_t>(network.bits / 8);
        if (!std::equal(bytes.begin(), bytes.begin() + whole, network.prefix.begin())) return false;
        const auto rest = network.bits % 8;
        if (rest == 0) return true;
        const auto at = static_cast<std::size_t>(whole);
        return (bytes[at] ^ network.prefix[at]) >> (8 - rest) == 0;
    });
}

std::string TrustedProxies::client_of(const std::string& proxy, std::string_view forwarded_for) const {
    std::string client = proxy;
    while (!forwarded_for.empty()) {
        const auto comma = forwarded_for.rfind(',');
        const auto item = comma == std::string_view::npos ? forwarded_for : forwarded_for.substr(comma + 1);
        forwarded_for = comma == std::string_view::npos ? std::string_view{} : forwarded_for.substr(0, comma);
        boost::system::error_code ec;
        const auto address = forwarded_address(item, ec);
        if (ec) break;
        client = text_of(address);
        if (!contains(address)) break;
    }
    return client;
}

std::string text_of(const ip::address& address) {
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        return ip::make_address_v4(ip::v4_mapped, address.to_v6()).to_string();
    return address.to_string();
}

std::optional<ConnectionCounts::Seat> ConnectionCounts::enter(std::string address, bool capped) {
    const std::scoped_lock lock(mutex_);
    if (open_ >= most_) return std::nullopt;
    const auto held = by_address_.try_emplace(address, 0).first;
    if (capped && held->second >= most_per_address_) return std::nullopt;
    ++held->second;
    ++open_;
    return Seat(*this, std::move(address));
}

void ConnectionCounts::leave(const std::string& address) {
    const std::scoped_lock lock(mutex_);
    --open_;
    const auto found = by_address_.find(address);
    if (--found->second == 0) by_address_.erase(found);
}

std::size_t ConnectionCounts::open() const {
    const std::scoped_lock lock(mutex_);
    return open_;
}

}  // namespace chophien::server
