#include "catalog/search/syllable.hpp"

#include "core/text.hpp"
#include "core/text_encoding.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace chophien::catalog::search {

namespace {

enum Tone : std::uint8_t { level, falling, asking, tumbling, rising, heavy };

constexpr std::size_t tones = 6;

// Every vowel letter with its six tones, level first.
constexpr std::u32string_view vowels =
    U"aàảãáạ"
    U"ăằẳẵắặ"
    U"âầẩẫấậ"
    U"eèẻẽéẹ"
    U"êềểễếệ"
    U"iìỉĩíị"
    U"oòỏõóọ"
    U"ôồổỗốộ"
    U"ơờởỡớợ"
    U"uùủũúụ"
    U"ưừửữứự"
    U"yỳỷỹýỵ";
constexpr std::string_view plain_vowels = "aaaeeiooouuy";
static_assert(vowels.size() == plain_vowels.size() * tones);

struct Letter {
    char32_t sign = 0;  ///< without its tone
    Tone tone = level;
};

// Where a code point stands in `vowels`; all of them lie below U+1EFA.
std::size_t place_of(char32_t point) {
    static const auto places = [] {
        std::array<std::uint8_t, 0x1F00> table{};
        for (std::size_t at = 0; at < vowels.size(); ++at)
            table[vowels[at]] = static_cast<std::uint8_t>(at + 1);
        return table;
    }();
    return point < places.size() ? places[point] : 0U;
}

bool is_vowel(char32_t sign) { return place_of(sign) != 0; }

Letter letter_of(char32_t point) {
    const auto place = place_of(point);
    if (place == 0) return {point, level};
    return {vowels[(place - 1) / tones * tones], static_cast<Tone>((place - 1) % tones)};
}

char32_t with_tone(char32_t sign, Tone tone) {
    const auto place = place_of(sign);
    return place == 0 ? sign : vowels[(place - 1) / tones * tones + tone];
}

void append(std::string& out, char32_t point) {
    std::uint8_t bytes[4];
    std::int32_t length = 0;
    UBool failed = false;
    U8_APPEND(bytes, length, 4, static_cast<std::uint32_t>(point), failed);
    if (!failed) out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

std::string utf8_of(std::u32string_view points) {
    std::string out;
    for (const auto point : points) append(out, point);
    return out;
}

std::u32string points_of(std::string_view utf8) {
    std::u32string points;
    points.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const auto length = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 point = 0;
        U8_NEXT(bytes, at, length, point);
        if (point >= 0) points += static_cast<char32_t>(point);
    }
    return points;
}

bool is_composed(std::u32string_view points) {
    return std::ranges::none_of(points, [](char32_t point) { return point >= 0x300 && point <= 0x36F; });
}

// The letters of one word without tones, and the tone it has.
struct Spelling {
    std::u32string letters;
    Tone tone = level;
};

// qu and gi are consonants when another vowel follows: their u and i carry no tone.
std::size_t first_vowel(std::u32string_view letters) {
    std::size_t at = 0;
    while (at < letters.size() && !is_vowel(letters[at])) ++at;
    const bool glide = at > 0 && at + 1 < letters.size() && is_vowel(letters[at + 1]) &&
                       ((letters[at - 1] == U'q' && letters[at] == U'u') ||
                        (letters[at - 1] == U'g' && letters[at] == U'i'));
    return glide ? at + 1 : at;
}

// The vowel that carries the tone, as it was written before the reform of the 1980s: hòa, thúy, tiếng, mười.
std::size_t carrier(std::u32string_view letters) {
    const auto begin = first_vowel(letters);
    auto end = begin;
    while (end < letters.size() && is_vowel(letters[end])) ++end;
    if (begin == end) return letters.size();
    std::size_t shaped = letters.size();
    for (auto at = begin; at < end; ++at)
        if (letters[at] >= 0x80) shaped = at;  // ă â ê ô ơ ư; of ươ the last
    if (shaped != letters.size()) return shaped;
    if (end - begin == 1) return begin;
    if (end - begin == 2) return end < letters.size() ? begin + 1 : begin;
    return begin + 1;
}

// mỳ and mì, quý and quí, lý and lí are one; tay and tai are two.
void write_i(std::u32string& letters) {
    if (letters.empty() || letters.back() != U'y') return;
    const auto before = letters.size() - 1;
    const bool alone = before > 0 && !is_vowel(letters[before - 1]);
    const bool after_qu = before == 2 && letters[0] == U'q' && letters[1] == U'u';
    if (alone || after_qu) letters.back() = U'i';
}

Syllable syllable_of(std::u32string_view word) {
    Spelling spelling;
    bool ours = true;
    for (const auto point : word) {
        const auto letter = letter_of(point);
        if (letter.tone != level) spelling.tone = letter.tone;
        spelling.letters += letter.sign;
        ours = ours && (letter.sign < 0x80 || letter.sign == U'đ' || is_vowel(letter.sign));
    }
    write_i(spelling.letters);
    const auto place = carrier(spelling.letters);
    auto written = spelling.letters;
    if (place < written.size()) written[place] = with_tone(written[place], spelling.tone);
    Syllable syllable{utf8_of(written), {}};
    if (!ours) {
        syllable.fold = text::fold(syllable.word);
        return syllable;
    }
    for (const auto sign : spelling.letters) {
        const auto vowel = place_of(sign);
        syllable.fold += vowel != 0     ? plain_vowels[(vowel - 1) / tones]
                         : sign == U'đ' ? 'd'
                                        : static_cast<char>(sign);
    }
    return syllable;
}

bool is_digit(char32_t point) { return point >= U'0' && point <= U'9'; }

bool is_letter(char32_t point) {
    return point < 0x80 ? (point >= U'a' && point <= U'z') : u_isalnum(static_cast<UChar32>(point)) != 0;
}

std::u32string lowered(std::string_view utf8) {
    auto points = points_of(utf8);
    if (!is_composed(points)) points = points_of(text::composed(utf8));
    for (auto& point : points)
        point = point < 0x80 ? (point >= U'A' && point <= U'Z' ? point + 32 : point)
                             : static_cast<char32_t>(u_tolower(static_cast<UChar32>(point)));
    return points;
}

// Calls each(word) for every run of letters and digits; what lies between is given to other(sign).
template <class Each, class Other>
void runs(const std::u32string& points, Each&& each, Other&& other) {
    for (std::size_t at = 0; at < points.size();) {
        auto end = at;
        while (end < points.size() && (is_letter(points[end]) || is_digit(points[end]))) ++end;
        if (end > at)
            each(std::u32string_view(points).substr(at, end - at));
        else
            other(points[end++]);
        at = end;
    }
}

std::optional<char32_t> shaped(char32_t sign, char32_t shape) {
    switch (shape) {
        case U'^':
            return sign == U'a'   ? U'â'
                   : sign == U'e' ? U'ê'
                   : sign == U'o' ? U'ô'
                                  : std::optional<char32_t>();
        case U'+':
            return sign == U'o' ? U'ơ' : sign == U'u' ? U'ư' : std::optional<char32_t>();
        case U'(':
            return sign == U'a' ? U'ă' : std::optional<char32_t>();
        default:
            return sign == U'd' ? U'đ' : std::optional<char32_t>();
    }
}

// The last letter that takes the shape takes it; of uo both do.
bool shape(std::u32string& letters, char32_t kind) {
    for (auto at = letters.size(); at-- > 0;) {
        const auto now = shaped(letters[at], kind);
        if (!now) continue;
        letters[at] = *now;
        if (kind == U'+' && *now == U'ơ' && at > 0 && letters[at - 1] == U'u' &&
            !(at > 1 && letters[at - 2] == U'q'))
            letters[at - 1] = U'ư';
        return true;
    }
    return false;
}

struct Keyed {
    std::u32string letters;
    Tone tone = level;
    bool keys = false;
};

Keyed by_vni(std::u32string_view word) {
    Keyed keyed;
    for (const auto point : word) {
        constexpr std::u32string_view marks = U"213450678";
        if (!is_digit(point) || keyed.letters.empty()) {
            keyed.letters += point;
            continue;
        }
        constexpr std::array<Tone, 6> by_key{level, rising, falling, asking, tumbling, heavy};
        const auto key = static_cast<std::size_t>(point - U'0');
        if (key < by_key.size())
            keyed.tone = by_key[key];
        else if (marks.find(point) == std::u32string_view::npos && point != U'9')
            return {};
        else if (!shape(
                     keyed.letters,
                     point == U'6'   ? U'^'
                     : point == U'7' ? U'+'
                     : point == U'8' ? U'('
                                     : U'd'
                 ))
            return {};
        keyed.keys = true;
    }
    return keyed;
}

Keyed by_telex(std::u32string_view word) {
    Keyed keyed;
    for (const auto point : word) {
        const bool some = !keyed.letters.empty();
        const bool vowel = std::ranges::any_of(keyed.letters, is_vowel);
        const auto last = some ? keyed.letters.back() : U'\0';
        constexpr std::u32string_view tone_keys = U"sfrxj";
        constexpr std::array<Tone, 5> by_key{rising, falling, asking, tumbling, heavy};
        const auto key = tone_keys.find(point);
        if (vowel && key != std::u32string_view::npos) {
            keyed.tone = by_key[key];
            keyed.keys = true;
        } else if (some && point == U'w' && (shape(keyed.letters, U'+') || shape(keyed.letters, U'('))) {
            keyed.keys = true;
        } else if (some && point == last && (point == U'a' || point == U'e' || point == U'o') && shape(keyed.letters, U'^')) {
            keyed.keys = true;
        } else if (some && point == U'd' && keyed.letters.front() == U'd' && shape(keyed.letters, U'd')) {
            keyed.keys = true;
        } else {
            keyed.letters += point;
        }
    }
    return keyed;
}

template <class By>
std::optional<std::string> typed(std::string_view utf8, By&& by) {
    std::string out;
    bool any = false;
    runs(
        lowered(utf8),
        [&](std::u32string_view word) {
            const auto keyed = by(word);
            if (keyed.keys) {
                auto letters = keyed.letters;
                const auto place = carrier(letters);
                if (place < letters.size()) letters[place] = with_tone(letters[place], keyed.tone);
                auto read = utf8_of(letters);
                if (text::is_syllable(read)) {
                    any = true;
                    out += read;
                    return;
                }
            }
            out += utf8_of(word);
        },
        [&](char32_t sign) { append(out, sign); }
    );
    return any ? std::optional(out) : std::nullopt;
}

}  // namespace

