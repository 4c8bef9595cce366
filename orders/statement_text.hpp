// Statement texts put together while compiling: a shared list of columns, a row repeated N times. Each result
// has its own address for the whole run, as prepared statements need it, and is made from constants only.
#pragma once

#include "core/db/value.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace chophien::orders {

/// The parts one after the other: Joined<select_orders, by_id>::text.
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

/// The head, then the row N times with commas between, then the tail: a multi-row INSERT.
template <const std::string_view& Head, const std::string_view& Row, std::size_t N>
struct Repeated {
    static constexpr auto signs = [] {
        std::array<char, Head.size() + N*(Row.size() + 1) - 1> all{};
        auto end = std::copy(Head.begin(), Head.end(), all.begin());
        for (std::size_t row = 0; row < N; ++row) {
            if (row > 0) *end++ = ',';
            end = std::copy(Row.begin(), Row.end(), end);
        }
        return all;
    }();
    static constexpr std::string_view text{signs.data(), signs.size()};
};

/// How many rows one INSERT takes at most. A basket of the usual size is one statement, the largest seven.
inline constexpr std::size_t rows_at_once = 16;

/// The INSERT for 1, 2, … rows_at_once rows, at [rows - 1].
template <const std::string_view& Head, const std::string_view& Row>
constexpr std::array<db::Statement, rows_at_once> inserts(std::string_view name) {
    return [&]<std::size_t... N>(std::index_sequence<N...>) {
        return std::array{db::Statement{name, Repeated<Head, Row, N + 1>::text}...};
    }
    (std::make_index_sequence<rows_at_once>{});
}

}  // namespace chophien::orders
