// Vietnam's tax codes in their one form. Pure.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::accounts {

/// The tenth digit for the nine before it: 10 − (Σ digit × 31, 29, 23, 19, 17, 13, 7, 5, 3) mod 11. Nothing
/// when the sum leaves no remainder: then the rule gives ten, which no digit can hold. The rule is practice,
/// written in no circular we found; eight publicly known codes obey it.
std::optional<char> tax_code_check_digit(std::string_view nine);

/// Whether the twelve-digit personal number may stand in its place (individuals since 1 July 2025: Circular
/// 86/2024/TT-BTC).
enum class PersonalNumber : std::uint8_t { refused, accepted };

/// "0100109106", a branch "0100109106-001" (also typed without the hyphen), or a personal number; blanks are
/// dropped. Refuses: tax_code_form, wrong_check_digit (says which digit was expected), tax_code_undecidable.
Result<std::string> tax_code_from(std::string_view typed, PersonalNumber personal);

}  // namespace chophien::accounts
