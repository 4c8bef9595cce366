// The ledger: double entry in whole đồng, append-only, balanced by construction and provable by one query
// (books.hpp).
//
// A transfer is one business fact with one or more legs; a leg debits one account and credits another with
// the same amount. What the fact is and when it may happen is said by the files beside this one; here money
// only moves whole or not at all.
#pragma once

#include "core/db/transaction.hpp"
#include "core/money.hpp"
#include "payments/chart.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::payments {

struct OfTransfer {
    static constexpr std::string_view prefix = "trf";
};

using TransferId = Id<OfTransfer>;

/// Books never mix. The market keeps one.
inline constexpr std::uint32_t market_book = 1;

/// "debit → credit amount"; the amount is over zero and the accounts differ.
struct Leg {
    Account debit;
    Account credit;
    Money amount;

    friend bool operator==(const Leg&, const Leg&) = default;
};

struct Transfer {
    std::string kind;  ///< release, refund, …: 1 to 64 ASCII signs
    std::string key;   ///< names the business fact once for ever: 1 to 128 ASCII signs, as "release:ord_…"
    std::vector<Leg> legs;  ///< 1 to most_legs
    Day effective_on;       ///< of the books; not part of the content, so a repeat after midnight is a repeat
    TransferId reverses{};  ///< the transfer this one undoes, if any
    std::string references{};  ///< further words that are part of the content
    std::uint32_t book = market_book;
};

inline constexpr std::size_t most_legs = 400;

struct Posted {
    TransferId transfer;
    bool replayed = false;  ///< it was there already, with the same content; nothing was done
};

/// Posts one transfer. The same key with the same content is answered with the first posting.
/// Legs of one account are added up first; then each account with a floor gets one conditional change, in id
/// order. Refuses: key_reused (the key with other content), insufficient (naming the account that would go
/// below zero), too_much (a sum leaves 64 bits), already_reversed. After a refusal the transaction must roll
/// back, as it does when the refusal is handed on.
Result<Posted> post(db::Transaction& tx, const Transfer& transfer);

/// Posts the legs of a transfer the other way round, under "reverse:" and its id. At most once for each
/// transfer. Refuses: unknown_transfer, insufficient (the money has gone on already).
Result<Posted> reverse(db::Transaction& tx, TransferId transfer);

/// On the normal side of the account; zero for one that was never used.
Money balance_of(db::Transaction& tx, const Account& account, std::uint32_t book = market_book);

/// The transfer posted under a key, if any.
std::optional<TransferId> find_transfer(db::Transaction& tx, const std::string& key);

/// The text whose SHA-256 is a transfer's content: kind, references, what it reverses, and the legs in order.
std::string canonical(const Transfer& transfer);

}  // namespace chophien::payments
