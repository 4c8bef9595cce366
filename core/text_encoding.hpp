// Text files as Vietnam's computers write them: UTF-8, UTF-16, Windows-1258, TCVN3 (the fonts called ABC or
// .VnTime). Which one it was is decided by what comes out: Vietnamese syllables and nothing else, or the file
// is refused. Nobody's name is ever guessed into wrong letters.
#pragma once

#include "core/result.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace chophien::text {

inline constexpr Refusal unknown_encoding{
    "text/unknown-encoding",
    Kind::unsupported,
    {"Không nhận ra bảng mã của tệp; hãy lưu lại dưới dạng UTF-8.",
     "The encoding of the file is not recognised; save it as UTF-8."}};
inline constexpr std::array encoding_refusals{&unknown_encoding};

enum class Encoding : std::uint8_t { utf8, utf16_little, utf16_big, windows_1258, tcvn3 };

struct Decoded {
    std::string utf8;  ///< NFC, except what came as UTF-8, which stays as it came; no byte order mark
    Encoding from{};
};

/// Says in UTF-8 what the bytes say. UTF-16 needs its byte order mark. A file that is no UTF-8 is read as
/// Windows-1258 and as TCVN3; the reading stands that has only Vietnamese letters and usual signs, where at
/// least nine in ten of the marked words are Vietnamese syllables, and more of them than in the other
/// reading. Refuses: unknown_encoding, saying what stood against it.
Result<Decoded> decoded(std::string_view bytes);

/// Can a Vietnamese syllable be spelled so? One word in any case, NFC: "phiên", "Nghĩa", not "phổiờn".
bool is_syllable(std::string_view word);

}  // namespace chophien::text
