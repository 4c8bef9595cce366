#include "core/text_encoding.hpp"

#include "core/text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace chophien::text {

namespace {

using icu::UnicodeString;

// TCVN 5712:1993 from 0xA0 up (TCVN3's letters are a part of it); 0 where there is no letter of its own.
constexpr std::array<char16_t, 96> tcvn_letters{
    0x00A0, 0x0102, 0x00C2, 0x00CA, 0x00D4, 0x01A0, 0x01AF, 0x0110, 0x0103, 0x00E2, 0x00EA, 0x00F4,
    0x01A1, 0x01B0, 0x0111, 0x1EB0, 0,      0,      0,      0,      0,      0x00E0, 0x1EA3, 0x00E3,
    0x00E1, 0x1EA1, 0x1EB2, 0x1EB1, 0x1EB3, 0x1EB5, 0x1EAF, 0x1EB4, 0x1EAE, 0x1EA6, 0x1EA8, 0x1EAA,
    0x1EA4, 0x1EC0, 0x1EB7, 0x1EA7, 0x1EA9, 0x1EAB, 0x1EA5, 0x1EAD, 0x00E8, 0x1EC2, 0x1EBB, 0x1EBD,
    0x00E9, 0x1EB9, 0x1EC1, 0x1EC3, 0x1EC5, 0x1EBF, 0x1EC7, 0x00EC, 0x1EC9, 0x1EC4, 0x1EBE, 0x1ED2,
    0x0129, 0x00ED, 0x1ECB, 0x00F2, 0x1ED4, 0x1ECF, 0x00F5, 0x00F3, 0x1ECD, 0x1ED3, 0x1ED5, 0x1ED7,
    0x1ED1, 0x1ED9, 0x1EDD, 0x1EDF, 0x1EE1, 0x1EDB, 0x1EE3, 0x00F9, 0x1ED6, 0x1EE7, 0x0169, 0x00FA,
    0x1EE5, 0x1EEB, 0x1EED, 0x1EEF, 0x1EE9, 0x1EF1, 0x1EF3, 0x1EF7, 0x1EF9, 0x00FD, 0x1EF5, 0x1ED0,
};

// Where TCVN has nothing, Windows put its own quotes and dashes; 0 where it has none either.
constexpr std::array<char16_t, 32> windows_signs{
    0x20AC, 0,      0x201A, 0,      0x201E, 0x2026, 0,      0,      0, 0x2030, 0, 0x2039, 0, 0, 0, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0, 0x2122, 0, 0x203A, 0, 0, 0, 0,
};

// Signs besides letters that a price list or a description has.
constexpr std::u16string_view usual_signs =
    u"\u00A0\u00A3\u00A7\u00A9\u00AB\u00AE\u00B0\u00B1\u00B2\u00B3\u00B7"
    u"\u00BB\u00BC\u00BD\u00BE\u00D7\u2013\u2014\u2018\u2019\u201C\u201D"
    u"\u2022\u2026\u20AB\u20AC\u2122";

const icu::Normalizer2& composing() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFCInstance(status);
    ensure(U_SUCCESS(status), "ICU knows NFC");
    return *form;
}

const icu::Normalizer2& decomposing() {
    UErrorCode status = U_ZERO_ERROR;
    const auto* form = icu::Normalizer2::getNFDInstance(status);
    ensure(U_SUCCESS(status), "ICU knows NFD");
    return *form;
}

UnicodeString composed_of(const UnicodeString& text) {
    UErrorCode status = U_ZERO_ERROR;
    auto done = composing().normalize(text, status);
    ensure(U_SUCCESS(status), "any text has an NFC");
    return done;
}

std::string utf8_of(const UnicodeString& text) {
    std::string out;
    return text.toUTF8String(out);
}

/// One syllable taken apart: letters with their own marks (â ê ô as 1 3 4, ă ơ ư đ as 2 5 6 7) and the tone.
struct Spelling {
    std::string letters;
    char tone = 0;  ///< ` ? ~ ' . or none
    bool sound = true;
};

void add_mark(Spelling& into, UChar32 mark) {
    static constexpr std::array tones{
        std::pair{0x300, '`'},
        std::pair{0x309, '?'},
        std::pair{0x303, '~'},
        std::pair{0x301, '\''},
        std::pair{0x323, '.'}};
    for (const auto& [sign, tone] : tones)
        if (mark == sign) {
            into.sound = into.sound && into.tone == 0;
            into.tone = tone;
            return;
        }

    struct Quality {
        UChar32 mark;
        char plain;
        char marked;
    };

    static constexpr std::array qualities{
        Quality{0x302, 'a', '1'},
        Quality{0x306, 'a', '2'},
        Quality{0x302, 'e', '3'},
        Quality{0x302, 'o', '4'},
        Quality{0x31B, 'o', '5'},
        Quality{0x31B, 'u', '6'}};
    for (const auto& quality : qualities)
        if (mark == quality.mark && !into.letters.empty() && into.letters.back() == quality.plain) {
            into.letters.back() = quality.marked;
            return;
        }
    into.sound = false;
}

