// Phones that were out of reach: batches, ids of their own, what comes twice, late or otherwise; and what is
// withdrawn afterwards.
#include "tests/given/diary.hpp"
#include "traceability/diary/refusals.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace chophien::traceability::diary {
namespace {

using given::granted;
using json::Document;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr db::Statement count_rows{"test.count_diary", R"sql(
    SELECT (SELECT COUNT(*) FROM diary_entries) * 1000000 + (SELECT COUNT(*) FROM lots) * 1000 +
           (SELECT COUNT(*) FROM diary_events)
)sql"};

struct Phone : testing::Test {
    given::Season given;

    /// Entries, lots and events as one number.
    std::int64_t rows() {
        return given.transact([](db::Transaction& tx) { return *tx.row<std::int64_t>(count_rows); });
    }

    static Document with_id(Document entry, int number) {
        entry["id"] = given::Season::uuid(number);
        return entry;
    }

    static Document only(Document entry) {
        auto list = Document::array();
        list.push_back(std::move(entry));
        return list;
    }

    /// A day on the hill, packed in the evening, all without a network.
    Document day_out() {
        return {
            with_id(given.watering("2026-11-01", given.hill), 1),
            with_id(given.harvest("2026-11-10", "100", given.hill), 2),
            with_id(
                given.work(
                    "process",
                    "2026-11-10",
                    {{{"lot", given::Season::uuid(2)}}},
                    given.tea,
                    {{"value", "100"}, {"unit", "XBX"}}
                ),
                3
            ),
            with_id(
                given.work(
                    "pack",
                    "2026-11-10",
                    {{{"lot", given::Season::uuid(3) + "/1"}}},
                    given.tea,
                    {{"value", "90"}, {"unit", "XBX"}}
                ),
                4
            )};
    }

