// What the database's ways find is what the evaluator says of every event: random events, random queries.
#include "tests/given/epcis.hpp"
#include "traceability/epcis/matching.hpp"
#include "traceability/epcis/sight.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace chophien::traceability::epcis {
namespace {

using given::Json;
using given::Parameters;

/// Draws among few words, so that queries find something.
class Draws {
public:
    explicit Draws(unsigned seed) : source_(seed) {}

    int below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(source_); }

    bool one_in(int many) { return below(many) == 0; }

    std::string among(const std::vector<std::string>& words) {
        return words[static_cast<std::size_t>(below(static_cast<int>(words.size())))];
    }

    std::string serial() { return "U" + std::to_string(below(15)); }

    std::string unit() {
        const auto text = serial();
        return one_in(2) ? given::unit(text) : "urn:epc:id:sgtin:8938505.097401." + text;
    }

    std::string lot() {
        const auto text = "L" + std::to_string(below(5));
        return one_in(2) ? given::lot(text) : "urn:epc:class:lgtin:8938505.097401." + text;
    }

    std::string place() { return "https://id.gs1.org/414/8938505974002/254/K" + std::to_string(below(4)); }

    std::string step() { return among({"packing", "storing", "shipping", "receiving"}); }

    std::string time() {
        return text_of(given::morning - std::chrono::hours(24) + std::chrono::seconds(below(60)));
    }

private:
    std::mt19937 source_;
};

Json classes(Draws& draw) {
    auto list = Json::array();
    list.push_back({{"epcClass", draw.lot()}, {"quantity", draw.below(50) + 1}, {"uom", "KGM"}});
    return list;
}

Json event(Draws& draw, const std::string& partner) {
    Json event{
        {"eventTime", draw.time()},
        {"eventTimeZoneOffset", "+07:00"},
        {"bizStep", draw.step()},
        {"readPoint", {{"id", draw.place()}}},
        {"ex:nonce", draw.below(1'000'000)}};
    if (draw.one_in(2)) event["bizLocation"] = {{"id", draw.place()}};
    if (draw.one_in(2)) event["disposition"] = draw.among({"in_transit", "active"});
    if (draw.one_in(3)) event["ex:grade"] = draw.among({"A", "B"});
    if (draw.one_in(4))
        event["bizTransactionList"] = {
            {{"type", "po"}, {"bizTransaction", "urn:example:po:" + std::to_string(draw.below(3))}}};
    if (draw.one_in(3)) event["destinationList"] = {{{"type", "owning_party"}, {"destination", partner}}};
    switch (draw.below(3)) {
        case 0:
            event["type"] = "ObjectEvent";
            event["action"] = draw.among({"ADD", "OBSERVE", "DELETE"});
            event["epcList"] = {draw.unit()};
            if (draw.one_in(2)) event["quantityList"] = classes(draw);
            break;
        case 1:
            event["type"] = "AggregationEvent";
            event["action"] = draw.among({"ADD", "DELETE"});
            event["parentID"] = "https://id.gs1.org/00/08938505000000001" + std::to_string(draw.below(3));
            event["childEPCs"] = {draw.unit(), draw.unit()};
            if (event["childEPCs"][0] == event["childEPCs"][1]) event["childEPCs"].erase(1);
            break;
        default:
            event["type"] = "TransformationEvent";
            event["inputQuantityList"] = classes(draw);
            event["outputEPCList"] = {draw.unit()};
            break;
    }
    if (draw.one_in(10))
        event["errorDeclaration"] = {
            {"declarationTime", "2026-11-20T09:00:00Z"}, {"reason", "incorrect_data"}};
    return event;
}

