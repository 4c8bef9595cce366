#include "server/network.hpp"

#include <arpa/inet.h>
#include <charconv>
#include <string>

namespace chophien::server {
namespace {

constexpr unsigned mapped_bits = 96;

std::optional<std::array<std::uint8_t, 16>> bytes_of(std::string_view text, bool& is_v4) {
    std::array<std::uint8_t, 16> bytes{};
    if (text.size() >= INET6_ADDRSTRLEN || text.find('\0') != std::string_view::npos) return std::nullopt;
    const std::string terminated(text);
    is_v4 = ::inet_pton(AF_INET, terminated.c_str(), &bytes[12]) == 1;
    if (is_v4)
        bytes[10] = bytes[11] = 0xff;
    else if (::inet_pton(AF_INET6, terminated.c_str(), bytes.data()) != 1)
        return std::nullopt;
    return bytes;
}

bool bit(const std::array<std::uint8_t, 16>& bytes, unsigned index) {
    return ((bytes[index / 8] >> (7 - index % 8)) & 1) != 0;
}

}  // namespace

std::optional<Network> Network::parse(std::string_view text) {
    Network network;
    network.text_ = text;
    bool is_v4 = false;
    const auto slash = text.find('/');
    const auto address = bytes_of(text.substr(0, slash), is_v4);
    if (!address) return std::nullopt;
    network.address_ = *address;
    if (slash == std::string_view::npos) return network;
    const auto prefix = text.substr(slash + 1);
    unsigned bits = 0;
    const auto [end, error] = std::from_chars(prefix.data(), prefix.data() + prefix.size(), bits);
    if (error != std::errc{} || end != prefix.data() + prefix.size() || bits > (is_v4 ? 32U : 128U))
        return std::nullopt;
    network.prefix_bits_ = bits + (is_v4 ? mapped_bits : 0);
    for (unsigned i = network.prefix_bits_; i < 128; ++i)
        if (bit(network.address_, i)) return std::nullopt;
    return network;
}

bool Network::contains(std::string_view address) const {
    bool is_v4 = false;
    const auto other = bytes_of(address, is_v4);
    if (!other) return false;
    for (unsigned i = 0; i < prefix_bits_; ++i)
        if (bit(address_, i) != bit(*other, i)) return false;
    return true;
}

}  // namespace chophien::server
