#include "traceability/epcis/grammar.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis {

namespace {

constexpr Types object = in(EventType::object);
constexpr Types aggregation = in(EventType::aggregation);
constexpr Types association = in(EventType::association);
constexpr Types transaction = in(EventType::transaction);
constexpr Types transformation = in(EventType::transformation);

constexpr std::array quantity_members{
    Member{.name = "epcClass", .sort = Sort::name, .required = true},
    Member{.name = "quantity", .sort = Sort::amount},
    Member{.name = "uom", .sort = Sort::unit},
};
constexpr Structure quantity_element{"a quantity element", quantity_members, false};

constexpr std::array place_members{Member{.name = "id", .sort = Sort::name, .required = true}};
constexpr Structure place{"a place", place_members};

// The type comes first in the hash.
constexpr std::array transaction_members{
    Member{.name = "type", .sort = Sort::word, .vocabulary = Vocabulary::biz_transaction},
    Member{.name = "bizTransaction", .sort = Sort::name, .required = true},
};
constexpr Structure biz_transaction{"a business transaction", transaction_members, false};

constexpr std::array source_members{
    Member{
        .name = "type", .sort = Sort::word, .required = true, .vocabulary = Vocabulary::source_destination},
    Member{.name = "source", .sort = Sort::name, .required = true},
};
constexpr Structure source{"a source", source_members, false};

constexpr std::array destination_members{
    Member{
        .name = "type", .sort = Sort::word, .required = true, .vocabulary = Vocabulary::source_destination},
    Member{.name = "destination", .sort = Sort::name, .required = true},
};
constexpr Structure destination{"a destination", destination_members, false};

constexpr std::array persistent_members{
    Member{.name = "set", .sort = Sort::words, .vocabulary = Vocabulary::disposition, .least = 1},
    Member{.name = "unset", .sort = Sort::words, .vocabulary = Vocabulary::disposition, .least = 1},
};
constexpr Structure persistent_disposition{"a persistent disposition", persistent_members, false};

constexpr std::array declaration_members{
    Member{.name = "declarationTime", .sort = Sort::time, .required = true},
    Member{.name = "reason", .sort = Sort::word, .vocabulary = Vocabulary::error_reason},
    Member{.name = "correctiveEventIDs", .sort = Sort::uris, .role = Role::corrective},
};
constexpr Structure error_declaration{"an error declaration", declaration_members};

constexpr std::array metadata_members{
    Member{.name = "time", .sort = Sort::time},
    Member{.name = "startTime", .sort = Sort::time},
    Member{.name = "endTime", .sort = Sort::time},
    Member{.name = "deviceID", .sort = Sort::name, .role = Role::device},
    Member{.name = "deviceMetadata", .sort = Sort::uri},
    Member{.name = "rawData", .sort = Sort::uri},
    Member{.name = "dataProcessingMethod", .sort = Sort::uri},
    Member{.name = "bizRules", .sort = Sort::uri},
};
constexpr Structure sensor_metadata{"sensor metadata", metadata_members};

// The hash's table knows no bizRules of a report; see event_hash.cpp.
constexpr std::array report_members{
    Member{.name = "type", .sort = Sort::word, .required = true, .vocabulary = Vocabulary::measurement},
    Member{.name = "exception", .sort = Sort::word, .vocabulary = Vocabulary::sensor_alert},
    Member{.name = "deviceID", .sort = Sort::name, .role = Role::device},
    Member{.name = "deviceMetadata", .sort = Sort::uri},
    Member{.name = "rawData", .sort = Sort::uri},
    Member{.name = "dataProcessingMethod", .sort = Sort::uri},
    Member{.name = "time", .sort = Sort::time},
    Member{.name = "microorganism", .sort = Sort::uri},
    Member{.name = "chemicalSubstance", .sort = Sort::uri},
    Member{.name = "value", .sort = Sort::number},
    Member{.name = "component", .sort = Sort::word, .vocabulary = Vocabulary::component},
    Member{.name = "stringValue", .sort = Sort::text},
    Member{.name = "booleanValue", .sort = Sort::boolean},
    Member{.name = "hexBinaryValue", .sort = Sort::hex},
    Member{.name = "uriValue", .sort = Sort::uri},
    Member{.name = "minValue", .sort = Sort::number},
    Member{.name = "maxValue", .sort = Sort::number},
    Member{.name = "meanValue", .sort = Sort::number},
    Member{.name = "sDev", .sort = Sort::number},
    Member{.name = "percRank", .sort = Sort::number},
    Member{.name = "percValue", .sort = Sort::number},
    Member{.name = "uom", .sort = Sort::text},
    Member{.name = "coordinateReferenceSystem", .sort = Sort::uri},
    Member{.name = "bizRules", .sort = Sort::uri, .hashed = false},
};

}  // namespace

constexpr Structure sensor_report{"a sensor report", report_members};

