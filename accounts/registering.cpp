#include "accounts/registering.hpp"

#include "accounts/refusals.hpp"
#include "core/json.hpp"
#include "core/places.hpp"

namespace chophien::accounts {

FirstPerson first_person_from(
    const NewPerson& typed, const std::string& pointer, std::vector<Violation>& wrong
) {
    FirstPerson person;
    person.name = typed.name;
    auto login = login_from(typed.login);
    if (login)
        person.login = std::move(*login);
    else
        wrong.push_back(violation_of(pointer + "/login", login.error()));
    if (const auto good = check_password(typed.password, typed.login); !good)
        wrong.push_back(violation_of(pointer + "/password", good.error()));
    if (wrong.empty()) person.password_hash = crypto::password_hash(typed.password);
    return person;
}

Result<Registered> register_organisation(
    db::Transaction& tx, const Caller&, const RegisterOrganisation& request
) {
    std::vector<Violation> wrong;
    if (!registers_itself(request.kind))
        wrong.push_back(violation_of("/kind", Refused{&kind_not_registered}));
    auto says = particulars_from(request.kind, {}, request, wrong);
    if (says.name.empty()) says.name = request.person.name;
    const auto person = first_person_from(request.person, "/person", wrong);
    if (!wrong.empty()) return refuse(json::not_as_described, std::move(wrong));
    // Whoever is signed in registers a new organisation for its first person, not for herself.
    auto caller = found(tx, request.kind, says, person, Caller{});
    if (!caller) return refuse(caller);
    return Registered{caller->organisation, caller->person, first_state(request.kind)};
}

Result<Registered> found_authority(db::Transaction& tx, const Caller& caller, const FoundAuthority& request) {
    const auto kind = request.kind.value_or(OrganisationKind::authority);
    std::vector<Violation> wrong;
    if (kind != OrganisationKind::authority && kind != OrganisationKind::certifier)
        wrong.push_back(violation_of("/kind", Refused{&kind_not_founded}));
    Particulars says;
    says.name = request.name;
    if (request.province) {
        if (const auto named = name_province(*request.province, says); !named)
            wrong.push_back(violation_of("/province", named.error()));
    }
    if (request.commune) {
        if (!is_commune_code(*request.commune))
            wrong.push_back(violation_of("/commune", Refused{&wrong_commune}));
        if (kind != OrganisationKind::authority)
            wrong.push_back(violation_of("/commune", Refused{&commune_of_authorities}));
        else if (!request.province)
            wrong.push_back(violation_of("/province", Refused{&commune_without_province}));
    }
    const auto person = first_person_from(request.person, "/person", wrong);
    if (!wrong.empty()) return refuse(json::not_as_described, std::move(wrong));
    auto founded = request.commune
                       ? found_authority(tx, says.name, says.province, person, caller, request.commune)
                       : found(tx, kind, says, person, caller);
    if (!founded) return refuse(founded);
    return Registered{founded->organisation, founded->person, first_state(kind)};
}

}  // namespace chophien::accounts
