#include "payments/attempt_store.hpp"

#include "core/db/many_rows.hpp"

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

constexpr std::string_view add_shares_head =
    "INSERT INTO payment_shares (order_id, attempt_id, place, amount) VALUES ";
constexpr std::string_view add_shares_row = "(?, ?, ?, ?)";
constexpr auto add_shares = db::many_rows<add_shares_head, add_shares_row>("payments.insert_shares");

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

constexpr std::string_view attempts_by_code_locked_head =
    "SELECT id, method, state, amount, received, surplus, memo_code, buyer_id, expires_at"
    " FROM payment_attempts WHERE memo_code IN (";
constexpr std::string_view attempts_by_code_locked_tail = ") ORDER BY memo_code FOR UPDATE";
constexpr auto attempts_by_code_locked =
    db::many_rows<attempts_by_code_locked_head, db::a_key, attempts_by_code_locked_tail>(
        "payments.lock_attempts_by_code"
    );

constexpr std::string_view shares_by_attempt_head =
    "SELECT order_id, attempt_id, amount, closed FROM payment_shares WHERE attempt_id IN (";
constexpr std::string_view shares_by_attempt_tail = ") ORDER BY attempt_id, place";
constexpr auto shares_by_attempt =
    db::many_rows<shares_by_attempt_head, db::a_key, shares_by_attempt_tail>("payments.shares_of_attempts");

constexpr std::string_view shares_by_order_locked_head =
    "SELECT order_id, attempt_id, amount, closed FROM payment_shares WHERE order_id IN (";
constexpr std::string_view shares_by_order_locked_tail = ") ORDER BY order_id, attempt_id FOR UPDATE";
constexpr auto shares_by_order_locked =
    db::many_rows<shares_by_order_locked_head, db::a_key, shares_by_order_locked_tail>("payments.lock_shares"
    );

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
    db::change_rows(tx, add_shares, shares, [&](const Share& share) {
        return db::values(share.order, attempt, ++place, share.amount);
    });
}

std::optional<AttemptRow> find_attempt(db::Transaction& tx, AttemptId id) {
    return tx.row<AttemptRow>(attempt_by_id, id);
}

std::optional<AttemptRow> lock_attempt(db::Transaction& tx, AttemptId id) {
    return tx.row<AttemptRow>(attempt_locked, id);
}

std::vector<AttemptRow> lock_attempts(db::Transaction& tx, std::span<const std::string> codes) {
    return db::rows_among<AttemptRow>(tx, attempts_by_code_locked, codes);
}

std::vector<ShareRow> shares_of(db::Transaction& tx, std::span<const AttemptId> attempts) {
    return db::rows_among<ShareRow>(tx, shares_by_attempt, attempts);
}

std::vector<ShareRow> lock_shares(db::Transaction& tx, std::span<const OrderId> orders) {
    return db::rows_among<ShareRow>(tx, shares_by_order_locked, orders);
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
