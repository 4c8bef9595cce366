// The tower's shape and the files' size, as rules.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace chophien {
namespace {

namespace fs = std::filesystem;

const fs::path root = CHOPHIEN_SOURCE_DIR;

/// Which floors a floor may name in an #include; its own always.
const std::map<std::string, std::set<std::string>> may_include{
    {"core", {}},
    {"accounts", {"core"}},
    {"catalog", {"core", "accounts"}},
    {"traceability", {"core", "accounts", "catalog"}},
    {"payments", {"core", "accounts"}},
    {"orders", {"core", "accounts", "catalog", "traceability", "payments"}},
    {"web", {"core"}},
    {"server", {"core", "accounts", "catalog", "traceability", "payments", "orders", "web"}},
};

struct File {
    fs::path path;
    std::vector<std::string> lines;
};

std::vector<File> files_of(const std::string& folder) {
    std::vector<File> found;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
        const auto sort = entry.path().extension();
        if (!entry.is_regular_file() || (sort != ".cpp" && sort != ".hpp")) continue;
        auto& file = found.emplace_back(File{fs::relative(entry.path(), root), {}});
        std::ifstream text(entry.path());
        for (std::string line; std::getline(text, line);) file.lines.push_back(line);
    }
    return found;
}

TEST(Tidy, AFloorIncludesOnlyFloorsBelowIt) {
    const std::regex include(R"(^#include "([a-z]+)/.*)");
    std::size_t seen = 0;
    for (const auto& [floor, below] : may_include)
        for (const auto& file : files_of(floor))
            for (const auto& line : file.lines)
                if (std::smatch named; std::regex_match(line, named, include)) {
                    ++seen;
                    EXPECT_TRUE(named[1] == floor || below.contains(named[1])) << file.path << ": " << line;
                }
    EXPECT_GT(seen, 500U);
}

// Sockets, HTTP and Beast are the server's; below it there are functions over a transaction.
TEST(Tidy, OnlyTheServerKnowsOfTheNetwork) {
    const std::regex network(R"(^#include <(boost/(asio|beast)|sys/socket|netinet|openssl/ssl).*)");
    for (const auto& [floor, below] : may_include) {
        if (floor == "server") continue;
        for (const auto& file : files_of(floor))
            for (const auto& line : file.lines)
                EXPECT_FALSE(std::regex_match(line, network)) << file.path << ": " << line;
    }
}

TEST(Tidy, NoFileIsLongerThanAPersonHoldsInMind) {
    constexpr std::size_t longest = 500;
    for (const std::string folder :
         {"core",
          "accounts",
          "catalog",
          "traceability",
          "payments",
          "orders",
          "web",
          "server",
          "tests",
          "bench"})
        for (const auto& file : files_of(folder)) EXPECT_LE(file.lines.size(), longest) << file.path;
}

TEST(Tidy, EveryHeaderOpensWithWhatItIs) {
    for (const auto& [floor, below] : may_include)
        for (const auto& file : files_of(floor)) {
            if (file.path.extension() != ".hpp") continue;
            ASSERT_FALSE(file.lines.empty()) << file.path;
            EXPECT_TRUE(file.lines.front().starts_with("// ")) << file.path;
        }
}

// Ten nodes may run any of these against each other (README: data rules).
TEST(Tidy, StatementsKeepToWhatAClusterCanDo) {
    const std::regex banned(R"(AUTO_INCREMENT|GET_LOCK|LOCK TABLES|\bXA (START|BEGIN)|SELECT \*|\bON DELETE)"
    );
    for (const auto& [floor, below] : may_include)
        for (const auto& entry : fs::recursive_directory_iterator(root / floor)) {
            const auto sort = entry.path().extension();
            if (sort != ".cpp" && sort != ".hpp" && sort != ".sql") continue;
            std::ifstream text(entry.path());
            for (std::string line; std::getline(text, line);) {
                if (line.find("//") != std::string::npos) line.resize(line.find("//"));
                EXPECT_FALSE(std::regex_search(line, banned)) << entry.path() << ": " << line;
            }
        }
}

}  // namespace
}  // namespace chophien
