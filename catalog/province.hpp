// The 34 provinces and cities in force since 1 July 2025 (core/data/provinces.json), as places of origin.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog {

struct Province {
    std::string_view code;  ///< two digits, of today
    std::string_view name;  ///< without tỉnh or thành phố
    std::string_view name_en;
    std::vector<std::string_view> formed_from;  ///< the provinces until 30 June 2025
};

std::span<const Province> provinces();
/// Of a code of today; a bug for another.
const Province& province_of(std::string_view code);
/// By code of today, or by the name of a province of today or before July 2025, with or without tones and
/// "tỉnh", "thành phố", "TP.". Null when unknown.
const Province* province_from(std::string_view text);

}  // namespace chophien::catalog
