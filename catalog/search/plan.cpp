#include "catalog/search/plan.hpp"

#include "core/text_encoding.hpp"

#include <algorithm>
#include <functional>

namespace chophien::catalog::search {

namespace {

using Sort = Want::Sort;

constexpr std::size_t most_variants = 12;     // of one folded syllable or pair
constexpr std::size_t most_completions = 48;  // of one beginning
constexpr std::size_t most_looked_at = 1500;  // terms of one beginning
constexpr std::uint32_t strong_bond = 80;     // percent: the two hardly occur without each other
constexpr std::uint32_t bond = 40;            // percent: more than by chance

// Percent of a match's mark.
constexpr std::uint32_t other_tones = 96;
constexpr std::uint32_t unmarked_form = 60;
constexpr std::uint32_t synonym = 85;
constexpr std::uint32_t loose_synonym = 60;
constexpr std::uint32_t taken_apart = 75;
constexpr std::uint32_t of_its_sets = 60;
constexpr std::uint32_t side_by_side = 40;

/// Builds the wants of one query against one index.
class Planner {
public:
    Planner(const Reading& reading, const Vocabulary& index, PlanOptions options)
        : text_(reading.syllables),
          loose_(reading.loose),
          index_(index),
          options_(options),
          sights_(reading.syllables.size()) {}

    std::optional<Plan> plan() {
        if (text_.empty()) return std::nullopt;
        cut();
        Plan plan;
        std::vector<Want> wants;
        std::optional<std::size_t> thing;
        for (const auto& piece : pieces_) {
            if (piece.filler && !only_fillers_) continue;
            wants.push_back(want_of(piece));
            if (!thing && is_thing(piece) && !wants.back().parts.empty()) thing = wants.size() - 1;
        }
        if (wants.empty()) return std::nullopt;
        if (options_.only_the_thing) {
            std::swap(wants.front(), wants[thing.value_or(0)]);
            plan.better.assign(wants.begin() + 1, wants.end());
            wants.resize(1);
        }
        plan.want = want(Sort::all, std::move(wants));
        add_neighbours(plan);
        return plan;
    }

private:
    using Text = std::span<const Syllable>;

    /// A run of syllables that is one thing.
    struct Piece {
        std::size_t begin = 0;
        std::size_t count = 1;
        std::vector<Sighting> seen{};
        bool filler = false;
        bool place = false;
    };

    // Words that stand together are what is asked for; one alone may be a word about it.
    static bool is_thing(const Piece& piece) { return piece.count > 1; }

    bool is_open(std::size_t at) const { return options_.last_begins && at + 1 == text_.size(); }

    // The longest wordings the lexicon knows from left to right; what lies between by how often it stands
    // together.
    void cut() {
        const auto whole = std::span(text_);
        const auto known_to = options_.last_begins ? text_.size() - 1 : text_.size();
        std::size_t loose_from = 0;
        for (std::size_t at = 0; at < text_.size();) {
            std::vector<Sighting> seen;
            const auto count = at < known_to ? lexicon().sighted(text_, loose_, at, known_to, seen) : 0;
            const auto filler = [](const Sighting& one) { return one.meaning->sense == Sense::filler; };
            if (count == 1 && loose_[at] && std::ranges::none_of(seen, filler)) sights_[at] = std::move(seen);
            if (count == 0 || !sights_[at].empty()) {
                ++at;
                continue;
            }
            bind(loose_from, at);
            Piece piece{at, count, std::move(seen)};
            const auto is = [](Sense sense) {
                return [sense](const Sighting& one) { return one.meaning->sense == sense; };
            };
            piece.filler = std::ranges::all_of(piece.seen, is(Sense::filler));
            piece.place = std::ranges::any_of(piece.seen, is(Sense::place));
            std::erase_if(piece.seen, is(Sense::filler));
            pieces_.push_back(std::move(piece));
            at += count;
            loose_from = at;
        }
        bind(loose_from, text_.size());
        only_fillers_ = std::ranges::all_of(pieces_, &Piece::filler);
        goods_ = static_cast<std::size_t>(std::ranges::count_if(pieces_, [](const Piece& piece) {
            const bool other = std::ranges::any_of(piece.seen, [](const Sighting& one) {
                return one.meaning->sense == Sense::seller || one.meaning->sense == Sense::scheme;
            });
            return !piece.filler && !piece.place && !other;
        }));
    }

