// What the bank says, line by line, and what it makes of attempts, credit and exceptions.
#include "payments/memo_code.hpp"
#include "payments/refusals.hpp"
#include "tests/given/payments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace chophien::payments {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

struct BankLines : testing::Test {
    given::Till given;
    const accounts::Caller ann = given.buyer();
    const accounts::Caller guest{};
    const OrderId first = given.order();
    const OrderId second = given.order();

    std::int64_t escrow(OrderId order) { return given.balance({Code::escrow, text_of(order)}); }

    std::int64_t unapplied() { return given.balance({Code::unapplied, given.bank}); }

    std::int64_t bank() { return given.balance({Code::bank, given.bank}); }

    Attempt asked(std::int64_t amount) {
        return given.asks(ann, Method::bank_transfer, {{first, vnd(amount)}});
    }
};

TEST_F(BankLines, PayAnAttemptInFull) {
    const auto attempt =
        given.asks(ann, Method::bank_transfer, {{first, vnd(430'000)}, {second, vnd(275'000)}});
    const auto recorded = given.brought({given.line(705'000, "thanh toan " + attempt.memo_code + " cam on")});
    EXPECT_THAT(recorded.paid, ElementsAre(attempt.id));
    EXPECT_EQ(recorded.lines.at(0).outcome, Outcome::matched);
    EXPECT_EQ(given.attempt(attempt.id).state, AttemptState::paid);
    EXPECT_EQ(escrow(first), 430'000);
    EXPECT_EQ(escrow(second), 275'000);
    EXPECT_EQ(bank(), 705'000);
    EXPECT_THAT(given.troubles(), IsEmpty());
}

TEST_F(BankLines, AddUpUntilTheAmountIsThere) {
    const auto attempt = asked(150'000);
    given.brought({given.line(100'000, attempt.memo_code)});
    EXPECT_EQ(given.attempt(attempt.id).state, AttemptState::pending);
    EXPECT_THAT(given.troubles(), ElementsAre("underpaid"));
    EXPECT_THAT(given.brought({given.line(50'000, attempt.memo_code)}).paid, ElementsAre(attempt.id));
    EXPECT_EQ(escrow(first), 150'000);
    EXPECT_THAT(given.troubles(), IsEmpty());
}

TEST_F(BankLines, GiveTheBuyerWhatIsTooMuch) {
    const auto attempt = asked(150'000);
    given.brought({given.line(160'000, attempt.memo_code)});
    EXPECT_EQ(escrow(first), 150'000);
    EXPECT_EQ(given.credit_of(ann), 10'000);
    EXPECT_THAT(given.troubles(), ElementsAre("overpaid"));
}

TEST_F(BankLines, GiveTheBuyerAllOfASecondPayment) {
    const auto attempt = asked(150'000);
    given.brought({given.line(150'000, attempt.memo_code)});
    EXPECT_THAT(given.brought({given.line(150'000, attempt.memo_code)}).paid, IsEmpty());
    EXPECT_EQ(escrow(first), 150'000);
    EXPECT_EQ(given.credit_of(ann), 150'000);
    EXPECT_THAT(given.troubles(), ElementsAre("overpaid"));
}

TEST_F(BankLines, OweAGuestWhatIsTooMuch) {
    const auto attempt = given.asks(guest, Method::bank_transfer, {{first, vnd(150'000)}});
    given.brought({given.line(160'000, attempt.memo_code)});
    EXPECT_EQ(given.balance({Code::refund_transit, text_of(first)}), 10'000);
    const auto open = given::granted(given.does(&list_exceptions, given.office(), {}));
    ASSERT_EQ(open.data.size(), 1U);
    EXPECT_EQ(open.data[0].kind, ExceptionKind::overpaid);
    EXPECT_EQ(open.data[0].refund_of, first);
    EXPECT_EQ(open.data[0].amount, vnd(10'000));
}

TEST_F(BankLines, GiveTheBuyerMoneyForAnOrderThatWasGivenBack) {
    const auto attempt = asked(150'000);
    ASSERT_TRUE(given.refunds(first, ann)) << "cancelled before anything came";
    given.brought({given.line(150'000, attempt.memo_code)});
    EXPECT_EQ(escrow(first), 0);
    EXPECT_EQ(given.credit_of(ann), 150'000);
    EXPECT_THAT(given.troubles(), ElementsAre("paid_after_cancel"));
}

TEST_F(BankLines, GiveTheBuyerMoneyForAnAttemptThatExpired) {
    const auto attempt = asked(150'000);
    given.clock.advance(25h);
    given.transact([&](db::Transaction& tx) { expire(tx, attempt.id); });
    given.brought({given.line(150'000, attempt.memo_code)});
    EXPECT_EQ(given.credit_of(ann), 150'000);
    EXPECT_EQ(given.attempt(attempt.id).state, AttemptState::expired);
    EXPECT_THAT(given.troubles(), ElementsAre("paid_after_cancel"));
}

TEST_F(BankLines, FillOnlyTheOrderThatIsStillWanted) {
    const auto attempt = given.asks(ann, Method::bank_transfer, {{first, vnd(100)}, {second, vnd(50)}});
    ASSERT_TRUE(given.refunds(first, ann));
    EXPECT_THAT(given.brought({given.line(150, attempt.memo_code)}).paid, ElementsAre(attempt.id));
    EXPECT_EQ(escrow(first), 0);
    EXPECT_EQ(escrow(second), 50);
    EXPECT_EQ(given.credit_of(ann), 100);
}

TEST_F(BankLines, GiveTheSecondOfTwoAttemptsForOneOrderToTheBuyer) {
    const auto one = asked(150'000);
    const auto other = asked(150'000);
    given.brought({given.line(150'000, one.memo_code), given.line(150'000, other.memo_code)});
    EXPECT_EQ(escrow(first), 150'000);
    EXPECT_EQ(given.credit_of(ann), 150'000);
}

TEST_F(BankLines, PaySeveralCodesOnlyWhenTheyAddUp) {
    const auto one = asked(150'000);
    const auto other = given.asks(ann, Method::bank_transfer, {{second, vnd(90'000)}});
    const auto both = one.memo_code + " " + other.memo_code;
    given.brought({given.line(200'000, both)});
    EXPECT_EQ(unapplied(), 200'000);
    EXPECT_THAT(given.troubles(), ElementsAre("ambiguous"));
    EXPECT_EQ(given.brought({given.line(240'000, both)}).paid.size(), 2U);
    EXPECT_EQ(escrow(first), 150'000);
    EXPECT_EQ(escrow(second), 90'000);
}

TEST_F(BankLines, KeepMoneyWithoutACodeUntilAPersonSaysWhoseItIs) {
    const auto attempt = asked(150'000);
    auto wrong = attempt.memo_code;
    wrong.back() = wrong.back() == 'A' ? 'B' : 'A';
    const auto recorded = given.brought({given.line(150'000, "tien rau"), given.line(7, wrong)});
    EXPECT_EQ(unapplied(), 150'007);
    EXPECT_THAT(given.troubles(), ElementsAre("no_code", "no_code"));
    const auto matched = given.does(&match_line, given.office(), {recorded.lines[0].line, attempt.memo_code});
    ASSERT_TRUE(matched);
    EXPECT_FALSE(matched->waits);
    EXPECT_EQ(given.attempt(attempt.id).state, AttemptState::paid);
    EXPECT_EQ(unapplied(), 7);
    EXPECT_THAT(given.troubles(), ElementsAre("no_code"));
    const auto again = given.does(&match_line, given.office(), {recorded.lines[0].line, attempt.memo_code});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), not_unapplied);
}

TEST_F(BankLines, AskASecondPersonBeforeMuchIsMatchedByHand) {
    const auto attempt = asked(20'000'001);
    const auto line = given.brought({given.line(20'000'001, "tien hang")}).lines[0].line;
    const auto mai = given.office();
    const auto proposed = given.does(&match_line, mai, {line, attempt.memo_code});
    ASSERT_TRUE(proposed);
    EXPECT_TRUE(proposed->waits);
    EXPECT_EQ(escrow(first), 0);
    const auto alone = given.does(&match_line, mai, {line, attempt.memo_code});
    ASSERT_FALSE(alone);
    EXPECT_EQ(alone.error(), second_person_needed);
    ASSERT_TRUE(given.does(&match_line, given.office(), {line, attempt.memo_code}));
    EXPECT_EQ(escrow(first), 20'000'001);
}

TEST_F(BankLines, RefuseMatchesOfNothing) {
    const auto line = given.brought({given.line(10, "tien rau")}).lines[0].line;
    const auto no_code = given.does(&match_line, given.office(), {line, memo_code(1)});
    ASSERT_FALSE(no_code);
    EXPECT_EQ(no_code.error(), unknown_code);
    const auto no_line = given.does(&match_line, given.office(), {BankLineId{99}, memo_code(1)});
    ASSERT_FALSE(no_line);
    EXPECT_EQ(no_line.error(), unknown_line);
}

TEST_F(BankLines, AreOneHoweverOftenTheyAreSeen) {
    const auto attempt = asked(150'000);
    const auto line = given.line(150'000, attempt.memo_code, "FT1");
    const auto once = given.brought({line, line});
    EXPECT_NE(once.lines[0].known, once.lines[1].known);
    EXPECT_TRUE(given.brought({line}).lines[0].known);
    EXPECT_EQ(bank(), 150'000);
    EXPECT_EQ(given.credit_of(ann), 0);
    EXPECT_THAT(given.troubles(), IsEmpty());
}

TEST_F(BankLines, AreRefusedTogetherWhenOneDiffersFromWhatIsKnown) {
    const auto attempt = asked(150'000);
    given.brought({given.line(70, "x", "FT1")});
    const auto refused =
        given.brings({given.line(150'000, attempt.memo_code, "FT2"), given.line(71, "x", "FT1")});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), line_differs);
    ASSERT_EQ(refused.error().violations.size(), 1U);
    EXPECT_EQ(refused.error().violations[0].pointer, "/lines/1/amount");
    EXPECT_EQ(bank(), 70);
    EXPECT_EQ(given.attempt(attempt.id).state, AttemptState::pending);
}

TEST_F(BankLines, AreOnlyKeptWhenTheyAreNoneOfOurs) {
    const auto attempt = asked(150'000);
    auto stray = given.line(150'000, attempt.memo_code);
    stray.account = "999";
    auto out = given.line(70'000, "chi tien");
    out.direction = Direction::out;
    const auto recorded = given.brought({stray, out, given.line(0, attempt.memo_code)});
    EXPECT_EQ(recorded.lines[0].outcome, Outcome::not_ours);
    EXPECT_EQ(recorded.lines[1].outcome, Outcome::outgoing);
    EXPECT_EQ(recorded.lines[2].outcome, Outcome::empty);
    EXPECT_THAT(given.troubles(), ElementsAre("no_amount", "outgoing", "unknown_account"));
    EXPECT_EQ(bank(), 0);
}

TEST_F(BankLines, StillComeToTheAccountOfYesterday) {
    const auto attempt = asked(150'000);
    const auto line = given.line(150'000, attempt.memo_code);
    given.clock.advance(1h);
    given.set_account("2222");
    EXPECT_EQ(given.attempt(attempt.id).bank_account, "2222");
    EXPECT_THAT(given.brought({line}).paid, ElementsAre(attempt.id));
}

// The record of a remittance and the statement's line are one thing, whichever comes first.
TEST_F(BankLines, MeetTheRemittanceTheyAre) {
    const auto coop = given.seller();
    for (const bool line_first : {true, false}) {
        const auto order = given.order();
        given.asks(ann, Method::cash_on_delivery, {{order, vnd(300)}});
        ASSERT_TRUE(given.collects(order, coop, 300));
        const auto reference = line_first ? "L" : "R";
        const auto before = bank();
        if (line_first) given.brought({given.line(300, "nop tien", reference)});
        ASSERT_TRUE(given.does(&record_remittance, given.office(), {coop, reference, {}, {{order, vnd(300)}}})
        );
        EXPECT_TRUE(given.brought({given.line(300, "nop tien", reference)}).lines[0].known);
        ASSERT_TRUE(given.does(&record_remittance, given.office(), {coop, reference, {}, {{order, vnd(300)}}})
        );
        EXPECT_EQ(bank() - before, 300);
        EXPECT_EQ(unapplied(), 0);
        EXPECT_EQ(given.balance({Code::cod_receivable, text_of(coop)}), 0);
        EXPECT_THAT(given.troubles(), IsEmpty());
    }
}

TEST_F(BankLines, KeepWhatARemittanceLeavesOver) {
    const auto coop = given.seller();
    given.asks(ann, Method::cash_on_delivery, {{first, vnd(300)}});
    ASSERT_TRUE(given.collects(first, coop, 300));
    given.brought({given.line(310, "nop tien", "R"), given.line(290, "nop tien", "S")});
    const auto over = given.does(&record_remittance, given.office(), {coop, "S", {}, {{first, vnd(300)}}});
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error(), over_line);
    ASSERT_TRUE(given.does(&record_remittance, given.office(), {coop, "R", {}, {{first, vnd(300)}}}));
    EXPECT_EQ(unapplied(), 300);
    EXPECT_THAT(given.troubles(), ElementsAre("no_code", "no_code"));
}

TEST_F(BankLines, MeetTheRefundTheyPaid) {
    for (const bool line_first : {true, false}) {
        const auto order = given.order();
        const auto attempt = given.asks(guest, Method::bank_transfer, {{order, vnd(500)}});
        given.brought({given.line(500, attempt.memo_code)});
        ASSERT_TRUE(given.refunds(order, guest));
        auto out = given.line(500, "hoan tien", line_first ? "L" : "R");
        out.direction = Direction::out;
        if (line_first) given.brought({out});
        ASSERT_TRUE(given.does(&record_refund_payment, given.office(), {order, out.bank_ref, {}}));
        EXPECT_TRUE(given.brought({out}).lines[0].known);
        EXPECT_EQ(bank(), 0);
        EXPECT_EQ(given.balance({Code::refund_transit, text_of(order)}), 0);
        EXPECT_THAT(given.troubles(), IsEmpty());
    }
}

TEST_F(BankLines, LeaveTheListWhenAPersonHasDealtWithThem) {
    given.brought({given.line(10, "a"), given.line(20, "b"), given.line(30, "c")});
    const auto page = given::granted(given.does(&list_exceptions, given.office(), {.after = {}, .limit = 2}));
    ASSERT_EQ(page.data.size(), 2U);
    const auto rest =
        given::granted(given.does(&list_exceptions, given.office(), {.after = page.page.next, .limit = 2}));
    ASSERT_EQ(rest.data.size(), 1U);
    EXPECT_FALSE(rest.page.next);
    const CloseException close{page.data[0].id, "đã gọi ngân hàng"};
    ASSERT_TRUE(given.does(&close_exception, given.office(), close));
    const auto again = given.does(&close_exception, given.office(), close);
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), unknown_exception);
    EXPECT_EQ(given.troubles().size(), 2U);
}

TEST_F(BankLines, TellTheFeedOnceWhatWasPaid) {
    const auto attempt = asked(150'000);
    const auto line = given.line(150'000, attempt.memo_code);
    given.brought({line});
    given.brought({line});
    const auto told = given.transact([&](db::Transaction& tx) {
        return tx.row<std::int64_t>(db::Statement{
            "test.told", "SELECT COUNT(*) FROM changes WHERE body LIKE '%payment.received%'"});
    });
    EXPECT_EQ(told, 1);
}

TEST_F(BankLines, ComeFromAStatementFile) {
    const auto attempt = asked(150'000);
    const RecordStatement file{
        "account,booked_at,value_date,direction,amount_vnd,balance_after_vnd,bank_ref,memo,counter_account,"
        "counter_bank_bin,counter_name\r\n" +
        given.bank + ",2026-11-20T09:30:00+07:00,2026-11-20,in,100000,1100000,FT1," + attempt.memo_code +
        ",001,970436,\"NGUYEN, A\"\r\n" + given.bank + ",2026-11-20T10:30:00+07:00,,in,50000,1150000,FT2," +
        attempt.memo_code + ",,,\r\n" + given.bank +
        ",2026-11-20T11:00:00+07:00,,out,7,1149993,FT3,phi,,,\r\n"};
    const auto recorded = given::granted(given.does(&record_statement, given.office(), file));
    EXPECT_THAT(recorded.paid, ElementsAre(attempt.id));
    EXPECT_EQ(recorded.lines.size(), 3U);
    const auto again = given::granted(given.does(&record_statement, given.office(), file));
    EXPECT_TRUE(again.lines[0].known && again.lines[1].known && again.lines[2].known);
    EXPECT_EQ(bank(), 150'000);
}

TEST_F(BankLines, StopAStatementThatDoesNotHoldTogether) {
    const std::string header = "account,booked_at,direction,amount_vnd,balance_after_vnd,bank_ref\n";
    const RecordStatement file{
        header + given.bank + ",2026-11-20T09:30:00+07:00,in,100,1000,FT1\n" +  //
        given.bank + ",2026-11-20 09:30,in,1.5,1100,1.23E+15\n" +               //
        given.bank + ",2026-11-20T09:30:00+07:00,to,100,1300,FT3\n"};
    const auto refused = given.does(&record_statement, given.office(), file);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), statement_broken);
    std::vector<std::string> pointers;
    for (const auto& violation : refused.error().violations) pointers.push_back(violation.pointer);
    EXPECT_THAT(
        pointers,
        ElementsAre(
            "/lines/1/booked_at",
            "/lines/1/amount_vnd",
            "/lines/1/bank_ref",
            "/lines/1/balance_after_vnd",
            "/lines/2/direction",
            "/lines/2/balance_after_vnd"
        )
    );
    const auto headless = given.does(&record_statement, given.office(), {"amount_vnd\n5\n"});
    ASSERT_FALSE(headless);
    EXPECT_EQ(headless.error().violations.size(), 4U);
    EXPECT_EQ(given::granted(given.does(&record_statement, given.office(), {header})).lines.size(), 0U);
}

TEST_F(BankLines, PayOnceHoweverManySourcesBringThemAtOnce) {
    const auto attempt = asked(150'000);
    std::vector<LineIn> parts;
    for (int number = 0; number < 4; ++number) parts.push_back(given.line(37'500, attempt.memo_code));
    given::at_once(16, [&](std::size_t thread) {
        auto mine = parts;
        std::ranges::rotate(mine, mine.begin() + static_cast<std::ptrdiff_t>(thread % 4));
        return given.brought(mine).lines.size();
    });
    EXPECT_EQ(escrow(first), 150'000);
    EXPECT_EQ(given.credit_of(ann), 0);
    EXPECT_EQ(bank(), 150'000);
    EXPECT_EQ(given.attempt(attempt.id).state, AttemptState::paid);
    EXPECT_TRUE(given.proof().balanced);
}

}  // namespace
}  // namespace chophien::payments
