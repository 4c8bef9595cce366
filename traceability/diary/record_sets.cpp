#include "traceability/diary/record_sets.hpp"

#include "core/csv.hpp"
#include "core/embedded.hpp"

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>

namespace chophien::traceability::diary {

namespace {

constexpr std::string_view by_place = "place";

struct Table {
    std::deque<std::vector<std::string>> cells;  // what the needs look at
    std::map<std::int32_t, std::optional<CommodityGroup>> sets;
    std::vector<Need> needs;
};

CommodityGroup group_from(std::string_view text) {
    const auto group = json::from_name<CommodityGroup>(text);
    ensure(group.has_value(), "the table names groups that exist");
    return *group;
}

Seen seen_from(std::string_view text) {
    ensure(text == "lot" || text == "place" || text == "care", "the table looks at lots, places and care");
    return text == "lot" ? Seen::lot : text == "place" ? Seen::place : Seen::care;
}

std::vector<std::string_view> words_from(std::string_view text) {
    std::vector<std::string_view> words;
    for (;;) {
        const auto end = text.find('|');
        words.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return words;
        text.remove_prefix(end + 1);
    }
}

void add_set(const std::vector<std::string>& row, Table& into) {
    ensure(row.size() == 3, "a set's row has three cells");
    std::int32_t number = 0;
    std::from_chars(row[1].data(), row[1].data() + row[1].size(), number);
    into.sets[number] = row[2] == by_place ? std::nullopt : std::optional<CommodityGroup>(group_from(row[2]));
}

void add_need(const std::vector<std::string>& row, Table& into) {
    ensure(row.size() == 7 && (row[4] == "must" || row[4] == "should"), "a need's row has seven cells");
    into.needs.push_back(
        {group_from(row[1]), seen_from(row[2]), words_from(row[3]), row[4] == "must", {row[5], row[6]}}
    );
}

const Table& table() {
    static const Table read = [] {
        Table made;
        csv::Reader rows(
            embedded::bytes_of(embedded::traceability(), "traceability/data/record-sets.csv"), ';'
        );
        for (;;) {
            std::vector<std::string> row;
            const auto more = rows.next(row);
            ensure(more.has_value(), "the table is a right CSV");
            if (!*more) return made;
            if (row.front().starts_with('#')) continue;
            const auto& kept = made.cells.emplace_back(std::move(row));
            if (kept.front() == "set")
                add_set(kept, made);
            else
                add_need(kept, made);
        }
    }();
    return read;
}

bool says(const plots::PlaceFacts& place, std::string_view what) {
    if (what == "commune") return place.commune || place.commune_code;
    if (what == "area") return place.square_metres.has_value();
    if (what == "grows") return place.grows.has_value();
    ensure(what == "code", "the table asks places for what they can say");
    return place.code.has_value();
}

bool has_one(const std::set<EntryKind>& entries, const Need& need) {
    return std::ranges::any_of(need.what, [&](std::string_view what) {
        const auto kind = json::from_name<EntryKind>(what);
        ensure(kind.has_value(), "the table asks for entries that exist");
        return entries.contains(*kind);
    });
}

}  // namespace

std::span<const Need> needs() { return table().needs; }

std::optional<CommodityGroup> group_of(
    std::optional<std::int32_t> ocop_set, std::span<const plots::PlaceKind> comes_from
) {
    using plots::PlaceKind;
    if (ocop_set) {
        const auto found = table().sets.find(*ocop_set);
        if (found != table().sets.end() && found->second) return found->second;
    }
    const auto any = [&](auto... kind) {
        return std::ranges::any_of(comes_from, [&](PlaceKind each) { return ((each == kind) || ...); });
    };
    const bool water = any(PlaceKind::pond, PlaceKind::cage);
    const bool barn = any(PlaceKind::barn);
    const bool land = any(PlaceKind::plot);
    if (water + barn + land != 1) return std::nullopt;
    return water ? CommodityGroup::aquaculture : barn ? CommodityGroup::livestock : CommodityGroup::crop;
}

std::vector<Missing> missing_of(CommodityGroup group, const Known& known) {
    std::vector<Missing> missing;
    for (const auto& need : needs()) {
        if (need.group != group) continue;
        if (need.where == Seen::lot) {
            const bool there =
                need.what.front() == "origin" ? !known.without_origin : has_one(known.entries, need);
            if (!there) missing.push_back({&need, {}});
            continue;
        }
        for (const auto& origin : known.origins) {
            const bool there =
                need.where == Seen::place ? says(origin.says, need.what.front()) : has_one(origin.care, need);
            if (!there) missing.push_back({&need, origin.says.name});
        }
    }
    return missing;
}

}  // namespace chophien::traceability::diary
