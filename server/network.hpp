// A range of IP addresses, as a trusted proxy is named: 10.0.0.0/8, 2001:db8::/32, or one address.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::server {

class Network {
public:
    /// Nothing when the text is no address, the prefix is too long, or bits are set behind the prefix.
    static std::optional<Network> parse(std::string_view text);

    /// An IPv4 address matches whether written plainly or mapped (::ffff:192.0.2.1). What is no address is in
    /// no network.
    bool contains(std::string_view address) const;

    /// As it was written.
    const std::string& text() const { return text_; }

private:
    std::string text_;
    using Bytes = std::array<std::uint8_t, 16>;  // IPv4 as mapped, so that there is one kind
    Bytes address_{};
    unsigned prefix_bits_ = 128;
};

}  // namespace chophien::server