    static std::vector<RowStatus> statuses(const BatchAnswer& answer) {
        std::vector<RowStatus> found;
        for (const auto& row : answer.rows) found.push_back(row.status);
        return found;
    }
};

TEST_F(Phone, SendsADayAtOnceWithLotsNamedByItsOwnIds) {
    const auto answer = given.sends(day_out());
    EXPECT_EQ(answer.created, 4);
    EXPECT_THAT(answer.rows[0].made, IsEmpty());
    EXPECT_EQ(answer.rows[3].made.size(), 1U);
    EXPECT_EQ(given.lot(answer.rows[1].made.front()).remaining, whole(0));
    EXPECT_EQ(given.lot(answer.rows[2].made.front()).remaining, whole(0));
    EXPECT_EQ(given.origins(answer.rows[3].made.front()).plots.size(), 1U);
}

TEST_F(Phone, MaySendEverythingAgain) {
    const auto first = given.sends(day_out());
    const auto before = rows();
    auto again = day_out();
    for (auto& entry : again) {
        entry["sent_at"] = "2026-11-21T01:00:00Z";
        entry["device"] = "Nokia";
    }
    const auto second = given.sends(again);
    EXPECT_EQ(second.repeated, 4);
    for (std::size_t at = 0; at < first.rows.size(); ++at) {
        EXPECT_EQ(second.rows[at].entry, first.rows[at].entry);
        EXPECT_EQ(second.rows[at].made, first.rows[at].made);
    }
    EXPECT_EQ(rows(), before);
    EXPECT_EQ(given.wrote(day_out()[1]).id, first.rows[1].entry) << "also one by one";
}

TEST_F(Phone, IsToldOfOtherContentUnderOneIdAndNothingIsLost) {
    given.sends(day_out());
    auto other = with_id(given.watering("2026-11-02", given.hill), 1);
    const auto answer = given.sends(only(other));
    EXPECT_EQ(answer.conflicts, 1);
    EXPECT_EQ(answer.rows.front().problem->code, "traceability/diary-id-reused");
    other["day"] = "2026-11-03";
    EXPECT_EQ(given.writes(other).error(), other_content);
    EXPECT_EQ(given.sends(only(other)).conflicts, 1) << "the same again is kept once";
    ListConflicts wish{.limit = 1};
    std::vector<std::string> days;
    do {
        const auto kept = granted(given.does(&list_conflicts, given.coop, wish));
        for (const auto& conflict : kept.data) {
            EXPECT_EQ(conflict.id, given::Season::uuid(1));
            EXPECT_TRUE(conflict.entry);
            days.push_back(conflict.content["day"]);
        }
        wish.after = kept.page.next;
    } while (wish.after);
    EXPECT_THAT(days, testing::UnorderedElementsAre("2026-11-02", "2026-11-03"));
    EXPECT_THAT(granted(given.does(&list_conflicts, given.stranger, {})).data, IsEmpty());
}

TEST_F(Phone, LosesNoGoodRowToABadOne) {
    auto sent = day_out();
    sent[0].erase("place");
    sent.insert(sent.begin() + 1, "not an entry");
    sent.insert(sent.begin() + 2, given.watering("2026-11-01", given.hill));
    sent.insert(sent.begin() + 3, Document{{"id", given::Season::uuid(9)}, {"kind", "dance"}});
    const auto answer = given.sends(sent);
    using enum RowStatus;
    EXPECT_THAT(statuses(answer), ElementsAre(refused, refused, refused, refused, created, created, created));
    EXPECT_EQ(answer.rows[0].problem->violations.front().pointer, "/place");
    EXPECT_EQ(answer.rows[2].problem->violations.front().pointer, "/id");
    EXPECT_EQ(answer.rows[3].problem->violations.front().pointer, "/kind");
    EXPECT_EQ(answer.rows[6].index, 6);

    const auto right = given.sends(day_out());
    EXPECT_THAT(statuses(right), ElementsAre(created, repeated, repeated, repeated))
        << "the row that was refused is sent again, put right";
}

TEST_F(Phone, ThatSendsTheSameTwiceAtOnceWritesItOnce) {
    const auto entry = with_id(given.harvest("2026-11-10", "100", given.hill), 7);
    std::vector<EntryId> ids(4);
    std::vector<std::thread> phones;
    for (auto& id : ids)
        phones.emplace_back([&] {
            const db::ThreadUse use;
            id = given.wrote(entry).id;
        });
    for (auto& phone : phones) phone.join();
    for (const auto id : ids) EXPECT_EQ(id, ids.front());
    EXPECT_EQ(rows() / 1'000'000, 1);
    EXPECT_EQ(rows() / 1'000 % 1'000, 1);
}

TEST_F(Phone, WithAWrongClockIsToldAndKeptAsItSays) {
    auto entry = with_id(given.watering("2026-11-01", given.hill), 1);
    entry["sent_at"] = "2026-11-21T00:00:00Z";
    entry["device"] = "Máy chị Mai";
    const auto slow = given.wrote(entry);
    EXPECT_EQ(slow.clock_ahead_s, -3600);
    EXPECT_EQ(slow.device, "Máy chị Mai");
    ASSERT_EQ(slow.warnings.size(), 1U);
    EXPECT_THAT(slow.warnings.front().vi, HasSubstr("chậm 60 phút"));
    EXPECT_EQ(slow.day, day_from("2026-11-01").value());
    auto fast = with_id(given.entry("water", "2026-11-01", given.hill), 2);
    fast.erase("day");
    fast["at"] = "2026-11-21T02:00:00Z";
    fast["sent_at"] = "2026-11-21T02:00:10Z";
    const auto answer = given.sends(only(fast));
    ASSERT_EQ(answer.refused, 1);
    EXPECT_THAT(answer.rows.front().problem->violations.front().vi, HasSubstr("nhanh 60 phút"));
}

TEST_F(Phone, BringsTheSprayAfterTheHarvest) {
    given.sends(day_out());
    const auto late = given.sends(only(with_id(given.spray("2026-11-08", 5, given.hill), 20)));
    EXPECT_EQ(late.created, 1) << "what happened is taken";
    EXPECT_EQ(late.rows.front().warnings.size(), 3U) << "the leaves, the tea and the boxes";
}

TEST_F(Phone, OfFiveHouseholdsMakeOneBatchOfTheirSeason) {
    auto lots = Document::array();
    for (int number = 1; number <= 5; ++number) {
        const auto household = given.household_of(fmt::format("Hộ số {}", number));
        const auto hill = given.plot(fmt::format("Đồi số {}", number), household.id);
        auto delivery = given::Season::entry("receive_from_member", "2026-11-10", given.packing_house);
        delivery["member"] = text_of(household.id);
        delivery["lots"] = only({{"lot", given::Season::uuid(number * 10 + 2)}});
        const auto sent = given.sends(Document::array(
            {with_id(given.watering("2026-11-01", hill), number * 10),
             with_id(given.spray("2026-11-02", 7, hill), number * 10 + 1),
             with_id(given.harvest("2026-11-10", "20", hill), number * 10 + 2),
             with_id(delivery, number * 10 + 3)}
        ));
        ASSERT_EQ(sent.created, 4);
        const auto delivered = granted(given.does(&list_entries, given.coop, {.member = household.id}));
        EXPECT_EQ(delivered.data.size(), 2U) << "harvested and delivered";
        lots.push_back({{"lot", text_of(sent.rows[2].made.front())}});
    }
    auto ship = given::Season::entry("ship", "2026-11-13", given.packing_house);
    ship["lots"] = only({{"lot", given::Season::uuid(101)}});
    ship["partner_gln"] = "8936000000011";
    const auto sent = given.sends(Document::array(
        {with_id(
             given.work("process", "2026-11-11", lots, given.tea, {{"value", "110"}, {"unit", "XBX"}}), 100
         ),
         with_id(
             given.work(
                 "pack",
                 "2026-11-12",
                 only({{"lot", given::Season::uuid(100)}}),
                 given.tea,
                 {{"value", "110"}, {"unit", "XBX"}}
             ),
             101
         ),
         with_id(ship, 102)}
    ));
    ASSERT_EQ(sent.created, 3);
    const auto packed = sent.rows[1].made.front();
    EXPECT_EQ(given.origins(packed).plots.size(), 5U) << "no plot is lost on the way";
    EXPECT_EQ(given.lot(packed).remaining, whole(0)) << "all of it is on its way";
}

struct Withdrawal : Phone {
    EntryView withdraws(EntryId id, store::WithdrawalReason why = store::WithdrawalReason::incorrect_data) {
        return granted(given.does(&withdraw_entry, given.coop, {id, why}));
    }

