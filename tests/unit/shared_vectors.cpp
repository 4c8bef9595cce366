#include "tests/unit/shared_vectors.hpp"

#include <filesystem>
#include <fstream>

namespace chophien::tests {

std::optional<nlohmann::json> shared_vectors(std::string_view path) {
    const auto file = std::filesystem::path(CHOPHIEN_SOURCE_DIR).parent_path() / "shared" / path;
    std::ifstream in(file);
    if (!in) return std::nullopt;
    return nlohmann::json::parse(in);
}

std::string no_vectors(std::string_view path) {
    return "The vectors shared/" + std::string(path) + " are not beside the source tree.";
}

}  // namespace chophien::tests
