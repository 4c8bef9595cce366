#include "payments/ledger.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace chophien::payments {
namespace {

using namespace std::chrono;

struct Written {
    Account account;
    std::string text;
};

TEST(Chart, WritesAndReadsAccounts) {
    const Written table[] = {
        {{Code::escrow, "ord_1"}, "escrow:ord_1"},
        {{Code::bank, "0011"}, "bank:0011"},
        {{Code::commission, ""}, "commission"},
        {{Code::bad_debt, ""}, "bad_debt"},
        {{Code::seller_pending, "a:b"}, "seller_pending:a:b"},
    };
    for (const auto& [account, text] : table) {
        EXPECT_EQ(text_of(account), text);
        EXPECT_EQ(account_from(text), account);
    }
    for (const auto* text : {"", "escrow", "escrow:", "commission:x", "nothing:x", "escrow:a b", "ESCROW:a"})
        EXPECT_EQ(account_from(text), std::nullopt) << text;
    EXPECT_EQ(account_from("escrow:" + std::string(65, 'x')), std::nullopt);
}

// What may be asked of the busy accounts at once decides how orders scale: none of them has a floor.
TEST(Chart, KeepsBalancesOnlyOfAccountsPrivateToOneOwner) {
    std::set<std::string> busy;
    for (const auto& line : chart) {
        if (!line.floored) busy.emplace(line.name);
        EXPECT_FALSE(line.floored && line.owner.empty()) << line.name;
    }
    EXPECT_EQ(
        busy,
        (std::set<std::string>{
            "bank",
            "psp_receivable",
            "tax_vat_withheld",
            "tax_pit_withheld",
            "output_vat",
            "commission",
            "fees",
            "psp_fee",
            "cod_fee",
            "goodwill",
            "chargeback_loss",
            "bad_debt"})
    );
}

TEST(Chart, PutsAssetsAndExpensesOnTheDebitSide) {
    EXPECT_EQ(line_of(Code::bank).side(), Side::debit);
    EXPECT_EQ(line_of(Code::goodwill).side(), Side::debit);
    EXPECT_EQ(line_of(Code::escrow).side(), Side::credit);
    EXPECT_EQ(line_of(Code::commission).side(), Side::credit);
}

Transfer plain() {
    return {
        .kind = "capture",
        .key = "capture:1",
        .legs = {{{Code::bank, "0011"}, {Code::escrow, "o1"}, vnd(430'000)}},
        .effective_on = 2026y / November / 21};
}

TEST(Transfer, IsTheSameContentWhateverItsKeyAndDay) {
    auto other = plain();
    other.key = "capture:2";
    other.effective_on = 2026y / November / 22;
    EXPECT_EQ(canonical(other), canonical(plain()));
}

TEST(Transfer, IsOtherContentWhenAnythingElseDiffers) {
    std::set<std::string> texts{canonical(plain())};
    const auto expect_other = [&](const Transfer& changed) {
        EXPECT_TRUE(texts.insert(canonical(changed)).second);
    };
    auto changed = plain();
    changed.kind = "release";
    expect_other(changed);
    changed = plain();
    changed.references = "rates";
    expect_other(changed);
    changed = plain();
    changed.reverses = TransferId{7};
    expect_other(changed);
    changed = plain();
    changed.legs[0].amount = vnd(430'001);
    expect_other(changed);
    changed = plain();
    changed.legs[0].credit.owner = "o2";
    expect_other(changed);
    changed = plain();
    changed.legs.push_back(changed.legs[0]);
    expect_other(changed);
}

}  // namespace
}  // namespace chophien::payments
