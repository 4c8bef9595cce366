// Text as Vietnam types it. Stored NFC; compared folded. Everything here expects valid UTF-8 (see is_utf8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chophien::text {

bool is_utf8(std::string_view bytes);

/// NFC, the one stored form.
std::string composed(std::string_view utf8);

/// The one fold for search and uniqueness: tones and marks off, đ → d, case off, compatibility forms
/// resolved. "Chè Đắng" → "che dang". Idempotent.
std::string fold(std::string_view utf8);

/// The folded words (letters and digits) of a text, in order.
std::vector<std::string> words(std::string_view utf8);

/// NFC, control characters out, runs of white space to one blank, ends trimmed: for names and one-line
/// fields.
std::string tidy(std::string_view utf8);

/// Length in code points, as limits count it.
std::size_t characters(std::string_view utf8);

/// Contains a control character other than line feed, carriage return and tab.
bool has_control(std::string_view utf8);

/// &, <, >, " and ' escaped: safe as HTML or XML text and inside quoted attributes.
std::string escaped(std::string_view utf8);

}  // namespace chophien::text
