// People, their tokens and their failed logins in the database.
#pragma once

#include "accounts/organisation.hpp"
#include "accounts/person.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::accounts::store {

/// False when the login is somebody's already.
bool insert(db::Transaction& tx, const Person& person);
std::optional<Person> find_by_login(db::Transaction& tx, std::string_view login);
std::optional<Person> find_person(db::Transaction& tx, PersonId id);
/// Of that organisation only. Waits for whoever changes the person.
std::optional<Person> lock_person(db::Transaction& tx, OrganisationId organisation, PersonId id);
/// By rising id, after one.
std::vector<Person> people_of(
    db::Transaction& tx, OrganisationId organisation, PersonId after, std::int64_t limit
);
std::int64_t active_owners(db::Transaction& tx, OrganisationId organisation);
/// Deactivated ones included.
std::int64_t people_count(db::Transaction& tx, OrganisationId organisation);
/// Writes name, role and activity.
void update(db::Transaction& tx, const Person& person);
void update_password(db::Transaction& tx, const Person& person);

struct Token {
    crypto::Digest digest{};
    PersonId person{};
    Instant created_at{};
    Instant expires_at{};
};

/// The person of a token that has not expired, and what her organisation is.
struct Bearer {
    PersonId person{};
    bool active = false;
    Role role{};
    OrganisationId organisation{};
    OrganisationKind kind{};
    OrganisationState state{};
};

void insert(db::Transaction& tx, const Token& token);
std::optional<Bearer> bearer_of(db::Transaction& tx, const crypto::Digest& token);
/// Of that person only; how many went.
std::uint64_t drop_token(db::Transaction& tx, PersonId person, const crypto::Digest& token);
/// All of a person but one (which may be none of hers); how many went.
std::uint64_t drop_tokens(db::Transaction& tx, PersonId person, const crypto::Digest& except);
/// A bounded number at a time; how many went.
std::uint64_t drop_expired_tokens(db::Transaction& tx);

struct Failures {
    std::int64_t count = 0;
    std::optional<Instant> oldest{};
};

/// Failed logins with that login (known or not) since then, the newest `most` of them.
Failures failures(db::Transaction& tx, const crypto::Digest& login, Instant since, std::int64_t most);
void insert_failure(db::Transaction& tx, const crypto::Digest& login);
void drop_failures(db::Transaction& tx, const crypto::Digest& login);
std::uint64_t drop_old_failures(db::Transaction& tx, Instant before);

}  // namespace chophien::accounts::store