    bool marked(std::size_t at) const { return !loose_[at]; }

    // Pieces of syllables no lexicon knows: neighbours that hardly occur apart stay together, the closest
    // first; a syllable binds to both sides only where both bonds are strong.
    void bind(std::size_t begin, std::size_t end) {
        if (begin >= end) return;

        struct Bond {
            std::size_t left;
            std::uint32_t strength;
        };

        std::vector<Bond> bonds;
        for (auto at = begin; at + 1 < end; ++at)
            if (const auto strength = strength_of(at); strength >= bond) bonds.push_back({at, strength});
        std::ranges::stable_sort(bonds, std::ranges::greater(), &Bond::strength);
        std::vector<bool> tied(end - begin, false);
        std::vector<bool> joined(end - begin, false);  // to the next one
        for (const auto& one : bonds) {
            const auto left = one.left - begin;
            if ((tied[left] || tied[left + 1]) && one.strength < strong_bond) continue;
            joined[left] = tied[left] = tied[left + 1] = true;
        }
        for (auto at = begin; at < end;) {
            auto last = at;
            while (last + 1 < end && joined[last - begin]) ++last;
            auto& piece = pieces_.emplace_back(Piece{at, last - at + 1});
            if (piece.count == 1) piece.seen = sights_[at];
            piece.place = std::ranges::any_of(piece.seen, [](const Sighting& one) {
                return one.meaning->sense == Sense::place;
            });
            at = last + 1;
        }
    }

    std::uint32_t strength_of(std::size_t left) const {
        std::uint64_t together = 0;
        for (const auto field : {Field::name_pair, Field::place_pair, Field::maker_pair})
            together += count(pairs(field, left));
        if (together == 0) return 0;
        // Words of a maker or a place that stand side by side in no name: together or one by one.
        const bool soft = may_bind_softly_ && count(pairs(Field::name_pair, left)) == 0;
        if (lexicon().is_one_word(text_[left], text_[left + 1], marked(left) && marked(left + 1))) return 100;
        const auto alone = [&](std::size_t at) {
            std::uint64_t sum = 0;
            for (const auto field : {Field::name, Field::place, Field::maker})
                sum += count(singles(field, at));
            return std::max<std::uint64_t>(sum, 1);
        };
        // Places are kept by pairs only, so that two alone may count less than together.
        const auto rarer = std::max(std::min(alone(left), alone(left + 1)), together);
        const auto strength = static_cast<std::uint32_t>(together * 100 / rarer);
        return soft ? std::max(strength, strong_bond) : strength;
    }

    static std::uint64_t count(const std::vector<Vocabulary::Counted>& terms) {
        std::uint64_t sum = 0;
        for (const auto& one : terms) sum += one.products;
        return sum;
    }

    std::vector<Vocabulary::Counted> exact(std::string term) const {
        const auto products = index_.products_with(term);
        if (products == 0) return {};
        return {{std::move(term), products}};
    }

    static void keep_commonest(std::vector<Vocabulary::Counted>& terms, std::size_t most) {
        if (terms.size() <= most) return;
        std::ranges::stable_sort(terms, std::ranges::greater(), &Vocabulary::Counted::products);
        terms.resize(most);
    }

    // "tú" is the beginning of túi before it is one of tuấn, whose tone is typed last.
    static void keep_what_is_written(std::vector<Vocabulary::Counted>& terms, std::string_view last) {
        const auto goes_on = [last](const Vocabulary::Counted& one) {
            const auto words = words_of(one.term);
            const auto blank = words.rfind(' ');
            return words.substr(blank == std::string_view::npos ? 0 : blank + 1).starts_with(last);
        };
        if (std::ranges::any_of(terms, goes_on)) std::erase_if(terms, std::not_fn(goes_on));
    }

