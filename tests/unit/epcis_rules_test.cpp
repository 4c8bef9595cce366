// The rules of an EPCIS event, each with an event that breaks it.
#include "tests/unit/epcis_documents.hpp"
#include "traceability/epcis/event.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::epcis {
namespace {

using json::Document;
using testing::HasSubstr;
using tests::document_of;
using tests::fault_of;
using tests::harvest;
using tests::lenient;

// One member of the harvest replaced (null: taken away), and the faults this makes.
struct Broken {
    std::string member;
    Document value;
    std::string faults;
};

TEST(EpcisRules, EveryRuleOfAnEventNamesItsPlace) {
    const std::vector<Broken> table{
        {"type", "HarvestEvent", "/type: The type is one of the five events of EPCIS 2.0."},
        {"eventTime", nullptr, "/eventTime: This member is required."},
        {"eventTime", "2026-11-30 07:30", "/eventTime: A time is written as in RFC 3339, with its zone."},
        {"eventTime",
         "2030-01-01T00:05:01Z",
         "/eventTime: An event has happened: its time is not in the future."},
        {"eventTime", "2030-01-01T00:05:00Z", "none"},
        {"eventTimeZoneOffset", "+14:01", "/eventTimeZoneOffset: An offset is written ±hh:mm, up to 14:00."},
        {"eventTimeZoneOffset", "-14:00", "none"},
        {"action", "add", "/action: The action is ADD, OBSERVE or DELETE."},
        {"action", nullptr, "/action: This member is required."},
        {"bizStep", "harvesting", "/bizStep: A bare word is one of the vocabulary's."},
        {"bizStep", "urn:epcglobal:cbv:bizstep:harvesting", "/bizStep: The vocabulary has no such value."},
        {"bizStep", "ex:harvesting", "none"},
        {"bizStep", 7, "/bizStep: This is a word of the vocabulary or a URI."},
        {"parentID",
         "urn:epc:id:sscc:8938505.0000000001",
         "/parentID: This member does not belong in events of this type."},
        {"grade", "A", "/grade: A private member is named prefix:name or by a URI."},
        {"other:grade", "A", "/other:grade: A private member's prefix is declared in the @context."},
        {"https://ns.example.com/a/b", "A", "none"},
        {"quantityList",
         Document::array(),
         "/epcList: An object event has an epcList, a quantityList, or sensor data with a readPoint."},
        {"quantityList",
         "x",
         "/quantityList: This is a list. | /epcList: An object event has an epcList, a quantityList, or "
         "sensor data with a readPoint."},
        {"quantityList",
         {{{"epcClass", "urn:x:y"}, {"quantity", 0}}},
         "/quantityList/0/quantity: A quantity is above zero."},
        {"quantityList",
         {{{"epcClass", "urn:x:y"}, {"quantity", "1"}}},
         "/quantityList/0/quantity: This is a number, not a text."},
        {"quantityList",
         {{{"epcClass", "urn:x:y"}, {"uom", "kg"}}},
         "/quantityList/0/uom: A unit is a code of two or three capitals or digits (UN/ECE Recommendation "
         "20)."},
        {"quantityList",
         {{{"epcClass", "urn:x:y"}, {"ex:a", 1}}},
         "/quantityList/0/ex:a: There is no such member in a quantity element."},
        {"quantityList", {{{"quantity", 1}}}, "/quantityList/0/epcClass: This member is required."},
        {"sourceList", {{{"source", "urn:x:y"}}}, "/sourceList/0/type: This member is required."},
        {"sourceList",
         {{{"type", "owner"}, {"source", "urn:x:y"}}},
         "/sourceList/0/type: A bare word is one of the vocabulary's."},
        {"readPoint", "urn:x:y", "/readPoint: a place is an object."},
        {"readPoint", {{"id", "no uri"}}, "/readPoint/id: This is a URI."},
        {"persistentDisposition",
         {{"set", Document::array()}},
         "/persistentDisposition/set: This list has one element or more."},
        {"persistentDisposition",
         {{"set", {"active", "active"}}},
         "/persistentDisposition/set: A set has no value twice."},
        {"errorDeclaration",
         Document::object(),
         "/errorDeclaration/declarationTime: This member is required."},
        {"sensorElementList",
         {Document::object()},
         "/sensorElementList/0/sensorReport: This member is required."},
        {"certificationInfo", {{"a", "b"}}, "/certificationInfo: This is a list."},
        {"eventID", "no uri", "/eventID: This is a URI."},
    };
    for (const auto& [member, value, faults] : table) {
        auto event = harvest();
        if (value.is_null()) {
            event.erase(member);
        } else {
            event[member] = value;
        }
        EXPECT_EQ(fault_of(event), faults) << member << " " << value;
    }
}

TEST(EpcisRules, EachTypeOfEventHasWhatItMustHave) {
    const auto made = [](std::string type, Document members) {
        Document event{
            {"type", std::move(type)},
            {"eventTime", "2026-11-30T00:00:00Z"},
            {"eventTimeZoneOffset", "+07:00"}};
        event.update(members);
        return event;
    };
    const Document sscc = "urn:epc:id:sscc:8938505.0000000001";
    const Document units{"urn:epc:id:sgtin:8938505.097401.1"};
    const Document orders{{{"bizTransaction", "urn:x:order"}}};
    const std::vector<std::pair<Document, std::string>> table{
        {made("AggregationEvent", {{"action", "ADD"}, {"parentID", sscc}, {"childEPCs", units}}), "none"},
        {made("AggregationEvent", {{"action", "DELETE"}, {"parentID", sscc}}), "none"},
        {made("AggregationEvent", {{"action", "OBSERVE"}, {"childEPCs", units}}), "none"},
        {made("AggregationEvent", {{"action", "ADD"}, {"childEPCs", units}}),
         "/parentID: An aggregation with action ADD or DELETE has a parentID."},
        {made("AggregationEvent", {{"action", "ADD"}, {"parentID", sscc}}),
         "/childEPCs: Without DELETE there are childEPCs or a childQuantityList."},
        {made(
             "AggregationEvent",
             {{"action", "ADD"}, {"parentID", sscc}, {"childEPCs", units}, {"ilmd", Document::object()}}
         ),
         "/ilmd: This member does not belong in events of this type."},
        {made("AssociationEvent", {{"action", "OBSERVE"}, {"childEPCs", units}}),
         "/parentID: An association has a parentID."},
        {made("TransactionEvent", {{"action", "ADD"}, {"bizTransactionList", orders}, {"epcList", units}}),
         "none"},
        {made("TransactionEvent", {{"action", "DELETE"}, {"bizTransactionList", orders}}), "none"},
        {made("TransactionEvent", {{"action", "ADD"}, {"bizTransactionList", orders}}),
         "/epcList: Without DELETE a transaction event has an epcList or a quantityList."},
        {made("TransactionEvent", {{"action", "ADD"}, {"epcList", units}}),
         "/bizTransactionList: A transaction event has one business transaction or more."},
        {made("TransformationEvent", {{"inputEPCList", units}, {"outputEPCList", units}}), "none"},
        {made("TransformationEvent", {{"inputEPCList", units}, {"transformationID", "urn:x:1"}}), "none"},
        {made("TransformationEvent", {{"inputEPCList", units}}),
         "/outputEPCList: A transformation has outputs, or a transformationID and inputs."},
        {made("TransformationEvent", {{"action", "ADD"}, {"inputEPCList", units}, {"outputEPCList", units}}),
         "/action: This member does not belong in events of this type."},
        {made("ObjectEvent", {{"action", "OBSERVE"}, {"epcList", Document::array()}}), "none"},
        {made("ObjectEvent", {{"action", "OBSERVE"}, {"epcList", units}, {"ilmd", Document::object()}}),
         "/ilmd: Only an object event with action ADD has ilmd."},
    };
    for (const auto& [event, faults] : table) EXPECT_EQ(fault_of(event), faults) << event;
}

TEST(EpcisRules, AWrongCheckDigitIsFlaggedOrRefusedAsAsked) {
    auto event = harvest();
    event["quantityList"][0]["epcClass"] = "https://id.gs1.org/01/08938505974010/10/L1";
    const auto read = read_document(document_of({event}), lenient).events.at(0);
    ASSERT_TRUE(read.event);
    EXPECT_THAT(read.event->warnings, testing::ElementsAre(HasSubstr("check digit")));
    auto strict = lenient;
    strict.strict_check_digits = true;
    EXPECT_EQ(fault_of(event, strict), "/quantityList/0/epcClass: The check digit of a GS1 key is right.");
}

TEST(EpcisRules, SensorDataIsWarnedOfOrRefusedWhenStrict) {
    auto event = harvest();
    event["sensorElementList"] = {
        {{"sensorMetadata", {{"time", "2027-01-01T00:00:00Z"}, {"deviceID", "urn:x:1"}}},
         {"sensorReport",
          {{{"type", "Temperature"}, {"value", 4}, {"uom", "KGM"}, {"deviceID", "urn:x:1"}}}}}};
    const auto read = read_document(document_of({event}), lenient).events.at(0);
    ASSERT_TRUE(read.event) << tests::text_of(read.faults);
    EXPECT_EQ(read.event->warnings.size(), 3U);
    auto strict = lenient;
    strict.strict_sensors = true;
    const auto faults = fault_of(event, strict);
    for (const std::string at : {"/sensorMetadata/time", "/sensorReport/0/deviceID", "/sensorReport/0/uom"})
        EXPECT_THAT(faults, HasSubstr("/sensorElementList/0" + at));
    event["sensorElementList"][0]["sensorMetadata"] = {
        {"startTime", "2026-11-29T00:00:00Z"}, {"endTime", "2026-11-28T00:00:00Z"}};
    EXPECT_EQ(fault_of(event), "/sensorElementList/0/sensorMetadata/startTime: startTime is before endTime.");
}

}  // namespace
}  // namespace chophien::traceability::epcis
