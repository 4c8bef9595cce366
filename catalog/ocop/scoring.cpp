#include "catalog/ocop/scoring.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace chophien::catalog::ocop {

namespace {

Violation fault(
    std::size_t at, std::string_view member, std::string_view code, std::string vi, std::string en
) {
    return {fmt::format("/marks/{}/{}", at, member), code, std::move(vi), std::move(en)};
}

std::optional<Violation> fault_of(const ScoreSheet& sheet, const Mark& mark, std::size_t at) {
    const auto* criterion = find_criterion(sheet, mark.criterion);
    if (criterion == nullptr)
        return fault(
            at,
            "criterion",
            "other_set",
            fmt::format("Bộ {} không có tiêu chí {}.", sheet.set->number, mark.criterion),
            fmt::format("Set {} has no criterion {}.", sheet.set->number, mark.criterion)
        );
    if (mark.points > criterion->most())
        return fault(
            at,
            "points",
            "above_most",
            fmt::format("Tiêu chí {} tối đa {} điểm.", mark.criterion, criterion->most()),
            fmt::format("Criterion {} has at most {} points.", mark.criterion, criterion->most())
        );
    if (std::ranges::find(criterion->points, mark.points) == criterion->points.end())
        return fault(
            at,
            "points",
            "no_option",
            fmt::format(
                "Tiêu chí {} chỉ có các mức {} điểm.", mark.criterion, fmt::join(criterion->points, ", ")
            ),
            fmt::format("Criterion {} gives {} points.", mark.criterion, fmt::join(criterion->points, ", "))
        );
    return std::nullopt;
}

std::int64_t points_of(const Criterion& criterion, std::span<const Marks> scored) {
    std::int64_t sum = 0;
    for (const auto& marks : scored)
        for (const auto& mark : marks)
            if (mark.criterion == criterion.code) sum += mark.points;
    return sum;
}

}  // namespace

std::vector<Violation> faults_of(const ScoreSheet& sheet, const Marks& marks, bool whole) {
    std::vector<Violation> faults;
    std::set<std::string_view> marked;
    for (std::size_t at = 0; at < marks.size(); ++at) {
        if (auto wrong = fault_of(sheet, marks[at], at)) faults.push_back(std::move(*wrong));
        if (!marked.insert(marks[at].criterion).second)
            faults.push_back(fault(
                at,
                "criterion",
                "twice",
                fmt::format("Tiêu chí {} đã có điểm ở trên.", marks[at].criterion),
                fmt::format("Criterion {} has its points already.", marks[at].criterion)
            ));
    }
    if (!whole) return faults;
    for (const auto& section : sheet.sections)
        for (const auto& criterion : section.criteria)
            if (!marked.contains(criterion.code))
                faults.push_back(
                    {"/marks",
                     "missing",
                     fmt::format("Chưa có điểm cho tiêu chí {}.", criterion.code),
                     fmt::format("Criterion {} has no points yet.", criterion.code)}
                );
    return faults;
}

std::string text_of(const Average& average) {
    const auto hundredths = average.points * 100 / average.scorers;
    auto text = fmt::format("{}.{:02}", hundredths / 100, hundredths % 100);
    while (text.back() == '0') text.pop_back();
    if (text.back() == '.') text.pop_back();
    return text;
}

std::int32_t stars_by_points(const Average& total) {
    for (const auto& band : bands)
        if (total.reaches(band.from_points)) return band.stars;
    return bands.back().stars;
}

Verdict judge(const ScoreSheet& sheet, std::span<const Marks> scored) {
    ensure(!scored.empty(), "a verdict is over at least one sheet");
    const auto scorers = std::ssize(scored);
    Verdict verdict;
    verdict.total.scorers = scorers;
    for (auto& part : verdict.parts) part.scorers = scorers;
    for (const auto& section : sheet.sections)
        for (const auto& criterion : section.criteria) {
            const Average given{points_of(criterion, scored), scorers};
            verdict.parts[static_cast<std::size_t>(section.part)].points += given.points;
            verdict.total.points += given.points;
            for (const auto& gate : criterion.gates)
                if (!given.reaches(gate.points)) verdict.missed.push_back({&criterion, gate, given});
        }
    verdict.stars_by_points = stars_by_points(verdict.total);
    verdict.stars = verdict.stars_by_points;
    for (const auto& missed : verdict.missed) verdict.stars = std::min(verdict.stars, missed.gate.stars - 1);
    return verdict;
}

std::int64_t points_short_of(const Average& total, std::int32_t stars) {
    const auto band = std::ranges::find(bands, stars, &Band::stars);
    ensure(band != bands.end(), "stars are 1 to 5");
    const auto missing = band->from_points * total.scorers - total.points;
    return missing <= 0 ? 0 : (missing + total.scorers - 1) / total.scorers;
}

}  // namespace chophien::catalog::ocop
