// What the diary writes stands in the EPCIS store, for partners to read.
#include "tests/given/diary.hpp"
#include "traceability/epcis/event_store.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::diary {
namespace {

using given::granted;
using json::Document;

struct DiaryInEpcis : testing::Test {
    given::Season given;

    std::vector<epcis::StoredEvent> stored(const std::string& event_id) {
        return given.transact([&](db::Transaction& tx) {
            return epcis::store::load(tx, epcis::store::with_event_id(tx, event_id));
        });
    }

    /// Every kind once, in the order of a season.
    std::vector<EntryView> everything() {
        const auto pond = given.place(plots::PlaceKind::pond, "Ao 1");
        const auto on = [&](std::string_view kind, const plots::PlaceView& where) {
            return given::Season::entry(kind, "2026-11-01", where);
        };
        const auto lots = [](LotId lot, std::string_view value, std::string_view unit) {
            auto list = Document::array();
            list.push_back({{"lot", text_of(lot)}, {"quantity", {{"value", value}, {"unit", unit}}}});
            return list;
        };
        std::vector<EntryView> all;
        const auto write = [&](const Document& entry) {
            all.push_back(given.wrote(entry));
            return given::Season::made_by(all.back());
        };
        auto sow = on("sow", given.hill);
        sow["input"] = "Chè Shan";
        write(sow);
        write(given.watering("2026-11-01", given.hill));
        auto feed = on("feed", pond);
        feed["input"] = "Cám";
        feed["quantity"] = given::Season::kilograms("12.5");
        write(feed);
        auto fertilise = on("fertilise", given.hill);
        fertilise["input"] = "NPK 16-16-8";
        fertilise["quantity"] = given::Season::kilograms("20");
        fertilise["area"] = {{"value", "1000"}, {"unit", "MTK"}};
        write(fertilise);
        write(given.spray("2026-11-01", 3, given.hill));
        auto treat = on("treat", pond);
        treat["input"] = "Vôi";
        treat["dose"] = "2 kg/100 m²";
        treat["withdrawal_days"] = 0;
        write(treat);
        const auto leaves = write(given.harvest("2026-11-10", "100", given.hill));
        auto delivery = given::Season::entry("receive_from_member", "2026-11-10", given.packing_house);
        delivery["member"] = text_of(given.mai.id);
        delivery["lots"] = lots(leaves, "100", "KGM");
        write(delivery);
        const auto sorted = write(given.work(
            "sort", "2026-11-10", lots(leaves, "90", "KGM"), given.leaves, given::Season::kilograms("80")
        ));
        const auto dried = write(given.work(
            "process", "2026-11-11", lots(sorted, "80", "KGM"), given.tea, {{"value", "80"}, {"unit", "XBX"}}
        ));
        const auto packed = write(given.work(
            "pack", "2026-11-12", lots(dried, "80", "XBX"), given.tea, {{"value", "79"}, {"unit", "XBX"}}
        ));
        auto store = given::Season::entry("store", "2026-11-12", given.packing_house);
        store["lots"] = lots(packed, "79", "XBX");
        write(store);
        auto ship = given::Season::entry("ship", "2026-11-13", given.packing_house);
        ship["lots"] = lots(packed, "70", "XBX");
        ship["partner_gln"] = "8936000000011";
        write(ship);
        auto receive = given::Season::entry("receive", "2026-11-13", given.packing_house);
        receive["their_lot"] = "https://id.gs1.org/01/08936000000011/10/L-77";
        receive["partner"] = text_of(given.stranger.organisation);
        receive["makes"] = Document::array();
        receive["makes"].push_back(
            {{"product", text_of(given.leaves.product)}, {"quantity", given::Season::kilograms("5")}}
        );
        write(receive);
        auto sell = given::Season::entry("sell", "2026-11-14", given.packing_house);
        sell["lots"] = lots(packed, "5", "XBX");
        write(sell);
        auto destroy = given::Season::entry("destroy", "2026-11-15", given.packing_house);
        destroy["lots"] = lots(packed, "4", "XBX");
        destroy["reason"] = "ẩm mốc";
        write(destroy);
        return all;
    }
};

TEST_F(DiaryInEpcis, EveryKindOfEntryIsAnEventThere) {
    std::set<EntryKind> seen;
    for (const auto& entry : everything()) {
        seen.insert(entry.kind);
        EXPECT_FALSE(entry.events.empty());
        for (const auto& id : entry.events) {
            const auto events = stored(id);
            ASSERT_EQ(events.size(), 1U) << entry.kind_vi;
            EXPECT_EQ(events.front().organisation, given.coop.organisation);
            EXPECT_EQ(events.front().time, entry.at);
            EXPECT_FALSE(events.front().withdrawn_at);
            EXPECT_EQ(events.front().content["cp:entry"], text_of(entry.id));
        }
    }
    EXPECT_EQ(seen.size(), json::Names<EntryKind>::of.size());
}

TEST_F(DiaryInEpcis, TwoEntriesThatSayTheSameAreTwoEvents) {
    const auto morning = given.wrote(given.watering("2026-11-01", given.hill));
    const auto evening = given.wrote(given.watering("2026-11-01", given.hill));
    EXPECT_NE(morning.id, evening.id);
    EXPECT_NE(morning.events, evening.events);
}

TEST_F(DiaryInEpcis, AWithdrawnEntrysEventIsDeclaredWrongWithWhatStandsInItsPlace) {
    const auto wrong = given.wrote(given.harvest("2026-11-10", "100", given.hill));
    const auto gone = granted(given.does(
        &withdraw_entry,
        given.coop,
        {wrong.id, store::WithdrawalReason::incorrect_data, {}, given.harvest("2026-11-10", "80", given.hill)}
    ));
    const auto right = granted(given.does(&show_entry, given.coop, {*gone.withdrawn->replaced_by}));
    const auto events = stored(wrong.events.front());
    ASSERT_EQ(events.size(), 2U) << "the event and its declaration";
    EXPECT_TRUE(events[0].withdrawn_at);
    EXPECT_FALSE(events[0].content.contains("errorDeclaration"));
    const auto& declaration = events[1].content["errorDeclaration"];
    EXPECT_EQ(declaration["reason"], "incorrect_data");
    EXPECT_EQ(declaration["correctiveEventIDs"], Document(right.events));
    ASSERT_EQ(stored(right.events.front()).size(), 1U);
    EXPECT_FALSE(stored(right.events.front()).front().withdrawn_at);
}

}  // namespace
}  // namespace chophien::traceability::diary
