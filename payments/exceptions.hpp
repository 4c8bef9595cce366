// What a person has to look at before the books can be called in order.
#pragma once

#include "accounts/caller.hpp"
#include "core/json.hpp"
#include "core/list.hpp"
#include "payments/bank_line_store.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace chophien::payments {

struct PaymentException {
    ExceptionId id;
    ExceptionKind kind = ExceptionKind::no_code;
    Money amount;
    std::optional<AttemptId> attempt{};
    std::optional<BankLineId> line{};
    std::optional<OrderId> refund_of{};
    std::optional<std::string> bank_ref{};
    std::optional<std::string> memo{};
    std::optional<std::string> proposed_code{};
    Instant opened_at;
};

struct ListExceptions {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// Open ones, oldest first.
Result<List<PaymentException>> list_exceptions(
    db::Transaction& tx, const accounts::Caller& caller, const ListExceptions& request
);

struct CloseException {
    ExceptionId exception;
    std::string note;
};

/// A person has dealt with it. It opens again when more of the kind happens. Refuses: unknown_exception (also
/// when closed).
Result<Nothing> close_exception(
    db::Transaction& tx, const accounts::Caller& caller, const CloseException& request
);

}  // namespace chophien::payments

namespace chophien::json {

template <>
struct Shape<payments::PaymentException> {
    using Of = payments::PaymentException;
    static constexpr std::string_view name = "PaymentException";
    static constexpr auto fields = std::tuple{
        field("id", &Of::id, "The exception."),
        field("kind", &Of::kind, "What sort of trouble it is."),
        field("amount", &Of::amount, "How much money it is about."),
        field("attempt", &Of::attempt, "The attempt it is about, if any."),
        field("line", &Of::line, "The bank line it is about, if any."),
        field("refund_of", &Of::refund_of, "A guest's money waits to be paid back under this order."),
        field("bank_ref", &Of::bank_ref, "The bank's reference of the line."),
        field("memo", &Of::memo, "The line's message."),
        field("proposed_code", &Of::proposed_code, "A match that waits for a second person."),
        field("opened_at", &Of::opened_at, "Since when."),
    };
};

template <>
struct Shape<payments::ListExceptions> {
    using Of = payments::ListExceptions;
    static constexpr std::string_view name = "ListPaymentExceptions";
    static constexpr auto fields = std::tuple{
        field("after", &Of::after, characters(1, 100), "The page's end before."),
        field("limit", &Of::limit, between(1, 100), "How many at most; 20 when absent."),
    };
};

template <>
struct Shape<payments::CloseException> {
    using Of = payments::CloseException;
    static constexpr std::string_view name = "ClosePaymentException";
    static constexpr auto fields = std::tuple{
        field("exception", &Of::exception, "The exception."),
        field("note", &Of::note, one_line, characters(1, 500), "What was done about it."),
    };
};

}  // namespace chophien::json
