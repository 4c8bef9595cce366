// Many bank lines: their end does not depend on their order, and is the one the vectors give.
#include "tests/given/payments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <vector>

namespace chophien::payments {
namespace {

struct BankFeed : testing::Test {
    given::Till given;
    const accounts::Caller guest{};

    std::int64_t escrow(OrderId order) { return given.balance({Code::escrow, text_of(order)}); }

    std::int64_t unapplied() { return given.balance({Code::unapplied, given.bank}); }
};

/// All that a market's money amounts to, by what the accounts are for and not by their ids.
using End = std::vector<std::string>;

// One world, the same lines in two orders, each line on its own: the ends are equal.
TEST_F(BankFeed, EndsAlikeInWhateverOrderItsLinesArrive) {
    std::mt19937 random(20261121);
    const auto upto = [&](int most) { return std::uniform_int_distribution<int>(0, most)(random); };
    for (int world = 0; world < 12; ++world) {
        struct Planned {
            std::int64_t amount;
            std::vector<std::size_t> attempts;
        };

        const auto attempts = static_cast<std::size_t>(2 + upto(2));
        std::vector<std::vector<std::int64_t>> shares(attempts);
        for (auto& amounts : shares)
            for (int count = 1 + upto(2); count > 0; --count) amounts.push_back(10 * (1 + upto(9)));
        std::vector<std::int64_t> totals;
        for (const auto& amounts : shares)
            totals.push_back(std::accumulate(amounts.begin(), amounts.end(), std::int64_t{0}));
        std::vector<Planned> plan;
        for (int count = 3 + upto(4); count > 0; --count) {
            const auto one = static_cast<std::size_t>(upto(static_cast<int>(attempts) - 1));
            const auto other = (one + 1) % attempts;
            switch (upto(4)) {
                case 0:
                    plan.push_back({totals[one], {one}});
                    break;
                case 1:
                    plan.push_back({totals[one] + totals[other], {one, other}});
                    break;
                case 2:
                    plan.push_back({totals[one] + 5, {one, other}});
                    break;
                case 3:
                    plan.push_back({10 * (1 + upto(20)), {one}});
                    break;
                default:
                    plan.push_back({10, {}});
                    break;
            }
        }
        const auto end_of = [&](std::vector<std::size_t> order) {
            const auto before = unapplied();
            std::vector<Attempt> asked;
            std::vector<std::vector<OrderId>> orders(attempts);
            std::vector<accounts::Caller> buyers;
            for (std::size_t at = 0; at < attempts; ++at) {
                std::vector<Share> wanted;
                for (const auto amount : shares[at])
                    wanted.push_back({orders[at].emplace_back(given.order()), vnd(amount)});
                buyers.push_back(at == 0 ? guest : given.buyer());
                asked.push_back(given.asks(buyers.back(), Method::bank_transfer, wanted));
            }
            for (const auto at : order) {
                std::string memo = "tien";
                for (const auto attempt : plan[at].attempts) memo += " " + asked[attempt].memo_code;
                given.brought({given.line(plan[at].amount, memo)});
            }
            End end{"unapplied " + std::to_string(unapplied() - before)};
            for (std::size_t at = 0; at < attempts; ++at) {
                std::string text(json::name_of(given.attempt(asked[at].id).state));
                for (const auto one : orders[at]) text += " " + std::to_string(escrow(one));
                text +=
                    " surplus " + std::to_string(
                                      at == 0 ? given.balance({Code::refund_transit, text_of(orders[at][0])})
                                              : given.credit_of(buyers[at])
                                  );
                for (const auto& open :
                     given::granted(given.does(&list_exceptions, given.office(), {.after = {}, .limit = 100}))
                         .data)
                    if (open.attempt == asked[at].id)
                        text +=
                            " " + std::string(json::name_of(open.kind)) + std::to_string(open.amount.minor);
                end.push_back(text);
            }
            const auto session = given.database.connect();
            session->execute("DELETE FROM payment_exceptions");
            session->commit();
            return end;
        };
        std::vector<std::size_t> order(plan.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto expected = end_of(order);
        for (int shuffle = 0; shuffle < 3; ++shuffle) {
            std::ranges::shuffle(order, random);
            EXPECT_EQ(end_of(order), expected) << "world " << world;
        }
    }
    EXPECT_TRUE(given.proof().balanced);
}

TEST_F(BankFeed, IsMatchedAsTheVectorsDo) {
    const auto vectors = given::payment_vectors("bank-feed.json");
    if (!vectors) GTEST_SKIP() << given::no_payment_vectors("bank-feed.json");
    int seen = 0;
    for (const auto& vector : vectors->at("vectors")) {
        if (vector.at("kind") != "match") continue;
        ++seen;
        const auto id = vector.at("id").get<std::string>();
        // The vectors use one code many times; here each attempt has its own, put in where the vector's
        // stands.
        std::map<std::string, std::string> codes;
        std::map<std::string, AttemptId> ids;
        std::vector<accounts::Caller> buyers;
        for (const auto& open : vector.at("input").at("open")) {
            const auto order = given.order();
            buyers.push_back(given.buyer());
            const auto attempt = given.asks(
                buyers.back(),
                Method::bank_transfer,
                {{order, vnd(open.at("amount_vnd").get<std::int64_t>())}}
            );
            codes[open.at("code")] = attempt.memo_code;
            ids[open.at("code")] = attempt.id;
            if (open.at("state") == "cancelled") {
                given::granted(given.refunds(order, buyers.back()));
            }
        }
        const auto before = unapplied();
        for (const auto& row : vector.at("input").at("lines")) {
            auto memo = row.at("memo").get<std::string>();
            for (const auto& [code, ours] : codes)
                if (const auto at = memo.find(code); at != std::string::npos)
                    memo.replace(at, code.size(), ours);
            auto line =
                given.line(row.at("amount_vnd"), memo, id + ":" + row.at("bank_ref").get<std::string>());
            if (row.value("account", "") == "other") line.account = "999";
            given.brought({line});
        }
        const auto& expect = vector.at("expect");
        std::int64_t credit = 0;
        for (const auto& buyer : buyers) credit += given.credit_of(buyer);
        EXPECT_EQ(credit, expect.at("buyer_credit_vnd").get<std::int64_t>()) << id;
        EXPECT_EQ(unapplied() - before, expect.at("unapplied_vnd").get<std::int64_t>()) << id;
        const auto paid = expect.at("paid").get<std::vector<std::string>>();
        for (const auto& [code, attempt] : ids) {
            const bool should = std::ranges::find(paid, code) != paid.end();
            EXPECT_EQ(given.attempt(attempt).state == AttemptState::paid, should) << id << " " << code;
        }
        const auto received = expect.value("received", std::map<std::string, std::int64_t>{});
        for (const auto& [code, amount] : received)
            EXPECT_EQ(given.attempt(ids.at(code)).received, vnd(amount)) << id;
        EXPECT_EQ(given.troubles(), expect.at("exceptions").get<std::vector<std::string>>()) << id;
        const auto session = given.database.connect();
        session->execute("DELETE FROM payment_exceptions");
        session->commit();
    }
    EXPECT_GT(seen, 5);
}

}  // namespace
}  // namespace chophien::payments
