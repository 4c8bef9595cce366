// What a query says, before any index is asked.
#include "catalog/search/plan.hpp"

#include <algorithm>
#include <functional>

namespace chophien::catalog::search {

bool Reading::marked() const {
    return !loose.empty() && std::none_of(loose.begin(), loose.end(), std::identity());
}

// "4 sao" asks for a label, wherever it stands.
static void take_stars(Reading& reading) {
    auto& words = reading.syllables;
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
        const auto& number = words[at].word;
        if (number.size() != 1 || number[0] < '3' || number[0] > '5' || words[at + 1].word != "sao") continue;
        reading.stars_min = number[0] - '0';
        const auto begin = words.begin() + static_cast<std::ptrdiff_t>(at);
        words.erase(begin, begin + 2);
        return;
    }
}

Reading reading_of(std::string_view query) {
    Reading reading;
    reading.syllables = syllables_of(query);
    reading.open_end = !query.empty() && static_cast<unsigned char>(query.back()) > ' ';
    if (reading.syllables.size() > most_query_syllables) {
        reading.syllables.resize(most_query_syllables);
        reading.open_end = false;
    }
    take_stars(reading);
    const bool marked = std::ranges::any_of(reading.syllables, &Syllable::marked);
    reading.loose.assign(reading.syllables.size(), !marked);
    return reading;
}

Reading without_tones(Reading reading) {
    const auto& text = reading.syllables;
    const auto strict = std::move(reading.loose);
    reading.loose.assign(text.size(), true);
    std::vector<Sighting> seen;
    for (std::size_t at = 0; at < text.size();) {
        const auto count = lexicon().sighted(text, strict, at, text.size(), seen);
        const bool known = count > 0 && std::ranges::any_of(seen, [](const Sighting& one) {
                               return !one.wording->slip && one.meaning->sense != Sense::filler;
                           });
        for (auto place = at; known && place < at + count; ++place) reading.loose[place] = strict[place];
        at += std::max<std::size_t>(count, 1);
    }
    return reading;
}

bool says_nothing(const Reading& reading) {
    std::vector<Sighting> seen;
    for (std::size_t at = 0; at < reading.syllables.size();) {
        const auto count =
            lexicon().sighted(reading.syllables, reading.loose, at, reading.syllables.size(), seen);
        const auto filler = [](const Sighting& one) { return one.meaning->sense == Sense::filler; };
        if (count == 0 || !std::ranges::all_of(seen, filler)) return false;
        at += count;
    }
    return true;
}

}  // namespace chophien::catalog::search
