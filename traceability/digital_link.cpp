#include "traceability/digital_link.hpp"

#include "core/gs1_key.hpp"
#include "traceability/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace chophien::traceability {

namespace {

bool is_digit(char sign) { return sign >= '0' && sign <= '9'; }

bool is_letter(char sign) { return (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z'); }

bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

int hex_value(char sign) {
    if (is_digit(sign)) return sign - '0';
    if (sign >= 'A' && sign <= 'F') return sign - 'A' + 10;
    if (sign >= 'a' && sign <= 'f') return sign - 'a' + 10;
    return -1;
}

std::string escaped(std::string_view value, bool in_query) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string out;
    for (const char sign : value) {
        if (is_letter(sign) || is_digit(sign) || sign == '-' || sign == '.' || sign == '_' || sign == '~') {
            out += sign;
        } else if (sign == ' ' && in_query) {
            out += '+';
        } else {
            const auto byte = static_cast<unsigned char>(sign);
            out += {'%', hex[byte >> 4U], hex[byte & 15U]};
        }
    }
    return out;
}

std::string unescaped(std::string_view text, bool in_query) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool escape = text[at] == '%' && at + 2 < text.size();
        const int high = escape ? hex_value(text[at + 1]) : -1;
        const int low = escape ? hex_value(text[at + 2]) : -1;
        if (text[at] == '+' && in_query) {
            out += ' ';
        } else if (high >= 0 && low >= 0) {
            out += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            out += text[at];
        }
    }
    return out;
}

bool may_stand_in_uri(char sign) {
    return is_letter(sign) || is_digit(sign) ||
           (sign != '\0' && std::string_view("-._~:/?#[]@!$&'()*+,;=%").find(sign) != std::string_view::npos);
}

bool may_stand_in_host(char sign) {
    return is_letter(sign) || is_digit(sign) ||
           (sign != '\0' && std::string_view("-._~:[]").find(sign) != std::string_view::npos);
}

struct Cut {
    std::string_view before;
    std::string_view after;
};

// At the first such sign, which belongs to neither part.
Cut cut_at(std::string_view text, char sign) {
    const auto at = text.find(sign);
    if (at == std::string_view::npos) return {text, {}};
    return {text.substr(0, at), text.substr(at + 1)};
}

// Says where in the link it is wrong.
tl::unexpected<Refused> refuse_at(const Refusal& why, std::string_view place) {
    return refuse(
        why, fmt::format("Tại “{}”: {}", place, why.title.vi), fmt::format("At “{}”: {}", place, why.title.en)
    );
}

// Cuts "/AI/value" off the end of a path. Nothing when the path has not two segments any more.
std::optional<std::pair<std::string_view, std::string_view>> last_pair(std::string_view& path) {
    const auto value = path.rfind('/');
    if (value == std::string_view::npos || value == 0) return std::nullopt;
    const auto ai = path.rfind('/', value - 1);
    if (ai == std::string_view::npos) return std::nullopt;
    const std::pair found{path.substr(ai + 1, value - ai - 1), path.substr(value + 1)};
    path = path.substr(0, ai);
    return found;
}

// Some set of qualifiers of the key holds all of these, in this order.
bool fits_a_path(const Identifiers& key, std::span<const std::string_view> qualifiers) {
    if (qualifiers.empty()) return true;
    return std::ranges::any_of(key.paths, [&](const std::vector<std::string>& path) {
        auto next = path.begin();
        return std::ranges::all_of(qualifiers, [&](std::string_view qualifier) {
            next = std::find(next, path.end(), qualifier);
            if (next == path.end()) return false;
            ++next;
            return true;
        });
    });
}

// Would have had a place in the path, whatever its order.
bool could_qualify(const Identifiers& key, std::span<const Element> path, std::string_view ai) {
    return std::ranges::any_of(key.paths, [&](const std::vector<std::string>& set) {
        const auto in_set = [&](std::string_view other) {
            return std::ranges::find(set, other) != set.end();
        };
        return in_set(ai) &&
               std::all_of(path.begin() + 1, path.end(), [&](const Element& e) { return in_set(e.ai); });
    });
}

Result<Element> element_from(std::string_view ai, std::string value) {
    if (value.find('\0') != std::string::npos) return refuse_at(link_with_null_sign, ai);
    Element element{std::string(ai), std::move(value)};
    if (auto right = check_element(element); !right) return refuse(right);
    return element;
}

// Reads the path from the right up to the key; what is left of it belongs to the stem.
Result<void> read_path(std::string_view path, std::string_view origin, DigitalLink& link) {
    std::vector<std::pair<std::string_view, std::string_view>> found;
    for (;;) {
        const auto pair = last_pair(path);
        if (!pair) return refuse(link_without_key);
        const auto* row = find_identifier(pair->first);
        const bool key = row != nullptr && row->key;
        if (!key && !is_qualifier(pair->first))
            return refuse_at(link_without_key, fmt::format("/{}/{}", pair->first, pair->second));
        found.insert(found.begin(), *pair);
        if (key) break;
    }
    std::vector<std::string_view> qualifiers;
    for (std::size_t at = 1; at < found.size(); ++at) qualifiers.push_back(found[at].first);
    if (!fits_a_path(*find_identifier(found.front().first), qualifiers)) {
        std::string place;
        for (const auto qualifier : qualifiers) place += fmt::format("/{}", qualifier);
        return refuse_at(link_in_wrong_order, place);
    }
    for (const auto& [ai, value] : found) {
        auto element = element_from(ai, unescaped(value, false));
        if (!element) return refuse(element);
        link.path.push_back(std::move(*element));
    }
    link.stem = std::string(origin) + std::string(path);
    return {};
}

