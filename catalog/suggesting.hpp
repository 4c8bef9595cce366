// What to offer somebody who is typing.
#pragma once

#include "catalog/ids.hpp"
#include "core/db/transaction.hpp"
#include "core/json/shape.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog {

namespace search {
class Index;
}

struct SuggestWords {
    std::string q;
};

/// Words to go on with, or a product when it has an id.
struct Suggestion {
    std::string text;
    std::optional<std::int64_t> products{};  ///< about how many the words find
    std::optional<ProductId> product{};
};

struct Suggestions {
    std::vector<Suggestion> data{};
};

/// Up to five ways to go on, the commonest first, then up to five products that answer what is typed so far.
/// Refuses: search_starting.
Result<Suggestions> suggest(db::Transaction& tx, const SuggestWords& wish, search::Index* index);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::SuggestWords> {
    using Of = catalog::SuggestWords;
    static constexpr std::string_view name = "SuggestWords";
    static constexpr auto fields =
        std::tuple{field("q", &Of::q, one_line, characters(0, 100), "What is typed so far.")};
};

template <>
struct Shape<catalog::Suggestion> {
    using Of = catalog::Suggestion;
    static constexpr std::string_view name = "Suggestion";
    static constexpr auto fields = std::tuple{
        field("text", &Of::text, "Words to search for, or a product's name."),
        field("products", &Of::products, "Of words: about how many products they find."),
        field("product", &Of::product, "Of a name: the product."),
    };
};

template <>
struct Shape<catalog::Suggestions> {
    static constexpr std::string_view name = "Suggestions";
    static constexpr auto fields =
        std::tuple{field("data", &catalog::Suggestions::data, "Words first, then products.")};
};

}  // namespace chophien::json
