// Organisations that nobody can register by the public API: the operator of the market, authorities and
// certifiers.
#pragma once

#include "accounts/organisation.hpp"
#include "accounts/person.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>

namespace chophien::accounts {

/// There is one operator, and it is always this one.
inline constexpr OrganisationId market_operator{1};

/// The first person of an organisation: an owner. Login and password as they were checked (person.hpp).
struct FirstPerson {
    std::string login{};
    std::string name{};
    std::string password_hash{};
};

/// Makes an organisation in the first state of its kind with its first person, its history and its audit
/// entry, and tells the feed. `founder` is who did it; a guest when the organisation registered itself.
/// Refuses: login_taken.
Result<Caller> found(
    db::Transaction& tx,
    OrganisationKind kind,
    const Particulars& says,
    const FirstPerson& first,
    const Caller& founder
);

/// Founds the operator unless there is one: then nothing is done and nothing is answered. Any number of
/// servers may start at once. Refuses: login_taken.
Result<std::optional<Caller>> found_operator(
    db::Transaction& tx, const std::string& name, const FirstPerson& first
);

/// Founds an authority of a commune of a province, of a province (codes of today), or a national one without.
/// Refuses: login_taken, commune_taken.
Result<Caller> found_authority(
    db::Transaction& tx,
    const std::string& name,
    const std::optional<std::string>& province,
    const FirstPerson& first,
    const Caller& founder,
    const std::optional<std::string>& commune = std::nullopt
);

}  // namespace chophien::accounts
