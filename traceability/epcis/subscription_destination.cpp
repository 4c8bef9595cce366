#include "traceability/epcis/subscription_destination.hpp"

#include <algorithm>
#include <charconv>

namespace chophien::traceability::epcis {

namespace {

constexpr std::uint16_t https_port = 443;
constexpr std::uint16_t http_port = 80;

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (auto& letter : small)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return small;
}

bool is_host_letter(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9') || letter == '.' ||
           letter == '-' || letter == '_';
}

bool is_address_letter(char letter) {
    return (letter >= 'a' && letter <= 'f') || (letter >= '0' && letter <= '9') || letter == ':' ||
           letter == '.';
}

}  // namespace

bool Destination::names_this_machine() const {
    return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

std::optional<Destination> destination_from(std::string_view url) {
    const auto printable = [](char sign) {
        return sign > ' ' && sign < '\x7f' && sign != '#' && sign != '\\' && sign != '"' && sign != '<' &&
               sign != '>';
    };
    if (url.size() > longest_destination || !std::ranges::all_of(url, printable)) return std::nullopt;
    const auto scheme_end = url.find("://");
    if (scheme_end == std::string_view::npos) return std::nullopt;
    const auto scheme = in_small_letters(url.substr(0, scheme_end));
    if (scheme != "https" && scheme != "http") return std::nullopt;
    Destination destination;
    destination.encrypted = scheme == "https";
    destination.port = destination.encrypted ? https_port : http_port;
    auto authority = url.substr(scheme_end + 3);
    authority = authority.substr(0, std::min(authority.find_first_of("/?"), authority.size()));
    if (authority.find('@') != std::string_view::npos) return std::nullopt;
    const bool bracketed = authority.starts_with('[');
    const auto bracket = authority.find(']');
    if (bracketed && bracket == std::string_view::npos) return std::nullopt;
    const auto colon = bracketed ? authority.find(':', bracket) : authority.find(':');
    const auto host_end = bracketed ? bracket + 1 : std::min(colon, authority.size());
    if (bracketed && colon != bracket + 1 && bracket + 1 != authority.size()) return std::nullopt;
    destination.host =
        in_small_letters(bracketed ? authority.substr(1, bracket - 1) : authority.substr(0, host_end));
    const bool right = std::ranges::all_of(destination.host, bracketed ? is_address_letter : is_host_letter);
    if (destination.host.empty() || !right) return std::nullopt;
    if (colon == std::string_view::npos) return destination;
    const auto text = authority.substr(colon + 1);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), destination.port);
    if (error != std::errc() || end != text.data() + text.size() || destination.port == 0)
        return std::nullopt;
    return destination;
}

}  // namespace chophien::traceability::epcis
