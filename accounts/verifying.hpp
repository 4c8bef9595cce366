// The authority's decision on organisations and the operator's suspensions.
#pragma once

#include "accounts/profiles.hpp"
#include "core/db/transaction.hpp"
#include "core/list.hpp"

#include <optional>
#include <string>

namespace chophien::accounts {

struct ListOrganisations {
    std::optional<OrganisationState> state{};  ///< registered when absent
    std::optional<std::string> after{};
    std::optional<std::int64_t> limit{};
};

/// Organisations in one state, the oldest first. An authority of a province sees its province's, a national
/// one and the operator see all. Refuses: not_as_described (a cursor that is none), not_of_communes.
Result<List<OwnOrganisation>> list_organisations(
    db::Transaction& tx, const Caller& caller, const ListOrganisations& request
);

enum class Decision : std::uint8_t { verified, refused };

struct DecideVerification {
    OrganisationId organisation{};
    Decision decision{};
    std::optional<std::string> reason{};
};

/// The authority's yes or no to an organisation of its province (a national one: of any). A refusal needs its
/// reason. Refuses: not_of_communes, not_found (also another province's), wrong_state, proofs_missing (says
/// which), tax_code_taken, gln_taken, not_as_described (no reason).
Result<OwnOrganisation> decide_verification(
    db::Transaction& tx, const Caller& caller, const DecideVerification& request
);

struct SuspendOrganisation {
    OrganisationId organisation{};
    std::string reason{};
};

/// The operator stops an organisation, whatever its state: it sells and buys no more, reads and edits on.
/// Refuses: not_found, wrong_state (suspended already, or the operator itself).
Result<OwnOrganisation> suspend_organisation(
    db::Transaction& tx, const Caller& caller, const SuspendOrganisation& request
);

struct ReinstateOrganisation {
    OrganisationId organisation{};
    std::optional<std::string> reason{};
};

/// Ends a suspension: back to the state before it. Refuses: not_found, wrong_state.
Result<OwnOrganisation> reinstate_organisation(
    db::Transaction& tx, const Caller& caller, const ReinstateOrganisation& request
);

}  // namespace chophien::accounts

namespace chophien::json {

template <>
struct Names<accounts::Decision> {
    using enum accounts::Decision;
    static constexpr std::array of{
        std::pair{verified, std::string_view("verified")}, std::pair{refused, std::string_view("refused")}};
};

}  // namespace chophien::json
