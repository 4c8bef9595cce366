#include "catalog/ocop_set.hpp"

#include "core/embedded.hpp"
#include "core/result.hpp"
#include "core/text.hpp"

#include <nlohmann/json.hpp>

#include <charconv>
#include <deque>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace chophien::catalog {

namespace {

struct SetTable {
    std::deque<std::string> words;  // owns what the sets look at
    std::vector<OcopSet> sets;
    std::map<OcopGroup, std::pair<std::string_view, std::string_view>> groups;
    std::unordered_map<std::string, const OcopSet*> by_name;

    SetTable() {
        const auto file =
            nlohmann::json::parse(embedded::bytes_of(embedded::catalog(), "catalog/data/ocop-sets.json"));
        const auto keep = [this](const nlohmann::json& text) -> std::string_view {
            return words.emplace_back(text.get<std::string>());
        };
        const auto group_of = [](const nlohmann::json& row, const char* member) {
            const auto group = json::from_name<OcopGroup>(row.at(member).get<std::string>());
            ensure(group.has_value(), "ocop-sets.json names a known group");
            return *group;
        };
        for (const auto& row : file.at("groups"))
            groups[group_of(row, "key")] = {keep(row.at("name_vi")), keep(row.at("name_en"))};
        for (const auto& row : file.at("sets")) {
            sets.push_back(
                {row.at("no").get<std::int32_t>(),
                 group_of(row, "group"),
                 keep(row.at("key")),
                 keep(row.at("path")),
                 keep(row.at("class_vi")),
                 keep(row.at("name_vi")),
                 keep(row.at("name_en")),
                 keep(row.at("words"))}
            );
            ensure(sets.back().number == std::ssize(sets), "the sets are numbered without gaps");
        }
        for (const auto& set : sets) {
            by_name.emplace(set.key, &set);
            by_name.emplace(text::fold(set.name_vi), &set);
        }
    }
};

const SetTable& table() {
    static const SetTable only;
    return only;
}

}  // namespace

std::span<const OcopSet> ocop_sets() { return table().sets; }

const OcopSet& ocop_set(std::int64_t number) {
    ensure(number >= 1 && number <= std::ssize(table().sets), "a set has a number from 1 to 26");
    return table().sets[static_cast<std::size_t>(number - 1)];
}

const OcopSet* ocop_set_from(std::string_view typed) {
    std::int64_t number = 0;
    const auto* end = typed.data() + typed.size();
    if (std::from_chars(typed.data(), end, number) == std::from_chars_result{end, std::errc{}} &&
        !typed.empty())
        return number >= 1 && number <= std::ssize(table().sets) ? &ocop_set(number) : nullptr;
    const auto found = table().by_name.find(text::fold(text::tidy(typed)));
    return found == table().by_name.end() ? nullptr : found->second;
}

std::string_view name_vi(OcopGroup group) { return table().groups.at(group).first; }

std::string_view name_en(OcopGroup group) { return table().groups.at(group).second; }

}  // namespace chophien::catalog