std::vector<Syllable> syllables_of(std::string_view utf8) {
    std::vector<Syllable> found;
    const auto keep = [&](std::u32string_view word) {
        auto syllable = syllable_of(word);
        if (syllable.word.size() <= longest_syllable && !syllable.fold.empty())
            found.push_back(std::move(syllable));
    };
    runs(
        lowered(utf8),
        [&](std::u32string_view run) {
            for (std::size_t at = 0; at < run.size();) {
                auto end = at + 1;
                while (end < run.size() && is_digit(run[end]) == is_digit(run[at])) ++end;
                keep(run.substr(at, end - at));
                at = end;
            }
        },
        [](char32_t) {}
    );
    return found;
}

std::optional<std::string> typed_telex(std::string_view utf8) { return typed(utf8, by_telex); }

std::optional<std::string> typed_vni(std::string_view utf8) { return typed(utf8, by_vni); }

std::string sound_of(std::string_view fold) {
    struct Pair {
        std::string_view written;
        std::string_view sound;
    };

    constexpr std::array onsets{
        Pair{"ngh", "g"},
        Pair{"tr", "c"},
        Pair{"ch", "c"},
        Pair{"ph", "f"},
        Pair{"gie", "die"},
        Pair{"gi", "d"},
        Pair{"gh", "g"},
        Pair{"s", "x"},
        Pair{"r", "d"},
        Pair{"v", "d"},
        Pair{"l", "n"},
        Pair{"k", "q"},
        Pair{"c", "q"}};
    constexpr std::array codas{
        Pair{"ng", "n"}, Pair{"nh", "n"}, Pair{"ch", "t"}, Pair{"c", "t"}, Pair{"y", "i"}};
    std::string sound(fold);
    for (const auto& onset : onsets)
        if (sound.size() > onset.written.size() && sound.starts_with(onset.written)) {
            sound.replace(0, onset.written.size(), onset.sound);
            break;
        }
    for (const auto& coda : codas)
        if (sound.size() > coda.written.size() && sound.ends_with(coda.written)) {
            sound.replace(sound.size() - coda.written.size(), coda.written.size(), coda.sound);
            break;
        }
    return sound;
}

