#include "payments/collections.hpp"

#include "payments/own_account.hpp"
#include "payments/refusals.hpp"
#include "payments/releases.hpp"

#include <fmt/format.h>

namespace chophien::payments {

namespace {

constexpr db::Statement add_collection{"payments.insert_collection", R"sql(
    INSERT INTO cod_collections (order_id, seller_id, amount, collected_at) VALUES (?, ?, ?, ?)
)sql"};

constexpr db::Statement still_out{"payments.cash_is_out", R"sql(
    SELECT amount - remitted FROM cod_collections WHERE order_id = ?
)sql"};

constexpr db::Statement add_remitted{"payments.add_remitted", R"sql(
    UPDATE cod_collections
       SET remitted = remitted + ?
     WHERE order_id = ? AND seller_id = ? AND amount - remitted >= ?
)sql"};

Account owed_by(accounts::OrganisationId seller) { return {Code::cod_receivable, text_of(seller)}; }

std::string references_of(const RecordRemittance& remittance) {
    std::string text;
    for (const auto& part : remittance.orders)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", text_of(part.order), part.amount.minor);
    return text;
}

// Adds each order's part. In the order given: two remittances of one seller that cross are run again by the
// database's word.
Result<Nothing> add_to_collections(db::Transaction& tx, const RecordRemittance& remittance) {
    std::vector<Violation> violations;
    for (std::size_t at = 0; at < remittance.orders.size(); ++at) {
        const auto& part = remittance.orders[at];
        if (tx.change(add_remitted, part.amount, part.order, remittance.seller, part.amount) == 1) continue;
        violations.push_back(
            {fmt::format("/orders/{}/amount", at),
             "not_owed",
             "Nhiều hơn số tiền thu hộ còn giữ của đơn này.",
             "More than is still held of this order's cash."}
        );
    }
    if (!violations.empty()) return refuse(not_owed, std::move(violations));
    for (const auto& part : remittance.orders)
        if (!cash_is_out(tx, part.order)) release_arrived(tx, part.order);
    return Nothing{};
}

}  // namespace

void insert_collection(db::Transaction& tx, OrderId order, accounts::OrganisationId seller, Money amount) {
    tx.change(add_collection, order, seller, amount, tx.now());
}

bool cash_is_out(db::Transaction& tx, OrderId order) {
    return tx.row<std::int64_t>(still_out, order).value_or(0) > 0;
}

Result<Remittance> record_remittance(
    db::Transaction& tx, const accounts::Caller&, const RecordRemittance& remittance
) {
    Money total;
    for (const auto& part : remittance.orders) total = total + part.amount;
    if (total.minor > Money::limit) return refuse(too_much);
    auto line =
        expected_line(tx, remittance.account, remittance.bank_ref, Direction::in, total, Outcome::remittance);
    if (!line) return refuse(line);
    const bool foreseen = line->origin == Origin::operator_;
    if (line->outcome != Outcome::remittance && line->outcome != Outcome::unapplied)
        return refuse(reference_taken);
    const Transfer transfer{
        .kind = "remittance",
        .key = fmt::format("remit:{}:{}", line->account, line->bank_ref),
        .legs =
            {{foreseen ? bank_of(line->account) : unapplied_of(line->account),
              owed_by(remittance.seller),
              total}},
        .effective_on = tx.today(),
        .references = references_of(remittance)};
    const bool known = find_transfer(tx, transfer.key).has_value();
    if (!known && !foreseen && line->unapplied < total) return refuse(over_line);
    auto posted = post(tx, transfer);
    if (!posted) return refuse(posted);
    if (!posted->replayed) {
        auto added = add_to_collections(tx, remittance);
        if (!added) return refuse(added);
        if (!foreseen) {
            line->unapplied = line->unapplied - total;
            line->outcome = Outcome::remittance;
            update_line(tx, *line);
            settle_exception(tx, line->id.number, ExceptionKind::no_code);
            if (line->unapplied.minor > 0)
                set_exception(
                    tx,
                    {.kind = ExceptionKind::no_code,
                     .about = line->id.number,
                     .line = line->id,
                     .amount = line->unapplied}
                );
        }
        tx.announce(
            {"payments.cash_remitted",
             text_of(remittance.seller),
             fmt::format(R"({{"amount":{}}})", total.minor)}
        );
    }
    return Remittance{posted->transfer, total, balance_of(tx, owed_by(remittance.seller))};
}

}  // namespace chophien::payments
