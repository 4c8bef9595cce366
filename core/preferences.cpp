#include "core/preferences.hpp"

#include <optional>

namespace chophien {

namespace {

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

// 0, 1, up to three decimals. Nothing for other texts.
std::optional<int> weight_from(std::string_view text) {
    if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
    int weight = (text[0] - '0') * Preference::whole;
    if (text.size() == 1) return weight;
    if (text[1] != '.') return std::nullopt;
    int place = Preference::whole / 10;
    for (const char digit : text.substr(2)) {
        if (digit < '0' || digit > '9') return std::nullopt;
        weight += (digit - '0') * place;
        place /= 10;
    }
    return weight <= Preference::whole ? std::optional(weight) : std::nullopt;
}

// The text up to the sign, taken off the front of `rest` together with it.
std::string_view cut(std::string_view& rest, char sign) {
    const auto at = rest.find(sign);
    const auto part = rest.substr(0, at);
    rest.remove_prefix(at == std::string_view::npos ? rest.size() : at + 1);
    return part;
}

}  // namespace

void each_preference(std::string_view header, const std::function<void(const Preference&)>& member) {
    while (!header.empty()) {
        auto item = cut(header, ',');
        Preference found{without_blanks(cut(item, ';'))};
        if (found.name.empty()) continue;
        while (!item.empty()) {
            const auto parameter = without_blanks(cut(item, ';'));
            if (parameter.size() >= 2 && (parameter[0] == 'q' || parameter[0] == 'Q') && parameter[1] == '=')
                found.weight = weight_from(parameter.substr(2)).value_or(0);
        }
        member(found);
    }
}

std::vector<Preference> preferences_from(std::string_view header) {
    std::vector<Preference> all;
    each_preference(header, [&](const Preference& each) { all.push_back(each); });
    return all;
}

}  // namespace chophien
