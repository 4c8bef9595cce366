#include "payments/refunds.hpp"

#include "payments/ledger_store.hpp"
#include "payments/own_account.hpp"
#include "payments/refusals.hpp"

#include <fmt/format.h>

namespace chophien::payments {

Result<RefundPayment> record_refund_payment(
    db::Transaction& tx, const accounts::Caller&, const RecordRefundPayment& request
) {
    const Account waiting{Code::refund_transit, text_of(request.order)};
    // Under the order's lock, so that what waits does not change between the look and the posting.
    lock_shares(tx, std::span(&request.order, 1));
    const auto owed = balance_of(tx, waiting);
    auto line = expected_line(tx, request.account, request.bank_ref, Direction::out, owed, Outcome::refund);
    if (!line) return refuse(line);
    const std::string key = fmt::format("refund-paid:{}:{}", line->account, line->bank_ref);
    if (const auto before = find_transfer(tx, key)) {
        const auto posted = find_posted(tx, *before);
        ensure(posted && posted->legs.size() == 1, "a refund is paid with one leg");
        if (posted->legs.front().debit != waiting) return refuse(reference_taken);
        return RefundPayment{request.order, *before, posted->legs.front().amount};
    }
    if (line->outcome != Outcome::refund && line->outcome != Outcome::outgoing)
        return refuse(reference_taken);
    if (owed.minor == 0) return refuse(nothing_to_refund);
    if (line->amount > owed) return refuse(over_line);
    auto posted = post(
        tx,
        {.kind = "refund_paid",
         .key = key,
         .legs = {{waiting, bank_of(line->account), line->amount}},
         .effective_on = day_in_vietnam(line->booked_at)}
    );
    if (!posted) return refuse(posted);
    if (line->outcome == Outcome::outgoing) {
        line->outcome = Outcome::refund;
        update_line(tx, *line);
        settle_exception(tx, line->id.number, ExceptionKind::outgoing);
    }
    tx.announce(
        {"payment.refund_paid", text_of(request.order), fmt::format(R"({{"amount":{}}})", line->amount.minor)}
    );
    return RefundPayment{request.order, posted->transfer, line->amount};
}

Result<Credit> show_credit(db::Transaction& tx, const accounts::Caller& caller, const Nothing&) {
    return Credit{balance_of(tx, {Code::buyer_credit, text_of(caller.person)})};
}

}  // namespace chophien::payments
