#include "catalog/offers.hpp"
#include "core/db/session.hpp"
#include "tests/given/traceability.hpp"
#include "traceability/expiring.hpp"
#include "traceability/lots.hpp"
#include "traceability/refusals.hpp"
#include "traceability/tracing.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>
#include <vector>

namespace chophien::traceability {
namespace {

using given::amount;
using testing::ElementsAre;
using testing::IsEmpty;

struct Lots : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    accounts::Caller other = given.cooperative("HTX Khác", "19");
    given::Goods tea =
        given::sells(given, coop, {.name = "Chè Shan tuyết", .set = 11, .pack = "Hộp 200 g", .unit = "hộp"});

    Result<LotView> record_as(const accounts::Caller& who, const RecordLot& wish) {
        return given.transact([&](db::Transaction& tx) { return record(tx, who, wish); });
    }

    Result<DrawnLot> draws(LotId lot, std::int64_t boxes) {
        return given.transact([&](db::Transaction& tx) {
            return draw(tx, coop.organisation, {lot, tea.product, whole(boxes), tea.offer});
        });
    }

    void puts_back(LotId lot, std::int64_t boxes) {
        given.transact([&](db::Transaction& tx) {
            put_back(tx, {lot, tea.product, whole(boxes), tea.offer});
        });
    }

    LotView looks_at(LotId lot) {
        return given::granted(given.transact([&](db::Transaction& tx) { return show_lot(tx, coop, {lot}); }));
    }

