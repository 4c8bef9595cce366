// Reports of subscriptions: all that is new, in order, at least once, by the rights of the moment.
#include "core/feed.hpp"
#include "tests/given/webhooks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

namespace chophien::traceability::epcis {
namespace {

using given::Json;
using given::observed;
using given::party_of;
using given::to;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using namespace std::chrono_literals;

struct EpcisSubscriptions : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller other = given.cooperative("HTX Suối Bạc");
    accounts::Caller shop = given.retailer("Siêu thị Hồ Gươm");
    given::RecordingClient client;
    static constexpr DeliveryPace no_lease{.lease = 0ms};

    EpcisSubscriptions() { given::name_query(given, shop, "all", Json::object()); }

    /// Delivers until nothing is due.
    void deliver(const DeliveryPace& pace = {}) {
        for (int tries = 0; server::deliver_one(given.database, client, 7, pace); ++tries)
            ensure(tries < 1000, "deliveries come to an end");
    }

    void captures(const accounts::Caller& who, const std::vector<std::string>& serials) {
        auto events = Json::array();
        for (const auto& serial : serials)
            events.push_back(to(observed(serial, 0, "shipping"), party_of(shop)));
        given::captured_events(given, who, events);
        wake({who.organisation});
    }

    std::uint64_t wake(const std::vector<accounts::OrganisationId>& captured) {
        return given.transact([&](db::Transaction& tx) { return wake_streams(tx, captured); });
    }

    Subscription seen(const Subscription& one) {
        return given::granted(given.transact([&](db::Transaction& tx) {
            return subscription_of(tx, shop.organisation, one.query, one.id);
        }));
    }

