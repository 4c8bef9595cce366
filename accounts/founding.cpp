#include "accounts/founding.hpp"

#include "accounts/audit.hpp"
#include "accounts/communes.hpp"
#include "accounts/organisation_store.hpp"
#include "accounts/person_store.hpp"
#include "accounts/refusals.hpp"
#include "core/json.hpp"

#include <fmt/format.h>

namespace chophien::accounts {

namespace {

// Nothing when the id is taken: only the operator's is fixed.
Result<std::optional<Caller>> found_as(
    db::Transaction& tx,
    OrganisationId id,
    OrganisationKind kind,
    const Particulars& says,
    const FirstPerson& first,
    const Caller& founder
) {
    Organisation organisation;
    organisation.id = id;
    organisation.kind = kind;
    organisation.state = first_state(kind);
    organisation.says = says;
    organisation.created_at = tx.now();
    if (organisation.state == OrganisationState::verified) organisation.verified_at = tx.now();
    if (!store::insert(tx, organisation)) return std::optional<Caller>{};

    Person person;
    person.id = tx.new_id<OfPerson>();
    person.organisation = id;
    person.login = first.login;
    person.name = first.name;
    person.role = Role::owner;
    person.password_hash = first.password_hash;
    person.created_at = tx.now();
    if (!store::insert(tx, person)) return refuse(login_taken);

    Caller caller;
    caller.person = person.id;
    caller.organisation = id;
    caller.kind = kind;
    caller.role = Role::owner;
    caller.verified = organisation.state == OrganisationState::verified;
    caller.client = client_of(person.id);

    const auto facts = fmt::format("{{\"kind\":{}}}", json::text_of(kind));
    store::append_history(
        tx,
        organisation,
        "register",
        std::nullopt,
        founder.is_guest() ? person.id : founder.person,
        std::nullopt
    );
    tx.announce({"organisation.registered", text_of(id), facts});
    tx.touch(tag(id));
    audit(tx, caller, "organisation.registered", text_of(id), facts);
    if (!founder.is_guest()) audit(tx, founder, "organisation.founded", text_of(id), facts);
    return std::optional<Caller>{caller};
}

}  // namespace

Result<Caller> found(
    db::Transaction& tx,
    OrganisationKind kind,
    const Particulars& says,
    const FirstPerson& first,
    const Caller& founder
) {
    auto caller = found_as(tx, tx.new_id<OfOrganisation>(), kind, says, first, founder);
    if (!caller) return refuse(caller);
    ensure(caller->has_value(), "a new organisation's id is its own");
    return **caller;
}

Result<std::optional<Caller>> found_operator(
    db::Transaction& tx, const std::string& name, const FirstPerson& first
) {
    if (store::find(tx, market_operator)) return std::optional<Caller>{};
    Particulars says;
    says.name = name;
    // Of servers that start at once, the second waits here for the first one's row and then finds it taken.
    return found_as(tx, market_operator, OrganisationKind::operator_, says, first, Caller{});
}

Result<Caller> found_authority(
    db::Transaction& tx,
    const std::string& name,
    const std::optional<std::string>& province,
    const FirstPerson& first,
    const Caller& founder,
    const std::optional<std::string>& commune
) {
    ensure(province || !commune, "a commune lies in a province");
    Particulars says;
    says.name = name;
    says.province = province;
    says.commune = commune;
    auto caller = found(tx, OrganisationKind::authority, says, first, founder);
    if (!caller || !commune) return caller;
    if (!appoint_for_commune(tx, caller->organisation, *province, *commune)) return refuse(commune_taken);
    return caller;
}

}  // namespace chophien::accounts
