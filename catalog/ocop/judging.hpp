// The authorities' side of an application: the commune's check, the councils' scores, the chair's decision.
#pragma once

#include "catalog/ocop/applying.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::ocop {

/// So many sheets make a council. The decision names no number; three is the market's own least.
inline constexpr std::int64_t least_scorers = 3;

struct ListApplications {
    std::optional<ApplicationState> state{};
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct CheckApplication {
    ApplicationId application;
    CommuneReport report{};
};

/// A step that says why.
struct ReasonedStep {
    ApplicationId application;
    std::string reason;
};

struct ScoreApplication {
    ApplicationId application;
    Marks marks{};
    std::optional<std::string> note{};
};

struct DecideApplication {
    ApplicationId application;
    std::string decision_no;
    std::string issuer;
    std::optional<Day> decided_on{};  ///< today when left out
};

/// Those that wait for the caller's level: submitted ones of its commune or province, or those at the
/// ministry; or in another state after submission. The oldest first. Refuses: other_level (no authority),
/// wrong_cursor.
Result<List<store::ApplicationItem>> list_applications(
    db::Transaction& tx, const accounts::Caller& authority, const ListApplications& wish
);

/// The commune's check found it complete: its four assessments, the code of its score sheet, and on to the
/// provincial council (art. 5). By the authority of the commune, or the province's where it has none here.
/// Refuses: unknown_application, other_level, wrong_step.
Result<ApplicationView> forward(
    db::Transaction& tx, const accounts::Caller& authority, const CheckApplication& wish
);

/// Back to the holder, to be completed. Refuses: unknown_application, other_level, wrong_step.
Result<ApplicationView> send_back(
    db::Transaction& tx, const accounts::Caller& authority, const ReasonedStep& wish
);

/// One councillor's whole sheet, once in a round. Refuses: unknown_application, other_level, wrong_step,
/// own_application, not_as_scored, already_scored.
Result<ApplicationView> score(
    db::Transaction& tx, const accounts::Caller& councillor, const ScoreApplication& wish
);

/// The chair's decision, which makes a label of as many stars as the verdict gives: 3 or 4 in the province, 5
/// at the ministry (art. 4). Refuses: unknown_application, other_level, wrong_step, not_the_chair,
/// too_few_scorers, other_verdict, not_as_decided (a day before it was submitted or after today),
/// label_known.
Result<ApplicationView> decide(
    db::Transaction& tx, const accounts::Caller& chair, const DecideApplication& wish
);

/// Fewer than three stars: no certificate. Refuses as decide.
Result<ApplicationView> decline(db::Transaction& tx, const accounts::Caller& chair, const ReasonedStep& wish);

/// 90 points or more and every gate: on to the ministry. Refuses as decide.
Result<ApplicationView> refer(
    db::Transaction& tx, const accounts::Caller& chair, const NameApplication& wish
);

/// The ministry's council gave fewer than five stars: back to the province, which decides by the ministry's
/// scores or scores again. Refuses as decide.
Result<ApplicationView> hand_back(
    db::Transaction& tx, const accounts::Caller& chair, const ReasonedStep& wish
);

}  // namespace chophien::catalog::ocop

namespace chophien::json {

template <>
struct Shape<catalog::ocop::ListApplications> {
    using Of = catalog::ocop::ListApplications;
    static constexpr std::string_view name = "ListOcopApplications";
    static constexpr auto fields = std::tuple{
        field("state", &Of::state, "What waits for you when left out."),
        field("after", &Of::after, ascii_code("_"), characters(1, 40), "Cursor of the page before."),
        field("limit", &Of::limit, between(1, 100), "Rows of a page; 20 when left out."),
    };
};

template <>
struct Shape<catalog::ocop::CheckApplication> {
    using Of = catalog::ocop::CheckApplication;
    static constexpr std::string_view name = "CheckOcopApplication";
    static constexpr auto fields = std::tuple{
        field("application", &Of::application, "The application."),
        field("report", &Of::report, "The commune's four assessments."),
    };
};

template <>
struct Shape<catalog::ocop::ReasonedStep> {
    using Of = catalog::ocop::ReasonedStep;
    static constexpr std::string_view name = "ReasonedOcopStep";
    static constexpr auto fields = std::tuple{
        field("application", &Of::application, "The application."),
        field("reason", &Of::reason, characters(1, 1000), "Why; the holder reads it."),
    };
};

template <>
struct Shape<catalog::ocop::ScoreApplication> {
    using Of = catalog::ocop::ScoreApplication;
    static constexpr std::string_view name = "ScoreOcopApplication";
    static constexpr auto fields = std::tuple{
        field("application", &Of::application, "The application."),
        field("marks", &Of::marks, items(1, 60), "Your points for every criterion."),
        field("note", &Of::note, characters(1, 1000), "Your words."),
    };
};

template <>
struct Shape<catalog::ocop::DecideApplication> {
    using Of = catalog::ocop::DecideApplication;
    static constexpr std::string_view name = "DecideOcopApplication";
    static constexpr auto fields = std::tuple{
        field("application", &Of::application, "The application."),
        field("decision_no", &Of::decision_no, one_line, characters(1, 60), "Number of the decision."),
        field("issuer", &Of::issuer, one_line, characters(1, 200), "Who signs it."),
        field("decided_on", &Of::decided_on, "Its day; today when left out."),
    };
};

}  // namespace chophien::json
