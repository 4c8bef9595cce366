// Every parameter of a query of events is read, and nothing else is.
#include "traceability/epcis/query.hpp"
#include "traceability/epcis/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::epcis {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

using Pairs = std::vector<std::pair<std::string, std::string>>;

const Prefixes ex{{"ex", "https://ns.example.com/epcis/"}};

Result<Query> read(const Pairs& query_string, const Prefixes& prefixes = ex) {
    auto parameters = parameters_from(query_string);
    if (!parameters) return refuse(parameters);
    return query_from(*parameters, prefixes);
}

Result<Query> read_json(const nlohmann::json& json) {
    Prefixes prefixes;
    auto parameters = parameters_from(json, prefixes);
    if (!parameters) return refuse(parameters);
    return query_from(*parameters, prefixes);
}

std::vector<std::string> wrong_in(const Pairs& query_string) {
    const auto query = read(query_string);
    if (query) return {};
    EXPECT_EQ(query.error(), query_parameter);
    std::vector<std::string> names;
    for (const auto& violation : query.error().violations) names.push_back(violation.pointer.substr(1));
    return names;
}

// Name and a value that is right.
const std::vector<std::pair<std::string, std::string>> right{
    {"eventType", "ObjectEvent|TransformationEvent"},
    {"GE_eventTime", "2026-11-30T08:00:00+07:00"},
    {"LT_eventTime", "2026-11-30T08:00:00Z"},
    {"GE_recordTime", "2026-11-30T08:00:00Z"},
    {"LT_recordTime", "2026-11-30T08:00:00Z"},
    {"EQ_action", "ADD|DELETE"},
    {"EQ_bizStep", "shipping|urn:epcglobal:cbv:bizstep:receiving"},
    {"EQ_disposition", "in_transit"},
    {"EQ_persistentDisposition_set", "completeness_verified"},
    {"EQ_persistentDisposition_unset", "completeness_inferred"},
    {"EQ_transformationID", "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b11"},
    {"EQ_readPoint", "urn:epc:id:sgln:8938505.97400.0"},
    {"WD_readPoint", "https://id.gs1.org/414/8938505974003"},
    {"EQ_bizLocation", "https://id.gs1.org/414/8938505974003"},
    {"WD_bizLocation", "https://id.gs1.org/414/8938505974003"},
    {"MATCH_epc", "urn:epc:id:sgtin:8938505.097401.S1"},
    {"MATCH_parentID", "https://id.gs1.org/00/089385050000000019"},
    {"MATCH_inputEPC", "urn:epc:id:sgtin:8938505.097401.S1"},
    {"MATCH_outputEPC", "urn:epc:id:sgtin:8938505.097401.S1"},
    {"MATCH_anyEPC", "urn:epc:idpat:sgtin:8938505.*.*"},
    {"MATCH_epcClass", "https://id.gs1.org/01/08938505974019/10/L1"},
    {"MATCH_inputEPCClass", "https://id.gs1.org/01/08938505974019"},
    {"MATCH_outputEPCClass", "https://id.gs1.org/01/08938505974019"},
    {"MATCH_anyEPCClass", "https://id.gs1.org/01/08938505974019"},
    {"EQ_quantity", "5"},
    {"GT_quantity", "5.5"},
    {"GE_quantity_KGM", "5"},
    {"LT_quantity_TNE", "5"},
    {"LE_quantity", "5"},
    {"EQ_bizTransaction_po", "urn:epcglobal:cbv:bt:8938505974003:1"},
    {"EQ_source_owning_party", "urn:epc:id:pgln:8938505.97400"},
    {"EQ_destination_https://ns.example.com/t", "urn:epc:id:pgln:8938505.97400"},
    {"EQ_eventID", "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b11"},
    {"EXISTS_errorDeclaration", "true"},
    {"GE_errorDeclarationTime", "2026-11-30T08:00:00Z"},
    {"LT_errorDeclaration_Time", "2026-11-30T08:00:00Z"},
    {"EQ_errorReason", "incorrect_data"},
    {"EQ_correctiveEventID", "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b11"},
    {"EXISTS_sensorElementList", ""},
    {"GE_time", "2026-11-30T08:00:00Z"},
    {"LT_startTime", "2026-11-30T08:00:00Z"},
    {"GE_endTime", "2026-11-30T08:00:00Z"},
    {"EQ_type", "Temperature"},
    {"EQ_deviceID", "urn:epc:id:giai:8938505.1"},
    {"EQ_dataProcessingMethod", "https://example.com/m"},
    {"EQ_microorganism", "https://www.ncbi.nlm.nih.gov/taxonomy/1126011"},
    {"EQ_chemicalSubstance", "https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N"},
    {"EQ_bizRules", "https://example.com/r"},
    {"EQ_stringValue", "a"},
    {"EQ_hexBinaryValue", "f0f0"},
    {"EQ_uriValue", "https://id.gs1.org/253/4012345000054987"},
    {"EQ_booleanValue", "true"},
    {"GE_percRank", "50"},
    {"EQ_value_CEL", "30"},
    {"LE_sDev_CEL", "0.5"},
    {"GT_percValue_CEL", "3"},
    {"EQ_ex:grade", "A|B"},
    {"GE_ex:grade", "3"},
    {"LT_ex:packed", "2026-11-30T08:00:00Z"},
    {"EXISTS_ex:grade", ""},
    {"EQ_ILMD_cbvmda:lotNumber", "L1"},
    {"EQ_INNER_ex:grade", "A"},
    {"EXISTS_INNER_ILMD_ex:grade", ""},
    {"EQ_SENSORELEMENT_ex:a", "1"},
    {"EQ_SENSORMETADATA_ex:a", "1"},
    {"EQ_SENSORREPORT_ex:a", "1"},
    {"EQ_ERROR_DECLARATION_ex:a", "1"},
    {"EXISTS_readPoint_ex:a", ""},
    {"EQ_bizLocation_https://ns.example.com/epcis/#a", "1"},
    {"HASATTR_bizLocation", "cbvmda:latitude"},
    {"EQATTR_bizLocation_cbvmda:city", "Hà Giang"},
};

