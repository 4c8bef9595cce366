// The market's own bank account: where buyers are told to send money. Earlier ones stay ours, because money
// still comes.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "core/json.hpp"
#include "core/list.hpp"
#include "payments/chart.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace chophien::payments {

struct OwnAccount {
    std::string bank_bin;
    std::string account;
    std::string name;
};

/// Sets where transfers go from now on. Refuses: unknown_bank (payments/data/banks.json).
Result<OwnAccount> set_bank_account(
    db::Transaction& tx, const accounts::Caller& caller, const OwnAccount& account
);
/// Refuses: no_bank_account.
Result<OwnAccount> show_bank_account(
    db::Transaction& tx, const accounts::Caller& caller, const Nothing& request
);

std::optional<OwnAccount> find_own_account(db::Transaction& tx);
/// All that ever were set.
std::vector<std::string> own_accounts(db::Transaction& tx);

inline Account bank_of(const std::string& account) { return {Code::bank, account}; }

inline Account unapplied_of(const std::string& account) { return {Code::unapplied, account}; }

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Shape<payments::OwnAccount> {
    using Of = payments::OwnAccount;
    static constexpr std::string_view name = "OwnBankAccount";
    static constexpr auto fields = std::tuple{
        field(
            "bank_bin",
            &Of::bank_bin,
            ascii_code(),
            characters(6, 6),
            "The bank, by its six-digit VietQR number."
        ),
        field(
            "account",
            &Of::account,
            ascii_code(),
            characters(1, 19),
            "The account's number: letters and digits."
        ),
        field("name", &Of::name, one_line, characters(1, 100), "The name the bank knows the account by."),
    };
};

}  // namespace chophien::json
