#include "server/route.hpp"

#include "core/crypto.hpp"

namespace chophien::server {

std::string_view Surroundings::gs1_header(std::string_view name) const {
    for (const auto& [own, value] : gs1_headers)
        if (equal_ignoring_case(own, name)) return value;
    return {};
}

}  // namespace chophien::server

namespace chophien::server::detail {

std::string etag(std::int64_t version, std::string_view body) {
    const auto digest = crypto::sha256(body);
    return "\"" + std::to_string(version) + "-" + crypto::hex(crypto::bytes_of(digest).substr(0, 8)) + "\"";
}

}  // namespace chophien::server::detail