TEST(EpcisQuery, TakesEveryParameterOfTheStandard) {
    for (const auto& one : right) {
        const auto query = read({one});
        ASSERT_TRUE(query) << one.first << ": " << query.error().violations.front().en;
        EXPECT_EQ(query->conditions.size(), 1U) << one.first;
    }
    const auto all = read(right);
    ASSERT_TRUE(all);
    EXPECT_EQ(all->conditions.size(), right.size());
}

TEST(EpcisQuery, RefusesWhatItDoesNotKnowAndWhatIsWrong) {
    for (const auto& one : Pairs{
             {"EQ_bizstep", "shipping"},
             {"bizStep", "shipping"},
             {"EQ_nothing:grade", "A"},
             {"GE_eventTime", "2026-11-30"},
             {"GE_eventTime", "2026-11-30T08:00:00"},
             {"GE_eventTime", "2026-11-30T08:00:00Z|2026-11-30T09:00:00Z"},
             {"LE_eventTime", "2026-11-30T08:00:00Z"},
             {"eventType", "HarvestEvent"},
             {"EQ_action", "add"},
             {"EQ_bizStep", "harvesting"},
             {"EQ_bizStep", ""},
             {"EQ_quantity", "much"},
             {"GT_quantity", "1|2"},
             {"EQ_value_celsius", "3"},
             {"EQ_value", "3"},
             {"GE_value_CEL", "warm"},
             {"EQ_bizTransaction_order", "urn:x:1"},
             {"EQ_bizTransaction", "urn:x:1"},
             {"MATCH_epc", "S1"},
             {"MATCH_EPC", "urn:epc:id:sgtin:8938505.097401.S1"},
             {"EQ_eventID", "17"},
             {"EXISTS_errorDeclaration", "perhaps"},
             {"EQ_booleanValue", "1"},
             {"EQ_errorReason", "mistake"},
             {"GE_ex:grade", "high"},
             {"EXISTS_ex:grade", "A"},
             {"EQATTR_bizLocation", "x"},
             {"orderBy", "bizStep"},
             {"eventCountLimit", "5"},
             {"maxEventCount", "0"},
             {"orderDirection", "ASC"}})
        EXPECT_THAT(wrong_in({one}), ElementsAre(one.first)) << one.second;
}

