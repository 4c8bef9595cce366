// What anybody may read of the rules: the rule books, a set's score sheet, and what marks on it amount to.
#pragma once

#include "catalog/ocop/verdict_view.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::ocop {

struct DeciderView {
    std::int32_t stars = 0;
    Level level{};
};

struct RuleBookView {
    std::string decision;
    Day from{};
    std::vector<DeciderView> deciders{};
};

struct BandView {
    std::int32_t stars = 0;
    std::int32_t from_points = 0;
    bool certified = false;
};

struct GroundView {
    Ground ground{};
    std::string vi;
    std::string en;
};

struct RulesView {
    std::vector<RuleBookView> rule_books{};
    std::vector<BandView> bands{};
    std::int32_t certificate_months = ocop::certificate_months;
    std::int32_t window_opens_days = 0;
    std::int32_t window_closes_days = 0;
    std::int32_t longest_extension_days = 0;
    std::int32_t check_working_days = ocop::check_working_days;
    std::vector<GroundView> grounds{};
    std::string gates_vi;
    std::string gates_en;
};

struct NameSet {
    std::int32_t set = 0;
};

struct OptionView {
    std::int32_t points = 0;
    std::optional<std::int32_t> least_for_stars{};
};

struct CriterionView {
    std::string code;
    std::string name_vi;
    std::int32_t most = 0;
    std::vector<OptionView> options{};
    std::optional<std::string> ladder_vi{};
    std::optional<std::string> ladder_en{};
};

struct SectionView {
    Part part{};
    std::string code;
    std::string name_vi;
    std::int32_t most = 0;
    std::vector<CriterionView> criteria{};
};

struct ScoreSheetView {
    std::int32_t set = 0;
    std::string name_vi;
    std::string name_en;
    std::string decision;
    std::int32_t samples = 0;
    std::vector<std::string> leads{};
    std::vector<SectionView> sections{};
};

struct TryScores {
    std::int32_t set = 0;
    Marks marks{};
};

Result<RulesView> show_rules(db::Transaction& tx, const accounts::Caller& caller, const Nothing& wish);
Result<ScoreSheetView> show_score_sheet(
    db::Transaction& tx, const accounts::Caller& caller, const NameSet& wish
);

/// What the marks amount to; a sheet may be begun only. Nothing is kept. Refuses: not_as_scored.
Result<VerdictView> try_scores(db::Transaction& tx, const accounts::Caller& caller, const TryScores& wish);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Shape<catalog::ocop::DeciderView> {
    using Of = catalog::ocop::DeciderView;
    static constexpr std::string_view name = "OcopDecider";
    static constexpr auto fields = std::tuple{
        field("stars", &Of::stars, "3, 4 or 5."),
        field("level", &Of::level, "Who decides them."),
    };
};

template <>
struct Shape<catalog::ocop::RuleBookView> {
    using Of = catalog::ocop::RuleBookView;
    static constexpr std::string_view name = "OcopRuleBook";
    static constexpr auto fields = std::tuple{
        field("decision", &Of::decision, "The Prime Minister's decision."),
        field("from", &Of::from, "In force from this day until the next one's."),
        field("deciders", &Of::deciders, "Who gave which stars under it."),
    };
};

template <>
struct Shape<catalog::ocop::BandView> {
    using Of = catalog::ocop::BandView;
    static constexpr std::string_view name = "OcopBand";
    static constexpr auto fields = std::tuple{
        field("stars", &Of::stars, "1 to 5."),
        field("from_points", &Of::from_points, "From so many points on, of 100."),
        field("certified", &Of::certified, "A certificate is given."),
    };
};

template <>
struct Shape<catalog::ocop::GroundView> {
    using Of = catalog::ocop::GroundView;
    static constexpr std::string_view name = "OcopGround";
    static constexpr auto fields = std::tuple{
        field("ground", &Of::ground, "The word for it."),
        field("vi", &Of::vi, "In Vietnamese."),
        field("en", &Of::en, "In English."),
    };
};

