// What goes into a statement and what comes out of a row.
#pragma once

#include "core/clock.hpp"
#include "core/crypto.hpp"
#include "core/id.hpp"
#include "core/json/shape.hpp"
#include "core/money.hpp"
#include "core/quantity.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

namespace chophien::db {

/// One statement of SQL: its name labels metrics and slow-query lines, its text has a ? for each value.
struct Statement {
    std::string_view name;
    std::string_view sql;
};

/// A value on its way into the database. Text is looked at, not owned, unless it had to be made.
using Value = std::variant<std::nullptr_t, std::int64_t, std::uint64_t, std::string_view, std::string>;

inline Value bound(std::nullptr_t) { return nullptr; }

inline Value bound(bool value) { return std::int64_t{value}; }

inline Value bound(int value) { return std::int64_t{value}; }

inline Value bound(std::int64_t value) { return value; }

inline Value bound(std::uint64_t value) { return value; }

inline Value bound(std::string_view value) { return value; }

inline Value bound(const std::string& value) { return std::string_view(value); }

inline Value bound(const char* value) { return std::string_view(value); }

inline Value bound(Money value) { return value.minor; }

inline Value bound(Decimal value) { return text_of(value); }

inline Value bound(const Unit* value) { return value == nullptr ? Value{nullptr} : Value{value->code}; }

inline Value bound(const crypto::Digest& value) { return crypto::bytes_of(value); }

inline Value bound(Day value) { return text_of(value); }

std::string sql_text_of(Instant value);  ///< 2026-11-21 20:50:33.123456

inline Value bound(Instant value) { return sql_text_of(value); }

template <class Of>
Value bound(Id<Of> value) {
    return value ? Value{value.number} : Value{nullptr};
}

template <json::Named E>
Value bound(E value) {
    return json::name_of(value);
}

template <class T>
Value bound(const std::optional<T>& value) {
    return value ? bound(*value) : Value{nullptr};
}

/// One row as the driver holds it; columns count from zero.
class Row {
public:
    virtual ~Row() = default;
    virtual bool is_null(unsigned column) const = 0;
    virtual std::int64_t int64(unsigned column) const = 0;
    virtual std::uint64_t uint64(unsigned column) const = 0;
    virtual std::string text(unsigned column) const = 0;
};

/// The columns of a row struct in the order of the SELECT: `static constexpr auto of =
/// std::tuple{&OfferTerms::seller, …};`
template <class T>
struct Columns;

template <class T>
concept Mapped = requires {
    Columns<T>::of;
};

// One `take` for each sort of value. Throws Bug when the database holds what our code never writes.
void take(const Row& row, unsigned column, bool& into);
void take(const Row& row, unsigned column, std::int32_t& into);
void take(const Row& row, unsigned column, std::int64_t& into);
void take(const Row& row, unsigned column, std::uint64_t& into);
void take(const Row& row, unsigned column, std::string& into);
void take(const Row& row, unsigned column, Money& into);
void take(const Row& row, unsigned column, Decimal& into);
void take(const Row& row, unsigned column, const Unit*& into);
void take(const Row& row, unsigned column, Instant& into);
void take(const Row& row, unsigned column, Day& into);
void take(const Row& row, unsigned column, crypto::Digest& into);
[[noreturn]] void unknown_word(std::string_view word);

template <class Of>
void take(const Row& row, unsigned column, Id<Of>& into) {
    into.number = row.is_null(column) ? 0 : row.uint64(column);
}

template <json::Named E>
void take(const Row& row, unsigned column, E& into) {
    const auto word = row.text(column);
    const auto known = json::from_name<E>(word);
    if (!known) unknown_word(word);
    into = *known;
}

template <class T>
void take(const Row& row, unsigned column, std::optional<T>& into) {
    if (row.is_null(column)) {
        into.reset();
    } else {
        take(row, column, into.emplace());
    }
}

/// A whole row: by its Columns when it is a struct, else its first column.
template <class T>
T taken(const Row& row) {
    T into{};
    if constexpr (Mapped<T>) {
        std::apply(
            [&](auto... members) {
                unsigned column = 0;
                (take(row, column++, into.*members), ...);
            },
            Columns<T>::of
        );
    } else {
        take(row, 0, into);
    }
    return into;
}

}  // namespace chophien::db
