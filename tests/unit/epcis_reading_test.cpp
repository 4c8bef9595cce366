// Reading EPCIS documents: what is taken, what is refused and where the fault is.
#include "core/csv.hpp"
#include "tests/unit/epcis_documents.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/epcis/event.hpp"
#include "traceability/epcis/names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

namespace chophien::traceability::epcis {
namespace {

using json::Document;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;
using tests::document_of;
using tests::fault_of;
using tests::harvest;
using tests::lenient;
using tests::no_vectors;
using tests::shared_text;
using tests::shared_vectors;

struct Listed {
    std::string file, kind, expected;
    std::size_t events = 0;
};

std::vector<Listed> listed_documents() {
    std::vector<Listed> all;
    const auto text = shared_text("gs1/events/index.csv");
    if (!text) return all;
    csv::Reader reader(*text);
    std::vector<std::string> cells;
    while (*reader.next(cells)) {
        if (cells[1] != "json" || cells[2] == "query definition") continue;
        all.push_back({"gs1/" + cells[0], cells[2], cells[5], std::stoul(cells[3])});
    }
    return all;
}

TEST(EpcisReading, EveryPublishedDocumentIsTakenOrRefusedAsItsIndexSays) {
    const auto all = listed_documents();
    if (all.empty()) GTEST_SKIP() << no_vectors("gs1/events/index.csv");
    EXPECT_GT(all.size(), 70U);
    for (const auto& [file, kind, expected, events] : all) {
        const auto document = shared_vectors(file);
        ASSERT_TRUE(document) << file;
        Bundle bundle;
        if (kind == "single event") {
            bundle.events.push_back(read_event(*document, lenient));
        } else {
            bundle = read_document(*document, lenient);
        }
        const auto faults = tests::faults_of(bundle);
        if (expected == "accept") {
            EXPECT_THAT(tests::text_of(faults), IsEmpty()) << file;
            EXPECT_EQ(bundle.events.size(), events) << file;
            for (const auto& read : bundle.events) EXPECT_TRUE(read.event) << file;
        } else if (expected == "refuse") {
            EXPECT_FALSE(faults.empty()) << file;
        }
        for (const auto& fault : faults) {
            // A missing member is named where it should be; what is around it exists.
            const auto parent = fault.pointer.substr(0, fault.pointer.rfind('/'));
            EXPECT_TRUE(document->contains(Document::json_pointer(parent))) << file << " " << fault.pointer;
        }
    }
}

TEST(EpcisReading, EachFaultOfTheInvalidDocumentsIsNamed) {
    const auto document =
        shared_vectors("gs1/events/epcis-2.0/json/capture/invalid/Combination_of_multiple_invalid_fields.json"
        );
    if (!document) GTEST_SKIP() << no_vectors("gs1/events");
    const auto bundle = read_document(*document, lenient);
    ASSERT_EQ(bundle.events.size(), 5U);
    for (const auto& read : bundle.events) EXPECT_FALSE(read.event);
    const auto text = tests::text_of(tests::faults_of(bundle));
    for (const std::string part :
         {"/0/bizStep", "/1/disposition", "/2/sourceList", "/3/ilmd", "/4/eventTime", "/4/action"})
        EXPECT_THAT(text, HasSubstr("/epcisBody/eventList" + part)) << text;
}

TEST(EpcisReading, AHarvestIsReadWithWhatIsLookedUp) {
    auto sent = harvest();
    sent["recordTime"] = "2026-11-30T08:00:00Z";
    sent["ilmd"] = {{"cbvmda:lotNumber", "L7"}, {"ex:grade", "A"}};
    sent["bizTransactionList"] = {{{"type", "po"}, {"bizTransaction", "urn:epcglobal:cbv:bt:1:2"}}};
    const auto bundle = read_document(document_of({sent}), lenient);
    ASSERT_THAT(tests::text_of(tests::faults_of(bundle)), IsEmpty());
    const auto& event = *bundle.events.front().event;
    EXPECT_EQ(event.type, EventType::object);
    EXPECT_EQ(event.action, Action::add);
    EXPECT_EQ(text_of(event.time), "2026-11-30T00:30:00.500000Z");
    EXPECT_EQ(event.zone_offset, "+07:00");
    EXPECT_EQ(event.biz_step, "commissioning");
    EXPECT_THAT(event.hash, StartsWith("ni:///sha-256;"));
    EXPECT_THAT(event.namespaces, testing::ElementsAre(testing::Pair("ex", "https://ns.example.com/epcis/")));
    const Mention goods{Role::epc_class, "https://id.gs1.org/01/08938505974019/10/L1", "", "250.5", "KGM"};
    const Mention place{Role::read_point, "https://id.gs1.org/414/8938505974002"};
    const Mention order{Role::biz_transaction, "urn:epcglobal:cbv:bt:1:2", "po"};
    const Mention lot{Role::lot, "https://id.gs1.org/01/08938505974019/10/L7"};
    EXPECT_THAT(event.mentions, testing::UnorderedElementsAre(goods, place, order, lot));
    auto content = sent;
    content.erase("recordTime");
    EXPECT_EQ(event.content, content);
}

TEST(EpcisReading, ALabelsThreePartLinkIsTheUnitAndTellsItsLot) {
    auto sent = harvest();
    sent.erase("quantityList");
    sent["epcList"] = {"https://qr.example.vn/01/08938505974019/10/L1/21/AB12?17=270101"};
    const auto read = read_document(document_of({sent}), lenient);
    const auto& event = *read.events.at(0).event;
    Mention lot{Role::lot, "https://id.gs1.org/01/08938505974019/10/L1"};
    lot.of = "https://id.gs1.org/01/08938505974019/21/AB12";
    EXPECT_THAT(event.mentions, testing::Contains(lot));
    EXPECT_THAT(event.mentions, testing::Contains(Mention{Role::epc, lot.of}));
}

// One member of the harvest replaced (null: taken away), and the faults this makes.
struct Broken {
    std::string member;
    Document value;
    std::string faults;
};

TEST(EpcisReading, EveryRuleOfAnEventNamesItsPlace) {
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

TEST(EpcisReading, EachTypeOfEventHasWhatItMustHave) {
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

TEST(EpcisReading, StandardValuesInTheirLongSpellingsAreKeptAsBareWords) {
    for (const std::string sent :
         {"urn:epcglobal:cbv:bizstep:shipping",
          "https://ref.gs1.org/cbv/BizStep-shipping",
          "cbv:BizStep-shipping"}) {
        auto event = harvest();
        event["bizStep"] = sent;
        const auto read = read_document(document_of({event}), lenient).events.at(0);
        ASSERT_TRUE(read.event) << tests::text_of(read.faults);
        EXPECT_EQ(read.event->content["bizStep"], "shipping");
        EXPECT_EQ(read.event->biz_step, "shipping");
        EXPECT_THAT(read.event->warnings, testing::ElementsAre(StartsWith(sent)));
    }
}

TEST(EpcisReading, AWrongCheckDigitIsFlaggedOrRefusedAsAsked) {
    auto event = harvest();
    event["quantityList"][0]["epcClass"] = "https://id.gs1.org/01/08938505974010/10/L1";
    const auto read = read_document(document_of({event}), lenient).events.at(0);
    ASSERT_TRUE(read.event);
    EXPECT_THAT(read.event->warnings, testing::ElementsAre(HasSubstr("check digit")));
    auto strict = lenient;
    strict.strict_check_digits = true;
    EXPECT_EQ(fault_of(event, strict), "/quantityList/0/epcClass: The check digit of a GS1 key is right.");
}

TEST(EpcisReading, SensorDataIsWarnedOfOrRefusedWhenStrict) {
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

TEST(EpcisReading, TheEnvelopeIsCheckedFirst) {
    const auto faults = [](const std::function<void(Document&)>& change) {
        auto document = document_of({harvest()});
        change(document);
        const auto bundle = read_document(document, lenient);
        EXPECT_TRUE(bundle.events.empty());
        return tests::text_of(bundle.faults);
    };
    EXPECT_THAT(faults([](Document& d) { d.erase("@context"); }), StartsWith("/@context: "));
    EXPECT_THAT(
        faults([](Document& d) {
            d["@context"] = {{"ex", "urn:x:"}};
        }),
        StartsWith("/@context: The EPCIS context")
    );
    EXPECT_THAT(
        faults([](Document& d) { d["@context"] = "https://example.org/c.jsonld"; }),
        StartsWith("/@context: Contexts are not loaded")
    );
    EXPECT_THAT(
        faults([](Document& d) { d["@context"][1]["cbv"] = "urn:x:"; }),
        StartsWith("/@context/1/cbv: A standard prefix")
    );
    EXPECT_THAT(faults([](Document& d) { d["type"] = "ObjectEvent"; }), StartsWith("/type: "));
    EXPECT_THAT(faults([](Document& d) { d["schemaVersion"] = "1.2"; }), StartsWith("/schemaVersion: "));
    EXPECT_THAT(faults([](Document& d) { d.erase("creationDate"); }), StartsWith("/creationDate: "));
    EXPECT_THAT(
        faults([](Document& d) { d["epcisBody"].erase("eventList"); }), StartsWith("/epcisBody/eventList: ")
    );
    EXPECT_THAT(faults([](Document& d) { d["notes"] = 1; }), StartsWith("/notes: "));
    EXPECT_THAT(faults([](Document& d) { d = 7; }), StartsWith(": A document is an object."));
}

TEST(EpcisReading, AnUnknownContextIsPassedOverBesideInlinePrefixes) {
    auto document = document_of({harvest()});
    document["@context"].push_back("https://partner.example.org/context.jsonld");
    EXPECT_THAT(tests::text_of(tests::faults_of(read_document(document, lenient))), IsEmpty());
}

TEST(EpcisReading, MasterDataOfTheHeaderIsRead) {
    auto document = document_of({harvest()});
    document["sender"] = "urn:epc:id:sgln:8938505.97400.0";
    document["epcisHeader"]["epcisMasterData"]["vocabularyList"] = {
        {{"type", "urn:epcglobal:epcis:vtype:BusinessLocation"},
         {"vocabularyElementList",
          {{{"id", "urn:epc:id:sgln:8938505.97400.0"},
            {"attributes", {{{"id", "urn:epcglobal:cbv:mda:latitude"}, {"attribute", 21.1}}}},
            {"children", {"urn:epc:id:sgln:8938505.97400.1"}}}}}}};
    const auto bundle = read_document(document, lenient);
    ASSERT_THAT(tests::text_of(tests::faults_of(bundle)), IsEmpty());
    ASSERT_EQ(bundle.master_data.size(), 1U);
    EXPECT_EQ(bundle.master_data[0].name, "https://id.gs1.org/414/8938505974002");
    EXPECT_EQ(bundle.master_data[0].attributes[0]["attribute"], 21.1);
    EXPECT_THAT(
        bundle.master_data[0].children, testing::ElementsAre("https://id.gs1.org/414/8938505974002/254/1")
    );
    EXPECT_EQ(bundle.sender, "urn:epc:id:sgln:8938505.97400.0");
}

}  // namespace
}  // namespace chophien::traceability::epcis
