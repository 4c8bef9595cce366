#include "server/settings.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>
#include <unistd.h>

namespace chophien::server {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const Environment at_home{{"HOME", "/home/lan"}};

std::variant<Settings, ExitWith> parsed(
    std::vector<const char*> words, const Environment& environment = at_home
) {
    words.insert(words.begin(), "chophien");
    return parse_settings(static_cast<int>(words.size()), words.data(), environment);
}

Settings served(std::vector<const char*> options, const Environment& environment = at_home) {
    options.insert(options.begin(), "serve");
    auto outcome = parsed(std::move(options), environment);
    if (const auto* exit = std::get_if<ExitWith>(&outcome)) throw std::runtime_error(exit->text);
    return std::get<Settings>(outcome);
}

ExitWith refused(std::vector<const char*> options, const Environment& environment = at_home) {
    options.insert(options.begin(), "serve");
    auto outcome = parsed(std::move(options), environment);
    if (const auto* exit = std::get_if<ExitWith>(&outcome)) return *exit;
    return {0, "it was taken"};
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

const std::filesystem::path repository = CHOPHIEN_SOURCE_DIR;

/// A file with this text, gone with the object.
class TextFile {
public:
    explicit TextFile(std::string_view text) {
        const int file = ::mkstemp(name_.data());
        if (file >= 0) ::close(file);
        std::ofstream(name_) << text;
    }

    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;

    ~TextFile() { std::filesystem::remove(name_); }

    const char* name() const { return name_.c_str(); }

private:
    std::string name_ = (std::filesystem::temp_directory_path() / "settings_test_XXXXXX").native();
};

TEST(Settings, AreTheDefaultsWhenNothingIsSaid) {
    const auto settings = served({});

    EXPECT_EQ(settings.address, "127.0.0.1");
    EXPECT_EQ(settings.port, 8080);
    EXPECT_EQ(settings.data, "/home/lan/.local/share/chophien");
    EXPECT_FALSE(settings.database);
    EXPECT_EQ(settings.buffer_pool_bytes, 256ULL << 20);
    EXPECT_FALSE(settings.encrypted());
    EXPECT_GE(settings.io_threads, 1U);
    EXPECT_EQ(settings.workers, 32U);
    EXPECT_EQ(settings.log_level, log::Level::info);
    EXPECT_EQ(settings.log_to, LogTo::automatic);
    EXPECT_TRUE(settings.demo);
    EXPECT_TRUE(settings.rate_limit);
    EXPECT_TRUE(settings.trusted_proxies.empty());
    EXPECT_EQ(settings.public_url, "");
}

TEST(Settings, AnOptionBeatsTheEnvironmentAndTheEnvironmentBeatsTheDefault) {
    Environment environment = at_home;
    environment["CHOPHIEN_PORT"] = "9000";
    environment["CHOPHIEN_WORKERS"] = "4";

    const auto settings = served({"--port", "9001"}, environment);

    EXPECT_EQ(settings.port, 9001);
    EXPECT_EQ(settings.workers, 4U);
}

TEST(Settings, AnEmptyVariableIsNotSet) {
    EXPECT_EQ(served({}, {{"HOME", "/home/lan"}, {"CHOPHIEN_PORT", ""}}).port, 8080);
}

TEST(Settings, AreEachReadIntoTheirPlace) {
    const TextFile certificate("c"), key("k");

    const auto settings = served(
        {"--address",
         "::1",
         "--data",
         "/srv/cho",
         "--database",
         "mysql://u:p@db1,db2:3307/market",
         "--buffer-pool",
         "2G",
         "--tls-cert",
         certificate.name(),
         "--tls-key",
         key.name(),
         "--io-threads",
         "3",
         "--workers=7",
         "--log-level",
         "warning",
         "--log",
         "/var/log/cho.log",
         "--no-demo",
         "--public-url",
         "https://cho.example/",
         "--trusted-proxies",
         "10.0.0.0/8,::1",
         "--rate-limit",
         "off"}
    );

    EXPECT_EQ(settings.address, "::1");
    EXPECT_EQ(settings.data, "/srv/cho");
    ASSERT_TRUE(settings.database);
    EXPECT_EQ(settings.database->hosts.size(), 2U);
    EXPECT_EQ(settings.buffer_pool_bytes, 2ULL << 30);
    EXPECT_EQ(settings.tls_certificate, certificate.name());
    EXPECT_EQ(settings.tls_key, key.name());
    EXPECT_EQ(settings.io_threads, 3U);
    EXPECT_EQ(settings.workers, 7U);
    EXPECT_EQ(settings.log_level, log::Level::warn);
    EXPECT_EQ(settings.log_file_for(true), "/var/log/cho.log");
    EXPECT_FALSE(settings.demo);
    EXPECT_EQ(settings.public_url_at(1), "https://cho.example");
    ASSERT_EQ(settings.trusted_proxies.size(), 2U);
    EXPECT_TRUE(settings.trusted_proxies.front().contains("10.9.8.7"));
    EXPECT_FALSE(settings.rate_limit);
}

TEST(Settings, OutsideTheirRangeStopTheStartWithOneLine) {
    const std::string long_url = "http://" + std::string(200, 'a');
    const std::vector<std::vector<const char*>> wrong{
        {"--port", "65536"},
        {"--port", "-1"},
        {"--port", "80x"},
        {"--port", ""},
        {"--address", "cho.example"},
        {"--address", "256.0.0.1"},
        {"--io-threads", "0"},
        {"--workers", "251"},
        {"--buffer-pool", "31M"},
        {"--buffer-pool", "1025G"},
        {"--buffer-pool", "256"},
        {"--log-level", "loud"},
        {"--log", ""},
        {"--rate-limit", "yes"},
        {"--public-url", "ftp://cho.example"},
        {"--public-url", "https://"},
        {"--public-url", "https:///path"},
        {"--public-url", "https://cho.example/?a"},
        {"--public-url", long_url.c_str()},
        {"--trusted-proxies", "10.0.0.1/8"},
        {"--tls-cert", "/nowhere/cert.pem"},
        {"--tls-cert", "/"},
        {"--database", "postgres://u:p@h/n"},
        {"--data", ""},
    };

    for (const auto& options : wrong) {
        const auto exit = refused(options);

        EXPECT_EQ(exit.code, 2) << options[0] << ' ' << options[1];
        EXPECT_THAT(exit.text, AllOf(HasSubstr(options[0]), HasSubstr(" / "))) << options[1];
        EXPECT_EQ(std::count(exit.text.begin(), exit.text.end(), '\n'), 1) << exit.text;
    }
}

TEST(Settings, UnknownOnesStopTheStartAndAreNamed) {
    EXPECT_THAT(refused({"--prot", "80"}).text, HasSubstr("--prot"));
    EXPECT_EQ(refused({"--prot", "80"}).code, 2);
    EXPECT_THAT(refused({}, {{"CHOPHIEN_PROT", "80"}}).text, HasSubstr("CHOPHIEN_PROT"));
    EXPECT_EQ(refused({}, {{"CHOPHIEN_PROT", "80"}}).code, 2);
    EXPECT_EQ(std::get<ExitWith>(parsed({"server"})).code, 2);
    EXPECT_EQ(std::get<ExitWith>(parsed({"settings", "--html"})).code, 2);
    EXPECT_THAT(refused({"--port"}).text, HasSubstr("--port"));
    EXPECT_THAT(refused({"--port", "1", "--port", "2"}).text, HasSubstr("--port"));
}

TEST(Settings, OfTestsAndBenchmarksInTheEnvironmentAreNotTheServers) {
    Environment environment = at_home;
    environment["CHOPHIEN_TEST_DATABASE_SOCKET"] = "/x";
    environment["CHOPHIEN_BENCH_SECONDS"] = "1";

    EXPECT_EQ(served({}, environment).port, 8080);
}

TEST(Settings, AMistypedValueCannotReachTheTerminalAsControlCharacters) {
    EXPECT_THAT(refused({"--port", "\x1b[2J\n"}).text, Not(HasSubstr("\x1b")));
}

TEST(Settings, TheDatabasePasswordComesFromTheUrlOrTheFileOrTheEnvironment) {
    const TextFile file("s3cret\r\nnot this\n");
    Environment environment = at_home;
    environment["CHOPHIEN_DATABASE_PASSWORD"] = "s3cret";

    EXPECT_EQ(served({"--database", "mysql://u:s3cret@h/n"}).database->password, "s3cret");
    EXPECT_EQ(
        served({"--database", "mysql://u@h/n", "--database-password-file", file.name()}).database->password,
        "s3cret"
    );
    EXPECT_EQ(served({"--database", "mysql://u@h/n"}, environment).database->password, "s3cret");
}

TEST(Settings, ADatabasePasswordGivenTwiceOrForNothingStopsTheStart) {
    const TextFile file("s3cret\n"), empty("");
    Environment environment = at_home;
    environment["CHOPHIEN_DATABASE_PASSWORD"] = "s3cret";

    EXPECT_EQ(refused({}, environment).code, 2);
    EXPECT_EQ(refused({"--database", "mysql://u:other@h/n"}, environment).code, 2);
    EXPECT_EQ(
        refused({"--database", "mysql://u@h/n", "--database-password-file", file.name()}, environment).code, 2
    );
    EXPECT_EQ(refused({"--database", "mysql://u@h/n", "--database-password-file", empty.name()}).code, 2);
    EXPECT_EQ(refused({"--database", "mysql://u@h/n", "--database-password-file", "/nowhere"}).code, 2);
}

TEST(Settings, NoErrorRepeatsASecret) {
    const Environment environment{{"HOME", "/home/lan"}, {"CHOPHIEN_DATABASE_PASSWORD", "s3cret"}};

    EXPECT_THAT(refused({"--database", "mysql://u:s3cret@h:99999/n"}).text, Not(HasSubstr("s3cret")));
    EXPECT_THAT(refused({"--database", "s3cret"}).text, Not(HasSubstr("s3cret")));
    EXPECT_THAT(refused({"--databse=mysql://u:s3cret@h/n"}).text, Not(HasSubstr("s3cret")));
    EXPECT_THAT(refused({"mysql://u:s3cret@h/n"}).text, Not(HasSubstr("s3cret")));
    EXPECT_THAT(refused({}, environment).text, Not(HasSubstr("s3cret")));
}

TEST(Settings, ACertificateAndItsKeyGoTogether) {
    const TextFile file("x");

    EXPECT_EQ(refused({"--tls-cert", file.name()}).code, 2);
    EXPECT_EQ(refused({"--tls-key", file.name()}).code, 2);
}

TEST(Settings, TheDataDirectoryFollowsXdgThenHome) {
    EXPECT_EQ(served({}, {{"HOME", "/home/lan"}, {"XDG_DATA_HOME", "/data"}}).data, "/data/chophien");
    EXPECT_EQ(
        served({}, {{"HOME", "/home/lan"}, {"XDG_DATA_HOME", "relative"}}).data,
        "/home/lan/.local/share/chophien"
    );
    EXPECT_THAT(refused({}, {{"LANG", "C"}}).text, HasSubstr("--data"));
}

TEST(Settings, TheLogKeepsAPersonsTerminalFree) {
    EXPECT_EQ(served({"--data", "/d"}).log_file_for(true), "/d/chophien.log");
    EXPECT_EQ(served({"--data", "/d"}).log_file_for(false), "");
    EXPECT_EQ(served({"--log", "-"}).log_file_for(true), "");
}

TEST(Settings, LinksBeginWithAnAddressThatOpens) {
    EXPECT_EQ(served({}).public_url_at(8080), "http://127.0.0.1:8080");
    EXPECT_EQ(served({"--address", "0.0.0.0"}).public_url_at(80), "http://127.0.0.1");
    EXPECT_EQ(served({"--address", "::"}).public_url_at(81), "http://[::1]:81");
}

TEST(Settings, EveryRowOfTheTableIsWholeAndItsDefaultIsInRange) {
    std::set<std::string_view> names;
    for (const auto& setting : settings_table()) {
        EXPECT_TRUE(setting.environment.starts_with("CHOPHIEN_")) << setting.option;
        EXPECT_TRUE(names.insert(setting.environment).second) << setting.environment;
        if (!setting.option.empty()) {
            EXPECT_TRUE(setting.option.starts_with("--"));
            EXPECT_TRUE(names.insert(setting.option).second) << setting.option;
        }
        EXPECT_FALSE(setting.sentence.vi.empty() || setting.sentence.en.empty()) << setting.environment;
        EXPECT_FALSE(setting.range.vi.empty() || setting.range.en.empty()) << setting.environment;
        Settings settings;
        if (setting.standard.empty() || setting.standard.starts_with('(')) continue;
        EXPECT_TRUE(setting.apply(settings, setting.standard)) << setting.environment;
    }
}

TEST(Settings, HelpNamesEverySettingAndIsTheTextThatRunShows) {
    const auto help = std::get<ExitWith>(parsed({"serve", "--help"}));

    EXPECT_EQ(help.code, 0);
    for (const auto& setting : settings_table()) {
        EXPECT_THAT(help.text, HasSubstr(std::string(setting.option)));
        EXPECT_THAT(help.text, HasSubstr(std::string(setting.environment)));
    }
    EXPECT_EQ(help.text, text_of(repository / "deploy/help.txt"))
        << "renew it: build/release/server/chophien --help > deploy/help.txt";
}

TEST(Settings, TheMarkdownTableHasARowForEachAndOnlyFiveCells) {
    const auto markdown = std::get<ExitWith>(parsed({"settings", "--markdown"})).text;
    std::istringstream lines(markdown);
    std::size_t rows = 0;
    for (std::string line; std::getline(lines, line); ++rows) {
        std::size_t ends = 0;
        for (std::size_t i = 0; i < line.size(); ++i)
            ends += line[i] == '|' && (i == 0 || line[i - 1] != '\\');
        EXPECT_EQ(ends, 6U) << line;
    }
    EXPECT_EQ(rows, settings_table().size() + 2);
}

TEST(Settings, TheVersionIsTheProjects) {
    EXPECT_THAT(text_of(repository / "CMakeLists.txt"), HasSubstr("VERSION " + std::string(version) + " "));
    EXPECT_EQ(std::get<ExitWith>(parsed({"--version"})).text, "chophien " + std::string(version) + "\n");
}

TEST(Settings, TheEnvironmentKeepsWhatFollowsTheFirstEqualsSign) {
    const char* variables[] = {"A=b=c", "EMPTY=", nullptr};

    EXPECT_EQ(environment_of(variables), (Environment{{"A", "b=c"}, {"EMPTY", ""}}));
}

}  // namespace
}  // namespace chophien::server
