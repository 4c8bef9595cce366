#include "payments/escrow.hpp"

#include "core/db/many_rows.hpp"
#include "payments/attempt_store.hpp"
#include "payments/collections.hpp"
#include "payments/ledger.hpp"
#include "payments/refusals.hpp"
#include "payments/releases.hpp"
#include "payments/settlement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace chophien::payments {

namespace {

/// Money between an order's escrow and one other account.
struct EscrowFlow {
    std::string order;
    bool came = false;
    Code other = Code::bank;
    Money amount;
};

}  // namespace

}  // namespace chophien::payments

namespace chophien::db {

template <>
struct Columns<payments::EscrowFlow> {
    using Row = payments::EscrowFlow;
    static constexpr auto of = std::tuple{&Row::order, &Row::came, &Row::other, &Row::amount};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

constexpr std::string_view escrow_flows_head =
    "WITH escrows AS (SELECT account_id, owner_ref FROM ledger_account"
    "                  WHERE book_id = 1 AND code = 'escrow' AND owner_ref IN (";
constexpr std::string_view escrow_flows_tail =
    "))"
    " SELECT escrows.owner_ref, 1, other.code, CAST(SUM(leg.amount) AS SIGNED)"
    "   FROM escrows"
    "   JOIN ledger_leg leg ON leg.credit_account_id = escrows.account_id"
    "   JOIN ledger_account other ON other.account_id = leg.debit_account_id"
    "  GROUP BY escrows.owner_ref, other.code"
    "  UNION ALL"
    " SELECT escrows.owner_ref, 0, other.code, CAST(SUM(leg.amount) AS SIGNED)"
    "   FROM escrows"
    "   JOIN ledger_leg leg ON leg.debit_account_id = escrows.account_id"
    "   JOIN ledger_account other ON other.account_id = leg.credit_account_id"
    "  GROUP BY escrows.owner_ref, other.code";
constexpr auto escrow_flows =
    db::many_rows<escrow_flows_head, db::a_key, escrow_flows_tail>("payments.escrow_flows");

static_assert(market_book == 1, "the statement above names the book");

// By the account on the other side: where money comes from outside and goes back there by a reversal; where a
// release goes; all else is the buyer's.
Money& part_for(const EscrowFlow& flow, OrderMoney& money) {
    switch (flow.other) {
        case Code::bank:
        case Code::psp_receivable:
        case Code::cod_receivable:
        case Code::unapplied:
            return money.captured;
        case Code::commission:
        case Code::output_vat:
        case Code::tax_vat_withheld:
        case Code::tax_pit_withheld:
        case Code::carrier_payable:
        case Code::seller_pending:
            return money.released;
        case Code::buyer_credit:
            return flow.came ? money.captured : money.refunded;
        default:
            return money.refunded;
    }
}

Account escrow_of(OrderId order) { return {Code::escrow, text_of(order)}; }

Account theirs(OrderId order, std::optional<accounts::PersonId> buyer) {
    if (buyer && *buyer) return {Code::buyer_credit, text_of(*buyer)};
    return {Code::refund_transit, text_of(order)};
}

}  // namespace

std::vector<OrderMoney> money_of(db::Transaction& tx, std::span<const OrderId> orders) {
    std::vector<std::string> names;
    for (const auto order : orders) names.push_back(text_of(order));
    std::vector<std::string> each_once = names;
    std::ranges::sort(each_once);
    each_once.erase(std::ranges::unique(each_once).begin(), each_once.end());
    std::map<std::string, OrderMoney> by_order;
    for (const auto& flow : db::rows_among<EscrowFlow>(tx, escrow_flows, each_once)) {
        auto& money = by_order[flow.order];
        auto& part = part_for(flow, money);
        const bool grows = flow.came == (&part == &money.captured);
        part = grows ? part + flow.amount : part - flow.amount;
        money.in_escrow = flow.came ? money.in_escrow + flow.amount : money.in_escrow - flow.amount;
    }
    std::vector<OrderMoney> found;
    for (const auto& name : names) found.push_back(by_order[name]);
    return found;
}

OrderMoney money_of(db::Transaction& tx, OrderId order) { return money_of(tx, std::span(&order, 1)).front(); }

Result<Nothing> collect_cash(
    db::Transaction& tx, OrderId order, accounts::OrganisationId seller, Money amount
) {
    const auto shares = lock_shares(tx, std::span(&order, 1));
    std::optional<AttemptRow> attempt;
    Money open;
    for (const auto& share : shares) {
        auto found = find_attempt(tx, share.attempt);
        if (!found || found->method != Method::cash_on_delivery) continue;
        attempt = std::move(found);
        open = share.closed ? vnd(0) : share.amount - money_of(tx, order).captured;
    }
    if (!attempt) return refuse(not_cash_on_delivery);
    const Transfer transfer{
        .kind = "collect",
        .key = "cod:" + text_of(order),
        .legs = {{{Code::cod_receivable, text_of(seller)}, escrow_of(order), amount}},
        .effective_on = tx.today()};
    if (!find_transfer(tx, transfer.key) && (amount.minor <= 0 || amount > open))
        return refuse(
            over_asked,
            fmt::format("Còn phải thu {}.", shown(open)),
            fmt::format("{} is still to be collected.", shown(open))
        );
    auto posted = post(tx, transfer);
    if (!posted) return refuse(posted);
    if (posted->replayed) return Nothing{};
    insert_collection(tx, order, seller, amount);
    // Under the order's lock only one collection passes; the attempt is paid when the last of its orders was
    // collected.
    attempt = lock_attempt(tx, attempt->id);
    attempt->received = attempt->received + amount;
    const auto asked = shares_of(tx, std::span(&attempt->id, 1));
    bool all = true;
    for (const auto& share : asked)
        if (!share.closed && share.order != order && money_of(tx, share.order).captured.minor == 0)
            all = false;
    if (all) attempt->state = AttemptState::paid;
    update_attempt(tx, *attempt);
    announce_received(tx, attempt->id, std::span(&order, 1));
    return Nothing{};
}

Result<Nothing> release(
    db::Transaction& tx,
    OrderId order,
    accounts::OrganisationId seller,
    accounts::OrganisationKind seller_kind,
    Money goods,
    Money delivery
) {
    lock_shares(tx, std::span(&order, 1));
    const auto rates = rates_on(tx.today(), seller_kind);
    const auto split = split_of(goods, delivery, rates);
    const bool money_arrived = !cash_is_out(tx, order);
    if (!insert_release(tx, order, seller, split.seller, rates, money_arrived)) return Nothing{};
    close_shares(tx, order);
    auto legs = release_legs(escrow_of(order), text_of(seller), split);
    if (!legs.empty()) {
        auto posted = post(
            tx,
            {.kind = "release",
             .key = "release:" + text_of(order),
             .legs = std::move(legs),
             .effective_on = tx.today(),
             .references = rates.rows}
        );
        if (!posted) return refuse(posted);
    }
    tx.announce({"payment.released", text_of(order), fmt::format(R"({{"seller":"{}"}})", text_of(seller))});
    return Nothing{};
}

namespace {

Result<Nothing> give_back(
    db::Transaction& tx, OrderId order, Money amount, std::string key, std::optional<accounts::PersonId> buyer
) {
    auto posted = post(
        tx,
        {.kind = "refund",
         .key = std::move(key),
         .legs = {{escrow_of(order), theirs(order, buyer), amount}},
         .effective_on = tx.today()}
    );
    if (!posted) return refuse(posted);
    if (!posted->replayed)
        tx.announce(
            {"payment.refunded",
             text_of(order),
             fmt::format(
                 R"({{"amount":{},"to":"{}"}})", amount.minor, buyer && *buyer ? "credit" : "transit"
             )}
        );
    return Nothing{};
}

}  // namespace

Result<Nothing> refund(db::Transaction& tx, OrderId order, std::optional<accounts::PersonId> buyer) {
    lock_shares(tx, std::span(&order, 1));
    close_shares(tx, order);
    const auto money = money_of(tx, order);
    if (money.in_escrow.minor == 0) return Nothing{};
    return give_back(tx, order, money.in_escrow, "refund:" + text_of(order), buyer);
}

Result<Nothing> refund_part(
    db::Transaction& tx,
    OrderId order,
    Money amount,
    std::string_view why,
    std::optional<accounts::PersonId> buyer
) {
    ensure(amount.minor >= 0, "a refund is not less than nothing");
    lock_shares(tx, std::span(&order, 1));
    if (amount.minor == 0 || money_of(tx, order).captured.minor == 0) return Nothing{};
    return give_back(tx, order, amount, fmt::format("refund:{}:{}", text_of(order), why), buyer);
}

}  // namespace chophien::payments
