#include "payments/exceptions.hpp"

#include "payments/refusals.hpp"

namespace chophien::db {

template <>
struct Columns<payments::PaymentException> {
    using Row = payments::PaymentException;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::kind,
        &Row::amount,
        &Row::attempt,
        &Row::line,
        &Row::refund_of,
        &Row::bank_ref,
        &Row::memo,
        &Row::proposed_code,
        &Row::opened_at};
};

}  // namespace chophien::db

namespace chophien::payments {

namespace {

constexpr db::Statement open_exceptions{"payments.open_exceptions", R"sql(
    SELECT exception.id, exception.kind, exception.amount, exception.attempt_id, exception.line_id, exception.refund_of,
           line.bank_ref, line.memo, line.proposed_code, exception.opened_at
      FROM payment_exceptions exception
      LEFT JOIN bank_lines line ON line.id = exception.line_id
     WHERE exception.closed_at IS NULL AND exception.id > ?
     ORDER BY exception.id
     LIMIT ?
)sql"};

constexpr db::Statement shut_exception{"payments.close_exception", R"sql(
    UPDATE payment_exceptions
       SET closed_at = ?, closed_by = ?, note = ?
     WHERE id = ? AND closed_at IS NULL
)sql"};

}  // namespace

Result<List<PaymentException>> list_exceptions(
    db::Transaction& tx, const accounts::Caller&, const ListExceptions& request
) {
    const auto limit = request.limit.value_or(20);
    // A cursor that is none of ours ends the list.
    const auto after = request.after ? id_from<OfException>(*request.after) : ExceptionId{};
    if (!after) return List<PaymentException>{};
    List<PaymentException> page{tx.rows<PaymentException>(open_exceptions, after->number, limit + 1), {}};
    if (static_cast<std::int64_t>(page.data.size()) > limit) {
        page.data.pop_back();
        page.page.next = text_of(page.data.back().id);
    }
    return page;
}

Result<Nothing> close_exception(
    db::Transaction& tx, const accounts::Caller& caller, const CloseException& request
) {
    if (tx.change(shut_exception, tx.now(), caller.person, request.note, request.exception) == 0)
        return refuse(unknown_exception);
    tx.announce({"payments.exception_closed", text_of(request.exception), "{}"});
    return Nothing{};
}

}  // namespace chophien::payments
