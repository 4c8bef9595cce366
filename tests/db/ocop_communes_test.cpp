// Running numbers of communes and transfers of labels under many hands, and the indexes their lists read by.
#include "accounts/communes.hpp"
#include "accounts/founding.hpp"
#include "accounts/refusals.hpp"
#include "catalog/ocop/judging.hpp"
#include "catalog/ocop/label_transfer.hpp"
#include "catalog/ocop/refusals.hpp"
#include "tests/given/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

namespace chophien::catalog::ocop {
namespace {

struct OcopCommunesAtOnce : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    accounts::Caller successor = given.cooperative("HTX Kế Thừa", "04");
    accounts::Caller chair = given.authority("Sở Nông nghiệp và Môi trường", "04");
    accounts::Caller commune = given::granted(given.transact([&](db::Transaction& tx) {
        return accounts::found_authority(
            tx, "UBND xã", "04", {"uy.ban", "Cán bộ xã", "-"}, given.operator_(), "01279"
        );
    }));

    static Marks best() {
        Marks marks;
        for (const auto& section : score_sheet(11).sections)
            for (const auto& criterion : section.criteria)
                marks.push_back({std::string(criterion.code), criterion.most()});
        return marks;
    }

    template <class Work>
    auto as_one(Work&& work) {
        return given.transact([&](db::Transaction& tx) { return work(tx); });
    }

    ApplicationId handed_in(const std::string& name) {
        const auto goods = given::sells(given, coop, {.name = name, .set = 11});
        return given::granted(as_one([&](db::Transaction& tx) -> Result<ApplicationId> {
            auto opened = open_application(tx, coop, {goods.product, Asking::first});
            if (!opened) return refuse(opened);
            const auto id = opened->id;
            if (auto done = assess(tx, coop, {id, best(), {}, std::nullopt}); !done) return refuse(done);
            if (auto done = submit(tx, coop, {id, "01279"}); !done) return refuse(done);
            return id;
        }));
    }
};

TEST_F(OcopCommunesAtOnce, EveryAcceptedApplicationHasACodeOfItsOwn) {
    std::vector<ApplicationId> waiting;
    for (int number = 0; number < 8; ++number) waiting.push_back(handed_in("Chè " + std::to_string(number)));
    std::mutex guard;
    std::set<std::string> codes;
    std::vector<std::thread> hands;
    for (const auto id : waiting)
        hands.emplace_back([&, id] {
            const db::ThreadUse driver;
            const auto view = as_one([&](db::Transaction& tx) {
                return forward(tx, commune, {id, {"tại xã", "tại xã", "của bản", "của bản"}});
            });
            const std::scoped_lock lock(guard);
            if (view) codes.insert(view->sheet_code.value_or(""));
        });
    for (auto& hand : hands) hand.join();
    EXPECT_EQ(codes.size(), 8U);
    EXPECT_EQ(*codes.begin(), "04-01279-01-2026");
    EXPECT_EQ(*codes.rbegin(), "04-01279-08-2026");
}

TEST_F(OcopCommunesAtOnce, ACommuneHasOneAuthorityAndAnotherOfItIsNotThere) {
    const auto again = as_one([&](db::Transaction& tx) {
        return accounts::found_authority(
            tx, "UBND khác", "66", {"uy.ban.hai", "Cán bộ", "-"}, given.operator_(), "01279"
        );
    });
    EXPECT_EQ(again.error(), accounts::commune_taken);
    as_one([&](db::Transaction& tx) {
        const auto known = accounts::authority_of_commune(tx, "01279");
        EXPECT_TRUE(known && known->active);
        EXPECT_EQ(known->organisation, commune.organisation);
        EXPECT_FALSE(accounts::authority_of_commune(tx, "01280"));
        EXPECT_FALSE(accounts::commune_of_authority(tx, chair.organisation));
        return true;
    });
}

TEST_F(OcopCommunesAtOnce, ALabelIsTransferredOnceHoweverManyHandsSign) {
    const auto from = given::sells(given, coop, {.name = "Chè Shan", .set = 11});
    const auto to = given::sells(given, successor, {.name = "Chè Shan", .set = 11});
    const auto label = given::granted(as_one([&](db::Transaction& tx) -> Result<LabelId> {
        auto declared = declare(
            tx,
            coop,
            {.product = from.product,
             .stars = 4,
             .decision_no = "88/QĐ-UBND",
             .issuer = "UBND tỉnh Cao Bằng",
             .decided_on = day_from("2025-01-15").value()}
        );
        if (!declared) return refuse(declared);
        for (const auto& holder : {coop, successor})
            if (auto done = consent_to_transfer(tx, holder, {declared->id, to.product}); !done)
                return refuse(done);
        return declared->id;
    }));
    std::atomic<int> granted{0};
    std::vector<std::thread> hands;
    for (int hand = 0; hand < 4; ++hand)
        hands.emplace_back([&] {
            const db::ThreadUse driver;
            if (as_one([&](db::Transaction& tx) {
                    return transfer(tx, chair, {label, to.product, "77/QĐ-UBND", "sáp nhập"});
                }))
                ++granted;
        });
    for (auto& hand : hands) hand.join();
    EXPECT_EQ(granted, 1);
    as_one([&](db::Transaction& tx) {
        EXPECT_TRUE(labels_of(tx, from.product).empty());
        const auto moved = labels_of(tx, to.product);
        EXPECT_EQ(moved.size(), 1U);
        EXPECT_EQ(moved.front().standing, LabelStanding::confirmed);
        return true;
    });
}

TEST_F(OcopCommunesAtOnce, ListsOfACommuneAndLabelsGivenAwayAreReadByIndex) {
    const auto session = given.database.connect();
    session->query(
        {"test.of_commune",
         "EXPLAIN SELECT id FROM ocop_applications WHERE commune = '01279' AND state = 'submitted' AND id > "
         "0 "
         "ORDER BY id LIMIT 20"},
        {},
        [](const db::Row& row) { EXPECT_THAT(row.text(4), testing::HasSubstr("by_commune_state")); }
    );
    session->query(
        {"test.given_away",
         "EXPLAIN SELECT label FROM ocop_label_acts WHERE from_product = 1 AND act = 'transfer' "
         "ORDER BY label DESC LIMIT 50"},
        {},
        [](const db::Row& row) { EXPECT_EQ(row.text(5), "by_origin"); }
    );
}

}  // namespace
}  // namespace chophien::catalog::ocop
