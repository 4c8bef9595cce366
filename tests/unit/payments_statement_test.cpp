#include "payments/statement.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace chophien::payments {
namespace {

constexpr bool theirs = true;
constexpr bool other = false;

struct Flows {
    std::int64_t earned, fees, withheld, refunds, payouts, other;

    friend bool operator==(const Flows&, const Flows&) = default;
};

Flows flows(const std::vector<LegSum>& sums) {
    const auto statement = flows_of(sums);
    return {
        statement.earned.minor,
        statement.fees.minor,
        statement.withheld.minor,
        statement.refunds.minor,
        statement.payouts.minor,
        statement.other.minor};
}

TEST(Statement, CountsWhatBuyersPaidAndWhatWasTakenOfIt) {
    using enum Code;
    const std::vector<LegSum> release{
        {escrow, other, commission, other, vnd(12'500)},
        {escrow, other, output_vat, other, vnd(1'250)},
        {escrow, other, tax_vat_withheld, other, vnd(2'500)},
        {escrow, other, tax_pit_withheld, other, vnd(1'250)},
        {escrow, other, seller_pending, theirs, vnd(232'500)}};
    EXPECT_EQ(flows(release), (Flows{250'000, 13'750, 3'750, 0, 0, 0}));
}

TEST(Statement, PassesOverMoneyFromOnePocketToTheOther) {
    EXPECT_EQ(
        flows({{Code::seller_pending, theirs, Code::seller_available, theirs, vnd(378'000)}}),
        (Flows{0, 0, 0, 0, 0, 0})
    );
}

TEST(Statement, TakesARefundAfterReleaseFromTheSellerAndGivesItsFeesBack) {
    using enum Code;
    const std::vector<LegSum> refund{
        {commission, other, refund_transit, other, vnd(5'000)},
        {output_vat, other, refund_transit, other, vnd(500)},
        {seller_pending, theirs, refund_transit, other, vnd(94'500)}};
    // 0 earned + 5,500 of fees back − 100,000 refunded = −94,500
    EXPECT_EQ(flows(refund), (Flows{0, -5'500, 0, 100'000, 0, 0}));
}

TEST(Statement, UndoesWhatAReversalUndoes) {
    using enum Code;
    const std::vector<LegSum> reversal{
        {commission, other, escrow, other, vnd(12'500)},
        {seller_pending, theirs, escrow, other, vnd(237'500)}};
    EXPECT_EQ(flows(reversal), (Flows{-250'000, -12'500, 0, 0, 0, 0}));
}

TEST(Statement, CountsPayoutsWithTheirFee) {
    using enum Code;
    const std::vector<LegSum> payout{
        {seller_available, theirs, payout_transit, other, vnd(374'700)},
        {seller_available, theirs, fees, other, vnd(3'000)},
        {seller_available, theirs, output_vat, other, vnd(300)}};
    EXPECT_EQ(flows(payout), (Flows{0, 3'300, 0, 0, 374'700, 0}));
}

}  // namespace
}  // namespace chophien::payments
