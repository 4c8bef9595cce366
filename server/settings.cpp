#include "server/settings.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <thread>

namespace chophien::server {
namespace {

constexpr std::string_view password_variable = "CHOPHIEN_DATABASE_PASSWORD";
constexpr std::string_view password_file_option = "--database-password-file";

struct Invalid {
    std::string vi;
    std::string en;
};

ExitWith stop(const Invalid& invalid) {
    return {2, fmt::format("chophien: {} / {}\n", invalid.vi, invalid.en)};
}

// A mistyped value goes back to the terminal, so it may not carry control characters or fill the screen.
std::string quoted(std::string_view text) {
    constexpr std::size_t most = 80;
    std::string out;
    for (const char c : text.substr(0, most))
        out += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? '?' : c;
    return "“" + out + (text.size() > most ? "…" : "") + "”";
}

Invalid unfit(const Setting& setting, std::string_view name, std::string_view text) {
    const auto shown = setting.secret ? std::string() : " " + quoted(text);
    if (setting.option == "--database") {
        const auto parsed = parse_database_url(text);
        if (const auto* fault = std::get_if<DatabaseUrlFault>(&parsed))
            return {fmt::format("{} {}", name, fault->vi), fmt::format("{} {}", name, fault->en)};
    }
    return {
        fmt::format("{}{} không dùng được: cần {}", name, shown, setting.range.vi),
        fmt::format("{}{} cannot be used: it must be {}", name, shown, setting.range.en)};
}

Invalid unknown(std::string_view what) {
    return {
        fmt::format("không biết {}; xem chophien --help", quoted(what)),
        fmt::format("unknown {}; see chophien --help", quoted(what))};
}

bool described(std::string_view standard) { return standard.empty() || standard.starts_with('('); }

/// The texts that were set, by row, and the name each was set by.
struct Given {
    std::string name;
    std::string text;
};

using AllGiven = std::vector<std::optional<Given>>;

std::optional<Invalid> read_environment(const Environment& environment, AllGiven& given) {
    const auto table = settings_table();
    for (const auto& [name, text] : environment) {
        if (text.empty()) continue;  // how a container file says "not set"
        if (!name.starts_with("CHOPHIEN_") || name.starts_with("CHOPHIEN_TEST_") ||
            name.starts_with("CHOPHIEN_BENCH_"))
            continue;
        const auto row =
            std::find_if(table.begin(), table.end(), [&](const auto& s) { return s.environment == name; });
        if (row == table.end()) return unknown(name);
        given[std::size_t(row - table.begin())] = Given{name, text};
    }
    return std::nullopt;
}

std::optional<Invalid> read_options(std::vector<std::string> words, AllGiven& given) {
    const auto table = settings_table();
    std::vector<std::string> texts(table.size());
    std::vector<CLI::Option*> options(table.size());
    CLI::App app;
    app.set_help_flag();
    app.allow_extras();
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (table[i].option.empty()) continue;
        const std::string name(table[i].option);
        options[i] = table[i].value.empty()
                         ? app.add_flag(name)->multi_option_policy(CLI::MultiOptionPolicy::Throw)
                         : app.add_option(name, texts[i]);
    }
    std::reverse(words.begin(), words.end());  // CLI11 takes them from the back
    try {
        app.parse(std::move(words));
    } catch (const CLI::ParseError& error) {
        for (const auto* option : options)
            if (option && std::string_view(error.what()).find(option->get_name()) != std::string_view::npos)
                return Invalid{
                    fmt::format("{} cần đúng một giá trị, một lần", option->get_name()),
                    fmt::format("{} takes exactly one value, once", option->get_name())};
        return Invalid{
            "không hiểu dòng lệnh; xem chophien --help", "cannot read the command line; see chophien --help"};
    }
    if (const auto extra = app.remaining(); !extra.empty()) {
        const auto& first = extra.front();
        if (!first.starts_with('-'))  // not repeated: it may be a URL with its password that lost its option
            return Invalid{
                "có từ thừa sau serve; xem chophien --help", "a stray word after serve; see chophien --help"};
        return unknown(std::string_view(first).substr(0, first.find('=')));  // what follows = may be a secret
    }
    for (std::size_t i = 0; i < table.size(); ++i)
        if (options[i] && options[i]->count() > 0)
            given[i] = Given{std::string(table[i].option), table[i].value.empty() ? "on" : texts[i]};
    return std::nullopt;
}

std::optional<Invalid> apply_all(const AllGiven& given, Settings& settings) {
    const auto table = settings_table();
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (given[i]) {
            if (!table[i].apply(settings, given[i]->text))
                return unfit(table[i], given[i]->name, given[i]->text);
        } else if (!described(table[i].standard)) {
            ensure(table[i].apply(settings, table[i].standard), "every default is within its range");
        }
    }
    return std::nullopt;
}

std::optional<Invalid> join_password(const AllGiven& given, Settings& settings) {
    const auto table = settings_table();
    std::optional<std::string> password;
    for (std::size_t i = 0; i < table.size(); ++i) {
        const bool is_file = table[i].option == password_file_option;
        if (!given[i] || (!is_file && table[i].environment != password_variable)) continue;
        if (!settings.database)
            return Invalid{
                given[i]->name + " chỉ dùng cùng với --database",
                given[i]->name + " goes only with --database"};
        if (password || !settings.database->password.empty())
            return Invalid{"mật khẩu cơ sở dữ liệu được cho hai lần", "the database password is given twice"};
        password = given[i]->text;
        if (!is_file) continue;
        std::ifstream in(given[i]->text);
        if (!std::getline(in, *password)) return unfit(table[i], given[i]->name, given[i]->text);
        if (password->ends_with('\r')) password->pop_back();
    }
    if (password) settings.database->password = *password;
    return std::nullopt;
}

