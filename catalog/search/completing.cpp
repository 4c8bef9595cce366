#include "catalog/search/completing.hpp"

#include <algorithm>

namespace chophien::catalog::search {

namespace {

constexpr std::size_t most_looked_at = 2000;

bool is(const Syllable& word, const Syllable& typed, bool marked) {
    return marked ? word == typed : word.fold == typed.fold;
}

}  // namespace

std::vector<Completion> completions_of(const Reading& typed, const Vocabulary& index, std::size_t most) {
    if (typed.syllables.empty()) return {};
    const auto& last = typed.syllables.back();
    const auto count = typed.syllables.size();
    std::vector<Completion> found;
    const auto look = [&](const std::string& fold, std::size_t before, auto&& fits) {
        std::string earlier;
        for (std::size_t at = 0; at < before; ++at) earlier += typed.syllables[at].word + ' ';
        for (const auto& one : index.beginning(static_cast<char>(Field::name_pair) + fold, most_looked_at)) {
            const auto words = syllables_of(words_of(one.term));
            if (words.size() == 2 && fits(words))
                found.push_back({earlier + words[0].word + ' ' + words[1].word, one.products});
        }
    };
    if (count == 1)
        look(last.fold, 0, [&](const auto& words) {
            return typed.open_end ? begins(words[0], last) : is(words[0], last, typed.marked());
        });
    if (count > 1 && typed.open_end) {
        const auto& first = typed.syllables[count - 2];
        look(first.fold + ' ' + last.fold, count - 2, [&](const auto& words) {
            return is(words[0], first, typed.marked()) && begins(words[1], last);
        });
    }
    const bool said =
        count > 1 &&
        !index.beginning(range_of(Field::name_pair, typed.syllables[count - 2].fold, last.fold), 1).empty();
    if (said)
        look(last.fold + ' ', count - 1, [&](const auto& words) {
            return is(words[0], last, typed.marked());
        });
    std::ranges::stable_sort(found, std::ranges::greater(), &Completion::products);
    std::vector<Completion> best;
    for (auto& one : found) {
        if (best.size() == most) break;
        if (std::ranges::find(best, one.words, &Completion::words) == best.end())
            best.push_back(std::move(one));
    }
    return best;
}

}  // namespace chophien::catalog::search
