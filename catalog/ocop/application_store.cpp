#include "catalog/ocop/application_store.hpp"

#include "core/json.hpp"

namespace chophien::catalog::ocop::store {

namespace {

using db::Statement;

/// The row; what is a JSON text in it becomes structs in made_from.
struct Stored {
    std::string dossier;
    std::optional<std::string> commune_report;
    ApplicationId id;
    ProductId product;
    accounts::OrganisationId holder;
    std::int32_t set = 0;
    std::string province;
    std::optional<std::string> commune;
    std::optional<std::string> sheet_code;
    Asking asking{};
    ApplicationState state{};
    std::int32_t round = 0;
    std::int64_t version = 0;
    std::optional<Day> check_due_on;
    std::optional<Day> submitted_on;
    accounts::PersonId submitted_by;
    std::optional<std::string> reason;
    LabelId label;
    Instant created_at;
    Instant updated_at;
};

struct StoredScore {
    accounts::PersonId scorer;
    accounts::OrganisationId organisation;
    Level council{};
    std::string marks;
    std::int32_t points = 0;
    std::optional<std::string> note;
    Instant at;
};

constexpr Statement find_one{"ocop.find_application", R"sql(
    SELECT id, product, holder, ocop_set, province, commune, sheet_code, asking, state, round, version, dossier,
           commune_report, check_due_on, submitted_on, submitted_by, reason, label, created_at, updated_at
      FROM ocop_applications
     WHERE id = ?
)sql"};

constexpr Statement lock_one{"ocop.lock_application", R"sql(
    SELECT id, product, holder, ocop_set, province, commune, sheet_code, asking, state, round, version, dossier,
           commune_report, check_due_on, submitted_on, submitted_by, reason, label, created_at, updated_at
      FROM ocop_applications
     WHERE id = ?
       FOR UPDATE
)sql"};

constexpr Statement insert_one{"ocop.insert_application", R"sql(
    INSERT IGNORE INTO ocop_applications
           (id, product, holder, ocop_set, province, asking, state, round, version, dossier, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement update_one{"ocop.update_application", R"sql(
    UPDATE ocop_applications
       SET ocop_set = ?, commune = ?, sheet_code = ?, state = ?, round = ?, version = ?, dossier = ?, commune_report = ?, check_due_on = ?,
           submitted_on = ?, submitted_by = ?, reason = ?, label = ?, updated_at = ?
     WHERE id = ?
)sql"};

constexpr Statement insert_step{"ocop.insert_step", R"sql(
    INSERT INTO ocop_application_steps (application, id, at, command, to_state, organisation, person, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement list_steps{"ocop.steps_of", R"sql(
    SELECT at, command, to_state, person, reason
      FROM ocop_application_steps
     WHERE application = ?
     ORDER BY id
     LIMIT 100
)sql"};

constexpr Statement insert_one_score{"ocop.insert_score", R"sql(
    INSERT IGNORE INTO ocop_scores (application, round, scorer, organisation, council, marks, points, note, at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement list_scores{"ocop.scores_of", R"sql(
    SELECT scorer, organisation, council, marks, points, note, at
      FROM ocop_scores
     WHERE application = ? AND round = ?
     ORDER BY at, scorer
)sql"};

constexpr Statement list_of_holder{"ocop.applications_of_holder", R"sql(
    SELECT id, product, holder, ocop_set, province, commune, sheet_code, asking, state, check_due_on, updated_at
      FROM ocop_applications
     WHERE holder = ? AND id < ?
     ORDER BY id DESC
     LIMIT ?
)sql"};

constexpr Statement list_in_state{"ocop.applications_in_state", R"sql(
    SELECT id, product, holder, ocop_set, province, commune, sheet_code, asking, state, check_due_on, updated_at
      FROM ocop_applications
     WHERE state = ? AND id > ? AND submitted_on IS NOT NULL
     ORDER BY id
     LIMIT ?
)sql"};

constexpr Statement list_in_province{"ocop.applications_in_province", R"sql(
    SELECT id, product, holder, ocop_set, province, commune, sheet_code, asking, state, check_due_on, updated_at
      FROM ocop_applications
     WHERE province = ? AND state = ? AND id > ? AND submitted_on IS NOT NULL
     ORDER BY id
     LIMIT ?
)sql"};

constexpr Statement list_in_commune{"ocop.applications_in_commune", R"sql(
    SELECT id, product, holder, ocop_set, province, commune, sheet_code, asking, state, check_due_on, updated_at
      FROM ocop_applications
     WHERE commune = ? AND state = ? AND id > ? AND province = ? AND submitted_on IS NOT NULL
     ORDER BY id
     LIMIT ?
)sql"};

constexpr Statement find_open{"ocop.has_open_application", R"sql(
    SELECT id FROM ocop_applications WHERE open_product = ?
)sql"};

constexpr Statement raise_sheet_number{"ocop.raise_sheet_number", R"sql(
    INSERT INTO ocop_sheet_numbers (commune, year, last) VALUES (?, ?, 1)
        ON DUPLICATE KEY UPDATE last = last + 1
)sql"};

constexpr Statement read_sheet_number{"ocop.read_sheet_number", R"sql(
    SELECT last FROM ocop_sheet_numbers WHERE commune = ? AND year = ? FOR UPDATE
)sql"};

}  // namespace

}  // namespace chophien::catalog::ocop::store

namespace chophien {

template <>
struct db::Columns<catalog::ocop::store::Stored> {
    using Of = catalog::ocop::store::Stored;
    static constexpr auto of = std::tuple{
        &Of::id,           &Of::product,    &Of::holder,         &Of::set,          &Of::province,
        &Of::commune,      &Of::sheet_code, &Of::asking,         &Of::state,        &Of::round,
        &Of::version,      &Of::dossier,    &Of::commune_report, &Of::check_due_on, &Of::submitted_on,
        &Of::submitted_by, &Of::reason,     &Of::label,          &Of::created_at,   &Of::updated_at};
};

template <>
struct db::Columns<catalog::ocop::store::ApplicationItem> {
    using Of = catalog::ocop::store::ApplicationItem;
    static constexpr auto of = std::tuple{
        &Of::id,
        &Of::product,
        &Of::holder,
        &Of::set,
        &Of::province,
        &Of::commune,
        &Of::sheet_code,
        &Of::asking,
        &Of::state,
        &Of::check_due_on,
        &Of::updated_at};
};

template <>
struct db::Columns<catalog::ocop::store::StoredScore> {
    using Of = catalog::ocop::store::StoredScore;
    static constexpr auto of =
        std::tuple{&Of::scorer, &Of::organisation, &Of::council, &Of::marks, &Of::points, &Of::note, &Of::at};
};

template <>
struct db::Columns<catalog::ocop::store::StepLine> {
    using Of = catalog::ocop::store::StepLine;
    static constexpr auto of = std::tuple{&Of::at, &Of::command, &Of::to, &Of::person, &Of::reason};
};

}  // namespace chophien

namespace chophien::catalog::ocop::store {

namespace {

/// What was written by Shape reads back by it.
template <class T>
T kept(const std::string& text) {
    auto read = json::as<T>(std::string_view(text));
    ensure(read.has_value(), "a kept dossier is as it was written");
    return std::move(*read);
}

Application made_from(Stored row) {
    Application application{
        row.id,
        row.product,
        row.holder,
        row.set,
        std::move(row.province),
        std::move(row.commune),
        std::move(row.sheet_code),
        row.asking,
        row.state,
        row.round,
        row.version,
        kept<Dossier>(row.dossier),
        std::nullopt,
        row.check_due_on,
        row.submitted_on,
        row.submitted_by,
        std::move(row.reason),
        row.label,
        row.created_at,
        row.updated_at};
    if (row.commune_report) application.commune_report = kept<CommuneReport>(*row.commune_report);
    return application;
}

std::optional<Application> one(std::optional<Stored> row) {
    if (!row) return std::nullopt;
    return made_from(std::move(*row));
}

}  // namespace

bool insert(db::Transaction& tx, const Application& application) {
    return tx.change(
               insert_one,
               application.id,
               application.product,
               application.holder,
               application.set,
               application.province,
               application.asking,
               application.state,
               application.round,
               application.version,
               json::text_of(application.dossier),
               application.created_at,
               application.updated_at
           ) == 1;
}

std::optional<Application> find(db::Transaction& tx, ApplicationId id) {
    return one(tx.row<Stored>(find_one, id));
}

std::optional<Application> lock(db::Transaction& tx, ApplicationId id) {
    return one(tx.row<Stored>(lock_one, id));
}

void update(db::Transaction& tx, Application& application) {
    std::optional<std::string> report;
    if (application.commune_report) report = json::text_of(*application.commune_report);
    application.updated_at = tx.now();
    const auto changed = tx.change(
        update_one,
        application.set,
        application.commune,
        application.sheet_code,
        application.state,
        application.round,
        ++application.version,
        json::text_of(application.dossier),
        report,
        application.check_due_on,
        application.submitted_on,
        application.submitted_by,
        application.reason,
        application.label,
        application.updated_at,
        application.id
    );
    ensure(changed == 1, "the application being changed is there");
}

bool has_open(db::Transaction& tx, ProductId product) {
    return tx.row<std::uint64_t>(find_open, product).has_value();
}

std::int64_t next_sheet_number(db::Transaction& tx, std::string_view commune, std::int32_t year) {
    tx.change(raise_sheet_number, commune, year);
    const auto number = tx.row<std::int64_t>(read_sheet_number, commune, year);
    ensure(number.has_value(), "a number that was raised is there");
    return *number;
}

void append_step(
    db::Transaction& tx,
    const Application& application,
    ApplicationCommand command,
    const accounts::Caller& by,
    const std::optional<std::string>& reason
) {
    tx.change(
        insert_step,
        application.id,
        tx.new_number(),
        tx.now(),
        command,
        application.state,
        by.organisation,
        by.person,
        reason
    );
}

std::vector<StepLine> steps_of(db::Transaction& tx, ApplicationId id) {
    return tx.rows<StepLine>(list_steps, id);
}

bool insert_score(db::Transaction& tx, const Application& application, const Score& score) {
    return tx.change(
               insert_one_score,
               application.id,
               application.round,
               score.scorer,
               score.organisation,
               score.council,
               json::text_of(Dossier{score.marks, {}}),
               score.points,
               score.note,
               score.at
           ) == 1;
}

std::vector<Score> scores_of(db::Transaction& tx, ApplicationId id, std::int32_t round) {
    std::vector<Score> scores;
    for (auto& row : tx.rows<StoredScore>(list_scores, id, round))
        scores.push_back(
            {row.scorer,
             row.organisation,
             row.council,
             kept<Dossier>(row.marks).marks,
             row.points,
             std::move(row.note),
             row.at}
        );
    return scores;
}

std::vector<ApplicationItem> of_holder(
    db::Transaction& tx, accounts::OrganisationId holder, std::uint64_t before, std::int64_t limit
) {
    return tx.rows<ApplicationItem>(list_of_holder, holder, before, limit);
}

std::vector<ApplicationItem> in_state(
    db::Transaction& tx,
    ApplicationState state,
    const std::optional<std::string>& province,
    const std::optional<std::string>& commune,
    std::uint64_t after,
    std::int64_t limit
) {
    if (commune)
        return tx.rows<ApplicationItem>(
            list_in_commune, *commune, state, after, province.value_or(""), limit
        );
    return province ? tx.rows<ApplicationItem>(list_in_province, *province, state, after, limit)
                    : tx.rows<ApplicationItem>(list_in_state, state, after, limit);
}

}  // namespace chophien::catalog::ocop::store
