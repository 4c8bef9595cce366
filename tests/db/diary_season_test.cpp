// A season written down: what is done on plots, harvested, delivered, packed and shipped.
#include "tests/given/diary.hpp"
#include "traceability/diary/refusals.hpp"
#include "traceability/plots/refusals.hpp"
#include "traceability/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::diary {
namespace {

using given::granted;
using json::Document;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Season : testing::Test {
    given::Season given;

    std::vector<std::string> faults(const Document& entry) {
        const auto answer = given.writes(entry);
        if (answer) return {"written"};
        std::vector<std::string> found;
        for (const auto& fault : answer.error().violations)
            found.push_back(fault.pointer + " " + std::string(fault.code));
        if (found.empty()) found.emplace_back(answer.error().why->code);
        return found;
    }

    /// Leaves of a hill that was watered, in the packing house.
    LotId leaves(std::string_view day = "2026-11-10", std::string_view kg = "100") {
        given.wrote(given.watering("2026-11-01", given.hill));
        return given::Season::made_by(given.wrote(given.harvest(day, kg, given.hill)));
    }

    static Document part(LotId lot, const Document& quantity = nullptr) {
        Document made{{"lot", text_of(lot)}};
        if (!quantity.is_null()) made["quantity"] = quantity;
        return made;
    }
};

TEST_F(Season, HasAHarvestThatMakesALotOfItsPlot) {
    const auto harvest = given.wrote(given.harvest("2026-11-10", "120.5", given.hill));
    EXPECT_EQ(harvest.kind_vi, "Thu hoạch");
    EXPECT_EQ(harvest.place_name, "Đồi 1");
    EXPECT_EQ(harvest.member_name, "Hộ bà Mai") << "the plot's household";
    ASSERT_EQ(harvest.lots.size(), 1U);
    EXPECT_EQ(harvest.lots.front().product_name, "Búp chè tươi");
    EXPECT_EQ(harvest.lots.front().lot_code, "261110N01");
    EXPECT_EQ(harvest.events.size(), 1U);
    const auto lot = given.lot(harvest.lots.front().id);
    EXPECT_EQ(lot.quantity, (Quantity{{120'500}, unit_from("KGM")}));
    EXPECT_EQ(lot.harvested_on, day_from("2026-11-10").value());
    EXPECT_EQ(lot.place.commune, "xã Trùng Khánh");
    EXPECT_FALSE(lot.place.name) << "a plot's name may be a household's";
    const auto origins = given.origins(lot.id);
    ASSERT_EQ(origins.plots.size(), 1U);
    EXPECT_EQ(origins.plots.front().place, given.hill.id);
    EXPECT_EQ(origins.plots.front().uri, given.hill.uri);
}

TEST_F(Season, OpensAPlotForHarvestWhenTheWaitIsOver) {
    const auto spray = given.wrote(given.spray("2026-11-05", 7, given.hill));
    EXPECT_EQ(spray.opens_on, day_from("2026-11-12").value());
    const auto early = given.writes(given.harvest("2026-11-11", "50", given.hill));
    ASSERT_FALSE(early);
    EXPECT_EQ(early.error(), too_early);
    EXPECT_EQ(
        early.error().vi, "\"Đồi 1\" dùng Reasgant 3.6EC ngày 05/11/2026; thu hoạch được từ ngày 12/11/2026."
    );
    EXPECT_THAT(early.error().en, HasSubstr("harvest is allowed from 2026-11-12"));
    EXPECT_EQ(early.error().violations.front().pointer, "/place");
    given.wrote(given.harvest("2026-11-12", "50", given.hill));
    given.wrote(given.harvest("2026-11-04", "50", given.hill));
    const auto other = given.plot("Đồi 2");
    given.wrote(given.harvest("2026-11-11", "50", other));
}

TEST_F(Season, TakesASprayThatComesLateAndMarksTheLots) {
    const auto lot = leaves("2026-11-10");
    const auto dried = given::Season::made_by(given.wrote(
        given.work("process", "2026-11-11", {part(lot)}, given.tea, {{"value", "100"}, {"unit", "XBX"}})
    ));
    EXPECT_THAT(given.origins(lot).doubts, IsEmpty());

    const auto spray = given.wrote(given.spray("2026-11-05", 7, given.hill));
    std::vector<LotId> warned;
    for (const auto& warning : spray.warnings) {
        EXPECT_EQ(warning.code, "harvested_too_early");
        warned.push_back(*warning.lot);
    }
    EXPECT_THAT(warned, testing::UnorderedElementsAre(lot, dried)) << "and all that was made of it";
    ASSERT_EQ(given.origins(dried).doubts.size(), 1U);
    EXPECT_EQ(given.origins(dried).doubts.front().entry, spray.id);
    EXPECT_EQ(given.origins(dried).doubts.front().opens_on, day_from("2026-11-12").value());

    const auto packing =
        given.work("pack", "2026-11-12", {part(dried)}, given.tea, {{"value", "100"}, {"unit", "XBX"}});
    EXPECT_EQ(given.writes(packing).error(), lot_in_doubt);

    granted(given.does(
        &withdraw_entry, given.coop, {spray.id, store::WithdrawalReason::incorrect_data, "nhầm thửa"}
    ));
    EXPECT_THAT(given.origins(dried).doubts, IsEmpty());
    given.wrote(packing);
}

TEST_F(Season, KnowsTreatmentsOfAnimalsToo) {
    const auto pond = given.place(plots::PlaceKind::pond, "Ao 1");
    auto treat = given::Season::entry("treat", "2026-11-05", pond);
    treat["input"] = "Oxytetracycline";
    treat["dose"] = "50 mg/kg";
    treat["withdrawal_days"] = 10;
    EXPECT_EQ(given.wrote(treat).opens_on, day_from("2026-11-15").value());
    EXPECT_EQ(given.writes(given.harvest("2026-11-14", "50", pond)).error(), too_early);
    EXPECT_THAT(faults(given.spray("2026-11-05", 3, pond)), ElementsAre("/place other_kind_of_place"));
}

TEST_F(Season, TakesDeliveriesOfMembersAsKnownOrNewLots) {
    const auto lot = leaves();
    auto delivery = given::Season::entry("receive_from_member", "2026-11-10", given.packing_house);
    delivery["member"] = text_of(given.mai.id);
    delivery["lots"] = {part(lot)};
    const auto known = given.wrote(delivery);
    EXPECT_EQ(given.lot(lot).remaining, whole(100)) << "it changes hands, nothing is used";
    EXPECT_EQ(known.lots.front().quantity.value, whole(100));

    delivery.erase("lots");
    delivery["makes"] = {
        {{"product", text_of(given.leaves.product)}, {"quantity", given::Season::kilograms("30")}}};
    delivery["plots"] = {text_of(given.hill.id)};
    const auto fresh = given::Season::made_by(given.wrote(delivery));
    EXPECT_EQ(given.origins(fresh).plots.size(), 1U);

    const auto theirs = given.plot("Đồi ông Tư", given.household_of("Hộ ông Tư").id);
    delivery["plots"] = {text_of(theirs.id)};
    EXPECT_THAT(faults(delivery), ElementsAre("/plots/0 another_members"));

    given.wrote(given.spray("2026-11-08", 7, given.hill));
    delivery["plots"] = {text_of(given.hill.id)};
    EXPECT_EQ(given.writes(delivery).error(), too_early) << "a delivery of new goods is a harvest";

    const auto listed = granted(given.does(&list_entries, given.coop, {.member = given.mai.id}));
    EXPECT_EQ(listed.data.size(), 3U) << "the harvest on the household's plot and two deliveries";
}

TEST_F(Season, MixesLotsAndCarriesTheirPlots) {
    const auto second_hill = given.plot("Đồi 2");
    given.wrote(given.watering("2026-11-01", second_hill));
    const auto first = leaves("2026-11-10", "60");
    const auto second = given::Season::made_by(given.wrote(given.harvest("2026-11-10", "50", second_hill)));
    const auto batch = given.wrote(given.work(
        "process",
        "2026-11-11",
        {part(first), part(second, given::Season::kilograms("40"))},
        given.tea,
        {{"value", "110"}, {"unit", "XBX"}}
    ));
    ASSERT_TRUE(batch.balance);
    EXPECT_EQ(batch.balance->in, whole(100));
    EXPECT_EQ(batch.balance->out, whole(22));
    EXPECT_EQ(batch.balance->loss, whole(78));
    EXPECT_EQ(given.lot(first).remaining, whole(0));
    EXPECT_EQ(given.lot(second).remaining, whole(10));
    EXPECT_EQ(given.origins(given::Season::made_by(batch)).plots.size(), 2U);

    auto shipping = given::Season::entry("ship", "2026-11-15", given.packing_house);
    shipping["lots"] = {part(given::Season::made_by(batch), {{"value", "100"}, {"unit", "XBX"}})};
    shipping["partner"] = text_of(given.stranger.organisation);
    shipping["vehicle"] = "11C-123.45";
    given.wrote(shipping);
    EXPECT_EQ(given.lot(given::Season::made_by(batch)).remaining, whole(10));
}

TEST_F(Season, RefusesMoreThanThereIs) {
    const auto lot = leaves();
    const auto sorting = [&](std::string_view in, std::string_view out) {
        return given.work(
            "sort",
            "2026-11-11",
            {part(lot, given::Season::kilograms(in))},
            given.leaves,
            given::Season::kilograms(out)
        );
    };
    EXPECT_THAT(faults(sorting("101", "50")), ElementsAre("/lots/0 not_enough"));
    const auto gaining = given.writes(sorting("60", "61"));
    ASSERT_FALSE(gaining);
    EXPECT_EQ(gaining.error(), more_out_than_in);
    EXPECT_EQ(gaining.error().vi, "Vào 60 kg, ra 61.");
    EXPECT_EQ(given.lot(lot).remaining, whole(100)) << "what is refused takes nothing";
    given.wrote(sorting("60", "60"));
    EXPECT_EQ(given.lot(lot).remaining, whole(40));
}

TEST_F(Season, LeavesAloneWhatIsUpForSale) {
    const auto lot = leaves();
    granted(given.does(
        &stock_lot, given.coop, StockLot{.lot = lot, .offer = given.leaves.offer, .quantity = whole(70)}
    ));
    auto selling = given::Season::entry("sell", "2026-11-11", given.packing_house);
    selling["lots"] = {part(lot, given::Season::kilograms("31"))};
    EXPECT_THAT(faults(selling), ElementsAre("/lots/0 not_enough"));
    selling["lots"] = {part(lot)};
    EXPECT_EQ(given.wrote(selling).lots.front().quantity.value, whole(30)) << "all that is left to take";
}

TEST_F(Season, PacksOnlyWhatHasItsRecords) {
    const auto bare = granted(
        given.does(&plots::add_place, given.coop, {.kind = plots::PlaceKind::plot, .name = "Đồi hoang"})
    );
    const auto lot = given::Season::made_by(given.wrote(given.harvest("2026-11-21", "10", bare)));
    const auto packing =
        given.work("pack", "2026-11-21", {part(lot)}, given.bunches, given::Season::kilograms("9"));
    const auto refused = given.writes(packing);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), records_missing);
    std::vector<std::string> missing;
    for (const auto& one : refused.error().violations) missing.push_back(one.vi);
    EXPECT_THAT(
        missing,
        ElementsAre(
            "Còn thiếu: xã của thửa (\"Đồi hoang\").",
            "Còn thiếu: diện tích thửa (\"Đồi hoang\").",
            "Còn thiếu: ít nhất một lần chăm sóc (gieo trồng, tưới, bón, phun) trên thửa trong vụ (\"Đồi "
            "hoang\")."
        )
    );
    granted(given.does(
        &plots::change_place, given.coop, {.place = bare.id, .commune = "xã Đàm Thủy", .square_metres = 900}
    ));
    given.wrote(given.watering("2026-11-20", bare));
    const auto packed = given.wrote(packing);
    EXPECT_THAT(packed.warnings, Contains(testing::Field(&Warning::code, "record_advised")));
}

TEST_F(Season, PacksProcessedGoodsOnlyAfterTheirProcessing) {
    const auto lot = leaves();
    const auto packing = [&](LotId of) {
        return given.work("pack", "2026-11-12", {part(of)}, given.tea, {{"value", "50"}, {"unit", "XBX"}});
    };
    const auto raw = given.writes(packing(lot));
    ASSERT_FALSE(raw);
    ASSERT_EQ(raw.error().violations.size(), 1U);
    EXPECT_EQ(raw.error().violations.front().en, "Missing: the processing.");
    const auto dried = given::Season::made_by(given.wrote(
        given.work("process", "2026-11-11", {part(lot)}, given.tea, {{"value", "60"}, {"unit", "XBX"}})
    ));
    given.wrote(packing(dried));
}

TEST_F(Season, KnowsNoOriginOfALotThatWasOnlyCounted) {
    RecordLot counted;
    counted.offer = given.leaves.offer;
    counted.harvested_on = day_from("2026-11-10").value();
    counted.place.province = "04";
    counted.quantity = {whole(10), unit_from("KGM")};
    const auto lot = granted(given.does(&record, given.coop, counted)).id;
    const auto refused = given.writes(
        given.work("pack", "2026-11-12", {part(lot)}, given.bunches, given::Season::kilograms("9"))
    );
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().violations.size(), 2U) << "neither a harvest nor plots";

    auto bought = given::Season::entry("receive", "2026-11-11", given.packing_house);
    bought["makes"] = {
        {{"product", text_of(given.leaves.product)}, {"quantity", given::Season::kilograms("10")}}};
    bought["partner_name"] = "HTX Bản Rạ";
    bought["their_lot"] = "L-77";
    const auto theirs = given::Season::made_by(given.wrote(bought));
    given.wrote(given.work("pack", "2026-11-12", {part(theirs)}, given.bunches, given::Season::kilograms("9"))
    );
}

TEST_F(Season, RefusesAnEntryWithEverythingThatIsWrong) {
    const auto lot = leaves("2026-11-10");
    auto wrong = given.work(
        "pack",
        "2026-11-09",
        {part(lot), part(lot), {{"lot", "lot_0000000000001"}}},
        given.tea,
        {{"value", "1"}, {"unit", "LTR"}}
    );
    wrong["place"] = text_of(given.hill.id);
    wrong["dose"] = "x";
    EXPECT_THAT(
        faults(wrong),
        testing::UnorderedElementsAre(
            "/dose not_of_this_kind",
            "/place other_kind_of_place",
            "/lots/0 before_the_lot",
            "/lots/1/lot twice",
            "/lots/2/lot unknown_lot",
            "/makes/0/quantity other_unit"
        )
    );
}

TEST_F(Season, IsTheCooperativesOwn) {
    const auto lot = leaves();
    const auto entry = given.wrote(given.watering("2026-11-02", given.hill));
    EXPECT_EQ(given.does(&show_entry, given.stranger, {entry.id}).error(), unknown_entry);
    EXPECT_EQ(given.does(&show_origins, given.stranger, {lot}).error(), unknown_lot);
    EXPECT_THAT(granted(given.does(&list_entries, given.stranger, {})).data, IsEmpty());
    EXPECT_EQ(
        given.does(&list_entries, given.stranger, {.place = given.hill.id}).error(), plots::unknown_place
    );
    const auto theirs = json::as<DiaryEntry>(given.watering("2026-11-02", given.hill)).value();
    EXPECT_EQ(given.does(&record_entry, given.stranger, theirs).error(), wrong_entry);
    EXPECT_EQ(
        given.does(&withdraw_entry, given.stranger, {entry.id, store::WithdrawalReason::did_not_occur})
            .error(),
        unknown_entry
    );
}

TEST_F(Season, IsReadPageByPageByWhenItWasDone) {
    given.wrote(given.watering("2026-11-03", given.hill));
    given.wrote(given.watering("2026-11-01", given.hill));
    given.wrote(given.watering("2026-11-02", given.hill));
    given.wrote(given.watering("2026-11-02", given.plot("Đồi 2")));
    std::vector<std::string> days;
    ListEntries wish{.place = given.hill.id, .limit = 2};
    do {
        const auto page = granted(given.does(&list_entries, given.coop, wish));
        for (const auto& entry : page.data) days.push_back(text_of(entry.day));
        wish.after = page.page.next;
    } while (wish.after);
    EXPECT_THAT(days, ElementsAre("2026-11-03", "2026-11-02", "2026-11-01"));
    EXPECT_EQ(given.does(&list_entries, given.coop, {.after = "x"}).error(), wrong_cursor);
    EXPECT_EQ(
        given.does(&list_entries, given.coop, {.place = given.hill.id, .member = given.mai.id}).error(),
        one_filter
    );
}

}  // namespace
}  // namespace chophien::traceability::diary
