// Collections of test vectors that lie beside the source tree, in ../shared. They are not part of it: a test
// that needs one skips itself when it is absent, and the tables inside the tests always run.
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace chophien::tests {

/// The file ../shared/<path> as it is. Nothing when there is none.
std::optional<std::string> shared_text(std::string_view path);

/// The file ../shared/<path>, parsed. Nothing when there is none.
std::optional<nlohmann::json> shared_vectors(std::string_view path);

/// The same file as it is.
std::optional<std::string> shared_text(std::string_view path);

/// Why a test skips itself: `GTEST_SKIP() << no_vectors("gs1/…")`.
std::string no_vectors(std::string_view path);

}  // namespace chophien::tests
