// The ledger's tables as rows. Accounts get their ids from a digest of their names, so that a posting needs
// no look-up table in memory and no counter.
#pragma once

#include "payments/ledger.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::payments {

struct StoredTransfer {
    TransferId id;
    crypto::Digest content{};
};

/// False when the key, or what it reverses, is there already.
bool insert_transfer(
    db::Transaction& tx, TransferId id, const Transfer& transfer, const crypto::Digest& content
);
std::optional<StoredTransfer> find_stored(db::Transaction& tx, std::uint32_t book, const std::string& key);

/// The ids of accounts, made where they are not there yet: one look for all, one insert for all that are new.
std::map<Account, std::uint64_t> account_ids(
    db::Transaction& tx, std::uint32_t book, std::span<const Account> accounts
);

void insert_legs(
    db::Transaction& tx,
    TransferId transfer,
    std::span<const Leg> legs,
    const std::map<Account, std::uint64_t>& ids
);

/// What one transfer does to one balance, on the account's normal side.
struct Movement {
    std::uint64_t account = 0;
    std::int64_t by = 0;
};

/// Adds to balances, all over zero, making the rows that are not there yet.
void raise_balances(db::Transaction& tx, std::span<const Movement> raises);
/// Takes from a balance. False when less than that is there.
bool lower_balance(db::Transaction& tx, std::uint64_t account, std::int64_t by);

/// A transfer as it was posted. Nothing when there is none of that id.
std::optional<Transfer> find_posted(db::Transaction& tx, TransferId id);

std::optional<Money> find_balance(db::Transaction& tx, std::uint32_t book, const Account& account);
Money sum_of_legs(db::Transaction& tx, std::uint32_t book, const Account& account);

}  // namespace chophien::payments
