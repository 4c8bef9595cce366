// Private elements: what they hold is nobody's schema, so nothing of them is guessed and nothing lost.
#include "traceability/epcis/xml_tree.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis::xml {
namespace {

/// The type of XML Schema an element declares, "integer" and so on; some writers forget to declare xsd.
std::string_view schema_type(const Scope& scope, std::string_view type) {
    type = trimmed(type);
    const auto colon = type.find(':');
    const auto prefix = colon == std::string_view::npos ? std::string_view() : type.substr(0, colon);
    const auto space = scope.space_of(prefix);
    const bool forgotten = !space && (prefix == "xsd" || prefix == "xs");
    if (!forgotten && space != schema_types) return {};
    return type.substr(colon + 1);
}

json::Document typed(std::string_view type, std::string_view text) {
    constexpr std::array fractions{"decimal", "double", "float"};
    constexpr std::array whole{
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "nonPositiveInteger",
        "negativeInteger",
        "unsignedLong",
        "unsignedInt",
        "unsignedShort",
        "unsignedByte"};
    if (type == "boolean")
        if (const auto truth = boolean_of(text)) return *truth;
    const bool is_whole = std::ranges::find(whole, type) != whole.end();
    if (is_whole || std::ranges::find(fractions, type) != fractions.end())
        if (auto number = number_of(text); number && (!is_whole || number->is_number_integer()))
            return *std::move(number);
    return text;  // what is no such number is kept as it came
}

/// Attributes that say how to read an element; all others are its content.
bool is_mark(const Scope& scope, pugi::xml_attribute attribute) {
    if (is_declaration(attribute)) return true;
    const auto name = scope.name_of(attribute);
    if (name.space == json_marks) return true;
    if (name.space == xml_itself) return name.local == "space";
    if (name.space != schema_instance) return false;
    return name.local != "type" || !schema_type(scope, attribute.value()).empty();
}

json::Document literal(Tree& tree, pugi::xml_node element) {
    const auto text = text_of(element);
    if (auto value = json::parse(text)) return *std::move(value);
    tree.wrong(element, "json:literal is set and the text is not JSON.", text);
    return nullptr;
}

}  // namespace

void add(json::Document& object, const std::string& name, json::Document value) {
    const auto found = object.find(name);
    if (found == object.end()) {
        object.emplace(name, std::move(value));
    } else if (found->is_array()) {
        found->push_back(std::move(value));
    } else {
        auto both = json::Document::array();
        both.push_back(std::move(*found));
        both.push_back(std::move(value));
        *found = std::move(both);
    }
}

json::Document open_value(Tree& tree, pugi::xml_node element, std::string_view except) {
    const auto& scope = tree.scope;
    if (attribute_of(scope, element, json_marks, "literal")) return literal(tree, element);
    if (is_nil(scope, element)) return nullptr;

    const auto whole = text_of(element);
    const auto space = attribute_of(scope, element, xml_itself, "space");
    const auto text = space == "preserve" ? std::string_view(whole) : trimmed(whole);
    const auto children = has_elements(element);
    auto object = json::Document::object();
    for (const auto attribute : element.attributes())
        if (!is_mark(scope, attribute) && attribute.name() != except)
            add(object, tree.member_name(scope.name_of(attribute), attribute.name()), attribute.value());
    if (!children && object.empty()) {
        const auto type = attribute_of(scope, element, schema_instance, "type");
        return typed(type ? schema_type(scope, *type) : std::string_view(), text);
    }
    if (children ? !trimmed(whole).empty() : !text.empty()) add(object, "#text", text);
    for (const auto child : element.children()) {
        if (child.type() != pugi::node_element) continue;
        const Inside inside(tree, child);
        add_open_member(tree, child, scope.name_of(child), object);
    }
    return object;
}

void add_open_member(Tree& tree, pugi::xml_node element, Name name, json::Document& object) {
    std::string member;
    if (name.space != json_marks) {
        member = tree.member_name(name, element.name());
    } else {
        const auto named = attribute_of(tree.scope, element, json_marks, "name").value_or("");
        const auto read = json::Document::parse("\"" + std::string(named) + "\"", nullptr, false);
        if (!read.is_string()) return tree.wrong(element, "json:name is not a name.", named);
        member = read.get<std::string>();
    }
    auto value = open_value(tree, element);
    if (attribute_of(tree.scope, element, json_marks, "list") && !object.contains(member))
        value = json::Document::array({std::move(value)});
    add(object, member, std::move(value));
}

}  // namespace chophien::traceability::epcis::xml
