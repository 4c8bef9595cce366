// Events kept once, in order, withdrawn and never changed.
#include "tests/given/epcis.hpp"
#include "traceability/epcis/recording.hpp"
#include "traceability/epcis/sight.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace chophien::traceability::epcis {
namespace {

using given::Json;
using given::observed;
using given::withdrawal_of;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct EpcisKeeping : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller other = given.cooperative("HTX Khác", "19");

    CaptureView captures(const std::vector<Json>& events) {
        return given::captured_events(given, coop, events);
    }

    std::vector<StoredEvent> all(const accounts::Caller& who) {
        return given::found(given, who, {{"orderBy", "recordTime"}, {"orderDirection", "ASC"}});
    }
};

TEST_F(EpcisKeeping, GivesStrictlyRisingRecordTimesOfItsOwn) {
    auto one = observed("S1");
    one["recordTime"] = "2020-01-01T00:00:00Z";
    const auto first = captures({one, observed("S2"), observed("S3")});
    EXPECT_TRUE(first.succeeds);
    EXPECT_EQ(first.stored, 3);
    EXPECT_FALSE(first.running());
    captures({observed("S4")});  // the clock stands still
    const auto events = all(coop);
    ASSERT_THAT(events, SizeIs(4));
    EXPECT_GE(events.front().record_time, given.clock.now());
    for (std::size_t at = 1; at < events.size(); ++at)
        EXPECT_LT(events[at - 1].record_time, events[at].record_time);
    EXPECT_THAT(given::things_of(events), ElementsAre("S1", "S2", "S3", "S4"));
}

TEST_F(EpcisKeeping, OfTheSameDocumentTwiceChangesNothing) {
    const Json events{observed("S1"), observed("S2")};
    captures(events);
    const auto again = captures(events);
    EXPECT_TRUE(again.succeeds);
    EXPECT_EQ(again.stored, 0);
    EXPECT_EQ(again.repeated, 2);
    EXPECT_THAT(all(coop), SizeIs(2));
    const auto within = captures({observed("S3"), observed("S3")});
    EXPECT_EQ(within.stored, 1);
    EXPECT_EQ(within.repeated, 1);
}

TEST_F(EpcisKeeping, KnowsAnEventByItsIdAndByItsContent) {
    auto one = observed("S1");
    one["eventID"] = "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b11";
    captures({one});
    EXPECT_EQ(captures({one}).repeated, 1);
    EXPECT_EQ(captures({observed("S1")}).repeated, 1) << "the same content without an id";
    auto renamed = one;
    renamed["eventID"] = "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b22";
    EXPECT_EQ(captures({renamed}).stored, 1) << "another id is another event";
}

TEST_F(EpcisKeeping, RefusesOtherContentUnderTheSameId) {
    auto one = observed("S1");
    one["eventID"] = "urn:uuid:0b7ce9ad-1a5c-4b65-a0a7-6d2d3d6c1b11";
    captures({one});
    auto changed = one;
    changed["bizStep"] = "shipping";
    const auto refused = captures({observed("S2"), changed});
    EXPECT_FALSE(refused.succeeds);
    EXPECT_EQ(refused.stored, 0);
    const auto errors = Json::parse(refused.errors);
    ASSERT_THAT(errors, SizeIs(1));
    EXPECT_EQ(errors[0]["type"], "epcisException:ResourceAlreadyExistsException");
    EXPECT_EQ(errors[0]["pointer"], "/epcisBody/eventList/1/eventID");
    EXPECT_THAT(all(coop), SizeIs(1)) << "all or nothing";
    const auto some = given::captured(given, coop, given::document_of({observed("S2"), changed}), true);
    EXPECT_FALSE(some.succeeds);
    EXPECT_EQ(some.stored, 1);
    EXPECT_EQ(given::captured_events(given, other, {changed}).stored, 1) << "ids are each party's own";
}

TEST_F(EpcisKeeping, MarksWhatADeclarationWithdrawsInWhateverOrderTheyCome) {
    captures({observed("S1")});
    captures({withdrawal_of(observed("S1"))});
    captures({withdrawal_of(observed("S2"))});
    captures({observed("S2")});
    captures({observed("S3"), withdrawal_of(observed("S3"))});
    for (const auto& event : all(coop)) {
        const bool declares = event.content.contains("errorDeclaration");
        EXPECT_EQ(event.withdrawn_at.has_value(), !declares) << event.content;
    }
    EXPECT_THAT(given::found(given, coop, {{"EXISTS_errorDeclaration", "true"}}), SizeIs(3));
    EXPECT_EQ(captures({withdrawal_of(observed("S1"))}).repeated, 1);
    EXPECT_EQ(captures({withdrawal_of(observed("S1"), "did_not_occur")}).stored, 1)
        << "another declaration on it";
}