namespace {

constexpr std::array sensor_members{
    Member{.name = "sensorMetadata", .sort = Sort::object, .inner = &sensor_metadata},
    Member{
        .name = "sensorReport",
        .sort = Sort::objects,
        .required = true,
        .inner = &sensor_report,
        .element = "sensorReport",
        .headed = false,
        .least = 1},
};
constexpr Structure sensor_element{"a sensor element", sensor_members};

constexpr Member epcs(std::string_view name, Types types, Role role) {
    return {.name = name, .sort = Sort::names, .types = types, .role = role, .element = "epc"};
}

constexpr Member quantities(std::string_view name, Types types, Role role) {
    return {
        .name = name,
        .sort = Sort::objects,
        .types = types,
        .inner = &quantity_element,
        .role = role,
        .element = "quantityElement"};
}

constexpr std::array event_members{
    Member{.name = "type", .sort = Sort::event_type, .required = true},
    Member{.name = "eventTime", .sort = Sort::time, .required = true},
    Member{.name = "eventTimeZoneOffset", .sort = Sort::offset, .required = true},
    Member{.name = "certificationInfo", .sort = Sort::uris, .element = "certificationInfo=", .headed = false},
    epcs("epcList", object | transaction, Role::epc),
    Member{
        .name = "parentID",
        .sort = Sort::name,
        .types = aggregation | association | transaction,
        .role = Role::parent},
    epcs("inputEPCList", transformation, Role::input),
    epcs("childEPCs", aggregation | association, Role::child),
    quantities("quantityList", object | transaction, Role::epc_class),
    quantities("childQuantityList", aggregation | association, Role::child_class),
    quantities("inputQuantityList", transformation, Role::input_class),
    epcs("outputEPCList", transformation, Role::output),
    quantities("outputQuantityList", transformation, Role::output_class),
    Member{
        .name = "action",
        .sort = Sort::action,
        .required = true,
        .types = object | aggregation | association | transaction},
    Member{
        .name = "transformationID",
        .sort = Sort::name,
        .types = transformation,
        .role = Role::transformation},
    Member{.name = "bizStep", .sort = Sort::word, .vocabulary = Vocabulary::biz_step},
    Member{.name = "disposition", .sort = Sort::word, .vocabulary = Vocabulary::disposition},
    Member{.name = "persistentDisposition", .sort = Sort::object, .inner = &persistent_disposition},
    Member{.name = "readPoint", .sort = Sort::object, .inner = &place, .role = Role::read_point},
    Member{.name = "bizLocation", .sort = Sort::object, .inner = &place, .role = Role::biz_location},
    Member{
        .name = "bizTransactionList",
        .sort = Sort::objects,
        .inner = &biz_transaction,
        .role = Role::biz_transaction},
    Member{.name = "sourceList", .sort = Sort::objects, .inner = &source, .role = Role::source},
    Member{
        .name = "destinationList", .sort = Sort::objects, .inner = &destination, .role = Role::destination},
    Member{
        .name = "sensorElementList",
        .sort = Sort::objects,
        .inner = &sensor_element,
        .element = "sensorElement"},
    Member{.name = "ilmd", .sort = Sort::private_only, .types = object | transformation},
    Member{.name = "eventID", .sort = Sort::uri, .hashed = false},
    Member{.name = "recordTime", .sort = Sort::time, .hashed = false},
    Member{.name = "errorDeclaration", .sort = Sort::object, .inner = &error_declaration, .hashed = false},
};

constexpr std::array attribute_members{
    Member{.name = "id", .sort = Sort::uri, .required = true},
    Member{.name = "attribute", .sort = Sort::anything},
};
constexpr Structure attribute{"an attribute", attribute_members};

constexpr std::array element_members{
    Member{.name = "id", .sort = Sort::uri, .required = true},
    Member{.name = "attributes", .sort = Sort::objects, .inner = &attribute},
    Member{.name = "children", .sort = Sort::uris},
};
constexpr Structure vocabulary_element{"a vocabulary element", element_members};

constexpr std::array vocabulary_members{
    Member{.name = "type", .sort = Sort::uri, .required = true},
    Member{.name = "vocabularyElementList", .sort = Sort::objects, .inner = &vocabulary_element},
};
constexpr Structure vocabulary{"a vocabulary", vocabulary_members};

constexpr std::array master_members{
    Member{.name = "vocabularyList", .sort = Sort::objects, .inner = &vocabulary},
};
constexpr Structure master_data{"master data", master_members};

constexpr std::array header_members{
    Member{.name = "epcisMasterData", .sort = Sort::object, .inner = &master_data},
};
constexpr Structure header{"a header", header_members};

constexpr std::array document_members{
    Member{.name = "id", .sort = Sort::uri},
    Member{.name = "type", .sort = Sort::text, .required = true},
    Member{.name = "schemaVersion", .sort = Sort::text},
    Member{.name = "creationDate", .sort = Sort::time},
    Member{.name = "sender", .sort = Sort::text},
    Member{.name = "receiver", .sort = Sort::text},
    Member{.name = "instanceIdentifier", .sort = Sort::text},
    Member{.name = "epcisHeader", .sort = Sort::object, .inner = &header},
};

}  // namespace

constexpr Structure event_structure{"an event", event_members};
constexpr Structure document_structure{"a document", document_members};

const Member* find_member(const Structure& structure, std::string_view name) {
    for (const auto& member : structure.members)
        if (member.name == name) return &member;
    return nullptr;
}

}  // namespace chophien::traceability::epcis
