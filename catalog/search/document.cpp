#include "catalog/search/document.hpp"

#include "catalog/certificates/scheme.hpp"
#include "catalog/search/lexicon.hpp"
#include "catalog/search/want.hpp"
#include "core/changes.hpp"
#include "core/places.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

namespace chophien::catalog::search {

namespace {

constexpr std::size_t most_description_bytes = 4000;

class Terms {
public:
    void add(std::string term, std::uint32_t weight) {
        auto& kept = weights_[std::move(term)];
        kept = std::max(kept, weight);
    }

    std::vector<IndexedTerm> take() {
        std::vector<IndexedTerm> all;
        all.reserve(weights_.size());
        for (auto& [term, weight] : weights_) all.push_back({term, weight});
        return all;
    }

private:
    std::unordered_map<std::string, std::uint32_t> weights_;
};

std::vector<Syllable> some_syllables(std::string_view text) {
    auto found = syllables_of(text);
    if (found.size() > most_syllables) found.resize(most_syllables);
    return found;
}

std::uint32_t weight_at(std::size_t place) {
    return place == 0 ? weight::head : place == 1 ? weight::second : weight::inside;
}

void add_name(Terms& terms, const std::vector<Syllable>& name) {
    const auto hidden = lexicon().hidden_in(name);
    for (std::size_t at = 0; at < name.size(); ++at) {
        terms.add(term_of(Field::name, name[at]), hidden[at] ? weight::hidden : weight_at(at));
        if (at + 1 < name.size()) terms.add(term_of(Field::name_pair, name[at], name[at + 1]), weight_at(at));
    }
}

void add_maker(Terms& terms, std::string_view text, std::uint32_t weight) {
    const auto words = some_syllables(text);
    for (std::size_t at = 0; at < words.size(); ++at) {
        terms.add(term_of(Field::maker, words[at]), weight);
        if (at + 1 < words.size()) terms.add(term_of(Field::maker_pair, words[at], words[at + 1]), weight);
    }
}

bool is_unit_of_place(const std::vector<Syllable>& words, std::size_t at, std::size_t& length) {
    static const std::array units{
        syllables_of("thành phố"),
        syllables_of("thị xã"),
        syllables_of("thị trấn"),
        syllables_of("phường"),
        syllables_of("huyện"),
        syllables_of("quận"),
        syllables_of("tỉnh"),
        syllables_of("thôn"),
        syllables_of("xã"),
        syllables_of("tp"),
        syllables_of("tx"),
        syllables_of("tt")};
    for (const auto& unit : units) {
        length = unit.size();
        if (at + length < words.size() &&
            std::equal(unit.begin(), unit.end(), words.begin() + static_cast<std::ptrdiff_t>(at)))
            return true;
    }
    return false;
}

// A place is its name without what sort of place it is: Hội An of "thành phố Hội An".
void add_place(Terms& terms, std::string_view text, std::uint32_t weight = weight::place) {
    auto words = some_syllables(text);
    std::size_t length = 0;
    if (is_unit_of_place(words, 0, length))
        words.erase(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(length));
    if (words.size() == 1) terms.add(term_of(Field::place, words.front()), weight);
    for (std::size_t at = 0; at + 1 < words.size(); ++at)
        terms.add(term_of(Field::place_pair, words[at], words[at + 1]), weight);
}

void add_places(Terms& terms, std::string_view origin) {
    while (!origin.empty()) {
        const auto end = std::min(origin.find_first_of(",;()-"), origin.size());
        add_place(terms, origin.substr(0, end));
        origin.remove_prefix(std::min(end + 1, origin.size()));
    }
}

// Whether a place is named by a province that was merged into another's name.
bool names_former(std::string_view origin, const Province& today) {
    const auto said = fmt::format(" {} ", fmt::join(text::words(origin), " "));
    return std::ranges::any_of(today.formed_from, [&](const FormerProvince& former) {
        return former.name != today.name &&
               said.find(fmt::format(" {} ", fmt::join(text::words(former.name), " "))) != std::string::npos;
    });
}

// A scheme the words speak of is found by it; only a paper makes it a facet.
void add_claims(Terms& terms, const std::optional<std::string>& description) {
    if (!description) return;
    auto text = std::string_view(*description).substr(0, most_description_bytes);
    while (!text.empty() && !text::is_utf8(text)) text.remove_suffix(1);
    const auto folded = ' ' + fmt::format("{}", fmt::join(text::words(text), " ")) + ' ';
    for (const auto& scheme : schemes())
        for (const auto word : scheme.words)
            if (folded.find(fmt::format(" {} ", word)) != std::string::npos)
                terms.add(scheme_term(scheme.code), weight::code);
}

template <class T>
void put(std::string& out, const T& value) {
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

constexpr std::string_view form = "r1";

}  // namespace

std::vector<IndexedTerm> terms_of(const ProductFacts& facts) {
    Terms terms;
    add_name(terms, some_syllables(facts.name));
    if (facts.brand) add_maker(terms, *facts.brand, weight::brand);
    add_maker(terms, facts.seller_name, weight::seller);
    const auto& province = province_of(facts.province);
    if (facts.origin) add_places(terms, *facts.origin);
    const bool merged = facts.origin && names_former(*facts.origin, province);
    add_place(terms, province.name, merged ? weight::merged_place : weight::place);
    terms.add(set_term(facts.set), weight::code);
    terms.add(seller_term(facts.seller_kind), weight::code);
    terms.add(province_term(facts.province), weight::code);
    for (const auto& paper : facts.papers) terms.add(scheme_term(paper.scheme), weight::paper);
    add_claims(terms, facts.description);
    return terms.take();
}

std::uint16_t days_of(Day day) {
    constexpr Day first = std::chrono::year(2000) / 1 / 1;
    const auto days = (std::chrono::sys_days(day) - std::chrono::sys_days(first)).count();
    return static_cast<std::uint16_t>(std::clamp<std::int64_t>(days, 0, 65'535));
}

KeptRow row_of(const ProductFacts& facts) {
    KeptRow kept;
    for (const auto& paper : facts.papers)
        kept.papers += fmt::format(
            "{} {} {}\n", paper.scheme, text_of(paper.from), paper.until ? text_of(*paper.until) : "-"
        );
    for (const auto& span : facts.season)
        kept.season += fmt::format("{} {}\n", span.from.number, span.to.number);
    auto& row = kept.row;
    row.product = facts.product.number;
    row.seller = facts.seller.number;
    row.price = facts.price;
    row.stars = static_cast<std::uint8_t>(facts.stars);
    row.stars_until = days_of(facts.stars_until);
    row.set = static_cast<std::uint8_t>(facts.set);
    row.province = static_cast<std::uint8_t>(&province_of(facts.province) - provinces().data());
    row.seller_kind = static_cast<std::uint8_t>(facts.seller_kind);
    row.syllables = static_cast<std::uint8_t>(some_syllables(facts.name).size());
    row.available = facts.available;
    row.fingerprint = tag(fmt::format(
        "{}\n{}\n{}\n{}\n{}\n{}\n{}{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}",
        facts.name,
        facts.brand.value_or(""),
        facts.description.value_or(""),
        facts.origin.value_or(""),
        facts.seller_name,
        row.seller,
        kept.papers,
        kept.season,
        row.price,
        row.stars,
        row.stars_until,
        row.set,
        row.province,
        row.seller_kind,
        row.available
    ));
    return kept;
}

std::string written(const KeptRow& kept) {
    std::string out(form);
    const auto& row = kept.row;
    put(out, row.product);
    put(out, row.seller);
    put(out, row.fingerprint);
    put(out, row.price);
    put(out, row.stars_until);
    put(out, row.set);
    put(out, row.stars);
    put(out, row.province);
    put(out, row.seller_kind);
    put(out, row.syllables);
    put(out, static_cast<std::uint8_t>(row.available ? 1 : 0));
    put(out, static_cast<std::uint16_t>(kept.papers.size()));
    return out + kept.papers + kept.season;
}

std::optional<KeptRow> row_from(std::string_view bytes) {
    if (!bytes.starts_with(form)) return std::nullopt;
    bytes.remove_prefix(form.size());
    bool whole = true;
    const auto get = [&]<class T>(T& value) {
        whole = whole && bytes.size() >= sizeof value;
        if (!whole) return;
        std::memcpy(&value, bytes.data(), sizeof value);
        bytes.remove_prefix(sizeof value);
    };
    KeptRow kept;
    auto& row = kept.row;
    std::uint8_t available = 0;
    std::uint16_t papers = 0;
    get(row.product);
    get(row.seller);
    get(row.fingerprint);
    get(row.price);
    get(row.stars_until);
    get(row.set);
    get(row.stars);
    get(row.province);
    get(row.seller_kind);
    get(row.syllables);
    get(available);
    get(papers);
    if (!whole || bytes.size() < papers || row.set < 1 || row.set > 26 || row.province >= provinces().size())
        return std::nullopt;
    row.available = available != 0;
    kept.papers = bytes.substr(0, papers);
    kept.season = bytes.substr(papers);
    return kept;
}

std::vector<Paper> papers_from(std::string_view text) {
    std::vector<Paper> papers;
    while (!text.empty()) {
        const auto line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto first = line.find(' ');
        const auto second = line.find(' ', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) continue;
        const auto from = day_from(line.substr(first + 1, second - first - 1));
        if (!from) continue;
        papers.push_back({std::string(line.substr(0, first)), *from, day_from(line.substr(second + 1))});
    }
    return papers;
}

std::vector<SeasonSpan> season_from(std::string_view text) {
    std::vector<SeasonSpan> spans;
    while (!text.empty()) {
        const auto line = std::string(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto blank = line.find(' ');
        if (blank == std::string::npos) continue;
        spans.push_back({{std::atoi(line.c_str())}, {std::atoi(line.c_str() + blank)}});
    }
    return spans;
}

}  // namespace chophien::catalog::search
