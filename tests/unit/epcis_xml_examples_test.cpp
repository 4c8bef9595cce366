// The example documents of other authors that lie beside the source tree.
#include "core/csv.hpp"
#include "tests/unit/epcis_told.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/epcis/xml_reading.hpp"
#include "traceability/epcis/xml_writing.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace chophien::traceability::epcis {
namespace {

using tests::shared_text;
using tests::told;
using tests::told_loosely;

constexpr std::string_view index_file = "gs1/events/index.csv";

struct Example {
    std::string file;  ///< below shared/gs1
    std::string form;
    std::string expected;
    std::size_t events = 0;
};

std::vector<Example> examples(std::string_view form) {
    std::vector<Example> all;
    const auto index = shared_text(index_file);
    if (!index) return all;
    csv::Reader rows(*index);
    std::vector<std::string> row;
    for (bool first = true; rows.next(row).value_or(false); first = false)
        if (!first && row[1] == form && row[2] != "query definition")
            all.push_back({"gs1/" + row[0], row[1], row[5], std::stoul(row[3])});
    return all;
}

std::string said(const FromXml& read) {
    std::string all;
    for (const auto& fault : read.faults) all += fault.pointer + ": " + fault.rule + " " + fault.value + "\n";
    return all;
}

std::size_t events_in(const json::Document& document) {
    if (!document.contains("epcisBody")) return 1;
    const auto& body = document["epcisBody"];
    return (body.contains("queryResults") ? body["queryResults"]["resultsBody"] : body)["eventList"].size();
}

/// Where the authors of a pair wrote other things into the two files.
bool is_known(const std::string& file, const std::string& path) {
    // The XML twins have no header and were made at other times; the document's id has no place in XML.
    for (const std::string envelope :
         {"/id",
          "/sender",
          "/receiver",
          "/instanceIdentifier",
          "/creationDate",
          "/epcisBody/queryResults/queryName",
          "/epcisBody/queryResults/subscriptionID"})
        if (path == envelope) return true;
    const std::vector<std::pair<std::string, std::string>> known{
        {"/Combination_of_different_event.xml", "/declarationTime"},  // another hour
        {"events/TransformationEvent.xml", "/declarationTime"},       // another hour
        {"/epcisDocWithAllGS1Keys.xml", "/epcList/2"},                // another pallet
        {"/epcisDocWithSensorComponent.xml", "/epcList/0"},           // URN and Digital Link
        {"/epcisDocWithSensorComponent.xml", "/readPoint/id"},        // URN and Digital Link
        {"query/queryDocument.xml", "/epcList/0"},                    // another host
        {"query/queryDocument.xml", "/readPoint/id"},                 // another host
        {"events/TransactionEvent.xml", "vehicle/1/urn:gs1:epcisapp:rail:vehicleMasterGIAI"},  // empty in XML
    };
    for (const auto& [name, end] : known)
        if (file.ends_with(name) && path.ends_with(end)) return true;
    return false;
}

TEST(EpcisXmlExamples, EachIsReadOrHasAnOrderOrAnElementThatNoSchemaHas) {
    const auto all = examples("xml");
    if (all.empty()) GTEST_SKIP() << tests::no_vectors(index_file);
    // These break rules of events, which the JSON reader knows.
    const std::vector<std::string> event_rules{
        "ObjectEvent_bare_event_without_action",
        "ObjectEvent_with_invalid_eventTime_format",
        "ObjectEvent_with_near_miss_action",
        "ObjectEvent_without_eventTime"};
    for (const auto& example : all) {
        const auto read = document_from_xml(shared_text(example.file).value());
        bool of_events = false;
        for (const auto& name : event_rules) of_events |= example.file.find(name) != std::string::npos;
        EXPECT_EQ(read.document.has_value(), example.expected == "accept" || of_events)
            << example.file << "\n"
            << said(read);
        if (read.document && example.events > 0) {
            EXPECT_EQ(events_in(*read.document), example.events) << example.file;
            EXPECT_EQ(read.document->value("schemaVersion", "2.0").substr(0, 2), "2.") << example.file;
        }
    }
}

TEST(EpcisXmlExamples, XmlAndJsonOfOneNameTellTheSame) {
    const auto all = examples("xml");
    if (all.empty()) GTEST_SKIP() << tests::no_vectors(index_file);
    std::size_t pairs = 0;
    for (const auto& example : all) {
        if (example.expected != "accept") continue;
        auto twin = example.file;
        for (auto at = twin.find("xml"); at != std::string::npos; at = twin.find("xml", at + 4))
            twin.replace(at, 3, "json");
        const auto json = shared_text(twin);
        if (!json) continue;
        ++pairs;
        const auto read = document_from_xml(shared_text(example.file).value());
        ASSERT_TRUE(read.document) << example.file << "\n" << said(read);
        const auto differences =
            json::Document::diff(told_loosely(json::Document::parse(*json)), told_loosely(*read.document));
        for (const auto& each : differences) {
            const auto path = each["path"].get<std::string>();
            EXPECT_TRUE(is_known(example.file, path)) << example.file << " " << each.dump();
        }
    }
    EXPECT_GE(pairs, 30U);
}

TEST(EpcisXmlExamples, JsonComesBackFromXmlAsItWas) {
    const auto all = examples("json");
    if (all.empty()) GTEST_SKIP() << tests::no_vectors(index_file);
    for (const auto& example : all) {
        if (example.expected != "accept") continue;
        const auto document = json::Document::parse(shared_text(example.file).value());
        const auto xml = document_to_xml(document);
        const auto read = document_from_xml(xml, {.strict_order = true});
        ASSERT_TRUE(read.document) << example.file << "\n" << said(read) << xml;
        const auto left = told(document);
        const auto right = told(*read.document);
        if (left != right) ADD_FAILURE() << example.file << "\n" << json::Document::diff(left, right).dump(1);
    }
}

TEST(EpcisXmlExamples, WhatWasReadFromXmlComesBackFromXml) {
    const auto all = examples("xml");
    if (all.empty()) GTEST_SKIP() << tests::no_vectors(index_file);
    for (const auto& example : all) {
        const auto read = document_from_xml(shared_text(example.file).value());
        if (!read.document) continue;
        const auto again = document_from_xml(document_to_xml(*read.document), {.strict_order = true});
        ASSERT_TRUE(again.document) << example.file << "\n" << said(again);
        EXPECT_EQ(told(*read.document), told(*again.document)) << example.file;
    }
}

}  // namespace
}  // namespace chophien::traceability::epcis
