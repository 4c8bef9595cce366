// Chains from captured events: both ways, over partners, as far as each may see; and what does not add up.
#include "tests/given/epcis.hpp"
#include "traceability/graph/chain.hpp"
#include "traceability/graph/picture.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::graph {
namespace {

using given::Json;
using given::lot;
using given::party_of;
using given::to;
using given::unit;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

struct Chains : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller shop = given.retailer("Siêu thị Hồ Gươm");
    accounts::Caller stranger = given.retailer("Siêu thị Khác");
    std::string pallet = "https://id.gs1.org/00/189360000000000018";
    std::string plot = "https://id.gs1.org/414/8938505974002/254/DOI1";
    int minute = 0;

    Json event(std::string_view type, std::string_view action, std::string_view step) {
        Json made{
            {"type", type},
            {"eventTime", text_of(given::morning - std::chrono::hours(48) + std::chrono::minutes(++minute))},
            {"eventTimeZoneOffset", "+07:00"},
            {"bizStep", step}};
        if (!action.empty()) made["action"] = action;
        return made;
    }

    static Json goods(const std::string& name, double quantity, std::string_view uom = "KGM") {
        return {{"epcClass", name}, {"quantity", quantity}, {"uom", uom}};
    }

    Json harvested(const std::string& name, double kilograms) {
        auto made = event("ObjectEvent", "ADD", "commissioning");
        made["quantityList"] = Json::array({goods(name, kilograms)});
        made["readPoint"] = {{"id", plot}};
        return made;
    }

    Json mixed(const std::vector<Json>& inputs, const std::vector<Json>& outputs) {
        auto made = event("TransformationEvent", "", "creating_class_instance");
        made["inputQuantityList"] = inputs;
        made["outputQuantityList"] = outputs;
        return made;
    }

    Json jarred(const std::string& of, const std::vector<std::string>& units) {
        auto made = event("ObjectEvent", "ADD", "commissioning");
        made["epcList"] = units;
        made["ilmd"] = {{"cbvmda:lotNumber", of}};
        return made;
    }

    Json packed(
        std::string_view action, const std::string& parent, const std::vector<std::string>& children
    ) {
        auto made = event("AggregationEvent", action, action == "ADD" ? "packing" : "unpacking");
        made["parentID"] = parent;
        made["childEPCs"] = children;
        return made;
    }

    Json moved(std::string_view step, const std::string& what) {
        auto made = event("ObjectEvent", "OBSERVE", step);
        made["epcList"] = {what};
        return made;
    }

    void captures(const accounts::Caller& who, const std::vector<Json>& events) {
        const auto done = given::captured_events(given, who, events);
        ASSERT_TRUE(done.succeeds) << done.errors;
    }

    /// Two harvests become one batch, in three jars, two of them on a pallet that goes to the shop.
    void season() {
        captures(
            coop,
            {harvested(lot("A"), 60),
             harvested(lot("B"), 40),
             mixed({goods(lot("A"), 60), goods(lot("B"), 30)}, {goods(lot("M"), 80)}),
             jarred("M", {unit("1"), unit("2"), unit("3")}),
             packed("ADD", pallet, {unit("1"), unit("2")}),
             to(moved("shipping", pallet), party_of(shop))}
        );
        captures(shop, {moved("receiving", pallet), packed("DELETE", pallet, {unit("1")})});
    }

    Result<Chain> asks(const accounts::Caller& who, const std::string& of, Direction direction) {
        return given.transact([&](db::Transaction& tx) { return show_chain(tx, who, {of, direction, {}}); });
    }

    std::vector<std::string> things(const accounts::Caller& who, const std::string& of, Direction direction) {
        std::vector<std::string> names;
        for (const auto& thing : given::granted(asks(who, of, direction)).things) names.push_back(thing.id);
        return names;
    }
};

TEST_F(Chains, GoBackToThePlotsInOneCall) {
    season();
    const auto chain = given::granted(asks(coop, unit("2"), Direction::ancestors));
    std::vector<std::string> names;
    for (const auto& thing : chain.things) names.push_back(thing.id);
    EXPECT_THAT(names, UnorderedElementsAre(unit("2"), lot("M"), lot("A"), lot("B")));
    EXPECT_THAT(chain.places, ElementsAre(plot));
    EXPECT_EQ(chain.cut_off, CutOff::none);
    EXPECT_EQ(chain.things.front().kind, ThingKind::unit);
    EXPECT_EQ(chain.things.back().steps, 2);
    EXPECT_EQ(chain.things.back().begun_where, plot);
    EXPECT_EQ(chain.things.back().by, "HTX Đồi Xanh");
    EXPECT_THAT(chain.ties, SizeIs(3));
}

