// Cash from the door: collected by sellers, owed to the market until they remit it.
#pragma once

#include "payments/bank_line_store.hpp"
#include "payments/escrow.hpp"
#include "payments/ledger.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::payments {

void insert_collection(db::Transaction& tx, OrderId order, accounts::OrganisationId seller, Money amount);
/// Cash of this order was collected and not all of it has been remitted.
bool cash_is_out(db::Transaction& tx, OrderId order);

struct RemittedOrder {
    OrderId order;
    Money amount;
};

/// One bank transfer in which a seller hands over the cash of some orders.
struct RecordRemittance {
    accounts::OrganisationId seller;
    std::string bank_ref;
    std::optional<std::string> account{};  ///< of ours; the current one when absent
    std::vector<RemittedOrder> orders;
};

struct Remittance {
    TransferId transfer;
    Money amount;
    Money still_owed;  ///< by the seller, all orders
};

/// bank (or what the line brought into unapplied) → cod_receivable:seller. The statement's line and this
/// record of it are one, in whichever order they come. Repeated, it changes nothing. Orders whose cash is
/// complete may mature. Refuses: not_owed (with one violation for each order, at /orders/N/amount),
/// over_line, reference_taken, key_reused, no_bank_account.
Result<Remittance> record_remittance(
    db::Transaction& tx, const accounts::Caller& caller, const RecordRemittance& remittance
);

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Shape<payments::RemittedOrder> {
    using Of = payments::RemittedOrder;
    static constexpr std::string_view name = "RemittedOrder";
    static constexpr auto fields = std::tuple{
        field("order", &Of::order, "The order whose cash it is."),
        field("amount", &Of::amount, above_zero, "How much of it is handed over."),
    };
};

template <>
struct Shape<payments::RecordRemittance> {
    using Of = payments::RecordRemittance;
    static constexpr std::string_view name = "RecordCodRemittance";
    static constexpr auto fields = std::tuple{
        field("seller", &Of::seller, "Who collected the cash."),
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
            "Our account it came to; the current one if absent."
        ),
        field("orders", &Of::orders, items(1, 200), "The orders it is for."),
    };
};

template <>
struct Shape<payments::Remittance> {
    using Of = payments::Remittance;
    static constexpr std::string_view name = "CodRemittance";
    static constexpr auto fields = std::tuple{
        field("transfer", &Of::transfer, "The transfer in the ledger."),
        field("amount", &Of::amount, "All of it."),
        field("still_owed", &Of::still_owed, "What the seller still holds of cash collected."),
    };
};

}  // namespace chophien::json
