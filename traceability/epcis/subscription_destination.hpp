// Where reports of a subscription go: an address of the web, taken apart. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

struct Destination {
    bool encrypted = true;
    std::string host;  ///< small letters; of an IPv6 address without brackets
    std::uint16_t port = 0;

    /// By its name alone; what a name resolves to is the sender's to look at.
    bool names_this_machine() const;
};

/// Reads http:// and https:// addresses of printable ASCII, without user, fragment or backslash. Nothing for
/// another text.
std::optional<Destination> destination_from(std::string_view url);

inline constexpr std::size_t longest_destination = 2'000;

}  // namespace chophien::traceability::epcis