    /// The index's terms of a syllable of the query: itself, or every word that folds to it, or begins so.
    std::vector<Vocabulary::Counted> singles(Field field, std::size_t at) const {
        const auto& syllable = text_[at];
        if (is_open(at)) {
            auto found = index_.beginning(static_cast<char>(field) + syllable.fold, most_looked_at);
            std::erase_if(found, [&](const auto& one) {
                const auto words = syllables_of(words_of(one.term));
                return words.size() != 1 || !begins(words.front(), syllable);
            });
            keep_what_is_written(found, syllable.word);
            keep_commonest(found, most_completions);
            return found;
        }
        if (marked(at)) return exact(term_of(field, syllable));
        auto found = index_.beginning(range_of(field, syllable.fold), 4 * most_variants);
        keep_commonest(found, most_variants);
        return found;
    }

    std::vector<Vocabulary::Counted> pairs(Field field, std::size_t left) const {
        const auto& first = text_[left];
        const auto& second = text_[left + 1];
        if (!is_open(left + 1)) return variants(field, left);
        auto found =
            index_.beginning(static_cast<char>(field) + first.fold + ' ' + second.fold, most_looked_at);
        std::erase_if(found, [&](const auto& one) {
            const auto words = syllables_of(words_of(one.term));
            return words.size() != 2 || !begins(words[1], second) || (marked(left) && words[0] != first);
        });
        keep_what_is_written(found, second.word);
        keep_commonest(found, most_completions);
        return found;
    }

    std::vector<Vocabulary::Counted> variants(Field field, std::size_t left) const {
        const auto& first = text_[left];
        const auto& second = text_[left + 1];
        if (marked(left) && marked(left + 1)) return exact(term_of(field, first, second));
        auto found = index_.beginning(range_of(field, first.fold, second.fold), 4 * most_variants);
        if (marked(left) || marked(left + 1))
            std::erase_if(found, [&](const auto& one) {
                const auto words = syllables_of(words_of(one.term));
                return words.size() != 2 || (marked(left) && words[0] != first) ||
                       (marked(left + 1) && words[1] != second);
            });
        keep_commonest(found, most_variants);
        return found;
    }

    static Want any_of(std::vector<Vocabulary::Counted> terms, std::uint32_t least = 0) {
        std::vector<Want> parts;
        for (auto& one : terms) parts.push_back(want_term(std::move(one.term), least));
        return want(Sort::any, std::move(parts));
    }

    // A word typed without tones is first of all the word that has none.
    Want any_tones(std::vector<Vocabulary::Counted> terms, std::size_t at, std::uint32_t least) const {
        std::vector<Want> parts;
        for (auto& one : terms) {
            const bool as_typed = is_open(at) || words_of(one.term) == text_[at].word;
            parts.push_back(want_term(std::move(one.term), least, as_typed ? 100 : other_tones));
        }
        return want(Sort::any, std::move(parts));
    }

    /// Syllables of the query side by side in one field.
    std::optional<Want> phrase(Field pair_field, std::size_t begin, std::size_t count) const {
        std::vector<Want> parts;
        for (auto at = begin; at + 1 < begin + count; ++at) {
            auto found = pairs(pair_field, at);
            if (found.empty()) return std::nullopt;
            parts.push_back(any_of(std::move(found)));
        }
        return want(Sort::phrase, std::move(parts));
    }

    void add(std::vector<Want>& ways, std::optional<Want> way, std::uint32_t percent = 100) const {
        if (!way) return;
        way->percent = way->percent * percent / 100;
        ways.push_back(std::move(*way));
    }

    /// The syllables as they were typed, wherever a product may say them.
    void add_literal(std::vector<Want>& ways, std::size_t begin, std::size_t count) const {
        if (count > 1) {
            for (const auto field : {Field::name_pair, Field::place_pair, Field::maker_pair})
                add(ways, phrase(field, begin, count));
            if (!is_open(begin + count - 1)) add(ways, plain_phrase(begin, count), unmarked_form);
            return;
        }
        auto named = singles(Field::name, begin);
        auto placed = singles(Field::place, begin);
        const bool foreign = !text::is_syllable(text_[begin].word);
        std::vector<Vocabulary::Counted> made;
        // A syllable of a maker's name says little of its goods: asked for where nothing else has it.
        if (foreign || (named.empty() && placed.empty() && marked(begin)))
            made = singles(Field::maker, begin);
        if (!named.empty()) ways.push_back(any_tones(std::move(named), begin, weight::hidden + 1));
        if (!placed.empty()) ways.push_back(any_of(std::move(placed)));
        if (!made.empty()) ways.push_back(any_of(std::move(made)));
    }

