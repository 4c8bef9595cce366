// Who sees an event besides the party that captured it, and what of it.
#include "tests/given/epcis.hpp"
#include "traceability/epcis/listing.hpp"
#include "traceability/epcis/sharing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::epcis {
namespace {

using given::Json;
using given::observed;
using given::party_of;
using given::to;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

struct EpcisSharing : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller shop = given.retailer("Siêu thị Hồ Gươm");
    accounts::Caller stranger = given.retailer("Siêu thị Khác");

    std::vector<std::string> seen_by(const accounts::Caller& who, given::Parameters asked = {}) {
        return given::things_of(given::found(given, who, asked));
    }

    Grant gives(GiveGrant wish) {
        return given::granted(given.transact([&](db::Transaction& tx) { return give_grant(tx, coop, wish); })
        );
    }

    std::vector<std::string> listed(const accounts::Caller& who, Seen kind) {
        return given::granted(given.transact([&](db::Transaction& tx) {
                   return list_seen(tx, who.organisation, kind, std::nullopt, 100);
               })
        ).names;
    }
};

TEST(EpcisParty, IsReadFromItsNumberAndFromTheMarketsOwnAddress) {
    EXPECT_EQ(party_in("https://id.gs1.org/417/8938505974002")->gln, "8938505974002");
    EXPECT_EQ(party_in("https://id.gs1.org/414/8938505974002/254/K2")->gln, "8938505974002");
    EXPECT_EQ(party_in("urn:epcglobal:cbv:bt:8938505974002:77")->gln, "8938505974002");
    const accounts::OrganisationId id{77};
    EXPECT_EQ(party_in("https://chophien.vn/organisations/" + text_of(id))->organisation, id);
    EXPECT_FALSE(party_in("https://id.gs1.org/417/893850597400"));
    EXPECT_FALSE(party_in("https://id.gs1.org/417/89385059740021"));
    EXPECT_FALSE(party_in("https://id.gs1.org/01/08938505974019"));
    EXPECT_FALSE(party_in("somebody"));
}

TEST_F(EpcisSharing, IsWithThePartiesAnEventNames) {
    given::captured_events(
        given, coop, {to(observed("S1", 0, "shipping"), party_of(shop)), observed("S2", 0, "packing")}
    );
    EXPECT_THAT(seen_by(coop), UnorderedElementsAre("S1", "S2"));
    EXPECT_THAT(seen_by(shop), ElementsAre("S1"));
    EXPECT_THAT(seen_by(shop, {{"MATCH_anyEPC", given::unit("S1")}}), ElementsAre("S1"));
    EXPECT_THAT(seen_by(shop, {{"MATCH_anyEPC", given::unit("S2")}}), IsEmpty());
    EXPECT_THAT(seen_by(stranger), IsEmpty());
    EXPECT_THAT(listed(shop, Seen::biz_step), ElementsAre("shipping"));
    EXPECT_THAT(listed(coop, Seen::biz_step), UnorderedElementsAre("shipping", "packing"));
    EXPECT_THAT(listed(shop, Seen::thing), ElementsAre(given::unit("S1")));
    EXPECT_THAT(listed(stranger, Seen::thing), IsEmpty());
}

TEST_F(EpcisSharing, IsByAVerifiedNumberOnly) {
    const auto session = given.database.connect();
    session->execute(
        "UPDATE organisations SET verified_gln = '8938505974002' WHERE id = " +
        std::to_string(shop.organisation.number)
    );
    session->execute(
        "UPDATE organisations SET gln = '9521321000013' WHERE id = " +
        std::to_string(stranger.organisation.number)
    );
    session->commit();
    given::captured_events(
        given,
        coop,
        {to(observed("S1"), "urn:epc:id:pgln:8938505.97400"),
         to(observed("S2"), "https://id.gs1.org/417/9521321000013")}
    );
    EXPECT_THAT(seen_by(shop), ElementsAre("S1"));
    EXPECT_THAT(seen_by(stranger), IsEmpty());
}

TEST_F(EpcisSharing, TellsTheSupplierThatHisGoodsWereReceived) {
    given::captured_events(given, coop, {to(observed("S1", 0, "shipping"), party_of(shop))});
    given::captured_events(
        given, shop, {observed("S1", 10, "receiving"), observed("S1", 20, "retail_selling")}
    );
    EXPECT_THAT(given::found(given, coop, {}), SizeIs(2)) << "one step, and no further";
    EXPECT_THAT(given::found(given, stranger, {}), IsEmpty());
}

