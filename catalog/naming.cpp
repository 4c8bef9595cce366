#include "catalog/naming.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace chophien::catalog {

namespace {

// Calls `each(point, next)` with every code point of NFC text in lower case and the one after it (0 at the
// end).
template <class Each>
void lowered(std::string_view utf8, Each&& each) {
    const auto composed = text::composed(utf8);
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(composed.data());
    const auto length = static_cast<std::int32_t>(composed.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 point = 0;
        U8_NEXT(bytes, at, length, point);
        UChar32 next = 0;
        if (at < length) {
            auto ahead = at;
            U8_NEXT(bytes, ahead, length, next);
        }
        each(u_tolower(point), next);
    }
}

bool counts(UChar32 point) { return u_isalnum(point) || u_charType(point) == U_NON_SPACING_MARK; }

void append(std::string& out, UChar32 point) {
    std::uint8_t bytes[4];
    std::int32_t length = 0;
    UBool failed = false;
    U8_APPEND(bytes, length, 4, static_cast<std::uint32_t>(point), failed);
    if (!failed) out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

}  // namespace

std::string name_identity(std::string_view name) {
    std::string out;
    bool blank = false;
    lowered(name, [&](UChar32 point, UChar32) {
        if (!counts(point)) {
            blank = true;
            return;
        }
        if (blank && !out.empty()) out += ' ';
        blank = false;
        append(out, point);
    });
    return out;
}

std::string pack_identity(std::string_view pack) {
    std::string out;
    UChar32 before = 0;
    lowered(pack, [&](UChar32 point, UChar32 next) {
        if (counts(point))
            append(out, point);
        else if ((point == '.' || point == ',') && u_isdigit(before) && u_isdigit(next))
            out += '.';
        before = point;
    });
    return out;
}

std::string name_fold(std::string_view name) { return fmt::format("{}", fmt::join(text::words(name), " ")); }

}  // namespace chophien::catalog
