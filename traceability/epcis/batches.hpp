// Statements over many rows in few sizes: captures of a hundred events write some thousand rows, and the
// sixteen at a time of core/db/many_rows.hpp would make them two hundred statements.
#pragma once

#include "core/db/many_rows.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

inline constexpr std::array<std::size_t, 4> batch_sizes{64, 16, 4, 1};

/// The same statement for each of batch_sizes rows.
using Batches = std::array<db::Statement, batch_sizes.size()>;

/// head row, row, … tail.
template <
    const std::string_view& Head,
    const std::string_view& Row,
    const std::string_view& Tail = db::no_tail>
constexpr Batches batches(std::string_view name) {
    return [&]<std::size_t... N>(std::index_sequence<N...>) {
        return Batches{
            db::Statement{name, db::Joined<Head, db::Repeated<Row, batch_sizes[N]>::text, Tail>::text}...};
    }
    (std::make_index_sequence<batch_sizes.size()>{});
}

/// Runs `each(statement, part)` over all rows, in the biggest batches that fit.
template <class Rows, class Each>
void in_batches(const Batches& statements, const Rows& rows, const Each& each) {
    std::span rest(std::data(rows), std::size(rows));
    for (std::size_t size = 0; size < batch_sizes.size(); ++size)
        while (rest.size() >= batch_sizes[size]) {
            each(statements[size], rest.first(batch_sizes[size]));
            rest = rest.subspan(batch_sizes[size]);
        }
}

/// `values_of(row)` is the row's db::values. The sum of rows changed.
template <class Rows, class ValuesOf>
std::uint64_t change_batches(
    db::Transaction& tx, const Batches& statements, const Rows& rows, const ValuesOf& values_of
) {
    std::uint64_t changed = 0;
    in_batches(statements, rows, [&](const db::Statement& statement, auto part) {
        std::vector<db::Value> bound;
        for (const auto& row : part) {
            auto of_row = values_of(row);
            bound.insert(
                bound.end(), std::make_move_iterator(of_row.begin()), std::make_move_iterator(of_row.end())
            );
        }
        changed += tx.change_of(statement, bound);
    });
    return changed;
}

/// The rows whose key is among the keys; `first` are the values before the keys.
template <class T, class Keys>
std::vector<T> rows_in_batches(
    db::Transaction& tx, const Batches& statements, const std::vector<db::Value>& first, const Keys& keys
) {
    std::vector<T> found;
    in_batches(statements, keys, [&](const db::Statement& statement, auto part) {
        auto bound = first;
        for (const auto& key : part) bound.push_back(db::bound(key));
        auto rows = tx.template rows_of<T>(statement, bound);
        found.insert(found.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    });
    return found;
}

}  // namespace chophien::traceability::epcis
