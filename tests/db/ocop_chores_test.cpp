// What the clockwork does with labels, on several nodes at once, and what an undone import may take.
#include "catalog/label.hpp"
#include "catalog/ocop/label_acts.hpp"
#include "core/feed.hpp"
#include "tests/given/catalog.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <thread>

namespace chophien::catalog::ocop {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

struct OcopChores : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh", "04");
    accounts::Caller province = given.authority("Sở Nông nghiệp và Môi trường", "04");

    /// So many products, each with 4 stars decided on that day.
    std::vector<LabelId> labelled(int count, std::string_view decided_on) {
        std::vector<LabelId> labels;
        for (int number = 0; number < count; ++number) {
            const auto goods =
                given::sells(given, coop, {.name = "Chè số " + std::to_string(number), .set = 11});
            labels.push_back(given::granted(given.transact([&](db::Transaction& tx) {
                                 return declare(
                                     tx,
                                     coop,
                                     {.product = goods.product,
                                      .stars = 4,
                                      .decision_no = "88/QĐ-UBND",
                                      .issuer = "UBND tỉnh Cao Bằng",
                                      .decided_on = day_from(decided_on).value()}
                                 );
                             })).id);
        }
        return labels;
    }

    /// How often the feed told of that kind, by what it was about.
    std::map<std::string, int> told(std::string_view kind) {
        sequence_changes(given.database);
        std::map<std::string, int> about;
        given.transact([&](db::Transaction& tx) {
            about.clear();
            for (const auto& set : changes_after(tx, 0, 10'000))
                for (const auto& change : set.changes)
                    if (change.kind == kind) ++about[change.about];
        });
        return about;
    }

    template <class Chore>
    void on_four_nodes(const Chore& chore) {
        std::vector<std::thread> nodes;
        for (int node = 0; node < 4; ++node)
            nodes.emplace_back([&] {
                const db::ThreadUse driver;
                while (given.transact([&](db::Transaction& tx) { return chore(tx); }) > 0) {
                }
            });
        for (auto& node : nodes) node.join();
    }
};

TEST_F(OcopChores, FourNodesTellOfEachRenewalOnce) {
    labelled(12, "2024-04-01");  // to 2027-04-01: from 2026-10-03 on
    on_four_nodes([](db::Transaction& tx) { return remind_of_renewal(tx); });
    const auto renewals = told("product.label_renewal_open");
    EXPECT_THAT(renewals, SizeIs(12));
    for (const auto& [product, times] : renewals) EXPECT_EQ(times, 1) << product;
}

TEST_F(OcopChores, ARenewalThatCameTooLateIsNotTold) {
    labelled(2, "2024-01-01");  // to 2027-01-01: its last day was 2026-09-03
    on_four_nodes([](db::Transaction& tx) { return remind_of_renewal(tx); });
    EXPECT_THAT(told("product.label_renewal_open"), IsEmpty());
}

TEST_F(OcopChores, FourNodesTellOfEachEndOnce) {
    labelled(12, "2023-11-21");  // the last day is today
    on_four_nodes([](db::Transaction& tx) { return expire_labels(tx); });
    EXPECT_THAT(told("product.label_expired"), IsEmpty());
    given.clock.advance(std::chrono::hours(16));  // midnight in Vietnam
    on_four_nodes([](db::Transaction& tx) { return expire_labels(tx); });
    const auto ended = told("product.label_expired");
    EXPECT_THAT(ended, SizeIs(12));
    for (const auto& [product, times] : ended) EXPECT_EQ(times, 1) << product;
}

TEST_F(OcopChores, AnUndoneImportTakesNoLabelAnAuthorityConfirmed) {
    const auto labels = labelled(2, "2025-01-15");
    given::granted(given.transact([&](db::Transaction& tx) { return confirm(tx, province, {labels[0]}); }));
    given.transact([&](db::Transaction& tx) {
        drop_label(tx, labels[0]);
        drop_label(tx, labels[1]);
        tx.touch(tag("products"));
    });
    given.transact([&](db::Transaction& tx) {
        EXPECT_TRUE(find_label(tx, labels[0]));
        EXPECT_FALSE(find_label(tx, labels[1]));
    });
}

TEST_F(OcopChores, ExpiringAndRevokingAtOnceLeaveOneEnd) {
    const auto labels = labelled(8, "2023-11-21");
    std::vector<std::thread> hands;
    for (const auto label : labels)
        hands.emplace_back([&, label] {
            const db::ThreadUse driver;
            given.transact([&](db::Transaction& tx) {
                return revoke(tx, province, {label, Ground::production_stopped, "Đã ngừng sản xuất"});
            });
        });
    for (auto& hand : hands) hand.join();
    given.clock.advance(std::chrono::hours(16));
    on_four_nodes([](db::Transaction& tx) { return expire_labels(tx); });
    EXPECT_THAT(told("product.label_revoked"), SizeIs(8));
    EXPECT_THAT(told("product.label_expired"), IsEmpty());
}

TEST_F(OcopChores, FindWhatIsDueByAnIndexAmongManyLabels) {
    const auto goods = given::sells(given, coop, {.name = "Chè", .set = 11});
    given.transact([&](db::Transaction& tx) {
        for (int age = 0; age < 600; ++age) {
            OcopLabel label;
            label.product = goods.product;
            label.stars = 3;
            label.decided_on = day_from("2024-12-01").value() + std::chrono::days(age);
            EXPECT_TRUE(declare_label(tx, label));
        }
        tx.touch(tag("products"));
    });
    const auto session = given.database.connect();
    session->execute("ANALYZE TABLE ocop_labels");
    for (const db::Statement explained :
         {db::Statement{
              "test.lapses",
              "EXPLAIN SELECT id FROM ocop_labels WHERE lapses_on < '2026-11-21' "
              "ORDER BY lapses_on, id LIMIT 500 FOR UPDATE"},
          db::Statement{
              "test.renewals",
              "EXPLAIN SELECT id FROM ocop_labels WHERE renews_from BETWEEN "
              "'2026-09-22' AND '2026-11-21' ORDER BY renews_from, id LIMIT 500"}})
        session->query(explained, {}, [&](const db::Row& row) {
            EXPECT_EQ(row.text(3), "range") << explained.name;
            EXPECT_LT(std::stoll(row.text(8)), 100) << explained.name;
        });
}

}  // namespace
}  // namespace chophien::catalog::ocop
