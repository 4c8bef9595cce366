#include "catalog/ocop/score_sheet.hpp"

#include "catalog/ocop/rules_file.hpp"
#include "core/result.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <deque>
#include <unordered_map>

namespace chophien::catalog::ocop {

namespace {

struct SheetTable {
    std::deque<Ladder> ladders;
    std::vector<ScoreSheet> sheets;

    SheetTable() {
        std::unordered_map<std::string_view, const Ladder*> by_key;
        for (const auto& [key, words] : rules_file().at("ladders").items()) {
            const auto& ladder =
                ladders.emplace_back(Ladder{key, text_in(words, "vi"), text_in(words, "en")});
            by_key.emplace(ladder.key, &ladder);
        }
        for (const auto& row : rules_file().at("sets")) {
            ScoreSheet sheet{
                &ocop_set(row.at("no").get<int>()), row.at("samples").get<std::int32_t>(), {}, {}};
            for (const auto& lead : row.at("leads"))
                sheet.leads.emplace_back(lead.get_ref<const std::string&>());
            for (const auto& section : row.at("sections"))
                sheet.sections.push_back(section_of(section, by_key));
            check(sheet);
            sheets.push_back(std::move(sheet));
        }
    }

    static Section section_of(
        const nlohmann::json& row, const std::unordered_map<std::string_view, const Ladder*>& ladders
    ) {
        Section section{
            json::from_name<Part>(text_in(row, "part")).value(),
            text_in(row, "code"),
            text_in(row, "vi"),
            {}};
        for (const auto& one : row.at("criteria")) {
            Criterion criterion{text_in(one, "code"), text_in(one, "vi"), {}, {}, nullptr};
            one.at("points").get_to(criterion.points);
            if (one.contains("gates"))
                for (const auto& [stars, points] : one.at("gates").items())
                    criterion.gates.push_back({std::stoi(stars), points.get<std::int32_t>()});
            if (one.contains("ladder")) criterion.ladder = ladders.at(text_in(one, "ladder"));
            section.criteria.push_back(std::move(criterion));
        }
        return section;
    }

    static void check(const ScoreSheet& sheet) {
        std::array<std::int32_t, 3> sum{};
        for (const auto& section : sheet.sections)
            for (const auto& criterion : section.criteria)
                sum[static_cast<std::size_t>(section.part)] += criterion.most();
        ensure(sum == most_of_part, "the parts of a set add up to 40, 25 and 35");
    }
};

const SheetTable& table() {
    static const SheetTable only;
    return only;
}

template <class Wanted>
const Criterion* first_criterion(const ScoreSheet& sheet, const Wanted& wanted) {
    for (const auto& section : sheet.sections)
        for (const auto& criterion : section.criteria)
            if (wanted(criterion)) return &criterion;
    return nullptr;
}

}  // namespace

const ScoreSheet& score_sheet(std::int64_t set) {
    return table().sheets.at(static_cast<std::size_t>(ocop_set(set).number - 1));
}

const Criterion* find_criterion(const ScoreSheet& sheet, std::string_view code) {
    return first_criterion(sheet, [&](const Criterion& one) { return one.code == code; });
}

const Criterion* find_by_ladder(const ScoreSheet& sheet, std::string_view ladder) {
    return first_criterion(sheet, [&](const Criterion& one) {
        return one.ladder != nullptr && one.ladder->key == ladder;
    });
}

std::string_view name_vi(Part part) {
    constexpr std::array<std::string_view, 3> names{
        "Sản phẩm và sức mạnh cộng đồng", "Khả năng tiếp thị", "Chất lượng sản phẩm"};
    return names[static_cast<std::size_t>(part)];
}

std::string_view name_en(Part part) {
    constexpr std::array<std::string_view, 3> names{
        "Product and community strength", "Marketing", "Product quality"};
    return names[static_cast<std::size_t>(part)];
}

}  // namespace chophien::catalog::ocop