    /// Names that were typed without tones and marks.
    std::optional<Want> plain_phrase(std::size_t begin, std::size_t count) const {
        std::vector<Want> parts;
        const auto plain = [](const Syllable& one) { return Syllable{one.fold, one.fold}; };
        for (auto at = begin; at + 1 < begin + count; ++at) {
            auto found = exact(term_of(Field::name_pair, plain(text_[at]), plain(text_[at + 1])));
            if (found.empty()) return std::nullopt;
            parts.push_back(any_of(std::move(found)));
        }
        const auto piece = std::span(text_).subspan(begin, count);
        const bool loose = std::any_of(
            loose_.begin() + static_cast<std::ptrdiff_t>(begin),
            loose_.begin() + static_cast<std::ptrdiff_t>(begin + count),
            std::identity()
        );
        if (loose || std::ranges::none_of(piece, &Syllable::marked)) return std::nullopt;
        return want(Sort::phrase, std::move(parts));
    }

    /// Another wording, exactly as the lexicon writes it.
    std::optional<Want> wording(const Wording& wording) const {
        const auto& words = wording.syllables;
        if (words.size() == 1) {
            // A short word with other meanings counts as the thing itself only at the head of a name, unless
            // it is known what else it could be a part of.
            const auto least = wording.ambiguous && !lexicon().has_false_friends(words.front().word)
                                   ? weight::head
                                   : weight::hidden + 1;
            auto found = exact(term_of(Field::name, words.front()));
            if (found.empty()) return std::nullopt;
            return any_of(std::move(found), least);
        }
        std::vector<Want> parts;
        for (std::size_t at = 0; at + 1 < words.size(); ++at) {
            auto found = exact(term_of(Field::name_pair, words[at], words[at + 1]));
            if (found.empty()) return std::nullopt;
            parts.push_back(any_of(std::move(found)));
        }
        return want(Sort::phrase, std::move(parts));
    }

    void add_goods(std::vector<Want>& ways, const Sighting& seen) const {
        const auto& typed = *seen.wording;
        if (typed.narrow || (typed.ambiguous && goods_ > 1)) return;
        for (const auto& other : seen.meaning->wordings) {
            if (&other == &typed || other.slip || (other.broad && !typed.broad)) continue;
            add(ways, wording(other), other.loose || typed.loose ? loose_synonym : synonym);
        }
    }

    /// `said`: products say the place as it was typed.
    void add_place(std::vector<Want>& ways, const Sighting& seen, bool said) const {
        for (const auto& other : seen.meaning->wordings) {
            if (&other == seen.wording || other.slip) continue;
            const auto& words = other.syllables;
            std::vector<Want> parts;
            if (words.size() == 1) parts.push_back(want_term(term_of(Field::place, words.front())));
            for (std::size_t at = 0; at + 1 < words.size(); ++at)
                parts.push_back(want_term(term_of(Field::place_pair, words[at], words[at + 1])));
            ways.push_back(want(Sort::phrase, std::move(parts)));
        }
        // Whoever names a former province wants what came from there; all of today's only where nothing says
        // so.
        if (seen.meaning->former && !said) ways.push_back(want_term(province_term(seen.meaning->province)));
    }

    // What was meant by a slip: the wording that sounds the same, else the first one.
    static const Wording* meant_by(const Sighting& seen) {
        const auto sounds = [&](const Wording& other) {
            return std::ranges::equal(
                other.syllables,
                seen.wording->syllables,
                {},
                [](const Syllable& one) { return sound_of(one.fold); },
                [](const Syllable& one) { return sound_of(one.fold); }
            );
        };
        const Wording* first = nullptr;
        for (const auto& other : seen.meaning->wordings) {
            if (other.slip || other.narrow) continue;
            if (sounds(other)) return &other;
            if (first == nullptr) first = &other;
        }
        return first;
    }

    std::optional<Want> want_of_slip(const Piece& piece) const {
        if (piece.seen.empty()) return std::nullopt;
        Piece meant = piece;
        for (auto& one : meant.seen) {
            if (!one.wording->slip) return std::nullopt;
            one.wording = meant_by(one);
            if (one.wording == nullptr) return std::nullopt;
        }
        Reading reading;
        reading.syllables = meant.seen.front().wording->syllables;
        reading.loose.assign(reading.syllables.size(), false);
        Planner planner(reading, index_, {});
        planner.goods_ = goods_;
        meant.begin = 0;
        meant.count = reading.syllables.size();
        return planner.want_of(meant);
    }

