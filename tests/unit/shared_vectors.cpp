#include "tests/unit/shared_vectors.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace chophien::tests {

std::optional<std::string> shared_text(std::string_view path) {
    const auto file = std::filesystem::path(CHOPHIEN_SOURCE_DIR).parent_path() / "shared" / path;
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    return std::string(std::istreambuf_iterator<char>(in), {});
}

std::optional<nlohmann::json> shared_vectors(std::string_view path) {
    const auto text = shared_text(path);
    if (!text) return std::nullopt;
    return nlohmann::json::parse(*text);
}

std::string no_vectors(std::string_view path) {
    return "The vectors shared/" + std::string(path) + " are not beside the source tree.";
}

}  // namespace chophien::tests
