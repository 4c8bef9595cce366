#include "server/webhook_address.hpp"

#include "server/network.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace chophien::server {

namespace {

// IANA's special-purpose registries (RFC 6890 and after) of what is not globally reachable; besides what
// carries an IPv4 address inside (6to4, Teredo, NAT64), for that may be any.
constexpr std::array not_public{"0.0.0.0/8",       "10.0.0.0/8",        "100.64.0.0/10",   "127.0.0.0/8",
                                "169.254.0.0/16",  "172.16.0.0/12",     "192.0.0.0/24",    "192.0.2.0/24",
                                "192.31.196.0/24", "192.52.193.0/24",   "192.88.99.0/24",  "192.168.0.0/16",
                                "192.175.48.0/24", "198.18.0.0/15",     "198.51.100.0/24", "203.0.113.0/24",
                                "224.0.0.0/4",     "240.0.0.0/4",       "2001::/23",       "2001:db8::/32",
                                "2002::/16",       "2620:4f:8000::/48", "3fff::/20",       "5f00::/16"};
constexpr std::array global_unicast{"2000::/3", "0.0.0.0/0"};
constexpr std::array loopback{"127.0.0.0/8", "::1"};

template <std::size_t Count>
std::vector<Network> networks(const std::array<const char*, Count>& texts) {
    std::vector<Network> all;
    for (const auto* text : texts) all.push_back(Network::parse(text).value());
    return all;
}

bool is_in(const std::vector<Network>& all, std::string_view address) {
    return std::ranges::any_of(all, [&](const Network& one) { return one.contains(address); });
}

}  // namespace

bool is_public_address(std::string_view address) {
    static const auto no = networks(not_public);
    static const auto yes = networks(global_unicast);
    return is_in(yes, address) && !is_in(no, address);
}

bool is_loopback_address(std::string_view address) {
    static const auto own = networks(loopback);
    return is_in(own, address);
}

}  // namespace chophien::server
