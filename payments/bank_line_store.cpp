#include "payments/bank_line_store.hpp"

#include "payments/own_account.hpp"
#include "payments/refusals.hpp"

#include <algorithm>

namespace chophien::db {

template <>
struct Columns<payments::BankLine> {
    using Row = payments::BankLine;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::account,
        &Row::bank_ref,
        &Row::direction,
        &Row::amount,
        &Row::booked_at,
        &Row::memo,
        &Row::counter,
        &Row::outcome,
        &Row::origin,
        &Row::unapplied,
        &Row::proposed_code,
        &Row::proposed_by};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

constexpr db::Statement add_line{"payments.insert_bank_line", R"sql(
    INSERT IGNORE INTO bank_lines
           (id, account, bank_ref, direction, amount, booked_at, memo, counter, outcome, origin, unapplied, recorded_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr db::Statement line_by_id{"payments.lock_bank_line", R"sql(
    SELECT id, account, bank_ref, direction, amount, booked_at, memo, counter, outcome, origin, unapplied,
           proposed_code, proposed_by
      FROM bank_lines
     WHERE id = ?
       FOR UPDATE
)sql"};

constexpr db::Statement line_by_reference{"payments.lock_bank_line_by_reference", R"sql(
    SELECT id, account, bank_ref, direction, amount, booked_at, memo, counter, outcome, origin, unapplied,
           proposed_code, proposed_by
      FROM bank_lines
     WHERE account = ? AND bank_ref = ? AND direction = ?
       FOR UPDATE
)sql"};

constexpr db::Statement write_line{"payments.update_bank_line", R"sql(
    UPDATE bank_lines
       SET outcome = ?, unapplied = ?, proposed_code = ?, proposed_by = ?
     WHERE id = ?
)sql"};

constexpr db::Statement sum_exception{"payments.add_exception", R"sql(
    INSERT INTO payment_exceptions (id, kind, about_id, attempt_id, line_id, amount, refund_of, opened_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON DUPLICATE KEY UPDATE amount = amount + VALUES(amount), closed_at = NULL, closed_by = NULL
)sql"};

constexpr db::Statement keep_exception{"payments.set_exception", R"sql(
    INSERT INTO payment_exceptions (id, kind, about_id, attempt_id, line_id, amount, refund_of, opened_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON DUPLICATE KEY UPDATE amount = VALUES(amount), closed_at = NULL, closed_by = NULL
)sql"};

constexpr db::Statement drop_exception{"payments.settle_exception", R"sql(
    DELETE FROM payment_exceptions WHERE about_id = ? AND kind = ?
)sql"};

void write_exception(db::Transaction& tx, const db::Statement& statement, const NewException& exception) {
    tx.change(
        statement,
        tx.new_number(),
        exception.kind,
        exception.about,
        exception.attempt,
        exception.line,
        exception.amount,
        exception.refund_of,
        tx.now()
    );
}

}  // namespace

bool insert_line(db::Transaction& tx, const BankLine& line) {
    return tx.change(
               add_line,
               line.id,
               line.account,
               line.bank_ref,
               line.direction,
               line.amount,
               line.booked_at,
               line.memo,
               line.counter,
               line.outcome,
               line.origin,
               line.unapplied,
               tx.now()
           ) == 1;
}

std::optional<BankLine> lock_line(db::Transaction& tx, BankLineId id) {
    return tx.row<BankLine>(line_by_id, id);
}

std::optional<BankLine> lock_line(
    db::Transaction& tx, const std::string& account, const std::string& bank_ref, Direction direction
) {
    return tx.row<BankLine>(line_by_reference, account, bank_ref, direction);
}

void update_line(db::Transaction& tx, const BankLine& line) {
    tx.change(write_line, line.outcome, line.unapplied, line.proposed_code, line.proposed_by, line.id);
}

Result<BankLine> expected_line(
    db::Transaction& tx,
    const std::optional<std::string>& account,
    const std::string& bank_ref,
    Direction direction,
    Money amount,
    Outcome outcome
) {
    std::string ours;
    if (account) {
        const auto known = own_accounts(tx);
        if (std::ranges::find(known, *account) != known.end()) ours = *account;
    } else if (const auto current = find_own_account(tx)) {
        ours = current->account;
    }
    if (ours.empty()) return refuse(no_bank_account);
    const BankLine line{
        .id = tx.new_id<OfBankLine>(),
        .account = std::move(ours),
        .bank_ref = bank_ref,
        .direction = direction,
        .amount = amount,
        .booked_at = tx.now(),
        .memo = {},
        .counter = {},
        .outcome = outcome,
        .origin = Origin::operator_,
        .unapplied = {},
        .proposed_code = {},
        .proposed_by = {}};
    if (insert_line(tx, line)) return line;
    auto known = lock_line(tx, line.account, line.bank_ref, line.direction);
    ensure(known.has_value(), "a line that is turned away for its reference is there");
    return std::move(*known);
}

void add_exception(db::Transaction& tx, const NewException& exception) {
    write_exception(tx, sum_exception, exception);
}

void set_exception(db::Transaction& tx, const NewException& exception) {
    write_exception(tx, keep_exception, exception);
}

void settle_exception(db::Transaction& tx, std::uint64_t about, ExceptionKind kind) {
    tx.change(drop_exception, about, kind);
}

}  // namespace chophien::payments
