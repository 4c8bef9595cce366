// The books as the operator reads them: the proof that they balance, the trial balance, the transfers about
// one thing.
#pragma once

#include "accounts/caller.hpp"
#include "core/json.hpp"
#include "core/list.hpp"
#include "payments/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chophien::payments {

/// One query over every leg, in one snapshot. Kept balances count as they stand, so a wrong one shows twice:
/// as a difference and as a violation.
struct Proof {
    bool balanced = false;  ///< no difference and no violation, in any book
    Money difference;       ///< assets + expenses − liabilities − income, all books
    Money assets;
    Money expenses;
    Money liabilities;
    Money income;
    std::int64_t accounts = 0;
    std::int64_t wrong_balances =
        0;                        ///< accounts with a floor whose kept balance is not the sum of their legs
    std::int64_t below_zero = 0;  ///< accounts with a floor whose legs sum to less than nothing
    Money unfunded_difference;    ///< buyer_receivable + retention_receivable − seller_unfunded
};

/// Reads all legs: for the nightly check and for the operator, not for every minute.
Result<Proof> prove(db::Transaction& tx, const accounts::Caller& caller, const Nothing& request);

struct ListAccounts {
    std::optional<Code> code{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct AccountBalance {
    std::string account;
    Nature nature = Nature::asset;
    Money debits;
    Money credits;
    Money balance;  ///< on the account's normal side
};

/// The trial balance of the market's book, in the order of codes' names and owners.
Result<List<AccountBalance>> list_accounts(
    db::Transaction& tx, const accounts::Caller& caller, const ListAccounts& request
);

struct ListTransfers {
    std::string about;  ///< an owner: ord_…, org_…, per_…, a bank account
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct LegView {
    std::string debit;
    std::string credit;
    Money amount;
};

struct TransferView {
    TransferId id;
    std::string kind;
    std::string key;
    Day effective_on;
    Instant created_at;
    std::optional<TransferId> reverses{};
    std::vector<LegView> legs{};
};

/// Transfers that touch an account of that owner, newest first.
Result<List<TransferView>> list_transfers(
    db::Transaction& tx, const accounts::Caller& caller, const ListTransfers& request
);

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Shape<payments::Proof> {
    using Of = payments::Proof;
    static constexpr std::string_view name = "LedgerProof";
    static constexpr auto fields = std::tuple{
        field("balanced", &Of::balanced, "No difference and no violation."),
        field("difference", &Of::difference, "Assets and expenses less liabilities and income."),
        field("assets", &Of::assets, "All assets."),
        field("expenses", &Of::expenses, "All expenses."),
        field("liabilities", &Of::liabilities, "All liabilities."),
        field("income", &Of::income, "All income."),
        field("accounts", &Of::accounts, "How many accounts there are."),
        field("wrong_balances", &Of::wrong_balances, "Kept balances that are not the sum of their legs."),
        field("below_zero", &Of::below_zero, "Accounts with a floor whose legs sum to less than nothing."),
        field(
            "unfunded_difference",
            &Of::unfunded_difference,
            "Invoices and retentions not yet paid less what sellers earned and nobody paid."
        ),
    };
};

template <>
struct Shape<payments::ListAccounts> {
    using Of = payments::ListAccounts;
    static constexpr std::string_view name = "ListLedgerAccounts";
    static constexpr auto fields = std::tuple{
        field("code", &Of::code, "Only accounts of this code."),
        field("after", &Of::after, characters(1, 100), "The page's end before."),
        field("limit", &Of::limit, between(1, 100), "How many at most; 20 when absent."),
    };
};

template <>
struct Shape<payments::AccountBalance> {
    using Of = payments::AccountBalance;
    static constexpr std::string_view name = "LedgerAccount";
    static constexpr auto fields = std::tuple{
        field("account", &Of::account, "Its code and whose it is."),
        field("nature", &Of::nature, "asset, expense, liability or income."),
        field("debits", &Of::debits, "The sum of its debits."),
        field("credits", &Of::credits, "The sum of its credits."),
        field("balance", &Of::balance, "On its normal side."),
    };
};

template <>
struct Shape<payments::ListTransfers> {
    using Of = payments::ListTransfers;
    static constexpr std::string_view name = "ListLedgerTransfers";
    static constexpr auto fields = std::tuple{
        field(
            "about",
            &Of::about,
            ascii_code("_.-:"),
            characters(1, 64),
            "An order, seller, buyer or bank account."
        ),
        field("after", &Of::after, characters(1, 100), "The page's end before."),
        field("limit", &Of::limit, between(1, 100), "How many at most; 20 when absent."),
    };
};

template <>
struct Shape<payments::LegView> {
    using Of = payments::LegView;
    static constexpr std::string_view name = "LedgerLeg";
    static constexpr auto fields = std::tuple{
        field("debit", &Of::debit, "The account debited."),
        field("credit", &Of::credit, "The account credited."),
        field("amount", &Of::amount, "How much."),
    };
};

template <>
struct Shape<payments::TransferView> {
    using Of = payments::TransferView;
    static constexpr std::string_view name = "LedgerTransfer";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The transfer."),
        field("kind", &Of::kind, "What sort of fact it is."),
        field("key", &Of::key, "The fact it records, once for ever."),
        field("effective_on", &Of::effective_on, "The day it counts on."),
        field("created_at", &Of::created_at, "When it was posted."),
        field("reverses", &Of::reverses, "The transfer it undoes."),
        field("legs", &Of::legs, "Its legs."),
    };
};

}  // namespace chophien::json
