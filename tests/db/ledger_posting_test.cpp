// The ledger alone: posting, repeats, floors, and what must hold however many do it at once.
#include "payments/ledger_store.hpp"
#include "payments/refusals.hpp"
#include "tests/given/payments.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace chophien::payments {
namespace {

using namespace std::chrono;

constexpr Day today = 2026y / November / 21;

struct Ledger : testing::Test {
    given::Till given;

    Result<Posted> posts(const Transfer& transfer) {
        return given.transact([&](db::Transaction& tx) { return post(tx, transfer); });
    }

    Transfer transfer(const std::string& key, std::vector<Leg> legs) {
        return {.kind = "test", .key = key, .legs = std::move(legs), .effective_on = today};
    }

    std::int64_t counted(std::string_view table) {
        // The text of a statement is its name in a session, so each table has its own.
        static const std::map<std::string_view, std::string> texts{
            {"ledger_transfer", "SELECT COUNT(*) FROM ledger_transfer"},
            {"ledger_leg", "SELECT COUNT(*) FROM ledger_leg"}};
        return given.transact([&](db::Transaction& tx) {
            return tx.row<std::int64_t>(db::Statement{"test.count", texts.at(table)}).value();
        });
    }

    const Account bank{Code::bank, "0011"};
    const Account escrow{Code::escrow, "o1"};
    const Account credit{Code::buyer_credit, "p1"};
};

TEST_F(Ledger, PostsOnceAndAnswersARepeatWithTheFirst) {
    const auto first = posts(transfer("capture:1", {{bank, escrow, vnd(430'000)}}));
    const auto again = posts(transfer("capture:1", {{bank, escrow, vnd(430'000)}}));
    ASSERT_TRUE(first && again);
    EXPECT_FALSE(first->replayed);
    EXPECT_TRUE(again->replayed);
    EXPECT_EQ(again->transfer, first->transfer);
    EXPECT_EQ(given.balance(escrow), 430'000);
    EXPECT_EQ(given.balance(bank), 430'000);
}

TEST_F(Ledger, RefusesAKeyWithOtherContent) {
    ASSERT_TRUE(posts(transfer("capture:1", {{bank, escrow, vnd(150'000)}})));
    const auto other = posts(transfer("capture:1", {{bank, escrow, vnd(150'001)}}));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error(), key_reused);
    EXPECT_EQ(given.balance(escrow), 150'000);
}

TEST_F(Ledger, RefusesToGoBelowAFloorAndSaysWhere) {
    ASSERT_TRUE(posts(transfer("capture:1", {{bank, escrow, vnd(100)}})));
    const auto refused = posts(transfer("refund:1", {{escrow, credit, vnd(101)}}));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), insufficient);
    EXPECT_NE(refused.error().en.find("escrow:o1"), std::string::npos);
    EXPECT_NE(refused.error().vi.find("escrow:o1"), std::string::npos);
    EXPECT_EQ(counted("ledger_transfer"), 1) << "nothing of it stays";
    EXPECT_TRUE(posts(transfer("refund:1", {{escrow, credit, vnd(100)}}))) << "and its key stays free";
}

TEST_F(Ledger, AddsLegsOfOneAccountUpBeforeItLooksAtTheFloor) {
    // In the order of its legs escrow would pass through −50.
    ASSERT_TRUE(posts(transfer("both", {{escrow, credit, vnd(50)}, {bank, escrow, vnd(80)}})));
    EXPECT_EQ(given.balance(escrow), 30);
    EXPECT_EQ(given.balance(credit), 50);
}

TEST_F(Ledger, LetsBusyAccountsGoBelowZero) {
    const Account gateway{Code::psp_receivable, "vnpay"};
    ASSERT_TRUE(posts(transfer("fee", {{{Code::psp_fee}, gateway, vnd(7'755)}})));
    EXPECT_EQ(given.balance(gateway), -7'755);
    EXPECT_EQ(given.balance({Code::psp_fee}), 7'755);
}

TEST_F(Ledger, PostsMoreLegsThanOneStatementHolds) {
    std::vector<Leg> legs;
    for (int number = 0; number < 70; ++number)
        legs.push_back({bank, {Code::escrow, "o" + std::to_string(number)}, vnd(1'000 + number)});
    ASSERT_TRUE(posts(transfer("many", legs)));
    EXPECT_EQ(counted("ledger_leg"), 70);
    EXPECT_EQ(given.balance({Code::escrow, "o0"}), 1'000);
    EXPECT_EQ(given.balance({Code::escrow, "o69"}), 1'069);
    EXPECT_TRUE(given.proof().balanced);
}

TEST_F(Ledger, RefusesSumsThatLeaveSixtyFourBits) {
    std::vector<Leg> legs(3, Leg{bank, escrow, vnd(INT64_MAX / 2)});
    const auto refused = posts(transfer("huge", legs));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), too_much);
}

TEST_F(Ledger, ReversesATransferOnce) {
    const auto posted = posts(transfer("capture:1", {{bank, escrow, vnd(500)}, {bank, credit, vnd(20)}}));
    ASSERT_TRUE(posted);
    const auto reverses = [&] {
        return given.transact([&](db::Transaction& tx) { return reverse(tx, posted->transfer); });
    };
    const auto reversed = reverses();
    ASSERT_TRUE(reversed);
    EXPECT_EQ(given.balance(escrow), 0);
    EXPECT_EQ(given.balance(credit), 0);
    EXPECT_EQ(given.balance(bank), 0);
    const auto again = reverses();
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->replayed);
    auto by_hand = transfer("by hand", {{escrow, bank, vnd(500)}});
    by_hand.key = "by-hand";
    by_hand.reverses = posted->transfer;
    const auto second = posts(by_hand);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error(), already_reversed);
    const auto nothing = given.transact([&](db::Transaction& tx) { return reverse(tx, TransferId{12345}); });
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error(), unknown_transfer);
}

TEST_F(Ledger, CannotReverseWhatHasGoneOn) {
    const auto posted = posts(transfer("capture:1", {{bank, escrow, vnd(500)}}));
    ASSERT_TRUE(posts(transfer("refund:1", {{escrow, credit, vnd(1)}})));
    const auto refused = given.transact([&](db::Transaction& tx) { return reverse(tx, posted->transfer); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), insufficient);
}

TEST_F(Ledger, NeverChangesOrRemovesARow) {
    ASSERT_TRUE(posts(transfer("capture:1", {{bank, escrow, vnd(500)}})));
    const auto session = given.database.connect();
    for (const auto* sql :
         {"UPDATE ledger_leg SET amount = 1",
          "DELETE FROM ledger_leg",
          "UPDATE ledger_transfer SET kind = 'x'",
          "DELETE FROM ledger_transfer"}) {
        EXPECT_THROW(session->execute(sql), db::Error) << sql;
        session->rollback();
    }
}

TEST_F(Ledger, HoldsItsFloorEvenAgainstAWrongProgram) {
    ASSERT_TRUE(posts(transfer("capture:1", {{bank, escrow, vnd(500)}})));
    const auto session = given.database.connect();
    EXPECT_THROW(session->execute("UPDATE ledger_balance SET balance = -1"), db::Error);
    session->rollback();
}

// One chance in billions, so it is made by hand: another name holds the id that this account would get.
TEST_F(Ledger, FindsAnotherIdWhenTwoNamesMeetAtOne) {
    ASSERT_TRUE(posts(transfer("first", {{bank, credit, vnd(5)}})));
    const auto digest = crypto::sha256("1 escrow:o1");
    std::uint64_t id = 0;
    for (std::size_t at = 0; at < 8; ++at) id = id << 8U | digest[at];
    const auto session = given.database.connect();
    session->execute(
        "INSERT INTO ledger_account (account_id, book_id, code, owner_ref, normal_side) VALUES (" +
        std::to_string(id >> 1U | 1U) + ", 1, 'escrow', 'taken', 'C')"
    );
    session->commit();
    ASSERT_TRUE(posts(transfer("capture:1", {{bank, escrow, vnd(500)}})));
    ASSERT_TRUE(posts(transfer("capture:2", {{bank, escrow, vnd(11)}})));
    EXPECT_EQ(given.balance(escrow), 511);
    EXPECT_EQ(given.balance({Code::escrow, "taken"}), 0);
    EXPECT_TRUE(given.proof().balanced);
}

TEST_F(Ledger, KeepsBooksApart) {
    auto other = transfer("capture:1", {{bank, escrow, vnd(7)}});
    other.book = 2;
    ASSERT_TRUE(posts(transfer("capture:1", {{bank, escrow, vnd(500)}})));
    ASSERT_TRUE(posts(other));
    EXPECT_EQ(given.balance(escrow), 500);
    EXPECT_EQ(given.balance(escrow, 2), 7);
}

TEST_F(Ledger, ProvesItselfAndFindsABalanceThatWasTamperedWith) {
    ASSERT_TRUE(posts(transfer("capture:1", {{bank, escrow, vnd(500)}})));
    ASSERT_TRUE(
        posts(transfer("release:1", {{escrow, {Code::commission}, vnd(20)}, {escrow, credit, vnd(80)}}))
    );
    const auto sound = given.proof();
    EXPECT_TRUE(sound.balanced);
    EXPECT_EQ(sound.difference, vnd(0));
    EXPECT_EQ(sound.assets, vnd(500));
    EXPECT_EQ(sound.liabilities, vnd(480));
    EXPECT_EQ(sound.income, vnd(20));
    const auto session = given.database.connect();
    session->execute("UPDATE ledger_balance SET balance = balance + 1 LIMIT 1");
    session->commit();
    const auto broken = given.proof();
    EXPECT_FALSE(broken.balanced);
    EXPECT_EQ(broken.difference, vnd(-1));
    EXPECT_EQ(broken.wrong_balances, 1);
}

TEST_F(Ledger, PostsOneOfManyEqualRequestsAtOnce) {
    const auto answers = given::at_once(16, [&](std::size_t) {
        return posts(transfer("capture:1", {{bank, escrow, vnd(500)}}));
    });
    int posted = 0;
    for (const auto& answer : answers) {
        ASSERT_TRUE(answer->has_value()) << answer->error().why->code;
        if (!answer->value().replayed) ++posted;
    }
    EXPECT_EQ(posted, 1);
    EXPECT_EQ(given.balance(escrow), 500);
}

TEST_F(Ledger, GivesOutNoMoreThanIsThereHoweverManyTakeAtOnce) {
    ASSERT_TRUE(posts(transfer("capture:1", {{bank, escrow, vnd(1'000)}})));
    const auto answers = given::at_once(16, [&](std::size_t thread) {
        int taken = 0;
        for (int number = 0; number < 12; ++number)
            if (posts(transfer(
                    "take:" + std::to_string(thread) + ":" + std::to_string(number),
                    {{escrow, credit, vnd(7)}}
                )))
                ++taken;
        return taken;
    });
    int taken = 0;
    for (const auto& answer : answers) taken += *answer;
    EXPECT_EQ(taken, 142);
    EXPECT_EQ(given.balance(escrow), 6);
    EXPECT_EQ(given.balance(credit), 994);
    EXPECT_TRUE(given.proof().balanced);
}

TEST_F(Ledger, MovesMoneyBothWaysAtOnceWithoutLosingAny) {
    const Account other{Code::buyer_credit, "p2"};
    ASSERT_TRUE(posts(transfer("a", {{bank, credit, vnd(10'000)}, {bank, other, vnd(10'000)}})));
    given::at_once(8, [&](std::size_t thread) {
        for (int number = 0; number < 20; ++number) {
            const auto key = "swap:" + std::to_string(thread) + ":" + std::to_string(number);
            const bool there = thread % 2 == 0;
            EXPECT_TRUE(posts(transfer(key, {{there ? credit : other, there ? other : credit, vnd(3)}})));
        }
        return 0;
    });
    EXPECT_EQ(given.balance(credit) + given.balance(other), 20'000);
    EXPECT_EQ(given.balance(credit), 10'000);
}

std::vector<Leg> legs_of(const nlohmann::json& rows) {
    std::vector<Leg> legs;
    for (const auto& row : rows) {
        auto debit = account_from(row[0].get<std::string>());
        auto credit = account_from(row[1].get<std::string>());
        ensure(debit && credit, "the vectors' accounts are in the chart");
        legs.push_back({*debit, *credit, vnd(row[2].get<std::int64_t>())});
    }
    return legs;
}

// Every scenario, step by step, each in a book of its own.
TEST_F(Ledger, AnswersEveryScenarioOfTheVectors) {
    const auto vectors = given::payment_vectors("ledger-scenarios.json");
    if (!vectors) GTEST_SKIP() << given::no_payment_vectors("ledger-scenarios.json");
    std::uint32_t book = 100;
    for (const auto& vector : vectors->at("vectors")) {
        if (!vector.contains("steps")) continue;
        ++book;
        const auto id = vector.at("id").get<std::string>();
        std::set<Account> touched;
        std::size_t number = 0;
        for (const auto& step : vector.at("steps")) {
            auto wanted =
                transfer(step.value("key", "step:" + std::to_string(++number)), legs_of(step.at("legs")));
            wanted.book = book;
            wanted.references =
                step.at("event").get<std::string>();  // part of the content, as the vectors have it
            for (const auto& leg : wanted.legs) touched.insert({leg.debit, leg.credit});
            const auto answer = posts(wanted);
            const auto result = step.at("result").get<std::string>();
            const auto event = id + ": " + step.at("event").get<std::string>();
            if (result != "rejected") {
                ASSERT_TRUE(answer) << event;
                EXPECT_EQ(answer->replayed, result == "replayed") << event;
                continue;
            }
            ASSERT_FALSE(answer) << event;
            const auto reason = step.at("reason").get<std::string>();
            if (reason == "key_reused") {
                EXPECT_EQ(answer.error(), key_reused) << event;
            } else {
                EXPECT_EQ(answer.error(), insufficient) << event;
                // Where several would go below zero, any of them may be named.
                const bool names_one = std::ranges::any_of(wanted.legs, [&](const Leg& leg) {
                    return answer.error().en.find(text_of(leg.debit) + " ") != std::string::npos ||
                           answer.error().en.find(text_of(leg.credit) + " ") != std::string::npos;
                });
                EXPECT_TRUE(names_one) << event << ": " << answer.error().en;
            }
        }
        std::map<std::string, std::int64_t> balances;
        for (const auto& account : touched)
            if (const auto balance = given.balance(account, book); balance != 0)
                balances[text_of(account)] = balance;
        EXPECT_EQ(balances, (vector.at("expect").at("balances").get<std::map<std::string, std::int64_t>>()))
            << id;
    }
    EXPECT_GT(book, 110U);
    EXPECT_TRUE(given.proof().balanced);
}

}  // namespace
}  // namespace chophien::payments