Result<void> read_query(std::string_view query, DigitalLink& link) {
    while (!query.empty()) {
        const auto [part, rest] = cut_at(query, '&');
        query = rest;
        const auto [ai, value] = cut_at(part, '=');
        if (part.empty()) continue;
        if (!all_digits(ai) || part.size() == ai.size()) {
            if (!link.passed_over.empty()) link.passed_over += '&';
            link.passed_over += part;
            continue;
        }
        const auto* row = find_identifier(ai);
        if (row == nullptr) return refuse_at(unknown_identifier, ai);
        auto element = element_from(ai, unescaped(value, true));
        if (!element) return refuse(element);
        const auto same = [&](const Element& other) { return other.ai == ai; };
        if (std::ranges::any_of(link.path, same) || std::ranges::any_of(link.attributes, same))
            return refuse_at(repeated_identifier, ai);
        if (could_qualify(*find_identifier(link.key().ai), link.path, ai))
            return refuse_at(belongs_in_path, ai);
        if (!row->attribute) return refuse_at(not_an_attribute, ai);
        link.attributes.push_back(std::move(*element));
    }
    return {};
}

std::string written_path(std::span<const Element> path) {
    std::string out;
    for (const auto& [ai, value] : path) out += fmt::format("/{}/{}", ai, escaped(value, false));
    return out;
}

// The first set of qualifiers of which any is there decides; of it those that are there, in its order.
std::vector<Element> path_of(const Element& key, std::span<const Element> elements) {
    std::vector<Element> path{key};
    for (const auto& set : find_identifier(key.ai)->paths) {
        for (const auto& ai : set) {
            const auto found = std::ranges::find(elements, ai, &Element::ai);
            if (found != elements.end()) path.push_back(*found);
        }
        if (path.size() > 1) break;
    }
    return path;
}

// The words of early Digital Link texts.
constexpr std::array<std::pair<std::string_view, std::string_view>, 23> words{{
    {"gtin", "01"},   {"cpv", "22"},     {"lot", "10"},    {"ser", "21"},     {"tpx", "235"},
    {"sscc", "00"},   {"gdti", "253"},   {"gcn", "255"},   {"ginc", "401"},   {"gsin", "402"},
    {"gln", "414"},   {"glnx", "254"},   {"payTo", "415"}, {"refNo", "8020"}, {"party", "417"},
    {"grai", "8003"}, {"giai", "8004"},  {"itip", "8006"}, {"cpid", "8010"},  {"cpsn", "8011"},
    {"gmn", "8013"},  {"gsrnp", "8017"}, {"gsrn", "8018"},
}};

std::string_view without_word(std::string_view ai) {
    const auto* found = std::ranges::find(words, ai, &std::pair<std::string_view, std::string_view>::first);
    return found == words.end() ? ai : found->second;
}

std::string filled_gtin(std::string_view ai, std::string_view value) {
    std::string out(value);
    if (ai == "01" && all_digits(value) && (value.size() == 8 || value.size() == 12 || value.size() == 13))
        out.insert(0, 14 - out.size(), '0');
    return out;
}

std::string modern_path(std::string_view path) {
    while (path.ends_with('/')) path.remove_suffix(1);
    std::string out;
    for (;;) {
        auto rest = path;
        const auto pair = last_pair(rest);
        if (!pair) break;
        const auto ai = without_word(pair->first);
        const auto* row = find_identifier(ai);
        const bool key = row != nullptr && row->key;
        if (!key && !is_qualifier(ai)) break;
        out.insert(0, fmt::format("/{}/{}", ai, filled_gtin(ai, pair->second)));
        path = rest;
        if (key) break;
    }
    return std::string(path) + out;
}

std::string modern_query(std::string_view query) {
    std::string out;
    while (!query.empty()) {
        const auto [part, rest] = cut_at(query, '&');
        const auto [ai, value] = cut_at(part, '=');
        if (!out.empty()) out += '&';
        out +=
            part.size() == ai.size() ? std::string(part) : fmt::format("{}={}", ai, filled_gtin(ai, value));
        query = rest;
    }
    return out;
}

}  // namespace

const std::string* DigitalLink::find(std::string_view ai) const {
    const auto found = std::ranges::find(path, ai, &Element::ai);
    return found == path.end() ? nullptr : &found->value;
}

