#include "traceability/epcis/xml_tree.hpp"

#include "traceability/epcis/xml_gate.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis::xml {

void Tree::wrong(pugi::xml_node at, std::string rule, std::string_view value) {
    if (faults.size() < most_faults) faults.push_back({path_of(at), std::move(rule), cut(value)});
}

std::string Tree::member_name(Name name, std::string_view qualified) {
    if (name.space.empty() || is_structural(name.space)) return std::string(name.local);
    const auto colon = qualified.find(':');
    const auto wished = colon == std::string_view::npos ? std::string_view() : qualified.substr(0, colon);
    return prefixes.of(name.space, wished) + ":" + std::string(name.local);
}

Inside::Inside(Tree& tree, pugi::xml_node element) : tree_(tree), mark_(tree.scope.enter(element)) {
    for (const auto attribute : element.attributes()) {
        const std::string_view name = attribute.name();
        const std::string_view space = attribute.value();
        if (!name.starts_with("xmlns:") || is_structural(space)) continue;
        if (space == schema_instance || space == schema_types || space == header_namespace ||
            space == json_marks)
            continue;
        tree.prefixes.of(space, name.substr(6));
    }
}

std::string path_of(pugi::xml_node element) {
    std::string path;
    for (; element && element.type() == pugi::node_element; element = element.parent()) {
        std::size_t before = 0;
        for (auto other = element.previous_sibling(element.name()); other;
             other = other.previous_sibling(element.name()))
            ++before;
        const bool only = before == 0 && !element.next_sibling(element.name());
        const auto step = std::string("/") + element.name();
        path.insert(0, only ? step : step + "[" + std::to_string(before + 1) + "]");
    }
    return path;
}

bool is_declaration(pugi::xml_attribute attribute) {
    const std::string_view name = attribute.name();
    return name == "xmlns" || name.starts_with("xmlns:");
}

std::string text_of(pugi::xml_node element) {
    std::string text;
    for (const auto child : element.children())
        if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
    return text;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto from = text.find_first_not_of(blanks);
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(blanks) - from + 1);
}

bool has_elements(pugi::xml_node element) {
    return std::ranges::any_of(element.children(), [](pugi::xml_node child) {
        return child.type() == pugi::node_element;
    });
}

std::optional<std::string_view> attribute_of(
    const Scope& scope, pugi::xml_node element, std::string_view space, std::string_view local
) {
    for (const auto attribute : element.attributes()) {
        if (is_declaration(attribute)) continue;
        const auto name = scope.name_of(attribute);
        if (name.space == space && name.local == local) return attribute.value();
    }
    return std::nullopt;
}

bool is_nil(const Scope& scope, pugi::xml_node element) {
    const auto nil = attribute_of(scope, element, schema_instance, "nil");
    return nil && boolean_of(*nil).value_or(false);
}

std::optional<bool> boolean_of(std::string_view text) {
    text = trimmed(text);
    if (text == "true" || text == "1") return true;
    if (text == "false" || text == "0") return false;
    return std::nullopt;
}

std::string with_seconds(std::string_view time) {
    constexpr std::size_t minutes_end = std::string_view("2006-11-07T13:00").size();
    std::string whole(time);
    const bool ends = whole.size() > minutes_end && whole[10] == 'T' && whole[13] == ':' &&
                      std::string_view("Z+-").find(whole[minutes_end]) != std::string_view::npos;
    if (ends) whole.insert(minutes_end, ":00");
    return whole;
}

std::optional<json::Document> number_of(std::string_view text) {
    text = trimmed(text);
    const bool negative = text.starts_with('-');
    if (negative || text.starts_with('+')) text.remove_prefix(1);
    while (text.size() > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9') text.remove_prefix(1);
    std::string plain(negative ? "-" : "");
    if (text.starts_with('.')) plain += '0';
    for (std::size_t at = 0; at < text.size(); ++at) {
        plain += text[at];
        // XML Schema has "5." and "5.e3".
        const bool digit_after = at + 1 < text.size() && text[at + 1] >= '0' && text[at + 1] <= '9';
        if (text[at] == '.' && !digit_after) plain += '0';
    }
    if (text == ".") return std::nullopt;
    const auto digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::ranges::all_of(text, [&](char c) {
            return digit(c) || std::string_view(".eE+-").find(c) != std::string_view::npos;
        }))
        return std::nullopt;
    auto number = json::Document::parse(plain, nullptr, false);
    if (!number.is_number()) return std::nullopt;
    return number;
}

}  // namespace chophien::traceability::epcis::xml
