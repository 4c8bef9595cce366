// Statements over several rows at once: one text for each number of rows up to sixteen, so that each is
// prepared once.
#pragma once

#include "core/db/transaction.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::payments {

class ManyRows {
public:
    static constexpr std::size_t at_once = 16;

    /// head row, row, … tail. The name is a literal.
    ManyRows(std::string_view name, std::string_view head, std::string_view row, std::string_view tail)
        : name_(name) {
        for (std::size_t rows = 1; rows <= at_once; ++rows) {
            auto& text = texts_[rows - 1];
            text = head;
            for (std::size_t at = 0; at < rows; ++at) text.append(at == 0 ? "" : ", ").append(row);
            text += tail;
        }
    }

    ManyRows(const ManyRows&) = delete;
    ManyRows& operator=(const ManyRows&) = delete;

    db::Statement of(std::size_t rows) const { return {name_, texts_[rows - 1]}; }

private:
    std::string_view name_;
    std::array<std::string, at_once> texts_;
};

/// Runs it for all rows, sixteen at a time; `values_of(row)` adds the row's values. The sum of rows changed.
template <class Row, class ValuesOf>
std::uint64_t change_rows(
    db::Transaction& tx, const ManyRows& statement, std::span<const Row> rows, const ValuesOf& values_of
) {
    std::uint64_t changed = 0;
    for (std::size_t begin = 0; begin < rows.size(); begin += ManyRows::at_once) {
        const auto part = rows.subspan(begin, std::min(ManyRows::at_once, rows.size() - begin));
        std::vector<db::Value> values;
        for (const auto& row : part) values_of(row, values);
        changed += tx.change_of(statement.of(part.size()), values);
    }
    return changed;
}

/// The rows whose key is among the keys, sixteen keys at a time, in the order of the keys' groups.
template <class T, class Key>
std::vector<T> rows_among(db::Transaction& tx, const ManyRows& statement, std::span<const Key> keys) {
    std::vector<T> found;
    for (std::size_t begin = 0; begin < keys.size(); begin += ManyRows::at_once) {
        const auto part = keys.subspan(begin, std::min(ManyRows::at_once, keys.size() - begin));
        std::vector<db::Value> values;
        for (const auto& key : part) values.push_back(db::bound(key));
        auto rows = tx.template rows_of<T>(statement.of(part.size()), values);
        found.insert(found.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    }
    return found;
}

}  // namespace chophien::payments