    std::string code_of_wrong(const RecordLot& wish) {
        const auto answer = record_as(coop, wish);
        if (answer) return "recorded";
        if (answer.error().violations.empty()) return std::string(answer.error().why->code);
        return answer.error().violations.front().pointer;
    }
};

TEST_F(Lots, GetACodeThatTellsTheDayAndTheNumberOfTheirGtin) {
    const auto first = given::lot_of(given, coop, tea.offer, amount("40", "XBX"));
    const auto second = given::lot_of(given, coop, tea.offer, amount("10", "XBX"));
    const auto honey =
        given::sells(given, coop, {.name = "Mật ong", .set = 4, .pack = "Chai", .unit = "chai"});
    const auto elsewhere = given::lot_of(given, coop, honey.offer, amount("5", "chai"));
    EXPECT_EQ(first.lot_code, "261111N01");
    EXPECT_EQ(second.lot_code, "261111N02");
    EXPECT_EQ(elsewhere.lot_code, "261111N01") << "unique for its own GTIN only";
    EXPECT_TRUE(first.internal_number);
    EXPECT_EQ(first.trace_path, "/01/" + first.gtin + "/10/261111N01");
    EXPECT_EQ(first.place.province, "04");
}

TEST_F(Lots, KeepTheCodeTheyBroughtAndStepAroundIt) {
    auto wish = given::harvest(tea.offer, amount("40", "XBX"));
    wish.lot_code = " 261111N01 ";
    EXPECT_EQ(given::records(given, coop, wish).lot_code, "261111N01");
    EXPECT_EQ(record_as(coop, wish).error(), lot_code_taken);
    EXPECT_EQ(given::lot_of(given, coop, tea.offer, amount("1", "XBX")).lot_code, "261111N02");
    wish.lot_code = "lô 1";
    EXPECT_EQ(record_as(coop, wish).error(), wrong_lot_code);
    wish.lot_code = "..";
    EXPECT_EQ(record_as(coop, wish).error(), wrong_lot_code) << "it could not stand in a web address";
}

TEST_F(Lots, AreRefusedWithTheReason) {
    const auto right = given::harvest(tea.offer, amount("40", "XBX"));
    auto wish = right;
    wish.offer.reset();
    EXPECT_EQ(code_of_wrong(wish), "traceability/product-or-offer");
    wish.product = tea.product;
    EXPECT_EQ(code_of_wrong(wish), "recorded");
    wish.offer = tea.offer;
    EXPECT_EQ(code_of_wrong(wish), "traceability/product-or-offer");
    wish = right;
    wish.harvested_on = day_from("2026-11-22").value();
    EXPECT_EQ(code_of_wrong(wish), "/harvested_on");
    wish = right;
    wish.place.province = "Atlantis";
    EXPECT_EQ(code_of_wrong(wish), "/place/province");
    wish = right;
    wish.quantity = amount("40", "KGM");
    EXPECT_EQ(code_of_wrong(wish), "traceability/unit-mismatch") << "the box's content is not known";
    EXPECT_EQ(record_as(other, right).error(), unknown_goods)
        << "another's offer looks as if it were not there";
}

TEST_F(Lots, AreSeenByTheirOwnersOnly) {
    const auto lot = given::lot_of(given, coop, tea.offer, amount("40", "XBX"));
    EXPECT_EQ(looks_at(lot.id).remaining, whole(40));
    EXPECT_EQ(
        given.transact([&](db::Transaction& tx) { return show_lot(tx, other, {lot.id}); }).error(),
        unknown_lot
    );
    const auto theirs = given.transact([&](db::Transaction& tx) { return show_lots(tx, other, {}); });
    EXPECT_THAT(theirs->data, IsEmpty());
}

TEST_F(Lots, AreListedPageByPageTheNewestFirst) {
    std::vector<std::string> recorded;
    for (int number = 0; number < 5; ++number)
        recorded.push_back(given::lot_of(given, coop, tea.offer, amount("1", "XBX")).lot_code);
    std::vector<std::string> listed;
    ShowLots wish;
    wish.product = tea.product;
    wish.limit = 2;
    for (int page = 0; page < 3; ++page) {
        const auto list =
            given::granted(given.transact([&](db::Transaction& tx) { return show_lots(tx, coop, wish); }));
        for (const auto& lot : list.data) listed.push_back(lot.lot_code);
        ASSERT_EQ(list.page.next.has_value(), page < 2);
        if (list.page.next) wish.after = id_from<OfLot>(*list.page.next);
    }
    std::ranges::reverse(recorded);
    EXPECT_EQ(listed, recorded);
}

TEST_F(Lots, GiveOutNoMoreThanTheyHave) {
    const auto lot = given::lot_of(given, coop, tea.offer, amount("10", "XBX"));
    const auto drawn = given::granted(draws(lot.id, 7));
    EXPECT_EQ(drawn.gtin, lot.gtin);
    EXPECT_EQ(drawn.lot_code, lot.lot_code);
    const auto refused = draws(lot.id, 4);
    EXPECT_EQ(refused.error(), lot_exhausted);
    EXPECT_EQ(refused.error().en, "Lot 261111N01 has 3 box left.");
    puts_back(lot.id, 7);
    EXPECT_EQ(looks_at(lot.id).remaining, whole(10));
    std::vector<LotEventKind> kinds;
    for (const auto& event : looks_at(lot.id).events) kinds.push_back(event.kind);
    EXPECT_THAT(kinds, ElementsAre(LotEventKind::put_back, LotEventKind::drawn, LotEventKind::harvested));
}

TEST_F(Lots, AreDrawnByTheirSellerForTheirProduct) {
    const auto lot = given::lot_of(given, coop, tea.offer, amount("10", "XBX"));
    const auto honey =
        given::sells(given, coop, {.name = "Mật ong", .set = 4, .pack = "Chai", .unit = "chai"});
    given.transact([&](db::Transaction& tx) {
        EXPECT_EQ(
            draw(tx, other.organisation, {lot.id, tea.product, whole(1), tea.offer}).error(), unknown_lot
        );
        EXPECT_EQ(
            draw(tx, coop.organisation, {lot.id, honey.product, whole(1), honey.offer}).error(), wrong_product
        );
        EXPECT_EQ(
            draw(tx, coop.organisation, {lot.id, tea.product, whole(1), honey.offer}).error(), wrong_product
        );
    });
    EXPECT_EQ(looks_at(lot.id).remaining, whole(10));
}

TEST_F(Lots, PutBackWhatWasTakenThoughThePackChangedMeanwhile) {
    const auto contains = [&](std::string_view grams) {
        given::granted(given.transact([&](db::Transaction& tx) {
            return catalog::change_offer(tx, coop, {.offer = tea.offer, .content = amount(grams, "GRM")});
        }));
    };
    contains("200");
    const auto lot = given::lot_of(given, coop, tea.offer, amount("5", "KGM"));
    given::granted(draws(lot.id, 10));
    EXPECT_EQ(looks_at(lot.id).remaining, whole(3));
    contains("500");
    puts_back(lot.id, 10);
    EXPECT_EQ(looks_at(lot.id).remaining, whole(5));
}

TEST_F(Lots, HaveNoLastBoxForTwo) {
    const auto lot = given::lot_of(given, coop, tea.offer, amount("20", "XBX"));
    std::atomic<int> drawn = 0;
    std::vector<std::thread> pickers;
    for (int number = 0; number < 4; ++number)
        pickers.emplace_back([&] {
            const db::ThreadUse use;
            for (int box = 0; box < 10; ++box) drawn += draws(lot.id, 1).has_value() ? 1 : 0;
        });
    for (auto& picker : pickers) picker.join();
    EXPECT_EQ(drawn, 20);
    EXPECT_EQ(looks_at(lot.id).remaining, whole(0));
}

TEST_F(Lots, KeepTheirEventsAsTheyWere) {
    given::lot_of(given, coop, tea.offer, amount("10", "XBX"));
    const auto session = given.database.connect();
    EXPECT_THROW(session->execute("UPDATE lot_events SET kind = 'drawn'"), db::Error);
    EXPECT_THROW(session->execute("DELETE FROM lot_events"), db::Error);
}

TEST_F(Lots, ShowEverybodyWhatTheLawAsksAndNoBuyers) {
    auto wish = given::harvest(tea.offer, amount("10", "XBX"));
    wish.use_by = day_from("2027-11-11");
    wish.standards = {"TCVN 9740:2013", "HACCP"};
    wish.notes = "chỉ nội bộ";
    const auto lot = given::records(given, coop, wish);
    given::granted(draws(lot.id, 2));
    const auto record = given::granted(given.transact([&](db::Transaction& tx) {
        return trace_lot(tx, lot.gtin, lot.lot_code);
    }));
    EXPECT_EQ(record.product_name, "Chè Shan tuyết");
    EXPECT_EQ(record.producer.name, "HTX Đồi Xanh");
    EXPECT_TRUE(record.producer.verified);
    EXPECT_EQ(record.origin, "Đồi Bản Giốc, xã Trùng Khánh, Cao Bằng, Việt Nam");
    EXPECT_EQ(record.use_by, wish.use_by);
    EXPECT_EQ(record.standards, wish.standards);
    ASSERT_EQ(record.events.size(), 1U) << "what was picked for orders is nobody else's";
    EXPECT_EQ(record.events.front().biz_step, "commissioning");
    EXPECT_TRUE(record.events.front().day_only);
}

TEST_F(Lots, TellTheCachesWhatTheyShow) {
    const auto lot = given::lot_of(given, coop, tea.offer, amount("10", "XBX"));
    given.transact([&](db::Transaction& tx) {
        given::granted(trace_lot(tx, lot.gtin, lot.lot_code));
        EXPECT_THAT(
            tx.shown(), testing::IsSupersetOf({tag(lot.id), tag(tea.product), tag(coop.organisation)})
        );
    });
    given.transact([&](db::Transaction& tx) {
        given::granted(record(tx, coop, given::harvest(tea.offer, amount("1", "XBX"))));
        EXPECT_THAT(tx.touched(), testing::Contains(tag(tea.product)));
    });
}

TEST_F(Lots, LoseTheirKeptPagesOnTheDayAfterTheirLast) {
    auto wish = given::harvest(tea.offer, amount("10", "XBX"));
    wish.use_by = day_from("2026-11-21");
    const auto today = given::records(given, coop, wish);
    wish.use_by = day_from("2026-11-22");
    given::records(given, coop, wish);
    const auto touched = [&] {
        return given.transact([](db::Transaction& tx) {
            expire_lots(tx);
            return tx.touched();
        });
    };
    EXPECT_THAT(touched(), IsEmpty());
    given.clock.advance(std::chrono::hours(16));
    EXPECT_THAT(touched(), ElementsAre(tag(today.id))) << "midnight in Vietnam has passed";
}

}  // namespace
}  // namespace chophien::traceability
