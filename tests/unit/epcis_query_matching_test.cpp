// What satisfies a query: each parameter against an event that does and one that does not.
#include "traceability/epcis/matching.hpp"
#include "traceability/epcis/sight.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::epcis {
namespace {

using Json = nlohmann::json;

const Prefixes ex{{"ex", "https://ns.example.com/epcis/"}};

StoredEvent rich() {
    StoredEvent event;
    event.id = EventId{1};
    event.time = *instant_from("2026-11-30T01:00:00Z");
    event.record_time = *instant_from("2026-11-30T02:00:00Z");
    event.event_id = "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b11";
    event.hash = "ni:///sha-256;" + std::string(64, 'a') + "?ver=CBV2.0";
    event.namespaces = {{"own", "https://ns.example.com/epcis/"}};
    event.content = Json::parse(R"({
        "type": "ObjectEvent", "action": "ADD", "bizStep": "shipping", "disposition": "in_transit",
        "persistentDisposition": {"set": ["completeness_verified"], "unset": ["completeness_inferred"]},
        "epcList": ["https://shop.example.com/01/08938505974019/10/L1/21/S1"],
        "quantityList": [{"epcClass": "urn:epc:class:lgtin:8938505.097401.L7", "quantity": 2500, "uom": "KGM"},
                         {"epcClass": "https://id.gs1.org/01/08938505974026", "quantity": 12}],
        "readPoint": {"id": "https://id.gs1.org/414/8938505974002", "own:gate": "7"},
        "bizLocation": {"id": "https://id.gs1.org/414/8938505974002/254/K2"},
        "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:8938505974002:77"}],
        "sourceList": [{"type": "owning_party", "source": "https://id.gs1.org/417/8938505974002"}],
        "destinationList": [{"type": "own:deal", "destination": "https://id.gs1.org/417/9521321000010"}],
        "errorDeclaration": {"declarationTime": "2026-11-30T03:00:00Z", "reason": "incorrect_data",
                             "correctiveEventIDs": ["urn:uuid:1"], "own:by": "lan"},
        "ilmd": {"cbvmda:lotNumber": "L1", "own:farm": {"own:plot": {"own:slope": 12}}},
        "sensorElementList": [{"sensorMetadata": {"time": "2026-11-30T00:30:00Z", "deviceID": "https://id.gs1.org/8004/8938505974002",
                                                  "own:probe": "p1"},
             "sensorReport": [{"type": "Temperature", "value": 86, "uom": "FAH", "sDev": 9, "percRank": 50, "own:raw": true},
                              {"type": "IlluminanceX", "booleanValue": true, "stringValue": "bright"}],
             "own:box": "b"}],
        "own:grade": "A", "own:count": 3, "own:packed": "2026-11-29T10:00:00Z",
        "own:deep": {"own:layer": [{"own:core": "x"}]}
    })");
    return event;
}

const MasterLookup master = [](const std::string& name) {
    std::vector<Attribute> found;
    if (name == "https://id.gs1.org/414/8938505974002/254/K2")
        found.push_back({"urn:epcglobal:cbv:mda:city", "Hà Giang"});
    return found;
};

bool satisfied(
    const std::vector<std::pair<std::string, std::string>>& parameters, const StoredEvent& event = rich()
) {
    const auto read = parameters_from(parameters);
    const auto query = query_from(*read, ex);
    if (!query) {
        ADD_FAILURE() << query.error().violations.front().pointer << " "
                      << query.error().violations.front().en;
        return false;
    }
    return matches(*query, event, master);
}

struct Case {
    std::string name;
    std::string yes;
    std::string no;
};

