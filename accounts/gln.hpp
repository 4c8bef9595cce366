// Global Location Numbers as an organisation names itself by. Pure.
#pragma once

#include <string>
#include <string_view>

#include "core/result.hpp"

namespace chophien::accounts {

/// 13 digits with GS1's check digit (General Specifications 7.9: times 1, 3, 1 … from the left of the first twelve; what is
/// missing to the next ten), not all zeros; blanks are dropped. The full vocabulary of GS1 keys is traceability's, a floor
/// above this one. Refuses: wrong_gln.
Result<std::string> gln_from(std::string_view typed);

}  // namespace chophien::accounts
