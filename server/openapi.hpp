// The API's description, OpenAPI 3.1, built from the route tables, so that it cannot lie.
#pragma once

#include "server/router.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>

namespace chophien::server {

nlohmann::json openapi_document(const Router& router);

/// The document as text, laid out for people.
std::string openapi(const Router& router);

}  // namespace chophien::server
