#include "traceability/diary/entry_wire.hpp"
#include "traceability/diary/events.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::diary {
namespace {

using json::Document;

const std::string plot = "https://id.gs1.org/414/0480000000012";
const std::string coop = "https://id.gs1.org/417/0480000000029";
const std::string household = "https://id.gs1.org/417/0480000000036";
const std::string market = "https://id.gs1.org/417/8936000000011";

Quantity of(std::string_view value, std::string_view unit) {
    return {decimal_from(value).value(), unit_from(unit)};
}

Happening happening(std::string_view json) {
    Happening made;
    made.entry = EntryId{42};
    made.says = json::as<DiaryEntry>(json).value();
    made.when = {instant_from("2026-11-20T01:30:00Z").value(), day_from("2026-11-20").value(), false};
    made.place = plot;
    made.own_party = coop;
    return made;
}

const EventGoods leaves{"00490000000019", "261120N01", of("120.5", "KGM")};
const EventGoods boxes{"00490000000026", "A/1", of("40", "H87")};

/// An ObjectEvent, AggregationEvent and so on keeps to the members EPCIS gives it.
void expect_fits(const Document& event) {
    EXPECT_TRUE(event.contains("eventTime") && event.contains("eventTimeZoneOffset"));
    if (event["type"] == "TransformationEvent") {
        EXPECT_FALSE(event.contains("action") || event.contains("quantityList"));
        EXPECT_FALSE(event["inputQuantityList"].empty() || event["outputQuantityList"].empty());
    } else {
        EXPECT_EQ(event["type"], "ObjectEvent");
        EXPECT_TRUE(event.contains("action"));
        EXPECT_NE(event.contains("quantityList"), event.contains("epcList"));
        EXPECT_TRUE(!event.contains("ilmd") || event["action"] == "ADD");
    }
}

Document only(const Happening& of) {
    const auto events = events_of(of);
    EXPECT_EQ(events.size(), 1U);
    expect_fits(events.front());
    return events.front();
}

TEST(DiaryEvents, OfFieldWorkAreAboutThePlotAndNameNobody) {
    const auto event = only(happening(
        R"({"kind":"spray","input":"Reasgant 3.6EC","active_ingredient":"Abamectin","dose":"20 ml","pre_harvest_days":7,"area":{"value":"1000","unit":"MTK"},"worker":"Ông Tư","note":"trời gió"})"
    ));
    EXPECT_EQ(event["action"], "OBSERVE");
    EXPECT_EQ(event["bizStep"], "https://chophien.vn/epcis/spraying");
    EXPECT_EQ(event["epcList"], Document::array());
    EXPECT_EQ(event["readPoint"]["id"], plot);
    EXPECT_EQ(event["cp:activeIngredient"], "Abamectin");
    EXPECT_EQ(event["cp:preHarvestDays"], 7);
    EXPECT_EQ(event["cp:area"], (Document{{"cp:value", 1000}, {"cp:uom", "MTK"}}));
    EXPECT_EQ(instant_from(event["eventTime"].get<std::string>()), instant_from("2026-11-20T01:30:00Z"));
    EXPECT_EQ(event["eventTimeZoneOffset"], "+07:00");
    EXPECT_EQ(event["cp:entry"], text_of(EntryId{42}));
    EXPECT_THAT(event.dump(), testing::Not(testing::HasSubstr("Tư")));
    EXPECT_THAT(event.dump(), testing::Not(testing::HasSubstr("gió")));
}

TEST(DiaryEvents, OfAHarvestBringALotToBe) {
    auto what = happening(R"({"kind":"harvest"})");
    what.made = {leaves};
    what.made.front().best_before = day_from("2026-12-20");
    what.plots = {plot};
    const auto event = only(what);
    EXPECT_EQ(event["action"], "ADD");
    EXPECT_EQ(event["bizStep"], "commissioning");
    EXPECT_EQ(event["disposition"], "active");
    EXPECT_EQ(
        event["quantityList"],
        (Document::array(
            {{{"epcClass", "https://id.gs1.org/01/00490000000019/10/261120N01"},
              {"quantity", 120.5},
              {"uom", "KGM"}}}
        ))
    );
    EXPECT_EQ(event["ilmd"]["cbvmda:lotNumber"], "261120N01");
    EXPECT_EQ(event["ilmd"]["cbvmda:harvestStartDate"], "2026-11-20");
    EXPECT_EQ(event["ilmd"]["cbvmda:bestBeforeDate"], "2026-12-20");
    EXPECT_EQ(event["ilmd"]["cp:plots"], Document::array({plot}));
}

TEST(DiaryEvents, OfADayAloneSayThatTheHourIsNotKnown) {
    auto what = happening(R"({"kind":"water"})");
    EXPECT_FALSE(only(what).contains("cp:dayOnly"));
    what.when.day_only = true;
    EXPECT_EQ(only(what)["cp:dayOnly"], true);
}

TEST(DiaryEvents, OfPackingTurnLotsIntoLots) {
    for (const auto* kind : {"sort", "process", "pack"}) {
        auto what = happening(std::string(R"({"kind":")") + kind + "\"}");
        what.used = {leaves};
        what.made = {boxes};
        const auto event = only(what);
        EXPECT_EQ(event["type"], "TransformationEvent");
        EXPECT_EQ(event["bizStep"], std::string_view(kind) == "pack" ? "packing" : "creating_class_instance");
        EXPECT_EQ(
            event["outputQuantityList"],
            (Document::array(
                {{{"epcClass", "https://id.gs1.org/01/00490000000026/10/A%2F1"}, {"quantity", 40}}}
            ))
        ) << "pieces are counted, without a unit";
        EXPECT_EQ(event["cp:work"], kind);
    }
}

TEST(DiaryEvents, OfADeliveryNameTheHouseholdByNumber) {
    auto what = happening(R"({"kind":"receive_from_member","vehicle":"11C-123.45"})");
    what.member = household;
    what.used = {leaves};
    const auto known = only(what);
    EXPECT_EQ(known["bizStep"], "receiving");
    EXPECT_EQ(
        known["sourceList"], (Document::array({{{"type", "possessing_party"}, {"source", household}}}))
    );
    EXPECT_EQ(
        known["destinationList"], (Document::array({{{"type", "possessing_party"}, {"destination", coop}}}))
    );
    what.used.clear();
    what.made = {leaves};
    const auto fresh = events_of(what);
    ASSERT_EQ(fresh.size(), 2U);
    for (const auto& event : fresh) expect_fits(event);
    EXPECT_EQ(fresh[0]["action"], "ADD");
    EXPECT_EQ(fresh[1]["bizStep"], "receiving");
}

TEST(DiaryEvents, OfWhatWasBoughtInKeepTheChain) {
    auto what = happening(R"({"kind":"receive","their_lot":"L-77"})");
    what.partner = market;
    what.made = {leaves};
    auto events = events_of(what);
    ASSERT_EQ(events.size(), 2U);
    EXPECT_EQ(events[0]["bizStep"], "commissioning");
    EXPECT_EQ(events[1]["cp:theirLot"], "L-77");
    what.their_lot = "https://id.gs1.org/01/08936000000011/10/L-77";
    events = events_of(what);
    ASSERT_EQ(events.size(), 2U);
    for (const auto& event : events) expect_fits(event);
    EXPECT_EQ(events[0]["quantityList"][0]["epcClass"], *what.their_lot);
    EXPECT_EQ(events[0]["sourceList"][0]["source"], market);
    EXPECT_EQ(events[1]["type"], "TransformationEvent");
    EXPECT_EQ(events[1]["inputQuantityList"][0]["epcClass"], *what.their_lot);
}

TEST(DiaryEvents, OfWhatLeavesSayWhereItStands) {
    auto what = happening(R"({"kind":"ship"})");
    what.used = {leaves};
    what.partner = market;
    const auto shipped = only(what);
    EXPECT_EQ(shipped["disposition"], "in_transit");
    EXPECT_EQ(shipped["destinationList"][0]["destination"], market);
    EXPECT_FALSE(shipped.contains("bizLocation")) << "on its way it is nowhere";
    what.says.kind = EntryKind::sell;
    EXPECT_EQ(only(what)["bizStep"], "retail_selling");
    what.says.kind = EntryKind::destroy;
    EXPECT_EQ(only(what)["action"], "DELETE");
    what.says.kind = EntryKind::store;
    EXPECT_EQ(only(what)["bizStep"], "storing");
}

TEST(DiaryEvents, AreWithdrawnByTheSameEventDeclaredWrong) {
    auto what = happening(R"({"kind":"water"})");
    const auto event = only(what);
    auto withdrawn =
        declared_wrong(event, instant_from("2026-11-22T00:00:00Z").value(), "did_not_occur", {"ni:///x"});
    EXPECT_EQ(withdrawn["errorDeclaration"]["reason"], "did_not_occur");
    EXPECT_EQ(withdrawn["errorDeclaration"]["declarationTime"], "2026-11-22T00:00:00.000000Z");
    EXPECT_EQ(withdrawn["errorDeclaration"]["correctiveEventIDs"], Document::array({"ni:///x"}));
    withdrawn.erase("errorDeclaration");
    EXPECT_EQ(withdrawn, event);
    EXPECT_FALSE(
        declared_wrong(event, {}, "incorrect_data", {})["errorDeclaration"].contains("correctiveEventIDs")
    );
}

}  // namespace
}  // namespace chophien::traceability::diary
