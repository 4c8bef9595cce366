// The one table of rights: who, by the kind of the organisation and the person's role in it, may do what.
#include "accounts/caller.hpp"

#include <algorithm>

namespace chophien::accounts {

namespace {

using Kinds = std::uint16_t;
using Roles = std::uint8_t;

template <class... Kind>
constexpr Kinds kinds(Kind... kind) {
    return static_cast<Kinds>(((1U << static_cast<unsigned>(kind)) | ...));
}

template <class... Role_>
constexpr Roles roles(Role_... role) {
    return static_cast<Roles>(((1U << static_cast<unsigned>(role)) | ...));
}

using enum OrganisationKind;

constexpr Kinds makers = kinds(cooperative, cooperative_union, cooperative_group, enterprise, household);
constexpr Kinds buyers = makers | kinds(retailer, consumer);
constexpr Kinds all_kinds = buyers | kinds(authority, certifier, operator_);
constexpr Roles all_roles = roles(Role::owner, Role::seller, Role::recorder, Role::finance, Role::viewer);

struct Right {
    Permission permission;
    Kinds of_kinds;
    Roles of_roles;
};

constexpr std::array rights{
    Right{Permission::signed_in, all_kinds, all_roles},
    Right{Permission::sell, makers, roles(Role::owner, Role::seller)},
    Right{Permission::fulfil, makers, roles(Role::owner, Role::seller)},
    Right{Permission::record, makers, roles(Role::owner, Role::seller, Role::recorder)},
    Right{Permission::buy, buyers, roles(Role::owner, Role::seller)},
    Right{Permission::receive, buyers, roles(Role::owner, Role::seller)},
    Right{Permission::see_money, buyers | kinds(operator_), roles(Role::owner, Role::finance)},
    Right{Permission::manage_people, all_kinds, roles(Role::owner)},
    Right{Permission::verify, kinds(authority), roles(Role::owner, Role::recorder)},
    Right{Permission::attest, kinds(authority, certifier), roles(Role::owner, Role::recorder)},
    Right{Permission::operate, kinds(operator_), roles(Role::owner, Role::recorder)},
};

}  // namespace

bool may(const Caller& caller, Permission permission) {
    if (permission == Permission::anyone) return true;
    if (caller.is_guest()) return false;
    constexpr std::array denied_to_suspended{Permission::buy, Permission::verify, Permission::attest};
    if (caller.suspended && std::ranges::find(denied_to_suspended, permission) != denied_to_suspended.end())
        return false;
    return std::ranges::any_of(rights, [&](const Right& right) {
        return right.permission == permission && (right.of_kinds & kinds(caller.kind)) != 0 &&
               (right.of_roles & roles(caller.role)) != 0;
    });
}

}  // namespace chophien::accounts
