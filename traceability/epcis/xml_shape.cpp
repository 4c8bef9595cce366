#include "traceability/epcis/xml_shape.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace chophien::traceability::epcis::xml {
namespace {

template <class... Lists>
constexpr auto joined(const Lists&... lists) {
    std::array<Member, (std::tuple_size_v<Lists> + ...)> all{};
    std::size_t at = 0;
    ((std::copy(lists.begin(), lists.end(), all.begin() + at), at += lists.size()), ...);
    return all;
}

template <class... Members>
constexpr auto joined_with(Members... members) {
    return std::array<Member, sizeof...(Members)>{members...};
}

constexpr Member text(std::string_view name) { return {name, name}; }

constexpr Member time(std::string_view name) { return {name, name, Place::element, Count::one, Value::time}; }

constexpr Member word(std::string_view name, Vocabulary words) {
    return {name, name, Place::element, Count::one, Value::word, Form::ilmd, words};
}

constexpr Member object(std::string_view name, std::string_view xml, Form form) {
    return {name, xml, Place::element, Count::one, Value::object, form};
}

constexpr Member many(std::string_view name, std::string_view xml, Form form) {
    return {name, xml, Place::element, Count::repeated, Value::object, form};
}

constexpr Member texts(std::string_view name, std::string_view item) {
    return {name, name, Place::element, Count::listed, Value::text, Form::ilmd, Vocabulary::none, item};
}

constexpr Member objects(std::string_view name, std::string_view xml, std::string_view item, Form form) {
    return {name, xml, Place::element, Count::listed, Value::object, form, Vocabulary::none, item};
}

constexpr Member attribute(
    std::string_view name, Value value = Value::text, Vocabulary words = Vocabulary::none
) {
    return {name, name, Place::attribute, Count::one, value, Form::ilmd, words};
}

constexpr Member content(std::string_view name, Value value = Value::text) {
    return {name, "", Place::content, Count::one, value};
}

constexpr Member events{"eventList", "EventList", Place::element, Count::listed, Value::event};

constexpr std::array document{
    attribute("schemaVersion"),
    attribute("creationDate", Value::time),
    object("epcisHeader", "EPCISHeader", Form::header),
    object("epcisBody", "EPCISBody", Form::body)};
constexpr std::array header{object("epcisMasterData", "EPCISMasterData", Form::master_data)};
constexpr std::array master_data{objects("vocabularyList", "VocabularyList", "Vocabulary", Form::vocabulary)};
constexpr std::array vocabulary{
    attribute("type"),
    objects("vocabularyElementList", "VocabularyElementList", "VocabularyElement", Form::vocabulary_element)};
constexpr std::array vocabulary_element{
    attribute("id"), many("attributes", "attribute", Form::attribute), texts("children", "id")};
constexpr std::array attribute_of_element{attribute("id"), content("attribute", Value::open)};
constexpr std::array body{events, object("queryResults", "QueryResults", Form::query_results)};
constexpr std::array query_results{
    text("queryName"), text("subscriptionID"), object("resultsBody", "resultsBody", Form::results_body)};
constexpr std::array results_body{events, master_data.front()};

constexpr std::array when{
    time("eventTime"),
    time("recordTime"),
    text("eventTimeZoneOffset"),
    text("eventID"),
    object("errorDeclaration", "errorDeclaration", Form::error_declaration),
    Member{"certificationInfo", "certificationInfo", Place::element, Count::some}};
constexpr Member action = text("action");
constexpr Member parent = text("parentID");
constexpr Member epcs = texts("epcList", "epc");
constexpr Member children = texts("childEPCs", "epc");
constexpr std::array why_and_where{
    word("bizStep", Vocabulary::biz_step),
    word("disposition", Vocabulary::disposition),
    object("readPoint", "readPoint", Form::place),
    object("bizLocation", "bizLocation", Form::place)};
constexpr Member transactions =
    objects("bizTransactionList", "bizTransactionList", "bizTransaction", Form::business_transaction);

constexpr Member quantities(std::string_view name) {
    return objects(name, name, "quantityElement", Form::quantity);
}

constexpr std::array from_here{
    objects("sourceList", "sourceList", "source", Form::source),
    objects("destinationList", "destinationList", "destination", Form::destination),
    objects("sensorElementList", "sensorElementList", "sensorElement", Form::sensor_element),
    object("persistentDisposition", "persistentDisposition", Form::persistent_disposition)};
constexpr Member ilmd = object("ilmd", "ilmd", Form::ilmd);

constexpr auto object_event = joined(
    when,
    joined_with(epcs, action),
    why_and_where,
    joined_with(transactions, quantities("quantityList")),
    from_here,
    joined_with(ilmd)
);
constexpr auto aggregation_event = joined(
    when,
    joined_with(parent, children, action),
    why_and_where,
    joined_with(transactions, quantities("childQuantityList")),
    from_here
);
constexpr auto association_event = joined(
    when,
    joined_with(parent, children, quantities("childQuantityList"), action),
    why_and_where,
    joined_with(transactions),
    from_here
);
constexpr auto transaction_event = joined(
    when,
    joined_with(transactions, parent, epcs, action),
    why_and_where,
    joined_with(quantities("quantityList")),
    from_here
);
constexpr auto transformation_event = joined(
    when,
    joined_with(
        texts("inputEPCList", "epc"),
        quantities("inputQuantityList"),
        texts("outputEPCList", "epc"),
        quantities("outputQuantityList"),
        text("transformationID")
    ),
    why_and_where,
    joined_with(transactions),
    from_here,
    joined_with(ilmd)
);

constexpr Member number{"quantity", "quantity", Place::element, Count::one, Value::number};
constexpr auto quantity_event =
    joined(when, joined_with(text("epcClass"), number), why_and_where, joined_with(transactions));

constexpr std::array error_declaration{
    time("declarationTime"),
    word("reason", Vocabulary::error_reason),
    texts("correctiveEventIDs", "correctiveEventID")};
constexpr std::array place{text("id")};
constexpr std::array quantity{text("epcClass"), number, text("uom")};
constexpr std::array business_transaction{
    attribute("type", Value::word, Vocabulary::business_transaction), content("bizTransaction")};
constexpr std::array source{
    attribute("type", Value::word, Vocabulary::source_destination), content("source")};
constexpr std::array destination{
    attribute("type", Value::word, Vocabulary::source_destination), content("destination")};
constexpr std::array sensor_element{
    object("sensorMetadata", "sensorMetadata", Form::sensor_metadata),
    many("sensorReport", "sensorReport", Form::sensor_report)};
constexpr std::array sensor_metadata{
    attribute("time", Value::time),
    attribute("startTime", Value::time),
    attribute("endTime", Value::time),
    attribute("deviceID"),
    attribute("deviceMetadata"),
    attribute("rawData"),
    attribute("dataProcessingMethod"),
    attribute("bizRules")};
constexpr std::array sensor_report{
    attribute("type", Value::word, Vocabulary::measurement),
    attribute("exception", Value::word, Vocabulary::alert),
    attribute("deviceID"),
    attribute("deviceMetadata"),
    attribute("rawData"),
    attribute("dataProcessingMethod"),
    attribute("bizRules"),
    attribute("time", Value::time),
    attribute("microorganism"),
    attribute("chemicalSubstance"),
    attribute("coordinateReferenceSystem"),
    attribute("value", Value::number),
    attribute("component", Value::word, Vocabulary::component),
    attribute("stringValue"),
    attribute("booleanValue", Value::boolean),
    attribute("hexBinaryValue"),
    attribute("uriValue"),
    attribute("minValue", Value::number),
    attribute("maxValue", Value::number),
    attribute("meanValue", Value::number),
    attribute("sDev", Value::number),
    attribute("percRank", Value::number),
    attribute("percValue", Value::number),
    attribute("uom")};

constexpr Member dispositions(std::string_view name) {
    return {name, name, Place::element, Count::repeated, Value::word, Form::ilmd, Vocabulary::disposition};
}

constexpr std::array persistent_disposition{dispositions("unset"), dispositions("set")};

/// In the order of Form.
constexpr std::array<std::span<const Member>, 26> forms{
    document,
    header,
    master_data,
    vocabulary,
    vocabulary_element,
    attribute_of_element,
    body,
    query_results,
    results_body,
    object_event,
    aggregation_event,
    association_event,
    transaction_event,
    transformation_event,
    quantity_event,
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
    std::span<const Member>{}};
static_assert(forms.size() == static_cast<std::size_t>(Form::ilmd) + 1);

constexpr std::array<std::pair<std::string_view, Form>, 6> event_types{
    {{"ObjectEvent", Form::object_event},
     {"AggregationEvent", Form::aggregation_event},
     {"AssociationEvent", Form::association_event},
     {"TransactionEvent", Form::transaction_event},
     {"TransformationEvent", Form::transformation_event},
     {"QuantityEvent", Form::quantity_event}}};

}  // namespace

std::span<const Member> members_of(Form form) { return forms[static_cast<std::size_t>(form)]; }

const Member* member_of(Form form, Place where, std::string_view xml_name) {
    for (const auto& member : members_of(form))
        if (member.place == where && member.xml == xml_name) return &member;
    return nullptr;
}

bool in_attributes(Form form) { return form == Form::sensor_metadata || form == Form::sensor_report; }

std::optional<Form> event_form(std::string_view type) {
    for (const auto& [name, form] : event_types)
        if (name == type) return form;
    return std::nullopt;
}

bool is_term(std::string_view json_name) {
    return std::ranges::any_of(forms, [&](const auto& members) {
        return std::ranges::any_of(members, [&](const auto& member) { return member.json == json_name; });
    });
}

}  // namespace chophien::traceability::epcis::xml
