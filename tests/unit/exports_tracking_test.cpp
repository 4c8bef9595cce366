// Critical tracking events read out of EPCIS events.
#include "tests/unit/shared_vectors.hpp"
#include "traceability/exports/fsma204.hpp"
#include "traceability/exports/tracking.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::exports {
namespace {

using Json = nlohmann::json;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using enum TrackingStep;

const std::string stem = "https://id.gs1.org/01/08938505974019/10/";
const std::string field = "https://id.gs1.org/414/8938505974002/254/DOI1";
const std::string house = "https://id.gs1.org/414/8938505974002";
const std::string shop = "https://id.gs1.org/417/8936000000018";
const std::string pallet = "https://id.gs1.org/00/189360000000000018";

epcis::StoredEvent stored(Json content, int hour) {
    content["eventTimeZoneOffset"] = content.value("eventTimeZoneOffset", "+07:00");
    epcis::StoredEvent event;
    event.time = instant_from("2026-11-20T00:00:00Z").value() + std::chrono::hours(hour);
    event.event_id = "event " + std::to_string(hour);
    event.namespaces = {{"own", "https://chophien.vn/epcis/"}};
    event.content = std::move(content);
    return event;
}

Json goods(const std::string& lot, double quantity, const std::string& unit = "KGM") {
    Json one{{"epcClass", stem + lot}, {"quantity", quantity}};
    if (!unit.empty()) one["uom"] = unit;
    return one;
}

Json harvested(const std::string& lot) {
    return {
        {"type", "ObjectEvent"},
        {"action", "ADD"},
        {"bizStep", "commissioning"},
        {"quantityList", Json::array({goods(lot, 60)})},
        {"readPoint", {{"id", field}}},
        {"ilmd", {{"cbvmda:harvestStartDate", "2026-11-19"}, {"cbvmda:harvestEndDate", "2026-11-20"}}}};
}

Json made(const std::string& step, const std::string& from, const std::string& to) {
    return {
        {"type", "TransformationEvent"},
        {"bizStep", step},
        {"inputQuantityList", Json::array({goods(from, 60)})},
        {"outputQuantityList", Json::array({goods(to, 100, "XBX")})},
        {"bizLocation", {{"id", house}}}};
}

Json shipped(const Json& members) {
    Json event{
        {"type", "ObjectEvent"},
        {"action", "OBSERVE"},
        {"bizStep", "shipping"},
        {"readPoint", {{"id", house}}},
        {"destinationList", {{{"type", "owning_party"}, {"destination", shop}}}}};
    event.update(members);
    return event;
}

std::vector<Tracked> rows(const std::vector<Json>& contents) {
    std::vector<epcis::StoredEvent> events;
    for (const auto& content : contents) events.push_back(stored(content, static_cast<int>(events.size())));
    const TrackingQuestions all{
        [](std::string_view) { return true; }, [](std::string_view place) { return place == field; }};
    return tracked(events, all);
}

std::vector<TrackingStep> steps(const std::vector<Tracked>& of) {
    std::vector<TrackingStep> found;
    for (const auto& row : of) found.push_back(row.step);
    return found;
}

TEST(Tracking, TellsASeasonStepByStep) {
    const auto found = rows(
        {harvested("A"),
         made("packing", "A", "P"),
         shipped({{"quantityList", Json::array({goods("P", 40, "XBX")})}})}
    );
    ASSERT_THAT(steps(found), ElementsAre(harvesting, initial_packing, initial_packing, shipping));
    EXPECT_EQ(found[0].where, field);
    EXPECT_EQ(found[0].to, house) << "the packing house got it next";
    EXPECT_EQ(found[0].quantity, "60.0");
    EXPECT_THAT(found[0].grown.days, ElementsAre("2026-11-19", "2026-11-20"));
    EXPECT_EQ(found[1].part, LotPart::ingredient);
    EXPECT_EQ(found[2].part, LotPart::made);
    EXPECT_EQ(found[2].assigned_at, house);
    EXPECT_THAT(found[2].grown.where, ElementsAre(field)) << "what was packed knows its field";
    EXPECT_EQ(found[3].to, shop);
    EXPECT_EQ(found[3].assigned_at, house);
    EXPECT_EQ(found[3].document_type, "EPCIS event");
}

TEST(Tracking, CallsOnlyTheFirstPackingOfWhatGrewSo) {
    const auto found =
        rows({harvested("A"), made("creating_class_instance", "A", "T"), made("packing", "T", "P")});
    EXPECT_THAT(
        steps(found), ElementsAre(harvesting, transformation, transformation, transformation, transformation)
    );
    auto sorting = made("creating_class_instance", "A", "S");
    sorting["own:work"] = "sort";
    EXPECT_EQ(rows({harvested("A"), sorting, made("packing", "S", "P")}).back().step, initial_packing)
        << "sorting makes nothing new of it";
}

TEST(Tracking, UnpacksWhatTravelsAsAPallet) {
    const std::string box = "https://id.gs1.org/01/08938505974019/21/";
    const Json jars{
        {"type", "ObjectEvent"},
        {"action", "ADD"},
        {"bizStep", "commissioning"},
        {"epcList", {box + "1", box + "2"}},
        {"ilmd", {{"cbvmda:lotNumber", "M"}}}};
    const Json packing{
        {"type", "AggregationEvent"},
        {"action", "ADD"},
        {"bizStep", "packing"},
        {"parentID", pallet},
        {"childEPCs", {box + "1", box + "2"}},
        {"childQuantityList", Json::array({goods("A", 5)})}};
    const auto found = rows({jars, packing, shipped({{"epcList", Json::array({pallet})}})});
    ASSERT_THAT(found, SizeIs(2)) << "registering jars is no critical tracking event";
    EXPECT_EQ(found[0].lot, stem + "M");
    EXPECT_EQ(found[0].quantity, "2");
    EXPECT_EQ(found[1].lot, stem + "A");
    EXPECT_EQ(found[1].unit, "KGM");

    Json emptied{
        {"type", "AggregationEvent"}, {"action", "DELETE"}, {"bizStep", "unpacking"}, {"parentID", pallet}};
    const auto empty = rows({jars, packing, emptied, shipped({{"epcList", Json::array({pallet})}})});
    ASSERT_THAT(empty, SizeIs(1));
    EXPECT_EQ(empty[0].lot, pallet);
}

TEST(Tracking, CountsAParcelBesideItsLotsOnce) {
    const Json packing{
        {"type", "AggregationEvent"},
        {"action", "ADD"},
        {"bizStep", "packing"},
        {"parentID", "https://chophien.vn/epcis/parcels/ord_1"},
        {"childQuantityList", Json::array({goods("A", 5)})}};
    const auto found = rows(
        {packing,
         shipped(
             {{"epcList", Json::array({"https://chophien.vn/epcis/parcels/ord_1"})},
              {"quantityList", Json::array({goods("A", 5)})}}
         )}
    );
    EXPECT_THAT(found, SizeIs(1));
}

TEST(Tracking, JoinsOneProcessToldInTwoEvents) {
    auto in = made("packing", "A", "P");
    auto out = in;
    in["transformationID"] = out["transformationID"] = "urn:uuid:0d5a0d6e-0000-4000-8000-000000000001";
    in.erase("outputQuantityList");
    out.erase("inputQuantityList");
    const auto found = rows({harvested("A"), in, out});
    ASSERT_THAT(steps(found), ElementsAre(harvesting, initial_packing, initial_packing));
    EXPECT_THAT(found.back().grown.where, ElementsAre(field));
}

TEST(Tracking, PassesOverWhatWasWithdrawn) {
    auto declared = harvested("A");
    declared["errorDeclaration"] = {{"declarationTime", "2026-11-20T09:00:00Z"}};
    EXPECT_THAT(rows({declared}), IsEmpty());
    auto withdrawn = stored(harvested("A"), 0);
    withdrawn.withdrawn_at = withdrawn.time;
    const TrackingQuestions all{
        [](std::string_view) { return true; }, [](std::string_view) { return false; }};
    EXPECT_THAT(tracked(std::vector{withdrawn}, all), IsEmpty());
}

TEST(Tracking, TakesTheDayFromTheWallWhereItHappened) {
    const auto late = instant_from("2026-11-20T20:30:00Z").value();
    EXPECT_EQ(local_day(late, "+07:00"), "2026-11-21");
    EXPECT_EQ(local_day(late, "-05:00"), "2026-11-20");
    EXPECT_EQ(local_day(late, ""), "2026-11-20");
}

TEST(Tracking, AsksInEveryColumnOnlyWhereTheRuleDoes) {
    const auto columns = tracking_columns();
    const auto must = [&](std::string_view key) {
        const auto found = std::ranges::find(columns, key, &TrackingColumn::key);
        EXPECT_NE(found, columns.end()) << key;
        return found->must;
    };
    EXPECT_THAT(must("from_name"), ElementsAre(receiving));
    EXPECT_THAT(must("to_name"), testing::UnorderedElementsAre(harvesting, cooling, shipping));
    EXPECT_THAT(must("quantity"), SizeIs(7));
    EXPECT_THAT(must("lot_code"), testing::Not(Contains(harvesting)));
}

struct Example {
    std::string file;
    TrackingStep step;
};

struct TrackingExamples : testing::TestWithParam<Example> {};

TEST_P(TrackingExamples, OfTheirMakersAreReadAsWhatTheyAreCalled) {
    const auto path = "gs1/regulation/fsma204/epcis/" + GetParam().file;
    const auto document = tests::shared_vectors(path);
    if (!document) GTEST_SKIP() << tests::no_vectors(path);
    std::vector<Json> contents;
    for (const auto& event : document->at("epcisBody").at("eventList")) contents.push_back(event);
    EXPECT_THAT(steps(rows(contents)), Contains(GetParam().step));
}

INSTANTIATE_TEST_SUITE_P(
    Fsma204,
    TrackingExamples,
    testing::Values(
        Example{"cooling-cte.jsonld", cooling},
        Example{"first-land-based-receiver-cte.jsonld", first_land_based_receiving},
        Example{"receiving-cte.jsonld", receiving},
        Example{"shipping-cte.jsonld", shipping},
        Example{"transformation-cte.jsonld", transformation}
    )
);

}  // namespace
}  // namespace chophien::traceability::exports
