#include "traceability/epcis/comparing.hpp"

#include "traceability/epcis/matching.hpp"
#include "traceability/epcis/vocabulary.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace chophien::traceability::epcis {

namespace {

// Conversions such as (86 - 32) / 1.8 end in other last digits than the number typed.
constexpr double closeness = 1e-9;

bool equal(double left, double right) {
    return std::abs(left - right) <= closeness * std::max({1.0, std::abs(left), std::abs(right)});
}

bool compare_numbers(double value, Test test, double with) {
    switch (test) {
        case Test::equal:
            return equal(value, with);
        case Test::greater:
            return value > with && !equal(value, with);
        case Test::at_least:
            return value > with || equal(value, with);
        case Test::less:
            return value < with && !equal(value, with);
        case Test::at_most:
            return value < with || equal(value, with);
        case Test::exists:
            return true;
    }
    return false;
}

std::optional<double> number_from(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || text.empty()) return std::nullopt;
    return number;
}

}  // namespace

bool compare(Instant value, Test test, Instant with) {
    switch (test) {
        case Test::equal:
            return value == with;
        case Test::greater:
            return value > with;
        case Test::at_least:
            return value >= with;
        case Test::less:
            return value < with;
        case Test::at_most:
            return value <= with;
        case Test::exists:
            return true;
    }
    return false;
}

bool compare(double value, const Condition& condition) {
    return std::ranges::any_of(condition.numbers, [&](double with) {
        return compare_numbers(value, condition.test, with);
    });
}

bool compare_measured(double value, std::string_view unit, const Condition& condition) {
    if (unit == condition.unit) return compare(value, condition);
    const auto own = base_value(unit, value);
    if (!own) return false;
    // A deviation has no zero point: 9 degrees Fahrenheit of it are 5 kelvin.
    const bool deviation = condition.field == "sDev";
    const auto zero = [&](std::string_view of) { return deviation ? base_value(of, 0)->value : 0.0; };
    return std::ranges::any_of(condition.numbers, [&](double with) {
        const auto wanted = base_value(condition.unit, with);
        return wanted && wanted->dimension == own->dimension &&
               compare_numbers(own->value - zero(unit), condition.test, wanted->value - zero(condition.unit));
    });
}

std::optional<double> number_of_value(const json::Document& value) {
    if (value.is_number()) return value.get<double>();
    if (value.is_string()) return number_from(value.get_ref<const std::string&>());
    return std::nullopt;
}

std::string text_of_value(const json::Document& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_array()) return value.empty() ? std::string() : text_of_value(value.front());
    if (value.is_object())
        for (const auto* member : {"@value", "#text"})
            if (const auto found = value.find(member); found != value.end()) return text_of_value(*found);
    return value.is_object() || value.is_null() ? std::string() : value.dump();
}

bool compare_value(const json::Document& value, const Condition& condition) {
    if (value.is_array())
        return std::ranges::any_of(value, [&](const auto& one) { return compare_value(one, condition); });
    const auto text = text_of_value(value);
    if (condition.time) {
        const auto instant = instant_from(text);
        return instant && compare(*instant, condition.test, *condition.time);
    }
    const auto number = number_from(text);
    if (!condition.numbers.empty()) return number && compare(*number, condition);
    return std::ranges::any_of(condition.words, [&](const std::string& word) {
        if (word == text) return true;
        const auto wanted = number && value.is_number() ? number_from(word) : std::nullopt;
        return wanted && equal(*wanted, *number);
    });
}

std::string attribute_name(std::string_view id) {
    constexpr std::string_view full = "urn:epcglobal:cbv:mda:";
    for (const std::string_view begin : {"cbvmda:", "urn:epcglobal:cbv:mda#"})
        if (id.starts_with(begin)) return std::string(full) + std::string(id.substr(begin.size()));
    return std::string(id);
}

bool less_text(const std::optional<std::string>& left, const std::optional<std::string>& right) {
    if (!left || !right) return !left && right;
    const auto one = number_from(*left);
    const auto other = number_from(*right);
    if (one && other && *one != *other) return *one < *other;
    if (one.has_value() != other.has_value()) return one.has_value();
    return *left < *right;
}

bool is_like(std::string_view text, std::string_view pattern) {
    // Where to go on when the rest after the last % does not fit here.
    auto star_text = std::string_view::npos;
    std::size_t star_pattern = 0;
    std::size_t at = 0;
    std::size_t of = 0;
    while (at < text.size()) {
        if (of < pattern.size() && pattern[of] == '%') {
            star_text = at;
            star_pattern = ++of;
            continue;
        }
        const bool escaped = of + 1 < pattern.size() && pattern[of] == '\\';
        const auto sign = of + (escaped ? 1 : 0);
        if (sign < pattern.size() && ((!escaped && pattern[sign] == '_') || pattern[sign] == text[at])) {
            of = sign + 1;
            ++at;
            continue;
        }
        if (star_text == std::string_view::npos) return false;
        at = ++star_text;
        of = star_pattern;
    }
    while (of < pattern.size() && pattern[of] == '%') ++of;
    return of == pattern.size();
}

}  // namespace chophien::traceability::epcis