TEST_F(EpcisSharing, ShowsOthersNothingPrivate) {
    auto event = to(observed("S1", 0, "shipping"), party_of(shop));
    event["ex:price"] = 25'000;
    given::captured_events(given, coop, {event});
    const auto own = given::found(given, coop, {{"GE_ex:price", "1"}});
    ASSERT_THAT(own, SizeIs(1));
    EXPECT_EQ(own.front().content.at("ex:price"), 25'000);
    EXPECT_THAT(given::found(given, shop, {{"GE_ex:price", "1"}}), IsEmpty())
        << "what one does not see answers no question";
    EXPECT_FALSE(given::found(given, shop, {}).front().content.contains("ex:price"));
}

TEST_F(EpcisSharing, ByGrantCoversWhatTheGrantNamesUntilItIsWithdrawn) {
    auto lot = observed("S0", 5, "storing");
    lot["epcList"] = Json::array({given::unit("S3")});
    lot["quantityList"] = Json::array({{{"epcClass", given::lot("L1")}, {"quantity", 3}, {"uom", "KGM"}}});
    given::captured_events(given, coop, {observed("S1", 0, "packing"), observed("S2", 1, "storing"), lot});
    EXPECT_THAT(seen_by(stranger), IsEmpty());
    const auto step =
        gives({.viewer = stranger.organisation, .biz_step = "urn:epcglobal:cbv:bizstep:packing"});
    EXPECT_THAT(seen_by(stranger), ElementsAre("S1"));
    EXPECT_THAT(seen_by(stranger, {{"EQ_bizStep", "storing"}}), IsEmpty());
    EXPECT_THAT(listed(stranger, Seen::biz_step), ElementsAre("packing"));
    gives({.viewer = stranger.organisation, .lot = "urn:epc:class:lgtin:8938505.097401.L1"});
    EXPECT_THAT(seen_by(stranger), ElementsAre("S3", "S1"));
    const auto withdraw = [&](const accounts::Caller& who) {
        return given.transact([&](db::Transaction& tx) { return withdraw_grant(tx, who, {step.id}); });
    };
    EXPECT_EQ(withdraw(stranger).error(), no_such_resource);
    EXPECT_TRUE(withdraw(coop));
    EXPECT_THAT(seen_by(stranger), ElementsAre("S3"));
    EXPECT_EQ(withdraw(coop).error(), no_such_resource);
    gives({.viewer = stranger.organisation, .product = "https://id.gs1.org/01/08938505974019"});
    EXPECT_THAT(seen_by(stranger), SizeIs(3));
    EXPECT_THAT(seen_by(shop), IsEmpty());
}

TEST_F(EpcisSharing, ByGrantShowsCoordinatesForDueDiligenceOnly) {
    auto event = observed("S1", 0, "commissioning");
    event["readPoint"] = {{"id", "geo:22.82,104.98"}};
    given::captured_events(given, coop, {event});
    gives({.viewer = shop.organisation, .biz_step = "commissioning"});
    gives({.viewer = stranger.organisation, .biz_step = "commissioning", .due_diligence = true});
    EXPECT_FALSE(given::found(given, shop, {}).front().content.contains("readPoint"));
    EXPECT_TRUE(given::found(given, stranger, {}).front().content.contains("readPoint"));
}

TEST_F(EpcisSharing, RefusesGrantsOfNothingAndToNobody) {
    const auto give = [&](const accounts::Caller& who, const GiveGrant& wish) {
        return given.transact([&](db::Transaction& tx) { return give_grant(tx, who, wish); }).error();
    };
    EXPECT_EQ(give(coop, {.viewer = shop.organisation}), grant_of_nothing);
    EXPECT_EQ(give(coop, {.viewer = coop.organisation, .biz_step = "packing"}), unknown_viewer);
    EXPECT_EQ(give(coop, {.viewer = accounts::OrganisationId{7}, .biz_step = "packing"}), unknown_viewer);
    EXPECT_EQ(give(given.consumer(), {.viewer = shop.organisation, .biz_step = "packing"}), not_allowed);
}

TEST_F(EpcisSharing, LooksAtRightsForEveryPage) {
    Json events = Json::array();
    for (int number = 0; number < 10; ++number)
        events.push_back(observed("S" + std::to_string(number), number, "packing"));
    given::captured_events(given, coop, events);
    const auto grant = gives({.viewer = stranger.organisation, .biz_step = "packing"});
    const auto asked = given::query({{"EQ_bizStep", "packing"}});
    const auto page = [&](std::optional<std::string> token) {
        return given.transact([&](db::Transaction& tx) {
            return run_query(tx, stranger.organisation, asked, {.size = 4, .token = token});
        });
    };
    const auto first = page(std::nullopt);
    EXPECT_THAT(first->events, SizeIs(4));
    given.transact([&](db::Transaction& tx) { return withdraw_grant(tx, coop, {grant.id}); });
    EXPECT_THAT(page(first->next)->events, IsEmpty());
}

}  // namespace
}  // namespace chophien::traceability::epcis
