// Many rows in one statement: they travel as one JSON text and become rows in the database (JSON_TABLE), so
// that a statement is prepared once whatever the number of rows.
#pragma once

#include "core/db/value.hpp"
#include "core/json/writer.hpp"

#include <concepts>
#include <span>
#include <string>

namespace chophien::catalog {

/// Builds [[…], […]]: one row each call, values as the database takes them.
class BulkRows {
public:
    template <class... Values>
    void row(const Values&... values) {
        if (count_++ > 0) text_ += ',';
        text_ += '[';
        bool first = true;
        (value(first, db::bound(values)), ...);
        text_ += ']';
    }

    bool empty() const { return count_ == 0; }

    /// The whole text, once all rows are there.
    std::string take() { return '[' + std::move(text_) + ']'; }

private:
    void value(bool& first, const db::Value& one) {
        if (!first) text_ += ',';
        first = false;
        std::visit(
            [this]<class V>(const V& v) {
                if constexpr (std::is_same_v<V, std::nullptr_t>)
                    text_ += "null";
                else if constexpr (std::integral<V>)
                    text_ += '"' + std::to_string(v) + '"';  // as text: numbers in JSON are doubles to some
                else
                    json::write(text_, std::string_view(v));
            },
            one
        );
    }

    std::string text_;
    std::size_t count_ = 0;
};

/// A list of ids for `JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$'))`.
template <class Of>
std::string bulk_ids(std::span<const Id<Of>> ids) {
    std::string text = "[";
    for (const auto id : ids) {
        if (text.size() > 1) text += ',';
        text += '"' + std::to_string(id.number) + '"';
    }
    return text + ']';
}

}  // namespace chophien::catalog