TEST(EpcisQuery, NamesEverythingWrongAtOnce) {
    EXPECT_THAT(
        wrong_in({{"EQ_bizStep", "nowhere"}, {"what", "1"}, {"EQ_action", "ADD"}}),
        UnorderedElementsAre("EQ_bizStep", "what")
    );
    EXPECT_THAT(wrong_in({{"EQ_action", "ADD"}, {"EQ_action", "ADD"}}), ElementsAre("EQ_action"));
    EXPECT_THAT(
        wrong_in({{"orderBy", "eventTime"}, {"eventCountLimit", "5"}, {"maxEventCount", "5"}}),
        ElementsAre("maxEventCount")
    );
}

TEST(EpcisQuery, OrdersByTimesAndPrivateMembers) {
    const auto limited =
        read({{"orderBy", "recordTime"}, {"orderDirection", "ASC"}, {"eventCountLimit", "5"}});
    ASSERT_TRUE(limited);
    EXPECT_EQ(limited->order_by, OrderBy::record_time);
    EXPECT_FALSE(limited->descending);
    EXPECT_EQ(limited->count_limit, 5);
    const auto by_member = read({{"orderBy", "ex:grade"}});
    ASSERT_TRUE(by_member);
    EXPECT_THAT(by_member->order_member, ElementsAre("https://ns.example.com/epcis/grade"));
}

TEST(EpcisQuery, IsTheSameInJsonAndInTheQueryString) {
    const auto text =
        read({{"EQ_bizStep", "shipping|receiving"}, {"GE_quantity_KGM", "2.5"}, {"EXISTS_ILMD_ex:grade", ""}}
        );
    const auto json = read_json(
        {{"@context", nlohmann::json::array({{{"ex", "https://ns.example.com/epcis/"}}})},
         {"EQ_bizStep", {"receiving", "shipping"}},
         {"GE_quantity_KGM", 2.5},
         {"EXISTS_ILMD_ex:grade", nullptr}}
    );
    ASSERT_TRUE(text);
    ASSERT_TRUE(json);
    EXPECT_EQ(text->fingerprint, json->fingerprint);
    EXPECT_EQ(json->conditions.size(), 3U);
}

TEST(EpcisQuery, InJsonRefusesObjectsAndEmptyLists) {
    for (const auto& value : {nlohmann::json::object(), nlohmann::json::array()}) {
        const auto query = read_json({{"EQ_bizStep", value}});
        ASSERT_FALSE(query) << value;
        EXPECT_EQ(query.error(), query_parameter);
    }
    EXPECT_FALSE(read_json("EQ_bizStep"));
}

TEST(EpcisQuery, WithOtherParametersHasAnotherFingerprint) {
    const auto one = read({{"EQ_bizStep", "shipping"}});
    const auto other = read({{"EQ_bizStep", "receiving"}});
    EXPECT_NE(one->fingerprint, other->fingerprint);
    EXPECT_NE(one->fingerprint, read({{"EQ_bizStep", "shipping"}, {"EQ_action", "ADD"}})->fingerprint);
}

TEST(EpcisQuery, ReadsTheHeadersPrefixes) {
    const auto prefixes =
        prefixes_from("ex=https://ns.example.com/epcis/, cp = https://chophien.vn/epcis/ ,");
    ASSERT_TRUE(prefixes);
    EXPECT_EQ(prefixes->size(), 2U);
    EXPECT_EQ(prefixes->at("cp"), "https://chophien.vn/epcis/");
    EXPECT_FALSE(prefixes_from("ex"));
    EXPECT_FALSE(prefixes_from("=https://x"));
    EXPECT_TRUE(prefixes_from("")->empty());
}

}  // namespace
}  // namespace chophien::traceability::epcis
