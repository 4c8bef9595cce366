// When a product has its season, and when its seller is closed. Pure.
#pragma once

#include "core/clock.hpp"
#include "core/result.hpp"

#include <compare>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::catalog {

/// A day of every year: month × 100 + day, so that they compare as they follow each other. Written 11-15.
struct YearDay {
    std::int32_t number = 0;

    friend auto operator<=>(const YearDay&, const YearDay&) = default;
};

/// MM-DD; 29 February exists. Nothing for anything else.
std::optional<YearDay> year_day_from(std::string_view text);
std::string written(YearDay day);
YearDay year_day_of(Day day);

/// Both days are inside. When the last comes before the first, it goes on into the next year.
struct SeasonSpan {
    YearDay from;
    YearDay to;
};

bool contains(const SeasonSpan& span, Day day);

/// Days on which a seller sends nothing; both are inside.
struct Closure {
    Day from{};
    Day until{};
    std::string why;
};

inline constexpr std::size_t most_spans = 6;      ///< of one product
inline constexpr std::size_t most_closures = 20;  ///< of one seller

/// How it stands on one day.
struct SeasonNow {
    bool in_season = true;
    std::optional<Day> ends_on{};     ///< in season: its last day; none: the whole year
    std::optional<Day> begins_on{};   ///< out of season: the first day of the next one
    std::optional<Closure> closed{};  ///< today; consecutive closures are one, with the first one's reason
};

/// Without spans it is season the whole year. Spans that touch or overlap are one season.
SeasonNow season_now(std::span<const SeasonSpan> spans, std::span<const Closure> closures, Day today);

/// The next day on which in or out of season changes; none when it never does.
std::optional<Day> season_turn(std::span<const SeasonSpan> spans, Day today);

/// The sentence to show, in both languages: what is closed comes first.
struct Sentence {
    std::string vi;
    std::string en;
};

Sentence sentence_of(const SeasonNow& now);

/// At /closures/N: an end before the beginning, over 60 days, over two years ahead, an overlap with another.
std::vector<Violation> faults_of(std::span<const Closure> closures, Day today);

}  // namespace chophien::catalog