TEST_F(EpcisKeeping, LetsOnlyWhoCapturedAnEventDeclareItWrong) {
    const auto shipped = given::to(observed("S1", 0, "shipping"), given::party_of(other));
    captures({shipped});
    const auto refused = given::captured_events(given, other, {withdrawal_of(shipped)});
    EXPECT_FALSE(refused.succeeds);
    EXPECT_EQ(Json::parse(refused.errors)[0]["type"], "epcisException:SecurityException");
    EXPECT_FALSE(all(coop).front().withdrawn_at);
}

TEST_F(EpcisKeeping, ShowsAnEventWithAllDeclarationsOnIt) {
    captures({observed("S1"), withdrawal_of(observed("S1")), observed("S2")});
    const auto hash = all(coop).front().hash;
    const auto shown = given.transact([&](db::Transaction& tx) {
        return event_and_declarations(tx, Sight(tx, coop.organisation), hash);
    });
    EXPECT_THAT(shown, SizeIs(2));
    EXPECT_THAT(
        given.transact([&](db::Transaction& tx) {
            return event_and_declarations(tx, Sight(tx, other.organisation), hash);
        }),
        IsEmpty()
    );
}

TEST_F(EpcisKeeping, IsForEver) {
    captures({observed("S1")});
    const auto session = given.database.connect();
    EXPECT_THROW(session->execute("DELETE FROM epcis_events"), db::Error);
    EXPECT_THROW(session->execute("UPDATE epcis_events SET body = '{}'"), db::Error);
    session->execute("UPDATE epcis_events SET withdrawn_at = NULL");
}

TEST_F(EpcisKeeping, AtOnceFromTwoSidesStoresEachEventOnce) {
    Json events = Json::array();
    for (int number = 0; number < 60; ++number) events.push_back(observed("S" + std::to_string(number)));
    std::atomic<std::int64_t> stored{0};
    const auto capture_all = [&](db::Database& database) {
        const db::ThreadUse use;
        for (int round = 0; round < 3; ++round) {
            const auto view = database.transact("test", [&](db::Transaction& tx) -> Result<CaptureView> {
                const auto id = capture(tx, coop, given::document_of(events), false);
                if (!id) return tl::unexpected(id.error());
                return capture_of(tx, coop, *id);
            });
            stored += view.value().stored;
        }
    };
    IdSource ids(given.clock, 1);
    db::Database second_node(given.target(), given.clock, ids, given.metrics);
    std::thread left([&] { capture_all(given.database); });
    std::thread right([&] { capture_all(second_node); });
    left.join();
    right.join();
    EXPECT_EQ(stored, 60);
    const auto kept = all(coop);
    EXPECT_THAT(kept, SizeIs(60));
    for (std::size_t at = 1; at < kept.size(); ++at)
        EXPECT_LT(kept[at - 1].record_time, kept[at].record_time);
}

TEST_F(EpcisKeeping, OfManyPartiesAtOnceNeverLosesOne) {
    const auto partner = given.retailer();
    std::vector<accounts::Caller> parties{coop, other, given.cooperative("HTX Ba"), partner};
    std::vector<std::thread> threads;
    for (const auto& party : parties)
        threads.emplace_back([&, party] {
            const db::ThreadUse use;
            for (int round = 0; round < 5; ++round) {
                Json events = Json::array();
                for (int number = 0; number < 20; ++number)
                    events.push_back(given::to(
                        observed("S" + std::to_string(round * 20 + number), round), given::party_of(partner)
                    ));
                given::captured_events(given, party, events);
            }
        });
    for (auto& thread : threads) thread.join();
    for (const auto& party : {coop, other}) EXPECT_THAT(all(party), SizeIs(100));
    EXPECT_THAT(all(partner), SizeIs(400));
}

TEST_F(EpcisKeeping, RecordsTheMarketsOwnEventsOnce) {
    auto event = observed("S1");
    event["cp:crate"] = "K7";
    const auto record_it = [&] {
        return given.transact([&](db::Transaction& tx) { return record(tx, coop.organisation, {event}); });
    };
    const auto ids = record_it();
    ASSERT_THAT(ids, SizeIs(1));
    EXPECT_THAT(ids.front(), testing::StartsWith("ni:///sha-256;"));
    EXPECT_EQ(record_it(), ids);
    const auto kept = all(coop);
    ASSERT_THAT(kept, SizeIs(1));
    EXPECT_EQ(kept.front().namespaces.at("cp"), "https://chophien.vn/epcis/");
    EXPECT_EQ(kept.front().content.at("cp:crate"), "K7");
}

}  // namespace
}  // namespace chophien::traceability::epcis
