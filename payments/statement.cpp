#include "payments/statement.hpp"

#include "payments/ledger.hpp"
#include "payments/refusals.hpp"

namespace chophien::db {

template <>
struct Columns<payments::LegSum> {
    using Row = payments::LegSum;
    static constexpr auto of =
        std::tuple{&Row::debit, &Row::debit_is_theirs, &Row::credit, &Row::credit_is_theirs, &Row::amount};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

constexpr db::Statement legs_in_period{"payments.seller_legs", R"sql(
    WITH theirs AS (
        SELECT account_id
          FROM ledger_account
         WHERE book_id = 1 AND owner_ref = ?
           AND code IN ('seller_pending', 'seller_available', 'seller_reserve', 'seller_receivable')),
    touching AS (
        SELECT leg.transfer_id FROM theirs JOIN ledger_leg leg ON leg.debit_account_id = theirs.account_id
         UNION
        SELECT leg.transfer_id FROM theirs JOIN ledger_leg leg ON leg.credit_account_id = theirs.account_id)
    SELECT debited.code, leg.debit_account_id IN (SELECT account_id FROM theirs),
           credited.code, leg.credit_account_id IN (SELECT account_id FROM theirs), CAST(SUM(leg.amount) AS SIGNED)
      FROM touching
      JOIN ledger_transfer transfer ON transfer.transfer_id = touching.transfer_id
      JOIN ledger_leg leg ON leg.transfer_id = touching.transfer_id
      JOIN ledger_account debited ON debited.account_id = leg.debit_account_id
      JOIN ledger_account credited ON credited.account_id = leg.credit_account_id
     WHERE transfer.effective_on BETWEEN ? AND ?
     GROUP BY 1, 2, 3, 4
)sql"};

constexpr db::Statement stood_before{"payments.seller_stood", R"sql(
    SELECT CAST(COALESCE(SUM(moved.amount), 0) AS SIGNED)
      FROM (SELECT leg.transfer_id, leg.amount
              FROM ledger_account account
              JOIN ledger_leg leg ON leg.credit_account_id = account.account_id
             WHERE account.book_id = 1 AND account.owner_ref = ?
               AND account.code IN ('seller_pending', 'seller_available', 'seller_reserve', 'seller_receivable')
             UNION ALL
            SELECT leg.transfer_id, -leg.amount
              FROM ledger_account account
              JOIN ledger_leg leg ON leg.debit_account_id = account.account_id
             WHERE account.book_id = 1 AND account.owner_ref = ?
               AND account.code IN ('seller_pending', 'seller_available', 'seller_reserve', 'seller_receivable')) moved
      JOIN ledger_transfer transfer ON transfer.transfer_id = moved.transfer_id
     WHERE transfer.effective_on < ?
)sql"};

bool is_fee(Code code) { return code == Code::commission || code == Code::output_vat || code == Code::fees; }

bool is_tax(Code code) { return code == Code::tax_vat_withheld || code == Code::tax_pit_withheld; }

bool is_buyers(Code code) {
    return code == Code::escrow || code == Code::deposit || code == Code::seller_unfunded;
}

}  // namespace

SellerStatement flows_of(const std::vector<LegSum>& sums) {
    SellerStatement flows;
    const auto add = [](Money& to, Money amount, bool comes) { to = comes ? to + amount : to - amount; };
    for (const auto& sum : sums) {
        if (sum.debit_is_theirs && sum.credit_is_theirs) continue;  // from one pocket to the other
        // Fees and taxes, wherever they were taken from: out of the buyer's money they raise what was earned
        // by as much.
        const bool taken = is_fee(sum.credit) || is_tax(sum.credit);
        const bool given_back = is_fee(sum.debit) || is_tax(sum.debit);
        if (taken || given_back) {
            auto& part = is_fee(taken ? sum.credit : sum.debit) ? flows.fees : flows.withheld;
            const Code source = taken ? sum.debit : sum.credit;
            const bool theirs = taken ? sum.debit_is_theirs : sum.credit_is_theirs;
            add(part, sum.amount, taken);
            if (theirs) continue;
            if (is_buyers(source))
                add(flows.earned, sum.amount, taken);
            else
                add(flows.refunds, sum.amount, !taken);  // commission → refund_transit: the buyer got it back
            continue;
        }
        if (!sum.debit_is_theirs && !sum.credit_is_theirs) continue;
        const bool comes = sum.credit_is_theirs;
        const Code other = comes ? sum.debit : sum.credit;
        if (is_buyers(other))
            add(flows.earned, sum.amount, comes);
        else if (other == Code::refund_transit || other == Code::buyer_credit)
            add(flows.refunds, sum.amount, !comes);
        else if (other == Code::payout_transit)
            add(flows.payouts, sum.amount, !comes);
        else
            add(flows.other, sum.amount, comes);
    }
    return flows;
}

Result<SellerStatement> show_statement(
    db::Transaction& tx, const accounts::Caller& caller, const ShowStatement& request
) {
    const auto days = std::chrono::sys_days(request.to) - std::chrono::sys_days(request.from);
    if (days.count() < 0 || days.count() >= 366) return refuse(wrong_period);
    const auto seller = text_of(caller.organisation);
    auto statement = flows_of(tx.rows<LegSum>(legs_in_period, seller, request.from, request.to));
    statement.from = request.from;
    statement.to = request.to;
    statement.opening = vnd(tx.row<std::int64_t>(stood_before, seller, seller, request.from).value_or(0));
    statement.closing =
        vnd(tx.row<std::int64_t>(stood_before, seller, seller, request.to + std::chrono::days(1)).value_or(0)
        );
    statement.pending = balance_of(tx, {Code::seller_pending, seller});
    statement.available = balance_of(tx, {Code::seller_available, seller});
    const auto flow = statement.earned - statement.fees - statement.withheld - statement.refunds -
                      statement.payouts + statement.other;
    ensure(statement.opening + flow == statement.closing, "a seller's statement adds up");
    return statement;
}

}  // namespace chophien::payments