TEST_F(Chains, GoOnFromAPlotToEverythingThatGrewThere) {
    season();
    EXPECT_THAT(
        things(coop, plot, Direction::descendants),
        UnorderedElementsAre(lot("A"), lot("B"), lot("M"), unit("1"), unit("2"), unit("3"), pallet)
    );
}

TEST_F(Chains, AnswerTheSameUnderEverySpelling) {
    season();
    EXPECT_EQ(
        things(coop, "https://example.com/shop/01/08938505974019/10/M", Direction::ancestors),
        things(coop, lot("M"), Direction::ancestors)
    );
}

TEST_F(Chains, KnowWhenAChildLeftItsParent) {
    season();
    const auto chain = given::granted(asks(coop, unit("1"), Direction::descendants));
    ASSERT_THAT(chain.ties, SizeIs(1));
    EXPECT_FALSE(chain.ties.front().until) << "the shop unpacked it, and did not tell the cooperative";
    const auto there = given::granted(asks(shop, pallet, Direction::ancestors));
    EXPECT_THAT(there.ties, IsEmpty())
        << "what was packed is the cooperative's to know, until it shares that";
}

TEST_F(Chains, LeaveOutWhatWasTakenOutBeforeItsParentWasUsed) {
    auto used = event("TransformationEvent", "", "creating_class_instance");
    captures(coop, {packed("ADD", pallet, {unit("1"), unit("2")}), packed("DELETE", pallet, {unit("1")})});
    used["eventTime"] = text_of(given::morning - std::chrono::hours(24));
    used["inputEPCList"] = {pallet};
    used["outputQuantityList"] = Json::array({goods(lot("Z"), 8)});
    captures(coop, {used});
    EXPECT_THAT(
        things(coop, lot("Z"), Direction::ancestors), UnorderedElementsAre(lot("Z"), pallet, unit("2"))
    );
    EXPECT_THAT(things(coop, unit("1"), Direction::descendants), ElementsAre(unit("1"), pallet));
}

TEST_F(Chains, NameEveryPlaceALotBeganAt) {
    auto other = harvested(lot("A"), 20);
    const auto second = "https://id.gs1.org/414/8938505974002/254/DOI2";
    other["readPoint"] = {{"id", second}};
    other["eventTime"] = text_of(given::morning - std::chrono::hours(1));
    captures(coop, {harvested(lot("A"), 60), other});
    const auto chain = given::granted(asks(coop, lot("A"), Direction::ancestors));
    EXPECT_THAT(chain.places, UnorderedElementsAre(plot, second));
    EXPECT_EQ(chain.things.front().begun_where, plot) << "the first one";
}

TEST_F(Chains, TellNoCoordinatesOfAnothersField) {
    auto grown = harvested(lot("A"), 60);
    grown["readPoint"] = {{"id", "geo:22.82,104.98"}};
    captures(coop, {to(grown, party_of(shop))});
    EXPECT_THAT(
        given::granted(asks(coop, lot("A"), Direction::ancestors)).places, ElementsAre("geo:22.82,104.98")
    );
    for (const auto& who : {shop, given.authority()}) {
        const auto chain = given::granted(asks(who, lot("A"), Direction::ancestors));
        EXPECT_THAT(chain.places, IsEmpty());
        EXPECT_FALSE(chain.things.front().begun_where);
        EXPECT_EQ(chain.things.front().by, "HTX Đồi Xanh");
    }
}

TEST_F(Chains, EndWhereOnesSightEnds) {
    season();
    EXPECT_THAT(things(shop, pallet, Direction::ancestors), ElementsAre(pallet));
    EXPECT_EQ(asks(stranger, pallet, Direction::ancestors).error().why->code, "traceability/unknown-thing");
    EXPECT_EQ(asks(shop, lot("A"), Direction::descendants).error().why->code, "traceability/unknown-thing");
    // What the cooperative grants of the batch is a step further, and no more.
    given::granted(given.transact([&](db::Transaction& tx) {
        epcis::GiveGrant wish;
        wish.viewer = shop.organisation;
        wish.lot = lot("M");
        return epcis::give_grant(tx, coop, wish);
    }));
    EXPECT_THAT(
        things(shop, lot("M"), Direction::ancestors), UnorderedElementsAre(lot("M"), lot("A"), lot("B"))
    );
    EXPECT_THAT(things(shop, pallet, Direction::ancestors), ElementsAre(pallet));
}

