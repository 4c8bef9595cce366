// The routes of OCOP labelling.
#pragma once

#include "server/route.hpp"

#include <span>

namespace chophien::server {

std::span<const Route> ocop_routes();

}  // namespace chophien::server
