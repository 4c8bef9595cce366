#include "catalog/ocop/authority.hpp"

#include "accounts/communes.hpp"
#include "accounts/organisation_store.hpp"

namespace chophien::catalog::ocop {

std::optional<Authority> authority_of(db::Transaction& tx, const accounts::Caller& caller) {
    if (caller.kind != accounts::OrganisationKind::authority) return std::nullopt;
    if (auto communal = accounts::commune_of_authority(tx, caller.organisation))
        return Authority{Level::commune, std::move(communal->province), std::move(communal->commune)};
    const auto own = accounts::store::find(tx, caller.organisation);
    ensure(own.has_value(), "a caller's organisation is there");
    return Authority{own->says.province ? Level::province : Level::ministry, own->says.province, {}};
}

}  // namespace chophien::catalog::ocop
