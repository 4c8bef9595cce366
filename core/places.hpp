// Provinces of Vietnam: the 34 of today and the 63 they were formed from on 1 July 2025
// (core/data/provinces.json; Resolution 202/2025/QH15, Decision 19/2025/QĐ-TTg). The table of today's 3,321
// communes is not part of it: their codes are checked for form only.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace chophien {

/// One of the 63 provinces until 30 June 2025.
struct FormerProvince {
    std::string_view name;
    std::string_view code;  ///< of Decision 124/2004/QĐ-TTg; may be another province's code today
};

struct Province {
    std::string_view code;  ///< two digits, of today
    std::string_view name;  ///< without "tỉnh" or "thành phố"
    std::string_view name_en;
    std::string_view type;  ///< "tỉnh" or "thành phố"
    std::vector<FormerProvince> formed_from;
};

/// A province as somebody named it.
struct NamedProvince {
    const Province* today;
    const FormerProvince*
        former;  ///< set when it was named by a former name or code that today's does not bear
};

/// All 34, by code.
std::span<const Province> provinces();

/// Of a code of today; another is a bug. What somebody typed goes through province_from.
const Province& province_of(std::string_view code);

/// Understands today's code ("24"), a name of today or of before 1 July 2025, with or without tones, "tỉnh",
/// "thành phố" or "TP." ("Bắc Giang", "tinh bac giang", "TP.HCM"), and a former code when it says that it is
/// one ("former:74"): the two sets of codes overlap with other meanings, so two bare digits are always
/// today's. Nothing for anything else.
std::optional<NamedProvince> province_from(std::string_view text);

/// Five digits, as commune codes are since 1 July 2025.
bool is_commune_code(std::string_view text);

}  // namespace chophien
