// Documents captured: at once, as jobs, all or nothing, or what is right of them.
#include "tests/given/epcis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace chophien::traceability::epcis {
namespace {

using given::Json;
using given::observed;
using testing::IsEmpty;
using testing::SizeIs;

struct EpcisCapture : testing::Test {
    given::Market given;
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");

    static Json many(int count) {
        Json events = Json::array();
        for (int number = 0; number < count; ++number)
            events.push_back(observed("S" + std::to_string(number), number % 3600));
        return events;
    }

    CaptureId begins(const Json& document, bool proceeds) {
        return given::granted(given.transact([&](db::Transaction& tx) {
            return capture(tx, coop, document, proceeds);
        }));
    }

    CaptureView view(CaptureId id) {
        return given::granted(given.transact([&](db::Transaction& tx) { return capture_of(tx, coop, id); }));
    }

    void works() {
        while (jobs::work_once(given.database, capture_steps())) {
        }
    }
};

TEST_F(EpcisCapture, OfALongDocumentIsAJobOfOneTransaction) {
    const auto id = begins(given::document_of(many(1200)), false);
    auto running = view(id);
    EXPECT_TRUE(running.running());
    EXPECT_TRUE(running.succeeds);
    EXPECT_EQ(running.events, 1200);
    EXPECT_THAT(given::found(given, coop, {}), IsEmpty());
    works();
    const auto done = view(id);
    EXPECT_FALSE(done.running());
    EXPECT_TRUE(done.succeeds);
    EXPECT_EQ(done.stored, 1200);
    EXPECT_THAT(given::found(given, coop, {}), SizeIs(1200));
}

TEST_F(EpcisCapture, OfALongDocumentWithOneFaultStoresNothing) {
    auto events = many(1100);
    events[1050]["bizStep"] = "flying";
    const auto id = begins(given::document_of(events), false);
    works();
    const auto done = view(id);
    EXPECT_FALSE(done.running());
    EXPECT_FALSE(done.succeeds);
    EXPECT_EQ(done.stored, 0);
    EXPECT_EQ(Json::parse(done.errors)[0]["pointer"], "/epcisBody/eventList/1050/bizStep");
    EXPECT_THAT(given::found(given, coop, {}), IsEmpty());
}

TEST_F(EpcisCapture, ThatProceedsStoresWhatIsRightAndNamesTheRest) {
    auto events = many(1100);
    events[3].erase("action");
    events[1050]["bizStep"] = "flying";
    const auto id = begins(given::document_of(events), true);
    works();
    const auto done = view(id);
    EXPECT_FALSE(done.running());
    EXPECT_FALSE(done.succeeds);
    EXPECT_EQ(done.stored, 1098);
    const auto errors = Json::parse(done.errors);
    ASSERT_THAT(errors, SizeIs(2));
    EXPECT_THAT(errors[0]["pointer"].get<std::string>(), testing::StartsWith("/epcisBody/eventList/3"));
    EXPECT_EQ(errors[1]["pointer"], "/epcisBody/eventList/1050/bizStep");
    EXPECT_EQ(errors[1]["type"], "epcisException:ValidationException");
    EXPECT_EQ(errors[1]["value"], "flying");
}

TEST_F(EpcisCapture, OfAFaultyShortDocumentIsSaidInTheCapture) {
    auto document = given::document_of({observed("S1"), observed("S2")});
    document["epcisBody"]["eventList"][1]["eventTime"] = "yesterday";
    const auto all = given::captured(given, coop, document);
    EXPECT_FALSE(all.succeeds);
    EXPECT_FALSE(all.running());
    EXPECT_EQ(all.stored, 0);
    EXPECT_EQ(given::captured(given, coop, document, true).stored, 1);
    document.erase("@context");
    EXPECT_FALSE(given::captured(given, coop, document).succeeds);
}

TEST_F(EpcisCapture, IsLimitedInEventsAndToThoseWhoMay) {
    const auto capture_as = [&](const accounts::Caller& who, const Json& document) {
        return given.transact([&](db::Transaction& tx) { return capture(tx, who, document, false); });
    };
    EXPECT_EQ(capture_as(coop, given::document_of(many(10'001))).error(), capture_limit);
    EXPECT_EQ(capture_as(given.consumer(), given::document_of(many(1))).error(), not_allowed);
    EXPECT_EQ(
        capture_as(given.colleague(coop, accounts::Role::viewer), given::document_of(many(1))).error(),
        not_allowed
    );
    EXPECT_TRUE(capture_as(given.retailer(), given::document_of(many(1))));
    EXPECT_TRUE(capture_as(given.certifier(), given::document_of(many(1))));
    EXPECT_EQ(capture_as(coop, Json::array()).error(), validation);
}

TEST_F(EpcisCapture, IsTheCapturingPartysAloneAndForgottenAfterAMonth) {
    const auto id = begins(given::document_of(many(1)), false);
    const auto other = given.cooperative("HTX Khác", "19");
    EXPECT_EQ(
        given.transact([&](db::Transaction& tx) { return capture_of(tx, other, id); }).error(),
        no_such_resource
    );
    const auto forget = [&] {
        return given.transact([](db::Transaction& tx) { return forget_captures(tx); });
    };
    given.clock.advance(std::chrono::hours(24 * 29));
    EXPECT_EQ(forget(), 0U);
    given.clock.advance(std::chrono::hours(24 * 2));
    EXPECT_EQ(forget(), 1U);
    EXPECT_THAT(given::found(given, coop, {}), SizeIs(1)) << "the events stay";
}

TEST_F(EpcisCapture, TellsTheFeedOncePerDocument) {
    constexpr db::Statement told{
        "test.told", "SELECT COUNT(*) FROM changes WHERE body LIKE '%epcis.captured%'"};
    const auto count = [&] {
        return given.transact([&](db::Transaction& tx) { return tx.row<std::int64_t>(told); });
    };
    begins(given::document_of(many(50)), false);
    EXPECT_EQ(count(), 1);
    begins(given::document_of(many(50)), false);
    EXPECT_EQ(count(), 1) << "nothing new, nothing told";
}

}  // namespace
}  // namespace chophien::traceability::epcis
