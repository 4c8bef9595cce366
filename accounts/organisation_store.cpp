#include "accounts/organisation_store.hpp"

#include <limits>

namespace chophien::accounts::store {

namespace {

using db::Statement;

struct Stored {
    OrganisationId id;
    std::int64_t version;
    OrganisationKind kind;
    OrganisationState state;
    std::optional<OrganisationState> state_before;
    std::string name;
    std::optional<std::string> tax_code;
    std::optional<std::string> registration_number;
    std::optional<std::string> gln;
    std::optional<std::string> province;
    std::optional<std::string> former_province;
    std::optional<std::string> commune;
    std::optional<std::string> address;
    std::optional<std::string> phone;
    std::optional<std::string> email;
    Instant created_at;
    std::optional<Instant> verified_at;
};

constexpr Statement find_one{"accounts.find_organisation", R"sql(
    SELECT id, version, kind, state, state_before, name, tax_code, registration_number, gln, province,
           former_province, commune, address, phone, email, created_at, verified_at
      FROM organisations
     WHERE id = ?
)sql"};

constexpr Statement lock_one{"accounts.lock_organisation", R"sql(
    SELECT id, version, kind, state, state_before, name, tax_code, registration_number, gln, province,
           former_province, commune, address, phone, email, created_at, verified_at
      FROM organisations
     WHERE id = ?
       FOR UPDATE
)sql"};

constexpr Statement list_in_state{"accounts.organisations_in_state", R"sql(
    SELECT id, version, kind, state, state_before, name, tax_code, registration_number, gln, province,
           former_province, commune, address, phone, email, created_at, verified_at
      FROM organisations
     WHERE state = ? AND id > ?
     ORDER BY id
     LIMIT ?
)sql"};

constexpr Statement list_in_province{"accounts.organisations_in_province", R"sql(
    SELECT id, version, kind, state, state_before, name, tax_code, registration_number, gln, province,
           former_province, commune, address, phone, email, created_at, verified_at
      FROM organisations
     WHERE state = ? AND province = ? AND id > ?
     ORDER BY id
     LIMIT ?
)sql"};

constexpr Statement insert_one{"accounts.insert_organisation", R"sql(
    INSERT IGNORE INTO organisations
           (id, kind, state, name, tax_code, registration_number, gln, province, former_province, commune,
            address, phone, email, created_at, verified_at, verified_tax_code, verified_gln)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement update_one{"accounts.update_organisation", R"sql(
    UPDATE organisations
       SET version = ?, state = ?, state_before = ?, name = ?, tax_code = ?, registration_number = ?, gln = ?,
           province = ?, former_province = ?, commune = ?, address = ?, phone = ?, email = ?, verified_at = ?,
           verified_tax_code = ?, verified_gln = ?
     WHERE id = ?
)sql"};

constexpr Statement insert_step{"accounts.insert_organisation_step", R"sql(
    INSERT INTO organisation_steps (organisation, id, at, command, from_state, to_state, person, reason)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement list_steps{"accounts.organisation_steps", R"sql(
    SELECT id, at, command, from_state, to_state, person, reason
      FROM organisation_steps
     WHERE organisation = ? AND id < ?
     ORDER BY id DESC
     LIMIT ?
)sql"};

constexpr Statement other_with_tax_code{"accounts.other_with_tax_code", R"sql(
    SELECT id FROM organisations WHERE verified_tax_code = ? AND id <> ?
)sql"};

constexpr Statement other_with_gln{"accounts.other_with_gln", R"sql(
    SELECT id FROM organisations WHERE verified_gln = ? AND id <> ?
)sql"};

Organisation made_from(Stored row) {
    return {
        row.id,
        row.version,
        row.kind,
        row.state,
        row.state_before,
        {std::move(row.name),
         std::move(row.tax_code),
         std::move(row.registration_number),
         std::move(row.gln),
         std::move(row.province),
         std::move(row.former_province),
         std::move(row.commune),
         std::move(row.address),
         std::move(row.phone),
         std::move(row.email)},
        row.created_at,
        row.verified_at};
}

std::optional<Organisation> one(std::optional<Stored> row) {
    if (!row) return std::nullopt;
    return made_from(std::move(*row));
}

// The keys that say "no two verified ones" are held from verification on, through suspensions too.
std::optional<std::string> while_verified(
    const Organisation& organisation, const std::optional<std::string>& fact
) {
    return organisation.verified_at ? fact : std::nullopt;
}

}  // namespace

}  // namespace chophien::accounts::store

namespace chophien {

template <>
struct db::Columns<accounts::store::Stored> {
    using Row = accounts::store::Stored;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::version,
        &Row::kind,
        &Row::state,
        &Row::state_before,
        &Row::name,
        &Row::tax_code,
        &Row::registration_number,
        &Row::gln,
        &Row::province,
        &Row::former_province,
        &Row::commune,
        &Row::address,
        &Row::phone,
        &Row::email,
        &Row::created_at,
        &Row::verified_at};
};

template <>
struct db::Columns<accounts::store::HistoryLine> {
    using Row = accounts::store::HistoryLine;
    static constexpr auto of =
        std::tuple{&Row::number, &Row::at, &Row::command, &Row::from, &Row::to, &Row::person, &Row::reason};
};

}  // namespace chophien

namespace chophien::accounts::store {

bool insert(db::Transaction& tx, const Organisation& organisation) {
    const auto& says = organisation.says;
    return tx.change(
               insert_one,
               organisation.id,
               organisation.kind,
               organisation.state,
               says.name,
               says.tax_code,
               says.registration_number,
               says.gln,
               says.province,
               says.former_province,
               says.commune,
               says.address,
               says.phone,
               says.email,
               organisation.created_at,
               organisation.verified_at,
               while_verified(organisation, says.tax_code),
               while_verified(organisation, says.gln)
           ) == 1;
}

std::optional<Organisation> find(db::Transaction& tx, OrganisationId id) {
    return one(tx.row<Stored>(find_one, id));
}

std::optional<Organisation> lock(db::Transaction& tx, OrganisationId id) {
    return one(tx.row<Stored>(lock_one, id));
}

void update(db::Transaction& tx, Organisation& organisation) {
    const auto& says = organisation.says;
    const auto changed = tx.change(
        update_one,
        ++organisation.version,
        organisation.state,
        organisation.state_before,
        says.name,
        says.tax_code,
        says.registration_number,
        says.gln,
        says.province,
        says.former_province,
        says.commune,
        says.address,
        says.phone,
        says.email,
        organisation.verified_at,
        while_verified(organisation, says.tax_code),
        while_verified(organisation, says.gln),
        organisation.id
    );
    ensure(changed == 1, "the organisation being changed is there");
}

void append_history(
    db::Transaction& tx,
    const Organisation& organisation,
    std::string_view command,
    std::optional<OrganisationState> from,
    PersonId person,
    std::optional<std::string_view> reason
) {
    tx.change(
        insert_step,
        organisation.id,
        tx.new_number(),
        tx.now(),
        command,
        from,
        organisation.state,
        person,
        reason
    );
}

std::vector<HistoryLine> history(
    db::Transaction& tx, OrganisationId id, std::uint64_t before, std::int64_t limit
) {
    const auto newest = std::uint64_t{std::numeric_limits<std::int64_t>::max()};
    return tx.rows<HistoryLine>(list_steps, id, before == 0 ? newest : before, limit);
}

std::vector<Organisation> in_state(
    db::Transaction& tx,
    OrganisationState state,
    const std::optional<std::string>& province,
    OrganisationId after,
    std::int64_t limit
) {
    auto rows = province ? tx.rows<Stored>(list_in_province, state, *province, after.number, limit)
                         : tx.rows<Stored>(list_in_state, state, after.number, limit);
    std::vector<Organisation> found;
    found.reserve(rows.size());
    for (auto& row : rows) found.push_back(made_from(std::move(row)));
    return found;
}

bool tax_code_taken(db::Transaction& tx, std::string_view tax_code, OrganisationId by_other_than) {
    return tx.row<std::uint64_t>(other_with_tax_code, tax_code, by_other_than).has_value();
}

bool gln_taken(db::Transaction& tx, std::string_view gln, OrganisationId by_other_than) {
    return tx.row<std::uint64_t>(other_with_gln, gln, by_other_than).has_value();
}

}  // namespace chophien::accounts::store
