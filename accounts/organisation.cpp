#include "accounts/organisation.hpp"

#include <algorithm>
#include <array>

namespace chophien::accounts {

namespace {

using enum OrganisationCommand;
using State = OrganisationState;

constexpr std::array steps{
    // from, command, who, guard, to
    OrganisationStep{State::registered, verify, Giver::authority, Guard::complete, State::verified},
    OrganisationStep{State::registered, refuse, Giver::authority, Guard::none, State::refused},
    OrganisationStep{State::refused, verify, Giver::authority, Guard::complete, State::verified},

    OrganisationStep{State::unchecked, amend, Giver::itself, Guard::none, State::unchecked},
    OrganisationStep{State::registered, amend, Giver::itself, Guard::none, State::registered},
    OrganisationStep{State::verified, amend, Giver::itself, Guard::none, State::verified},
    OrganisationStep{State::refused, amend, Giver::itself, Guard::none, State::registered},

    OrganisationStep{State::unchecked, suspend, Giver::operator_, Guard::none, State::suspended},
    OrganisationStep{State::registered, suspend, Giver::operator_, Guard::none, State::suspended},
    OrganisationStep{State::verified, suspend, Giver::operator_, Guard::none, State::suspended},
    OrganisationStep{State::refused, suspend, Giver::operator_, Guard::none, State::suspended},

    OrganisationStep{State::suspended, reinstate, Giver::operator_, Guard::was_unchecked, State::unchecked},
    OrganisationStep{State::suspended, reinstate, Giver::operator_, Guard::was_registered, State::registered},
    OrganisationStep{State::suspended, reinstate, Giver::operator_, Guard::was_verified, State::verified},
    OrganisationStep{State::suspended, reinstate, Giver::operator_, Guard::was_refused, State::refused},
};

bool holds(Guard guard, const Organisation& organisation) {
    switch (guard) {
        case Guard::none:
            return true;
        case Guard::complete:
            return missing_proofs(organisation).empty();
        case Guard::was_unchecked:
            return organisation.state_before == State::unchecked;
        case Guard::was_registered:
            return organisation.state_before == State::registered;
        case Guard::was_verified:
            return organisation.state_before == State::verified;
        case Guard::was_refused:
            return organisation.state_before == State::refused;
    }
    return false;
}

}  // namespace

std::span<const OrganisationStep> organisation_steps() { return steps; }

bool registers_itself(OrganisationKind kind) {
    using enum OrganisationKind;
    return kind != authority && kind != certifier && kind != operator_;
}

bool is_legal_person(OrganisationKind kind) {
    using enum OrganisationKind;
    return kind == cooperative || kind == cooperative_union || kind == enterprise || kind == retailer;
}

OrganisationState first_state(OrganisationKind kind) {
    if (kind == OrganisationKind::consumer) return State::unchecked;
    return registers_itself(kind) ? State::registered : State::verified;
}

std::vector<Proof> proofs_of(OrganisationKind kind) {
    if (is_legal_person(kind)) return {Proof::tax_code, Proof::registration_number};
    if (kind == OrganisationKind::cooperative_group) return {Proof::registration_number};
    if (kind == OrganisationKind::household) return {Proof::tax_code};
    return {};
}

std::vector<Proof> missing_proofs(const Organisation& organisation) {
    auto proofs = proofs_of(organisation.kind);
    std::erase_if(proofs, [&](Proof proof) {
        return proof == Proof::tax_code ? organisation.says.tax_code.has_value()
                                        : organisation.says.registration_number.has_value();
    });
    return proofs;
}

std::optional<OrganisationState> next_state(
    const Organisation& organisation, OrganisationCommand command, Giver who
) {
    const auto step = std::ranges::find_if(steps, [&](const OrganisationStep& line) {
        return line.from == organisation.state && line.command == command && line.who == who &&
               holds(line.guard, organisation);
    });
    if (step == steps.end()) return std::nullopt;
    return step->to;
}

bool same_checked_facts(const Particulars& left, const Particulars& right) {
    return left.name == right.name && left.tax_code == right.tax_code &&
           left.registration_number == right.registration_number && left.gln == right.gln &&
           left.province == right.province;
}

}  // namespace chophien::accounts