bool one_letter_apart(std::string_view one, std::string_view other) {
    if (one.size() > other.size()) std::swap(one, other);
    if (other.size() - one.size() > 1) return false;
    std::size_t same = 0;
    while (same < one.size() && one[same] == other[same]) ++same;
    const auto rest = one.substr(same);
    const auto longer = other.substr(same);
    if (one.size() < other.size()) return rest == longer.substr(1);
    if (rest.size() < 2) return true;
    if (rest.substr(1) == longer.substr(1)) return true;
    return rest[0] == longer[1] && rest[1] == longer[0] && rest.substr(2) == longer.substr(2);
}

bool begins(const Syllable& word, const Syllable& begun) {
    if (!begun.marked()) return word.fold.starts_with(begun.fold);
    const auto whole = points_of(word.word);
    const auto start = points_of(begun.word);
    if (start.size() > whole.size()) return false;
    Tone said = level;
    Tone has = level;
    for (const auto point : whole) has = std::max(has, letter_of(point).tone);
    for (std::size_t at = 0; at < start.size(); ++at) {
        const auto letter = letter_of(start[at]);
        said = std::max(said, letter.tone);
        if (letter.sign != letter_of(whole[at]).sign) return false;
    }
    return said == level || said == has;
}

}  // namespace chophien::catalog::search
