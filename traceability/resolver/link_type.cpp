#include "traceability/resolver/link_type.hpp"

#include "core/embedded.hpp"
#include "core/result.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace chophien::traceability {

namespace {

constexpr std::size_t most_signs = 200;
constexpr std::string_view prefix = "gs1:";
constexpr std::string_view older_epcis = "epcis";
constexpr std::string_view newer_epcis = "epcisRepository";

// Longest first, as one begins another.
constexpr std::array<std::string_view, 3> hosts{"www.gs1.org/voc/", "ref.gs1.org/voc/", "gs1.org/voc/"};

using Words = std::map<std::string, LinkTypeStanding, std::less<>>;

const Words& words() {
    static const Words read = [] {
        Words made;
        auto text = embedded::bytes_of(embedded::traceability(), "traceability/data/link-types.csv");
        while (!text.empty()) {
            const auto line = text.substr(0, text.find('\n'));
            text.remove_prefix(std::min(text.size(), line.size() + 1));
            if (line.empty() || line.front() == '#' || line.starts_with("name;")) continue;
            const auto standing = line.substr(line.rfind(';') + 1);
            ensure(
                standing == "stable" || standing == "old" || standing == "kept",
                "a link type has one of three standings"
            );
            made.emplace(
                line.substr(0, line.find(';')),
                standing == "stable" ? LinkTypeStanding::stable
                : standing == "old"  ? LinkTypeStanding::old
                                     : LinkTypeStanding::kept
            );
        }
        return made;
    }();
    return read;
}

std::optional<std::string_view> word_of_vocabulary(std::string_view text) {
    if (text.starts_with(prefix)) return text.substr(prefix.size());
    for (const std::string_view scheme : {"https://", "http://"}) {
        if (!text.starts_with(scheme)) continue;
        const auto rest = text.substr(scheme.size());
        for (const auto host : hosts)
            if (rest.starts_with(host)) return rest.substr(host.size());
    }
    if (text.find(':') == std::string_view::npos) return text;
    return std::nullopt;
}

bool may_stand(char sign) {
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') ||
           (sign != '\0' && std::string_view("-._~:/?#@!$&'()*+,;=%").find(sign) != std::string_view::npos);
}

}  // namespace

std::optional<LinkType> link_type_from(std::string_view text) {
    if (text.empty() || text.size() > most_signs || !std::ranges::all_of(text, may_stand))
        return std::nullopt;
    if (const auto word = word_of_vocabulary(text)) {
        const auto found = words().find(*word == older_epcis ? newer_epcis : *word);
        if (found == words().end()) return std::nullopt;
        return LinkType{gs1_type(found->first), found->second};
    }
    for (const std::string_view scheme : {"https://", "http://"})
        if (text.starts_with(scheme) && text.size() > scheme.size() + 2)
            return LinkType{std::string(text), LinkTypeStanding::foreign};
    return std::nullopt;
}

std::string short_form(std::string_view uri) {
    if (!uri.starts_with(gs1_vocabulary)) return std::string(uri);
    return std::string(prefix) + std::string(uri.substr(gs1_vocabulary.size()));
}

std::string gs1_type(std::string_view word) { return std::string(gs1_vocabulary) + std::string(word); }

}  // namespace chophien::traceability
