// Payments as orders need them: asking for money, knowing what came, letting it go to the seller or back to
// the buyer.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"
#include "core/money.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::payments {

/// Escrow is kept for one order each, so payments name orders; what an order is only the floor above knows.
struct OfOrder {
    static constexpr std::string_view prefix = "ord";
};

struct OfAttempt {
    static constexpr std::string_view prefix = "pay";
};

using OrderId = Id<OfOrder>;
using AttemptId = Id<OfAttempt>;

enum class Method : std::uint8_t {
    bank_transfer,     ///< to the market's account, by VietQR or by hand with the memo code
    cash_on_delivery,  ///< the seller or carrier collects and owes it to the market
    buyer_credit,      ///< from the buyer's own credit, at once
};

enum class AttemptState : std::uint8_t { pending, paid, expired };

/// One order's part of what a basket pays.
struct Share {
    OrderId order;
    Money amount;  ///< goods and delivery
};

/// One try to pay one basket with one method.
struct Attempt {
    AttemptId id;
    Method method = Method::bank_transfer;
    AttemptState state = AttemptState::pending;
    Money amount;
    Money received;  ///< what came so far
    std::string
        memo_code;  ///< what the buyer writes into the transfer; never reused; empty for other methods
    std::optional<std::string> vietqr;  ///< the QR's text over what is open, for bank transfers while pending
                                        ///< and below the ceiling of instant transfers
    std::optional<std::string> bank_bin;  ///< where the transfer goes
    std::optional<std::string> bank_account;
    std::optional<std::string> bank_account_name;
    Instant expires_at;  ///< from then on the orders may lapse
};

/// Opens an attempt over the shares' total. buyer_credit pays at once: buyer_credit:buyer → escrow:order, one
/// transfer. The caller tells the change feed of what it asks for; what is paid, at once or later, is told
/// here as "payment.received" with the attempt and its orders. Refuses: no_bank_account (the operator has not
/// set one), not_enough_credit, method_not_for_guests (buyer_credit), nothing_to_pay.
Result<Attempt> ask(
    db::Transaction& tx,
    const accounts::Caller& buyer,
    Method method,
    std::span<const Share> shares,
    Instant expires_at
);

Attempt attempt_of(db::Transaction& tx, AttemptId id);

/// Where one order's money stands, derived from the ledger.
struct OrderMoney {
    Money captured;   ///< ever came into its escrow
    Money in_escrow;  ///< still there
    Money released;   ///< gone to the seller, commission and taxes
    Money refunded;   ///< gone back to the buyer or her credit
};

OrderMoney money_of(db::Transaction& tx, OrderId order);
/// The same for a list, in its order; one statement for sixteen.
std::vector<OrderMoney> money_of(db::Transaction& tx, std::span<const OrderId> orders);

/// Cash on delivery: what the seller collected at the door, once. cod_receivable:seller → escrow:order.
/// Refuses: over_asked, not_cash_on_delivery (nothing of the kind was asked), key_reused (another amount was
/// recorded).
Result<Nothing> collect_cash(
    db::Transaction& tx, OrderId order, accounts::OrganisationId seller, Money amount
);

/// Lets an order's escrow go, once, after delivery and the inspection window (who may, and when, is the
/// caller's to prove). escrow → commission, output_vat, for households tax_vat_withheld and tax_pit_withheld,
/// and seller_pending for the rest; rates are dated data (payments/data/rates.json). A second call changes
/// nothing. What escrow holds beyond goods and delivery stays for refund(). Refuses: insufficient.
Result<Nothing> release(
    db::Transaction& tx,
    OrderId order,
    accounts::OrganisationId seller,
    accounts::OrganisationKind seller_kind,
    Money goods,
    Money delivery
);

/// Gives an order's escrow back: to the buyer's credit when she has an account, else into refund_transit for
/// the operator to pay out. Nothing captured: no money moves. From then on money that still comes for this
/// order goes to the buyer as well. Releases of other orders of the basket are untouched.
Result<Nothing> refund(db::Transaction& tx, OrderId order, std::optional<accounts::PersonId> buyer);

/// Gives so much of an order's escrow back while the rest stays: to the buyer's credit when she has an
/// account, else into refund_transit. `why` names the reason, once for each order ("weighed"). Where nothing
/// has come yet, as with cash on delivery, no money moves: less is collected. Refuses: insufficient (more
/// than escrow holds), key_reused (another amount for the same reason).
Result<Nothing> refund_part(
    db::Transaction& tx,
    OrderId order,
    Money amount,
    std::string_view why,
    std::optional<accounts::PersonId> buyer
);

/// Marks attempts whose time is over and that got no money; the orders above lapse by themselves.
void expire(db::Transaction& tx, AttemptId id);

/// seller_pending → seller_available for releases whose hold is over and whose money has arrived, at most
/// `limit`; how many. A job; several nodes may run it.
std::size_t mature_due(db::Transaction& tx, std::int64_t limit);

}  // namespace chophien::payments
