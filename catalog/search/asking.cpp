#include "catalog/search/asking.hpp"

#include <algorithm>

namespace chophien::catalog::search {

namespace {

constexpr std::size_t few = 5;  // answers, below which a last word is also taken as a beginning

// Between a whole word and a word that begins so.
constexpr std::uint32_t begun_percent = 85;

std::string text_of(const Reading& reading) {
    std::string text;
    for (const auto& one : reading.syllables) text += (text.empty() ? "" : " ") + one.word;
    return text;
}

/// Understands a question with growing effort until something answers.
class Understanding {
public:
    Understanding(const Vocabulary& vocabulary, const Postings& postings, const Question& question)
        : vocabulary_(vocabulary),
          postings_(postings),
          question_(question),
          typed_(reading_of(question.words)) {}

    Found with(const Columns& columns, const Almanac& almanac) {
        Found found;
        Hits hits;
        const auto from = question_.effort.value_or(Effort::as_typed);
        const auto to = question_.effort.value_or(Effort::in_part);
        for (auto effort = static_cast<int>(from); effort <= static_cast<int>(to) && hits.empty(); ++effort) {
            found.effort = static_cast<Effort>(effort);
            auto reading = reading_with(found.effort);
            if (!reading) continue;
            only_the_thing_ = found.effort == Effort::in_part;
            hits =
                typed_.stars_min > 0 && says_nothing(*reading) ? everything(columns) : answers_to(*reading);
            meant_ = std::move(*reading);
        }
        auto sifting = question_.sifting;
        sifting.asked_syllables = meant_.syllables.size();
        sifting.sieve.stars_min = std::max(sifting.sieve.stars_min, typed_.stars_min);
        found.sifted = sifted(hits, columns, almanac, sifting);
        if (found.effort > Effort::without_tones && !hits.empty()) found.understood = text_of(meant_);
        return found;
    }

private:
    std::optional<Reading> reading_with(Effort effort) const {
        switch (effort) {
            case Effort::as_typed:
                return typed_;
            case Effort::without_tones:
                return typed_.marked() ? std::optional(search::without_tones(typed_)) : std::nullopt;
            case Effort::other_keyboard:
                return other_keyboard();
            case Effort::respelled:
                return respelled(typed_, vocabulary_);
            case Effort::in_part:
                return known_part(typed_, vocabulary_);
        }
        return std::nullopt;
    }

    std::optional<Reading> other_keyboard() const {
        for (const auto& read : {typed_vni(question_.words), typed_telex(question_.words)}) {
            if (!read) continue;
            auto reading = reading_of(*read);
            if (!answers_to(reading).empty()) return reading;
        }
        return std::nullopt;
    }

    Hits answers_to(const Reading& reading) const {
        if (reading.syllables.empty()) return {};
        const bool open = reading.open_end;
        const auto& last = reading.syllables.back();
        Hits hits;
        // A letter on its own is no word yet, but for a query of that letter.
        if (!open || last.word.size() > 1 || reading.syllables.size() == 1) hits = marked(reading, false);
        if (!open || hits.size() >= few) return hits;
        auto begun = marked(reading, true);
        for (auto& hit : begun) hit.mark = hit.mark * begun_percent / 100;
        return united(hits, begun);
    }

    Hits marked(const Reading& reading, bool last_begins) const {
        const auto plan = plan_of(reading, vocabulary_, {last_begins, only_the_thing_});
        if (!plan) return {};
        auto hits = answer(plan->want, postings_);
        if (hits.empty()) return hits;
        for (const auto& better : plan->better) improve(hits, answer(better, postings_, &hits));
        return hits;
    }

    const Vocabulary& vocabulary_;
    const Postings& postings_;
    const Question& question_;
    Reading typed_;
    Reading meant_;
    bool only_the_thing_ = false;
};

}  // namespace

Found answered(
    const Question& question,
    const Vocabulary& vocabulary,
    const Postings& postings,
    const Columns& columns,
    const Almanac& almanac
) {
    if (question.words.empty()) return {sifted(everything(columns), columns, almanac, question.sifting)};
    return Understanding(vocabulary, postings, question).with(columns, almanac);
}

}  // namespace chophien::catalog::search
