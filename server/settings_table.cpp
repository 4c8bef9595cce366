// The table itself, and how each text becomes a value.
#include "server/settings.hpp"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <unistd.h>

namespace chophien::server {
namespace {

constexpr std::size_t longest_path = 4000;
constexpr std::size_t longest_public_url = 200;  // it is part of every QR code, which must stay scannable
constexpr std::size_t most_proxies = 64;

template <class Number>
bool number(std::string_view text, std::uint64_t least, std::uint64_t most, Number& out) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most)
        return false;
    out = static_cast<Number>(value);
    return true;
}

bool on_or_off(std::string_view text, bool& out) {
    if (text != "on" && text != "off") return false;
    out = text == "on";
    return true;
}

bool path(std::string_view text, std::filesystem::path& out) {
    if (text.empty() || text.size() > longest_path) return false;
    out = text;
    return true;
}

bool readable_file(std::string_view text, std::filesystem::path& out) {
    std::error_code ignored;
    return path(text, out) && !std::filesystem::is_directory(out, ignored) &&
           ::access(out.c_str(), R_OK) == 0;
}

bool address(Settings& s, std::string_view text) {
    s.address = text == "localhost" ? "127.0.0.1" : std::string(text);
    std::array<unsigned char, 16> bytes{};
    return ::inet_pton(AF_INET, s.address.c_str(), bytes.data()) == 1 ||
           ::inet_pton(AF_INET6, s.address.c_str(), bytes.data()) == 1;
}

bool port(Settings& s, std::string_view text) { return number(text, 0, 65535, s.port); }

bool data(Settings& s, std::string_view text) { return path(text, s.data); }

bool database(Settings& s, std::string_view text) {
    const auto parsed = parse_database_url(text);
    if (const auto* url = std::get_if<DatabaseUrl>(&parsed)) s.database = *url;
    return s.database.has_value();
}

// Joined to the URL when both are known; the row only shows and names it.
bool joined_later(Settings&, std::string_view) { return true; }

bool buffer_pool(Settings& s, std::string_view text) {
    unsigned shift = 0;
    if (text.ends_with('M')) shift = 20;
    if (text.ends_with('G')) shift = 30;
    if (shift == 0) return false;
    text.remove_suffix(1);
    if (!number(text, 1, 1U << 20, s.buffer_pool_bytes)) return false;
    s.buffer_pool_bytes <<= shift;
    return s.buffer_pool_bytes >= (32ULL << 20) && s.buffer_pool_bytes <= (1024ULL << 30);
}

bool tls_certificate(Settings& s, std::string_view text) { return readable_file(text, s.tls_certificate); }

bool tls_key(Settings& s, std::string_view text) { return readable_file(text, s.tls_key); }

bool io_threads(Settings& s, std::string_view text) { return number(text, 1, 256, s.io_threads); }

bool workers(Settings& s, std::string_view text) { return number(text, 1, 250, s.workers); }

bool log_level(Settings& s, std::string_view text) {
    constexpr std::array<std::string_view, 4> names{
        "debug", "info", "warning", "error"};  // as log::Level has them
    const auto* found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) return false;
    s.log_level = static_cast<log::Level>(found - names.begin());
    return true;
}

bool log_place(Settings& s, std::string_view text) {
    s.log_to = text == "auto" ? LogTo::automatic : text == "-" ? LogTo::standard_error : LogTo::file;
    return s.log_to != LogTo::file || path(text, s.log_file);
}

bool no_demo(Settings& s, std::string_view text) {
    bool without = false;
    if (!on_or_off(text, without)) return false;
    s.demo = !without;
    return true;
}

bool public_url(Settings& s, std::string_view text) {
    while (text.ends_with('/')) text.remove_suffix(1);
    const auto scheme_end = text.find("://");
    if (text.size() > longest_public_url || scheme_end == std::string_view::npos ||
        scheme_end + 3 >= text.size())
        return false;
    if (text.substr(0, scheme_end) != "http" && text.substr(0, scheme_end) != "https") return false;
    const auto fits = [](char c) {
        return c > ' ' && c < '\x7f' && c != '?' && c != '#' && c != '"' && c != '<' && c != '@';
    };
    if (text[scheme_end + 3] == '/' || !std::all_of(text.begin(), text.end(), fits)) return false;
    s.public_url = text;
    return true;
}

