// What the law of labels asks of some goods (goods_law.hpp), in the words of the maker's label. They are read
// and shown together and nothing is searched by them, so a table keeps them in one column, as JSON.
#pragma once

#include "core/db/value.hpp"
#include "core/json/shape.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace chophien::catalog {

struct LabelWords {
    std::optional<std::string> ingredients{};
    std::optional<std::string> allergens{};
    std::optional<std::string> warning{};
    std::optional<std::string> maker{};           ///< who answers for it, where that is not the seller
    std::optional<std::string> ethanol{};         ///< "29,5 % vol"
    std::optional<std::string> declaration_no{};  ///< of the declaration, registration or standard
    std::optional<std::string> shelf_life{};      ///< "12 tháng"

    friend bool operator==(const LabelWords&, const LabelWords&) = default;
};

using LabelWord = std::optional<std::string> LabelWords::*;

/// All of them by name.
inline constexpr std::array label_words{
    std::pair{std::string_view("ingredients"), &LabelWords::ingredients},
    std::pair{std::string_view("allergens"), &LabelWords::allergens},
    std::pair{std::string_view("warning"), &LabelWords::warning},
    std::pair{std::string_view("maker"), &LabelWords::maker},
    std::pair{std::string_view("ethanol"), &LabelWords::ethanol},
    std::pair{std::string_view("declaration_no"), &LabelWords::declaration_no},
    std::pair{std::string_view("shelf_life"), &LabelWords::shelf_life}};

/// The one of that name; asking for another is a bug.
LabelWord label_word(std::string_view name);

/// What is said of one of them.
const std::optional<std::string>& said(const std::optional<LabelWords>& words, LabelWord word);

/// What is left out stays; an empty text takes one away.
void take_over(std::optional<LabelWords>& kept, const std::optional<LabelWords>& wished);

/// Nothing when none of them is said.
std::optional<LabelWords> unless_silent(LabelWords words);

/// As a column keeps them.
std::optional<std::string> stored(const std::optional<LabelWords>& words);
void take(const db::Row& row, unsigned column, LabelWords& into);

}  // namespace chophien::catalog

namespace chophien::json {

template <>
struct Shape<catalog::LabelWords> {
    using Of = catalog::LabelWords;
    static constexpr std::string_view name = "LabelWords";
    static constexpr auto fields = std::tuple{
        field("ingredients", &Of::ingredients, characters(0, 2000), "What it is made of, as on the label."),
        field("allergens", &Of::allergens, one_line, characters(0, 300), "What in it may cause an allergy."),
        field("warning", &Of::warning, characters(0, 1000), "The warning of the label."),
        field(
            "maker",
            &Of::maker,
            one_line,
            characters(0, 300),
            "Name and address of who made it and answers for it, where that is not the seller."
        ),
        field(
            "ethanol",
            &Of::ethanol,
            one_line,
            characters(0, 40),
            "Ethanol content as on the label, such as 29,5 % vol."
        ),
        field(
            "declaration_no",
            &Of::declaration_no,
            one_line,
            characters(0, 100),
            "Number of its declaration, registration or standard."
        ),
        field(
            "shelf_life",
            &Of::shelf_life,
            one_line,
            characters(0, 100),
            "How long it keeps, in the maker's words."
        ),
    };
};

}  // namespace chophien::json
