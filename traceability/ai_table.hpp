// GS1 application identifiers: which there are, what their values look like, which go together. The table is
// data/ai-table.csv, read once.
#pragma once

#include "core/result.hpp"
#include "traceability/ai_rules.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability {

/// One piece of data on a label: an application identifier and its value.
struct Element {
    std::string ai;
    std::string value;

    friend bool operator==(const Element&, const Element&) = default;
};

/// Which signs a part of a value is made of: n digits, x set 82, y set 39, z base64url.
enum class Signs : char { digits = 'n', set_82 = 'x', set_39 = 'y', base64url = 'z' };

struct ValuePart {
    Signs signs = Signs::digits;
    std::size_t least = 0;
    std::size_t most = 0;
    bool may_be_missing = false;
    std::vector<const ContentRule*> rules;
};

/// A row of the table: one identifier, or neighbours that follow the same rules.
struct Identifiers {
    std::string first;
    std::string last;
    bool fixed_length = false;  ///< no separator follows the value in an element string
    bool attribute = false;     ///< may stand in the query of a Digital Link
    bool key = false;           ///< a Digital Link can be about it
    std::vector<ValuePart> parts;
    /// For each inner list one alternative must be there, and of an alternative every identifier.
    std::vector<std::vector<std::vector<std::string>>> needs;
    std::vector<std::string> without;
    std::vector<std::vector<std::string>> paths;  ///< of a key: its sets of qualifiers, each in order
};

/// Null when there is no such identifier.
const Identifiers* find_identifier(std::string_view ai);

/// Is qualifier of some key (22, 10, 21, 235 …).
bool is_qualifier(std::string_view ai);

/// Looks at one value: signs, length, content. Refuses: unknown_identifier, empty_value, not_a_digit,
/// foreign_sign, value_too_short, value_too_long, wrong_check_digit, wrong_company_prefix, wrong_date,
/// wrong_value.
Result<void> check_element(const Element& element);

/// Looks at elements that came together: what must and must not accompany what. The same element twice is
/// one. Refuses: companion_missing, forbidden_pair, repeated_identifier (twice with different values).
Result<void> check_together(std::span<const Element> elements);

}  // namespace chophien::traceability