template <>
struct Shape<catalog::ocop::RulesView> {
    using Of = catalog::ocop::RulesView;
    static constexpr std::string_view name = "OcopRules";
    static constexpr auto fields = std::tuple{
        field("rule_books", &Of::rule_books, "The oldest first; the last is in force."),
        field("bands", &Of::bands, "Stars by points."),
        field("certificate_months", &Of::certificate_months, "How long a label holds."),
        field("window_opens_days", &Of::window_opens_days, "Re-evaluation: first day, before the last one."),
        field("window_closes_days", &Of::window_closes_days, "Re-evaluation: last day, before the last one."),
        field("longest_extension_days", &Of::longest_extension_days, "Of a late filer's label."),
        field("check_working_days", &Of::check_working_days, "The commune's time to check a dossier."),
        field("grounds", &Of::grounds, "Why a label is withdrawn."),
        field("gates_vi", &Of::gates_vi, "How we read the marks for 3, 4 and 5 stars."),
        field("gates_en", &Of::gates_en, "The same in English."),
    };
};

template <>
struct Shape<catalog::ocop::NameSet> {
    static constexpr std::string_view name = "NameOcopSet";
    static constexpr auto fields =
        std::tuple{field("set", &catalog::ocop::NameSet::set, between(1, 26), "Number of the set.")};
};

template <>
struct Shape<catalog::ocop::OptionView> {
    using Of = catalog::ocop::OptionView;
    static constexpr std::string_view name = "OcopOption";
    static constexpr auto fields = std::tuple{
        field("points", &Of::points, "Points it gives."),
        field("least_for_stars", &Of::least_for_stars, "The least that so many stars ask for."),
    };
};

template <>
struct Shape<catalog::ocop::CriterionView> {
    using Of = catalog::ocop::CriterionView;
    static constexpr std::string_view name = "OcopCriterion";
    static constexpr auto fields = std::tuple{
        field("code", &Of::code, "Its place on the sheet."),
        field("name_vi", &Of::name_vi, "Its name."),
        field("most", &Of::most, "The most points."),
        field("options", &Of::options, "The points that can be given."),
        field("ladder_vi", &Of::ladder_vi, "What they stand for, in our words."),
        field("ladder_en", &Of::ladder_en, "The same in English."),
    };
};

template <>
struct Shape<catalog::ocop::SectionView> {
    using Of = catalog::ocop::SectionView;
    static constexpr std::string_view name = "OcopSection";
    static constexpr auto fields = std::tuple{
        field("part", &Of::part, "A, B or C."),
        field("code", &Of::code, "Its place on the sheet."),
        field("name_vi", &Of::name_vi, "Its name."),
        field("most", &Of::most, "The most points."),
        field("criteria", &Of::criteria, "What is marked."),
    };
};

template <>
struct Shape<catalog::ocop::ScoreSheetView> {
    using Of = catalog::ocop::ScoreSheetView;
    static constexpr std::string_view name = "OcopScoreSheet";
    static constexpr auto fields = std::tuple{
        field("set", &Of::set, "Number of the set."),
        field("name_vi", &Of::name_vi, "Its name."),
        field("name_en", &Of::name_en, "The same in English."),
        field("decision", &Of::decision, "Where the sheet stands."),
        field("samples", &Of::samples, "Sample products to hand in."),
        field("leads", &Of::leads, "Lead agencies."),
        field("sections", &Of::sections, "The sheet."),
    };
};

template <>
struct Shape<catalog::ocop::TryScores> {
    using Of = catalog::ocop::TryScores;
    static constexpr std::string_view name = "TryOcopScores";
    static constexpr auto fields = std::tuple{
        field("set", &Of::set, between(1, 26), "Number of the set."),
        field("marks", &Of::marks, items(0, 60), "Criterion and points."),
    };
};

}  // namespace chophien::json
