// EPCIS XML, 2.0 and 1.x, as the EPCIS 2.0 JSON that everything else reads. Pure.
#pragma once

#include "core/json.hpp"
#include "traceability/epcis/event.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

struct XmlLimits {
    std::size_t bytes = std::size_t{16} << 20;
    std::size_t depth = 64;  ///< levels of elements; what comes out keeps to json::deepest as well
    std::size_t elements = 1'000'000;
    std::size_t attributes = 256;  ///< of one element, declarations of namespaces not counted
    std::size_t attribute_bytes = std::size_t{1} << 20;
    std::size_t tag_bytes = std::size_t{4} << 20;  ///< of one tag or comment
    /// The schema's order of children, all of it. Writers that jumble it are many, so by default only what
    /// no schema of any version allows is refused: an action before the event's time.
    bool strict_order = false;
};

/// A document, or what is wrong with it: each fault with the XPath of its element, or the line and column
/// where the text stops being XML.
struct FromXml {
    std::optional<json::Document> document;
    std::vector<Fault> faults;  ///< at most 100
};

/// An EPCISDocument, an EPCISQueryDocument or one event, in EPCIS 2.0 XML or raised from 1.x, in the JSON
/// form: one @context with the private prefixes, standard words bare, numbers where the standard has numbers.
/// Private elements stay text unless xsi:type says otherwise; attributes become members beside "#text".
/// Event rules (what must be there, which words exist) are the JSON reader's. Refuses nothing by throwing.
FromXml document_from_xml(std::string_view xml, const XmlLimits& limits = {});

}  // namespace chophien::traceability::epcis
