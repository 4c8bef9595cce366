// Queries the index does not know as they are: mistyped words, and words nothing has.
#include "catalog/search/plan.hpp"
#include "core/text_encoding.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace chophien::catalog::search {

namespace {

constexpr std::size_t most_words_looked_at = 20'000;
constexpr std::size_t most_candidates = 10;  // for one syllable

/// A folded syllable of the index that may have been meant.
struct Candidate {
    std::string fold;
    double cost = 0;
    std::uint32_t products = 0;
};

using Folds = std::map<std::string, std::uint32_t>;

// Folded syllables of names: a slip may be in the first letter too.
Folds folds_of_names(const Vocabulary& index) {
    Folds folds;
    const std::string begin(1, static_cast<char>(Field::name));
    for (const auto& one : index.beginning(begin, most_words_looked_at)) {
        const auto end = one.term.find('\t');
        folds[one.term.substr(1, end - 1)] += one.products;
    }
    return folds;
}

// A word the index has, or one that is spelled as Vietnamese is, is only taken for one that sounds the same;
// what the lexicon knows (locked) is what it says.
std::vector<Candidate> candidates_for(const Folds& folds, const Syllable& syllable, bool locked, bool alone) {
    std::vector<Candidate> found;
    const auto& typed = syllable.fold;
    const auto sound = sound_of(typed);
    const bool word =
        folds.contains(typed) || ((syllable.marked() || alone) && text::is_syllable(syllable.word));
    for (const auto& [fold, products] : folds) {
        double cost = 0;
        if (fold == typed)
            cost = 0;
        else if (locked)
            continue;
        else if (sound_of(fold) == sound)
            cost = 1;
        else if (!word && typed.size() > 2 && one_letter_apart(typed, fold))
            cost = 1.5;
        else
            continue;
        found.push_back({fold, cost, products});
    }
    std::ranges::stable_sort(found, [](const Candidate& one, const Candidate& other) {
        return std::pair(one.cost, other.products) < std::pair(other.cost, one.products);
    });
    if (found.size() > most_candidates) found.resize(most_candidates);
    return found;
}

// Of each syllable whether it is a part of goods or a place that the lexicon knows.
std::vector<bool> known_to_lexicon(const Reading& reading) {
    std::vector<bool> known(reading.syllables.size(), false);
    std::vector<Sighting> seen;
    const auto text = std::span(reading.syllables);
    for (std::size_t at = 0; at < text.size();) {
        const auto count = lexicon().longest(text.subspan(at), reading.marked(), seen);
        const bool as_written =
            count > 0 && std::ranges::none_of(seen, [](const Sighting& one) { return one.wording->slip; });
        for (auto place = at; as_written && place < at + count; ++place) known[place] = true;
        at += std::max<std::size_t>(count, 1);
    }
    return known;
}

std::uint32_t together(const Vocabulary& index, const std::string& first, const std::string& second) {
    std::uint32_t products = 0;
    for (const auto field : {Field::name_pair, Field::place_pair})
        for (const auto& one : index.beginning(range_of(field, first, second), 8)) products += one.products;
    return products;
}

bool anywhere(const Vocabulary& index, const std::string& fold) {
    const auto some = [&](Field field) { return !index.beginning(range_of(field, fold), 1).empty(); };
    if (some(Field::name) || some(Field::place) || some(Field::maker)) return true;
    // Places of several syllables are kept by pairs.
    const std::string begin = static_cast<char>(Field::place_pair) + fold + ' ';
    return !index.beginning(begin, 1).empty();
}

}  // namespace

std::optional<Reading> respelled(const Reading& reading, const Vocabulary& index) {
    const auto folds = folds_of_names(index);
    const auto locked = known_to_lexicon(reading);
    std::vector<std::vector<Candidate>> all;
    for (std::size_t at = 0; at < reading.syllables.size(); ++at) {
        const auto& syllable = reading.syllables[at];
        auto some = candidates_for(folds, syllable, locked[at], reading.syllables.size() == 1);
        if (some.empty()) some.push_back({syllable.fold, 4, 0});
        all.push_back(std::move(some));
    }
    if (all.empty()) return std::nullopt;

    // The cheapest way through the candidates: a slip costs, standing together in a product pays.
    struct Step {
        double cost = 0;
        std::size_t from = 0;
    };

    std::vector<std::vector<Step>> steps(all.size());
    for (std::size_t at = 0; at < all.size(); ++at)
        for (const auto& candidate : all[at]) {
            const auto own = 3 * candidate.cost - 0.3 * std::log1p(candidate.products);
            Step best{at == 0 ? own : 1e9, 0};
            for (std::size_t before = 0; at > 0 && before < all[at - 1].size(); ++before) {
                const auto pair = together(index, all[at - 1][before].fold, candidate.fold);
                const auto cost = steps[at - 1][before].cost + own - (pair > 0 ? 4 + std::log1p(pair) : 0);
                if (cost < best.cost) best = {cost, before};
            }
            steps[at].push_back(best);
        }

    const auto cheapest = std::ranges::min_element(steps.back(), {}, &Step::cost);
    auto at = static_cast<std::size_t>(cheapest - steps.back().begin());
    Reading meant = without_tones(reading);
    bool changed = false;
    for (auto place = all.size(); place-- > 0;) {
        const auto& fold = all[place][at].fold;
        if (fold != meant.syllables[place].fold) {
            changed = true;
            meant.syllables[place] = {fold, fold};
            meant.loose[place] = true;
        }
        at = steps[place][at].from;
    }
    return changed ? std::optional(meant) : std::nullopt;
}

Reading known_part(const Reading& reading, const Vocabulary& index) {
    Reading part;
    part.stars_min = reading.stars_min;
    const auto known = known_to_lexicon(reading);
    for (std::size_t at = 0; at < reading.syllables.size(); ++at) {
        if (at > 0 && !known[at] && !anywhere(index, reading.syllables[at].fold)) continue;
        part.syllables.push_back(reading.syllables[at]);
        part.loose.push_back(reading.loose[at]);
    }
    return part;
}

}  // namespace chophien::catalog::search
