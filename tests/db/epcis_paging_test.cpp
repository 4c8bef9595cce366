// Pages of a query's results: whole, stable, bounded, and along indexes.
#include "tests/given/epcis.hpp"
#include "traceability/epcis/master_data.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>
#include <set>

namespace chophien::traceability::epcis {
namespace {

using given::Json;
using given::observed;
using given::Parameters;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// The last of each statement of the store that was spoken, with its values.
struct Heard {
    std::map<std::string, std::pair<std::string, std::vector<db::Value>>> statements;

    explicit Heard(db::Database& database) {
        database.listen([this](const db::Statement& statement, std::span<const db::Value> values) {
            if (!statement.name.starts_with("epcis.") || statement.sql.starts_with("INSERT")) return;
            auto& [sql, kept] = statements[std::string(statement.name)];
            sql = statement.sql;
            kept.clear();
            for (const auto& value : values)
                kept.push_back(std::visit(
                    [](const auto& one) -> db::Value {
                        if constexpr (std::is_same_v<std::remove_cvref_t<decltype(one)>, std::string_view>)
                            return std::string(one);
                        else
                            return one;
                    },
                    value
                ));
        });
    }
};

struct EpcisPages : testing::Test {
    given::Market given;
    Heard heard{given.database};  // before the first transaction
    accounts::Caller coop = given.cooperative("HTX Đồi Xanh");
    accounts::Caller shop = given.retailer();

    void captures(const std::vector<Json>& events) {
        const auto view = given::captured_events(given, coop, events);
        ASSERT_TRUE(view.succeeds) << view.errors;
    }

    /// So many events, a second apart, of three steps.
    void many(int count, int from = 0) {
        constexpr std::array steps{"packing", "storing", "shipping"};
        for (int begin = from; begin < from + count; begin += 500) {
            Json events = Json::array();
            for (int number = begin; number < std::min(begin + 500, from + count); ++number) {
                auto one = observed(
                    "S" + std::to_string(number), number, steps.at(static_cast<std::size_t>(number % 3))
                );
                one["quantityList"] =
                    Json::array({{{"epcClass", given::lot("L" + std::to_string(number % 7))}}});
                one["ex:rank"] = (number * 37) % 101;
                events.push_back(one);
            }
            captures(events);
        }
    }