Result<DigitalLink> digital_link_from(std::string_view uri) {
    if (uri.size() > link_bytes) return refuse(link_too_long);
    const auto scheme = uri.substr(0, uri.find(':'));
    if (scheme != "https" && scheme != "http" && scheme != "HTTPS" && scheme != "HTTP")
        return refuse(not_a_digital_link);
    if (!std::ranges::all_of(uri, may_stand_in_uri)) return refuse(link_with_foreign_sign);
    const auto [whole, query] = cut_at(cut_at(uri, '#').before, '?');
    auto rest = whole.substr(scheme.size());
    if (!rest.starts_with("://")) return refuse(not_a_digital_link);
    rest.remove_prefix(3);
    const auto host = rest.substr(0, rest.find('/'));
    if (host.empty() || !std::ranges::all_of(host, may_stand_in_host)) return refuse(not_a_digital_link);
    DigitalLink link;
    const auto path = rest.substr(host.size());
    if (auto read = read_path(path, whole.substr(0, whole.size() - path.size()), link); !read)
        return refuse(read);
    if (auto read = read_query(query, link); !read) return refuse(read);
    auto all = link.path;
    all.insert(all.end(), link.attributes.begin(), link.attributes.end());
    if (auto right = check_together(all); !right) return refuse(right);
    return link;
}

Result<std::string> digital_link_of(std::string_view stem, std::span<const Element> elements) {
    for (const auto& element : elements)
        if (auto right = check_element(element); !right) return refuse(right);
    if (auto right = check_together(elements); !right) return refuse(right);
    const auto key =
        std::ranges::find_if(elements, [](const Element& e) { return find_identifier(e.ai)->key; });
    if (key == elements.end()) return refuse(link_without_key);
    const auto path = path_of(*key, elements);
    std::string fixed;
    std::string variable;
    std::vector<std::string_view> seen;
    for (const auto& element : elements) {
        if (std::ranges::find(path, element.ai, &Element::ai) != path.end()) continue;
        if (std::ranges::find(seen, element.ai) != seen.end()) continue;
        seen.push_back(element.ai);
        const auto* row = find_identifier(element.ai);
        if (could_qualify(*find_identifier(key->ai), path, element.ai)) return refuse(link_in_wrong_order);
        if (!row->attribute) return refuse(is_qualifier(element.ai) ? link_in_wrong_order : not_an_attribute);
        (row->fixed_length ? fixed : variable) +=
            fmt::format("&{}={}", element.ai, escaped(element.value, true));
    }
    while (stem.ends_with('/')) stem.remove_suffix(1);
    auto query = fixed + variable;
    if (!query.empty()) query.front() = '?';
    return std::string(stem) + written_path(path) + query;
}

std::string canonical(const DigitalLink& link) {
    return std::string(canonical_stem) + written_path(link.path);
}

TraceName trace_name(const DigitalLink& link) {
    using Level = TraceName::Level;
    TraceName name;
    std::vector<Element> path{link.key()};
    const bool item = link.key().ai == "01" || link.key().ai == "8006";
    if (item) name.level = Level::product;
    // The finest of these names the thing; extension of a place, serial of a component and reference of a
    // payment do too.
    constexpr std::array<std::pair<std::string_view, Level>, 6> finest{{
        {"21", Level::unit},
        {"235", Level::unit},
        {"10", Level::lot},
        {"254", Level::other},
        {"8011", Level::other},
        {"8020", Level::other},
    }};
    for (const auto& [ai, level] : finest) {
        const auto* value = link.find(ai);
        if (value == nullptr) continue;
        path.push_back({std::string(ai), *value});
        name.level = level;
        break;
    }
    if (const auto* lot = link.find("10"); lot != nullptr && name.level == Level::unit) name.lot = *lot;
    name.uri = std::string(canonical_stem) + written_path(path);
    return name;
}

std::optional<std::string> modern_form(std::string_view target) {
    // Two slashes at the start name another host: a redirect there would send the reader anywhere.
    if (target.size() > link_bytes || target.starts_with("//")) return std::nullopt;
    const bool whole = !target.starts_with('/');
    const auto [before, query] = cut_at(cut_at(target, '#').before, '?');
    auto origin = std::string_view();
    auto path = before;
    if (whole) {
        const auto host = before.find("://");
        if (host == std::string_view::npos) return std::nullopt;
        const auto slash = before.find('/', host + 3);
        if (slash == std::string_view::npos) return std::nullopt;
        origin = before.substr(0, slash);
        path = before.substr(slash);
    }
    auto form = std::string(origin) + modern_path(path);
    if (!query.empty()) form += '?' + modern_query(query);
    if (form == std::string(before) + (query.empty() ? "" : '?' + std::string(query))) return std::nullopt;
    if (!digital_link_from(whole ? form : std::string(canonical_stem) + form)) return std::nullopt;
    return form;
}

bool begins_a_link(std::string_view segment) {
    const auto* row = find_identifier(without_word(segment));
    return row != nullptr && row->key;
}

std::string escaped_in_path(std::string_view value) { return escaped(value, false); }

std::string escaped_in_query(std::string_view value) { return escaped(value, true); }

std::string unescaped_in_path(std::string_view text) { return unescaped(text, false); }

std::string unescaped_in_query(std::string_view text) { return unescaped(text, true); }

}  // namespace chophien::traceability
