#include "accounts/profiles.hpp"

#include "accounts/audit.hpp"
#include "accounts/organisation_store.hpp"
#include "accounts/refusals.hpp"
#include "core/json.hpp"
#include "core/places.hpp"

namespace chophien::accounts {

namespace {

constexpr std::int64_t history_shown = 20;

std::optional<std::string> name_of_province(const std::optional<std::string>& code) {
    if (!code) return std::nullopt;
    return std::string(province_of(*code).name);
}

}  // namespace

std::optional<PublicOrganisation> public_organisation(db::Transaction& tx, OrganisationId id) {
    tx.shows(tag(id));
    const auto organisation = store::find(tx, id);
    if (!organisation || organisation->kind == OrganisationKind::consumer) return std::nullopt;
    const auto& says = organisation->says;
    return PublicOrganisation{
        id,
        organisation->kind,
        says.name,
        says.province,
        name_of_province(says.province),
        says.former_province,
        says.commune,
        organisation->state == OrganisationState::verified,
        says.gln};
}

Result<PublicOrganisation> show_organisation(
    db::Transaction& tx, const Caller&, const ShowOrganisation& request
) {
    auto profile = public_organisation(tx, request.organisation);
    if (!profile) return refuse(not_found);
    return *std::move(profile);
}

OwnOrganisation own_view(const Organisation& organisation) {
    const auto& says = organisation.says;
    return {
        organisation.id,
        organisation.version,
        organisation.kind,
        organisation.state,
        missing_proofs(organisation),
        says.name,
        says.tax_code,
        says.registration_number,
        says.gln,
        says.province,
        name_of_province(says.province),
        says.former_province,
        says.commune,
        says.address,
        says.phone,
        says.email,
        organisation.created_at,
        organisation.verified_at,
        std::nullopt};
}

OwnOrganisation own_view(db::Transaction& tx, const Organisation& organisation) {
    auto view = own_view(organisation);
    auto& entries = view.history.emplace();
    for (auto& line : store::history(tx, organisation.id, 0, history_shown))
        entries.push_back({line.at, std::move(line.command), line.from, line.to, std::move(line.reason)});
    return view;
}

Result<OwnOrganisation> my_organisation(db::Transaction& tx, const Caller& caller, const Nothing&) {
    const auto organisation = store::find(tx, caller.organisation);
    if (!organisation) return refuse(not_found);
    return own_view(tx, *organisation);
}

Result<OwnOrganisation> amend_organisation(
    db::Transaction& tx, const Caller& caller, const AmendOrganisation& request
) {
    auto organisation = store::lock(tx, caller.organisation);
    if (!organisation) return refuse(not_found);
    if (request.expected_version && *request.expected_version != organisation->version)
        return refuse(changed_meanwhile);
    const auto to = next_state(*organisation, OrganisationCommand::amend, Giver::itself);
    if (!to) return refuse(wrong_state);
    std::vector<Violation> wrong;
    auto says = particulars_from(organisation->kind, organisation->says, request, wrong);
    if (!wrong.empty()) return refuse(json::not_as_described, std::move(wrong));
    if (organisation->verified_at && !same_checked_facts(organisation->says, says))
        return refuse(verified_facts_fixed);
    const auto from = organisation->state;
    if (says == organisation->says && *to == from) return own_view(tx, *organisation);
    organisation->says = std::move(says);
    organisation->state = *to;
    store::update(tx, *organisation);
    if (*to != from) store::append_history(tx, *organisation, "amend", from, caller.person, std::nullopt);
    tx.announce({"organisation.changed", text_of(organisation->id)});
    tx.touch(tag(organisation->id));
    audit(tx, caller, "organisation.changed", text_of(organisation->id));
    return own_view(tx, *organisation);
}

}  // namespace chophien::accounts
