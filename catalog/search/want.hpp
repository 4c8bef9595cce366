// What a query asks of the index, as a tree; and how terms are written. Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/search/syllable.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog::search {

/// The first letter of a term says what it is of a product.
enum class Field : char {
    name = 's',        ///< a syllable of its name
    name_pair = 'p',   ///< two that stand side by side there
    maker = 'm',       ///< a syllable of its brand or seller
    maker_pair = 'n',  ///< two side by side
    place = 'o',       ///< a place of one syllable where it comes from
    place_pair = 'q',  ///< two side by side in a place's name
    kind = 'k',        ///< a code: its set, its seller's kind, its papers, its province
};

/// "scà phê…": terms begin with what they fold to, so that without tones is a range of terms.
std::string term_of(Field field, const Syllable& syllable);
std::string term_of(Field field, const Syllable& first, const Syllable& second);
/// Where the terms of a folded syllable, or two, begin.
std::string range_of(Field field, std::string_view fold);
std::string range_of(Field field, std::string_view first, std::string_view second);
/// The syllables or the two of a term as they are written with their tones.
std::string_view words_of(std::string_view term);

std::string set_term(std::int32_t set);
std::string seller_term(accounts::OrganisationKind kind);
std::string scheme_term(std::string_view scheme);
std::string province_term(std::string_view code);

/// How much a match counts, by where it stands; the index keeps it with each term of a product.
namespace weight {
inline constexpr std::uint32_t hidden = 1;  ///< a part of another word
inline constexpr std::uint32_t code = 4;
inline constexpr std::uint32_t paper = 6;
inline constexpr std::uint32_t seller = 3;
inline constexpr std::uint32_t brand = 4;
inline constexpr std::uint32_t place = 6;
inline constexpr std::uint32_t merged_place = 4;  ///< the province it is in since it was merged
inline constexpr std::uint32_t inside = 8;        ///< further inside the name
inline constexpr std::uint32_t second = 9;        ///< the name's second syllable
inline constexpr std::uint32_t head = 12;         ///< its first: Vietnamese says first what a thing is
}  // namespace weight

/// A leaf asks for a term that has at least so much weight in a product; `all` and `any` for their parts. A
/// product's mark is its weight, the best of `any`, the sum of `all` or, for a phrase, of its first part.
struct Want {
    enum class Sort : std::uint8_t { term, all, any, phrase };
    Sort sort = Sort::term;
    std::string term{};
    std::uint32_t least = 0;
    std::uint32_t percent = 100;  ///< of the mark that counts
    std::vector<Want> parts{};
};

Want want_term(std::string term, std::uint32_t least = 0, std::uint32_t percent = 100);
/// One part is that part itself.
Want want(Want::Sort sort, std::vector<Want> parts, std::uint32_t percent = 100);

}  // namespace chophien::catalog::search
