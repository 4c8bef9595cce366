#include "catalog/search/sifting.hpp"

#include "catalog/certificates/scheme.hpp"
#include "core/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

namespace chophien::catalog::search {

namespace {

// What a mark is raised by, in parts of a mark: a whole step of the name's weights is a hundred or more.
constexpr std::int64_t whole_name = 150;
constexpr std::int64_t a_syllable_more = 10;
constexpr std::int64_t a_star = 12;
constexpr std::int64_t in_its_season = 25;
constexpr std::int64_t can_be_had = 30;
constexpr std::int64_t where_the_best_are = 400;

constexpr std::size_t sets = 27;
constexpr std::size_t groups = 6;
constexpr std::size_t kinds = 16;
constexpr std::size_t most_schemes = 32;

constexpr std::array bands{
    PriceBand{0, 50'000, "0-50000"},
    PriceBand{50'000, 100'000, "50000-100000"},
    PriceBand{100'000, 200'000, "100000-200000"},
    PriceBand{200'000, 500'000, "200000-500000"},
    PriceBand{500'000, 1'000'000, "500000-1000000"},
    PriceBand{1'000'000, 0, "1000000-"}};

std::size_t band_of(std::int64_t price) {
    std::size_t at = 0;
    while (at + 1 < bands.size() && price >= bands[at].below) ++at;
    return at;
}

constexpr std::uint32_t bit(Facet facet) { return 1U << static_cast<std::uint32_t>(facet); }

constexpr std::uint32_t other_filters = 1U << 31U;  // filters that are no facets

/// One row as filters and facets see it today.
struct Seen {
    const Row* row = nullptr;
    std::uint32_t stars = 0;
    std::uint32_t schemes = 0;
    SeasonState season{};
};

class Counter {
public:
    explicit Counter(std::uint32_t counted) : counted_(counted) {
        for (const auto& set : ocop_sets())
            group_of_[static_cast<std::size_t>(set.number)] = static_cast<std::uint8_t>(set.group);
    }

    std::size_t group_of(const Row& row) const { return group_of_[row.set]; }

    /// `failed`: the filters the row does not pass.
    void count(const Seen& seen, std::uint32_t failed) {
        const auto& row = *seen.row;
        const auto passes = [&](Facet facet) {
            return (counted_ & bit(facet)) != 0 && (failed & ~bit(facet)) == 0;
        };
        if (passes(Facet::group)) ++groups_[group_of(row)];
        if (passes(Facet::set)) ++sets_[row.set];
        if (passes(Facet::stars)) ++stars_[seen.stars];
        if (passes(Facet::province)) ++provinces_[row.province];
        if (passes(Facet::certificate))
            for (auto left = seen.schemes; left != 0; left &= left - 1)
                ++schemes_[static_cast<std::size_t>(__builtin_ctz(left))];
        if (passes(Facet::seller_kind)) ++kinds_[row.seller_kind];
        if (passes(Facet::season)) ++seasons_[static_cast<std::size_t>(seen.season)];
        if (passes(Facet::price)) ++prices_[band_of(row.price)];
        if (passes(Facet::available)) ++available_[row.available ? 1 : 0];
    }

    std::vector<std::pair<Facet, std::vector<FacetCount>>> counts() const {
        std::vector<std::pair<Facet, std::vector<FacetCount>>> all;
        for (std::size_t number = 0; number < facets; ++number)
            if (const auto facet = static_cast<Facet>(number); (counted_ & bit(facet)) != 0)
                all.emplace_back(facet, counts_of(facet));
        return all;
    }

private:
    template <std::size_t size, class Name>
    static std::vector<FacetCount> named(const std::array<std::uint32_t, size>& counts, Name&& name) {
        std::vector<FacetCount> all;
        for (std::size_t at = 0; at < size; ++at)
            if (counts[at] > 0) all.push_back({std::string(name(at)), counts[at]});
        return all;
    }

    static std::vector<FacetCount> most_first(std::vector<FacetCount> counts) {
        std::ranges::stable_sort(counts, std::ranges::greater(), &FacetCount::products);
        return counts;
    }

    std::vector<FacetCount> counts_of(Facet facet) const {
        const auto number = [](std::size_t at) { return std::to_string(at); };
        switch (facet) {
            case Facet::group:
                return most_first(named(groups_, [](std::size_t at) {
                    return json::name_of(static_cast<OcopGroup>(at));
                }));
            case Facet::set:
                return most_first(named(sets_, number));
            case Facet::stars:
                return named(stars_, number);
            case Facet::province:
                return most_first(named(provinces_, [](std::size_t at) { return provinces()[at].code; }));
            case Facet::certificate:
                return most_first(named(schemes_, [](std::size_t at) { return schemes()[at].code; }));
            case Facet::seller_kind:
                return most_first(named(kinds_, [](std::size_t at) {
                    return json::name_of(static_cast<accounts::OrganisationKind>(at));
                }));
            case Facet::season:
                return named(seasons_, [](std::size_t at) {
                    constexpr std::array<std::string_view, 3> names{"now", "later", "all_year"};
                    return names[at];
                });
            case Facet::price:
                return named(prices_, [](std::size_t at) { return bands[at].name; });
            case Facet::available:
                return named(available_, [](std::size_t at) { return at == 1 ? "true" : "false"; });
        }
        return {};
    }

    std::uint32_t counted_;
    std::array<std::uint8_t, sets> group_of_{};
    std::array<std::uint32_t, groups> groups_{};
    std::array<std::uint32_t, sets> sets_{};
    std::array<std::uint32_t, 6> stars_{};
    std::array<std::uint32_t, 34> provinces_{};
    std::array<std::uint32_t, most_schemes> schemes_{};
    std::array<std::uint32_t, kinds> kinds_{};
    std::array<std::uint32_t, 3> seasons_{};
    std::array<std::uint32_t, bands.size()> prices_{};
    std::array<std::uint32_t, 2> available_{};
};

std::uint32_t failed_by(const Seen& seen, const Sieve& sieve, std::size_t group) {
    const auto& row = *seen.row;
    std::uint32_t failed = 0;
    if (sieve.seller && sieve.seller->number != row.seller) failed |= other_filters;
    if (sieve.group && static_cast<std::size_t>(*sieve.group) != group) failed |= bit(Facet::group);
    if (sieve.set && *sieve.set != row.set) failed |= bit(Facet::set);
    if (static_cast<std::int32_t>(seen.stars) < sieve.stars_min) failed |= bit(Facet::stars);
    if (sieve.province && *sieve.province != row.province) failed |= bit(Facet::province);
    if (sieve.certificate && ((seen.schemes >> *sieve.certificate) & 1U) == 0)
        failed |= bit(Facet::certificate);
    if (sieve.seller_kind && static_cast<std::uint8_t>(*sieve.seller_kind) != row.seller_kind)
        failed |= bit(Facet::seller_kind);
    if (sieve.season && *sieve.season != seen.season) failed |= bit(Facet::season);
    if ((sieve.price_min && row.price < *sieve.price_min) ||
        (sieve.price_max && row.price > *sieve.price_max))
        failed |= bit(Facet::price);
    if (sieve.only_available && !row.available) failed |= bit(Facet::available);
    return failed;
}

bool is_among(const Row& row, const Sieve& sieve) {
    return sieve.among == nullptr || std::ranges::binary_search(*sieve.among, row.product);
}

bool before(const Standing& one, const Standing& other) {
    return one.value != other.value ? one.value < other.value : one.product > other.product;
}

// In which sets the best answers are: a word that heads the names of a set means goods of that set.
std::array<std::int64_t, sets> raise_by_set(const Hits& hits, const Columns& columns) {
    std::uint32_t best = 0;
    for (const auto& hit : hits) best = std::max(best, hit.mark);
    std::array<std::int64_t, sets> raise{};
    std::int64_t all = 0;
    for (const auto& hit : hits) {
        if (hit.mark * 10ULL < best * 9ULL) continue;
        const auto* row = columns.row(hit.place);
        if (row == nullptr) continue;
        ++raise[row->set];
        ++all;
    }
    for (auto& one : raise) one = all == 0 ? 0 : one * where_the_best_are / all;
    return raise;
}

std::int64_t standing_of(const Hit& hit, const Seen& seen, const Sifting& wish, std::int64_t raise) {
    const auto& row = *seen.row;
    switch (wish.order) {
        case Order::newest:
            return 0;
        case Order::cheapest:
            return row.price;
        case Order::dearest:
            return -row.price;
        case Order::relevance:
            break;
    }
    auto score = static_cast<std::int64_t>(hit.mark) + raise;
    if (row.syllables == wish.asked_syllables) score += whole_name;
    score -= a_syllable_more * row.syllables;
    score += a_star * seen.stars;
    if (seen.season == SeasonState::now) score += in_its_season;
    if (row.available) score += can_be_had;
    return -score;
}

}  // namespace

Almanac::Almanac(const Columns& columns, Day today) : today_(today) {
    const auto all = schemes();
    ensure(all.size() <= most_schemes, "schemes fit the bits of a row");
    for (const auto& text : columns.papers()) {
        auto& bits = schemes_.emplace_back(0);
        for (const auto& paper : papers_from(text)) {
            const auto at = std::ranges::find(all, paper.scheme, &Scheme::code);
            if (at != all.end() && paper.from <= today && (!paper.until || *paper.until >= today))
                bits |= 1U << static_cast<std::uint32_t>(at - all.begin());
        }
    }
    for (const auto& text : columns.seasons()) {
        const auto spans = season_from(text);
        const bool now = std::ranges::any_of(spans, [&](const auto& span) { return contains(span, today); });
        seasons_.push_back(
            spans.empty() ? SeasonState::all_year
            : now         ? SeasonState::now
                          : SeasonState::later
        );
    }
}

bool Almanac::covers(const Columns& columns, Day today) const {
    return today == today_ && schemes_.size() >= columns.papers().size() &&
           seasons_.size() >= columns.seasons().size();
}

Sifted sifted(const Hits& hits, const Columns& columns, const Almanac& almanac, const Sifting& wish) {
    const auto today = days_of(wish.today);
    Counter counter(wish.counted);
    std::array<std::int64_t, sets> raise{};
    if (wish.order == Order::relevance) raise = raise_by_set(hits, columns);
    Sifted answer;
    // The best of those after the cursor: a heap with the last of them in front, one more than the page
    // holds.
    const auto room = wish.limit + 1;
    auto& page = answer.page;
    for (const auto& hit : hits) {
        const auto* row = columns.row(hit.place);
        if (row == nullptr || !is_among(*row, wish.sieve)) continue;
        const Seen seen{
            row,
            row->stars_until >= today ? row->stars : 0U,
            almanac.schemes_of(*row),
            almanac.season_of(*row)};
        const auto failed = failed_by(seen, wish.sieve, counter.group_of(*row));
        if (wish.counted != 0) counter.count(seen, failed);
        if (failed != 0) continue;
        ++answer.products;
        const Standing standing{standing_of(hit, seen, wish, raise[row->set]), row->product};
        if (wish.after && !before(*wish.after, standing)) continue;
        if (page.size() == room) {
            if (!before(standing, page.front())) continue;
            std::ranges::pop_heap(page, before);
            page.back() = standing;
        } else {
            page.push_back(standing);
        }
        std::ranges::push_heap(page, before);
    }
    std::ranges::sort_heap(page, before);
    answer.more = page.size() == room;
    if (answer.more) page.pop_back();
    answer.facets = counter.counts();
    return answer;
}

Hits everything(const Columns& columns) {
    Hits all;
    all.reserve(columns.products());
    for (Place place = 0; place < columns.end(); ++place)
        if (columns.row(place) != nullptr) all.push_back({place, 0});
    return all;
}

std::span<const PriceBand> price_bands() { return bands; }

}  // namespace chophien::catalog::search