    Result<ResultPage> page(const Parameters& asked, const PageWish& wish) {
        const auto read = given::query(asked);
        return given.transact([&](db::Transaction& tx) {
            return run_query(tx, coop.organisation, read, wish);
        });
    }
};

TEST_F(EpcisPages, GiveEachEventOnceInOrderWhateverTheWay) {
    many(60);
    const std::vector<Parameters> queries{
        {},
        {{"orderBy", "eventTime"}, {"orderDirection", "ASC"}},
        {{"orderBy", "recordTime"}},
        {{"orderBy", "recordTime"}, {"orderDirection", "ASC"}},
        {{"EQ_bizStep", "packing|storing"}},
        {{"MATCH_anyEPCClass", given::lot("L3") + "|" + given::lot("L5")}},
        {{"MATCH_anyEPCClass", given::lot("L3")}, {"orderBy", "recordTime"}},
        {{"orderBy", "ex:rank"}, {"orderDirection", "ASC"}},
        {{"GE_recordTime", "2026-01-01T00:00:00Z"}},
        {{"GE_eventTime", "2026-11-20T01:00:10Z"},
         {"LT_eventTime", "2026-11-20T01:00:50Z"},
         {"orderBy", "recordTime"}}};
    for (const auto& query : queries) {
        const auto whole = given::found(given, coop, query);
        EXPECT_FALSE(whole.empty());
        for (const std::int64_t size : {1, 7, 60})
            EXPECT_EQ(given::ids_of(given::found(given, coop, query, size)), given::ids_of(whole)) << size;
        const auto ids = given::ids_of(whole);
        EXPECT_EQ(std::set(ids.begin(), ids.end()).size(), ids.size());
    }
    const auto ranked = given::found(given, coop, queries[7]);
    for (std::size_t at = 1; at < ranked.size(); ++at)
        EXPECT_LE(ranked[at - 1].content["ex:rank"], ranked[at].content["ex:rank"]);
}

TEST_F(EpcisPages, StayAsTheyWereWhenEventsComeLate) {
    many(30);
    const auto before = given::ids_of(given::found(given, coop, {}));
    const auto first = page({}, {.size = 10});
    ASSERT_TRUE(first);
    captures({observed("NEW", 29), observed("OLD", 5), observed("OLDER", -100)});
    auto ids = given::ids_of(first->events);
    for (auto token = first->next; token;) {
        const auto next = page({}, {.size = 10, .token = token});
        for (const auto& id : given::ids_of(next->events)) ids.push_back(id);
        token = next->next;
    }
    EXPECT_EQ(ids, before);
    EXPECT_THAT(given::found(given, coop, {}), SizeIs(33));
}

TEST_F(EpcisPages, TakeOnlyTokensOfTheSameQueryAndParty) {
    many(10);
    const auto first = page({}, {.size = 3});
    ASSERT_TRUE(first->next);
    const auto refused = [&](const Parameters& asked, std::string token) {
        const auto answer = page(asked, {.size = 3, .token = std::move(token)});
        return !answer && answer.error() == query_parameter;
    };
    EXPECT_FALSE(refused({}, *first->next));
    EXPECT_TRUE(refused({{"EQ_bizStep", "packing"}}, *first->next));
    auto forged = *first->next;
    forged[4] = forged[4] == '3' ? '4' : '3';
    EXPECT_TRUE(refused({}, forged));
    EXPECT_TRUE(refused({}, "x"));
    EXPECT_FALSE(given.transact([&](db::Transaction& tx) {
        return run_query(tx, shop.organisation, given::query({}), {.size = 3, .token = first->next});
    }));
    given.clock.advance(std::chrono::hours(25));
    EXPECT_TRUE(refused({}, *first->next)) << "it has expired";
}

TEST_F(EpcisPages, EndWhereTheQueryLimitsThem) {
    many(40);
    EXPECT_THAT(
        given::found(given, coop, {{"orderBy", "eventTime"}, {"eventCountLimit", "13"}}, 5), SizeIs(13)
    );
    EXPECT_THAT(given::found(given, coop, {{"maxEventCount", "40"}}, 7), SizeIs(40));
    EXPECT_EQ(page({{"maxEventCount", "39"}}, {}).error(), query_too_large);
    EXPECT_EQ(
        page({{"MATCH_anyEPCClass", given::lot("L1")}, {"maxEventCount", "2"}}, {}).error(), query_too_large
    );
    EXPECT_THAT(page({{"maxEventCount", "14"}, {"EQ_bizStep", "packing"}}, {})->events, SizeIs(14));
}

TEST_F(EpcisPages, LookAtABoundedNumberOfEventsAndGoOn) {
    many(static_cast<int>(most_looked_at) + 1500);
    auto needle = observed("NEEDLE", -10);
    needle["ex:needle"] = 1;
    captures({needle});
    const Parameters asked{{"EXISTS_ex:needle", ""}};
    const auto first = page(asked, {});
    ASSERT_TRUE(first);
    EXPECT_THAT(first->events, IsEmpty());
    EXPECT_TRUE(first->next);
    EXPECT_THAT(given::things_of(given::found(given, coop, asked)), ElementsAre("NEEDLE"));
    EXPECT_EQ(given::found(given, coop, {}, 1000).size(), most_looked_at + 1501);
}

TEST_F(EpcisPages, FindPlacesUnderAPlaceByTheSendersMasterData) {
    auto document = given::document_of({observed("S1"), observed("S2")});
    document["epcisBody"]["eventList"][1]["readPoint"]["id"] = "urn:epc:id:sgln:8938505.97400.K2";
    document["epcisHeader"]["epcisMasterData"]["vocabularyList"] = Json::array(
        {{{"type", "urn:epcglobal:epcis:vtype:Location"},
          {"vocabularyElementList",
           {{{"id", "urn:epc:id:sgln:9521321.00001.0"}, {"children", {"urn:epc:id:sgln:8938505.97400.0"}}},
            {{"id", "urn:epc:id:sgln:8938505.97400.0"},
             {"attributes", {{{"id", "cbvmda:city"}, {"attribute", "Hà Giang"}}}},
             {"children", {"urn:epc:id:sgln:8938505.97400.K2"}}}}}}}
    );
    const auto view = given::captured(given, coop, document);
    ASSERT_TRUE(view.succeeds) << view.errors;
    EXPECT_THAT(given::found(given, coop, {{"WD_readPoint", "urn:epc:id:sgln:9521321.00001.0"}}), SizeIs(2));
    EXPECT_THAT(given::found(given, coop, {{"EQ_readPoint", "urn:epc:id:sgln:9521321.00001.0"}}), IsEmpty());
    EXPECT_THAT(given::found(given, coop, {{"WD_readPoint", "urn:epc:id:sgln:8938505.97400.K2"}}), SizeIs(1));
    EXPECT_THAT(given::found(given, coop, {{"HASATTR_readPoint", "cbvmda:city"}}), SizeIs(1));
    EXPECT_THAT(given::found(given, coop, {{"EQATTR_readPoint_cbvmda:city", "Hà Nội"}}), IsEmpty());
}

TEST_F(EpcisPages, AreFoundByIndexes) {
    many(3000);
    captures({given::to(observed("X", 1, "shipping"), given::party_of(shop))});
    captures({given::withdrawal_of(observed("X", 7))});
    given::captured_events(given, shop, {observed("X", 9, "receiving")});
    for (const Parameters& asked : std::vector<Parameters>{
             {},
             {{"orderBy", "recordTime"}},
             {{"orderBy", "recordTime"}, {"orderDirection", "ASC"}},
             {{"orderBy", "eventTime"}, {"orderDirection", "ASC"}},
             {{"EQ_bizStep", "packing"}},
             {{"MATCH_anyEPCClass", given::lot("L3")}},
             {{"EQ_eventID", "urn:uuid:1"}}})
        ASSERT_TRUE(page(asked, {.size = 20}));
    const auto session = given.database.connect();
    for (const auto* table : {"epcis_events", "epcis_mentions", "epcis_names", "epcis_shared", "epcis_seen"})
        session->execute(std::string("ANALYZE TABLE ") + table);
    std::deque<std::string> questions;
    unsigned explained = 0;
    for (const auto& [name, spoken] : heard.statements) {
        const auto& question = questions.emplace_back("EXPLAIN " + spoken.first);
        session->query({"test.explain", question}, spoken.second, [&](const db::Row& row) {
            const auto how = row.is_null(3) ? std::string() : row.text(3);
            EXPECT_FALSE(how == "ALL" && !row.is_null(8) && std::stoll(row.text(8)) > 100)
                << name << " reads all of " << row.text(2);
            const auto extra = row.is_null(9) ? std::string() : row.text(9);
            if (name.starts_with("epcis.walk")) {
                EXPECT_EQ(extra.find("filesort"), std::string::npos) << name << ": " << extra;
            }
        });
        ++explained;
    }
    EXPECT_GT(explained, 15U);
}

}  // namespace
}  // namespace chophien::traceability::epcis
