// Namespaces of EPCIS XML, and the prefixes under which JSON names what is private in them.
#pragma once

#include <map>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::traceability::epcis::xml {

inline constexpr std::string_view epcis_2 = "urn:epcglobal:epcis:xsd:2";
inline constexpr std::string_view epcis_query_2 = "urn:epcglobal:epcis-query:xsd:2";
inline constexpr std::string_view header_namespace =
    "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader";
inline constexpr std::string_view schema_instance = "http://www.w3.org/2001/XMLSchema-instance";
inline constexpr std::string_view schema_types = "http://www.w3.org/2001/XMLSchema";
inline constexpr std::string_view xml_itself = "http://www.w3.org/XML/1998/namespace";
/// Ours: what XML alone cannot tell of private JSON, so that it comes back as it was (xml_writing.hpp).
inline constexpr std::string_view json_marks = "https://chophien.vn/epcis/json";

/// The namespaces of the standard's own elements, of 1.2 and 2.0; its local elements have none at all.
bool is_structural(std::string_view address);

/// The namespace a prefix of the EPCIS JSON context stands for without being declared, as XML writes it.
std::optional<std::string_view> namespace_known_as(std::string_view prefix);

/// An XML name told apart.
struct Name {
    std::string_view space;  ///< empty: none
    std::string_view local;
};

/// The declarations in force at an element, innermost last. Looks into the tree it walks.
class Scope {
public:
    /// Puts an element's declarations in force; leave() with what this returned takes them back.
    std::size_t enter(pugi::xml_node element);

    void leave(std::size_t mark) { declared_.resize(mark); }

    /// The namespace of a prefix; "" is the default one. Nothing when it is not declared.
    std::optional<std::string_view> space_of(std::string_view prefix) const;

    Name name_of(pugi::xml_node element) const;
    Name name_of(pugi::xml_attribute attribute) const;  ///< without a prefix: in no namespace

private:
    std::vector<std::pair<std::string_view, std::string_view>> declared_;
};

/// One prefix for each private namespace of a document: the first that was declared for it, renamed when it
/// stands for another already or has a meaning of its own in EPCIS JSON.
class Prefixes {
public:
    const std::string& of(std::string_view space, std::string_view wished);

    /// Prefix and namespace of all that a JSON context must declare.
    const std::map<std::string, std::string>& declared() const { return declared_; }

private:
    std::map<std::string, std::string, std::less<>> chosen_;  ///< namespace → prefix
    std::map<std::string, std::string> declared_;
};

}  // namespace chophien::traceability::epcis::xml
