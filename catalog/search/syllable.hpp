// Vietnamese text as search compares it: syllables, each in one spelling whatever keyboard, font or school it
// came from. Pure.
//
//     "Hoà", "hòa", "HÒA", h o ̀ a  →  hòa        "mỳ", "mì"  →  mì        "ST25"  →  st, 25
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog::search {

/// One syllable, or one word of another language, or one number.
struct Syllable {
    std::string word;  ///< small letters, NFC, the tone on its one place, y for i where both are written
    std::string fold;  ///< the same without tones and marks

    /// It says tones or marks, so it means what it says.
    bool marked() const { return word != fold; }

    friend bool operator==(const Syllable&, const Syllable&) = default;
};

inline constexpr std::size_t longest_syllable = 30;  ///< bytes; longer words are nobody's search

/// Letters and digits of valid UTF-8 in order. Numbers stand apart from letters ("st25" is two). Words over
/// longest_syllable are left out.
std::vector<Syllable> syllables_of(std::string_view utf8);

/// The same for text whose words carry the keys of a keyboard that was not switched on: Telex ("caf phee",
/// "dduwowngf") or VNI ("ca2 phe6"). Nothing when no word reads as a Vietnamese syllable that way.
std::optional<std::string> typed_telex(std::string_view utf8);
std::optional<std::string> typed_vni(std::string_view utf8);

/// What a folded syllable sounds like where s and x, ch and tr, d, gi and r, l and n, n and ng, i and y, f
/// and ph are not told apart: equal for those that are mistaken for each other.
std::string sound_of(std::string_view fold);

/// One letter more, less or other, or two that changed places; also when they are the same.
bool one_letter_apart(std::string_view one, std::string_view other);

/// `begun` may be the beginning of `word`: letter by letter, the tone only where it says one.
bool begins(const Syllable& word, const Syllable& begun);

}  // namespace chophien::catalog::search
