#include "traceability/ai_table.hpp"

#include "core/embedded.hpp"
#include "traceability/lot_code.hpp"
#include "traceability/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

namespace chophien::traceability {

namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    if (text.empty()) return parts;
    for (;;) {
        const auto end = text.find(at);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> texts(std::string_view text, char at) {
    std::vector<std::string> out;
    for (const auto part : split(text, at))
        if (!part.empty()) out.emplace_back(part);
    return out;
}

std::size_t count_from(std::string_view text) {
    std::size_t count = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    ensure(error == std::errc{} && end == text.data() + text.size(), "a length in the table is a number");
    return count;
}

// "n13:check:prefix1", "(x1-17)"
ValuePart part_from(std::string_view text) {
    ValuePart part;
    if (text.starts_with('(')) {
        part.may_be_missing = true;
        text = text.substr(1, text.size() - 2);
    }
    const auto words = split(text, ':');
    part.signs = Signs{words.front().front()};
    const auto lengths = split(words.front().substr(1), '-');
    part.least = count_from(lengths.front());
    part.most = count_from(lengths.back());
    for (std::size_t at = 1; at < words.size(); ++at) {
        part.rules.push_back(find_content_rule(words[at]));
        ensure(part.rules.back() != nullptr, "the table names rules that exist");
    }
    return part;
}

Identifiers row_from(std::string_view line) {
    const auto cells = split(line, ';');
    ensure(cells.size() == 6, "a row of the table has six cells");
    Identifiers row;
    const auto ends = split(cells[0], '-');
    row.first = ends.front();
    row.last = ends.back();
    row.fixed_length = cells[1].find('f') != std::string_view::npos;
    row.attribute = cells[1].find('a') != std::string_view::npos;
    row.key = cells[1].find('k') != std::string_view::npos;
    for (const auto part : split(cells[2], ' ')) row.parts.push_back(part_from(part));
    for (const auto need : split(cells[3], ' ')) {
        auto& alternatives = row.needs.emplace_back();
        for (const auto alternative : split(need, '/')) alternatives.push_back(texts(alternative, '+'));
    }
    row.without = texts(cells[4], ' ');
    for (const auto path : split(cells[5], '|')) row.paths.push_back(texts(path, ' '));
    return row;
}

struct Table {
    std::map<std::string, Identifiers, std::less<>> rows;  // by first identifier
    std::set<std::string, std::less<>> qualifiers;
};

const Table& table() {
    static const Table read = [] {
        Table made;
        const auto text = embedded::bytes_of(embedded::traceability(), "traceability/data/ai-table.csv");
        for (const auto line : split(text, '\n')) {
            if (line.empty() || line.front() == '#' || line.starts_with("ai;")) continue;
            auto row = row_from(line);
            for (const auto& path : row.paths) made.qualifiers.insert(path.begin(), path.end());
            auto first = row.first;
            made.rows.emplace(std::move(first), std::move(row));
        }
        return made;
    }();
    return read;
}

bool has_only(std::string_view text, Signs signs) {
    return std::ranges::all_of(text, [signs](char sign) {
        const bool digit = sign >= '0' && sign <= '9';
        const bool capital = sign >= 'A' && sign <= 'Z';
        const bool small = sign >= 'a' && sign <= 'z';
        switch (signs) {
            case Signs::digits:
                return digit;
            case Signs::set_82:
                return is_sign_of_set_82(sign);
            case Signs::set_39:
                return digit || capital || sign == '#' || sign == '-' || sign == '/';
            case Signs::base64url:
                return digit || capital || small || sign == '-' || sign == '_' || sign == '=';
        }
        return false;
    });
}

tl::unexpected<Refused> refuse_of(const Refusal& why, std::string_view ai) {
    return refuse(
        why,
        fmt::format("Tại mã định danh ({}): {}", ai, why.title.vi),
        fmt::format("At identifier ({}): {}", ai, why.title.en)
    );
}

// "310*" stands for all that start so.
bool matches(std::string_view pattern, std::string_view ai) {
    if (!pattern.ends_with('*')) return pattern == ai;
    pattern.remove_suffix(1);
    return ai.starts_with(pattern);
}

bool is_among(std::string_view pattern, std::span<const Element> elements) {
    return std::ranges::any_of(elements, [&](const Element& other) { return matches(pattern, other.ai); });
}

// A digital signature (8030) signs one thing: documents, coupons and crates must then carry their serial,
// which follows the 13 or 14 digits of their type.
bool lacks_serial(const Element& element) {
    if (element.ai == "253" || element.ai == "255") return element.value.size() == 13;
    return element.ai == "8003" && element.value.size() == 14;
}

}  // namespace

const Identifiers* find_identifier(std::string_view ai) {
    const auto& rows = table().rows;
    auto next = rows.upper_bound(ai);
    if (next == rows.begin()) return nullptr;
    const auto& row = std::prev(next)->second;
    // Identifiers have two to four digits; a row holds those of its own length between its ends.
    const bool digits = std::ranges::all_of(ai, [](char sign) { return sign >= '0' && sign <= '9'; });
    return digits && ai.size() == row.first.size() && ai >= row.first && ai <= row.last ? &row : nullptr;
}

bool is_qualifier(std::string_view ai) { return table().qualifiers.contains(ai); }

Result<void> check_element(const Element& element) {
    const auto* row = find_identifier(element.ai);
    if (row == nullptr) return refuse_of(unknown_identifier, element.ai);
    if (element.value.empty()) return refuse_of(empty_value, element.ai);
    std::string_view left = element.value;
    for (const auto& part : row->parts) {
        if (left.empty() && part.may_be_missing) continue;
        const auto text = left.substr(0, part.most);
        if (!has_only(text, part.signs))
            return refuse_of(part.signs == Signs::digits ? not_a_digit : foreign_sign, element.ai);
        if (text.size() < part.least) return refuse_of(value_too_short, element.ai);
        for (const auto* rule : part.rules)
            if (!rule->holds(text)) return refuse_of(*rule->why, element.ai);
        left.remove_prefix(text.size());
    }
    if (!left.empty()) return refuse_of(value_too_long, element.ai);
    return {};
}

Result<void> check_together(std::span<const Element> elements) {
    for (const auto& element : elements) {
        const auto* row = find_identifier(element.ai);
        if (row == nullptr) return refuse_of(unknown_identifier, element.ai);
        for (const auto& other : elements)
            if (other.ai == element.ai && other.value != element.value)
                return refuse_of(repeated_identifier, element.ai);
        for (const auto& pattern : row->without)
            for (const auto& other : elements)
                if (other.ai != element.ai && matches(pattern, other.ai))
                    return refuse_of(forbidden_pair, element.ai);
        for (const auto& alternatives : row->needs) {
            const bool met = std::ranges::any_of(alternatives, [&](const auto& together) {
                return std::ranges::all_of(together, [&](const auto& ai) { return is_among(ai, elements); });
            });
            if (!met) return refuse_of(companion_missing, element.ai);
        }
        if (lacks_serial(element) && is_among("8030", elements))
            return refuse_of(value_too_short, element.ai);
    }
    return {};
}

}  // namespace chophien::traceability
