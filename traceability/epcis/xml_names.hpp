// Names and characters of JSON as XML can carry them.
#pragma once

#include "core/json.hpp"
#include "traceability/epcis/xml_namespaces.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::traceability::epcis::xml {

/// Can XML hold each character of this text, be it escaped?
bool is_carriable(std::string_view text);

/// Appends a text as content or as an attribute's value; what cannot be carried becomes U+FFFD.
void escape(std::string& out, std::string_view text);

/// ` name="value"`
std::string attribute(std::string_view name, std::string_view value);

/// A tag's name, and the declaration that must stand beside it; mostly none.
struct Tag {
    std::string name;
    std::string declaration;
};

/// The prefixes of a document's contexts, and those the writing itself needs, which meet none of them.
class Names {
public:
    /// Looks through the contexts of the document and of its events.
    explicit Names(const json::Document& document);

    /// A prefix of our own for a namespace; declared at the root once it was asked for.
    const std::string& own(std::string_view wished, std::string_view space);

    /// Puts a context's prefixes in force and returns their declarations.
    std::string enter(const json::Document& context);

    void leave(std::size_t mark) { bound_.resize(mark); }

    std::size_t mark() const { return bound_.size(); }

    /// A private member as an element; nothing when its name is no XML name. A name without a prefix is one
    /// only inside private objects.
    std::optional<Tag> element(std::string_view member, bool inside_private);

    /// A private member as an attribute: its name in full, since no element has one twice; nothing when it
    /// cannot be one. Inside private objects names need no prefix.
    std::optional<std::string> attribute(std::string_view member, bool inside_private);

    /// All that was asked for and is not declared where it is used.
    std::string declarations() const;

private:
    std::optional<std::string_view> space_of(std::string_view prefix);

    std::set<std::string, std::less<>> taken_;
    std::vector<std::pair<std::string, std::string>> bound_;
    std::map<std::string, std::string, std::less<>> own_;  ///< namespace → prefix
    std::set<std::string, std::less<>> known_;             ///< prefixes of the EPCIS context that were used
};

}  // namespace chophien::traceability::epcis::xml
