#include "core/text.hpp"

#include "core/result.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace chophien::text {

namespace {

const icu::Normalizer2& normalizer(const icu::Normalizer2* (*instance)(UErrorCode&)) {
    UErrorCode status = U_ZERO_ERROR;
    const auto* found = instance(status);
    ensure(U_SUCCESS(status) && found != nullptr, "ICU has its normalisation data");
    return *found;
}

std::string normalized(const icu::Normalizer2& form, std::string_view utf8) {
    std::string out;
    icu::StringByteSink<std::string> sink(&out, static_cast<std::int32_t>(utf8.size()));
    UErrorCode status = U_ZERO_ERROR;
    form.normalizeUTF8(
        0, icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())), sink, nullptr, status
    );
    ensure(U_SUCCESS(status), "normalisation of valid UTF-8 succeeds");
    return out;
}

// Calls `each` with every code point of valid UTF-8.
template <class Each>
void code_points(std::string_view utf8, Each&& each) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto length = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 point = 0;
        U8_NEXT(bytes, at, length, point);
        each(point);
    }
}

void append(std::string& out, UChar32 point) {
    std::uint8_t bytes[4];
    std::int32_t length = 0;
    UBool failed = false;
    U8_APPEND(bytes, length, 4, static_cast<std::uint32_t>(point), failed);
    if (!failed) out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

bool is_ascii(std::string_view text) {
    for (const char sign : text)
        if (static_cast<unsigned char>(sign) >= 0x80) return false;
    return true;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
    if (is_ascii(bytes)) return true;
    bool valid = true;
    code_points(bytes, [&](UChar32 point) { valid = valid && point >= 0; });
    return valid;
}

std::string composed(std::string_view utf8) {
    if (is_ascii(utf8)) return std::string(utf8);
    return normalized(normalizer(&icu::Normalizer2::getNFCInstance), utf8);
}

std::string fold(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    if (is_ascii(utf8)) {
        for (const char sign : utf8)
            out += sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
        return out;
    }
    const auto lowered = normalized(normalizer(&icu::Normalizer2::getNFKCCasefoldInstance), utf8);
    const auto apart = normalized(normalizer(&icu::Normalizer2::getNFDInstance), lowered);
    code_points(apart, [&](UChar32 point) {
        if (u_charType(point) == U_NON_SPACING_MARK) return;
        append(out, point == 0x111 ? UChar32{'d'} : point);
    });
    return out;
}

std::vector<std::string> words(std::string_view utf8) {
    std::vector<std::string> found;
    std::string word;
    code_points(fold(utf8), [&](UChar32 point) {
        if (u_isalnum(point)) {
            append(word, point);
        } else if (!word.empty()) {
            found.push_back(std::move(word));
            word.clear();
        }
    });
    if (!word.empty()) found.push_back(std::move(word));
    return found;
}

std::string tidy(std::string_view utf8) {
    std::string out;
    bool blank = false;
    code_points(composed(utf8), [&](UChar32 point) {
        if (u_isUWhiteSpace(point) || u_charType(point) == U_CONTROL_CHAR) {
            blank = true;
        } else {
            if (blank && !out.empty()) out += ' ';
            blank = false;
            append(out, point);
        }
    });
    return out;
}

std::size_t characters(std::string_view utf8) {
    std::size_t count = 0;
    for (const char byte : utf8) count += (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    return count;
}

bool has_control(std::string_view utf8) {
    for (const char byte : utf8) {
        const auto value = static_cast<unsigned char>(byte);
        if (value == 0x7F || (value < 0x20 && value != '\n' && value != '\r' && value != '\t')) return true;
    }
    return false;
}

std::string escaped(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size() + utf8.size() / 8);
    for (const char sign : utf8) {
        switch (sign) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += sign;
        }
    }
    return out;
}

}  // namespace chophien::text
