#include "core/json.hpp"
#include "traceability/epcis/xml_reading.hpp"

#include <gtest/gtest.h>

#include <string>

namespace chophien::traceability::epcis {
namespace {

using nlohmann::json;

std::string document(const std::string& events, const std::string& declared = "") {
    return R"(<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0")"
           R"( creationDate="2026-11-26T08:00:00+07:00" )" +
           declared + "><EPCISBody><EventList>" + events + "</EventList></EPCISBody></epcis:EPCISDocument>";
}

std::string object_event(const std::string& after_action) {
    return "<ObjectEvent><eventTime>2026-11-26T07:00:00+07:00</eventTime>"
           "<eventTimeZoneOffset>+07:00</eventTimeZoneOffset><epcList/><action>ADD</action>" +
           after_action + "</ObjectEvent>";
}

json read(const std::string& xml) {
    const auto from = document_from_xml(xml);
    for (const auto& fault : from.faults)
        ADD_FAILURE() << fault.pointer << ": " << fault.rule << " " << fault.value;
    return from.document.value_or(json::object());
}

json first_event(const std::string& xml) { return read(xml).at("epcisBody").at("eventList").at(0); }

TEST(EpcisXmlReading, AnEventOfEveryPartBecomesTheJsonOfTheStandard) {
    const auto xml = document(
        R"(
      <ObjectEvent xmlns:cbvmda="urn:epcglobal:cbv:mda">
        <eventTime> 2026-11-26T07:00:00+07:00 </eventTime>
        <eventTimeZoneOffset>+07:00</eventTimeZoneOffset>
        <eventID>urn:uuid:1</eventID>
        <errorDeclaration>
          <declarationTime>2026-11-27T07:00:00+07:00</declarationTime>
          <reason>urn:epcglobal:cbv:er:incorrect_data</reason>
          <correctiveEventIDs><correctiveEventID>urn:uuid:2</correctiveEventID></correctiveEventIDs>
          <coop:by>Lan</coop:by>
        </errorDeclaration>
        <certificationInfo>https://a.example/1</certificationInfo>
        <certificationInfo>https://a.example/2</certificationInfo>
        <epcList><epc>urn:epc:id:sgtin:893.1.1</epc><!-- a note --><epc>urn:epc:id:sgtin:893.1.2</epc></epcList>
        <action>ADD</action>
        <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
        <disposition>https://ref.gs1.org/cbv/Disp-active</disposition>
        <readPoint><id>https://id.gs1.org/414/8930000000017</id><coop:gate>2</coop:gate></readPoint>
        <bizTransactionList>
          <bizTransaction type="urn:epcglobal:cbv:btt:po">urn:po:1</bizTransaction>
          <bizTransaction>urn:po:2</bizTransaction>
        </bizTransactionList>
        <quantityList>
          <quantityElement><epcClass>urn:c</epcClass><quantity>+010.50</quantity><uom>KGM</uom></quantityElement>
        </quantityList>
        <sourceList><source type="urn:epcglobal:cbv:sdt:owning_party">urn:a</source></sourceList>
        <destinationList><destination type="urn:own:kind">urn:b</destination></destinationList>
        <sensorElementList><sensorElement>
          <sensorMetadata time="2026-11-26T00:00:00Z" coop:shelf="3"/>
          <sensorReport type="gs1:Temperature" value="4.5" uom="CEL" component="urn:epcglobal:cbv:comp:x"/>
          <sensorReport type="coop:Ripeness" booleanValue="1" exception="gs1:ALARM_CONDITION"/>
          <coop:note>near the door</coop:note>
        </sensorElement></sensorElementList>
        <persistentDisposition>
          <unset>urn:epcglobal:cbv:disp:completeness_inferred</unset>
          <set>urn:epcglobal:cbv:disp:completeness_verified</set>
        </persistentDisposition>
        <ilmd><cbvmda:lotNumber>261126N01</cbvmda:lotNumber></ilmd>
        <coop:farmer>Bình</coop:farmer>
      </ObjectEvent>)",
        R"(xmlns:coop="https://coop.example/")"
    );
    EXPECT_EQ(read(xml), json::parse(R"({
      "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"coop": "https://coop.example/"}],
      "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-11-26T08:00:00+07:00",
      "epcisBody": {"eventList": [{
        "type": "ObjectEvent", "eventTime": "2026-11-26T07:00:00+07:00", "eventTimeZoneOffset": "+07:00",
        "eventID": "urn:uuid:1",
        "errorDeclaration": {"declarationTime": "2026-11-27T07:00:00+07:00", "reason": "incorrect_data",
                             "correctiveEventIDs": ["urn:uuid:2"], "coop:by": "Lan"},
        "certificationInfo": ["https://a.example/1", "https://a.example/2"],
        "epcList": ["urn:epc:id:sgtin:893.1.1", "urn:epc:id:sgtin:893.1.2"],
        "action": "ADD", "bizStep": "commissioning", "disposition": "active",
        "readPoint": {"id": "https://id.gs1.org/414/8930000000017", "coop:gate": "2"},
        "bizTransactionList": [{"type": "po", "bizTransaction": "urn:po:1"}, {"bizTransaction": "urn:po:2"}],
        "quantityList": [{"epcClass": "urn:c", "quantity": 10.5, "uom": "KGM"}],
        "sourceList": [{"type": "owning_party", "source": "urn:a"}],
        "destinationList": [{"type": "urn:own:kind", "destination": "urn:b"}],
        "sensorElementList": [{
          "sensorMetadata": {"time": "2026-11-26T00:00:00Z", "coop:shelf": "3"},
          "sensorReport": [
            {"type": "Temperature", "value": 4.5, "uom": "CEL", "component": "x"},
            {"type": "coop:Ripeness", "booleanValue": true, "exception": "ALARM_CONDITION"}],
          "coop:note": "near the door"}],
        "persistentDisposition": {"set": ["completeness_verified"], "unset": ["completeness_inferred"]},
        "ilmd": {"cbvmda:lotNumber": "261126N01"},
        "coop:farmer": "Bình"
      }]}})"));
}

