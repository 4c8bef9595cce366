// What every part of the reading of EPCIS XML shares: where it stands, which prefixes are in force, which
// faults were found.
#pragma once

#include "core/json.hpp"
#include "traceability/epcis/event.hpp"
#include "traceability/epcis/xml_namespaces.hpp"

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis::xml {

struct Tree {
    Scope scope;
    Prefixes prefixes;
    std::vector<Fault> faults;

    static constexpr std::size_t most_faults = 100;

    void wrong(pugi::xml_node at, std::string rule, std::string_view value = {});

    /// A private name as JSON has it: prefix:local, or the local name of what is in no namespace.
    std::string member_name(Name name, std::string_view qualified);
};

/// Holds an element's declarations in force, and gives its private namespaces their prefixes.
class Inside {
public:
    Inside(Tree& tree, pugi::xml_node element);

    ~Inside() { tree_.scope.leave(mark_); }

    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;

private:
    Tree& tree_;
    std::size_t mark_;
};

/// /EPCISDocument/EPCISBody/EventList/ObjectEvent[2]/action
std::string path_of(pugi::xml_node element);

/// Is this xmlns="…" or xmlns:x="…"?
bool is_declaration(pugi::xml_attribute attribute);

/// All text of an element, comments left out.
std::string text_of(pugi::xml_node element);

std::string_view trimmed(std::string_view text);

bool has_elements(pugi::xml_node element);

/// xsi:nil="true"
bool is_nil(const Scope& scope, pugi::xml_node element);

/// An attribute by namespace and local name.
std::optional<std::string_view> attribute_of(
    const Scope& scope, pugi::xml_node element, std::string_view space, std::string_view local
);

/// A number as XML Schema writes it (+05.50, .5, 1e3) as a JSON number. Nothing for INF, NaN and the rest.
std::optional<json::Document> number_of(std::string_view text);

/// true, false, 1, 0
std::optional<bool> boolean_of(std::string_view text);

/// A time with its seconds: 2006-11-07T13:00Z is 2006-11-07T13:00:00Z. All else stays as it is.
std::string with_seconds(std::string_view time);

/// What stands in a private element, whose declarations are in force: text, a number or boolean that xsi:type
/// declares, an object of its attributes and children, or what json:literal says (xml_writing.hpp).
/// An attribute named `except` is not part of it.
json::Document open_value(Tree& tree, pugi::xml_node element, std::string_view except = {});

/// Adds a private element to an object; elements of one name become a list.
void add_open_member(Tree& tree, pugi::xml_node element, Name name, json::Document& object);

/// Adds a value to an object; values of one name become a list.
void add(json::Document& object, const std::string& name, json::Document value);

}  // namespace chophien::traceability::epcis::xml
