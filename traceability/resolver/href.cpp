#include "traceability/resolver/href.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace chophien::traceability {

namespace {

constexpr std::string_view scheme = "https://";
constexpr std::size_t most_context_signs = 100;

bool is_letter_or_digit(char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z');
}

bool is_hexadecimal(char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'F') || (sign >= 'a' && sign <= 'f');
}

bool may_stand(char sign) {
    return is_letter_or_digit(sign) ||
           (sign != '\0' && std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(sign) != std::string_view::npos);
}

bool is_host(std::string_view text) {
    const auto colon = text.find(':');
    const auto name = text.substr(0, colon);
    if (name.empty() || name.size() > 253 || !is_letter_or_digit(name.front()) ||
        !is_letter_or_digit(name.back()) || name.find('.') == std::string_view::npos ||
        name.find("..") != std::string_view::npos)
        return false;
    if (!std::ranges::all_of(name, [](char sign) {
            return is_letter_or_digit(sign) || sign == '-' || sign == '.';
        }))
        return false;
    if (colon == std::string_view::npos) return true;
    const auto port = text.substr(colon + 1);
    return !port.empty() && port.size() <= 5 &&
           std::ranges::all_of(port, [](char sign) { return sign >= '0' && sign <= '9'; });
}

bool escapes_are_whole(std::string_view text) {
    for (auto at = text.find('%'); at != std::string_view::npos; at = text.find('%', at + 1))
        if (at + 2 >= text.size() || !is_hexadecimal(text[at + 1]) || !is_hexadecimal(text[at + 2]))
            return false;
    return true;
}

bool same(std::string_view left, std::string_view right) {
    const auto small = [](char sign) {
        return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    };
    return std::ranges::equal(left, right, {}, small, small);
}

}  // namespace

std::optional<Violation> wrong_href(
    std::string_view href, std::span<const std::string> slots, std::string pointer
) {
    const auto wrong = [&](std::string_view code, std::string vi, std::string en) {
        return Violation{pointer, code, std::move(vi), std::move(en)};
    };
    if (!href.starts_with(scheme) || href.size() > most_href_signs)
        return wrong(
            "not_https",
            "Địa chỉ phải bắt đầu bằng https:// và có tối đa 1.000 ký tự.",
            "The address must begin with https:// and have at most 1,000 signs."
        );
    const auto rest = href.substr(scheme.size());
    const auto host = rest.substr(0, rest.find_first_of("/?#"));
    if (!is_host(host))
        return wrong(
            "wrong_host",
            "Địa chỉ phải nêu tên máy chủ đầy đủ, không có tên người dùng hay giá trị để ngỏ.",
            "The address must name a whole host, without a user or anything left open."
        );
    std::string fixed;
    for (auto open = rest; !open.empty();) {
        const auto begin = open.find_first_of("{}");
        fixed += open.substr(0, begin);
        if (begin == std::string_view::npos) break;
        const auto end = open.find('}', begin);
        const auto name = end == std::string_view::npos || open[begin] == '}'
                              ? std::string_view()
                              : open.substr(begin + 1, end - begin - 1);
        if (std::ranges::find(slots, name) == slots.end())
            return wrong(
                "unknown_slot",
                fmt::format("Ở đây chỉ có thể để ngỏ: {}.", fmt::join(slots, ", ")),
                fmt::format("Only these can be left open here: {}.", fmt::join(slots, ", "))
            );
        open.remove_prefix(end + 1);
    }
    if (!std::ranges::all_of(fixed, may_stand) || !escapes_are_whole(fixed))
        return wrong(
            "foreign_sign",
            "Địa chỉ có ký tự không được phép; hãy mã hóa phần trăm.",
            "The address has signs it may not have; percent-encode them."
        );
    return std::nullopt;
}

std::string filled(std::string_view href, const SlotValues& values) {
    std::string out;
    while (!href.empty()) {
        const auto begin = href.find('{');
        out += href.substr(0, begin);
        if (begin == std::string_view::npos) break;
        const auto end = href.find('}', begin);
        if (end == std::string_view::npos) break;
        const auto name = href.substr(begin + 1, end - begin - 1);
        const auto value = std::ranges::find(values, name, [](const auto& each) { return each.first; });
        if (value != values.end()) out += escaped_in_path(value->second);
        href.remove_prefix(end + 1);
    }
    return out;
}

std::string with_query(std::string href, std::string_view query) {
    if (query.empty()) return href;
    const auto fragment = std::min(href.find('#'), href.size());
    const auto question = href.find('?');
    const bool has_query = question < fragment;
    const bool joined = has_query && (href[fragment - 1] == '?' || href[fragment - 1] == '&');
    std::string tail(joined ? "" : has_query ? "&" : "?");
    tail += query;
    return href.insert(fragment, tail);
}

ResolverQuery resolver_query(std::string_view query) {
    ResolverQuery read;
    bool context_seen = false;
    while (!query.empty()) {
        const auto part = query.substr(0, query.find('&'));
        query.remove_prefix(std::min(query.size(), part.size() + 1));
        if (part.empty()) continue;
        const auto equals = part.find('=');
        const auto name = unescaped_in_query(part.substr(0, equals));
        const auto value =
            equals == std::string_view::npos ? std::string() : unescaped_in_query(part.substr(equals + 1));
        if (same(name, "linkType")) {
            if (!read.link_type) read.link_type = value;
        } else if (same(name, "context")) {
            if (!context_seen && value.size() <= most_context_signs) read.context = value;
            context_seen = true;
        } else {
            if (!read.handed_on.empty()) read.handed_on += '&';
            read.handed_on += part;
        }
    }
    return read;
}

}  // namespace chophien::traceability
