// Phone numbers and email addresses in their one form. Pure.
#pragma once

#include "core/result.hpp"

#include <string>
#include <string_view>

namespace chophien::accounts {

/// A Vietnamese number as +84 and nine digits (mobile and eleven-digit landlines' ten: 024…, 0236…), typed
/// with 0, 84, +84 or 0084 before it and blanks, dots or hyphens inside. Form only: whether somebody answers
/// is not asked. Refuses: wrong_phone.
Result<std::string> phone_from(std::string_view typed);

/// An address in small letters: one @, a dotted name of a host, ASCII, at most 254 bytes (RFC 5321 §4.5.3.1).
/// Stricter than the RFC on purpose: no quotes, comments or bare addresses. Refuses: wrong_email.
Result<std::string> email_from(std::string_view typed);

}  // namespace chophien::accounts
