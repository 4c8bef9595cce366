#include "orders/rules.hpp"

#include "core/embedded.hpp"
#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <vector>

namespace chophien::orders {

namespace {

std::vector<Rules> table() {
    const auto document =
        nlohmann::json::parse(embedded::bytes_of(embedded::orders(), "orders/data/rules.json"));
    std::vector<Rules> rules;
    for (const auto& row : document.at("rules")) {
        const auto hours = [&](const char* member) { return std::chrono::hours(row.at(member).get<int>()); };
        const auto from = day_from(row.at("from").get<std::string>());
        ensure(
            from && (rules.empty() || rules.back().from < *from), "rules.json is in the order of its days"
        );
        rules.push_back(
            {*from, hours("pay_within_hours"), hours("part_paid_grace_hours"), 24 * hours("inspection_days")}
        );
    }
    ensure(!rules.empty(), "rules.json has a row");
    return rules;
}

}  // namespace

const Rules& rules_on(Day day) {
    static const auto rules = table();
    const Rules* in_force = &rules.front();
    for (const auto& row : rules)
        if (row.from <= day) in_force = &row;
    return *in_force;
}

}  // namespace chophien::orders