Spelling spelled(const UnicodeString& word) {
    UErrorCode status = U_ZERO_ERROR;
    UnicodeString lower = word;
    const auto apart = decomposing().normalize(lower.toLower(), status);
    Spelling spelling;
    for (std::int32_t at = 0; at < apart.length(); at = apart.moveIndex32(at, 1)) {
        const auto sign = apart.char32At(at);
        if (sign >= 'a' && sign <= 'z')
            spelling.letters += static_cast<char>(sign);
        else if (sign == 0x111)
            spelling.letters += '7';
        else
            add_mark(spelling, sign);
    }
    return spelling;
}

constexpr std::array<std::string_view, 29> onsets{"",   "b",  "c", "ch", "d",  "7",  "g",   "gh", "gi", "h",
                                                  "k",  "kh", "l", "m",  "n",  "ng", "ngh", "nh", "p",  "ph",
                                                  "qu", "r",  "s", "t",  "th", "tr", "v",   "x",  "j"};

constexpr std::array<std::string_view, 67> nuclei{
    "a",   "2",   "1",   "e",   "3",   "i",   "o",   "4",   "5",   "u",   "6",   "y",   "ai",  "ao",
    "au",  "ay",  "1u",  "1y",  "eo",  "3u",  "ia",  "i3",  "iu",  "oa",  "o2",  "oe",  "oi",  "4i",
    "5i",  "ua",  "u1",  "u3",  "ui",  "u4",  "u5",  "uy",  "6a",  "65",  "6i",  "6u",  "y3",  "i3u",
    "y3u", "oai", "oao", "oay", "oeo", "u1y", "uay", "u4i", "uya", "uy3", "uyu", "65i", "65u", "oo",
    "ue",  "u2",  "uai", "uao", "ueo", "uia", "uo",  "44",  "iai", "u5i", "ya"};

// The k is of the highlands' names: Đắk Lắk.
constexpr std::array<std::string_view, 10> codas{"", "c", "ch", "k", "m", "n", "ng", "nh", "p", "t"};

bool is_rime(std::string_view rime, char tone) {
    return std::ranges::any_of(codas, [&](std::string_view coda) {
        if (!rime.ends_with(coda)) return false;
        const bool stopped = coda == "c" || coda == "ch" || coda == "k" || coda == "p" || coda == "t";
        if (stopped && tone != '\'' && tone != '.') return false;
        return std::ranges::find(nuclei, rime.substr(0, rime.size() - coda.size())) != nuclei.end();
    });
}

bool is_syllable_of(const UnicodeString& word) {
    const auto spelling = spelled(word);
    if (!spelling.sound) return false;
    const std::string_view letters = spelling.letters;
    return std::ranges::any_of(onsets, [&](std::string_view onset) {
        return letters.starts_with(onset) && is_rime(letters.substr(onset.size()), spelling.tone);
    });
}

/// What one reading of the bytes looks like.
struct Reading {
    UnicodeString text;
    std::int64_t marked = 0;     ///< words with a letter beyond ASCII
    std::int64_t syllables = 0;  ///< of them, those that are Vietnamese

    bool stands() const { return marked > 0 && syllables * 10 >= marked * 9; }
};

bool is_letter_of_ours(UChar32 sign) {
    static const UnicodeString letters =
        UnicodeString::fromUTF8("àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ");
    return letters.indexOf(u_tolower(sign)) >= 0;
}

bool counts_as_letter(UChar32 sign) { return u_isalpha(sign) != 0; }

// Nothing when it has a sign that no Vietnamese text has.
std::optional<Reading> judged(const UnicodeString& raw) {
    Reading reading{composed_of(raw)};
    const auto& text = reading.text;
    for (std::int32_t at = 0; at < text.length();) {
        const auto begin = at;
        bool marked = false;
        while (at < text.length() && counts_as_letter(text.char32At(at))) {
            if (text.char32At(at) > 0x7F) {
                if (!is_letter_of_ours(text.char32At(at))) return std::nullopt;
                marked = true;
            }
            at = text.moveIndex32(at, 1);
        }
        if (marked) {
            ++reading.marked;
            if (is_syllable_of(text.tempSubStringBetween(begin, at))) ++reading.syllables;
        }
        if (at > begin) continue;
        const auto sign = text.char32At(at);
        const bool control = sign < 0x20 && sign != '\t' && sign != '\n' && sign != '\r';
        if (control || (sign > 0x7E && (sign > 0xFFFF || usual_signs.find(static_cast<char16_t>(sign)) ==
                                                             std::u16string_view::npos)))
            return std::nullopt;
        at = text.moveIndex32(at, 1);
    }
    return reading;
}