bool trusted_proxies(Settings& s, std::string_view text) {
    s.trusted_proxies.clear();
    while (!text.empty()) {
        const auto comma = text.find(',');
        const auto network = Network::parse(text.substr(0, comma));
        if (!network || s.trusted_proxies.size() == most_proxies) return false;
        s.trusted_proxies.push_back(*network);
        text.remove_prefix(comma == std::string_view::npos ? text.size() : comma + 1);
    }
    return true;
}

bool local_webhooks(Settings& s, std::string_view text) { return on_or_off(text, s.local_webhooks); }

bool rate_limit(Settings& s, std::string_view text) { return on_or_off(text, s.rate_limit); }

constexpr Words on_off{"on hoặc off", "on or off"};
constexpr Words readable{"tệp đọc được", "a file that can be read"};

constexpr std::array table{
    Setting{
        "--address",
        "CHOPHIEN_ADDRESS",
        "IP",
        "127.0.0.1",
        {"địa chỉ IPv4 hoặc IPv6; 0.0.0.0: mọi địa chỉ", "an IPv4 or IPv6 address; 0.0.0.0: all of them"},
        {"Địa chỉ để lắng nghe; mặc định chỉ máy này vào được.",
         "Address to listen on; by default only this machine gets in."},
        false,
        address},
    Setting{
        "--port",
        "CHOPHIEN_PORT",
        "PORT",
        "8080",
        {"số từ 0 đến 65535; 0: cổng trống bất kỳ", "a number from 0 to 65535; 0: any free port"},
        {"Cổng HTTP, hoặc HTTPS khi có chứng thư.", "Port for HTTP, or for HTTPS with a certificate."},
        false,
        port},
    Setting{
        "--public-url",
        "CHOPHIEN_PUBLIC_URL",
        "URL",
        "(http://ADDRESS:PORT)",
        {"http:// hoặc https://, tối đa 200 ký tự, không có ? # @",
         "http:// or https://, at most 200 characters, no ? # @"},
        {"Phần đầu của mọi đường dẫn và mã QR gửi ra ngoài; đặt trước khi in mã.",
         "What all links and QR codes given out begin with; set it before printing codes."},
        false,
        public_url},
    Setting{
        "--data",
        "CHOPHIEN_DATA",
        "DIR",
        "(~/.local/share/chophien)",
        {"đường dẫn thư mục", "the path of a directory"},
        {"Thư mục dữ liệu: cơ sở dữ liệu riêng, chỉ mục, nhật ký. Mặc định theo XDG_DATA_HOME; ./run dùng "
         "data-dir cạnh nó.",
         "Data directory: embedded database, index, log. Follows XDG_DATA_HOME; ./run uses data-dir beside "
         "itself."},
        false,
        data},
    Setting{
        "--database",
        "CHOPHIEN_DATABASE",
        "URL",
        "(embedded)",
        {"mysql://người_dùng:mật_khẩu@máy[:cổng][,máy…]/tên[?tls=off|on|verify&ca=TỆP&socket=TỆP]",
         "mysql://user:password@host[:port][,host…]/name[?tls=off|on|verify&ca=FILE&socket=FILE]"},
        {"Dùng MariaDB này thay cho cơ sở dữ liệu riêng; nhiều máy là một cụm Galera.",
         "Use this MariaDB instead of the embedded one; several hosts are one Galera cluster."},
        true,
        database},
    Setting{
        "--database-password-file",
        "CHOPHIEN_DATABASE_PASSWORD_FILE",
        "FILE",
        "",
        readable,
        {"Tệp có dòng đầu là mật khẩu của --database.",
         "File whose first line is the password for --database."},
        false,
        joined_later},
    Setting{
        "",
        "CHOPHIEN_DATABASE_PASSWORD",
        "TEXT",
        "",
        {"một dòng chữ", "one line of text"},
        {"Mật khẩu của --database, để không lộ trong danh sách tiến trình.",
         "Password for --database, kept out of the list of processes."},
        true,
        joined_later},
    Setting{
        "--buffer-pool",
        "CHOPHIEN_BUFFER_POOL",
        "SIZE",
        "256M",
        {"từ 32M đến 1024G", "from 32M to 1024G"},
        {"Bộ nhớ đệm của cơ sở dữ liệu riêng; máy chuyên dụng nên dành một nửa bộ nhớ.",
         "Page cache of the embedded database; half the memory on a machine of its own."},
        false,
        buffer_pool},
    Setting{
        "--tls-cert",
        "CHOPHIEN_TLS_CERT",
        "FILE",
        "",
        readable,
        {"Chuỗi chứng thư PEM; có nó thì phục vụ HTTPS (TLS 1.2 trở lên).",
         "PEM certificate chain; with it HTTPS is served (TLS 1.2 and up)."},
        false,
        tls_certificate},
    Setting{
        "--tls-key",
        "CHOPHIEN_TLS_KEY",
        "FILE",
        "",
        readable,
        {"Khóa riêng PEM của chứng thư.", "PEM private key of the certificate."},
        false,
        tls_key},
    Setting{
        "--trusted-proxies",
        "CHOPHIEN_TRUSTED_PROXIES",
        "NETWORKS",
        "",
        {"địa chỉ hoặc dải, cách nhau bằng dấu phẩy, tối đa 64",
         "addresses or ranges, with commas, at most 64"},
        {"Proxy mà ta tin X-Forwarded-For và X-Forwarded-Proto, như 10.0.0.0/8.",
         "Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed, as 10.0.0.0/8."},
        false,
        trusted_proxies},
    Setting{
        "--rate-limit",
        "CHOPHIEN_RATE_LIMIT",
        "on|off",
        "on",
        on_off,
        {"Giới hạn số yêu cầu mỗi địa chỉ và tài khoản; chỉ tắt khi đo tải.",
         "Limit requests per address and account; off only to measure load."},
        false,
        rate_limit},
    Setting{
        "--local-webhooks",
        "CHOPHIEN_LOCAL_WEBHOOKS",
        "on|off",
        "off",
        on_off,
        {"Cho phép gửi tin EPCIS tới chính máy này, không cần TLS; chỉ bật khi phát triển.",
         "Let EPCIS reports go to this machine itself, without TLS; on only for development."},
        false,
        local_webhooks},
    Setting{
        "--io-threads",
        "CHOPHIEN_IO_THREADS",
        "N",
        "(number of cores)",
        {"số từ 1 đến 256", "a number from 1 to 256"},
        {"Số luồng nhận và trả HTTP.", "Threads that speak HTTP."},
        false,
        io_threads},
    Setting{
        "--workers",
        "CHOPHIEN_WORKERS",
        "N",
        "32",
        {"số từ 1 đến 250", "a number from 1 to 250"},
        {"Số luồng xử lý, mỗi luồng một kết nối cơ sở dữ liệu.",
         "Threads that do the work, each with one database connection."},
        false,
        workers},
    Setting{
        "--log",
        "CHOPHIEN_LOG",
        "FILE|-|auto",
        "auto",
        {"tệp, - (stderr) hoặc auto", "a file, - (standard error) or auto"},
        {"Nơi ghi nhật ký, mỗi dòng một JSON; auto: DATA/chophien.log khi chạy trên terminal, còn lại là "
         "stderr.",
         "Where the log goes, JSON lines; auto: DATA/chophien.log at a terminal, else standard error."},
        false,
        log_place},
    Setting{
        "--log-level",
        "CHOPHIEN_LOG_LEVEL",
        "LEVEL",
        "info",
        {"debug, info, warning hoặc error", "debug, info, warning or error"},
        {"Ghi từ mức này trở lên.", "Log this and what is graver."},
        false,
        log_level},
    Setting{
        "--no-demo",
        "CHOPHIEN_NO_DEMO",
        "",
        "off",
        on_off,
        {"Không tạo dữ liệu mẫu trong cơ sở dữ liệu trống.",
         "Make no demonstration data in an empty database."},
        false,
        no_demo},
};

}  // namespace

std::span<const Setting> settings_table() { return table; }

}  // namespace chophien::server
