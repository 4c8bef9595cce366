#include "core/json.hpp"
#include "tests/unit/epcis_told.hpp"
#include "traceability/epcis/xml_reading.hpp"
#include "traceability/epcis/xml_writing.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chophien::traceability::epcis {
namespace {

using nlohmann::json;
using tests::told;

constexpr std::string_view head = R"(<?xml version="1.0" encoding="UTF-8"?>)"
                                  "\n";

json document(const json& event, const json& prefixes = json::object()) {
    return {
        {"@context", json::array({"https://ref.gs1.org/standards/epcis/epcis-context.jsonld", prefixes})},
        {"type", "EPCISDocument"},
        {"schemaVersion", "2.0"},
        {"creationDate", "2026-11-26T08:00:00+07:00"},
        {"epcisBody", {{"eventList", json::array({event})}}}};
}

json with(const std::string& member, const json& value) {
    return document(
        {{"type", "ObjectEvent"}, {"eventTime", "t"}, {"action", "ADD"}, {member, value}}, {{"p", "urn:p:"}}
    );
}

json there_and_back(const json& document) {
    const auto read = document_from_xml(document_to_xml(document), {.strict_order = true});
    for (const auto& fault : read.faults)
        ADD_FAILURE() << fault.pointer << ": " << fault.rule << " " << fault.value << "\n"
                      << document_to_xml(document);
    return read.document.value_or(json());
}

TEST(EpcisXmlWriting, ChildrenStandInTheOrderOfTheSchema) {
    const json event{
        {"type", "ObjectEvent"},
        {"eventTime", "2026-11-26T07:00:00+07:00"},
        {"recordTime", "r"},
        {"eventTimeZoneOffset", "+07:00"},
        {"eventID", "urn:1"},
        {"action", "ADD"},
        {"bizStep", "commissioning"},
        {"disposition", "active"},
        {"epcList", {"urn:e"}},
        {"certificationInfo", "urn:c"},
        {"readPoint", {{"id", "urn:r"}}},
        {"bizTransactionList", json::array({{{"type", "po"}, {"bizTransaction", "urn:t"}}})},
        {"quantityList", json::array({{{"epcClass", "urn:q"}, {"quantity", 2.5}, {"uom", "KGM"}}})},
        {"sourceList", json::array({{{"type", "location"}, {"source", "urn:s"}}})},
        {"sensorElementList",
         json::array(
             {{{"sensorMetadata", {{"time", "t"}, {"p:shelf", "3"}}},
               {"sensorReport",
                json::array({{{"type", "Temperature"}, {"value", 4.5}, {"booleanValue", true}}})}}}
         )},
        {"persistentDisposition", {{"set", {"expired"}}, {"unset", {"active"}}}},
        {"ilmd", {{"cbvmda:lotNumber", "L1"}}},
        {"p:farmer", "Bình & <con>"}};
    EXPECT_EQ(
        document_to_xml(document(event, {{"p", "urn:p:"}})),
        std::string(head) +
            R"(<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:cbvmda="urn:epcglobal:cbv:mda")"
            R"( xmlns:p="urn:p:" schemaVersion="2.0" creationDate="2026-11-26T08:00:00+07:00">)"
            R"(<EPCISBody><EventList><ObjectEvent>)"
            R"(<eventTime>2026-11-26T07:00:00+07:00</eventTime><recordTime>r</recordTime>)"
            R"(<eventTimeZoneOffset>+07:00</eventTimeZoneOffset><eventID>urn:1</eventID>)"
            R"(<certificationInfo>urn:c</certificationInfo><epcList><epc>urn:e</epc></epcList><action>ADD</action>)"
            R"(<bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>)"
            R"(<disposition>urn:epcglobal:cbv:disp:active</disposition><readPoint><id>urn:r</id></readPoint>)"
            R"(<bizTransactionList><bizTransaction type="urn:epcglobal:cbv:btt:po">urn:t</bizTransaction></bizTransactionList>)"
            R"(<quantityList><quantityElement><epcClass>urn:q</epcClass><quantity>2.5</quantity><uom>KGM</uom></quantityElement></quantityList>)"
            R"(<sourceList><source type="urn:epcglobal:cbv:sdt:location">urn:s</source></sourceList>)"
            R"(<sensorElementList><sensorElement><sensorMetadata time="t" p:shelf="3"/>)"
            R"(<sensorReport type="gs1:Temperature" value="4.5" booleanValue="true"/></sensorElement></sensorElementList>)"
            R"(<persistentDisposition><unset>urn:epcglobal:cbv:disp:active</unset><set>urn:epcglobal:cbv:disp:expired</set></persistentDisposition>)"
            R"(<ilmd><cbvmda:lotNumber>L1</cbvmda:lotNumber></ilmd><p:farmer>Bình &amp; &lt;con&gt;</p:farmer>)"
            R"(</ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>)"
            "\n"
    );
    EXPECT_EQ(there_and_back(document(event, {{"p", "urn:p:"}})), document(event, {{"p", "urn:p:"}}));
}

TEST(EpcisXmlWriting, WordsAreSpelledAsAskedFor) {
    const json event{
        {"type", "ObjectEvent"},
        {"eventTime", "t"},
        {"bizStep", "packing"},
        {"disposition", "https://coop.example/dried"},
        {"sensorElementList", json::array({{{"sensorReport", json::array({{{"type", "Speed"}}})}}})}};
    const auto said = [&](XmlWords words, const std::string& text) {
        const auto xml = document_to_xml(document(event), words);
        EXPECT_EQ(told(*document_from_xml(xml).document), told(document(event))) << xml;
        return xml.find(text) != std::string::npos;
    };
    for (const auto words : {XmlWords::no_preference, XmlWords::always_urn, XmlWords::never_translates}) {
        EXPECT_TRUE(said(words, "<bizStep>urn:epcglobal:cbv:bizstep:packing</bizStep>"));
        EXPECT_TRUE(said(words, R"(type="gs1:Speed")"));
        EXPECT_TRUE(said(words, "<disposition>https://coop.example/dried</disposition>"));
    }
    EXPECT_TRUE(said(XmlWords::always_web_uri, "<bizStep>https://ref.gs1.org/cbv/BizStep-packing</bizStep>"));
    EXPECT_TRUE(said(XmlWords::always_web_uri, R"(type="https://ref.gs1.org/voc/Speed")"));
    EXPECT_TRUE(said(XmlWords::always_web_uri, "<disposition>https://coop.example/dried</disposition>"));
}

TEST(EpcisXmlWriting, AnyPrivateValueComesBackAsItWas) {
    const auto values = json::parse(R"json([
      "", " ", " padded\t", "two\nlines", "carriage\rreturn", "\u0001 and \u0000", "\uffff", "&<>\"'", "]]>", "007",
      0, -1, 9223372036854775807, 18446744073709551615, 2.5, -1e-7, 1e300, true, false, null,
      [], [[]], ["one"], [1], [null], ["a", "b"], ["a", 1, null, {}], [[1, 2], [3]], [{"p:x": "y"}, []],
      {}, {"p:x": {}}, {"p:x": []}, {"p:x": ["1"]}, {"bare": "1"}, {"bare": ["1", 2]},
      {"#text": "5"}, {"#text": "5", "p:unit": "kg"}, {"#text": "5", "unit": "kg"}, {"#text": " 5 ", "unit": " \n"},
      {"#text": "", "unit": "kg"}, {"#text": 5, "unit": "kg"}, {"#text": "5", "unit": 1}, {"unit": "kg"},
      {"#text": "5", "p:unit": "kg", "p:deep": {"x": 1}}, {"#text": ["a", "b"]}, {"#text": "a", "xmlns": "b"},
      {"any name": 1, "": 2, "1st": 3, "giống": "lúa", "a:b:c": 4, "nobody:x": 5, ":": 6, "\u0007": 7, "x y": [8]},
      {"xmlns:a": "1", "xml:lang": "vi", "xml:space": "preserve", "xsi:type": "xsd:integer", "#text": "1"},
      {"json:list": "1", "extension": {"baseExtension": "x"}, "type": "t", "@context": "c", "id": "i"},
      {"p:a": [{"p:b": [{"p:c": ["d"]}]}]}
    ])json");
    for (const auto& value : values) {
        EXPECT_EQ(there_and_back(with("p:x", value)), with("p:x", value)) << value;
        EXPECT_EQ(there_and_back(with("ilmd", {{"p:x", value}})), with("ilmd", {{"p:x", value}})) << value;
        const json sensed = json::array(
            {{{"sensorMetadata", {{"p:x", value}}},
              {"sensorReport", json::array({{{"type", "Speed"}, {"p:x", value}}})}}}
        );
        EXPECT_EQ(there_and_back(with("sensorElementList", sensed)), with("sensorElementList", sensed))
            << value;
    }
}

TEST(EpcisXmlWriting, TheEnvelopeComesBackAsItWas) {
    const auto whole = json::parse(R"json({
      "@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",
                   {"p": "urn:p:", "json": "urn:j:", "sbdh": "urn:s:", "xsi": "urn:x:", "epcisq": "urn:q:"}],
      "id": "https://id.example.org/1", "type": "EPCISQueryDocument", "schemaVersion": "2.0", "creationDate": "c",
      "sender": "urn:from", "receiver": "urn:to", "instanceIdentifier": "17", "p:mark": 1,
      "epcisHeader": {"p:x": "1", "epcisMasterData": {"vocabularyList": [{"type": "urn:v", "vocabularyElementList": [
        {"id": "urn:a", "attributes": [{"id": "urn:n", "attribute": "tên"}, {"id": "urn:w", "attribute": 5},
           {"id": "urn:o", "attribute": {"#text": "5", "unit": "kg"}}, {"id": "urn:b", "attribute": {"lat": 1.5}}],
         "children": ["urn:b"]}]}]}},
      "epcisBody": {"p:y": "2", "queryResults": {"queryName": "q", "subscriptionID": "s", "p:z": {"a": "3"},
        "resultsBody": {"eventList": [
          {"type": "TransformationEvent", "eventTime": "t", "inputEPCList": [], "outputQuantityList": [],
           "transformationID": "urn:t", "json:x": null, "sbdh:x": "1", "xsi:x": ["1"]},
          {"type": "AggregationEvent", "eventTime": "t", "parentID": "urn:p", "childEPCs": ["urn:c"], "action": "ADD"}
        ]}}}})json");
    EXPECT_EQ(told(there_and_back(whole)), told(whole)) << document_to_xml(whole);
    const auto back = there_and_back(whole);
    EXPECT_EQ(back["@context"][1]["p"], "urn:p:");
}