std::optional<UnicodeString> converted(std::string_view bytes, const char* charset) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(
        ucnv_open(charset, &status), &ucnv_close
    );
    ensure(U_SUCCESS(status), "ICU has this converter");
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    const auto size = static_cast<std::int32_t>(bytes.size());
    UnicodeString text;
    auto* room = text.getBuffer(size + 1);  // each of these charsets makes at most one unit of a byte
    const auto length = ucnv_toUChars(converter.get(), room, size + 1, bytes.data(), size, &status);
    text.releaseBuffer(U_SUCCESS(status) ? length : 0);
    if (U_FAILURE(status)) return std::nullopt;
    return text;
}

// The fonts called H show toned small letters as capitals: CHÈ is stored as C, H, è. In a word whose plain
// letters are capitals, two at least, the toned ones were meant so too.
void raise_capitals(UnicodeString& text) {
    for (std::int32_t begin = 0; begin < text.length();) {
        auto end = begin;
        int capitals = 0;
        bool small = false;
        for (; end < text.length() && counts_as_letter(text.charAt(end)); ++end) {
            capitals += text.charAt(end) >= u'A' && text.charAt(end) <= u'Z' ? 1 : 0;
            small = small || (text.charAt(end) >= u'a' && text.charAt(end) <= u'z');
        }
        if (capitals >= 2 && !small)
            for (auto at = begin; at < end; ++at)
                text.setCharAt(at, static_cast<char16_t>(u_toupper(text.charAt(at))));
        begin = std::max(end, begin + 1);
    }
}

std::optional<UnicodeString> from_tcvn3(std::string_view bytes) {
    UnicodeString text;
    for (const char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        const char16_t letter = code < 0x80   ? static_cast<char16_t>(code)
                                : code < 0xA0 ? windows_signs[code - 0x80U]
                                              : tcvn_letters[code - 0xA0U];
        if (letter == 0 && code != 0) return std::nullopt;
        text.append(letter);
    }
    raise_capitals(text);
    return text;
}

tl::unexpected<Refused> unreadable(std::string_view vi, std::string_view en) {
    return refuse(unknown_encoding, std::string(vi), std::string(en));
}

Result<Decoded> from_utf16(std::string_view bytes, Encoding encoding) {
    const bool little = encoding == Encoding::utf16_little;
    const auto text = converted(bytes.substr(2), little ? "UTF-16LE" : "UTF-16BE");
    if (bytes.size() % 2 != 0 || !text || text->indexOf(char16_t{0}) >= 0)
        return unreadable(
            "Tệp có dấu của UTF-16 nhưng nội dung không phải UTF-16.",
            "The file has UTF-16's mark, but what follows is not UTF-16."
        );
    return Decoded{utf8_of(composed_of(*text)), encoding};
}

Result<Decoded> from_legacy(std::string_view bytes) {
    std::optional<Reading> windows;
    std::optional<Reading> tcvn;
    if (const auto text = converted(bytes, "windows-1258")) windows = judged(*text);
    if (const auto text = from_tcvn3(bytes)) tcvn = judged(*text);
    const auto weight = [](const std::optional<Reading>& reading) {
        return reading && reading->stands() ? reading->syllables : 0;
    };
    if (weight(windows) == weight(tcvn))
        return unreadable(
            "Đọc theo Windows-1258 hay TCVN3 (ABC) đều không ra tiếng Việt chắc chắn; tệp VNI hoặc bảng mã "
            "khác thì "
            "hãy lưu lại dưới dạng UTF-8.",
            "Neither Windows-1258 nor TCVN3 (ABC) gives certain Vietnamese; save a file in VNI or another "
            "encoding "
            "as UTF-8."
        );
    if (weight(windows) > weight(tcvn)) return Decoded{utf8_of(windows->text), Encoding::windows_1258};
    return Decoded{utf8_of(tcvn->text), Encoding::tcvn3};
}

}  // namespace

bool is_syllable(std::string_view word) {
    return is_syllable_of(UnicodeString::fromUTF8({word.data(), static_cast<std::int32_t>(word.size())}));
}

Result<Decoded> decoded(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(bytes, Encoding::utf16_little);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(bytes, Encoding::utf16_big);
    if (bytes.find('\0') != std::string_view::npos)
        return unreadable(
            "Tệp có byte 0: không phải văn bản, hoặc là UTF-16 thiếu dấu ở đầu.",
            "The file has zero bytes: it is no text, or UTF-16 without its mark."
        );
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (is_utf8(bytes)) {
        if (bytes.starts_with(mark)) bytes.remove_prefix(mark.size());
        return Decoded{std::string(bytes), Encoding::utf8};
    }
    if (bytes.starts_with(mark))
        return unreadable(
            "Tệp có dấu của UTF-8 nhưng nội dung không phải UTF-8.",
            "The file has UTF-8's mark, but what follows is not UTF-8."
        );
    return from_legacy(bytes);
}

}  // namespace chophien::text
