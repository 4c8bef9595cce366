#include "catalog/search/lexicon.hpp"

#include "core/csv.hpp"
#include "core/embedded.hpp"
#include "core/places.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <functional>

namespace chophien::catalog::search {

namespace {

std::string key_of(std::span<const Syllable> syllables, std::string Syllable::*form) {
    std::string key;
    for (const auto& one : syllables) {
        if (!key.empty()) key += ' ';
        key += one.*form;
    }
    return key;
}

bool says(std::string_view note, std::string_view tag) { return note.find(tag) != std::string_view::npos; }

Wording wording_of(std::string_view term, std::string_view note) {
    Wording wording{syllables_of(term)};
    wording.ambiguous = says(note, "ambiguous");
    wording.broad = says(note, "broader");
    wording.narrow = says(note, "hyponym");
    wording.loose = says(note, "approximate");
    for (const auto tag : {"typo", "teencode", "abbreviation", "unaccented"})
        wording.slip = wording.slip || says(note, tag);
    return wording;
}

std::span<const Syllable> part(std::span<const Syllable> text, std::size_t begin, std::size_t count) {
    return begin + count <= text.size() ? text.subspan(begin, count) : std::span<const Syllable>();
}

}  // namespace

Lexicon::Lexicon() {
    read_synonyms();
    read_words();
    add_places();
    index();
}

Meaning& Lexicon::add(Sense sense) {
    auto& meaning = meanings_.emplace_back();
    meaning.sense = sense;
    return meaning;
}

void Lexicon::read_synonyms() {
    const auto words =
        nlohmann::json::parse(embedded::bytes_of(embedded::catalog(), "catalog/data/search-words.json"));
    const auto fillers = words.at("filler_groups").get<std::set<std::string>>();
    csv::Reader reader(embedded::bytes_of(embedded::catalog(), "catalog/data/search-synonyms.csv"));
    std::vector<std::string> cells;
    std::map<std::string, Meaning*> groups;
    ensure(reader.next(cells).value_or(false), "search-synonyms.csv has a header");
    while (reader.next(cells).value_or(false)) {
        ensure(cells.size() == 4, "search-synonyms.csv has four columns");
        auto& group = groups[cells[0]];
        if (group == nullptr)
            group = &add(
                fillers.contains(cells[0])       ? Sense::filler
                : cells[0].starts_with("place_") ? Sense::place
                                                 : Sense::goods
            );
        group->wordings.push_back(wording_of(cells[1], cells[3]));
    }
}

void Lexicon::read_words() {
    const auto file =
        nlohmann::json::parse(embedded::bytes_of(embedded::catalog(), "catalog/data/search-words.json"));
    const auto say = [](Meaning& meaning, const nlohmann::json& words) {
        for (const auto& word : words) meaning.wordings.push_back(wording_of(word.get<std::string>(), ""));
    };
    say(add(Sense::filler), file.at("fillers"));
    for (const auto& row : file.at("sellers")) {
        auto& meaning = add(Sense::seller);
        say(meaning, row.at("words"));
        meaning.seller = json::from_name<accounts::OrganisationKind>(row.at("kind").get<std::string>());
        ensure(meaning.seller.has_value(), "search-words.json names known kinds of sellers");
    }
    for (const auto& row : file.at("schemes")) {
        auto& meaning = add(Sense::scheme);
        say(meaning, row.at("words"));
        meaning.scheme = row.at("scheme");
    }
    for (const auto& row : file.at("sets")) {
        auto& meaning = add(Sense::sets);
        say(meaning, row.at("words"));
        meaning.sets = row.at("sets").get<std::vector<std::int32_t>>();
        meaning.within = row.value("within", false);
    }
    for (const auto& row : file.at("false_friends")) {
        const auto word = syllables_of(row.at("word").get<std::string>());
        ensure(word.size() == 1, "a false friend is one syllable");
        for (const auto& within : row.at("within")) {
            const auto phrase = syllables_of(within.get<std::string>());
            hides_[word.front().word].push_back(phrase);
            for (std::size_t at = 0; at + 1 < phrase.size(); ++at) {
                one_words_.insert(key_of(part(phrase, at, 2), &Syllable::word));
                one_word_folds_.insert(key_of(part(phrase, at, 2), &Syllable::fold));
            }
        }
    }
}

void Lexicon::add_places() {
    for (const auto& province : provinces()) {
        const auto name = [&](std::string_view text, bool former) {
            auto& meaning = add(Sense::place);
            meaning.wordings.push_back({syllables_of(text)});
            meaning.province = province.code;
            meaning.former = former;
        };
        name(province.name, false);
        for (const auto& former : province.formed_from)
            if (former.name != province.name) name(former.name, true);
    }
}

void Lexicon::index() {
    for (const auto& meaning : meanings_)
        for (const auto& wording : meaning.wordings) {
            if (wording.syllables.empty()) continue;
            longest_ = std::max(longest_, wording.syllables.size());
            by_word_[key_of(wording.syllables, &Syllable::word)].push_back({&meaning, &wording});
            by_fold_[key_of(wording.syllables, &Syllable::fold)].push_back({&meaning, &wording});
        }
}

std::size_t Lexicon::longest(std::span<const Syllable> text, bool marked, std::vector<Sighting>& found)
    const {
    found.clear();
    const auto& known = marked ? by_word_ : by_fold_;
    for (auto count = std::min(longest_, text.size()); count > 0; --count) {
        const auto at = known.find(key_of(text.first(count), marked ? &Syllable::word : &Syllable::fold));
        if (at == known.end()) continue;
        found = at->second;
        return count;
    }
    return 0;
}

std::size_t Lexicon::sighted(
    std::span<const Syllable> text,
    const std::vector<bool>& loose,
    std::size_t at,
    std::size_t end,
    std::vector<Sighting>& seen
) const {
    const auto rest = text.subspan(at, end - at);
    const bool some_loose = std::any_of(
        loose.begin() + static_cast<std::ptrdiff_t>(at),
        loose.begin() + static_cast<std::ptrdiff_t>(end),
        std::identity()
    );
    const auto strict = longest(rest, true, seen);
    if (!some_loose) return strict;
    std::vector<Sighting> folded;
    const auto count = longest(rest, false, folded);
    if (count == 0 || count < strict) return strict;
    // Of wordings that fold to it, those that differ only where the query is loose.
    std::erase_if(folded, [&](const Sighting& one) {
        for (std::size_t place = 0; place < count; ++place)
            if (!loose[at + place] && one.wording->syllables[place] != rest[place]) return true;
        return false;
    });
    if (folded.empty()) return strict;
    seen = std::move(folded);
    return count;
}

bool Lexicon::is_one_word(const Syllable& first, const Syllable& second, bool marked) const {
    return marked ? one_words_.contains(first.word + ' ' + second.word)
                  : one_word_folds_.contains(first.fold + ' ' + second.fold);
}

std::vector<bool> Lexicon::hidden_in(std::span<const Syllable> name) const {
    std::vector<bool> hidden(name.size(), false);
    for (std::size_t at = 0; at < name.size(); ++at) {
        const auto friends = hides_.find(name[at].word);
        if (friends == hides_.end()) continue;
        for (const auto& phrase : friends->second)
            for (std::size_t before = 0; before < phrase.size() && before <= at; ++before)
                if (phrase[before] == name[at] &&
                    std::ranges::equal(part(name, at - before, phrase.size()), phrase))
                    hidden[at] = true;
    }
    return hidden;
}

const Lexicon& lexicon() {
    static const Lexicon only;
    return only;
}

}  // namespace chophien::catalog::search
