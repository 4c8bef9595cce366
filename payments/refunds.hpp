// Money that goes back outside the market: what is owed to guests is paid out by the operator and recorded
// here. And a buyer's own credit, which stays inside.
#pragma once

#include "accounts/caller.hpp"
#include "core/json.hpp"
#include "core/list.hpp"
#include "payments/bank_line_store.hpp"
#include "payments/ledger.hpp"

#include <optional>
#include <string>

namespace chophien::payments {

struct RecordRefundPayment {
    OrderId order;
    std::string bank_ref;
    std::optional<std::string> account{};  ///< of ours; the current one when absent
};

struct RefundPayment {
    OrderId order;
    TransferId transfer;
    Money amount;
};

/// The operator has sent back what waits in refund_transit:order: refund_transit → bank, all of it, or what
/// the statement's line of that reference took out. The line and this record are one, in whichever order they
/// come. Repeated, it changes nothing. Refuses: nothing_to_refund, over_line (the line is more than what
/// waits), reference_taken, no_bank_account.
Result<RefundPayment> record_refund_payment(
    db::Transaction& tx, const accounts::Caller& caller, const RecordRefundPayment& request
);

struct Credit {
    Money balance;
};

/// What the caller may pay with: overpayments, late transfers and refunds of hers.
Result<Credit> show_credit(db::Transaction& tx, const accounts::Caller& caller, const Nothing& request);

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Shape<payments::RecordRefundPayment> {
    using Of = payments::RecordRefundPayment;
    static constexpr std::string_view name = "RecordRefundPayment";
    static constexpr auto fields = std::tuple{
        field("order", &Of::order, "The order whose money goes back."),
        field(
            "bank_ref",
            &Of::bank_ref,
            ascii_code("./-_:#+"),
            characters(1, 64),
            "The bank's reference of the transfer."
        ),
        field(
            "account",
            &Of::account,
            ascii_code(),
            characters(1, 19),
            "Our account it left; the current one if absent."
        ),
    };
};

template <>
struct Shape<payments::RefundPayment> {
    using Of = payments::RefundPayment;
    static constexpr std::string_view name = "RefundPayment";
    static constexpr auto fields = std::tuple{
        field("order", &Of::order, "The order."),
        field("transfer", &Of::transfer, "The transfer in the ledger."),
        field("amount", &Of::amount, "What went back."),
    };
};

template <>
struct Shape<payments::Credit> {
    static constexpr std::string_view name = "BuyerCredit";
    static constexpr auto fields =
        std::tuple{field("balance", &payments::Credit::balance, "What may be spent.")};
};

}  // namespace chophien::json
