// Who may sit on a council, and what happens when two hands reach for one application.
#include "catalog/ocop/judging.hpp"
#include "catalog/ocop/refusals.hpp"
#include "tests/given/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <thread>

namespace chophien::catalog::ocop {
namespace {

struct OcopCouncil : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    accounts::Caller chair = given.authority("Sở Nông nghiệp và Môi trường", "04");

    static Marks best() {
        Marks marks;
        for (const auto& section : score_sheet(11).sections)
            for (const auto& criterion : section.criteria)
                marks.push_back({std::string(criterion.code), criterion.code == "1.5" ? 2 : criterion.most()}
                );
        return marks;
    }

    template <class Work>
    auto as_one(Work&& work) {
        return given.transact([&](db::Transaction& tx) { return work(tx); });
    }

    ApplicationId before_the_council() {
        const auto goods = given::sells(given, coop, {.name = "Chè Shan", .set = 11});
        return given::granted(as_one([&](db::Transaction& tx) -> Result<ApplicationId> {
            auto opened = open_application(tx, coop, {goods.product, Asking::first});
            if (!opened) return refuse(opened);
            const auto id = opened->id;
            if (auto done = assess(tx, coop, {id, best(), {}, std::nullopt}); !done) return refuse(done);
            if (auto done = submit(tx, coop, {id, "01279"}); !done) return refuse(done);
            if (auto done = forward(tx, chair, {id, {"tại xã", "tại xã", "của bản", "của bản"}}); !done)
                return refuse(done);
            return id;
        }));
    }

    Result<ApplicationView> scored(ApplicationId id, const accounts::Caller& by) {
        return as_one([&](db::Transaction& tx) { return score(tx, by, {id, best(), std::nullopt}); });
    }

    /// Runs both at once and says how many were granted.
    template <class Work>
    int granted_at_once(const Work& work) {
        std::atomic<int> granted{0};
        std::vector<std::thread> hands;
        for (int hand = 0; hand < 4; ++hand)
            hands.emplace_back([&] {
                const db::ThreadUse use;
                if (given.transact([&](db::Transaction& tx) { return work(tx); })) ++granted;
            });
        for (auto& hand : hands) hand.join();
        return granted;
    }
};

TEST_F(OcopCouncil, NobodyScoresTheirOwn) {
    const auto id = before_the_council();
    auto of_the_holder = given.colleague(chair, accounts::Role::recorder);
    of_the_holder.organisation = coop.organisation;
    EXPECT_EQ(scored(id, of_the_holder).error(), own_application);
    auto the_applicant = chair;
    the_applicant.person = coop.person;
    EXPECT_EQ(scored(id, the_applicant).error(), own_application);
    EXPECT_TRUE(scored(id, chair));
}

TEST_F(OcopCouncil, OnePersonsSheetCountsOnceHoweverOftenItIsSent) {
    const auto id = before_the_council();
    EXPECT_EQ(
        granted_at_once([&](db::Transaction& tx) {
            return score(tx, chair, {id, best(), std::nullopt});
        }),
        1
    );
    const auto view =
        given::granted(as_one([&](db::Transaction& tx) { return show_application(tx, chair, {id}); }));
    EXPECT_EQ(view.scores.size(), 1U);
    EXPECT_EQ(view.verdict->scorers, 1);
}

TEST_F(OcopCouncil, OneDecisionIsMadeHoweverManyHandsSign) {
    const auto id = before_the_council();
    EXPECT_TRUE(scored(id, chair));
    EXPECT_TRUE(scored(id, given.colleague(chair, accounts::Role::recorder, "Ủy viên một")));
    EXPECT_TRUE(scored(id, given.colleague(chair, accounts::Role::recorder, "Ủy viên hai")));
    EXPECT_EQ(
        granted_at_once([&](db::Transaction& tx) {
            return decide(tx, chair, {id, "12/QĐ-UBND", "Chủ tịch UBND tỉnh", std::nullopt});
        }),
        1
    );
    const auto view =
        given::granted(as_one([&](db::Transaction& tx) { return show_application(tx, coop, {id}); }));
    EXPECT_EQ(view.state, ApplicationState::recognised);
    EXPECT_TRUE(view.label);
    EXPECT_EQ(view.verdict->stars, 4);
}

TEST_F(OcopCouncil, ListsGoOnWhereTheyStopped) {
    const auto first = before_the_council();
    std::vector<ApplicationId> seen;
    for (int number = 0; number < 5; ++number) {
        const auto goods = given::sells(given, coop, {.name = "Chè " + std::to_string(number), .set = 11});
        given::granted(as_one([&](db::Transaction& tx) {
            return open_application(tx, coop, {goods.product, Asking::first});
        }));
    }
    std::optional<std::string> after;
    do {
        const auto page = given::granted(as_one([&](db::Transaction& tx) {
            return list_own_applications(tx, coop, {after, 4});
        }));
        for (const auto& one : page.data) seen.push_back(one.id);
        after = page.page.next;
    } while (after);
    EXPECT_EQ(seen.size(), 6U);
    EXPECT_TRUE(std::ranges::is_sorted(seen, std::greater{}));
    EXPECT_EQ(seen.back(), first);
    const auto waiting = given::granted(as_one([&](db::Transaction& tx) {
        return list_applications(tx, chair, {ApplicationState::at_province, std::nullopt, std::nullopt});
    }));
    ASSERT_EQ(waiting.data.size(), 1U);
    EXPECT_EQ(waiting.data.front().id, first);
    const auto drafts = given::granted(as_one([&](db::Transaction& tx) {
        return list_applications(tx, chair, {ApplicationState::draft, std::nullopt, std::nullopt});
    }));
    EXPECT_TRUE(drafts.data.empty());
}

}  // namespace
}  // namespace chophien::catalog::ocop