TEST(EpcisXmlWriting, NamesOfEveryKindTellTheSameAfterwards) {
    const auto mixed = document(
        {{"type", "ObjectEvent"},
         {"@context", json::array({{{"q", "urn:two:"}, {"p", "urn:other:"}, {"bad prefix", "urn:b:"}}})},
         {"eventTime", "t"},
         {"p:x", "1"},
         {"q:x", "2"},
         {"https://full.example/ns#name", "3"},
         {"urn:full:name", {{"https://full.example/ns#inner", "4"}}},
         {"gs1:x", "5"},
         {"cbv:x", "6"},
         {"epcis:x", "7"},
         {"nobody:x", "8"},
         {"https://full.example/9", "9"},
         {"bizStep", "q:drying"}},
        {{"p", "urn:p:"}, {"cbv", "urn:mine:"}}
    );
    EXPECT_EQ(told(there_and_back(mixed)), told(mixed)) << document_to_xml(mixed);
    auto single = mixed["epcisBody"]["eventList"][0];
    single["@context"] = {
        "https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {{"p", "urn:p:"}, {"q", "urn:q:"}}};
    EXPECT_EQ(told(there_and_back(single)), told(single)) << document_to_xml(single);
}

TEST(EpcisXmlWriting, WhatXmlCannotHoldInTheStandardsOwnTextsIsReplaced) {
    auto event = with("eventID", "urn:a\x01\xEF\xBF\xBF<&>\r\n");
    EXPECT_EQ(there_and_back(event)["epcisBody"]["eventList"][0]["eventID"], "urn:a��<&>");
}

}  // namespace
}  // namespace chophien::traceability::epcis
