// Asking a buyer for money: attempts from their opening to their end.
#include "payments/attempt_store.hpp"
#include "payments/ledger.hpp"
#include "payments/memo_code.hpp"
#include "payments/own_account.hpp"
#include "payments/refusals.hpp"
#include "payments/vietqr.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace chophien::payments {

namespace {

std::uint64_t random_number() {
    const auto bytes = crypto::random_bytes(8);
    std::uint64_t number = 0;
    for (const char byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

// A code drawn twice in thirty-four thousand million is turned away by its unique key; then another is drawn.
void insert_with_code(db::Transaction& tx, AttemptRow& attempt) {
    const bool coded = attempt.method == Method::bank_transfer;
    for (int tries = 0; tries < 8; ++tries) {
        if (coded) attempt.memo_code = memo_code(random_number());
        if (insert_attempt(tx, attempt)) return;
    }
    ensure(false, "an attempt finds a memo code nobody has");
}

Attempt shown(const AttemptRow& row, const std::optional<OwnAccount>& account) {
    Attempt attempt{
        .id = row.id,
        .method = row.method,
        .state = row.state,
        .amount = row.amount,
        .received = row.received,
        .memo_code = row.memo_code.value_or(""),
        .vietqr = {},
        .bank_bin = {},
        .bank_account = {},
        .bank_account_name = {},
        .expires_at = row.expires_at};
    if (row.method != Method::bank_transfer || row.state != AttemptState::pending || !account) return attempt;
    attempt.bank_bin = account->bank_bin;
    attempt.bank_account = account->account;
    attempt.bank_account_name = account->name;
    const TransferCode code{
        .bank = account->bank_bin,
        .account = account->account,
        .amount = row.amount - (row.received - row.surplus),
        .purpose = attempt.memo_code,
        .initiation = TransferCode::Initiation::once};
    // Over the ceiling of instant transfers there is no code to scan; account and memo code are enough to pay
    // by hand.
    if (auto payload = vietqr_payload(code)) attempt.vietqr = std::move(*payload);
    return attempt;
}

Result<Nothing> pay_from_credit(
    db::Transaction& tx, const AttemptRow& attempt, std::span<const Share> shares
) {
    std::vector<Leg> legs;
    std::vector<OrderId> orders;
    for (const auto& share : shares) {
        orders.push_back(share.order);
        if (share.amount.minor > 0)
            legs.push_back(
                {{Code::buyer_credit, text_of(attempt.buyer)},
                 {Code::escrow, text_of(share.order)},
                 share.amount}
            );
    }
    auto posted = post(
        tx,
        {.kind = "capture",
         .key = "capture:" + text_of(attempt.id),
         .legs = std::move(legs),
         .effective_on = tx.today()}
    );
    if (!posted) return posted.error() == insufficient ? refuse(not_enough_credit) : refuse(posted);
    announce_received(tx, attempt.id, orders);
    return Nothing{};
}

}  // namespace

Result<Attempt> ask(
    db::Transaction& tx,
    const accounts::Caller& buyer,
    Method method,
    std::span<const Share> shares,
    Instant expires_at
) {
    if (method == Method::buyer_credit && buyer.is_guest()) return refuse(method_not_for_guests);
    ensure(shares.size() <= most_legs, "an attempt pays for at most as many orders as a transfer has legs");
    Money total;
    for (const auto& share : shares) {
        ensure(
            share.amount.minor >= 0 && share.amount.minor <= Money::limit,
            "a share is an amount within its limit"
        );
        total = total + share.amount;
    }
    if (total.minor == 0) return refuse(nothing_to_pay);
    if (total.minor > Money::limit) return refuse(too_much);
    std::optional<OwnAccount> account;
    if (method == Method::bank_transfer) {
        account = find_own_account(tx);
        if (!account) return refuse(no_bank_account);
    }
    const bool at_once = method == Method::buyer_credit;
    AttemptRow attempt{
        .id = tx.new_id<OfAttempt>(),
        .method = method,
        .state = at_once ? AttemptState::paid : AttemptState::pending,
        .amount = total,
        .received = at_once ? total : vnd(0),
        .surplus = vnd(0),
        .memo_code = {},
        .buyer = buyer.person,
        .expires_at = expires_at};
    insert_with_code(tx, attempt);
    insert_shares(tx, attempt.id, shares);
    if (at_once) {
        auto paid = pay_from_credit(tx, attempt, shares);
        if (!paid) return refuse(paid);
    }
    return shown(attempt, account);
}

Attempt attempt_of(db::Transaction& tx, AttemptId id) {
    const auto row = find_attempt(tx, id);
    ensure(row.has_value(), "an attempt that was opened is there");
    const bool needs_account = row->method == Method::bank_transfer && row->state == AttemptState::pending;
    return shown(*row, needs_account ? find_own_account(tx) : std::nullopt);
}

void expire(db::Transaction& tx, AttemptId id) {
    auto row = lock_attempt(tx, id);
    if (!row || row->state != AttemptState::pending || row->received.minor > 0 || tx.now() < row->expires_at)
        return;
    row->state = AttemptState::expired;
    update_attempt(tx, *row);
    tx.announce({"payment.expired", text_of(id), "{}"});
}

}  // namespace chophien::payments