TEST(EpcisXmlReading, AnOlderDocumentIsRaisedToTwo) {
    const auto read_now = read(R"(<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2"
        creationDate="2020-01-01T00:00:00Z" xmlns:h="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
      <EPCISHeader>
        <h:StandardBusinessDocumentHeader><h:HeaderVersion>1.0</h:HeaderVersion>
          <h:Sender><h:Identifier Authority="GS1">urn:from</h:Identifier></h:Sender>
          <h:Receiver><h:Identifier>urn:to</h:Identifier></h:Receiver>
          <h:DocumentIdentification><h:InstanceIdentifier>17</h:InstanceIdentifier></h:DocumentIdentification>
        </h:StandardBusinessDocumentHeader>
        <extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location">
          <VocabularyElementList><VocabularyElement id="urn:place">
            <attribute id="urn:name">Vườn</attribute><attribute id="urn:geo"><lat>10</lat></attribute>
            <children><id>urn:place:1</id></children>
          </VocabularyElement></VocabularyElementList>
        </Vocabulary></VocabularyList></EPCISMasterData></extension>
      </EPCISHeader>
      <EPCISBody><EventList>
        <ObjectEvent><eventTime>t</eventTime>
          <baseExtension><eventID>urn:uuid:1</eventID></baseExtension><action>ADD</action>
          <extension><quantityList/><extension><sensorElementList/></extension></extension></ObjectEvent>
        <extension><TransformationEvent><eventTime>t</eventTime></TransformationEvent>
          <extension><AssociationEvent><eventTime>t</eventTime></AssociationEvent></extension></extension>
        <QuantityEvent><eventTime>t</eventTime><epcClass>urn:c</epcClass><quantity>5</quantity></QuantityEvent>
      </EventList></EPCISBody></e:EPCISDocument>)");
    EXPECT_EQ(read_now, json::parse(R"({
      "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"],
      "type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2020-01-01T00:00:00Z",
      "sender": "urn:from", "receiver": "urn:to", "instanceIdentifier": "17",
      "epcisHeader": {"epcisMasterData": {"vocabularyList": [{
        "type": "urn:epcglobal:epcis:vtype:Location", "vocabularyElementList": [{
          "id": "urn:place", "children": ["urn:place:1"],
          "attributes": [{"id": "urn:name", "attribute": "Vườn"}, {"id": "urn:geo", "attribute": {"lat": "10"}}]
      }]}]}},
      "epcisBody": {"eventList": [
        {"type": "ObjectEvent", "eventTime": "t", "eventID": "urn:uuid:1", "action": "ADD",
         "quantityList": [], "sensorElementList": []},
        {"type": "TransformationEvent", "eventTime": "t"},
        {"type": "AssociationEvent", "eventTime": "t"},
        {"type": "ObjectEvent", "eventTime": "t", "action": "OBSERVE",
         "quantityList": [{"epcClass": "urn:c", "quantity": 5}]}]}})"));
}

TEST(EpcisXmlReading, QueryResultsAndLoneEventsAreReadToo) {
    const auto query =
        read(R"(<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2" schemaVersion="2.0"
        createdAt="x"><EPCISBody><q:QueryResults><queryName>Q</queryName><resultsBody><EventList/></resultsBody>
        </q:QueryResults></EPCISBody></q:EPCISQueryDocument>)");
    EXPECT_EQ(query["type"], "EPCISQueryDocument");
    EXPECT_EQ(
        query["epcisBody"],
        json::parse(R"({"queryResults": {"queryName": "Q", "resultsBody": {"eventList": []}}})")
    );
    const auto event =
        read(R"(<e:ObjectEvent xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:x="urn:x:" schemaVersion="2.0"
        creationDate="c"><e:eventTime>t</e:eventTime><e:action>ADD</e:action><x:a>1</x:a></e:ObjectEvent>)");
    EXPECT_EQ(
        event,
        json::parse(
            R"({"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"x": "urn:x:"}],
                        "type": "ObjectEvent", "eventTime": "t", "action": "ADD", "x:a": "1"})"
        )
    );
}

