// Which authority is a commune's. An organisation writes the commune of its address itself, an authority too;
// this is written once, by whoever founds the authority, and is the only thing a commune's power hangs on.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace chophien::accounts {

struct CommunalAuthority {
    OrganisationId organisation;
    std::string province;  ///< code of today
    std::string commune;   ///< five digits, of today
    bool active = false;   ///< not suspended
};

/// Makes that authority the commune's. False when the commune has one.
bool appoint_for_commune(
    db::Transaction& tx, OrganisationId authority, std::string_view province, std::string_view commune
);

/// The commune that authority was founded for; nothing for provincial and national ones.
std::optional<CommunalAuthority> commune_of_authority(db::Transaction& tx, OrganisationId authority);
/// The authority of that commune, also while it is suspended.
std::optional<CommunalAuthority> authority_of_commune(db::Transaction& tx, std::string_view commune);

}  // namespace chophien::accounts
