// Which addresses of the network reports may be sent to: those of the public Internet and no other, or a
// subscription would make this server ask the machines beside it. Pure.
#pragma once

#include <string_view>

namespace chophien::server {

/// True of an address (IPv4, IPv6, IPv4 mapped or embedded in IPv6) that is nobody's private, local, reserved
/// or multicast one. False for what is no address.
bool is_public_address(std::string_view address);

bool is_loopback_address(std::string_view address);

}  // namespace chophien::server
