// The event hash against the published strings.
#include "core/crypto.hpp"
#include "tests/unit/epcis_documents.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/epcis/event_hash.hpp"

#include <gtest/gtest.h>

#include <set>

namespace chophien::traceability::epcis {
namespace {

using tests::document_of;
using tests::harvest;
using tests::lenient;
using tests::no_vectors;
using tests::shared_vectors;

HashRules rules_of(const nlohmann::json& entry) {
    HashRules rules;
    if (entry.contains("contested"))
        for (const std::string point : entry["contested"])
            if (point == "list_order") rules.list_order = HashRules::ListOrder::alphabetical;
    return rules;
}

std::string hash_of(std::string_view text) {
    return "ni:///sha-256;" + crypto::hex(crypto::bytes_of(crypto::sha256(text))) + "?ver=CBV2.0";
}

TEST(EpcisHash, EveryPublishedJsonEventGivesItsString) {
    const auto manifest = shared_vectors("gs1/hash/manifest.json");
    if (!manifest) GTEST_SKIP() << no_vectors("gs1/hash/manifest.json");
    std::size_t seen = 0;
    for (const auto& vector : (*manifest)["vectors"]) {
        for (const std::string file : vector["documents"]) {
            if (!file.ends_with(".jsonld")) continue;
            const auto bundle = read_document(*shared_vectors("gs1/hash/documents/" + file), lenient);
            ASSERT_EQ(bundle.events.size(), vector["events"].size()) << file;
            for (std::size_t at = 0; at < bundle.events.size(); ++at) {
                const auto& read = bundle.events[at];
                const auto& entry = vector["events"][at];
                ASSERT_TRUE(read.event) << file << tests::text_of(read.faults);
                if (!entry.contains("prehash") || entry["prehash"].is_null()) continue;
                ++seen;
                const auto& [content, namespaces] = std::tie(read.event->content, read.event->namespaces);
                EXPECT_EQ(event_string(content, namespaces, rules_of(entry)), entry["prehash"]) << file;
                EXPECT_EQ(event_hash(content, namespaces, rules_of(entry)), entry["hash"]) << file;
                const auto ours =
                    entry.contains("table_order") ? entry["table_order"]["hash"] : entry["hash"];
                EXPECT_EQ(read.event->hash, ours) << file;
            }
        }
    }
    EXPECT_GE(seen, 13U);
}

TEST(EpcisHash, EventsPublishedAsEqualHaveOneHashUnderEveryVariant) {
    const auto document = shared_vectors("gs1/hash/expected_equal/ReferenceEventHashAlgorithm.json");
    if (!document) GTEST_SKIP() << no_vectors("gs1/hash/expected_equal");
    const auto bundle = read_document(*document, lenient);
    for (const auto order : {HashRules::ListOrder::table, HashRules::ListOrder::alphabetical}) {
        std::set<std::string> hashes;
        for (const auto& read : bundle.events)
            hashes.insert(event_hash(read.event->content, read.event->namespaces, {.list_order = order}));
        EXPECT_EQ(hashes.size(), 1U);
    }
}

std::string string_of(const nlohmann::json& event, const HashRules& rules = {}) {
    const auto bundle = read_document(document_of({event}), lenient);
    const auto& read = bundle.events.at(0);
    EXPECT_TRUE(read.event) << tests::text_of(read.faults);
    return event_string(read.event->content, read.event->namespaces, rules);
}

TEST(EpcisHash, AHarvestReadsAsTheRuleSays) {
    auto event = harvest();
    event["epcList"] = nlohmann::json::array();
    event["ex:weather"] = {{"ex:rain", false}, {"ex:degrees", 27.50}, {"note", " dry "}};
    event["persistentDisposition"] = {{"set", {"reserved", "completeness_verified"}}};
    EXPECT_EQ(
        string_of(event),
        "eventType=ObjectEventeventTime=2026-11-30T00:30:00.500ZeventTimeZoneOffset=+07:00"
        "quantityListquantityElementepcClass=https://id.gs1.org/01/08938505974019/10/"
        "L1quantity=250.5uom=KGMaction=ADD"
        "bizStep=https://ref.gs1.org/cbv/BizStep-commissioningdisposition=https://ref.gs1.org/cbv/Disp-active"
        "persistentDispositionset=https://ref.gs1.org/cbv/Disp-completeness_verifiedset=https://ref.gs1.org/"
        "cbv/Disp-reserved"
        "readPointid=https://id.gs1.org/414/8938505974002"
        "{https://ns.example.com/epcis/}weathernote=dry{https://ns.example.com/epcis/}degrees=27.5{https://"
        "ns.example.com/epcis/}rain=false"
    );
}

TEST(EpcisHash, WhatDoesNotChangeTheEventDoesNotChangeItsHash) {
    const auto plain = string_of(harvest());
    auto event = harvest();
    event["eventID"] = "urn:uuid:1b671a64-40d5-491e-99b0-da01ff1f3341";
    event["recordTime"] = "2026-11-30T08:00:00Z";
    event["errorDeclaration"] = {{"declarationTime", "2026-11-30T08:00:00Z"}};
    event["rdfs:comment"] = "seen twice";
    event["sourceList"] = nlohmann::json::array();
    event["eventTime"] = "2026-11-30T00:30:00.4995Z";
    event["readPoint"]["id"] = "https://qr.example.vn/414/8938505974002?x=1";
    event["bizStep"] = "cbv:BizStep-commissioning";
    EXPECT_EQ(string_of(event), plain);
}

TEST(EpcisHash, ThePrefixOfANamespaceDoesNotMatterInNames) {
    auto document = document_of({harvest()});
    document["epcisBody"]["eventList"][0]["ex:grade"] = "A";
    auto other = document_of({harvest()});
    other["@context"][1] = {{"abc", "https://ns.example.com/epcis/"}};
    other["epcisBody"]["eventList"][0]["abc:grade"] = "A";
    auto whole = document_of({harvest()});
    whole["epcisBody"]["eventList"][0]["https://ns.example.com/epcis/grade"] = "A";
    const auto hash = [](const nlohmann::json& sent) {
        return read_document(sent, lenient).events.at(0).event->hash;
    };
    EXPECT_EQ(hash(document), hash(other));
    EXPECT_EQ(hash(document), hash(whole));
}

TEST(EpcisHash, ATextWrittenAsANumberIsOne) {
    const auto with = [](const nlohmann::json& value) {
        auto event = harvest();
        event["ex:count"] = value;
        return string_of(event);
    };
    EXPECT_EQ(with("2.50"), with(2.5));
    EXPECT_NE(with("007"), with("7"));
    EXPECT_NE(with("12345678901234567890"), with("12345678901234567891"));
    auto event = harvest();
    event["sensorElementList"] = {
        {{"sensorReport", {{{"type", "ex:bits"}, {"stringValue", "111100001111000011110000"}}}}}};
    EXPECT_NE(string_of(event).find("stringValue=111100001111000003641344"), std::string::npos);
}

TEST(EpcisHash, NumbersAreWrittenShortAndWithoutExponent) {
    const std::vector<std::pair<std::string, std::string>> table{
        {"452.0", "452"},
        {"0.10", "0.1"},
        {"1e3", "1000"},
        {"1e-7", "0.0000001"},
        {"-0.0", "0"},
        {"7", "7"},
        {"-7", "-7"},
        {"23.319941", "23.319941"}};
    for (const auto& [sent, text] : table) EXPECT_EQ(number_text(nlohmann::json::parse(sent)), text);
    EXPECT_EQ(
        hash_of(""),
        "ni:///sha-256;e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855?ver=CBV2.0"
    );
}

}  // namespace
}  // namespace chophien::traceability::epcis
