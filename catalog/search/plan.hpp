// From what somebody typed to what is asked of the index. Pure but for the counts of an index.
#pragma once

#include "catalog/search/lexicon.hpp"
#include "catalog/search/want.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog::search {

/// What an index knows of its terms.
class Vocabulary {
public:
    struct Counted {
        std::string term;
        std::uint32_t products = 0;
    };

    virtual ~Vocabulary() = default;
    /// How many products have it.
    virtual std::uint32_t products_with(const std::string& term) const = 0;
    /// Terms that begin so, in order, no more than `most`.
    virtual std::vector<Counted> beginning(const std::string& begin, std::size_t most) const = 0;
};

inline constexpr std::size_t most_query_syllables = 12;  ///< the rest of a query is not looked at

/// A query read once.
struct Reading {
    std::vector<Syllable> syllables{};
    std::vector<bool>
        loose{};            ///< of each: it stands for every word that is the same without tones and marks
    bool open_end = false;  ///< the last word may still be being typed
    std::int32_t stars_min = 0;  ///< "OCOP 4 sao"; not among the syllables

    /// It says tones or marks somewhere, so that all of it means what it says.
    bool marked() const;
};

Reading reading_of(std::string_view query);

/// How generously a query is understood; each is tried when the ones before found nothing.
enum class Effort : std::uint8_t {
    as_typed,
    without_tones,   ///< what is written with other tones or none; former provinces by today's
    other_keyboard,  ///< Telex or VNI that was not switched on
    respelled,       ///< one letter wrong, or what sounds the same
    in_part,         ///< the thing asked for without what is said of it
};

/// What to ask, and what makes some answers better than others.
struct Plan {
    Want want;
    std::vector<Want> better{};  ///< each adds its mark to products that have `want`
};

struct PlanOptions {
    bool last_begins = false;     ///< the last word stands for all words that begin so
    bool only_the_thing = false;  ///< the first thing asked for is enough; the others make it better
};

/// Nothing when the query cannot be understood that way, or says nothing new.
std::optional<Plan> plan_of(const Reading& reading, const Vocabulary& index, PlanOptions options);

/// The query with words the index has in place of those it lacks; the likeliest by what stands side by side.
/// Nothing when there is no such reading.
std::optional<Reading> respelled(const Reading& reading, const Vocabulary& index);

/// The query without the syllables after the first that no product's name, maker or place has.
Reading known_part(const Reading& reading, const Vocabulary& index);

/// Its words stand for those with other tones, but for goods and places that the lexicon knows as they are
/// written: sắn is not sản.
Reading without_tones(Reading reading);

/// It asks for nothing but what fillers say.
bool says_nothing(const Reading& reading);

}  // namespace chophien::catalog::search
