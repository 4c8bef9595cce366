// What the words of a query stand for: goods under their regional names, places, sets, sellers, papers, and
// words that say nothing of goods (catalog/data/search-synonyms.csv and search-words.json). Pure.
#pragma once

#include "accounts/caller.hpp"
#include "catalog/search/syllable.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace chophien::catalog::search {

enum class Sense : std::uint8_t { goods, place, sets, seller, scheme, filler };

/// One way to say it.
struct Wording {
    std::vector<Syllable> syllables;
    bool ambiguous = false;  ///< means other things too: followed only when nothing else is asked
    bool narrow = false;     ///< a kind of it: found when it is asked for, never the other way round
    bool broad = false;      ///< the other way round
    bool loose = false;      ///< nearly the same
    bool slip = false;       ///< a way to type it that no product name has
};

/// What several wordings mean.
struct Meaning {
    Sense sense{};
    std::vector<Wording> wordings{};
    std::vector<std::int32_t> sets{};                    ///< of Sense::sets
    bool within = false;                                 ///< its sets hold hardly anything else
    std::optional<accounts::OrganisationKind> seller{};  ///< of Sense::seller
    std::string scheme{};                                ///< of Sense::scheme
    std::string province{};  ///< of Sense::place: the code today, when it is a province or was one
    bool former = false;     ///< a province until 1 July 2025 only
};

/// A wording of a meaning that stands in a text.
struct Sighting {
    const Meaning* meaning = nullptr;
    const Wording* wording = nullptr;
};

class Lexicon {
public:
    Lexicon();

    /// The meanings of the longest wording that `text` begins with, and how many syllables that is; 0: none.
    /// Unmarked text is compared without tones and marks.
    std::size_t longest(std::span<const Syllable> text, bool marked, std::vector<Sighting>& found) const;

    /// The same from `at` to `end` of a text of which some syllables are loose: those are compared without
    /// tones and marks, the others as they are.
    std::size_t sighted(
        std::span<const Syllable> text,
        const std::vector<bool>& loose,
        std::size_t at,
        std::size_t end,
        std::vector<Sighting>& found
    ) const;

    /// For each syllable of a name whether it stands there as a part of another word (the mè of cá mè): it
    /// must not be found as itself.
    std::vector<bool> hidden_in(std::span<const Syllable> name) const;

    /// The two are parts of one word that hides others: never to be taken apart.
    bool is_one_word(const Syllable& first, const Syllable& second, bool marked) const;

    /// It is known what hides this word, so a match that is not hidden is meant.
    bool has_false_friends(const std::string& word) const { return hides_.contains(word); }

private:
    using Key = std::string;

    Meaning& add(Sense sense);
    void read_synonyms();
    void read_words();
    void add_places();
    void index();

    std::deque<Meaning> meanings_;
    std::map<Key, std::vector<Sighting>, std::less<>> by_word_;
    std::map<Key, std::vector<Sighting>, std::less<>> by_fold_;
    std::map<std::string, std::vector<std::vector<Syllable>>> hides_;
    std::set<std::string, std::less<>> one_words_;  ///< two syllables with a blank between
    std::set<std::string, std::less<>> one_word_folds_;
    std::size_t longest_ = 1;
};

/// The one of the embedded files.
const Lexicon& lexicon();

}  // namespace chophien::catalog::search
