#include "server/link_path.hpp"

#include "server/http.hpp"
#include "traceability/digital_link.hpp"

#include <algorithm>

namespace chophien::server {

namespace {

constexpr std::string_view origin_header = "Access-Control-Allow-Origin";

bool is_dots(std::string_view segment) {
    const auto plain = traceability::unescaped_in_path(segment);
    return plain == "." || plain == "..";
}

}  // namespace

bool is_link_path(std::string_view target) {
    if (target.size() < 3 || target.front() != '/') return false;
    target.remove_prefix(1);
    const auto end = target.find_first_of("/?");
    return end != std::string_view::npos && target[end] == '/' &&
           traceability::begins_a_link(target.substr(0, end));
}

bool is_open_path(std::string_view path) { return path == resolver_description_path || is_link_path(path); }

Result<Target> link_target(std::string_view path) {
    // What is not ASCII is no part of any key, and no text to be passed on.
    const bool ascii = std::ranges::all_of(path, [](char sign) { return sign > 0x20 && sign < 0x7f; });
    if (!ascii) return refuse(bad_target);
    const auto slash = path.find('/', 1);
    const auto rest = path.substr(slash + 1);
    for (auto left = rest;;) {
        const auto segment = left.substr(0, left.find('/'));
        if (is_dots(segment)) return refuse(bad_target);
        if (segment.size() == left.size()) break;
        left.remove_prefix(segment.size() + 1);
    }
    return Target{{std::string(path.substr(1, slash - 1)), std::string(rest)}, {}};
}

void open_to_all(HttpResponse& response, Verb verb) {
    // A page's headers were written when it was made.
    if (response.page || !header_of(response, origin_header).empty()) return;
    response.headers.emplace_back(origin_header, "*");
    response.headers.emplace_back("Access-Control-Expose-Headers", "Link, Location");
    if (verb != Verb::options) return;
    response.headers.emplace_back("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
    response.headers.emplace_back("Access-Control-Allow-Headers", "Accept, Accept-Language");
    response.headers.emplace_back("Access-Control-Max-Age", "86400");
}

}  // namespace chophien::server
