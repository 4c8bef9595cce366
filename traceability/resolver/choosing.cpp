#include "traceability/resolver/choosing.hpp"

#include "core/preferences.hpp"

#include <algorithm>

namespace chophien::traceability {

namespace {

using Links = std::vector<const Link*>;

char small(char sign) { return sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign; }

bool same(std::string_view left, std::string_view right) {
    return std::ranges::equal(left, right, {}, small, small);
}

bool has(const std::vector<std::string>& values, std::string_view wanted) {
    return std::ranges::any_of(values, [&](const std::string& value) { return same(value, wanted); });
}

template <class Holds>
Links those_that(const Links& links, const Holds& holds) {
    Links found;
    std::ranges::copy_if(links, std::back_inserter(found), [&](const Link* link) { return holds(*link); });
    return found;
}

Links or_all(Links some, const Links& all) { return some.empty() ? all : some; }

Links by_context(const Links& links, std::string_view wanted) {
    if (wanted.empty()) return links;
    auto found = those_that(links, [&](const Link& link) { return has(link.contexts, wanted); });
    if (!found.empty()) return found;
    return or_all(those_that(links, [](const Link& link) { return link.contexts.empty(); }), links);
}

bool is_for_everybody(const Link& link) { return link.languages.empty() || has(link.languages, "und"); }

// RFC 4647 §3.4: the range, then cut from its end subtag by subtag; a single letter goes with what follows
// it.
Links looked_up(const Links& links, std::string_view range) {
    while (!range.empty()) {
        auto found = those_that(links, [&](const Link& link) { return has(link.languages, range); });
        if (!found.empty()) return found;
        const auto cut = range.rfind('-');
        if (cut == std::string_view::npos) break;
        range = range.substr(0, cut);
        if (range.size() >= 2 && range[range.size() - 2] == '-') range.remove_suffix(2);
    }
    return {};
}

Links by_language(const Links& links, std::string_view header) {
    auto wishes = preferences_from(header);
    std::ranges::stable_sort(wishes, std::ranges::greater{}, &Preference::weight);
    for (const auto& wish : wishes) {
        if (wish.weight == 0 || wish.name == "*") continue;
        if (auto found = looked_up(links, wish.name); !found.empty()) return found;
    }
    const auto turned_down = [&](const Link& link) {
        return !link.languages.empty() && std::ranges::all_of(link.languages, [&](const std::string& one) {
            return std::ranges::any_of(wishes, [&](const Preference& wish) {
                return wish.weight == 0 && same(wish.name, one);
            });
        });
    };
    if (!header.empty())
        if (auto found = those_that(links, is_for_everybody); !found.empty()) return found;
    return or_all(those_that(links, [&](const Link& link) { return !turned_down(link); }), links);
}

std::string_view without_parameters(std::string_view media_type) {
    media_type = media_type.substr(0, media_type.find(';'));
    while (media_type.ends_with(' ')) media_type.remove_suffix(1);
    return media_type;
}

Links by_media(const Links& links, std::string_view header) {
    if (header.empty()) return links;
    int best = 0;
    const auto weight = [&](const Link& link) {
        return link.media_type ? weight_of(header, *link.media_type) : weight_of(header, "*/*");
    };
    for (const auto* link : links) best = std::max(best, weight(*link));
    if (best == 0) return links;
    return those_that(links, [&](const Link& link) { return weight(link) == best; });
}

}  // namespace

int weight_of(std::string_view accept, std::string_view media_type) {
    if (accept.empty()) return Preference::whole;
    const auto type = without_parameters(media_type);
    const auto family = type.substr(0, type.find('/'));
    int precision = 0;
    int weight = 0;
    each_preference(accept, [&](const Preference& range) {
        int covers = 0;
        if (range.name == "*/*") covers = 1;
        if (range.name.ends_with("/*") && same(range.name.substr(0, range.name.size() - 2), family))
            covers = 2;
        if (same(range.name, type)) covers = 3;
        if (covers > precision) {
            precision = covers;
            weight = range.weight;
        }
    });
    return weight;
}

int named_weight(std::string_view accept, std::string_view media_type) {
    int weight = 0;
    each_preference(accept, [&](const Preference& range) {
        if (same(range.name, media_type)) weight = std::max(weight, range.weight);
    });
    return weight;
}

std::vector<const Link*> fitting(std::vector<const Link*> links, const Wishes& wishes) {
    links = by_context(links, wishes.context);
    links = by_language(links, wishes.accept_language);
    return by_media(links, wishes.accept);
}

std::vector<const Link*> like_the_first(const std::vector<const Link*>& links) {
    if (links.empty()) return links;
    const auto& first = *links.front();
    return those_that(links, [&](const Link& link) {
        return link.media_type == first.media_type && link.languages == first.languages &&
               link.contexts == first.contexts;
    });
}

}  // namespace chophien::traceability