TEST(EpcisMatching, HoldsEachParameterAgainstTheEvent) {
    const std::string time_before = "2026-11-30T00:00:00Z";
    const std::string time_after = "2026-11-30T07:00:00Z";
    const std::vector<Case> cases{
        {"eventType", "AggregationEvent|ObjectEvent", "AggregationEvent"},
        {"GE_eventTime", "2026-11-30T08:00:00+07:00", "2026-11-30T08:00:00.000001+07:00"},
        {"LT_eventTime", time_after, "2026-11-30T01:00:00Z"},
        {"GE_recordTime", "2026-11-30T02:00:00Z", time_after},
        {"LT_recordTime", time_after, "2026-11-30T02:00:00Z"},
        {"EQ_action", "ADD", "OBSERVE|DELETE"},
        {"EQ_bizStep", "https://ref.gs1.org/cbv/BizStep-shipping", "receiving"},
        {"EQ_disposition", "urn:epcglobal:cbv:disp:in_transit", "active"},
        {"EQ_persistentDisposition_set", "completeness_verified", "completeness_inferred"},
        {"EQ_persistentDisposition_unset", "completeness_inferred", "completeness_verified"},
        {"EQ_readPoint", "urn:epc:id:sgln:8938505.97400.0", "https://id.gs1.org/414/8938505974002/254/K2"},
        {"EQ_bizLocation",
         "https://other.host/414/8938505974002/254/K2",
         "https://id.gs1.org/414/8938505974002"},
        {"MATCH_epc", "urn:epc:id:sgtin:8938505.097401.S1", "https://id.gs1.org/01/08938505974019/10/L1"},
        {"MATCH_anyEPC", "urn:epc:idpat:sgtin:8938505.097401.*", "urn:epc:idpat:sgtin:9521321.*.*"},
        {"MATCH_parentID", "", "https://id.gs1.org/01/08938505974019/21/S1"},
        {"MATCH_inputEPC", "", "https://id.gs1.org/01/08938505974019/21/S1"},
        {"MATCH_epcClass",
         "https://id.gs1.org/01/08938505974019/10/L7",
         "https://id.gs1.org/01/08938505974019"},
        {"MATCH_anyEPCClass", "https://id.gs1.org/01/08938505974026", "https://id.gs1.org/01/08938505974033"},
        {"MATCH_outputEPCClass", "", "https://id.gs1.org/01/08938505974026"},
        {"EQ_quantity", "12", "13"},
        {"GT_quantity", "2499.9", "2500"},
        {"GE_quantity_TNE", "2.5", "2.50001"},
        {"LE_quantity_GRM", "2500000", "2499999"},
        {"LT_quantity_LTR", "", "1000000"},
        {"EQ_bizTransaction_po",
         "urn:epcglobal:cbv:bt:8938505974002:77",
         "urn:epcglobal:cbv:bt:8938505974002:78"},
        {"EQ_bizTransaction_inv", "", "urn:epcglobal:cbv:bt:8938505974002:77"},
        {"EQ_source_owning_party", "urn:epc:id:pgln:8938505.97400", "https://id.gs1.org/414/8938505974002"},
        {"EQ_source_possessing_party", "", "https://id.gs1.org/417/8938505974002"},
        {"EQ_destination_https://ns.example.com/epcis/deal",
         "https://id.gs1.org/417/9521321000010",
         "urn:x:1"},
        {"EQ_destination_ex:deal", "https://id.gs1.org/417/9521321000010", "urn:x:1"},
        {"MATCH_epc", "urn:epc:idpat:sgtin:8938505.*.*", "urn:epc:idpat:sgtin:8938505.097402.*"},
        {"MATCH_epcClass", "urn:epc:idpat:sgtin:8938505.*.*", "urn:epc:idpat:sgtin:9521321.*.*"},
        {"EQ_eventID", "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b11", "urn:uuid:2"},
        {"EXISTS_errorDeclaration", "true", "false"},
        {"GE_errorDeclarationTime", time_before, time_after},
        {"LT_errorDeclaration_Time", time_after, time_before},
        {"EQ_errorReason", "incorrect_data", "did_not_occur"},
        {"EQ_correctiveEventID", "urn:uuid:1", "urn:uuid:2"},
        {"EXISTS_sensorElementList", "", "false"},
        {"GE_time", time_before, time_after},
        {"GE_startTime", "", time_before},
        {"EQ_type", "https://gs1.org/voc/Temperature", "Speed"},
        {"EQ_deviceID", "urn:epc:id:giai:8938505.974002", "https://id.gs1.org/8004/8938505974003"},
        {"EQ_stringValue", "bright", "dark"},
        {"EQ_booleanValue", "true", "false"},
        {"GE_percRank", "50", "51"},
        {"EQ_value_CEL", "30", "30.001"},
        {"GE_value_KEL", "303.15", "303.16"},
        {"EQ_sDev_KEL", "5", "260.37"},
        {"GE_value_KGM", "", "1"},
        {"GE_minValue_CEL", "", "0"},
        {"EQ_ex:grade", "B|A", "B"},
        {"EQ_https://ns.example.com/epcis/#grade", "A", "B"},
        {"EQ_ex:count", "3.0", "4"},
        {"GT_ex:count", "2", "3"},
        {"LE_ex:packed", "2026-11-29T10:00:00Z", "2026-11-29T09:59:59Z"},
        {"EXISTS_ex:grade", "", "false"},
        {"EXISTS_ex:nothing", "false", ""},
        {"EQ_ex:core", "", "x"},
        {"EQ_INNER_ex:core", "x", "y"},
        {"EQ_INNER_ex:grade", "", "A"},
        {"EQ_ILMD_cbvmda:lotNumber", "L1", "L2"},
        {"GE_INNER_ILMD_ex:slope", "12", "13"},
        {"EQ_ILMD_ex:slope", "", "12"},
        {"EQ_SENSORELEMENT_ex:box", "b", "c"},
        {"EQ_SENSORMETADATA_ex:probe", "p1", "p2"},
        {"EQ_SENSORREPORT_ex:raw", "true", "false"},
        {"EQ_ERROR_DECLARATION_ex:by", "lan", "mai"},
        {"EQ_readPoint_ex:gate", "7", "8"},
        {"EXISTS_bizLocation_ex:gate", "false", ""},
        {"HASATTR_bizLocation", "cbvmda:city", "cbvmda:postalCode"},
        {"EQATTR_bizLocation_cbvmda:city", "Hà Giang", "Hà Nội"},
        {"HASATTR_readPoint", "", "cbvmda:city"},
    };
    const auto may_be_empty = [](const std::string& name) { return name.starts_with("EXISTS_"); };
    for (const auto& one : cases) {
        if (!one.yes.empty() || may_be_empty(one.name)) {
            EXPECT_TRUE(satisfied({{one.name, one.yes}})) << one.name;
        }
        EXPECT_FALSE(satisfied({{one.name, one.no}})) << one.name << "=" << one.no;
    }
}

