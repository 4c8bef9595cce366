// Where every member of EPCIS JSON stands in EPCIS 2.0 XML: one table, read in both directions.
#pragma once

#include "traceability/epcis/xml_words.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace chophien::traceability::epcis::xml {

/// What holds a member's value.
enum class Place : std::uint8_t { element, attribute, content };

enum class Count : std::uint8_t {
    one,       ///< <action>ADD</action> ↔ "ADD"
    repeated,  ///< <set>a</set><set>b</set> ↔ ["a", "b"], also when there is only one
    some,      ///< one ↔ "a"; several ↔ ["a", "b"]
    listed,    ///< <epcList><epc>a</epc></epcList> ↔ ["a"]; may be empty
};

enum class Value : std::uint8_t {
    text,
    number,
    boolean,
    time,    ///< XML documents leave the seconds out at times, JSON has them always
    word,    ///< of a vocabulary
    open,    ///< whatever stands there, as in private elements
    object,  ///< of a form
    event,   ///< an object whose form is the element's name
};

/// The objects of a document.
enum class Form : std::uint8_t {
    document,
    header,
    master_data,
    vocabulary,
    vocabulary_element,
    attribute,
    body,
    query_results,
    results_body,
    object_event,
    aggregation_event,
    association_event,
    transaction_event,
    transformation_event,
    quantity_event,  ///< EPCIS 1.0: only read
    error_declaration,
    place,
    quantity,
    business_transaction,
    source,
    destination,
    sensor_element,
    sensor_metadata,
    sensor_report,
    persistent_disposition,
    ilmd,
};

struct Member {
    std::string_view json;  ///< the member's name
    std::string_view xml;   ///< the element's or attribute's name; empty for content
    Place place = Place::element;
    Count count = Count::one;
    Value value = Value::text;
    Form form = Form::ilmd;  ///< of objects
    Vocabulary words = Vocabulary::none;
    std::string_view item{};  ///< the name of a list's elements
};

/// A form's members in the order in which XML has them; private ones come after.
std::span<const Member> members_of(Form form);

/// The member that an element or an attribute of this name is; nothing when the form has none.
const Member* member_of(Form form, Place place, std::string_view xml_name);

/// Has this form no elements at all? Then private texts are attributes too.
bool in_attributes(Form form);

/// The form of an event by its type, "ObjectEvent" and so on.
std::optional<Form> event_form(std::string_view type);

/// Is this the name of a member of any form?
bool is_term(std::string_view json_name);

}  // namespace chophien::traceability::epcis::xml