    Want want_of(const Piece& piece) const {
        if (auto meant = want_of_slip(piece)) return std::move(*meant);
        std::vector<Want> ways;
        add_literal(ways, piece.begin, piece.count);
        const bool said = !ways.empty();
        for (const auto& seen : piece.seen) {
            const auto& meaning = *seen.meaning;
            switch (meaning.sense) {
                case Sense::goods:
                    add_goods(ways, seen);
                    break;
                case Sense::place:
                    add_place(ways, seen, said);
                    break;
                case Sense::sets:
                    for (const auto set : meaning.sets)
                        ways.push_back(
                            want_term(set_term(set), 0, meaning.within ? of_its_sets / 2 : of_its_sets)
                        );
                    break;
                case Sense::seller:
                    ways.push_back(want_term(seller_term(*meaning.seller)));
                    break;
                case Sense::scheme:
                    ways.push_back(want_term(scheme_term(meaning.scheme)));
                    break;
                case Sense::filler:
                    break;
            }
        }
        if (piece.count > 1) add_parts(ways, piece);
        if (piece.count > 1) add_sighted(ways, piece);
        if (ways.empty()) ways.push_back(want_term(term_of(Field::name, text_[piece.begin])));
        return want(Sort::any, std::move(ways));
    }

    // "trà túi lọc" is also a tea that says túi lọc further on: the words of a long wording one by one.
    void add_parts(std::vector<Want>& ways, const Piece& piece) const {
        Reading part;
        const auto begin = static_cast<std::ptrdiff_t>(piece.begin);
        const auto end = begin + static_cast<std::ptrdiff_t>(piece.count);
        part.syllables.assign(text_.begin() + begin, text_.begin() + end);
        part.loose.assign(loose_.begin() + begin, loose_.begin() + end);
        Planner planner(part, index_, {options_.last_begins && piece.begin + piece.count == text_.size()});
        planner.may_bind_softly_ = false;
        planner.bind(0, part.syllables.size());
        if (planner.pieces_.size() < 2) return;
        std::vector<Want> parts;
        for (const auto& one : planner.pieces_) parts.push_back(planner.want_of(one));
        ways.push_back(
            want(Sort::all, std::move(parts), taken_apart / static_cast<std::uint32_t>(piece.count))
        );
    }

    // Words without tones that stand together may still be what the lexicon knows, each on its own.
    void add_sighted(std::vector<Want>& ways, const Piece& piece) const {
        std::vector<Want> parts;
        bool some = false;
        for (auto at = piece.begin; at < piece.begin + piece.count; ++at) {
            some = some || !sights_[at].empty();
            parts.push_back(want_of({at, 1, sights_[at]}));
        }
        const auto count = static_cast<std::uint32_t>(piece.count);
        if (some) ways.push_back(want(Sort::all, std::move(parts), taken_apart / count));
    }

    /// Pieces that also stand side by side in the name are nearer to what was typed.
    void add_neighbours(Plan& plan) const {
        for (std::size_t at = 0; at + 1 < pieces_.size(); ++at) {
            auto found = pairs(Field::name_pair, pieces_[at + 1].begin - 1);
            if (found.empty()) continue;
            auto pair = any_of(std::move(found));
            // "ban" is taken for bán only until a name is Bản Mòng.
            const bool guessed = pieces_[at].filler && loose_[pieces_[at].begin];
            if (!guessed) pair.percent = pair.percent * side_by_side / 100;
            plan.better.push_back(std::move(pair));
        }
    }

    std::vector<Syllable> text_;
    std::vector<bool> loose_;
    const Vocabulary& index_;
    PlanOptions options_;
    std::vector<std::vector<Sighting>> sights_;  ///< of loose syllables on their own
    std::vector<Piece> pieces_;
    std::size_t goods_ = 0;
    bool only_fillers_ = false;
    bool may_bind_softly_ = true;
};

}  // namespace

std::optional<Plan> plan_of(const Reading& reading, const Vocabulary& index, PlanOptions options) {
    return Planner(reading, index, options).plan();
}

}  // namespace chophien::catalog::search
