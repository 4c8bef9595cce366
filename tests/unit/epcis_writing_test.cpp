// Events written for their readers: forms of names, contexts, envelopes.
#include "tests/unit/epcis_documents.hpp"
#include "traceability/epcis/writing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::epcis {
namespace {

using json::Document;
using tests::document_of;
using tests::harvest;
using tests::lenient;

Event read_one(const Document& event) {
    return read_document(document_of({event}), lenient).events.at(0).event.value();
}

std::optional<int> seven(std::string_view digits) {
    return digits.starts_with("8938505") ? std::optional(7) : std::nullopt;
}

const Stored stored{*instant_from("2026-11-30T08:00:00Z"), "urn:uuid:1"};

TEST(EpcisWriting, NamesComeInTheFormAskedFor) {
    auto sent = harvest();
    sent["epcList"] = {"https://qr.example.vn/01/08938505974019/21/A1?x=1", "urn:uuid:2"};
    const auto event = read_one(sent);
    const auto names = [&](Format format) {
        const auto written = event_json(event, stored, format, seven);
        return std::vector<std::string>{
            written["epcList"][0],
            written["epcList"][1],
            written["quantityList"][0]["epcClass"],
            written["readPoint"]["id"]};
    };
    EXPECT_THAT(
        names(Format::digital_link),
        testing::ElementsAre(
            "https://id.gs1.org/01/08938505974019/21/A1",
            "urn:uuid:2",
            "https://id.gs1.org/01/08938505974019/10/L1",
            "https://id.gs1.org/414/8938505974002"
        )
    );
    EXPECT_THAT(
        names(Format::urn),
        testing::ElementsAre(
            "urn:epc:id:sgtin:8938505.097401.A1",
            "urn:uuid:2",
            "urn:epc:class:lgtin:8938505.097401.L1",
            "urn:epc:id:sgln:8938505.97400.0"
        )
    );
    for (const auto format : {Format::no_preference, Format::never_translates})
        EXPECT_THAT(
            names(format),
            testing::ElementsAre(
                sent["epcList"][0],
                sent["epcList"][1],
                sent["quantityList"][0]["epcClass"],
                sent["readPoint"]["id"]
            )
        );
}

TEST(EpcisWriting, AnUnknownPrefixStaysADigitalLinkAndIsSaid) {
    auto content = read_one(harvest()).content;
    const auto nobody = [](std::string_view) { return std::optional<int>(); };
    EXPECT_FALSE(translate(content, Format::urn, nobody));
    EXPECT_EQ(content["quantityList"][0]["epcClass"], "https://id.gs1.org/01/08938505974019/10/L1");
    EXPECT_EQ(content["readPoint"]["id"], "urn:epc:id:sgln:8938505.97400.0");
}

TEST(EpcisWriting, TheHeadersWordsAreKnown) {
    EXPECT_EQ(format_from("Always_EPC_URN"), Format::urn);
    EXPECT_EQ(format_from(""), Format::digital_link);
    EXPECT_EQ(format_from("Always"), std::nullopt);
}

TEST(EpcisWriting, AnEventCarriesWhatTheServerKnowsAndItsContext) {
    auto sent = harvest();
    sent["ex:grade"] = "A";
    const auto written = event_json(read_one(sent), stored);
    EXPECT_EQ(written["recordTime"], "2026-11-30T08:00:00.000000Z");
    EXPECT_EQ(written["eventID"], "urn:uuid:1");
    EXPECT_EQ(written["@context"][1], (Document{{"ex", "https://ns.example.com/epcis/"}}));
}

TEST(EpcisWriting, ADocumentGathersTheContextsOfItsEvents) {
    const auto event = [](const std::string& prefix, const std::string& name) {
        auto content = harvest();
        content[prefix + ":grade"] = "A";
        return event_json(content, {{prefix, name}}, stored);
    };
    const auto document = query_document(
        {event("a", "urn:one:"), event("b", "urn:two:"), event("a", "urn:three:")},
        {.query_name = "SimpleEventQuery", .subscription_id = "s1", .created = stored.record_time}
    );
    EXPECT_EQ(document["@context"][1], (Document{{"a", "urn:one:"}, {"b", "urn:two:"}}));
    const auto& results = document["epcisBody"]["queryResults"];
    EXPECT_EQ(results["queryName"], "SimpleEventQuery");
    EXPECT_EQ(results["subscriptionID"], "s1");
    const auto& events = results["resultsBody"]["eventList"];
    EXPECT_FALSE(events[0].contains("@context"));
    EXPECT_FALSE(events[1].contains("@context"));
    EXPECT_EQ(events[2]["@context"], (Document::array({{{"a", "urn:three:"}}})));
    const auto bundle = read_document(document, lenient);
    EXPECT_EQ(tests::text_of(tests::faults_of(bundle)), "");
    EXPECT_EQ(bundle.events[2].event->namespaces.at("a"), "urn:three:");
}

TEST(EpcisWriting, AnEmptyAnswerIsADocumentToo) {
    const auto document = query_document({}, {.query_name = "q", .created = stored.record_time});
    EXPECT_EQ(tests::text_of(read_document(document, lenient).faults), "");
    EXPECT_TRUE(document["epcisBody"]["queryResults"]["resultsBody"]["eventList"].is_array());
}

}  // namespace
}  // namespace chophien::traceability::epcis
