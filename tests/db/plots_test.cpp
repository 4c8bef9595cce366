// Plots, facilities and member households in the database.
#include "accounts/organisation_store.hpp"
#include "tests/given/diary.hpp"
#include "traceability/plots/parties.hpp"
#include "traceability/plots/place_store.hpp"
#include "traceability/plots/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace chophien::traceability::plots {
namespace {

using given::granted;
using testing::ElementsAre;
using testing::IsEmpty;

struct Places : testing::Test {
    given::Season given;

    void give_gln(const accounts::Caller& who, std::string_view gln) {
        given.transact([&](db::Transaction& tx) {
            auto organisation = accounts::store::lock(tx, who.organisation);
            organisation->says.gln = std::string(gln);
            accounts::store::update(tx, *organisation);
            tx.touch(tag(who.organisation));
        });
    }

    std::vector<std::string> faults(const AddPlace& wish) {
        const auto answer = given.does(&add_place, given.coop, wish);
        if (answer) return {"added"};
        std::vector<std::string> found;
        for (const auto& fault : answer.error().violations) found.push_back(fault.pointer);
        if (found.empty()) found.emplace_back(answer.error().why->code);
        return found;
    }

    static AddPlace wish(std::string_view name = "Đồi mới") {
        AddPlace made;
        made.kind = PlaceKind::plot;
        made.name = name;
        return made;
    }

