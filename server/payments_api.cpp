#include "payments/bank_lines.hpp"
#include "payments/books.hpp"
#include "payments/collections.hpp"
#include "payments/exceptions.hpp"
#include "payments/own_account.hpp"
#include "payments/refunds.hpp"
#include "payments/statement.hpp"
#include "server/route.hpp"

namespace chophien::server {

std::span<const Route> payments_routes() {
    static constexpr std::array routes{
        route<&payments::show_credit>(
            {.verb = Verb::get,
             .path = "/v1/credit",
             .operation = "showCredit",
             .may = Permission::signed_in,
             .summary = "What I may pay with from overpayments and refunds."}
        ),
        route<&payments::show_statement>(
            {.verb = Verb::get,
             .path = "/v1/statement",
             .operation = "showStatement",
             .may = Permission::see_money,
             .summary = "What my organisation earned in a period, and what became of it."}
        ),
        route<&payments::set_bank_account>(
            {.verb = Verb::put,
             .path = "/v1/bank-account",
             .operation = "setBankAccount",
             .may = Permission::operate,
             .summary = "Say where buyers send their transfers from now on."}
        ),
        route<&payments::show_bank_account>(
            {.verb = Verb::get,
             .path = "/v1/bank-account",
             .operation = "showBankAccount",
             .may = Permission::operate,
             .summary = "Where buyers send their transfers."}
        ),
        route<&payments::record_lines>(
            {.verb = Verb::post,
             .path = "/v1/bank-lines",
             .operation = "recordBankLines",
             .may = Permission::operate,
             .summary = "Record lines of our bank statement; each is posted once, however often it is sent."}
        ),
        route<&payments::record_statement>(
            {.verb = Verb::post,
             .path = "/v1/bank-statements",
             .operation = "recordBankStatement",
             .may = Permission::operate,
             .summary = "Record a bank statement file.",
             .body = Body::csv}
        ),
        route<&payments::match_line>(
            {.verb = Verb::post,
             .path = "/v1/bank-lines/{line}/match",
             .operation = "matchBankLine",
             .may = Permission::operate,
             .summary = "Say whose money a bank line without a code is."}
        ),
        route<&payments::list_exceptions>(
            {.verb = Verb::get,
             .path = "/v1/payment-exceptions",
             .operation = "listPaymentExceptions",
             .may = Permission::operate,
             .summary = "What a person has to look at."}
        ),
        route<&payments::close_exception>(
            {.verb = Verb::post,
             .path = "/v1/payment-exceptions/{exception}/close",
             .operation = "closePaymentException",
             .may = Permission::operate,
             .summary = "Say that an exception was dealt with, and how."}
        ),
        route<&payments::record_remittance>(
            {.verb = Verb::post,
             .path = "/v1/cod-remittances",
             .operation = "recordCodRemittance",
             .may = Permission::operate,
             .summary = "Record that a seller handed over cash collected at the door."}
        ),
        route<&payments::record_refund_payment>(
            {.verb = Verb::post,
             .path = "/v1/refunds/{order}/payment",
             .operation = "recordRefundPayment",
             .may = Permission::operate,
             .summary = "Record that a guest's money was sent back."}
        ),
        route<&payments::prove>(
            {.verb = Verb::get,
             .path = "/v1/ledger/proof",
             .operation = "proveLedger",
             .may = Permission::operate,
             .summary = "Prove that the books balance."}
        ),
        route<&payments::list_accounts>(
            {.verb = Verb::get,
             .path = "/v1/ledger/accounts",
             .operation = "listLedgerAccounts",
             .may = Permission::operate,
             .summary = "The trial balance."}
        ),
        route<&payments::list_transfers>(
            {.verb = Verb::get,
             .path = "/v1/ledger/transfers",
             .operation = "listLedgerTransfers",
             .may = Permission::operate,
             .summary = "Transfers about one order, seller, buyer or bank account."}
        ),
    };
    return routes;
}

}  // namespace chophien::server
