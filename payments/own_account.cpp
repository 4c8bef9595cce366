#include "payments/own_account.hpp"

#include "payments/refusals.hpp"
#include "payments/vietqr.hpp"

namespace chophien::db {

template <>
struct Columns<payments::OwnAccount> {
    using Row = payments::OwnAccount;
    static constexpr auto of = std::tuple{&Row::bank_bin, &Row::account, &Row::name};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

constexpr db::Statement keep_account{"payments.set_bank_account", R"sql(
    INSERT INTO market_bank_accounts (account, bank_bin, name, set_at, set_by)
    VALUES (?, ?, ?, ?, ?)
    ON DUPLICATE KEY UPDATE
           bank_bin = VALUES(bank_bin), name = VALUES(name), set_at = VALUES(set_at), set_by = VALUES(set_by)
)sql"};

constexpr db::Statement current_account{"payments.bank_account", R"sql(
    SELECT bank_bin, account, name FROM market_bank_accounts ORDER BY set_at DESC, account DESC LIMIT 1
)sql"};

constexpr db::Statement all_accounts{"payments.bank_accounts", R"sql(
    SELECT account FROM market_bank_accounts
)sql"};

}  // namespace

Result<OwnAccount> set_bank_account(
    db::Transaction& tx, const accounts::Caller& caller, const OwnAccount& account
) {
    if (find_bank(account.bank_bin) == nullptr)
        return refuse(
            unknown_bank,
            {{"/bank_bin",
              "unknown_bank",
              "Không có ngân hàng mang mã số này.",
              "There is no bank with this number."}}
        );
    tx.change(keep_account, account.account, account.bank_bin, account.name, tx.now(), caller.person);
    tx.announce({"payments.bank_account_set", account.account, "{}"});
    return account;
}

Result<OwnAccount> show_bank_account(db::Transaction& tx, const accounts::Caller&, const Nothing&) {
    auto account = find_own_account(tx);
    if (!account) return refuse(no_bank_account);
    return std::move(*account);
}

std::optional<OwnAccount> find_own_account(db::Transaction& tx) {
    return tx.row<OwnAccount>(current_account);
}

std::vector<std::string> own_accounts(db::Transaction& tx) { return tx.rows<std::string>(all_accounts); }

}  // namespace chophien::payments