    PlaceView looks(const accounts::Caller& who, PlaceId place) {
        return granted(given.does(&show_place, who, {place}));
    }
};

TEST_F(Places, GetANumberOfTheMarketWhenNobodyHasAGln) {
    const auto first = granted(given.does(&add_place, given.coop, wish("Đồi 2")));
    const auto second = granted(given.does(&add_place, given.coop, wish("Đồi 3")));
    EXPECT_TRUE(first.internal_number);
    EXPECT_NE(first.gln, second.gln);
    EXPECT_EQ(first.uri, "https://id.gs1.org/414/" + first.gln);
    EXPECT_EQ(first.province, "04") << "the cooperative's own";
    EXPECT_EQ(first.kind_vi, "thửa, vùng trồng");
}

TEST_F(Places, StandBelowTheGlnOfTheirCooperative) {
    give_gln(given.coop, "8936000000011");
    const auto place = granted(given.does(&add_place, given.coop, wish()));
    EXPECT_EQ(place.gln, "8936000000011");
    ASSERT_TRUE(place.extension);
    EXPECT_EQ(place.uri, "https://id.gs1.org/414/8936000000011/254/" + *place.extension);
    EXPECT_FALSE(place.internal_number);
    given.transact([&](db::Transaction& tx) {
        EXPECT_EQ(party_number(tx, given.coop.organisation), "8936000000011");
        const auto other = party_number(tx, given.stranger.organisation);
        EXPECT_TRUE(is_platform(gln_from(other).value()));
        EXPECT_EQ(party_number(tx, given.stranger.organisation), other) << "given once";
        tx.touch(1);
    });
}

TEST_F(Places, MayBringTheirOwnGln) {
    auto own = wish();
    own.gln = "8936000000028";
    EXPECT_EQ(granted(given.does(&add_place, given.coop, own)).gln, "8936000000028");
    own.name = "Đồi khác";
    EXPECT_THAT(faults(own), ElementsAre("traceability/place-number-taken"));
    own.gln = "8936000000029";
    EXPECT_THAT(faults(own), ElementsAre("/gln"));
    give_gln(given.stranger, "8936000000035");
    own.gln = "8936000000035";
    EXPECT_THAT(faults(own), ElementsAre("/gln")) << "it is the stranger's, who was verified with it";
    own.gln = std::string(platform_gln(77).text());
    EXPECT_THAT(faults(own), ElementsAre("/gln")) << "the market's numbers are not to be brought";
}

TEST_F(Places, AreRefusedWithEverythingThatIsWrong) {
    auto bad = wish();
    bad.province = "Atlantis";
    bad.geometry = json::Document{{"type", "Point"}, {"coordinates", {22.5, 106.0}}};
    bad.valid_from = day_from("2026-11-22");
    EXPECT_THAT(faults(bad), ElementsAre("/province", "/geometry/coordinates", "/valid_from"));
    auto large = wish();
    large.geometry = json::Document{{"type", "Point"}, {"coordinates", {106.0, 22.5}}};
    large.square_metres = 60'000;
    EXPECT_THAT(faults(large), ElementsAre("/geometry"));
    EXPECT_THAT(faults(wish("ĐỒI 1")), ElementsAre("traceability/place-name-taken")) << "by sound";
    auto another = wish();
    another.member = MemberId{12345};
    EXPECT_THAT(faults(another), ElementsAre("traceability/unknown-member"));
}

TEST_F(Places, AreSeenExactlyByTheirOwnerAndTheHouseholdOnThem) {
    const auto household = given.household("Hộ bà Mai");
    granted(
        given.does(&change_member, given.coop, {.member = given.mai.id, .account = household.organisation})
    );
    ChangePlace outline{.place = given.hill.id};
    outline.geometry =
        json::parse(
            R"({"type":"Polygon","coordinates":[[[106.1,22.5],[106.101,22.5],[106.101,22.501],[106.1,22.501],[106.1,22.5]]]})"
        )
            .value();
    granted(given.does(&change_place, given.coop, outline));
    for (const auto& who : {given.coop, household}) {
        const auto shown = looks(who, given.hill.id);
        EXPECT_TRUE(shown.exact);
        EXPECT_EQ(shown.name, "Đồi 1");
        ASSERT_TRUE(shown.geometry);
        EXPECT_EQ(shown.geometry->at("type"), "Polygon");
        EXPECT_NEAR(static_cast<double>(*shown.square_metres), 11'400, 200);
    }
    const auto shown = looks(given.stranger, given.hill.id);
    EXPECT_FALSE(shown.exact);
    EXPECT_FALSE(shown.name || shown.geometry || shown.member);
    EXPECT_EQ(shown.commune, "xã Trùng Khánh");
    EXPECT_EQ(shown.gln, given.hill.gln);
    granted(given.does(&change_member, given.coop, {.member = given.mai.id, .active = false}));
    EXPECT_FALSE(looks(household, given.hill.id).exact) << "it left the cooperative";
}

TEST_F(Places, KeepWhatTheyWereBefore) {
    given.clock.advance(std::chrono::hours(24));
    ChangePlace change{.place = given.hill.id, .code = "VN-CBOR-0012", .expected_version = 1};
    const auto changed = granted(given.does(&change_place, given.coop, change));
    EXPECT_EQ(changed.version, 2);
    EXPECT_EQ(given.does(&change_place, given.coop, change).error(), place_changed);
    EXPECT_EQ(given.does(&change_place, given.stranger, {.place = given.hill.id}).error(), unknown_place);
    const auto versions =
        granted(given.does(&list_place_versions, given.coop, {.place = given.hill.id, .limit = 1}));
    ASSERT_EQ(versions.data.size(), 1U);
    EXPECT_EQ(versions.data.front().facts["code"], "VN-CBOR-0012");
    EXPECT_EQ(versions.page.next, "2");
    const auto older =
        granted(given.does(&list_place_versions, given.coop, {.place = given.hill.id, .after = 2}));
    ASSERT_EQ(older.data.size(), 1U);
    EXPECT_FALSE(older.data.front().facts.contains("code"));
    given.transact([&](db::Transaction& tx) {
        EXPECT_EQ(store::version_on(tx, given.hill.id, day_from("2026-11-21").value()), 1);
        EXPECT_EQ(store::version_on(tx, given.hill.id, day_from("2026-11-22").value()), 2);
    });
    const auto without = granted(given.does(&change_place, given.coop, {.place = given.hill.id, .code = ""}));
    EXPECT_FALSE(without.code);
}

TEST_F(Places, AreListedByTheirLastChange) {
    given.clock.advance(std::chrono::hours(1));
    const auto since = given.clock.now();
    granted(
        given.does(&change_place, given.coop, {.place = given.hill.id, .valid_to = day_from("2026-11-21")})
    );
    const auto changed = granted(given.does(&list_places, given.coop, {.updated_since = since}));
    ASSERT_EQ(changed.data.size(), 1U);
    EXPECT_EQ(changed.data.front().id, given.hill.id);
    EXPECT_TRUE(changed.data.front().valid_to) << "a closed one stays in the list";
    std::vector<PlaceId> all;
    ListPlaces wish{.limit = 1};
    do {
        const auto page = granted(given.does(&list_places, given.coop, wish));
        for (const auto& place : page.data) all.push_back(place.id);
        wish.after = page.page.next;
    } while (wish.after);
    EXPECT_THAT(all, ElementsAre(given.packing_house.id, given.hill.id));
    EXPECT_EQ(given.does(&list_places, given.coop, {.after = "nonsense"}).error(), wrong_place_cursor);
    EXPECT_THAT(granted(given.does(&list_places, given.stranger, {})).data, IsEmpty());
}

TEST_F(Places, HaveMembersOfTheirCooperative) {
    EXPECT_EQ(given.does(&add_member, given.coop, {.name = "hộ Bà MAI"}).error(), member_name_taken);
    EXPECT_EQ(
        given.does(&add_member, given.coop, {.name = "Hộ khác", .account = given.stranger.organisation})
            .error(),
        wrong_member
    ) << "a cooperative is no household";
    EXPECT_EQ(given.does(&show_member, given.stranger, {given.mai.id}).error(), unknown_member);
    const auto renamed = granted(given.does(
        &change_member,
        given.coop,
        {.member = given.mai.id, .name = "Hộ bà Mai, Bản Giốc", .expected_version = 1}
    ));
    EXPECT_EQ(renamed.version, 2);
    EXPECT_EQ(renamed.party, "https://id.gs1.org/417/" + renamed.gln);
    EXPECT_EQ(
        given.does(&change_member, given.coop, {.member = given.mai.id, .expected_version = 1}).error(),
        member_changed
    );
    given.household_of("Hộ ông Tư");
    const auto list = granted(given.does(&list_members, given.coop, {}));
    EXPECT_EQ(list.data.size(), 2U);
}

}  // namespace
}  // namespace chophien::traceability::plots
