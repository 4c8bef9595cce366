#include "server/target.hpp"

#include "core/text.hpp"

namespace chophien::server {

namespace {

int digit_of(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return -1;
}

bool is_unreserved(char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
           (letter >= 'A' && letter <= 'Z') || letter == '-' || letter == '.' || letter == '_' ||
           letter == '~';
}

/// The text up to the separator, taken off the front of rest together with the separator.
std::string_view cut(std::string_view& rest, char separator) {
    const auto at = rest.find(separator);
    const auto part = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return part;
}

}  // namespace

Result<std::string> percent_decoded(std::string_view text, Plus plus) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        char letter = text[at];
        if (letter == '+' && plus == Plus::space) {
            letter = ' ';
        } else if (letter == '%') {
            const int high = text.size() - at > 2 ? digit_of(text[at + 1]) : -1;
            const int low = text.size() - at > 2 ? digit_of(text[at + 2]) : -1;
            if (high < 0 || low < 0) return refuse(bad_target);
            letter = static_cast<char>(high * 16 + low);
            at += 2;
        }
        if (letter == '\0') return refuse(bad_target);
        decoded.push_back(letter);
    }
    if (!text::is_utf8(decoded)) return refuse(bad_target);
    return decoded;
}

Result<Target> target_from(std::string_view path, std::string_view query) {
    Target target;
    if (path.empty() || path.front() != '/') return refuse(bad_target);
    path.remove_prefix(1);
    // Splitting comes before decoding: that is what keeps an encoded slash inside its segment.
    while (!path.empty()) {
        const bool more = path.find('/') != std::string_view::npos;
        auto segment = percent_decoded(cut(path, '/'), Plus::literal);
        if (!segment) return refuse(segment);
        if (*segment == "." || *segment == "..") return refuse(bad_target);
        if (target.segments.size() == most_segments) return refuse(target_too_complex);
        target.segments.push_back(*std::move(segment));
        if (more && path.empty()) target.segments.emplace_back();
    }
    while (!query.empty()) {
        auto value_text = cut(query, '&');
        if (value_text.empty()) continue;
        const auto name_text = cut(value_text, '=');
        auto name = percent_decoded(name_text, Plus::space);
        if (!name) return refuse(name);
        auto value = percent_decoded(value_text, Plus::space);
        if (!value) return refuse(value);
        if (target.query.size() == most_parameters) return refuse(target_too_complex);
        target.query.emplace_back(*std::move(name), *std::move(value));
    }
    return target;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    encoded.reserve(text.size());
    for (const char letter : text) {
        if (is_unreserved(letter)) {
            encoded.push_back(letter);
        } else {
            const auto byte = static_cast<unsigned char>(letter);
            encoded.push_back('%');
            encoded.push_back(digits[byte >> 4]);
            encoded.push_back(digits[byte & 15]);
        }
    }
    return encoded;
}

}  // namespace chophien::server
