#include "payments/releases.hpp"

#include "payments/ledger.hpp"

namespace chophien::payments {

namespace {

struct DueRelease {
    OrderId order;
    accounts::OrganisationId seller;
    Money amount;
};

}  // namespace

}  // namespace chophien::payments

namespace chophien::db {

template <>
struct Columns<payments::DueRelease> {
    using Row = payments::DueRelease;
    static constexpr auto of = std::tuple{&Row::order, &Row::seller, &Row::amount};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

constexpr db::Statement add_release{"payments.insert_release", R"sql(
    INSERT IGNORE INTO payment_releases (order_id, seller_id, amount, rates, released_at, hold_days, matures_at)
    VALUES (?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr db::Statement let_mature{"payments.release_arrived", R"sql(
    UPDATE payment_releases
       SET matures_at = GREATEST(released_at + INTERVAL hold_days DAY, ?)
     WHERE order_id = ? AND matures_at IS NULL
)sql"};

// Rows another node is at are passed over.
constexpr db::Statement due_releases{"payments.due_releases", R"sql(
    SELECT order_id, seller_id, amount
      FROM payment_releases
     WHERE matured_at IS NULL AND matures_at <= ?
     ORDER BY matures_at
     LIMIT ?
       FOR UPDATE SKIP LOCKED
)sql"};

constexpr db::Statement mark_matured{"payments.mark_matured", R"sql(
    UPDATE payment_releases SET matured_at = ? WHERE order_id = ?
)sql"};

}  // namespace

bool insert_release(
    db::Transaction& tx,
    OrderId order,
    accounts::OrganisationId seller,
    Money amount,
    const Rates& rates,
    bool money_arrived
) {
    const auto matures_at = money_arrived ? std::optional<Instant>(tx.now() + rates.hold) : std::nullopt;
    return tx.change(
               add_release,
               order,
               seller,
               amount,
               rates.rows,
               tx.now(),
               std::int64_t{rates.hold.count()},
               matures_at
           ) == 1;
}

void release_arrived(db::Transaction& tx, OrderId order) { tx.change(let_mature, tx.now(), order); }

std::size_t mature_due(db::Transaction& tx, std::int64_t limit) {
    const auto due = tx.rows<DueRelease>(due_releases, tx.now(), limit);
    for (const auto& release : due) {
        tx.change(mark_matured, tx.now(), release.order);
        if (release.amount.minor == 0) continue;
        const auto seller = text_of(release.seller);
        const auto posted = post(
            tx,
            {.kind = "mature",
             .key = "mature:" + text_of(release.order),
             .legs = {{{Code::seller_pending, seller}, {Code::seller_available, seller}, release.amount}},
             .effective_on = tx.today()}
        );
        ensure(posted.has_value(), "what was released to a seller is pending until it matures");
        tx.announce({"payment.matured", text_of(release.order), "{}"});
    }
    return due.size();
}

}  // namespace chophien::payments