    Result<EntryView> tries(EntryId id) {
        return given.does(&withdraw_entry, given.coop, {id, store::WithdrawalReason::incorrect_data});
    }
};

TEST_F(Withdrawal, OfAHarvestLeavesNothingToTake) {
    const auto harvest = given.wrote(given.harvest("2026-11-10", "100", given.hill));
    const auto lot = given::Season::made_by(harvest);
    const auto gone = withdraws(harvest.id);
    ASSERT_TRUE(gone.withdrawn);
    EXPECT_EQ(gone.withdrawn->reason, store::WithdrawalReason::incorrect_data);
    EXPECT_EQ(gone.content, harvest.content) << "never edited";
    EXPECT_EQ(given.lot(lot).remaining, whole(0));
    EXPECT_THAT(given.origins(lot).plots, IsEmpty());
    EXPECT_EQ(withdraws(harvest.id).id, harvest.id) << "the same again is the same";
    EXPECT_EQ(
        given.does(&withdraw_entry, given.coop, {harvest.id, store::WithdrawalReason::did_not_occur}).error(),
        withdrawn_already
    );
    given.wrote(given.spray("2026-11-09", 5, given.hill));
    EXPECT_THAT(given.origins(lot).doubts, IsEmpty());
}

TEST_F(Withdrawal, OfAHarvestThatWasDrawnFromIsRefused) {
    const auto sent = given.sends(day_out());
    const auto refused = tries(*sent.rows[1].entry);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), lot_in_use);
    withdraws(*sent.rows[3].entry);
    withdraws(*sent.rows[2].entry);
    withdraws(*sent.rows[1].entry);
    for (const auto& row : sent.rows)
        for (const auto lot : row.made) EXPECT_EQ(given.lot(lot).remaining, whole(0));
}

TEST_F(Withdrawal, OfAHarvestUpForSaleIsRefused) {
    const auto harvest = given.wrote(given.harvest("2026-11-10", "100", given.hill));
    granted(given.does(
        &stock_lot,
        given.coop,
        StockLot{.lot = given::Season::made_by(harvest), .offer = given.leaves.offer, .quantity = whole(1)}
    ));
    EXPECT_EQ(tries(harvest.id).error(), lot_in_use);
}

TEST_F(Withdrawal, GivesBackWhatWasTaken) {
    const auto sent = given.sends(day_out());
    withdraws(*sent.rows[3].entry);
    EXPECT_EQ(given.lot(sent.rows[2].made.front()).remaining, whole(100));
}

TEST_F(Withdrawal, PutsTheRightEntryInItsPlace) {
    const auto wrong = given.wrote(given.harvest("2026-11-10", "100", given.hill));
    const auto gone = granted(given.does(
        &withdraw_entry,
        given.coop,
        {wrong.id,
         store::WithdrawalReason::incorrect_data,
         "cân nhầm",
         with_id(given.harvest("2026-11-10", "80", given.hill), 5)}
    ));
    ASSERT_TRUE(gone.withdrawn && gone.withdrawn->replaced_by);
    const auto right = granted(given.does(&show_entry, given.coop, {*gone.withdrawn->replaced_by}));
    EXPECT_EQ(right.replaces, wrong.id);
    EXPECT_EQ(right.client_id, given::Season::uuid(5));
    EXPECT_EQ(given.lot(given::Season::made_by(right)).remaining, whole(80));
    EXPECT_EQ(given.lot(given::Season::made_by(wrong)).remaining, whole(0));
}

TEST_F(Withdrawal, IsUndoneWhenTheRightEntryIsRefused) {
    const auto wrong = given.wrote(given.harvest("2026-11-10", "100", given.hill));
    auto worse = given.harvest("2026-11-10", "80", given.hill);
    worse.erase("place");
    EXPECT_EQ(
        given
            .does(&withdraw_entry, given.coop, {wrong.id, store::WithdrawalReason::incorrect_data, {}, worse})
            .error(),
        wrong_entry
    );
    EXPECT_EQ(given.lot(given::Season::made_by(wrong)).remaining, whole(100));
    EXPECT_FALSE(granted(given.does(&show_entry, given.coop, {wrong.id})).withdrawn);
}

TEST_F(Withdrawal, OfASprayOpensThePlot) {
    const auto spray = given.wrote(given.spray("2026-11-08", 7, given.hill));
    EXPECT_EQ(given.writes(given.harvest("2026-11-10", "100", given.hill)).error(), too_early);
    withdraws(spray.id, store::WithdrawalReason::did_not_occur);
    given.wrote(given.harvest("2026-11-10", "100", given.hill));
}

}  // namespace
}  // namespace chophien::traceability::diary
