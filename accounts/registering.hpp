// How organisations come to be: they register themselves, or the operator founds them.
#pragma once

#include "accounts/founding.hpp"
#include "accounts/particulars.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>

namespace chophien::accounts {

struct NewPerson {
    std::string login{};
    std::string name{};
    std::string password{};
};

struct RegisterOrganisation : TypedParticulars {
    OrganisationKind kind{};
    NewPerson person{};
};

struct Registered {
    OrganisationId organisation{};
    PersonId person{};
    OrganisationState state{};
};

/// Registers an organisation with its first person, who owns it. A consumer without a name has her person's.
/// Refuses: not_as_described with every violation at once (codes of refusals.hpp), login_taken.
Result<Registered> register_organisation(
    db::Transaction& tx, const Caller& caller, const RegisterOrganisation& request
);

struct FoundAuthority {
    std::optional<OrganisationKind> kind{};  ///< authority or certifier
    std::string name{};
    std::optional<std::string> province{};
    std::optional<std::string> commune{};  ///< of a communal authority, with its province
    NewPerson person{};
};

/// The operator founds an authority (of a commune, of a province, or national) or a certifier. Refuses:
/// not_as_described, login_taken, commune_taken.
Result<Registered> found_authority(db::Transaction& tx, const Caller& caller, const FoundAuthority& request);

/// Checks a new person at `pointer` ("/person", or "" for the request itself) and hashes her password, which
/// takes its time. What is wrong is added to `wrong`, and then nothing is hashed.
FirstPerson first_person_from(
    const NewPerson& typed, const std::string& pointer, std::vector<Violation>& wrong
);

}  // namespace chophien::accounts
