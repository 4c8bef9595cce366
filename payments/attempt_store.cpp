#include "payments/attempt_store.hpp"

#include "payments/many_rows.hpp"

#include <fmt/format.h>

namespace chophien::db {

template <>
struct Columns<payments::AttemptRow> {
    using Row = payments::AttemptRow;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::method,
        &Row::state,
        &Row::amount,
        &Row::received,
        &Row::surplus,
        &Row::memo_code,
        &Row::buyer,
        &Row::expires_at};
};

template <>
struct Columns<payments::ShareRow> {
    using Row = payments::ShareRow;
    static constexpr auto of = std::tuple{&Row::order, &Row::attempt, &Row::amount, &Row::closed};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

constexpr db::Statement add_attempt{"payments.insert_attempt", R"sql(
    INSERT IGNORE INTO payment_attempts
           (id, method, state, amount, received, surplus, memo_code, buyer_id, created_at, expires_at, paid_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

const ManyRows& add_shares() {
    static const ManyRows statement{
        "payments.insert_shares",
        "INSERT INTO payment_shares (order_id, attempt_id, place, amount) VALUES ",
        "(?, ?, ?, ?)",
        ""};
    return statement;
}

constexpr db::Statement attempt_by_id{"payments.attempt", R"sql(
    SELECT id, method, state, amount, received, surplus, memo_code, buyer_id, expires_at
      FROM payment_attempts
     WHERE id = ?
)sql"};

constexpr db::Statement attempt_locked{"payments.lock_attempt", R"sql(
    SELECT id, method, state, amount, received, surplus, memo_code, buyer_id, expires_at
      FROM payment_attempts
     WHERE id = ?
       FOR UPDATE
)sql"};

const ManyRows& attempts_by_code_locked() {
    static const ManyRows statement{
        "payments.lock_attempts_by_code",
        "SELECT id, method, state, amount, received, surplus, memo_code, buyer_id, expires_at"
        " FROM payment_attempts WHERE memo_code IN (",
        "?",
        ") ORDER BY memo_code FOR UPDATE"};
    return statement;
}

const ManyRows& shares_by_attempt() {
    static const ManyRows statement{
        "payments.shares_of_attempts",
        "SELECT order_id, attempt_id, amount, closed FROM payment_shares WHERE attempt_id IN (",
        "?",
        ") ORDER BY attempt_id, place"};
    return statement;
}

const ManyRows& shares_by_order_locked() {
    static const ManyRows statement{
        "payments.lock_shares",
        "SELECT order_id, attempt_id, amount, closed FROM payment_shares WHERE order_id IN (",
        "?",
        ") ORDER BY order_id, attempt_id FOR UPDATE"};
    return statement;
}

constexpr db::Statement close_shares_of_order{"payments.close_shares", R"sql(
    UPDATE payment_shares SET closed = 1 WHERE order_id = ?
)sql"};

constexpr db::Statement write_attempt{"payments.update_attempt", R"sql(
    UPDATE payment_attempts
       SET received = ?, surplus = ?, paid_at = IF(? = 'paid', COALESCE(paid_at, ?), NULL), state = ?
     WHERE id = ?
)sql"};

}  // namespace

bool insert_attempt(db::Transaction& tx, const AttemptRow& attempt) {
    const bool paid = attempt.state == AttemptState::paid;
    return tx.change(
               add_attempt,
               attempt.id,
               attempt.method,
               attempt.state,
               attempt.amount,
               attempt.received,
               attempt.surplus,
               attempt.memo_code,
               attempt.buyer,
               tx.now(),
               attempt.expires_at,
               paid ? std::optional(tx.now()) : std::nullopt
           ) == 1;
}

void insert_shares(db::Transaction& tx, AttemptId attempt, std::span<const Share> shares) {
    std::int64_t place = 0;
    change_rows<Share>(tx, add_shares(), shares, [&](const Share& share, auto& values) {
        values.insert(
            values.end(), {db::bound(share.order), db::bound(attempt), ++place, db::bound(share.amount)}
        );
    });
}

std::optional<AttemptRow> find_attempt(db::Transaction& tx, AttemptId id) {
    return tx.row<AttemptRow>(attempt_by_id, id);
}

std::optional<AttemptRow> lock_attempt(db::Transaction& tx, AttemptId id) {
    return tx.row<AttemptRow>(attempt_locked, id);
}

std::vector<AttemptRow> lock_attempts(db::Transaction& tx, std::span<const std::string> codes) {
    return rows_among<AttemptRow>(tx, attempts_by_code_locked(), codes);
}

std::vector<ShareRow> shares_of(db::Transaction& tx, std::span<const AttemptId> attempts) {
    return rows_among<ShareRow>(tx, shares_by_attempt(), attempts);
}

std::vector<ShareRow> lock_shares(db::Transaction& tx, std::span<const OrderId> orders) {
    return rows_among<ShareRow>(tx, shares_by_order_locked(), orders);
}

void close_shares(db::Transaction& tx, OrderId order) { tx.change(close_shares_of_order, order); }

void update_attempt(db::Transaction& tx, const AttemptRow& attempt) {
    tx.change(
        write_attempt, attempt.received, attempt.surplus, attempt.state, tx.now(), attempt.state, attempt.id
    );
}

void announce_received(db::Transaction& tx, AttemptId attempt, std::span<const OrderId> orders) {
    std::string data = fmt::format(R"({{"attempt":"{}","orders":[)", text_of(attempt));
    for (std::size_t at = 0; at < orders.size(); ++at)
        data += fmt::format(R"({}"{}")", at == 0 ? "" : ",", text_of(orders[at]));
    tx.announce({"payment.received", text_of(attempt), data + "]}"});
}

}  // namespace chophien::payments
