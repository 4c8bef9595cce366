// Places and their versions in the database.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/plots/cursor.hpp"
#include "traceability/plots/place.hpp"

#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::plots::store {

/// What a unique key said no to.
enum class Taken : std::uint8_t { no, name, number };

/// With its first version.
Taken insert(db::Transaction& tx, const Place& place, accounts::PersonId person);
/// Writes everything that can change as a new version; raises the version, also in `place`.
Taken update(db::Transaction& tx, Place& place, accounts::PersonId person);

std::optional<Place> find(db::Transaction& tx, PlaceId id);
std::optional<Place> find_of(db::Transaction& tx, PlaceId id, accounts::OrganisationId organisation);
/// Held until the end of the transaction.
std::optional<Place> lock_of(db::Transaction& tx, PlaceId id, accounts::OrganisationId organisation);

/// The organisation's, by last change, the oldest first.
std::vector<Place> changed(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    const ChangeCursor<OfPlace>& after,
    std::int64_t limit
);

struct PlaceVersion {
    std::int64_t version = 0;
    Day valid_from{};
    std::string facts;  ///< JSON
    Instant recorded_at{};
};

/// The newest first.
std::vector<PlaceVersion> versions(db::Transaction& tx, PlaceId id, std::int64_t before, std::int64_t limit);
/// The version whose facts held on that day: the newest that begins on it or before, else the first.
std::int64_t version_on(db::Transaction& tx, PlaceId id, Day day);

/// Counts an entry of its diary. Whoever writes there waits for others here, on another node by the
/// cluster's certification.
void count_entry(db::Transaction& tx, PlaceId id);

}  // namespace chophien::traceability::plots::store