TEST(EpcisMatching, AsksForAllParametersAndOneOfEachOnesValues) {
    EXPECT_TRUE(satisfied({{"EQ_bizStep", "receiving|shipping"}, {"EQ_action", "ADD"}}));
    EXPECT_FALSE(satisfied({{"EQ_bizStep", "receiving|shipping"}, {"EQ_action", "DELETE"}}));
    EXPECT_TRUE(satisfied({}));
}

TEST(EpcisMatching, LikesAsTheDatabaseDoes) {
    EXPECT_TRUE(is_like("abc", "a%"));
    EXPECT_TRUE(is_like("abc", "%c"));
    EXPECT_TRUE(is_like("aXbXc", "a%X_"));
    EXPECT_TRUE(is_like("a_c", R"(a\_c)"));
    EXPECT_FALSE(is_like("abc", R"(a\_c)"));
    EXPECT_FALSE(is_like("abc", "ab"));
    EXPECT_TRUE(is_like("", "%"));
    EXPECT_FALSE(is_like("", "_"));
}

TEST(EpcisRedaction, LeavesKeysTimesAndStepsButNothingPrivate) {
    auto event = rich();
    event.content["readPoint"] = {{"id", "geo:22.82,104.98"}};
    event.content["destinationList"][0]["type"] = "owning_party";  // a type of one's own is no member
    const auto seen = redacted(event, false);
    const auto text = seen.content.dump();
    EXPECT_EQ(text.find("own:"), std::string::npos) << text;
    EXPECT_EQ(text.find("geo:"), std::string::npos);
    EXPECT_FALSE(seen.content.contains("readPoint"));
    EXPECT_EQ(seen.content.at("ilmd"), (Json{{"cbvmda:lotNumber", "L1"}}));
    EXPECT_EQ(seen.content.at("epcList"), event.content.at("epcList"));
    EXPECT_EQ(seen.content.at("quantityList"), event.content.at("quantityList"));
    EXPECT_EQ(seen.content.at("bizLocation"), event.content.at("bizLocation"));
    EXPECT_FALSE(satisfied({{"EQ_ex:grade", "A"}}, seen));
    const auto granted = redacted(event, true);
    EXPECT_EQ(granted.content.at("readPoint"), (Json{{"id", "geo:22.82,104.98"}}));
}

TEST(EpcisMatching, KnowsTheVocabularysMasterDataUnderAnyPrefixAndWithoutItsColon) {
    auto event = rich();
    event.namespaces["mda"] = "urn:epcglobal:cbv:mda";
    event.content["ilmd"] = {{"mda:lotNumber", "L9"}};
    EXPECT_TRUE(satisfied({{"EQ_ILMD_cbvmda:lotNumber", "L9"}}, event));
    EXPECT_TRUE(satisfied({{"EQ_ILMD_urn:epcglobal:cbv:mda:lotNumber", "L9"}}, event));
    EXPECT_EQ(redacted(event, false).content.at("ilmd"), event.content.at("ilmd"));
}

TEST(EpcisRedaction, HidesWhatSensorsTellOfThePlace) {
    StoredEvent event;
    event.content = Json::parse(R"({"type": "ObjectEvent", "sensorElementList": [
        {"sensorReport": [{"type": "Angle", "component": "latitude", "value": 22.8, "uom": "DD"}]},
        {"sensorReport": [{"type": "Temperature", "value": 4, "uom": "CEL"}]}]})");
    EXPECT_EQ(
        redacted(event, false).content.at("sensorElementList"),
        Json::parse(R"([{"sensorReport": [{"type": "Temperature", "value": 4, "uom": "CEL"}]}])")
    );
    EXPECT_EQ(redacted(event, true).content, event.content);
}

}  // namespace
}  // namespace chophien::traceability::epcis