std::optional<Invalid> complete(const Environment& environment, Settings& settings) {
    if (settings.tls_certificate.empty() != settings.tls_key.empty())
        return Invalid{"--tls-cert và --tls-key phải đi cùng nhau", "--tls-cert and --tls-key go together"};
    if (settings.io_threads == 0)
        settings.io_threads = std::clamp(std::thread::hardware_concurrency(), 1U, 256U);
    if (!settings.data.empty()) return std::nullopt;
    const auto set = [&](const char* name) {
        const auto found = environment.find(name);
        return found != environment.end() && found->second.starts_with('/') ? found->second : std::string();
    };
    if (const auto home = set("XDG_DATA_HOME"); !home.empty())
        settings.data = home + "/chophien";
    else if (const auto person = set("HOME"); !person.empty())
        settings.data = person + "/.local/share/chophien";
    else
        return Invalid{"không có HOME nên cần --data THƯ_MỤC", "there is no HOME, so --data DIR is needed"};
    return std::nullopt;
}

// In a table cell | would end the cell.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) out += c == '|' ? std::string("\\|") : std::string(1, c);
    return out;
}

std::string_view shown(std::string_view standard) {
    if (!standard.starts_with('(')) return standard;
    return standard.substr(1, standard.size() - 2);
}

}  // namespace

Environment environment_of(const char* const* variables) {
    Environment environment;
    for (; variables && *variables; ++variables)
        if (const char* mark = std::strchr(*variables, '='))
            environment.emplace(std::string(*variables, mark), std::string(mark + 1));
    return environment;
}

std::variant<Settings, ExitWith> parse_settings(
    int argc, const char* const* argv, const Environment& environment
) {
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    const std::string command = words.empty() ? "--help" : words.front();
    const auto asks_for_help = [](const std::string& word) { return word == "--help" || word == "-h"; };
    if (command == "help" || std::any_of(words.begin(), words.end(), asks_for_help) || words.empty())
        return ExitWith{0, settings_help()};
    if (command == "--version") return ExitWith{0, fmt::format("chophien {}\n", version)};
    words.erase(words.begin());
    if (command == "settings") {
        if (words.empty()) return ExitWith{0, settings_help()};
        if (words.size() == 1 && words.front() == "--markdown") return ExitWith{0, settings_markdown()};
        return stop(unknown(words.front()));
    }
    if (command != "serve") return stop(unknown(command));

    Settings settings;
    AllGiven given(settings_table().size());
    auto invalid = read_environment(environment, given);
    if (!invalid) invalid = read_options(std::move(words), given);
    if (!invalid) invalid = apply_all(given, settings);
    if (!invalid) invalid = join_password(given, settings);
    if (!invalid) invalid = complete(environment, settings);
    if (invalid) return stop(*invalid);
    return settings;
}

std::string settings_help() {
    std::string text =
        "Chợ Phiên: sàn giao dịch của các hợp tác xã / a marketplace for Vietnam's cooperatives\n"
        "\n"
        "  chophien serve [--OPTION VALUE]…   chạy máy chủ / run the server\n"
        "  chophien settings [--markdown]     liệt kê các thiết lập / list the settings\n"
        "  chophien --version\n"
        "\n"
        "Mỗi thiết lập lấy từ tùy chọn, nếu không thì từ biến môi trường, nếu không thì là mặc định [trong "
        "ngoặc].\n"
        "A setting comes from its option, else its environment variable, else its default [in brackets].\n";
    for (const auto& setting : settings_table()) {
        text += "\n";
        if (!setting.option.empty())
            text += fmt::format("  {}{}{}", setting.option, setting.value.empty() ? "" : " ", setting.value);
        text += fmt::format("  {}", setting.environment);
        if (!setting.standard.empty()) text += fmt::format("  [{}]", shown(setting.standard));
        text += fmt::format("\n      {} ({})\n", setting.sentence.vi, setting.range.vi);
        text += fmt::format("      {} ({})\n", setting.sentence.en, setting.range.en);
    }
    return text;
}

std::string settings_markdown() {
    std::string text =
        "| option | environment | default | range | what it does |\n"
        "|---|---|---|---|---|\n";
    for (const auto& setting : settings_table()) {
        const auto option = setting.option.empty()  ? std::string()
                            : setting.value.empty() ? fmt::format("`{}`", setting.option)
                                                    : fmt::format("`{} {}`", setting.option, setting.value);
        text += fmt::format(
            "| {} | `{}` | {} | {} | {} {} |\n",
            cell(option),
            setting.environment,
            setting.standard.empty() ? std::string() : fmt::format("`{}`", cell(shown(setting.standard))),
            cell(setting.range.en),
            cell(setting.sentence.vi),
            cell(setting.sentence.en)
        );
    }
    return text;
}

std::filesystem::path Settings::log_file_for(bool standard_error_is_terminal) const {
    if (log_to == LogTo::file) return log_file;
    if (log_to == LogTo::automatic && standard_error_is_terminal) return data / "chophien.log";
    return {};
}

std::string Settings::public_url_at(std::uint16_t bound_port) const {
    if (!public_url.empty()) return public_url;
    // Nobody can open 0.0.0.0; on this machine the loopback address always reaches it.
    const auto host = address == "0.0.0.0" ? "127.0.0.1" : address == "::" ? "::1" : address;
    const auto scheme = encrypted() ? "https" : "http";
    const auto usual_port = encrypted() ? 443 : 80;
    const auto place = host.find(':') == std::string::npos ? host : "[" + host + "]";
    if (bound_port == usual_port) return fmt::format("{}://{}", scheme, place);
    return fmt::format("{}://{}:{}", scheme, place, bound_port);
}

}  // namespace chophien::server
