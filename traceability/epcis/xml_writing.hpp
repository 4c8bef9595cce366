// EPCIS 2.0 JSON as EPCIS 2.0 XML. Pure.
#pragma once

#include "core/json.hpp"
#include "traceability/epcis/xml_words.hpp"

#include <string>

namespace chophien::traceability::epcis {

/// An EPCISDocument, an EPCISQueryDocument or one event, as the JSON reader takes them, in XML: UTF-8,
/// children in the schema's order, private members last.
///
/// document_from_xml gives back the same document, private members to the last blank: numbers and booleans
/// carry an xsi:type, null is xsi:nil, blanks at the ends xml:space, and what XML has no form for is marked
/// in the namespace https://chophien.vn/epcis/json:
///   json:list="true"     the only element of a list
///   json:literal="true"  the text is the value's JSON: {}, [], lists of lists, texts with control characters
///   <json:member json:name="…">  a member whose name is no XML name
///   json:id              the document's id
/// Not kept apart: a certificationInfo from a list of one, epcisBody.event from an eventList of one,
/// contexts of events from those of the document, two prefixes of one namespace, a full URI as a name from a
/// prefixed name. Control characters in the standard's own texts become U+FFFD.
/// A type that EPCIS does not know is a bug.
std::string document_to_xml(const json::Document& document, XmlWords words = XmlWords::no_preference);

}  // namespace chophien::traceability::epcis
