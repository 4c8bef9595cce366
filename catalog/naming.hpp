// When two names are one, and which words find a product. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog {

/// What makes a seller's product names one: letters and digits without case, with their tones, everything
/// else a blank. "Bánh tráng dừa" (coconut) and "Bánh tráng dứa" (pineapple) are two products, "CHÈ tân
/// cương." and "Chè Tân Cương" one.
std::string name_identity(std::string_view name);

/// The same for packs, where blanks count for nothing but the mark inside a number does: "Hộp 1,5 kg" is
/// "hộp1.5kg".
std::string pack_identity(std::string_view pack);

/// A name as lists sort and search compares it: its folded words, one blank between.
std::string name_fold(std::string_view name);

/// What a product is found by: every folded syllable and every two that stand side by side in one of the
/// texts; sorted, each once. Words in other scripts than Latin and words over 30 signs are left out.
std::vector<std::string> search_words(const std::vector<std::string_view>& texts);

/// What a query asks for. Empty `prefix`: there is no word in it.
struct SearchTerms {
    std::vector<std::string> whole;  ///< each must be there
    std::string prefix;              ///< something that begins so must be there
    std::string phrase;              ///< the folded query, for the rank
};

inline constexpr std::size_t most_query_words = 8;  ///< the rest of a query is not looked at

/// Every two neighbours of the query, the last word still being typed: "ca phe d" asks for "ca phe" and "phe
/// d…". A lone word is a prefix; a lone letter a whole word.
SearchTerms neighbours_of(std::string_view query);
/// The same with every syllable on its own, for when the neighbours find nothing.
SearchTerms syllables_of(std::string_view query);

}  // namespace chophien::catalog
