#include "server/database_url.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace chophien::server {
namespace {

constexpr std::size_t longest_url = 2000;
constexpr std::size_t most_hosts = 16;

constexpr DatabaseUrlFault not_a_url{
    "phải có dạng mysql://người_dùng:mật_khẩu@máy[:cổng]/tên",
    "must be mysql://user:password@host[:port]/name"};
constexpr DatabaseUrlFault bad_escape{
    "có dấu % không theo sau bởi hai chữ số mười sáu", "has a % that two hexadecimal digits do not follow"};
constexpr DatabaseUrlFault bad_host{"có tên máy hoặc cổng không đúng", "has a host or port that is not one"};
constexpr DatabaseUrlFault bad_name{
    "cần tên cơ sở dữ liệu gồm 1 đến 64 chữ cái, chữ số hoặc _",
    "needs a database name of 1 to 64 letters, digits or _"};
constexpr DatabaseUrlFault bad_option{
    "chỉ nhận thêm tls=off|on|verify, ca=TỆP và socket=TỆP",
    "takes only tls=off|on|verify, ca=FILE and socket=FILE"};
constexpr DatabaseUrlFault ca_needed{
    "cần ca=TỆP cùng với tls=verify, và chỉ khi ấy", "needs ca=FILE with tls=verify, and only then"};

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int hexadecimal(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

std::optional<std::string> decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        if (i + 2 >= text.size()) return std::nullopt;
        const int high = hexadecimal(text[i + 1]), low = hexadecimal(text[i + 2]);
        if (high < 0 || low < 0 || high + low == 0)
            return std::nullopt;  // a NUL would cut the text short further on
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (is_letter_or_digit(c) || c == '_' || c == '-' || c == '.' || c == '/')
            out += c;
        else
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

/// Takes what stands before the mark off the front of the text; the whole text when there is no mark.
std::string_view taken_to(char mark, std::string_view& text) {
    const auto end = text.find(mark);
    const auto part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return part;
}

std::optional<DatabaseHost> parse_host(std::string_view text) {
    DatabaseHost host;
    std::string_view name = text, port;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos) return std::nullopt;
        name = text.substr(1, close - 1);
        port = text.substr(close + 1);
        if (!std::all_of(name.begin(), name.end(), [](char c) {
                return hexadecimal(c) >= 0 || c == ':' || c == '.';
            }))
            return std::nullopt;
    } else {
        const auto colon = text.find(':');
        name = text.substr(0, colon);
        if (colon != std::string_view::npos) port = text.substr(colon);
        const auto fits = [](char c) { return is_letter_or_digit(c) || c == '.' || c == '-' || c == '_'; };
        if (!std::all_of(name.begin(), name.end(), fits)) return std::nullopt;
    }
    if (name.empty() || name.size() > 253) return std::nullopt;
    host.name = name;
    if (port.empty()) return host;
    if (!port.starts_with(':')) return std::nullopt;
    port.remove_prefix(1);
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), host.port);
    if (error != std::errc{} || end != port.data() + port.size() || host.port == 0) return std::nullopt;
    return host;
}

bool is_database_name(std::string_view name) {
    return !name.empty() && name.size() <= 64 &&
           std::all_of(name.begin(), name.end(), [](char c) { return is_letter_or_digit(c) || c == '_'; });
}

std::optional<DatabaseUrlFault> read_options(std::string_view options, DatabaseUrl& url) {
    while (!options.empty()) {
        auto option = taken_to('&', options);
        const auto key = taken_to('=', option);
        const auto value = decoded(option);
        if (!value) return bad_escape;
        if (key == "tls" && *value == "off")
            url.tls = DatabaseTls::off;
        else if (key == "tls" && *value == "on")
            url.tls = DatabaseTls::on;
        else if (key == "tls" && *value == "verify")
            url.tls = DatabaseTls::verified;
        else if (key == "ca" && !value->empty())
            url.certificate_authority = *value;
        else if (key == "socket" && value->starts_with('/'))
            url.socket = *value;
        else
            return bad_option;
    }
    if ((url.tls == DatabaseTls::verified) == url.certificate_authority.empty()) return ca_needed;
    return std::nullopt;
}

}  // namespace

std::string DatabaseUrl::shown() const {
    std::string text = "mysql://" + encoded(user) + (password.empty() ? "" : ":********") + "@";
    for (const auto& host : hosts) {
        if (&host != &hosts.front()) text += ',';
        text += host.name.find(':') == std::string::npos ? host.name : "[" + host.name + "]";
        text += fmt::format(":{}", host.port);
    }
    text += "/" + name;
    char mark = '?';
    const auto add = [&](std::string_view key, std::string_view value) {
        text += fmt::format("{}{}={}", mark, key, encoded(value));
        mark = '&';
    };
    if (tls != DatabaseTls::off) add("tls", tls == DatabaseTls::on ? "on" : "verify");
    if (!certificate_authority.empty()) add("ca", certificate_authority);
    if (!socket.empty()) add("socket", socket);
    return text;
}

std::variant<DatabaseUrl, DatabaseUrlFault> parse_database_url(std::string_view text) {
    constexpr std::string_view scheme = "mysql://";
    if (text.size() > longest_url || !text.starts_with(scheme)) return not_a_url;
    text.remove_prefix(scheme.size());
    DatabaseUrl url;

    const auto slash = text.find('/');
    const auto at = text.substr(0, slash).rfind('@');  // the last one: people paste passwords that hold an @
    if (at == std::string_view::npos || at == 0 || slash == std::string_view::npos) return not_a_url;
    auto account = text.substr(0, at);
    auto hosts = text.substr(at + 1, slash - at - 1);
    text.remove_prefix(slash + 1);

    const auto user = decoded(taken_to(':', account)), password = decoded(account);
    if (!user || !password) return bad_escape;
    if (user->empty()) return not_a_url;
    url.user = *user;
    url.password = *password;

    const auto name = decoded(taken_to('?', text));
    if (!name) return bad_escape;
    if (!is_database_name(*name)) return bad_name;
    url.name = *name;
    if (const auto fault = read_options(text, url)) return *fault;

    if (hosts.empty() && url.socket.empty()) return bad_host;
    if (hosts.ends_with(',')) return bad_host;
    while (!hosts.empty()) {
        auto host = parse_host(taken_to(',', hosts));
        if (!host || url.hosts.size() == most_hosts) return bad_host;
        url.hosts.push_back(std::move(*host));
    }
    return url;
}

}  // namespace chophien::server
