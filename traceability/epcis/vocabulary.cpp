#include "traceability/epcis/vocabulary.hpp"

#include "traceability/epcis/table_file.hpp"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <vector>

namespace chophien::traceability::epcis {

namespace {

struct List {
    Vocabulary list;
    std::string_view name;  // in cbv-words.csv
    std::string_view web;
    std::string_view urn;
};

constexpr std::string_view web_vocabulary = "https://gs1.org/voc/";

constexpr std::array lists{
    List{Vocabulary::biz_step, "bizStep", "https://ref.gs1.org/cbv/BizStep-", "urn:epcglobal:cbv:bizstep:"},
    List{Vocabulary::disposition, "disposition", "https://ref.gs1.org/cbv/Disp-", "urn:epcglobal:cbv:disp:"},
    List{
        Vocabulary::biz_transaction,
        "bizTransaction",
        "https://ref.gs1.org/cbv/BTT-",
        "urn:epcglobal:cbv:btt:"},
    List{
        Vocabulary::source_destination,
        "sourceDestination",
        "https://ref.gs1.org/cbv/SDT-",
        "urn:epcglobal:cbv:sdt:"},
    List{Vocabulary::error_reason, "errorReason", "https://ref.gs1.org/cbv/ER-", "urn:epcglobal:cbv:er:"},
    List{Vocabulary::component, "component", "https://ref.gs1.org/cbv/Comp-", "urn:epcglobal:cbv:comp:"},
    List{Vocabulary::sensor_alert, "sensorAlert", web_vocabulary, {}},
    List{Vocabulary::measurement, "", web_vocabulary, {}},
};

const List& row_of(Vocabulary list) { return lists[static_cast<std::size_t>(list) - 1]; }

double number_from(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    ensure(error == std::errc{} && end == text.data() + text.size(), "a number in the table is one");
    return number;
}

double fraction_from(std::string_view text) {
    const auto bar = text.find('/');
    if (bar == std::string_view::npos) return number_from(text);
    return number_from(text.substr(0, bar)) / number_from(text.substr(bar + 1));
}

struct Word {
    std::uint16_t number = 0;
    std::string_view dimension;
};

struct Unit {
    std::string_view dimension;
    double factor = 1;
    double offset = 0;
};

struct Words {
    std::array<std::unordered_map<std::string_view, Word>, lists.size()> of;
    std::array<std::vector<std::string_view>, lists.size()> by_number;
    std::unordered_map<std::string_view, Unit> units;

    void add(Vocabulary list, std::string_view number, std::string_view word, std::string_view dimension) {
        const auto at = static_cast<std::size_t>(list) - 1;
        const auto place = static_cast<std::uint16_t>(number_from(number));
        of[at].emplace(word, Word{place, dimension == "*" ? std::string_view() : dimension});
        if (by_number[at].size() <= place) by_number[at].resize(place + 1U);
        by_number[at][place] = word;
    }
};

const Words& words() {
    static const Words read = [] {
        Words made;
        each_row<3>("cbv-words.csv", [&](const auto& cells) {
            const auto* list = std::ranges::find(lists, cells[0], &List::name);
            ensure(list != lists.end(), "a row is of a list that exists");
            made.add(list->list, cells[1], cells[2], {});
        });
        each_row<3>("measurements.csv", [&](const auto& cells) {
            made.add(Vocabulary::measurement, cells[0], cells[1], cells[2]);
        });
        each_row<4>("measuring-units.csv", [&](const auto& cells) {
            made.units.emplace(cells[1], Unit{cells[0], fraction_from(cells[2]), fraction_from(cells[3])});
        });
        return made;
    }();
    return read;
}

const std::pair<const std::string_view, Word>* find(Vocabulary list, std::string_view word) {
    const auto& of = words().of[static_cast<std::size_t>(list) - 1];
    const auto found = of.find(word);
    return found == of.end() ? nullptr : &*found;
}

// Web URIs as today's and earlier contexts wrote them.
std::string_view after_web_prefix(Vocabulary list, std::string_view uri) {
    const auto after = [&](std::string_view prefix) {
        return uri.starts_with(prefix) ? uri.substr(prefix.size()) : std::string_view();
    };
    if (const auto word = after(row_of(list).web); !word.empty()) return word;
    if (row_of(list).web != web_vocabulary) return {};
    for (const auto prefix : {"https://ref.gs1.org/voc/", "http://gs1.org/voc/", "https://www.gs1.org/voc/"})
        if (const auto word = after(prefix); !word.empty()) return word;
    return {};
}

}  // namespace

std::optional<std::uint16_t> number_of(Vocabulary list, std::string_view word) {
    const auto* found = find(list, word);
    if (found == nullptr) return std::nullopt;
    return found->second.number;
}

std::optional<std::string_view> word_of(Vocabulary list, std::uint16_t number) {
    const auto& all = words().by_number[static_cast<std::size_t>(list) - 1];
    if (number >= all.size() || all[number].empty()) return std::nullopt;
    return all[number];
}

std::string web_uri_of(Vocabulary list, std::string_view word) {
    return std::string(row_of(list).web).append(word);
}

std::string urn_of_word(Vocabulary list, std::string_view word) {
    const auto prefix = row_of(list).urn;
    return prefix.empty() ? std::string() : std::string(prefix).append(word);
}

std::optional<std::string_view> word_behind(Vocabulary list, std::string_view uri) {
    auto word = after_web_prefix(list, uri);
    const auto urn = row_of(list).urn;
    if (!urn.empty() && uri.starts_with(urn)) word = uri.substr(urn.size());
    const auto* found = word.empty() ? nullptr : find(list, word);
    if (found == nullptr) return std::nullopt;
    return found->first;  // the table's, not the caller's text
}

bool is_unknown_urn(Vocabulary list, std::string_view uri) {
    return uri.starts_with("urn:epcglobal:cbv:") && !word_behind(list, uri);
}

std::string_view dimension_of(std::string_view measurement_type) {
    const auto* found = find(Vocabulary::measurement, measurement_type);
    return found == nullptr ? std::string_view() : found->second.dimension;
}

std::optional<BaseValue> base_value(std::string_view unit, double value) {
    const auto found = words().units.find(unit);
    if (found == words().units.end()) return std::nullopt;
    const auto& [dimension, factor, offset] = found->second;
    return BaseValue{dimension, value * factor + offset};
}

}  // namespace chophien::traceability::epcis
