// Random documents come back from XML as they were; broken ones are refused and never more than that.
#include "core/json.hpp"
#include "tests/unit/epcis_told.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/epcis/xml_reading.hpp"
#include "traceability/epcis/xml_writing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>
#include <vector>

namespace chophien::traceability::epcis {
namespace {

using nlohmann::json;

template <class T>
T one_of(std::initializer_list<T> these) {
    return *rc::gen::elementOf(std::vector<T>(these));
}

bool flip() { return *rc::gen::arbitrary<bool>(); }

int up_to(int most) { return *rc::gen::inRange(0, most + 1); }

std::string any_text() {
    std::string text;
    for (int n = up_to(6); n > 0; --n)
        text += one_of<std::string>(
            {"a",
             "Z",
             "0",
             " ",
             "\n",
             "\r",
             "\t",
             "<",
             ">",
             "&",
             "\"",
             "'",
             "]]>",
             "&amp;",
             "ợ",
             "🌾",
             "\x01",
             "\xEF\xBF\xBE",
             ":"}
        );
    return text;
}

std::string any_name() {
    return flip()
               ? one_of<std::string>({"p:a", "p:b", "q:a", "bare", "#text", "xml:lang", "cbvmda:lotNumber"})
               : any_text();
}

json any_value(int depth) {
    switch (up_to(depth > 0 ? 7 : 4)) {
        case 0:
            return nullptr;
        case 1:
            return flip();
        case 2:
            return *rc::gen::arbitrary<std::int64_t>();
        case 3:
            return up_to(1000) / 8.0;
        case 4:
            return any_text();
        case 5: {
            auto list = json::array();
            for (int n = up_to(3); n > 0; --n) list.push_back(any_value(depth - 1));
            return list;
        }
        default: {
            auto object = json::object();
            for (int n = up_to(3); n > 0; --n) object[any_name()] = any_value(depth - 1);
            return object;
        }
    }
}

void add_private(json& object) {
    for (int n = up_to(2); n > 0; --n) object[one_of<std::string>({"p:a", "p:b", "q:a"})] = any_value(3);
}

json some(const std::string& word) {
    auto list = json::array();
    for (int n = up_to(3); n > 0; --n) list.push_back(word + std::to_string(n));
    return list;
}

json quantities() {
    auto list = json::array();
    for (int n = up_to(2); n > 0; --n)
        list.push_back({{"epcClass", "urn:c"}, {"quantity", up_to(1000) / 8.0}, {"uom", "KGM"}});
    return list;
}

json parties(const std::string& kind) {
    auto list = json::array();
    for (int n = up_to(2); n > 0; --n)
        list.push_back(
            {{"type", one_of<std::string>({"owning_party", "location", "urn:t", "p:t"})}, {kind, "urn:x"}}
        );
    return list;
}

json sensors() {
    auto list = json::array();
    for (int n = up_to(2); n > 0; --n) {
        json element{{"sensorReport", json::array({{{"type", "Temperature"}, {"value", up_to(99) / 4.0}}})}};
        if (flip()) element["sensorMetadata"] = {{"time", "2026-11-26T00:00:00Z"}, {"deviceID", "urn:d"}};
        if (flip()) add_private(element["sensorReport"][0]);
        if (flip()) add_private(element);
        list.push_back(element);
    }
    return list;
}

json any_event() {
    const auto type = one_of<std::string>(
        {"ObjectEvent", "AggregationEvent", "AssociationEvent", "TransactionEvent", "TransformationEvent"}
    );
    json event{{"type", type}, {"eventTime", "2026-11-26T07:00:00+07:00"}, {"eventTimeZoneOffset", "+07:00"}};
    if (type == "TransformationEvent") {
        event["inputEPCList"] = some("urn:in:");
        event["outputQuantityList"] = quantities();
    } else {
        event["action"] = one_of<std::string>({"ADD", "OBSERVE", "DELETE"});
    }
    if (type == "ObjectEvent" || type == "TransactionEvent") event["epcList"] = some("urn:e:");
    if (type == "AggregationEvent" || type == "AssociationEvent") event["childQuantityList"] = quantities();
    if (flip()) event["bizStep"] = one_of<std::string>({"packing", "https://x.example/dry", "p:dry"});
    if (flip()) event["persistentDisposition"] = {{"set", {"expired", "recalled"}}};
    if (flip()) event["sourceList"] = parties("source");
    if (flip()) event["destinationList"] = parties("destination");
    if (flip()) event["sensorElementList"] = sensors();
    if (flip()) event["readPoint"] = {{"id", "urn:r"}};
    if (flip() && event.contains("readPoint")) add_private(event["readPoint"]);
    if (flip())
        event["errorDeclaration"] = {
            {"declarationTime", "2026-11-27T07:00:00Z"}, {"reason", "did_not_occur"}};
    if (flip() && (type == "ObjectEvent" || type == "TransformationEvent"))
        event["ilmd"] = {{"p:ilmd", any_value(3)}};
    add_private(event);
    return event;
}

json any_document() {
    auto events = json::array();
    for (int n = up_to(2); n >= 0; --n) events.push_back(any_event());
    return {
        {"@context",
         json::array(
             {"https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {{"p", "urn:p:"}, {"q", "urn:q:"}}}
         )},
        {"type", "EPCISDocument"},
        {"schemaVersion", "2.0"},
        {"creationDate", "2026-11-26T08:00:00Z"},
        {"epcisBody", {{"eventList", events}}}};
}

RC_GTEST_PROP(EpcisXmlProperty, ADocumentComesBackFromXmlAsItWas, ()) {
    const auto document = any_document();
    const auto words = one_of({XmlWords::no_preference, XmlWords::always_urn, XmlWords::always_web_uri});
    const auto xml = document_to_xml(document, words);
    const auto read = document_from_xml(xml, {.strict_order = true});
    RC_LOG() << xml << (read.faults.empty() ? "" : read.faults[0].rule) << "\n";
    RC_ASSERT(read.document.has_value());
    RC_ASSERT(tests::told(*read.document) == tests::told(document));
    // What has come back once stays as it is, prefixes included.
    RC_ASSERT(document_from_xml(document_to_xml(*read.document)).document == read.document);
}

std::string wounded(std::string xml) {
    for (int n = up_to(3); n >= 0 && !xml.empty(); --n) {
        const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(xml.size())));
        const auto length = static_cast<std::size_t>(up_to(40));
        switch (up_to(5)) {
            case 0:
                xml.erase(at, length);
                break;
            case 1:
                xml.insert(
                    at, xml.substr(static_cast<std::size_t>(up_to(static_cast<int>(xml.size()))), length)
                );
                break;
            case 2:
                xml.resize(at);
                break;
            case 3:
                xml[at] = *rc::gen::arbitrary<char>();
                break;
            case 4:
                xml.insert(
                    at,
                    one_of<std::string>(
                        {"<extension>",
                         "</extension>",
                         "<epc/>",
                         "<![CDATA[",
                         "<!--",
                         "<?x ?>",
                         " xmlns=''",
                         "&lt;",
                         "<p:a>",
                         "type='gs1:'"}
                    )
                );
                break;
            default: {
                // Elements change their names, which stays well-formed more often than other wounds.
                const auto from =
                    one_of<std::string>({"ObjectEvent", "epcList", "action", "id", "quantity", "ilmd", "epc"}
                    );
                const auto to = one_of<std::string>(
                    {"QuantityEvent", "extension", "sensorReport", "epc", "x", "EventList"}
                );
                for (auto found = xml.find(from); found != std::string::npos;
                     found = xml.find(from, found + to.size()))
                    xml.replace(found, from.size(), to);
            }
        }
    }
    return xml;
}

void expect_an_answer(const std::string& xml) {
    const auto read = document_from_xml(xml);
    RC_ASSERT(read.document.has_value() == read.faults.empty());
    for (const auto& fault : read.faults) RC_ASSERT(!fault.rule.empty() && !fault.pointer.empty());
    if (!read.document) return;
    // Whatever was taken can be written, stored and read again.
    RC_ASSERT(json::parse(read.document->dump()) == *read.document);
    const auto again = document_from_xml(document_to_xml(*read.document));
    RC_ASSERT(again.document.has_value());
}

RC_GTEST_PROP(EpcisXmlProperty, AWoundedDocumentGetsAnAnswer, ()) {
    expect_an_answer(wounded(document_to_xml(any_document())));
}

RC_GTEST_PROP(EpcisXmlProperty, BytesGetAnAnswer, (const std::string& bytes)) {
    expect_an_answer(bytes);
    expect_an_answer("<ObjectEvent>" + bytes + "</ObjectEvent>");
}

TEST(EpcisXmlProperty, WoundedExamplesOfOthersGetAnAnswer) {
    const std::string folder = "gs1/events/epcis-1.2/xml/capture/documents/";
    std::vector<std::string> examples;
    for (const auto* name :
         {"AggregationEvent_all_possible_fields.xml",
          "EPCISDocument_with_comment.xml",
          "Single_event_with_namespace.xml"})
        if (auto text = tests::shared_text(folder + name)) examples.push_back(*std::move(text));
    if (examples.empty()) GTEST_SKIP() << tests::no_vectors(folder);
    EXPECT_TRUE(rc::check([&] { expect_an_answer(wounded(*rc::gen::elementOf(examples))); }));
}

}  // namespace
}  // namespace chophien::traceability::epcis
