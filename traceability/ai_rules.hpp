// What the parts of a GS1 value may say, beyond their signs and lengths. The names are those of
// data/ai-table.csv.
#pragma once

#include "core/result.hpp"

#include <string_view>

namespace chophien::traceability {

/// A rule of content. `holds` is asked with the part it stands at, whose signs and length are already right.
struct ContentRule {
    std::string_view name;
    bool (*holds)(std::string_view part);
    const Refusal* why;  ///< said when it does not hold
};

/// Null when there is none of that name.
const ContentRule* find_content_rule(std::string_view name);

}  // namespace chophien::traceability
