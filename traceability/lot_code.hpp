// Lot codes: what stands behind application identifier 10 on a label.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability {

/// GS1 character set 82 (General Specifications 7.11): letters, digits and !"%&'()*+,-./:;<=>?_
bool is_sign_of_set_82(char sign);

/// The longest lot code GS1 allows.
inline constexpr std::size_t lot_code_signs = 20;

/// A lot code of our making: the day of harvest and the lot's number of that day, unique for its product only
/// (two cooperatives may both have number 1).
struct HarvestLot {
    Day day;
    std::uint32_t number;

    friend bool operator==(const HarvestLot&, const HarvestLot&) = default;
};

/// "260715N01": year, month, day, N, the number in two digits or more. Capitals and digits only, so that a QR
/// code stays small; a person can read the day off it. The day is of the years 2000 to 2099, the number from
/// 1 to 999,999,999.
std::string lot_code(const HarvestLot& lot);

/// Day and number, when a code has our form (codes brought along by a cooperative may have any).
std::optional<HarvestLot> harvest_lot_from(std::string_view code);

/// A lot code as typed by a person or read from another label: blanks around it go, the rest is kept sign by
/// sign, since GS1 tells "l1" from "L1". Refuses: wrong_lot_code (empty, over 20 signs, a sign outside set
/// 82; the blank is outside).
Result<std::string> lot_code_from(std::string_view typed);

}  // namespace chophien::traceability
