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

TEST(EpcisReading, EveryPartOfAnEventIsMentionedUnderItsRole) {
    const auto mentions = [](Document members) {
        Document event{{"eventTime", "2026-11-30T00:00:00Z"}, {"eventTimeZoneOffset", "+07:00"}};
        event.update(members);
        const auto read = read_document(document_of({event}), lenient).events.at(0);
        std::vector<std::pair<int, std::string>> out;
        if (!read.event) return out;
        for (const auto& one : read.event->mentions)
            out.emplace_back(static_cast<int>(one.role), one.name + one.kind);
        return out;
    };
    using Pairs = std::vector<std::pair<int, std::string>>;
    const auto quantity = [](const std::string& name) { return Document::array({{{"epcClass", name}}}); };
    EXPECT_THAT(
        mentions(
            {{"type", "AggregationEvent"},
             {"action", "ADD"},
             {"parentID", "urn:x:p"},
             {"childEPCs", {"urn:x:c", "urn:x:c"}},
             {"childQuantityList", quantity("urn:x:q")},
             {"readPoint", {{"id", "urn:x:r"}}},
             {"bizLocation", {{"id", "urn:x:b"}}},
             {"bizTransactionList", {{{"bizTransaction", "urn:x:t"}}}},
             {"sourceList", {{{"type", "location"}, {"source", "urn:x:s"}}}},
             {"destinationList", {{{"type", "ex:role"}, {"destination", "urn:x:d"}}}},
             {"sensorElementList",
              {{{"sensorMetadata", {{"deviceID", "urn:x:m"}}},
                {"sensorReport", {{{"type", "Count"}, {"deviceID", "urn:x:e"}}}}}}},
             {"errorDeclaration",
              {{"declarationTime", "2026-11-30T00:00:00Z"}, {"correctiveEventIDs", {"urn:x:k"}}}}}
        ),
        testing::UnorderedElementsAreArray(Pairs{
            {2, "urn:x:p"},
            {3, "urn:x:c"},
            {7, "urn:x:q"},
            {17, "urn:x:r"},
            {18, "urn:x:b"},
            {19, "urn:x:t"},
            {20, "urn:x:slocation"},
            {21, "urn:x:dhttps://ns.example.com/epcis/role"},
            {22, "urn:x:m"},
            {22, "urn:x:e"},
            {23, "urn:x:k"}})
    );
    EXPECT_THAT(
        mentions(
            {{"type", "TransformationEvent"},
             {"inputEPCList", {"urn:x:1"}},
             {"outputEPCList", {"urn:x:2"}},
             {"inputQuantityList", quantity("urn:x:3")},
             {"outputQuantityList", quantity("urn:x:4")},
             {"transformationID", "urn:x:5"}}
        ),
        testing::UnorderedElementsAreArray(Pairs{
            {4, "urn:x:1"}, {5, "urn:x:2"}, {8, "urn:x:3"}, {9, "urn:x:4"}, {16, "urn:x:5"}})
    );
}

TEST(EpcisReading, ADeclarationAndDispositionsAreRead) {
    auto sent = harvest();
    sent["persistentDisposition"] = {{"set", {"reserved", "ex:dry"}}, {"unset", {"available"}}};
    sent["errorDeclaration"] = {
        {"declarationTime", "2026-11-30T08:00:00+07:00"},
        {"reason", "incorrect_data"},
        {"correctiveEventIDs", {"urn:x:1"}}};
    const auto event = read_document(document_of({sent}), lenient).events.at(0).event.value();
    EXPECT_THAT(event.set_dispositions, testing::ElementsAre("reserved", "https://ns.example.com/epcis/dry"));
    EXPECT_THAT(event.unset_dispositions, testing::ElementsAre("available"));
    EXPECT_EQ(
        event.declaration, (Declaration{*instant_from("2026-11-30T01:00:00Z"), "incorrect_data", {"urn:x:1"}})
    );
    auto original = harvest();
    original["persistentDisposition"] = sent["persistentDisposition"];
    EXPECT_EQ(read_document(document_of({original}), lenient).events.at(0).event->hash, event.hash);
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