TEST_F(Chains, AreWholeForAnAuthority) {
    season();
    const auto office = given.authority();
    EXPECT_THAT(
        things(office, pallet, Direction::ancestors),
        UnorderedElementsAre(pallet, unit("1"), unit("2"), lot("M"), lot("A"), lot("B"))
    );
}

TEST_F(Chains, LeaveOutWhatWasWithdrawn) {
    season();
    auto wrong = mixed({goods(lot("B"), 10)}, {goods(lot("N"), 10)});
    captures(coop, {wrong});
    EXPECT_THAT(things(coop, lot("B"), Direction::descendants), Contains(lot("N")));
    captures(coop, {given::withdrawal_of(wrong)});
    EXPECT_THAT(things(coop, lot("B"), Direction::descendants), Not(Contains(lot("N"))));
}

TEST_F(Chains, JoinOneProcessToldInTwoEvents) {
    auto in = event("TransformationEvent", "", "commissioning");
    in["transformationID"] = "urn:uuid:0d5a0d6e-0000-4000-8000-000000000001";
    auto out = in;
    in["inputQuantityList"] = Json::array({goods(lot("A"), 10)});
    out["outputQuantityList"] = Json::array({goods(lot("Z"), 8)});
    out["eventTime"] = text_of(given::morning - std::chrono::hours(24));
    captures(coop, {in, out});
    EXPECT_THAT(things(coop, lot("A"), Direction::descendants), ElementsAre(lot("A"), lot("Z")));
    EXPECT_THAT(things(coop, lot("Z"), Direction::ancestors), ElementsAre(lot("Z"), lot("A")));
}

TEST_F(Chains, TieAUnitToItsOwnLotOnly) {
    auto made = event("ObjectEvent", "ADD", "commissioning");
    made["epcList"] = {
        "https://example.com/01/08938505974019/10/P/21/1", "https://example.com/01/08938505974019/10/Q/21/2"};
    captures(coop, {made});
    EXPECT_THAT(things(coop, lot("P"), Direction::descendants), ElementsAre(lot("P"), unit("1")));
    EXPECT_THAT(things(coop, unit("2"), Direction::ancestors), ElementsAre(unit("2"), lot("Q")));
}

TEST_F(Chains, AddUpWhatEachHolderDidInOneUnit) {
    captures(coop, {harvested(lot("A"), 100)});
    auto out = event("ObjectEvent", "OBSERVE", "shipping");
    out["quantityList"] = Json::array({goods(lot("A"), 0.06, "TNE"), goods(lot("A"), 500, "GRM")});
    captures(coop, {to(out, party_of(shop))});
    auto in = event("ObjectEvent", "OBSERVE", "receiving");
    in["quantityList"] = Json::array({goods(lot("A"), 60)});
    auto sold = event("ObjectEvent", "OBSERVE", "retail_selling");
    sold["quantityList"] = Json::array({goods(lot("A"), 61)});
    auto accepted = in;  // the same goods once more, by another step
    accepted["bizStep"] = "accepting";
    captures(shop, {in, accepted, sold});
    const auto balance = given::granted(given.transact([&](db::Transaction& tx) {
        return show_balance(tx, given.authority(), {lot("A")});
    }));
    ASSERT_THAT(balance.data, SizeIs(2));
    const auto& grower = balance.data[0].holder_name == "HTX Đồi Xanh" ? balance.data[0] : balance.data[1];
    const auto& seller = balance.data[0].holder_name == "HTX Đồi Xanh" ? balance.data[1] : balance.data[0];
    EXPECT_EQ(grower.amounts.unit, "KGM");
    EXPECT_EQ(grower.amounts.left, "39.5");
    EXPECT_FALSE(grower.amounts.short_of);
    EXPECT_TRUE(seller.amounts.short_of);
    EXPECT_TRUE(balance.discrepancy);
}

TEST_F(Chains, RefuseWhatIsNoName) {
    EXPECT_EQ(asks(coop, "lot A", Direction::ancestors).error().why->code, "traceability/not-a-name");
    EXPECT_EQ(
        asks(coop, "urn:" + std::string(3000, 'x'), Direction::ancestors).error().why->code,
        "traceability/not-a-name"
    );
}

TEST_F(Chains, AreDrawnWithEverythingInThePicture) {
    season();
    const auto chain = given::granted(asks(coop, plot, Direction::descendants));
    const auto picture = picture_of(chain, true);
    EXPECT_TRUE(picture.starts_with("<svg"));
    for (const auto& thing : chain.things) EXPECT_NE(picture.find(thing.id), std::string::npos);
    EXPECT_EQ(picture.find("NaN"), std::string::npos);
    EXPECT_EQ(picture.find("<script"), std::string::npos);
}

}  // namespace
}  // namespace chophien::traceability::graph
