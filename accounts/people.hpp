// The people of an organisation, and what each may see of oneself.
#pragma once

#include "accounts/audit.hpp"
#include "accounts/person.hpp"
#include "core/db/transaction.hpp"
#include "core/json/reader.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::accounts {

/// The most people one organisation may have, deactivated ones included.
inline constexpr std::int64_t most_people = 500;

struct PersonView {
    PersonId id{};
    OrganisationId organisation{};
    std::string login{};
    std::string name{};
    Role role{};
    bool active = true;
    std::optional<std::vector<Permission>> may{};  ///< only of oneself
    Instant created_at{};
};

/// The caller, with what she may do.
Result<PersonView> who_am_i(db::Transaction& tx, const Caller& caller, const Nothing& request);

struct AddPerson {
    std::string login{};
    std::string name{};
    std::string password{};
    Role role{};
};

/// Adds a person to the caller's organisation. Refuses: not_as_described, login_taken, too_many_people.
Result<PersonView> add_person(db::Transaction& tx, const Caller& caller, const AddPerson& request);

struct ListPeople {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// The people of the caller's organisation, the oldest first. Refuses: not_as_described (a cursor that is
/// none).
Result<List<PersonView>> list_people(db::Transaction& tx, const Caller& caller, const ListPeople& request);

struct AmendPerson {
    PersonId person{};
    std::optional<std::string> name{};
    std::optional<Role> role{};
    std::optional<bool> active{};
};

/// Changes name or role, deactivates (which ends her tokens) or lets in again. Refuses: not_found (also
/// another organisation's), last_owner.
Result<PersonView> amend_person(db::Transaction& tx, const Caller& caller, const AmendPerson& request);

struct ChangePassword {
    std::string present{};
    std::string wanted{};
};

/// Changes the caller's password and ends all her other tokens. Failures count like failed logins.
/// Refuses: wrong_password, too_many_failures, not_as_described.
Result<Nothing> change_password(db::Transaction& tx, const Caller& caller, const ChangePassword& request);

struct ListAudit {
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

struct AuditView {
    std::int64_t number = 0;
    Instant at{};
    std::optional<PersonId> person{};
    std::string act{};
    std::string about{};
    json::Document facts{};
    std::string digest{};
};

/// What was done in the caller's organisation, the newest first. Refuses: not_as_described (a cursor that is
/// none).
Result<List<AuditView>> list_audit(db::Transaction& tx, const Caller& caller, const ListAudit& request);

}  // namespace chophien::accounts