Parameters some_query(Draws& draw) {
    Parameters query;
    const auto add = [&](int one_in, const std::string& name, const std::string& value) {
        if (draw.one_in(one_in)) query.emplace_back(name, value);
    };
    add(5, "EQ_bizStep", draw.step() + "|" + draw.step());
    add(5, "MATCH_epc", draw.unit());
    add(5, "MATCH_anyEPC", draw.unit() + "|" + draw.unit());
    add(8, "MATCH_anyEPC", "urn:epc:idpat:sgtin:8938505.097401.*");
    add(6, "MATCH_anyEPCClass", draw.lot());
    add(8, "MATCH_inputEPCClass", draw.lot());
    add(8, "MATCH_parentID", "https://id.gs1.org/00/089385050000000011");
    add(6, "EQ_bizLocation", draw.place());
    add(6, "EQ_readPoint", draw.place() + "|" + draw.place());
    add(8, "EQ_bizTransaction_po", "urn:example:po:1");
    add(5, "GE_eventTime", draw.time());
    add(5, "LT_eventTime", draw.time());
    add(6, "EQ_action", draw.among({"ADD", "OBSERVE|DELETE"}));
    add(6, "EQ_disposition", "active");
    add(6, "eventType", draw.among({"ObjectEvent", "AggregationEvent|TransformationEvent"}));
    add(8, "EXISTS_errorDeclaration", draw.among({"true", "false"}));
    add(6, "GE_quantity_GRM", std::to_string(draw.below(50) * 1000));
    add(8, "EQ_ex:grade", "A");
    add(2, "orderBy", draw.among({"eventTime", "recordTime", "ex:nonce"}));
    if (!query.empty() && query.back().first == "orderBy") add(2, "orderDirection", "ASC");
    std::ranges::sort(query);
    const auto twice = std::ranges::unique(query, {}, [](const auto& one) { return one.first; });
    query.erase(twice.begin(), twice.end());
    return query;
}

class EpcisModel : public testing::TestWithParam<unsigned> {};

TEST_P(EpcisModel, FindsWhatTheEvaluatorFindsAmongAllEvents) {
    given::Market given;
    const auto coop = given.cooperative();
    const auto shop = given.retailer();
    const auto other = given.cooperative("HTX Khác", "19");
    Draws draw(GetParam());
    for (const auto& who : {coop, other, coop})
        for (int document = 0; document < 3; ++document) {
            Json events = Json::array();
            for (int number = 0; number < 40; ++number) events.push_back(event(draw, given::party_of(shop)));
            const auto view = given::captured_events(given, who, events);
            ASSERT_TRUE(view.succeeds) << view.errors;
        }
    given.transact([&](db::Transaction& tx) {
        return give_grant(tx, other, {.viewer = coop.organisation, .biz_step = "packing"});
    });
    constexpr db::Statement all_ids{"test.all_events", "SELECT id FROM epcis_events ORDER BY id"};
    const auto ids = given.transact([&](db::Transaction& tx) { return tx.rows<EventId>(all_ids); });
    const MasterLookup no_master = [](const std::string&) { return std::vector<Attribute>(); };
    std::size_t results = 0;
    for (int round = 0; round < 120; ++round) {
        const auto& who = std::array{coop, shop, other}.at(static_cast<std::size_t>(draw.below(3)));
        const auto asked = some_query(draw);
        const auto read = given::query(asked);
        auto found = given::ids_of(given::found(given, who, asked, draw.one_in(2) ? 7 : 100));
        std::vector<std::string> wanted;
        given.transact([&](db::Transaction& tx) {
            for (const auto& one : Sight(tx, who.organisation).see(ids))
                if (matches(read, one, no_master)) wanted.push_back(one.event_id);
        });
        std::ranges::sort(found);
        std::ranges::sort(wanted);
        std::string said;
        for (const auto& [name, value] : asked) said += name + "=" + value + "&";
        ASSERT_EQ(found, wanted) << said;
        results += wanted.size();
    }
    EXPECT_GT(results, 100U) << "queries that find nothing prove nothing";
}

INSTANTIATE_TEST_SUITE_P(Seeds, EpcisModel, testing::Values(1U, 2U, 3U));

}  // namespace
}  // namespace chophien::traceability::epcis
