#include "payments/books.hpp"

#include "payments/ledger_store.hpp"

#include <algorithm>
#include <map>

namespace chophien::payments {

namespace {

/// All accounts of one code in one book, added up.
struct CodeSum {
    std::int64_t book = 0;
    Code code = Code::bank;
    std::int64_t accounts = 0;
    Money total;  ///< kept balances where there is a floor, else legs; on the normal side
    std::int64_t wrong = 0;
    std::int64_t below = 0;
};

struct AccountSums {
    Code code = Code::bank;
    std::string owner;
    Money debits;
    Money credits;
};

struct TransferHead {
    TransferId id;
    std::string kind;
    std::string key;
    Day effective_on;
    Instant created_at;
    std::optional<TransferId> reverses;
};

}  // namespace

}  // namespace chophien::payments

namespace chophien::db {

template <>
struct Columns<payments::CodeSum> {
    using Row = payments::CodeSum;
    static constexpr auto of =
        std::tuple{&Row::book, &Row::code, &Row::accounts, &Row::total, &Row::wrong, &Row::below};
};

template <>
struct Columns<payments::AccountSums> {
    using Row = payments::AccountSums;
    static constexpr auto of = std::tuple{&Row::code, &Row::owner, &Row::debits, &Row::credits};
};

template <>
struct Columns<payments::TransferHead> {
    using Row = payments::TransferHead;
    static constexpr auto of =
        std::tuple{&Row::id, &Row::kind, &Row::key, &Row::effective_on, &Row::created_at, &Row::reverses};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

// Every account: the sum of its legs on its normal side, beside the balance kept for it. Accounts with a
// floor are those with a kept balance, and those that ought to have one because legs touched them.
constexpr db::Statement sums_by_code{"payments.prove", R"sql(
    SELECT account.book_id, account.code, COUNT(*),
           CAST(SUM(COALESCE(kept.balance, IF(account.normal_side = 'D', 1, -1) * COALESCE(moved.net, 0))) AS SIGNED),
           CAST(SUM(kept.balance IS NOT NULL
                AND kept.balance <> IF(account.normal_side = 'D', 1, -1) * COALESCE(moved.net, 0)) AS SIGNED),
           CAST(SUM(kept.floor_zero = 1
                AND (kept.balance < 0 OR IF(account.normal_side = 'D', 1, -1) * COALESCE(moved.net, 0) < 0)) AS SIGNED)
      FROM ledger_account account
      LEFT JOIN ledger_balance kept ON kept.account_id = account.account_id
      LEFT JOIN (SELECT account_id, SUM(amount) AS net
                   FROM (SELECT debit_account_id AS account_id, amount FROM ledger_leg
                          UNION ALL
                         SELECT credit_account_id, -amount FROM ledger_leg) halves
                  GROUP BY account_id) moved ON moved.account_id = account.account_id
     GROUP BY account.book_id, account.code
)sql"};

constexpr db::Statement accounts_after{"payments.accounts", R"sql(
    SELECT account.code, account.owner_ref,
           COALESCE((SELECT CAST(SUM(amount) AS SIGNED) FROM ledger_leg WHERE debit_account_id = account.account_id), 0),
           COALESCE((SELECT CAST(SUM(amount) AS SIGNED) FROM ledger_leg WHERE credit_account_id = account.account_id), 0)
      FROM ledger_account account
     WHERE account.book_id = 1 AND account.code >= ? AND (account.code > ? OR account.owner_ref > ?)
     ORDER BY account.code, account.owner_ref
     LIMIT ?
)sql"};

constexpr db::Statement accounts_of_code_after{"payments.accounts_of_code", R"sql(
    SELECT account.code, account.owner_ref,
           COALESCE((SELECT CAST(SUM(amount) AS SIGNED) FROM ledger_leg WHERE debit_account_id = account.account_id), 0),
           COALESCE((SELECT CAST(SUM(amount) AS SIGNED) FROM ledger_leg WHERE credit_account_id = account.account_id), 0)
      FROM ledger_account account
     WHERE account.book_id = 1 AND account.code = ? AND account.owner_ref > ?
     ORDER BY account.owner_ref
     LIMIT ?
)sql"};

constexpr db::Statement account_of_code{"payments.account_of_code", R"sql(
    SELECT account.code, account.owner_ref,
           COALESCE((SELECT CAST(SUM(amount) AS SIGNED) FROM ledger_leg WHERE debit_account_id = account.account_id), 0),
           COALESCE((SELECT CAST(SUM(amount) AS SIGNED) FROM ledger_leg WHERE credit_account_id = account.account_id), 0)
      FROM ledger_account account
     WHERE account.book_id = 1 AND account.code = ? AND account.owner_ref = ''
)sql"};

// Each branch stops at the page's length: an account of the bank has millions of legs.
constexpr db::Statement transfers_about{"payments.transfers_about", R"sql(
    SELECT transfer.transfer_id, transfer.kind, transfer.idem_key, transfer.effective_on, transfer.created_at,
           transfer.reverses_id
      FROM ((SELECT DISTINCT leg.transfer_id
               FROM ledger_account account
               JOIN ledger_leg leg ON leg.debit_account_id = account.account_id
              WHERE account.owner_ref = ? AND account.book_id = 1 AND leg.transfer_id < ?
              ORDER BY leg.transfer_id DESC
              LIMIT ?)
             UNION
            (SELECT DISTINCT leg.transfer_id
               FROM ledger_account account
               JOIN ledger_leg leg ON leg.credit_account_id = account.account_id
              WHERE account.owner_ref = ? AND account.book_id = 1 AND leg.transfer_id < ?
              ORDER BY leg.transfer_id DESC
              LIMIT ?)) touching
      JOIN ledger_transfer transfer ON transfer.transfer_id = touching.transfer_id
     ORDER BY transfer.transfer_id DESC
     LIMIT ?
)sql"};

template <class Row>
std::optional<std::string> cut(std::vector<Row>& rows, std::int64_t limit, const auto& cursor_of) {
    if (static_cast<std::int64_t>(rows.size()) <= limit) return std::nullopt;
    rows.pop_back();
    return cursor_of(rows.back());
}

}  // namespace

Result<Proof> prove(db::Transaction& tx, const accounts::Caller&, const Nothing&) {
    Proof proof;
    std::map<std::int64_t, std::int64_t> differences;  // of each book
    for (const auto& sum : tx.rows<CodeSum>(sums_by_code)) {
        auto& difference = differences[sum.book];
        proof.accounts += sum.accounts;
        proof.wrong_balances += sum.wrong;
        proof.below_zero += sum.below;
        const auto nature = line_of(sum.code).nature;
        Money& part = nature == Nature::asset       ? proof.assets
                      : nature == Nature::expense   ? proof.expenses
                      : nature == Nature::liability ? proof.liabilities
                                                    : proof.income;
        part = part + sum.total;
        difference += line_of(sum.code).side() == Side::debit ? sum.total.minor : -sum.total.minor;
        if (sum.code == Code::buyer_receivable || sum.code == Code::retention_receivable)
            proof.unfunded_difference = proof.unfunded_difference + sum.total;
        if (sum.code == Code::seller_unfunded)
            proof.unfunded_difference = proof.unfunded_difference - sum.total;
    }
    proof.difference = proof.assets + proof.expenses - proof.liabilities - proof.income;
    proof.balanced = proof.wrong_balances == 0 && proof.below_zero == 0 &&
                     proof.unfunded_difference.minor == 0 &&
                     std::ranges::all_of(differences, [](const auto& book) { return book.second == 0; });
    return proof;
}

Result<List<AccountBalance>> list_accounts(
    db::Transaction& tx, const accounts::Caller&, const ListAccounts& request
) {
    const auto limit = request.limit.value_or(20);
    std::string code;
    std::string owner;
    if (request.after) {
        const auto colon = request.after->find(':');
        code = request.after->substr(0, colon);
        owner = colon == std::string::npos ? "" : request.after->substr(colon + 1);
    }
    std::vector<AccountSums> rows;
    if (!request.code)
        rows = tx.rows<AccountSums>(accounts_after, code, code, owner, limit + 1);
    else if (line_of(*request.code).owner.empty())
        rows = tx.rows<AccountSums>(account_of_code, *request.code);
    else
        rows = tx.rows<AccountSums>(accounts_of_code_after, *request.code, owner, limit + 1);
    List<AccountBalance> page;
    page.page.next = cut(rows, limit, [](const AccountSums& row) {
        return text_of(Account{row.code, row.owner});
    });
    for (const auto& row : rows) {
        const auto& line = line_of(row.code);
        page.data.push_back(
            {text_of(Account{row.code, row.owner}),
             line.nature,
             row.debits,
             row.credits,
             line.side() == Side::debit ? row.debits - row.credits : row.credits - row.debits}
        );
    }
    return page;
}

Result<List<TransferView>> list_transfers(
    db::Transaction& tx, const accounts::Caller&, const ListTransfers& request
) {
    const auto limit = request.limit.value_or(20);
    const auto before = request.after ? id_from<OfTransfer>(*request.after) : TransferId{INT64_MAX};
    if (!before) return List<TransferView>{};
    auto rows = tx.rows<TransferHead>(
        transfers_about,
        request.about,
        before->number,
        limit + 1,
        request.about,
        before->number,
        limit + 1,
        limit + 1
    );
    List<TransferView> page;
    page.page.next = cut(rows, limit, [](const TransferHead& row) { return text_of(row.id); });
    for (const auto& row : rows) {
        TransferView view{row.id, row.kind, row.key, row.effective_on, row.created_at, row.reverses, {}};
        const auto posted = find_posted(tx, row.id);
        ensure(posted.has_value(), "a transfer that is listed is there");
        for (const auto& leg : posted->legs)
            view.legs.push_back({text_of(leg.debit), text_of(leg.credit), leg.amount});
        page.data.push_back(std::move(view));
    }
    return page;
}

}  // namespace chophien::payments
