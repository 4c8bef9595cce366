#include "accounts/verifying.hpp"

#include "accounts/audit.hpp"
#include "accounts/communes.hpp"
#include "accounts/cursor.hpp"
#include "accounts/founding.hpp"
#include "accounts/organisation_store.hpp"
#include "accounts/refusals.hpp"
#include "core/json.hpp"

#include <fmt/format.h>

namespace chophien::accounts {

namespace {

using Province = std::optional<std::string>;

// The province an authority is bound to; none for a national one and for the operator.
Province bound_to(db::Transaction& tx, const Caller& caller) {
    if (caller.kind != OrganisationKind::authority) return std::nullopt;
    const auto own = store::find(tx, caller.organisation);
    ensure(own.has_value(), "a caller's organisation is there");
    return own->says.province;
}

/// Carries a step out: state, history, feed, caches, audit.
void carry_out(
    db::Transaction& tx,
    const Caller& caller,
    Organisation& organisation,
    OrganisationCommand command,
    OrganisationState to,
    const std::optional<std::string>& reason
) {
    const auto from = organisation.state;
    organisation.state_before.reset();
    if (to == OrganisationState::suspended) organisation.state_before = from;
    if (to == OrganisationState::verified && !organisation.verified_at) organisation.verified_at = tx.now();
    organisation.state = to;
    store::update(tx, organisation);
    store::append_history(tx, organisation, json::name_of(command), from, caller.person, reason);
    const auto id = text_of(organisation.id);
    const auto kind = fmt::format(
        "organisation.{}",
        command == OrganisationCommand::suspend     ? "suspended"
        : command == OrganisationCommand::reinstate ? "reinstated"
                                                    : json::name_of(to)
    );
    const auto facts = fmt::format("{{\"from\":{},\"to\":{}}}", json::text_of(from), json::text_of(to));
    tx.announce({kind, id, facts});
    tx.touch(tag(organisation.id));
    tx.touch(tag("products"));  // what it sells comes into lists or leaves them
    audit(tx, caller, kind, id, facts);
}

Refused missing(const std::vector<Proof>& proofs) {
    Refused refused{&proofs_missing};
    for (const auto proof : proofs)
        refused.violations.push_back(
            violation_of(fmt::format("/{}", json::name_of(proof)), Refused{&needed_for_kind})
        );
    return refused;
}

}  // namespace

Result<List<OwnOrganisation>> list_organisations(
    db::Transaction& tx, const Caller& caller, const ListOrganisations& request
) {
    if (commune_of_authority(tx, caller.organisation)) return refuse(not_of_communes);
    const auto after = id_cursor<OfOrganisation>(request.after);
    if (!after) return tl::unexpected(after.error());
    const auto limit = request.limit.value_or(default_page);
    auto found = store::in_state(
        tx, request.state.value_or(OrganisationState::registered), bound_to(tx, caller), *after, limit + 1
    );
    List<OwnOrganisation> list;
    list.page = cut(found, limit, [](const Organisation& last) { return text_of(last.id); });
    for (const auto& organisation : found) list.data.push_back(own_view(organisation));
    return list;
}

Result<OwnOrganisation> decide_verification(
    db::Transaction& tx, const Caller& caller, const DecideVerification& request
) {
    const bool yes = request.decision == Decision::verified;
    if (!yes && !request.reason)
        return refuse(json::not_as_described, {violation_of("/reason", Refused{&reason_needed})});
    if (commune_of_authority(tx, caller.organisation)) return refuse(not_of_communes);
    const auto province = bound_to(tx, caller);
    auto organisation = store::lock(tx, request.organisation);
    if (!organisation || !registers_itself(organisation->kind) || proofs_of(organisation->kind).empty() ||
        (province && organisation->says.province != province))
        return refuse(not_found);
    const auto command = yes ? OrganisationCommand::verify : OrganisationCommand::refuse;
    const auto to = next_state(*organisation, command, Giver::authority);
    if (!to) {
        const auto owed = missing_proofs(*organisation);
        const bool would_do = organisation->state == OrganisationState::registered ||
                              organisation->state == OrganisationState::refused;
        if (yes && would_do && !owed.empty()) return tl::unexpected(missing(owed));
        return refuse(wrong_state);
    }
    const auto& says = organisation->says;
    if (yes && says.tax_code && store::tax_code_taken(tx, *says.tax_code, organisation->id))
        return refuse(tax_code_taken);
    if (yes && says.gln && store::gln_taken(tx, *says.gln, organisation->id))
        return refuse(accounts::gln_taken);
    try {
        carry_out(tx, caller, *organisation, command, *to, request.reason);
    } catch (const db::Error& error) {
        // Another authority verified one with the same code a moment ago: the unique key knew it before we
        // could.
        if (error.duplicate()) return refuse(tax_code_taken);
        throw;
    }
    return own_view(tx, *organisation);
}

Result<OwnOrganisation> suspend_organisation(
    db::Transaction& tx, const Caller& caller, const SuspendOrganisation& request
) {
    auto organisation = store::lock(tx, request.organisation);
    if (!organisation) return refuse(not_found);
    const auto to = next_state(*organisation, OrganisationCommand::suspend, Giver::operator_);
    if (!to || organisation->id == market_operator) return refuse(wrong_state);
    carry_out(tx, caller, *organisation, OrganisationCommand::suspend, *to, request.reason);
    return own_view(tx, *organisation);
}

Result<OwnOrganisation> reinstate_organisation(
    db::Transaction& tx, const Caller& caller, const ReinstateOrganisation& request
) {
    auto organisation = store::lock(tx, request.organisation);
    if (!organisation) return refuse(not_found);
    const auto to = next_state(*organisation, OrganisationCommand::reinstate, Giver::operator_);
    if (!to) return refuse(wrong_state);
    carry_out(tx, caller, *organisation, OrganisationCommand::reinstate, *to, request.reason);
    return own_view(tx, *organisation);
}

}  // namespace chophien::accounts
