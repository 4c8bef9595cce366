// What others see of an organisation, what itself sees, and amending it.
#pragma once

#include "accounts/particulars.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::accounts {

struct ShowOrganisation {
    OrganisationId organisation{};
};

struct PublicOrganisation {
    OrganisationId id{};
    OrganisationKind kind{};
    std::string name{};
    std::optional<std::string> province{};
    std::optional<std::string> province_name{};
    std::optional<std::string> former_province{};
    std::optional<std::string> commune{};
    bool verified = false;
    std::optional<std::string> gln{};
};

/// The profile anybody may read. Consumers have none. Refuses: not_found.
Result<PublicOrganisation> show_organisation(
    db::Transaction& tx, const Caller& caller, const ShowOrganisation& request
);

/// The same for code on the floors above. Nothing when there is none.
std::optional<PublicOrganisation> public_organisation(db::Transaction& tx, OrganisationId id);

struct HistoryEntry {
    Instant at{};
    std::string command{};
    std::optional<OrganisationState> from{};
    OrganisationState to{};
    std::optional<std::string> reason{};
};

struct OwnOrganisation {
    OrganisationId id{};
    std::int64_t version = 0;
    OrganisationKind kind{};
    OrganisationState state{};
    std::vector<Proof> missing{};
    std::string name{};
    std::optional<std::string> tax_code{};
    std::optional<std::string> registration_number{};
    std::optional<std::string> gln{};
    std::optional<std::string> province{};
    std::optional<std::string> province_name{};
    std::optional<std::string> former_province{};
    std::optional<std::string> commune{};
    std::optional<std::string> address{};
    std::optional<std::string> phone{};
    std::optional<std::string> email{};
    Instant created_at{};
    std::optional<Instant> verified_at{};
    std::optional<std::vector<HistoryEntry>> history{};  ///< absent in lists
};

/// The caller's organisation with all its particulars and the newest of its history.
Result<OwnOrganisation> my_organisation(db::Transaction& tx, const Caller& caller, const Nothing& request);

struct AmendOrganisation : TypedParticulars {
    std::optional<std::int64_t> expected_version{};  ///< of If-Match; nothing means any
};

/// Changes what is given of the caller's organisation. A refused one waits for the authority again
/// afterwards. Refuses: changed_meanwhile, not_as_described with every violation, verified_facts_fixed (a
/// verified one, also while suspended, may change address, commune, phone and email only), wrong_state (while
/// suspended).
Result<OwnOrganisation> amend_organisation(
    db::Transaction& tx, const Caller& caller, const AmendOrganisation& request
);

OwnOrganisation own_view(const Organisation& organisation);
/// With the newest of its history.
OwnOrganisation own_view(db::Transaction& tx, const Organisation& organisation);

}  // namespace chophien::accounts
