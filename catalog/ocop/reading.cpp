#include "catalog/ocop/reading.hpp"

#include "catalog/ocop/refusals.hpp"

#include <algorithm>

namespace chophien::catalog::ocop {

namespace {

RuleBookView view_of(const RuleBook& book) {
    RuleBookView view{std::string(book.decision), book.from, {}};
    for (auto stars = least_stars; stars <= most_stars; ++stars)
        view.deciders.push_back({stars, book.decider_of(stars)});
    return view;
}

CriterionView view_of(const Criterion& criterion) {
    CriterionView view{
        std::string(criterion.code), std::string(criterion.name_vi), criterion.most(), {}, {}, {}};
    for (const auto points : criterion.points) {
        const auto gate = std::ranges::find(criterion.gates, points, &Gate::points);
        view.options.push_back({points, std::nullopt});
        if (gate != criterion.gates.end()) view.options.back().least_for_stars = gate->stars;
    }
    if (criterion.ladder != nullptr) {
        view.ladder_vi = criterion.ladder->vi;
        view.ladder_en = criterion.ladder->en;
    }
    return view;
}

SectionView view_of(const Section& section) {
    SectionView view{section.part, std::string(section.code), std::string(section.name_vi), 0, {}};
    for (const auto& criterion : section.criteria) {
        view.most += criterion.most();
        view.criteria.push_back(view_of(criterion));
    }
    return view;
}

}  // namespace

Result<RulesView> show_rules(db::Transaction&, const accounts::Caller&, const Nothing&) {
    RulesView view;
    for (const auto& book : rule_books()) view.rule_books.push_back(view_of(book));
    for (const auto& band : bands)
        view.bands.push_back({band.stars, band.from_points, band.stars >= least_stars});
    view.window_opens_days = static_cast<std::int32_t>(window_opens.count());
    view.window_closes_days = static_cast<std::int32_t>(window_closes.count());
    view.longest_extension_days = static_cast<std::int32_t>(longest_extension.count());
    for (const auto& [ground, word] : json::Names<Ground>::of)
        view.grounds.push_back({ground, std::string(name_vi(ground)), std::string(name_en(ground))});
    view.gates_vi =
        "Tiêu chí có dấu sao chưa đạt mức tối thiểu thì số sao bị giới hạn dưới mức đó. Quyết định không nói "
        "rõ điều này; đây là cách chợ hiểu.";
    view.gates_en =
        "A starred criterion below its least points caps the stars below that level. The decision does not "
        "spell this out; it is our reading.";
    return view;
}

Result<ScoreSheetView> show_score_sheet(db::Transaction&, const accounts::Caller&, const NameSet& wish) {
    const auto& sheet = score_sheet(wish.set);
    ScoreSheetView view{
        sheet.set->number,
        std::string(sheet.set->name_vi),
        std::string(sheet.set->name_en),
        std::string(rule_books().back().decision),
        sheet.samples,
        {sheet.leads.begin(), sheet.leads.end()},
        {}};
    for (const auto& section : sheet.sections) view.sections.push_back(view_of(section));
    return view;
}

Result<VerdictView> try_scores(db::Transaction&, const accounts::Caller&, const TryScores& wish) {
    const auto& sheet = score_sheet(wish.set);
    if (auto faults = faults_of(sheet, wish.marks, false); !faults.empty())
        return refuse(not_as_scored, std::move(faults));
    return ocop::view_of(judge(sheet, std::span(&wish.marks, 1)));
}

}  // namespace chophien::catalog::ocop
