// Elements in the bracketed writing of labels and vectors: (01)08936000000011(10)L1
#pragma once

#include "traceability/ai_table.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::tests {

using traceability::Element;

inline std::string elements_text(std::span<const Element> elements) {
    std::string out;
    for (const auto& [ai, value] : elements) out += "(" + ai + ")" + value;
    return out;
}

// "(01)123(10)AB" as elements; a bracket that no digits and closing bracket follow belongs to the value.
inline std::vector<Element> elements_from(std::string_view text) {
    std::vector<Element> elements;
    while (!text.empty()) {
        const auto close = text.find(')');
        Element element{std::string(text.substr(1, close - 1)), {}};
        text.remove_prefix(close + 1);
        std::size_t end = 0;
        for (; end < text.size(); ++end) {
            if (text[end] != '(') continue;
            const auto digits = text.find_first_not_of("0123456789", end + 1);
            if (digits != std::string_view::npos && text[digits] == ')' && digits - end > 2) break;
        }
        element.value = text.substr(0, end);
        text.remove_prefix(end);
        elements.push_back(std::move(element));
    }
    return elements;
}

}  // namespace chophien::tests
