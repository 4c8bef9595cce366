#include "core/db/value.hpp"

#include "core/result.hpp"

#include <algorithm>

namespace chophien::db {

std::string sql_text_of(Instant value) {
    auto text = chophien::text_of(value);
    text[10] = ' ';
    text.pop_back();  // the Z: every session is in UTC
    return text;
}

void take(const Row& row, unsigned column, bool& into) { into = row.int64(column) != 0; }

void take(const Row& row, unsigned column, std::int32_t& into) {
    into = static_cast<std::int32_t>(row.int64(column));
}

void take(const Row& row, unsigned column, std::int64_t& into) { into = row.int64(column); }

void take(const Row& row, unsigned column, std::uint64_t& into) { into = row.uint64(column); }

void take(const Row& row, unsigned column, std::string& into) { into = row.text(column); }

void take(const Row& row, unsigned column, Money& into) { into = vnd(row.int64(column)); }

void take(const Row& row, unsigned column, Decimal& into) {
    const auto decimal = decimal_from(row.text(column));
    ensure(decimal.has_value(), "a stored quantity is a decimal with three places");
    into = *decimal;
}

void take(const Row& row, unsigned column, const Unit*& into) {
    into = row.is_null(column) ? nullptr : unit_from(row.text(column));
    ensure(into != nullptr || row.is_null(column), "a stored unit is in the table");
}

void take(const Row& row, unsigned column, Instant& into) {
    auto text = row.text(column);
    ensure(text.size() >= 19, "a stored instant has a date and a time");
    text[10] = 'T';
    const auto instant = instant_from(text + 'Z');
    ensure(instant.has_value(), "a stored instant is a date and a time");
    into = *instant;
}

void take(const Row& row, unsigned column, Day& into) {
    const auto day = day_from(row.text(column));
    ensure(day.has_value(), "a stored day is a date");
    into = *day;
}

void take(const Row& row, unsigned column, crypto::Digest& into) {
    const auto bytes = row.text(column);
    ensure(bytes.size() == into.size(), "a stored digest has 32 bytes");
    std::ranges::copy(bytes, reinterpret_cast<char*>(into.data()));
}

void unknown_word(std::string_view word) {
    throw Bug("the database holds an unknown word: " + std::string(word));
}

}  // namespace chophien::db
