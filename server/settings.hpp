// What an operator may set, declared once: the table feeds the parser, --help, deploy/help.txt and the
// README's table. A setting comes from its option, else from its environment variable, else from its default.
#pragma once

#include "core/log.hpp"
#include "core/result.hpp"
#include "server/database_url.hpp"
#include "server/network.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace chophien::server {

inline constexpr std::string_view version = "0.1.0";

enum class LogTo : std::uint8_t { automatic, standard_error, file };

struct Settings {
    std::string address;                    ///< numeric, IPv4 or IPv6
    std::uint16_t port = 0;                 ///< 0: any free one
    std::filesystem::path data;             ///< as given, perhaps not there yet
    std::optional<DatabaseUrl> database;    ///< nothing: the embedded one
    std::uint64_t buffer_pool_bytes = 0;    ///< of the embedded one
    std::filesystem::path tls_certificate;  ///< PEM chain; both or neither, empty without TLS
    std::filesystem::path tls_key;
    unsigned io_threads = 0;
    unsigned workers = 0;
    log::Level log_level = log::Level::info;
    LogTo log_to = LogTo::automatic;
    std::filesystem::path log_file;  ///< when log_to is file
    bool demo = true;
    std::string public_url;  ///< without a slash at its end; empty: see public_url_at
    std::vector<Network> trusted_proxies;
    bool rate_limit = true;
    bool local_webhooks = false;

    bool encrypted() const { return !tls_certificate.empty(); }

    /// Where JSON lines go; empty means standard error. Left to itself the log keeps a person's terminal
    /// free, so it goes to DATA/chophien.log there, and to standard error under a service manager or in a
    /// container.
    std::filesystem::path log_file_for(bool standard_error_is_terminal) const;

    /// What links and QR codes begin with: --public-url, else the address and the port in use.
    std::string public_url_at(std::uint16_t bound_port) const;
};

/// One row of the table.
struct Setting {
    std::string_view option;       ///< "--port"; empty when only the environment can set it
    std::string_view environment;  ///< "CHOPHIEN_PORT"
    std::string_view value;        ///< "PORT", as help shows it; empty for an option that stands alone
    std::string_view standard;  ///< the default, parsed when nothing is set; in brackets when it is described
    Words range;                ///< what is allowed, also the error's words
    Words sentence;
    bool secret = false;                              ///< never repeated in an error
    bool (*apply)(Settings&, std::string_view text);  ///< false: not within the range
};

std::span<const Setting> settings_table();

using Environment = std::map<std::string, std::string, std::less<>>;
Environment environment_of(const char* const* variables);

/// The program should print the text (to standard output when the code is 0, else to standard error) and end.
struct ExitWith {
    int code;
    std::string text;  ///< ends with a newline
};

/// Reads `chophien serve …`. The other words it knows end in ExitWith: --help, --version, `settings
/// [--markdown]`. Code 2 and one line, Vietnamese and English, for an unknown command, option or CHOPHIEN_
/// variable (CHOPHIEN_TEST_* and CHOPHIEN_BENCH_* are not the server's), a value outside its range, a file
/// that cannot be read, or settings that contradict each other. No secret is in any text.
std::variant<Settings, ExitWith> parse_settings(
    int argc, const char* const* argv, const Environment& environment
);

/// What --help prints; deploy/help.txt is the same text for ./run --help before anything is built.
std::string settings_help();

/// The table for the README.
std::string settings_markdown();

}  // namespace chophien::server