    std::vector<Change> told(std::string_view kind) {
        while (sequence_changes(given.database) > 0) {
        }
        std::vector<Change> found;
        for (const auto& set :
             given.transact([](db::Transaction& tx) { return changes_after(tx, 0, 100'000); }))
            for (const auto& change : set.changes)
                if (change.kind == kind) found.push_back(change);
        return found;
    }
};

TEST_F(EpcisSubscriptions, BeginWithAChallengeAndReportWhatIsCapturedFromThenOn) {
    captures(coop, {"S0"});
    given.clock.advance(1s);
    const auto one = given::subscribed(given, shop, "all");
    captures(coop, {"S1", "S2"});
    EXPECT_THAT(client.reports, IsEmpty());
    deliver();
    ASSERT_THAT(client.challenges, SizeIs(1));
    ASSERT_THAT(client.serials(), ElementsAre(ElementsAre("S1", "S2")));
    const auto& letter = client.reports.front();
    EXPECT_EQ(letter.url, "https://receiver.example.com/epcis");
    const auto signature = crypto::hmac_sha256("13df38d8275b13f0", letter.body);
    EXPECT_EQ(client.header(letter, "GS1-Signature"), crypto::hex(crypto::bytes_of(signature)));
    EXPECT_EQ(client.header(letter, "GS1-Query-Min-Record-Time"), text_of(one.begins_at));
    const auto body = Json::parse(letter.body);
    EXPECT_EQ(body.at("type"), "EPCISQueryDocument");
    const auto results = body.at("epcisBody").at("queryResults");
    EXPECT_EQ(results.at("subscriptionID"), text_of(one.id));
    EXPECT_EQ(results.at("queryName"), "all");
    EXPECT_TRUE(seen(one).notified_at);
    deliver();
    EXPECT_THAT(client.reports, SizeIs(1)) << "nothing twice when nothing fails";
    given.clock.advance(1s);
    captures(other, {"S3"});
    deliver();
    EXPECT_THAT(client.serials().back(), ElementsAre("S3"));
    EXPECT_THAT(client.challenges, SizeIs(1)) << "it proves itself once";
}

TEST_F(EpcisSubscriptions, SendNothingToADestinationThatDoesNotEcho) {
    client.echoes = false;
    const auto one = given::subscribed(given, shop, "all");
    captures(coop, {"S1"});
    for (int day = 0; day < 20; ++day) {
        deliver();
        given.clock.advance(6h);
    }
    EXPECT_THAT(client.reports, IsEmpty());
    EXPECT_THAT(client.challenges, SizeIs(most_failures));
    std::set<std::string> different;
    for (const auto& letter : client.challenges) different.insert(letter.body);
    EXPECT_EQ(different.size(), client.challenges.size()) << "an old challenge proves nothing";
    EXPECT_FALSE(seen(one).due_at);
    EXPECT_THAT(*seen(one).trouble, HasSubstr("challenge"));
    EXPECT_THAT(told("epcis.subscription_paused"), SizeIs(1));
}

TEST_F(EpcisSubscriptions, ArePausedAfterFailuresAndLoseNothing) {
    const auto one = given::subscribed(given, shop, "all");
    deliver();
    client.answers.assign(static_cast<std::size_t>(most_failures), 500);
    captures(coop, {"S1"});
    for (int day = 0; day < 20; ++day) {
        deliver();
        given.clock.advance(6h);
        captures(coop, {"T" + std::to_string(day)});
    }
    EXPECT_THAT(client.reports, SizeIs(most_failures));
    EXPECT_FALSE(seen(one).due_at);
    EXPECT_EQ(seen(one).trouble, "the receiver answered 500");
    const auto changes = told("epcis.subscription_paused");
    ASSERT_THAT(changes, SizeIs(1));
    EXPECT_EQ(changes.front().about, text_of(one.id));
    EXPECT_EQ(Json::parse(changes.front().data).at("organisation"), text_of(shop.organisation));
    client.reports.clear();
    given::granted(given.transact([&](db::Transaction& tx) { return resume(tx, shop, "all", one.id); }));
    deliver();
    std::vector<std::string> wanted{"S1"};
    for (int day = 0; day < 20; ++day) wanted.push_back("T" + std::to_string(day));
    EXPECT_THAT(client.serials(), ElementsAre(wanted));
    EXPECT_FALSE(seen(one).trouble);
}

TEST_F(EpcisSubscriptions, WaitLongerAfterEachFailure) {
    auto before = 0s;
    auto sum = 0s;
    for (std::int64_t failure = 1; failure < most_failures; ++failure) {
        EXPECT_GE(wait_after(failure), before);
        before = wait_after(failure);
        sum += before;
    }
    EXPECT_GT(sum, 12h) << "a night's outage pauses nothing";
    given::subscribed(given, shop, "all");
    deliver();
    client.answers = {0, 0};
    captures(coop, {"S1"});
    deliver();
    captures(coop, {"S2"});
    deliver();
    EXPECT_THAT(client.reports, SizeIs(1)) << "a capture does not cut the wait short";
    given.clock.advance(wait_after(1));
    deliver();
    EXPECT_THAT(client.reports, SizeIs(2));
    given.clock.advance(wait_after(1));
    deliver();
    EXPECT_THAT(client.reports, SizeIs(2));
}

TEST_F(EpcisSubscriptions, RepeatWhatWasSentBeforeACrashAndMissNothing) {
    given::subscribed(given, shop, "all");
    deliver();
    captures(coop, {"S1"});
    const auto sent = given.transact([&](db::Transaction& tx) { return next_report(tx, 8, no_lease); });
    ASSERT_TRUE(sent.report);
    client.post(server::letter_of(*sent.report));  // and the node dies before it is kept
    captures(coop, {"S2"});
    deliver(no_lease);
    EXPECT_THAT(client.serials(), ElementsAre(ElementsAre("S1"), ElementsAre("S1", "S2")));
    given.transact([&](db::Transaction& tx) { report_taken(tx, *sent.report); });  // it was only slow
    captures(coop, {"S3"});
    deliver();
    EXPECT_THAT(client.serials().back(), ElementsAre("S3")) << "a lease that was lost moves no position";
}

TEST_F(EpcisSubscriptions, AreDeliveredByOneNodeAtATime) {
    given::subscribed(given, shop, "all");
    deliver();
    captures(coop, {"S1"});
    const auto mine = given.transact([&](db::Transaction& tx) { return next_report(tx, 8); });
    ASSERT_TRUE(mine.report);
    captures(coop, {"S2"});
    given.clock.advance(2min);
    deliver();
    EXPECT_THAT(client.reports, IsEmpty()) << "the other holds it";
    given.transact([&](db::Transaction& tx) { report_taken(tx, *mine.report); });
    deliver();
    EXPECT_THAT(client.serials(), ElementsAre(ElementsAre("S2")));
}

TEST_F(EpcisSubscriptions, MissNoCaptureThatCommitsBehindALaterOneOfAnother) {
    given::subscribed(given, shop, "all");
    deliver();
    given.clock.advance(10s);
    captures(other, {"B1"});
    deliver();
    given.clock.advance(-5s);  // this transaction began before the one that is reported already
    captures(coop, {"A1", "A2"});
    deliver();
    given.clock.advance(10s);
    captures(other, {"B2"});
    deliver();
    EXPECT_THAT(client.serials(), ElementsAre(ElementsAre("B1"), ElementsAre("A1", "A2"), ElementsAre("B2")));
    const auto late = Json::parse(client.reports[1].body);
    const auto header = instant_from(client.header(client.reports[1], "GS1-Query-Min-Record-Time")).value();
    for (const auto& event : late.at("epcisBody").at("queryResults").at("resultsBody").at("eventList"))
        EXPECT_LE(header, instant_from(event.at("recordTime").get<std::string>()).value());
}

TEST_F(EpcisSubscriptions, ReportOneRunInTheOrderOfRecordTimes) {
    given::subscribed(given, shop, "all");
    captures(coop, {"A1"});
    given.clock.advance(2s);
    captures(coop, {"A3"});
    given.clock.advance(-1s);
    captures(other, {"B2"});
    deliver();
    EXPECT_THAT(client.serials(), ElementsAre(ElementsAre("A1", "B2", "A3")));
}

TEST_F(EpcisSubscriptions, SendLongBacklogsInBatchesFromTheInitialRecordTime) {
    std::vector<std::string> all;
    for (int number = 100; number < 350; ++number) all.push_back("S" + std::to_string(number));
    captures(coop, {"OLD"});
    given.clock.advance(1h);
    const auto from = given.clock.now();
    captures(coop, all);
    given.clock.advance(1h);
    auto wish = given::stream_wish;
    wish["initialRecordTime"] = text_of(from);
    given::subscribed(given, shop, "all", wish);
    client.answers = {413, 200, 413, 200, 503};
    deliver();
    given.clock.advance(1min);
    deliver();
    std::vector<std::string> taken;
    const std::vector<int> answers{413, 200, 413, 200, 503};
    for (std::size_t number = 0; number < client.reports.size(); ++number) {
        const auto serials = client.serials_of(client.reports[number]);
        EXPECT_LE(serials.size(), number == 0 ? 100U : number < 3 ? 50U : 25U);
        if (number >= answers.size() || answers[number] == 200)
            taken.insert(taken.end(), serials.begin(), serials.end());
    }
    EXPECT_EQ(taken, all);
}

TEST_F(EpcisSubscriptions, EndAtOnceWhereTheReceiverIsGone) {
    const auto one = given::subscribed(given, shop, "all");
    deliver();
    client.answers = {410};
    captures(coop, {"S1"});
    deliver();
    EXPECT_FALSE(seen(one).due_at);
    EXPECT_THAT(told("epcis.subscription_paused"), SizeIs(1));
}

TEST_F(EpcisSubscriptions, LookAtTheRightsOfTheMomentOfDelivery) {
    const auto grants = [&] {
        return given::granted(given.transact([&](db::Transaction& tx) {
            return give_grant(tx, coop, {.viewer = shop.organisation, .biz_step = "packing"});
        }));
    };
    auto event = observed("S1", 0, "packing");
    event["ex:secret"] = "only ours";
    given::subscribed(given, shop, "all");
    deliver();
    const auto grant = grants();
    given::captured_events(given, coop, {event, observed("S2", 1, "storing")});
    EXPECT_EQ(wake({coop.organisation}), 1U);
    deliver();
    ASSERT_THAT(client.serials(), ElementsAre(ElementsAre("S1")));
    EXPECT_EQ(client.reports.front().body.find("secret"), std::string::npos);
    given::captured_events(given, coop, Json::array({observed("S3", 2, "packing")}));
    wake({coop.organisation});
    given::granted(given.transact([&](db::Transaction& tx) { return withdraw_grant(tx, coop, {grant.id}); }));
    deliver();
    EXPECT_THAT(client.reports, SizeIs(1)) << "captured under the grant, withdrawn before it was sent";
    given::captured_events(given, coop, Json::array({observed("S4", 3, "packing")}));
    EXPECT_EQ(wake({coop.organisation}), 0U) << "nobody to be woken";
}

TEST_F(EpcisSubscriptions, ReportOnlyWhatTheQueryFinds) {
    given::name_query(given, shop, "retail", {{"EQ_bizStep", {"retail_selling"}}});
    given::subscribed(given, shop, "retail");
    deliver();
    given::captured_events(given, shop, {observed("S1", 0, "retail_selling"), observed("S2", 1, "storing")});
    wake({shop.organisation});
    deliver();
    EXPECT_THAT(client.serials(), ElementsAre(ElementsAre("S1")));
}

TEST_F(EpcisSubscriptions, ByScheduleCoverWhatCameSinceTheLastRun) {
    const auto hourly = [](bool empty) {
        return Json{
            {"dest", "https://receiver.example.com/epcis"},
            {"signatureToken", "13df38d8275b13f0"},
            {"reportIfEmpty", empty},
            {"schedule", {{"minute", "30"}}}};
    };
    given::subscribed(given, shop, "all", hourly(false));
    const auto loud = given::subscribed(given, shop, "all", hourly(true));
    captures(coop, {"S1"});
    deliver();
    EXPECT_THAT(client.reports, IsEmpty()) << "not before its time";
    given.clock.set(given::morning + 30min);
    deliver();
    EXPECT_THAT(client.serials(), ElementsAre(ElementsAre("S1"), ElementsAre("S1")));
    client.reports.clear();
    given.clock.set(given::morning + 90min);
    deliver();
    ASSERT_THAT(client.serials(), ElementsAre(IsEmpty()))
        << "one keeps quiet, one says that there is nothing";
    EXPECT_THAT(client.reports.front().body, HasSubstr(text_of(loud.id)));
    EXPECT_EQ(seen(loud).last_run, given::morning + 90min);
    client.reports.clear();
    client.answers = {503, 503};
    captures(coop, {"S2"});
    given.clock.set(given::morning + 150min);
    deliver();
    given.clock.set(given::morning + 155min);
    captures(coop, {"S3"});
    deliver();
    EXPECT_THAT(client.serials(), testing::Each(ElementsAre("S2")))
        << "what failed is sent again, and covers what it covered";
    EXPECT_EQ(seen(loud).last_run, given::morning + 150min);
    client.reports.clear();
    given.clock.set(given::morning + 210min);
    deliver();
    EXPECT_THAT(client.serials(), ElementsAre(ElementsAre("S3"), ElementsAre("S3")));
}

TEST_F(EpcisSubscriptions, EndWithTheirQuery) {
    const auto one = given::subscribed(given, shop, "all");
    deliver();
    captures(coop, {"S1"});
    given::granted(given.transact([&](db::Transaction& tx) {
        return drop_query(tx, shop.organisation, "all");
    }));
    deliver();
    EXPECT_THAT(client.reports, IsEmpty());
    EXPECT_THAT(told("epcis.unsubscribed"), SizeIs(1));
    const auto gone = given.transact([&](db::Transaction& tx) {
        return subscription_of(tx, shop.organisation, "all", one.id);
    });
    EXPECT_EQ(gone.error(), no_such_name);
}

TEST_F(EpcisSubscriptions, ThatNobodyWokeAreLookedAtAllTheSame) {
    given::subscribed(given, shop, "all");
    deliver();
    ASSERT_EQ(given::captured_events(given, shop, Json::array({observed("S1")})).stored, 1);
    deliver();
    EXPECT_THAT(client.reports, IsEmpty());
    given.clock.advance(61s);
    deliver();
    EXPECT_THAT(client.serials(), ElementsAre(ElementsAre("S1")));
}

// Captures of three organisations whose commits are out of order, receivers that fail, nodes that die: each
// event arrives, and of each organisation first in its order.
TEST_F(EpcisSubscriptions, ReportEveryEventWhateverHappens) {
    for (const unsigned seed : {1U, 2U, 3U}) {
        SCOPED_TRACE(seed);
        std::mt19937 random(seed);
        const auto name = "q" + std::to_string(seed);
        given::name_query(given, shop, name, Json::object());
        given.clock.advance(1h);
        const auto one = given::subscribed(given, shop, name);
        deliver(no_lease);
        client.reports.clear();
        given.clock.advance(1min);  // or a step back would lead before initialRecordTime
        const std::array parties{coop, other, shop};
        std::array<std::vector<std::string>, 3> captured;
        std::vector<std::string> taken;
        for (int step = 0; step < 40; ++step) {
            const auto party = random() % 3;
            given.clock.advance(std::chrono::milliseconds(static_cast<int>(random() % 3000) - 1000));
            const auto serial = std::string(1, static_cast<char>('A' + party)) +
                                std::to_string(seed * 1000 + static_cast<unsigned>(step));
            captured.at(party).push_back(serial);
            captures(parties.at(party), {serial});
            switch (random() % 4) {
                case 0:
                    client.answers = {500};
                    break;
                case 1: {
                    given.clock.advance(1min);
                    const auto lost =
                        given.transact([&](db::Transaction& tx) { return next_report(tx, 9, no_lease); });
                    if (lost.report) client.post(server::letter_of(*lost.report));
                    break;
                }
                case 2:
                    deliver(no_lease);
                    break;
                default:
                    break;
            }
        }
        for (int round = 0; round < 3; ++round) {
            given.clock.advance(10min);
            deliver(no_lease);
        }
        std::array<std::vector<std::string>, 3> arrived;
        std::set<std::string> known;
        for (const auto& report : client.serials())
            for (const auto& serial : report)
                if (known.insert(serial).second)
                    arrived.at(static_cast<std::size_t>(serial[0] - 'A')).push_back(serial);
        EXPECT_EQ(arrived, captured);
        EXPECT_TRUE(seen(one).due_at);
        given::granted(given.transact([&](db::Transaction& tx) { return unsubscribe(tx, shop, name, one.id); }
        ));
    }
}

}  // namespace
}  // namespace chophien::traceability::epcis
