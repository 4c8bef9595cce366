#include "payments/ledger.hpp"

#include "core/list.hpp"
#include "payments/ledger_store.hpp"
#include "payments/refusals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace chophien::payments {

namespace {

bool plain_ascii(std::string_view text, std::size_t least, std::size_t most) {
    return text.size() >= least && text.size() <= most &&
           std::ranges::all_of(text, [](char sign) { return sign > ' ' && sign <= '~'; });
}

// What our own code must never do. Refusals are for what the world may bring.
void ensure_well_formed(const Transfer& transfer) {
    ensure(plain_ascii(transfer.kind, 1, 64), "a transfer's kind is a word");
    ensure(plain_ascii(transfer.key, 1, 128), "a transfer's key is plain and of 1 to 128 signs");
    ensure(!transfer.legs.empty() && transfer.legs.size() <= most_legs, "a transfer has 1 to 400 legs");
    for (const auto& leg : transfer.legs) {
        ensure(leg.amount.minor > 0, "a leg moves more than nothing");
        ensure(leg.debit != leg.credit, "a leg has two accounts");
        for (const auto* account : {&leg.debit, &leg.credit}) {
            const bool owned = !line_of(account->code).owner.empty();
            ensure(
                plain_ascii(account->owner, owned ? 1 : 0, owned ? 64 : 0),
                "an account has the owner its chart names"
            );
        }
    }
}

// Net change of each account on its normal side. Nothing when a sum leaves 64 bits.
std::optional<std::map<Account, std::int64_t>> net_of(const Transfer& transfer) {
    std::map<Account, std::int64_t> net;
    for (const auto& leg : transfer.legs) {
        auto& debit = net[leg.debit];
        const auto raise =
            line_of(leg.debit.code).side() == Side::debit ? leg.amount.minor : -leg.amount.minor;
        if (__builtin_add_overflow(debit, raise, &debit)) return std::nullopt;
        auto& credit = net[leg.credit];
        const auto lower =
            line_of(leg.credit.code).side() == Side::credit ? leg.amount.minor : -leg.amount.minor;
        if (__builtin_add_overflow(credit, lower, &credit)) return std::nullopt;
    }
    return net;
}

Result<Posted> answer_for_existing(
    db::Transaction& tx, const Transfer& transfer, const crypto::Digest& content
) {
    const auto stored = find_stored(tx, transfer.book, transfer.key);
    if (!stored) {
        ensure(bool(transfer.reverses), "a transfer is turned away for its key or for what it reverses");
        return refuse(already_reversed);
    }
    if (stored->content != content)
        return refuse(
            key_reused,
            fmt::format("Khóa {} đã dùng cho một bút toán khác.", transfer.key),
            fmt::format("The key {} was used for another transfer.", transfer.key)
        );
    return Posted{stored->id, true};
}

Result<Nothing> move_balances(
    db::Transaction& tx,
    const std::map<Account, std::int64_t>& net,
    const std::map<Account, std::uint64_t>& ids
) {
    std::map<std::uint64_t, std::pair<const Account*, std::int64_t>>
        moves;  // by id: the order everybody locks in
    for (const auto& [account, by] : net)
        if (line_of(account.code).floored && by != 0) moves.emplace(ids.at(account), std::pair{&account, by});
    std::vector<Movement> raises;  // neighbours in id order that only rise share one statement
    const auto raise = [&] {
        raise_balances(tx, raises);
        raises.clear();
    };
    for (const auto& [id, move] : moves) {
        const auto& [account, by] = move;
        if (by > 0) {
            raises.push_back({id, by});
            continue;
        }
        raise();
        if (!lower_balance(tx, id, -by))
            return refuse(
                insufficient,
                fmt::format("Tài khoản {} không đủ {}.", text_of(*account), shown(vnd(-by))),
                fmt::format("Account {} has less than {}.", text_of(*account), shown(vnd(-by)))
            );
    }
    raise();
    return Nothing{};
}

}  // namespace

std::string canonical(const Transfer& transfer) {
    std::string text =
        fmt::format("transfer 1\n{}\n{}\n{}\n", transfer.kind, transfer.references, transfer.reverses.number);
    for (const auto& leg : transfer.legs)
        text += fmt::format("{} > {} {}\n", text_of(leg.debit), text_of(leg.credit), leg.amount.minor);
    return text;
}

Result<Posted> post(db::Transaction& tx, const Transfer& transfer) {
    ensure_well_formed(transfer);
    const auto net = net_of(transfer);
    if (!net) return refuse(too_much);
    const auto content = crypto::sha256(canonical(transfer));
    const auto id = tx.new_id<OfTransfer>();
    if (!insert_transfer(tx, id, transfer, content)) return answer_for_existing(tx, transfer, content);
    std::vector<Account> accounts;
    for (const auto& [account, by] : *net) accounts.push_back(account);
    const auto ids = account_ids(tx, transfer.book, accounts);
    insert_legs(tx, id, transfer.legs, ids);
    // Last, so that what others may wait for is held for the shortest time.
    auto moved = move_balances(tx, *net, ids);
    if (!moved) return refuse(moved);
    return Posted{id, false};
}

Result<Posted> reverse(db::Transaction& tx, TransferId transfer) {
    const auto posted = find_posted(tx, transfer);
    if (!posted) return refuse(unknown_transfer);
    Transfer back{
        .kind = "reverse",
        .key = "reverse:" + text_of(transfer),
        .legs = {},
        .effective_on = tx.today(),
        .reverses = transfer,
        .references = {},
        .book = posted->book};
    for (const auto& leg : posted->legs) back.legs.push_back({leg.credit, leg.debit, leg.amount});
    return post(tx, back);
}

Money balance_of(db::Transaction& tx, const Account& account, std::uint32_t book) {
    if (line_of(account.code).floored) return find_balance(tx, book, account).value_or(vnd(0));
    return sum_of_legs(tx, book, account);
}

std::optional<TransferId> find_transfer(db::Transaction& tx, const std::string& key) {
    const auto stored = find_stored(tx, market_book, key);
    if (!stored) return std::nullopt;
    return stored->id;
}

}  // namespace chophien::payments
