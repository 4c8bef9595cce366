// What an Accept header prefers: its members with their weights (RFC 9110 §12.4.2, §12.5).
#pragma once

#include <functional>
#include <string_view>
#include <vector>

namespace chophien {

/// One member: "text/html;level=1;q=0.8" is text/html at 800.
struct Preference {
    std::string_view name;
    int weight = 1000;  ///< in thousandths; 0 turns it down

    static constexpr int whole = 1000;
};

/// Calls `member` for each in the order written. A member whose weight cannot be read counts as turned down,
/// so that nobody is given what they tried to refuse. Allocates nothing.
void each_preference(std::string_view header, const std::function<void(const Preference&)>& member);

/// The same as a list, those of weight 0 too.
std::vector<Preference> preferences_from(std::string_view header);

}  // namespace chophien
