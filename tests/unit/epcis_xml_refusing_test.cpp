// What is no EPCIS XML, or means harm.
#include "traceability/epcis/xml_reading.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chophien::traceability::epcis {
namespace {

using namespace std::string_literals;

std::string around(const std::string& event) {
    return R"(<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:p="urn:p:"><EPCISBody><EventList>)" +
           event + "</EventList></EPCISBody></e:EPCISDocument>";
}

std::string event(const std::string& inside) {
    return around("<ObjectEvent><eventTime>t</eventTime>" + inside + "</ObjectEvent>");
}

struct Bad {
    std::string xml;
    std::string place;
    std::string rule;  ///< a part of the sentence
};

void expect_refused(const Bad& bad, const XmlLimits& limits = {}) {
    const auto read = document_from_xml(bad.xml, limits);
    EXPECT_FALSE(read.document) << bad.xml.substr(0, 200);
    ASSERT_FALSE(read.faults.empty()) << bad.xml.substr(0, 200);
    EXPECT_NE(read.faults[0].rule.find(bad.rule), std::string::npos) << read.faults[0].rule << "\n"
                                                                     << bad.xml.substr(0, 200);
    EXPECT_FALSE(read.faults[0].pointer.empty());
    if (!bad.place.empty()) {
        EXPECT_EQ(read.faults[0].pointer, bad.place) << bad.xml.substr(0, 200);
    }
    EXPECT_LE(read.faults[0].value.size(), 200U);
}

TEST(EpcisXmlRefusing, WhatIsNotWellFormedIsToldByLineAndColumn) {
    const std::vector<Bad> table{
        {"", "line 1, column 1", "no element found"},
        {"   ", "", "no element found"},
        {"{\"type\": \"EPCISDocument\"}", "line 1, column 1", "not well-formed"},
        {"<a>\n  <b>\n</a>", "line 3, column 3", "mismatched tag"},
        {event("").substr(0, 100), "", "not well-formed"},
        {event("") + "<again/>", "", "junk after document element"},
        {event(R"(<p:a x="1" x="2"/>)"), "", "duplicate attribute"},
        {event(R"(<p:a p:x="1" q:x="2" xmlns:q="urn:p:"/>)"), "", "duplicate attribute"},
        {event(R"(<q:a/>)"), "", "unbound prefix"},
        {event("<p:a>&nbsp;</p:a>"), "", "undefined entity"},
        {event("<p:a>&#0;</p:a>"), "", "invalid character number"},
        {event("<p:a>a & b</p:a>"), "", "not well-formed"},
        {event("<p:a b='<'/>"), "", "not well-formed"},
        {event("<p:a>\0</p:a>"s), "", "not well-formed"},
        {event("<p:a>\x01</p:a>"), "", "not well-formed"},
        {event("<p:a>\xC3\x28</p:a>"), "", "not well-formed"},
        {event("<p:a>\xED\xA0\x80</p:a>"), "", "not well-formed"},
        {event("<p:a>\xEF\xBF\xBF</p:a>"), "", "not well-formed"}};
    for (const auto& bad : table) expect_refused(bad);
}

TEST(EpcisXmlRefusing, ADocumentTypeIsNotTakenWhateverItDeclares) {
    const std::string bomb =
        R"(<!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
        <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>)";
    const std::string outside = R"(<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>)";
    for (const auto& type :
         {"<!DOCTYPE e>"s, bomb, outside, R"(<!DOCTYPE b SYSTEM "http://a.example/b.dtd">)"s})
        expect_refused({type + event("<p:a>&a;</p:a>"), "", "document type"});
}

TEST(EpcisXmlRefusing, OtherEncodingsAreRefusedByName) {
    const std::vector<Bad> table{
        {R"(<?xml version="1.0" encoding="ISO-8859-1"?>)" + event(""), "", "ISO-8859-1"},
        {R"(<?xml version="1.0" encoding="windows-1258"?>)" + event(""), "", "windows-1258"},
        {R"(<?xml version="1.0" encoding="UTF-16"?>)" + event(""), "", "UTF-16"},
        {R"(<?xml version="1.1"?>)" + event(""), "", "XML 1.0"},
        {"\xFF\xFE\0\0<\0\0\0"s, "", "UTF-32"},
        {"<\0a\0/\0>\0"s, "", "byte order mark"},
        {"\xFF\xFE<"s, "", "broken UTF-16"},
        {"\xFF\xFE\x00\xD8<\0"s, "", "broken UTF-16"},
        {"\xFF\xFE\x00\xDC"s, "", "broken UTF-16"}};
    for (const auto& bad : table) expect_refused(bad);
}

TEST(EpcisXmlRefusing, Utf16WithItsMarkAndUtf8WithItsOwnAreRead) {
    const std::string declared = R"(<?xml version="1.0" encoding="UTF-16"?>)";
    for (const bool big : {false, true}) {
        std::string wide = big ? "\xFE\xFF"s : "\xFF\xFE"s;
        for (const char16_t unit : u"<ObjectEvent xmlns:p='urn:p:'><p:a>Chợ 🌾</p:a></ObjectEvent>"s) {
            const auto high = static_cast<char>(unit >> 8);
            const auto low = static_cast<char>(unit & 0xFF);
            wide += big ? high : low;
            wide += big ? low : high;
        }
        const auto read = document_from_xml(wide);
        ASSERT_TRUE(read.document);
        EXPECT_EQ((*read.document)["p:a"], "Chợ 🌾");
    }
    EXPECT_TRUE(document_from_xml("\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?>" + event("")).document);
}

TEST(EpcisXmlRefusing, WhatIsTooMuchIsRefusedBeforeItIsBuilt) {
    std::string deep;
    for (int n = 0; n < 200'000; ++n) deep += "<p:a>";
    std::string wide;
    for (int n = 0; n < 300; ++n) wide += " a" + std::to_string(n) + "='1'";
    std::string spaces;
    for (int n = 0; n < 1100; ++n) spaces += " xmlns:x" + std::to_string(n) + "='urn:x'";
    const std::vector<Bad> table{
        {event(deep), "", "deeper than 64"},
        {event("<p:a" + wide + "/>"), "", "more than 256 attributes"},
        {event("<p:a" + spaces + "/>"), "", "namespaces are declared"},
        {event("<p:a xmlns:q='" + std::string(5000, 'u') + "'/>"), "", "namespace is longer"},
        {event("<p:a b='" + std::string(2 << 20, 'x') + "'/>"), "", "attribute is longer"},
        {event("<p:a b='" + std::string(9 << 20, 'x') + "'/>"), "", "tag is longer"},
        {event("<p:" + std::string(9000, 'x') + "/>"), "", "name is longer"},
        {std::string(17 << 20, ' '), "", "longer than 16777216 bytes"}};
    for (const auto& bad : table) expect_refused(bad);
    expect_refused({event("<p:a/><p:a/>"), "", "more than 5 elements"}, {.elements = 5});
    std::string nested = "1";
    for (int n = 0; n < 40; ++n) nested = "<p:a>" + nested + "</p:a>";
    expect_refused({event(nested), "/e:EPCISDocument", "nests deeper than 32"});
}

TEST(EpcisXmlRefusing, WhatNoSchemaHasIsToldByItsPath) {
    const std::string list = "/e:EPCISDocument/EPCISBody/EventList";
    const std::vector<Bad> table{
        {"<html/>", "/html", "neither an EPCISDocument"},
        {"<x:ObjectEvent xmlns:x='urn:x'/>", "/x:ObjectEvent", "neither an EPCISDocument"},
        {"<EPCISDocument/>", "/EPCISDocument", "EPCISBody is missing"},
        {"<EPCISQueryDocument><EPCISBody><Poll/></EPCISBody></EPCISQueryDocument>",
         "/EPCISQueryDocument/EPCISBody/Poll",
         "does not belong"},
        {around("<ObjectEvent/><ObjectEvents/>"), list + "/ObjectEvents", "is not an event"},
        {around("<p:ObjectEvent/>"), list + "/p:ObjectEvent", "is not an event"},
        {event("<bizstep>x</bizstep>"), list + "/ObjectEvent/bizstep", "does not belong"},
        {event("<eventTime>t</eventTime>"), list + "/ObjectEvent/eventTime[2]", "stands twice"},
        {event("<epcList><epc/><id/></epcList>"), list + "/ObjectEvent/epcList/id", "holds only epc"},
        {event("<action><b/></action>"), list + "/ObjectEvent/action", "where text belongs"},
        {event("words"), list + "/ObjectEvent", "stray text"},
        {event("<readPoint at='1'/>"), list + "/ObjectEvent/readPoint", "not an attribute"},
        {event("<quantityList><quantityElement><quantity>INF</quantity></quantityElement></quantityList>"),
         list + "/ObjectEvent/quantityList/quantityElement/quantity",
         "not a number"},
        {event("<sensorElementList><sensorElement><sensorReport booleanValue='yes'/></sensorElement>"
               "</sensorElementList>"),
         list + "/ObjectEvent/sensorElementList/sensorElement/sensorReport",
         "neither true nor false"},
        {around("<ObjectEvent><action>ADD</action><eventTime>t</eventTime></ObjectEvent>"),
         list + "/ObjectEvent/eventTime",
         "before action"},
        {event("<p:a xmlns:j='https://chophien.vn/epcis/json' j:literal='true'>{</p:a>"),
         list + "/ObjectEvent/p:a",
         "not JSON"}};
    for (const auto& bad : table) expect_refused(bad);
}

TEST(EpcisXmlRefusing, TheWholeOrderIsAskedForOnlyWhenStrict) {
    const auto jumbled = event("<bizStep>x</bizStep><action>ADD</action>");
    EXPECT_TRUE(document_from_xml(jumbled).document);
    expect_refused({jumbled, "", "action comes after what it belongs before"}, {.strict_order = true});
    const auto private_first = event("<p:a/><action>ADD</action>");
    EXPECT_TRUE(document_from_xml(private_first).document);
    expect_refused({private_first, "", "comes after"}, {.strict_order = true});
}

TEST(EpcisXmlRefusing, AHundredFaultsAreEnough) {
    std::string many;
    for (int n = 0; n < 500; ++n) many += "<wrong/>";
    EXPECT_EQ(document_from_xml(event(many)).faults.size(), 100U);
}

}  // namespace
}  // namespace chophien::traceability::epcis
