#include "traceability/epcis/xml_namespaces.hpp"

#include "traceability/epcis/xml_shape.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis::xml {
namespace {

constexpr std::array structural{
    std::string_view("urn:epcglobal:epcis:xsd:1"),
    epcis_2,
    std::string_view("urn:epcglobal:epcis-query:xsd:1"),
    epcis_query_2,
    std::string_view("urn:epcglobal:epcis-masterdata:xsd:1"),
    std::string_view("urn:epcglobal:epcis-masterdata:xsd:2"),
    std::string_view("urn:epcglobal:xsd:1")};

struct Known {
    std::string_view prefix;
    std::string_view space;
};

/// The first of a prefix is how it is written. JSON appends local names to the address, so there the
/// vocabulary of master data ends with a colon; XML documents have it both ways.
constexpr std::array<Known, 9> known{
    {{"cbvmda", "urn:epcglobal:cbv:mda"},
     {"cbvmda", "urn:epcglobal:cbv:mda:"},
     {"gs1", "https://gs1.org/voc/"},
     {"gs1", "https://ref.gs1.org/voc/"},
     {"cbv", "https://ref.gs1.org/cbv/"},
     {"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
     {"owl", "http://www.w3.org/2002/07/owl#"},
     {"xsd", "http://www.w3.org/2001/XMLSchema#"},
     {"dcterms", "http://purl.org/dc/terms/"}}};

bool has_meaning(std::string_view prefix) {
    return prefix.empty() || prefix == "epcis" || prefix == "xml" || prefix == "baseURL" ||
           namespace_known_as(prefix) || is_term(prefix) || event_form(prefix);
}

Name split(std::string_view qualified) {
    const auto colon = qualified.find(':');
    if (colon == std::string_view::npos) return {{}, qualified};
    return {qualified.substr(0, colon), qualified.substr(colon + 1)};
}

}  // namespace

bool is_structural(std::string_view address) {
    return std::ranges::find(structural, address) != structural.end();
}

std::optional<std::string_view> namespace_known_as(std::string_view prefix) {
    for (const auto& each : known)
        if (each.prefix == prefix) return each.space;
    return std::nullopt;
}

std::size_t Scope::enter(pugi::xml_node element) {
    const auto mark = declared_.size();
    for (const auto attribute : element.attributes()) {
        const std::string_view name = attribute.name();
        if (name == "xmlns") declared_.emplace_back("", attribute.value());
        if (name.starts_with("xmlns:")) declared_.emplace_back(name.substr(6), attribute.value());
    }
    return mark;
}

std::optional<std::string_view> Scope::space_of(std::string_view prefix) const {
    for (auto each = declared_.rbegin(); each != declared_.rend(); ++each)
        if (each->first == prefix) return each->second;
    if (prefix == "xml") return xml_itself;
    if (prefix.empty()) return "";
    return std::nullopt;
}

Name Scope::name_of(pugi::xml_node element) const {
    const auto [prefix, local] = split(element.name());
    return {space_of(prefix).value_or(""), local};
}

Name Scope::name_of(pugi::xml_attribute attribute) const {
    const auto [prefix, local] = split(attribute.name());
    return {prefix.empty() ? "" : space_of(prefix).value_or(""), local};
}

const std::string& Prefixes::of(std::string_view space, std::string_view wished) {
    if (const auto found = chosen_.find(space); found != chosen_.end()) return found->second;
    if (space == xml_itself) return chosen_.emplace(std::string(space), "xml").first->second;
    for (const auto& each : known)
        if (each.space == space)
            return chosen_.emplace(std::string(space), std::string(each.prefix)).first->second;
    const auto stem = wished.empty() ? std::string("ns") : std::string(wished);
    auto prefix = stem;
    for (int n = 2; has_meaning(prefix) || declared_.contains(prefix); ++n) prefix = stem + std::to_string(n);
    declared_.emplace(prefix, space);
    return chosen_.emplace(std::string(space), prefix).first->second;
}

}  // namespace chophien::traceability::epcis::xml
