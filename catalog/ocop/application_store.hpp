// Applications, their steps and their councils' scores in the database.
#pragma once

#include "catalog/ocop/application.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::catalog::ocop::store {

/// One line of a list of applications: without its dossier, which may be large.
struct ApplicationItem {
    ApplicationId id;
    ProductId product;
    accounts::OrganisationId holder;
    std::int32_t set = 0;
    std::string province;
    std::optional<std::string> commune{};
    std::optional<std::string> sheet_code{};
    Asking asking{};
    ApplicationState state{};
    std::optional<Day> check_due_on{};
    Instant updated_at{};
};

/// What one councillor gave in one round.
struct Score {
    accounts::PersonId scorer;
    accounts::OrganisationId organisation;
    Level council{};
    Marks marks;
    std::int32_t points = 0;
    std::optional<std::string> note{};
    Instant at{};
};

/// One line of an application's history.
struct StepLine {
    Instant at{};
    ApplicationCommand command{};
    ApplicationState to{};
    accounts::PersonId person{};
    std::optional<std::string> reason{};
};

/// False when the product has an application under way.
bool insert(db::Transaction& tx, const Application& application);
std::optional<Application> find(db::Transaction& tx, ApplicationId id);
/// Waits for whoever works on it and lets nobody else until the end of the transaction.
std::optional<Application> lock(db::Transaction& tx, ApplicationId id);
/// Writes everything that can change and raises the version, also in `application`.
void update(db::Transaction& tx, Application& application);

/// The product has an application that is not over.
bool has_open(db::Transaction& tx, ProductId product);

/// The commune's next number in that year, its own until the end of the transaction. Numbers of transactions
/// that came to nothing are given again; nothing relies on there being no gap.
std::int64_t next_sheet_number(db::Transaction& tx, std::string_view commune, std::int32_t year);

void append_step(
    db::Transaction& tx,
    const Application& application,
    ApplicationCommand command,
    const accounts::Caller& by,
    const std::optional<std::string>& reason
);
/// The oldest first, at most a hundred.
std::vector<StepLine> steps_of(db::Transaction& tx, ApplicationId id);

/// False when that person scored in that round.
bool insert_score(db::Transaction& tx, const Application& application, const Score& score);
/// Of one round, by time.
std::vector<Score> scores_of(db::Transaction& tx, ApplicationId id, std::int32_t round);

/// Of a holder, the newest first, before an id.
std::vector<ApplicationItem> of_holder(
    db::Transaction& tx, accounts::OrganisationId holder, std::uint64_t before, std::int64_t limit
);
/// Handed in and in a state, the oldest first, after an id; of one province, or one commune of it, when they
/// are given.
std::vector<ApplicationItem> in_state(
    db::Transaction& tx,
    ApplicationState state,
    const std::optional<std::string>& province,
    const std::optional<std::string>& commune,
    std::uint64_t after,
    std::int64_t limit
);

}  // namespace chophien::catalog::ocop::store
