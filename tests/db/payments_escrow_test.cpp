// Asking, paying, letting go and giving back.
#include "payments/refusals.hpp"
#include "payments/statement.hpp"
#include "payments/vietqr.hpp"
#include "tests/given/payments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chophien::payments {
namespace {

using namespace std::chrono_literals;
using accounts::OrganisationKind;

struct Escrow : testing::Test {
    given::Till given;
    const accounts::Caller ann = given.buyer();
    const accounts::Caller guest{};
    const accounts::OrganisationId coop = given.seller();
    const OrderId first = given.order();
    const OrderId second = given.order();

    std::int64_t escrow(OrderId order) { return given.balance({Code::escrow, text_of(order)}); }

    std::int64_t pending(accounts::OrganisationId seller) {
        return given.balance({Code::seller_pending, text_of(seller)});
    }

    std::int64_t available(accounts::OrganisationId seller) {
        return given.balance({Code::seller_available, text_of(seller)});
    }

    Attempt paid_by_transfer(const accounts::Caller& who, const std::vector<Share>& shares) {
        auto attempt = given.asks(who, Method::bank_transfer, shares);
        given.brought({given.line(attempt.amount.minor, attempt.memo_code)});
        return attempt;
    }
};

TEST_F(Escrow, AsksForATransferWithCodeAndQr) {
    const auto attempt =
        given.asks(ann, Method::bank_transfer, {{first, vnd(430'000)}, {second, vnd(275'000)}});
    EXPECT_EQ(attempt.state, AttemptState::pending);
    EXPECT_EQ(attempt.amount, vnd(705'000));
    EXPECT_EQ(attempt.bank_account, given.bank);
    ASSERT_TRUE(attempt.vietqr);
    const auto code = vietqr_from(*attempt.vietqr);
    ASSERT_TRUE(code);
    EXPECT_EQ(code->amount, vnd(705'000));
    EXPECT_EQ(code->purpose, attempt.memo_code);
    EXPECT_EQ(code->account, given.bank);
    EXPECT_EQ(given.proof().assets, vnd(0)) << "asking moves nothing";
}

TEST_F(Escrow, ShowsNoQrAboveTheCeilingOfInstantTransfers) {
    const auto attempt = given.asks(ann, Method::bank_transfer, {{first, vnd(500'000'000)}});
    EXPECT_FALSE(attempt.vietqr);
    EXPECT_EQ(attempt.bank_account, given.bank);
    EXPECT_FALSE(attempt.memo_code.empty());
}

TEST_F(Escrow, AsksInTheQrOnlyForWhatIsStillOpen) {
    const auto attempt = given.asks(ann, Method::bank_transfer, {{first, vnd(150'000)}});
    given.brought({given.line(100'000, attempt.memo_code)});
    const auto now = given.attempt(attempt.id);
    EXPECT_EQ(now.state, AttemptState::pending);
    EXPECT_EQ(now.received, vnd(100'000));
    EXPECT_EQ(vietqr_from(now.vietqr.value())->amount, vnd(50'000));
}

TEST_F(Escrow, PaysFromCreditAtOnceAndOverTwoOrders) {
    given.has_credit(ann, 800'000);
    const auto attempt =
        given.asks(ann, Method::buyer_credit, {{first, vnd(430'000)}, {second, vnd(275'000)}});
    EXPECT_EQ(attempt.state, AttemptState::paid);
    EXPECT_EQ(given.credit_of(ann), 95'000);
    EXPECT_EQ(escrow(first), 430'000);
    EXPECT_EQ(escrow(second), 275'000);
}

TEST_F(Escrow, SaysNoToWhatCannotBeAsked) {
    const auto poor = given.tries(ann, Method::buyer_credit, {{first, vnd(1)}});
    ASSERT_FALSE(poor);
    EXPECT_EQ(poor.error(), not_enough_credit);
    const auto nobody = given.tries(guest, Method::buyer_credit, {{first, vnd(1)}});
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error(), method_not_for_guests);
    const auto nothing = given.tries(ann, Method::bank_transfer, {{first, vnd(0)}});
    ASSERT_FALSE(nothing);
    EXPECT_EQ(nothing.error(), nothing_to_pay);
}

TEST_F(Escrow, NeedsTheMarketsBankAccountForTransfers) {
    const auto session = given.database.connect();
    session->execute("DELETE FROM market_bank_accounts");
    session->commit();
    const auto refused = given.tries(ann, Method::bank_transfer, {{first, vnd(1)}});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), no_bank_account);
    EXPECT_TRUE(given.tries(ann, Method::cash_on_delivery, {{first, vnd(1)}}));
}

TEST_F(Escrow, KnowsEveryBankByItsNumber) {
    const auto refused = given.does(&set_bank_account, given.office(), {"123456", "0011", "CHO PHIEN"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), unknown_bank);
}

TEST_F(Escrow, ReleasesAsTheWorkedExampleSays) {
    const auto household = given.seller();
    paid_by_transfer(ann, {{first, vnd(400'000)}, {second, vnd(250'000)}});
    ASSERT_TRUE(given.releases(first, coop, 400'000, 0));
    ASSERT_TRUE(given.releases(second, household, 250'000, 0, OrganisationKind::household));
    EXPECT_EQ(pending(coop), 378'000);
    EXPECT_EQ(pending(household), 232'500);
    EXPECT_EQ(given.balance({Code::commission}), 32'500);
    EXPECT_EQ(given.balance({Code::output_vat}), 3'250);
    EXPECT_EQ(given.balance({Code::tax_vat_withheld}), 2'500);
    EXPECT_EQ(given.balance({Code::tax_pit_withheld}), 1'250);
    EXPECT_EQ(escrow(first) + escrow(second), 0);
    EXPECT_TRUE(given.proof().balanced);
}

TEST_F(Escrow, ReleasesOnceWhateverIsAskedTheSecondTime) {
    paid_by_transfer(ann, {{first, vnd(400'000)}});
    ASSERT_TRUE(given.releases(first, coop, 300'000, 0));
    ASSERT_TRUE(given.releases(first, coop, 100'000, 0, OrganisationKind::household));
    EXPECT_EQ(pending(coop), 283'500);
    EXPECT_EQ(escrow(first), 100'000) << "what was not released may still be given back";
    ASSERT_TRUE(given.refunds(first, ann));
    EXPECT_EQ(given.credit_of(ann), 100'000);
}

TEST_F(Escrow, ReleasesNoMoreThanItHolds) {
    paid_by_transfer(ann, {{first, vnd(400'000)}});
    const auto refused = given.releases(first, coop, 400'000, 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), insufficient);
    EXPECT_EQ(escrow(first), 400'000);
    EXPECT_TRUE(given.releases(first, coop, 400'000, 0)) << "the refused one left no trace";
}

TEST_F(Escrow, GivesBackToTheBuyersCreditAndLeavesTheOtherOrderAlone) {
    paid_by_transfer(ann, {{first, vnd(430'000)}, {second, vnd(275'000)}});
    ASSERT_TRUE(given.refunds(first, ann));
    ASSERT_TRUE(given.refunds(first, ann)) << "again changes nothing";
    EXPECT_EQ(given.credit_of(ann), 430'000);
    EXPECT_EQ(escrow(second), 275'000);
    const auto money = given.money_of(first);
    EXPECT_EQ(money.captured, vnd(430'000));
    EXPECT_EQ(money.refunded, vnd(430'000));
    EXPECT_EQ(money.in_escrow, vnd(0));
}

TEST_F(Escrow, OwesAGuestItsMoneyUntilTheOperatorSentIt) {
    paid_by_transfer(guest, {{first, vnd(430'000)}});
    ASSERT_TRUE(given.refunds(first, guest));
    EXPECT_EQ(given.balance({Code::refund_transit, text_of(first)}), 430'000);
    const auto sent = given.does(&record_refund_payment, given.office(), {first, "FT-OUT-1", {}});
    ASSERT_TRUE(sent);
    EXPECT_EQ(sent->amount, vnd(430'000));
    const auto again = given.does(&record_refund_payment, given.office(), {first, "FT-OUT-1", {}});
    ASSERT_TRUE(again);
    EXPECT_EQ(again->transfer, sent->transfer);
    const auto more = given.does(&record_refund_payment, given.office(), {first, "FT-OUT-2", {}});
    ASSERT_FALSE(more);
    EXPECT_EQ(more.error(), nothing_to_refund);
    const auto other = given.does(&record_refund_payment, given.office(), {second, "FT-OUT-1", {}});
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error(), reference_taken);
    EXPECT_EQ(given.balance({Code::bank, given.bank}), 0);
}

TEST_F(Escrow, TellsManyOrdersMoneyInTheirOrder) {
    paid_by_transfer(ann, {{first, vnd(10)}, {second, vnd(20)}});
    std::vector<OrderId> orders{second, given.order(), first};
    for (int more = 0; more < 20; ++more) orders.push_back(given.order());
    orders.push_back(second);
    const auto money = given.transact([&](db::Transaction& tx) { return payments::money_of(tx, orders); });
    ASSERT_EQ(money.size(), orders.size());
    EXPECT_EQ(money[0].captured, vnd(20));
    EXPECT_EQ(money[1].captured, vnd(0));
    EXPECT_EQ(money[2].captured, vnd(10));
    EXPECT_EQ(money.back().captured, vnd(20));
}

TEST_F(Escrow, ExpiresOnlyWhatIsOverAndGotNothing) {
    const auto empty = given.asks(ann, Method::bank_transfer, {{first, vnd(100)}});
    const auto part = given.asks(ann, Method::bank_transfer, {{second, vnd(100)}});
    given.brought({given.line(40, part.memo_code)});
    const auto expires = [&](AttemptId id) { given.transact([&](db::Transaction& tx) { expire(tx, id); }); };
    expires(empty.id);
    EXPECT_EQ(given.attempt(empty.id).state, AttemptState::pending) << "its time is not over";
    given.clock.advance(25h);
    expires(empty.id);
    expires(part.id);
    EXPECT_EQ(given.attempt(empty.id).state, AttemptState::expired);
    EXPECT_EQ(given.attempt(part.id).state, AttemptState::pending);
}

TEST_F(Escrow, CollectsCashOnceAndNoMoreThanWasAsked) {
    const auto attempt =
        given.asks(ann, Method::cash_on_delivery, {{first, vnd(350'000)}, {second, vnd(50'000)}});
    const auto over = given.collects(first, coop, 350'001);
    ASSERT_FALSE(over);
    EXPECT_EQ(over.error(), over_asked);
    ASSERT_TRUE(given.collects(first, coop, 350'000));
    ASSERT_TRUE(given.collects(first, coop, 350'000)) << "the same again is the same";
    const auto other = given.collects(first, coop, 1);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error(), key_reused);
    EXPECT_EQ(escrow(first), 350'000);
    EXPECT_EQ(given.balance({Code::cod_receivable, text_of(coop)}), 350'000);
    EXPECT_EQ(given.attempt(attempt.id).state, AttemptState::pending);
    ASSERT_TRUE(given.collects(second, coop, 30'000)) << "part of the goods was refused at the door";
    EXPECT_EQ(given.attempt(attempt.id).state, AttemptState::paid);
    const auto stray = given.collects(given.order(), coop, 1);
    ASSERT_FALSE(stray);
    EXPECT_EQ(stray.error(), not_cash_on_delivery);
}

TEST_F(Escrow, MaturesPrepaidMoneyAtOnceAndCashOnlyOnceItIsRemitted) {
    paid_by_transfer(ann, {{first, vnd(400'000)}});
    given.asks(ann, Method::cash_on_delivery, {{second, vnd(320'000)}});
    ASSERT_TRUE(given.collects(second, coop, 320'000));
    ASSERT_TRUE(given.releases(first, coop, 400'000, 0));
    ASSERT_TRUE(given.releases(second, coop, 320'000, 0));
    EXPECT_EQ(given.matures(), 1U);
    EXPECT_EQ(available(coop), 378'000);
    const auto half =
        given.does(&record_remittance, given.office(), {coop, "R1", {}, {{second, vnd(120'000)}}});
    ASSERT_TRUE(half);
    EXPECT_EQ(half->still_owed, vnd(200'000));
    EXPECT_EQ(given.matures(), 0U);
    ASSERT_TRUE(given.does(&record_remittance, given.office(), {coop, "R2", {}, {{second, vnd(200'000)}}}));
    EXPECT_EQ(given.matures(), 1U);
    EXPECT_EQ(given.matures(), 0U);
    EXPECT_EQ(available(coop), 378'000 + 302'400);
    EXPECT_EQ(pending(coop), 0);
    EXPECT_TRUE(given.proof().balanced);
}

TEST_F(Escrow, TakesARemittanceOnceAndNeverBelowWhatIsOwed) {
    given.asks(ann, Method::cash_on_delivery, {{first, vnd(320'000)}});
    ASSERT_TRUE(given.collects(first, coop, 320'000));
    const RecordRemittance whole{coop, "R1", {}, {{first, vnd(320'000)}}};
    ASSERT_TRUE(given.does(&record_remittance, given.office(), whole));
    ASSERT_TRUE(given.does(&record_remittance, given.office(), whole))
        << "reported twice under its reference";
    const auto again =
        given.does(&record_remittance, given.office(), {coop, "R1-again", {}, {{first, vnd(320'000)}}});
    ASSERT_FALSE(again);
    EXPECT_EQ(again.error(), insufficient);
    const auto other = given.does(&record_remittance, given.office(), {coop, "R1", {}, {{first, vnd(1)}}});
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error(), key_reused);
    EXPECT_EQ(given.balance({Code::cod_receivable, text_of(coop)}), 0);
    EXPECT_EQ(given.balance({Code::bank, given.bank}), 320'000);
}

TEST_F(Escrow, NamesEveryOrderWhoseCashIsNotOwed) {
    given.asks(ann, Method::cash_on_delivery, {{first, vnd(320'000)}});
    ASSERT_TRUE(given.collects(first, coop, 320'000));
    const auto refused = given.does(
        &record_remittance,
        given.office(),
        {coop, "R1", {}, {{first, vnd(100)}, {second, vnd(100)}, {given.order(), vnd(1)}}}
    );
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), not_owed);
    ASSERT_EQ(refused.error().violations.size(), 2U);
    EXPECT_EQ(refused.error().violations[0].pointer, "/orders/1/amount");
    EXPECT_EQ(refused.error().violations[1].pointer, "/orders/2/amount");
}

TEST_F(Escrow, AddsUpInASellersStatement) {
    paid_by_transfer(ann, {{first, vnd(400'000)}, {second, vnd(250'000)}});
    ASSERT_TRUE(given.releases(first, coop, 400'000, 0, OrganisationKind::household));
    given.matures();
    given.clock.advance(24h);
    ASSERT_TRUE(given.releases(second, coop, 250'000, 0, OrganisationKind::household));
    auto owner = given.buyer();
    owner.organisation = coop;
    const auto day = day_in_vietnam(given.clock.now());
    const auto statement = given::granted(given.does(&show_statement, owner, {day, day}));
    EXPECT_EQ(statement.opening, vnd(372'000));
    EXPECT_EQ(statement.earned, vnd(250'000));
    EXPECT_EQ(statement.fees, vnd(13'750));
    EXPECT_EQ(statement.withheld, vnd(3'750));
    EXPECT_EQ(statement.closing, vnd(604'500));
    EXPECT_EQ(statement.pending, vnd(232'500));
    EXPECT_EQ(statement.available, vnd(372'000));
    const auto refused = given.does(&show_statement, owner, {day, day + std::chrono::days(366)});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error(), wrong_period);
}

TEST_F(Escrow, GivesBackOnceHoweverManyAskAtOnce) {
    paid_by_transfer(ann, {{first, vnd(430'000)}});
    const auto answers =
        given::at_once(16, [&](std::size_t) { return given.refunds(first, ann).has_value(); });
    EXPECT_THAT(answers, testing::Each(std::optional(true)));
    EXPECT_EQ(given.credit_of(ann), 430'000);
}

TEST_F(Escrow, EitherReleasesOrGivesBackWhenBothComeAtOnce) {
    paid_by_transfer(ann, {{first, vnd(430'000)}});
    given::at_once(16, [&](std::size_t thread) {
        return (thread % 2 == 0 ? given.refunds(first, ann) : given.releases(first, coop, 430'000, 0))
            .has_value();
    });
    const auto money = given.money_of(first);
    EXPECT_EQ(money.in_escrow, vnd(0));
    EXPECT_TRUE(money.released == vnd(430'000) || money.refunded == vnd(430'000));
    EXPECT_EQ(money.released + money.refunded, vnd(430'000));
    EXPECT_TRUE(given.proof().balanced);
}

TEST_F(Escrow, SpendsACreditOnceHoweverManyBasketsAreAtIt) {
    given.has_credit(ann, 1'000);
    const auto answers = given::at_once(16, [&](std::size_t) {
        return given.tries(
                        ann, Method::buyer_credit, {{given.order(), vnd(100)}, {given.order(), vnd(51)}}
        ).has_value();
    });
    EXPECT_EQ(std::ranges::count(answers, std::optional(true)), 6);
    EXPECT_EQ(given.credit_of(ann), 1'000 - 6 * 151);
}

}  // namespace
}  // namespace chophien::payments
