// Who did what: an append-only log, one chain of digests per organisation, so that a changed, dropped or
// inserted entry shows.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::accounts {

struct AuditEntry {
    std::uint64_t number = 0;  ///< from 1, without gaps
    Instant at{};
    PersonId person{};  ///< zero for the server itself
    std::string act{};
    std::string about{};
    std::string facts{};  ///< a JSON object
    crypto::Digest digest{};
};

/// Writes one entry into the chain of the caller's organisation, with the effect it tells of: `act` as
/// "organisation.verified", `about` as an id's text, `facts` a JSON object without secrets. Holds the
/// organisation's chain until the transaction ends, so write it last, and for acts of people, not of machines
/// a thousand times a second. A guest has no chain: calling it for one is a bug.
void audit(
    db::Transaction& tx,
    const Caller& caller,
    std::string_view act,
    std::string_view about,
    std::string_view facts = "{}"
);

/// The newest first, before a number (0: from the newest).
std::vector<AuditEntry> audit_of(
    db::Transaction& tx, OrganisationId organisation, std::uint64_t before, std::int64_t limit
);

/// Where a chain does not hold any more: the first entry that is wrong or missing. Nothing when it is whole.
/// What it cannot show is a chain rewritten from some entry to its end by one who may write both tables; for
/// that, keep heads (audit_head) elsewhere and compare.
std::optional<std::uint64_t> first_break(db::Transaction& tx, OrganisationId organisation);

struct AuditHead {
    std::uint64_t number = 0;
    crypto::Digest digest{};
};

AuditHead audit_head(db::Transaction& tx, OrganisationId organisation);

}  // namespace chophien::accounts
