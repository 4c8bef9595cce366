// The books as the operator pages through them.
#include "tests/given/payments.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace chophien::payments {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Books : testing::Test {
    given::Till given;
    const accounts::Caller ann = given.buyer();
    const accounts::Caller binh = given.buyer();
    const accounts::OrganisationId coop = given.seller();
    const OrderId first = given.order();

    void SetUp() override {
        const auto attempt = given.asks(ann, Method::bank_transfer, {{first, vnd(400'000)}});
        given.brought({given.line(400'010, attempt.memo_code)});
        given.has_credit(binh, 30);
        given::granted(given.releases(first, coop, 400'000, 0));
    }

    List<AccountBalance> accounts(const ListAccounts& wish) {
        return given::granted(given.does(&list_accounts, given.office(), wish));
    }

    List<TransferView> transfers(const ListTransfers& wish) {
        return given::granted(given.does(&list_transfers, given.office(), wish));
    }
};

TEST_F(Books, ListEveryAccountOnceOverItsPages) {
    std::vector<std::string> seen;
    Money debits, credits;
    ListAccounts wish{.code = {}, .after = {}, .limit = 2};
    do {
        const auto page = accounts(wish);
        EXPECT_LE(page.data.size(), 2U);
        for (const auto& account : page.data) {
            seen.push_back(account.account);
            debits = debits + account.debits;
            credits = credits + account.credits;
        }
        wish.after = page.page.next;
    } while (wish.after);
    EXPECT_EQ(seen.size(), 8U) << "bank, two credits, commission, two escrows, VAT, pending";
    EXPECT_TRUE(std::ranges::is_sorted(seen));
    EXPECT_EQ(debits, credits);
}

TEST_F(Books, ListTheAccountsOfOneCode) {
    const auto page = accounts({.code = Code::buyer_credit, .after = {}, .limit = 1});
    ASSERT_EQ(page.data.size(), 1U);
    ASSERT_TRUE(page.page.next);
    const auto rest = accounts({.code = Code::buyer_credit, .after = page.page.next, .limit = 1});
    ASSERT_EQ(rest.data.size(), 1U);
    EXPECT_FALSE(rest.page.next);
    EXPECT_EQ(page.data[0].balance, vnd(10));
    EXPECT_EQ(rest.data[0].balance, vnd(30));
    const auto commission = accounts({.code = Code::commission, .after = {}, .limit = {}});
    ASSERT_EQ(commission.data.size(), 1U);
    EXPECT_EQ(commission.data[0].account, "commission");
    EXPECT_EQ(commission.data[0].balance, vnd(20'000));
    EXPECT_THAT(accounts({.code = Code::deposit, .after = {}, .limit = {}}).data, IsEmpty());
}

TEST_F(Books, ListTransfersAboutAnythingNewestFirst) {
    std::vector<std::string> kinds;
    ListTransfers wish{.about = text_of(first), .after = {}, .limit = 1};
    do {
        const auto page = transfers(wish);
        for (const auto& transfer : page.data) kinds.push_back(transfer.kind);
        wish.after = page.page.next;
    } while (wish.after);
    EXPECT_THAT(kinds, ElementsAre("release", "bank_line"));
    const auto of_bank = transfers({.about = given.bank, .after = {}, .limit = {}});
    ASSERT_EQ(of_bank.data.size(), 2U);
    EXPECT_EQ(of_bank.data[1].legs.size(), 2U);
    EXPECT_EQ(of_bank.data[1].legs[0].credit, "escrow:" + text_of(first));
    EXPECT_EQ(of_bank.data[1].legs[0].amount, vnd(400'000));
    EXPECT_THAT(transfers({.about = "ord_nobody", .after = {}, .limit = {}}).data, IsEmpty());
    EXPECT_THAT(transfers({.about = given.bank, .after = "garbage", .limit = {}}).data, IsEmpty());
}

TEST_F(Books, ShowABuyerOnlyHerOwnCredit) {
    EXPECT_EQ(given::granted(given.does(&show_credit, ann, {})).balance, vnd(10));
    EXPECT_EQ(given::granted(given.does(&show_credit, binh, {})).balance, vnd(30));
    EXPECT_EQ(given::granted(given.does(&show_credit, given.buyer(), {})).balance, vnd(0));
}

}  // namespace
}  // namespace chophien::payments
