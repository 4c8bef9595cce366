#include "accounts/person_store.hpp"

namespace chophien {

template <>
struct db::Columns<accounts::Person> {
    using Row = accounts::Person;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::organisation,
        &Row::login,
        &Row::name,
        &Row::role,
        &Row::active,
        &Row::password_hash,
        &Row::created_at};
};

template <>
struct db::Columns<accounts::store::Bearer> {
    using Row = accounts::store::Bearer;
    static constexpr auto of =
        std::tuple{&Row::person, &Row::active, &Row::role, &Row::organisation, &Row::kind, &Row::state};
};

template <>
struct db::Columns<accounts::store::Failures> {
    using Row = accounts::store::Failures;
    static constexpr auto of = std::tuple{&Row::count, &Row::oldest};
};

}  // namespace chophien

namespace chophien::accounts::store {

namespace {

using db::Statement;

constexpr Statement insert_person{"accounts.insert_person", R"sql(
    INSERT IGNORE INTO people (id, organisation, login, name, role, active, password_hash, created_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
)sql"};

constexpr Statement person_by_login{"accounts.person_by_login", R"sql(
    SELECT id, organisation, login, name, role, active, password_hash, created_at FROM people WHERE login = ?
)sql"};

constexpr Statement person_by_id{"accounts.person_by_id", R"sql(
    SELECT id, organisation, login, name, role, active, password_hash, created_at FROM people WHERE id = ?
)sql"};

constexpr Statement lock_one{"accounts.lock_person", R"sql(
    SELECT id, organisation, login, name, role, active, password_hash, created_at
      FROM people
     WHERE id = ? AND organisation = ?
       FOR UPDATE
)sql"};

constexpr Statement list_people{"accounts.people_of_organisation", R"sql(
    SELECT id, organisation, login, name, role, active, password_hash, created_at
      FROM people
     WHERE organisation = ? AND id > ?
     ORDER BY id
     LIMIT ?
)sql"};

constexpr Statement count_owners{"accounts.count_owners", R"sql(
    SELECT COUNT(*) FROM people WHERE organisation = ? AND role = 'owner' AND active
)sql"};

constexpr Statement update_person{"accounts.update_person", R"sql(
    UPDATE people SET name = ?, role = ?, active = ? WHERE id = ?
)sql"};

constexpr Statement set_password{"accounts.update_password", R"sql(
    UPDATE people SET password_hash = ? WHERE id = ?
)sql"};

constexpr Statement count_people{"accounts.count_people", R"sql(
    SELECT COUNT(*) FROM people WHERE organisation = ?
)sql"};

constexpr Statement insert_token{"accounts.insert_token", R"sql(
    INSERT INTO tokens (digest, person, created_at, expires_at) VALUES (?, ?, ?, ?)
)sql"};

constexpr Statement find_bearer{"accounts.bearer_of_token", R"sql(
    SELECT people.id, people.active, people.role, organisations.id, organisations.kind, organisations.state
      FROM tokens
      JOIN people ON people.id = tokens.person
      JOIN organisations ON organisations.id = people.organisation
     WHERE tokens.digest = ? AND tokens.expires_at > ?
)sql"};

constexpr Statement delete_token{"accounts.drop_token", R"sql(
    DELETE FROM tokens WHERE digest = ? AND person = ?
)sql"};

constexpr Statement delete_tokens{"accounts.drop_tokens", R"sql(
    DELETE FROM tokens WHERE person = ? AND digest <> ?
)sql"};

constexpr Statement delete_expired{"accounts.drop_expired_tokens", R"sql(
    DELETE FROM tokens WHERE expires_at <= ? LIMIT 1000
)sql"};

constexpr Statement count_failures{"accounts.count_login_failures", R"sql(
    SELECT COUNT(*), MIN(at)
      FROM (SELECT at FROM login_failures WHERE login = ? AND at > ? ORDER BY id DESC LIMIT ?) AS newest
)sql"};

constexpr Statement add_failure{"accounts.insert_login_failure", R"sql(
    INSERT INTO login_failures (login, id, at) VALUES (?, ?, ?)
)sql"};

constexpr Statement delete_failures{"accounts.drop_login_failures", R"sql(
    DELETE FROM login_failures WHERE login = ?
)sql"};

constexpr Statement delete_old_failures{"accounts.drop_old_login_failures", R"sql(
    DELETE FROM login_failures WHERE at <= ? LIMIT 1000
)sql"};

}  // namespace

bool insert(db::Transaction& tx, const Person& person) {
    return tx.change(
               insert_person,
               person.id,
               person.organisation,
               person.login,
               person.name,
               person.role,
               person.active,
               person.password_hash,
               person.created_at
           ) == 1;
}

std::optional<Person> find_by_login(db::Transaction& tx, std::string_view login) {
    return tx.row<Person>(person_by_login, login);
}

std::optional<Person> find_person(db::Transaction& tx, PersonId id) {
    return tx.row<Person>(person_by_id, id);
}

std::optional<Person> lock_person(db::Transaction& tx, OrganisationId organisation, PersonId id) {
    return tx.row<Person>(lock_one, id, organisation);
}

std::vector<Person> people_of(
    db::Transaction& tx, OrganisationId organisation, PersonId after, std::int64_t limit
) {
    return tx.rows<Person>(list_people, organisation, after.number, limit);
}

std::int64_t active_owners(db::Transaction& tx, OrganisationId organisation) {
    return tx.row<std::int64_t>(count_owners, organisation).value_or(0);
}

std::int64_t people_count(db::Transaction& tx, OrganisationId organisation) {
    return tx.row<std::int64_t>(count_people, organisation).value_or(0);
}

void update(db::Transaction& tx, const Person& person) {
    tx.change(update_person, person.name, person.role, person.active, person.id);
}

void update_password(db::Transaction& tx, const Person& person) {
    tx.change(set_password, person.password_hash, person.id);
}

void insert(db::Transaction& tx, const Token& token) {
    tx.change(insert_token, token.digest, token.person, token.created_at, token.expires_at);
}

std::optional<Bearer> bearer_of(db::Transaction& tx, const crypto::Digest& token) {
    return tx.row<Bearer>(find_bearer, token, tx.now());
}

std::uint64_t drop_token(db::Transaction& tx, PersonId person, const crypto::Digest& token) {
    return tx.change(delete_token, token, person);
}

std::uint64_t drop_tokens(db::Transaction& tx, PersonId person, const crypto::Digest& except) {
    return tx.change(delete_tokens, person, except);
}

std::uint64_t drop_expired_tokens(db::Transaction& tx) { return tx.change(delete_expired, tx.now()); }

Failures failures(db::Transaction& tx, const crypto::Digest& login, Instant since, std::int64_t most) {
    return tx.row<Failures>(count_failures, login, since, most).value_or(Failures{});
}

void insert_failure(db::Transaction& tx, const crypto::Digest& login) {
    tx.change(add_failure, login, tx.new_number(), tx.now());
}

void drop_failures(db::Transaction& tx, const crypto::Digest& login) { tx.change(delete_failures, login); }

std::uint64_t drop_old_failures(db::Transaction& tx, Instant before) {
    return tx.change(delete_old_failures, before);
}

}  // namespace chophien::accounts::store
