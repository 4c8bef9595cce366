// The readable page of the API: rendered here, works offline, needs no script.
#pragma once

#include "server/negotiation.hpp"
#include "server/router.hpp"

#include <string>

namespace chophien::server {

std::string docs_page(const Router& router, Language language);

}  // namespace chophien::server
