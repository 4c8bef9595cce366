// The holder's side of an application: open, assess, submit, withdraw, look at it; and how every use case
// takes one step of the table.
#pragma once

#include "catalog/ocop/application_store.hpp"
#include "catalog/ocop/authority.hpp"
#include "catalog/ocop/verdict_view.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::ocop {

struct OpenApplication {
    ProductId product;
    Asking asking{};
};

struct AssessApplication {
    ApplicationId application;
    Marks marks{};
    std::vector<Evidence> evidence{};
    std::optional<std::int64_t> expected_version{};  ///< from If-Match; none: any
};

struct NameApplication {
    ApplicationId application;
};

struct SubmitApplication {
    ApplicationId application;
    std::optional<std::string> commune{};  ///< the holder's own when left out
};

struct ListOwnApplications {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct ScoreView {
    Level council{};
    accounts::PersonId scorer;
    std::int32_t points = 0;
    std::optional<std::string> note{};
    Instant at{};
};

struct StepView {
    Instant at{};
    ApplicationCommand command{};
    ApplicationState to{};
    std::optional<std::string> reason{};
};

/// An application as its holder and the authorities see it.
struct ApplicationView {
    ApplicationId id;
    ProductId product;
    accounts::OrganisationId holder;
    std::int32_t set = 0;
    std::string province;
    std::optional<std::string> commune{};
    std::optional<std::string> sheet_code{};
    std::optional<Level> checked_by{};  ///< of a submitted one: whose check it waits for
    Asking asking{};
    ApplicationState state{};
    std::int32_t round = 0;
    Dossier dossier{};
    VerdictView self_score{};
    std::optional<CommuneReport> commune_report{};
    std::optional<Day> check_due_on{};
    std::optional<Day> submitted_on{};
    std::optional<std::string> reason{};
    std::vector<ScoreView> scores{};
    std::optional<VerdictView> verdict{};  ///< of the scores that count now
    std::optional<LabelId> label{};
    std::vector<StepView> history{};
    std::int64_t version = 0;
    Instant created_at{};
    Instant updated_at{};
};

/// A draft for one of the seller's products. Refuses: unknown_product (also another's), not_eligible (kind of
/// holder, no set, no province), already_open.
Result<ApplicationView> open_application(
    db::Transaction& tx, const accounts::Caller& holder, const OpenApplication& wish
);

/// Replaces the self-score and its evidence; it may be begun only. Refuses: unknown_application,
/// changed_meanwhile, wrong_step, not_as_scored.
Result<ApplicationView> assess(
    db::Transaction& tx, const accounts::Caller& holder, const AssessApplication& wish
);

/// Hands it to a commune of the holder's province, whose 15 working days begin. Refuses: unknown_application,
/// wrong_step, not_verified, not_as_scored (criteria without points), not_as_handed_in (no commune, or
/// another province's), wrong_asking, outside_window.
Result<ApplicationView> submit(
    db::Transaction& tx, const accounts::Caller& holder, const SubmitApplication& wish
);

/// Refuses: unknown_application, wrong_step.
Result<ApplicationView> withdraw_application(
    db::Transaction& tx, const accounts::Caller& holder, const NameApplication& wish
);

/// For its holder and, once it was submitted, for the authority of its commune, those of its province and
/// national ones. Refuses: unknown_application.
Result<ApplicationView> show_application(
    db::Transaction& tx, const accounts::Caller& caller, const NameApplication& wish
);

/// The newest first. Refuses: wrong_cursor.
Result<List<store::ApplicationItem>> list_own_applications(
    db::Transaction& tx, const accounts::Caller& holder, const ListOwnApplications& wish
);

/// The scores that count now: of this round; and when the ministry handed it back and the province has not
/// scored again, the ministry's (art. 4).
std::vector<store::Score> counting_scores(db::Transaction& tx, const Application& application);

/// No scores: nothing.
std::optional<Verdict> verdict_of(const Application& application, const std::vector<store::Score>& scores);

/// As that reader sees it: its holder sees no scores before it is over.
ApplicationView view_of(db::Transaction& tx, Application application, const accounts::Caller& reader);

/// The application, held for this step, if the caller may take it. Refuses: unknown_application, other_level,
/// wrong_step.
Result<Application> held_for(
    db::Transaction& tx, const accounts::Caller& caller, ApplicationId id, ApplicationCommand command
);

/// Takes the step: state, version, history, feed. The table has it, by whoever held_for found.
void take_step(
    db::Transaction& tx,
    const accounts::Caller& caller,
    Application& application,
    ApplicationCommand command,
    const std::optional<std::string>& reason = std::nullopt
);

}  // namespace chophien::catalog::ocop

#include "catalog/ocop/applying_wire.hpp"
