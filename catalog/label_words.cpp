#include "catalog/label_words.hpp"

#include "core/json.hpp"

namespace chophien::catalog {

LabelWord label_word(std::string_view name) {
    for (const auto& [known, word] : label_words)
        if (known == name) return word;
    throw Bug("a label has no such words");
}

const std::optional<std::string>& said(const std::optional<LabelWords>& words, LabelWord word) {
    static const std::optional<std::string> nothing;
    return words ? *words.*word : nothing;
}

void take_over(std::optional<LabelWords>& kept, const std::optional<LabelWords>& wished) {
    auto now = kept.value_or(LabelWords{});
    for (const auto& [name, word] : label_words)
        if (const auto& text = said(wished, word)) now.*word = text->empty() ? std::nullopt : text;
    kept = unless_silent(std::move(now));
}

std::optional<LabelWords> unless_silent(LabelWords words) {
    return words == LabelWords{} ? std::nullopt : std::optional(std::move(words));
}

std::optional<std::string> stored(const std::optional<LabelWords>& words) {
    return words ? std::optional(json::text_of(*words)) : std::nullopt;
}

void take(const db::Row& row, unsigned column, LabelWords& into) {
    auto words = json::as<LabelWords>(std::string_view(row.text(column)));
    ensure(words.has_value(), "what was stored of a label reads as it was written");
    into = std::move(*words);
}

}  // namespace chophien::catalog
