// Links and company prefixes in the database.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "traceability/resolver/link.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::link_store {

struct StoredLink {
    Link link;
    accounts::OrganisationId organisation;
    std::string anchor;
    std::int64_t version = 1;
    Instant recorded_at{};
};

/// What hangs on any of these anchors, the oldest first: one look-up for sixteen.
std::vector<StoredLink> at(db::Transaction& tx, std::span<const std::string> anchors);

std::optional<StoredLink> find_of(db::Transaction& tx, LinkId id, accounts::OrganisationId organisation);
/// The same, held until the end of the transaction.
std::optional<StoredLink> lock_of(db::Transaction& tx, LinkId id, accounts::OrganisationId organisation);

/// An organisation's links, the newest first, of one anchor when it is given; those before `before` unless
/// that is zero.
std::vector<StoredLink> links_of(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    const std::optional<std::string>& anchor,
    LinkId before,
    std::int64_t limit
);

std::int64_t count_of(db::Transaction& tx, accounts::OrganisationId organisation);

void insert(db::Transaction& tx, const StoredLink& link);
/// Writes everything but the anchor and raises the version, also in `link`.
void update(db::Transaction& tx, StoredLink& link);
void erase(db::Transaction& tx, LinkId id);
/// The default of an anchor becomes a usual link, when there is one and it is another than this.
void end_default(db::Transaction& tx, std::string_view anchor, LinkId other_than);

struct CompanyPrefix {
    std::string prefix;
    accounts::OrganisationId organisation;
    Instant given_at{};
};

/// Those among these.
std::vector<CompanyPrefix> prefixes_among(db::Transaction& tx, std::span<const std::string> prefixes);
/// One that begins with these digits.
std::optional<CompanyPrefix> prefix_below(db::Transaction& tx, std::string_view digits);
/// In the order of their digits, after one.
std::vector<CompanyPrefix> prefixes_after(db::Transaction& tx, std::string_view digits, std::int64_t limit);
void insert(db::Transaction& tx, const CompanyPrefix& prefix);
/// False when there is none.
bool erase_prefix(db::Transaction& tx, std::string_view prefix);

}  // namespace chophien::traceability::link_store
