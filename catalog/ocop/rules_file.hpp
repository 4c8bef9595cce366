// catalog/data/ocop-rules.json, parsed once; what is looked at of it lives as long as the process.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include <string_view>

namespace chophien::catalog::ocop {

const nlohmann::json& rules_file();

/// A text of the file, where it lies.
std::string_view text_in(const nlohmann::json& row, const char* member);

}  // namespace chophien::catalog::ocop