TEST(EpcisXmlReading, ANamespaceHasOnePrefixAndAPrefixOneNamespace) {
    const auto whole = read(document(
        object_event(
            R"(<a:x xmlns:a="urn:one:">1</a:x><b:x xmlns:b="urn:one:">2</b:x>)"
            R"(<a:x xmlns:a="urn:two:">3</a:x><y xmlns="urn:three:">4</y>)"
            R"(<type:z xmlns:type="urn:four:">5</type:z><m:lotNumber xmlns:m="urn:epcglobal:cbv:mda:">6</m:lotNumber>)"
        ) +
        R"(<ObjectEvent xmlns:b="urn:one:"><eventTime>t</eventTime><action>ADD</action><bizStep>b:drying</bizStep></ObjectEvent>)"
    ));
    const auto& event = whole["epcisBody"]["eventList"][0];
    EXPECT_EQ(event["a:x"], json({"1", "2"}));
    EXPECT_EQ(event["a2:x"], "3");
    EXPECT_EQ(event["ns:y"], "4");
    EXPECT_EQ(event["type2:z"], "5");  // "type" says something in EPCIS JSON
    EXPECT_EQ(event["cbvmda:lotNumber"], "6");
    EXPECT_EQ(whole["epcisBody"]["eventList"][1]["bizStep"], "a:drying");
    EXPECT_EQ(
        whole["@context"][1],
        json({{"a", "urn:one:"}, {"a2", "urn:two:"}, {"ns", "urn:three:"}, {"type2", "urn:four:"}})
    );
}

TEST(EpcisXmlReading, PrivateElementsKeepTheirTextAndNothingIsGuessed) {
    const auto event = first_event(document(
        object_event(R"(<p:plain> 007 </p:plain><p:kept xml:space="preserve"> 007 </p:kept><p:none/>
          <p:weight p:unit="kg">5</p:weight><p:mark p:at="1"/><p:cdata><![CDATA[<b>&]]></p:cdata>
          <p:n xsi:type="xsd:integer">10</p:n><p:n xsi:type="xsd:double">2.5</p:n><p:n xsi:type="xsd:boolean">true</p:n>
          <p:n xsi:type="xsd:integer">1.5</p:n><p:nil xsi:nil="true"/>
          <p:deep><bare>1</bare><bare>2</bare>and text<p:x><y/></p:x></p:deep>)"),
        R"(xmlns:p="urn:p:" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema")"
    ));
    EXPECT_EQ(event["p:plain"], "007");
    EXPECT_EQ(event["p:kept"], " 007 ");
    EXPECT_EQ(event["p:none"], "");
    EXPECT_EQ(event["p:weight"], json({{"#text", "5"}, {"p:unit", "kg"}}));
    EXPECT_EQ(event["p:mark"], json({{"p:at", "1"}}));
    EXPECT_EQ(event["p:cdata"], "<b>&");
    EXPECT_EQ(event["p:n"], json({10, 2.5, true, "1.5"}));
    EXPECT_TRUE(event["p:nil"].is_null());
    EXPECT_EQ(event["p:deep"], json::parse(R"({"bare": ["1", "2"], "#text": "and text", "p:x": {"y": ""}})"));
}

TEST(EpcisXmlReading, TimesGetTheSecondsTheyLack) {
    const auto time = [](const std::string& text) {
        return read("<ObjectEvent><eventTime>" + text + "</eventTime></ObjectEvent>")["eventTime"];
    };
    EXPECT_EQ(time("2006-11-07T13:00Z"), "2006-11-07T13:00:00Z");
    EXPECT_EQ(time("2006-11-07T13:00+07:00"), "2006-11-07T13:00:00+07:00");
    EXPECT_EQ(time("2006-11-07T13:00:05.1Z"), "2006-11-07T13:00:05.1Z");
    EXPECT_EQ(time("2006-11-07T13:00"), "2006-11-07T13:00");
    EXPECT_EQ(time("yesterday"), "yesterday");
}

TEST(EpcisXmlReading, NumbersAreReadAsXmlSchemaWritesThem) {
    const auto quantity = [](const std::string& text) {
        return first_event(document(object_event(
            "<quantityList><quantityElement><epcClass>c</epcClass><quantity>" + text +
            "</quantity></quantityElement></quantityList>"
        )))["quantityList"][0]["quantity"];
    };
    EXPECT_EQ(quantity("10"), 10);
    EXPECT_EQ(quantity(" -0012.50 "), -12.5);
    EXPECT_EQ(quantity(".5"), 0.5);
    EXPECT_EQ(quantity("5."), 5);
    EXPECT_EQ(quantity("0"), 0);
    EXPECT_EQ(quantity("1E3"), 1000);
}

}  // namespace
}  // namespace chophien::traceability::epcis
