// A seller's statement: opening + earned − fees − withheld − refunds − payouts + other = closing, for any
// period.
#pragma once

#include "accounts/caller.hpp"
#include "core/clock.hpp"
#include "core/db/transaction.hpp"
#include "core/json.hpp"
#include "payments/chart.hpp"

#include <string>
#include <vector>

namespace chophien::payments {

struct ShowStatement {
    Day from;
    Day to;  ///< included
};

/// What a seller has is pending, available and reserve, less what she owes (seller_receivable).
struct SellerStatement {
    Day from;
    Day to;
    Money opening;
    Money earned;    ///< of buyers' money, before anything was taken
    Money fees;      ///< commission and fees with their VAT
    Money withheld;  ///< taxes kept back for the seller
    Money refunds;
    Money payouts;
    Money other;  ///< all else that came, less all else that went
    Money closing;
    Money pending;    ///< now: in the hold period
    Money available;  ///< now: may be paid out
};

/// Legs between two codes in the transfers that touch a seller's accounts, added up.
struct LegSum {
    Code debit = Code::bank;
    bool debit_is_theirs = false;  ///< an account of this seller
    Code credit = Code::bank;
    bool credit_is_theirs = false;
    Money amount;
};

/// The flows of a statement from the sums of its legs; opening and closing are not set. Pure. Fees and taxes
/// are those that the same transfers took from where the seller's money came from.
SellerStatement flows_of(const std::vector<LegSum>& sums);

/// The caller's organisation. Refuses: wrong_period (over 366 days or ending before it begins).
Result<SellerStatement> show_statement(
    db::Transaction& tx, const accounts::Caller& caller, const ShowStatement& request
);

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Shape<payments::ShowStatement> {
    using Of = payments::ShowStatement;
    static constexpr std::string_view name = "ShowStatement";
    static constexpr auto fields = std::tuple{
        field("from", &Of::from, "The first day, in Vietnam."),
        field("to", &Of::to, "The last day, included."),
    };
};

template <>
struct Shape<payments::SellerStatement> {
    using Of = payments::SellerStatement;
    static constexpr std::string_view name = "SellerStatement";
    static constexpr auto fields = std::tuple{
        field("from", &Of::from, "The first day."),
        field("to", &Of::to, "The last day."),
        field("opening", &Of::opening, "What the seller had when the period began."),
        field("earned", &Of::earned, "Of buyers' money, before anything was taken."),
        field("fees", &Of::fees, "Commission and fees with their VAT."),
        field("withheld", &Of::withheld, "Taxes kept back for the seller."),
        field("refunds", &Of::refunds, "Given back to buyers."),
        field("payouts", &Of::payouts, "Sent to the seller's bank."),
        field("other", &Of::other, "All else; less than zero when more went than came."),
        field("closing", &Of::closing, "What the seller had when the period ended."),
        field("pending", &Of::pending, "Now in the hold period."),
        field("available", &Of::available, "Now free to be paid out."),
    };
};

}  // namespace chophien::json
