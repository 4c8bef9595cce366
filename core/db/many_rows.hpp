// Statements over several rows at once, put together while compiling: one text for each number of rows up to
// sixteen, so that each is prepared once and an insert of a usual size is one statement.
//
//     constexpr std::string_view head = "INSERT INTO order_lines (order_id, line) VALUES ";
//     constexpr std::string_view row = "(?, ?)";
//     constexpr auto insert_lines = db::many_rows<head, row>("orders.insert_lines");
//
//     db::change_rows(tx, insert_lines, lines, [](const Line& line) { return db::values(line.order,
//     line.line); });
#pragma once

#include "core/db/transaction.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::db {

/// The parts one after the other: Joined<select_orders, by_id>::text. Each result has its own address for the
/// whole run, as prepared statements need it.
template <const std::string_view&... Parts>
struct Joined {
    static constexpr auto signs = [] {
        std::array<char, (Parts.size() + ... + 0)> all{};
        auto end = all.begin();
        ((end = std::copy(Parts.begin(), Parts.end(), end)), ...);
        return all;
    }();
    static constexpr std::string_view text{signs.data(), signs.size()};
};

/// The row so many times, commas between.
template <const std::string_view& Row, std::size_t Times>
struct Repeated {
    static constexpr auto signs = [] {
        std::array<char, Times*(Row.size() + 1) - 1> all{};
        auto end = all.begin();
        for (std::size_t time = 0; time < Times; ++time) {
            if (time > 0) *end++ = ',';
            end = std::copy(Row.begin(), Row.end(), end);
        }
        return all;
    }();
    static constexpr std::string_view text{signs.data(), signs.size()};
};

inline constexpr std::size_t rows_at_once = 16;

/// For 1, 2, … rows_at_once rows, at [rows - 1].
using ManyRows = std::array<Statement, rows_at_once>;

inline constexpr std::string_view no_tail;

/// The row of a statement that asks for a list of keys: … WHERE id IN (?, ?).
inline constexpr std::string_view a_key = "?";

/// head row, row, … tail.
template <const std::string_view& Head, const std::string_view& Row, const std::string_view& Tail = no_tail>
constexpr ManyRows many_rows(std::string_view name) {
    return [&]<std::size_t... N>(std::index_sequence<N...>) {
        return ManyRows{Statement{name, Joined<Head, Repeated<Row, N + 1>::text, Tail>::text}...};
    }
    (std::make_index_sequence<rows_at_once>{});
}

/// One row's values in the statement's order. They may look at what they were made from.
template <class... V>
std::array<Value, sizeof...(V)> values(const V&... of) {
    return {bound(of)...};
}

/// Runs it over all rows, as few times as it takes; `values_of(row)` is the row's `values`. The sum of rows
/// changed.
template <class Rows, class ValuesOf>
std::uint64_t change_rows(
    Transaction& tx, const ManyRows& statement, const Rows& rows, const ValuesOf& values_of
) {
    const std::span all(std::data(rows), std::size(rows));
    std::uint64_t changed = 0;
    for (std::size_t begin = 0; begin < all.size(); begin += rows_at_once) {
        const auto part = all.subspan(begin, std::min(rows_at_once, all.size() - begin));
        std::vector<Value> bound_values;
        for (const auto& row : part) {
            auto of_row = values_of(row);
            bound_values.insert(bound_values.end(), of_row.begin(), of_row.end());
        }
        changed += tx.change_of(statement[part.size() - 1], bound_values);
    }
    return changed;
}

/// The rows whose key is among the keys, sixteen keys at a time, in the order of the keys' groups.
template <class T, class Keys>
std::vector<T> rows_among(Transaction& tx, const ManyRows& statement, const Keys& keys) {
    const std::span all(std::data(keys), std::size(keys));
    std::vector<T> found;
    for (std::size_t begin = 0; begin < all.size(); begin += rows_at_once) {
        const auto part = all.subspan(begin, std::min(rows_at_once, all.size() - begin));
        std::vector<Value> bound_values;
        for (const auto& key : part) bound_values.push_back(bound(key));
        auto rows = tx.template rows_of<T>(statement[part.size() - 1], bound_values);
        found.insert(found.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
    return found;
}

}  // namespace chophien::db
