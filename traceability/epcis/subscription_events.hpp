// What a standing query has not reported yet: how far it has looked, and what comes behind.
#pragma once

#include "traceability/epcis/query.hpp"
#include "traceability/epcis/sight.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

namespace chophien::traceability::epcis {

/// How far was looked: of each organisation the record time of its newest event that was looked at. One
/// organisation's captures take turns on its clock, so its record times grow as they become visible and
/// nothing comes behind that place later; between organisations that is not so, hence a place for each.
using Places = std::map<accounts::OrganisationId, Instant>;

/// Most events of one report.
inline constexpr std::size_t most_reported = 100;
/// Candidates that one look goes through; then it ends and says that there is more.
inline constexpr std::size_t most_looked_through = 2'000;

struct Stretch {
    Instant begins{};               ///< of an organisation that has no place: the first record time
    std::optional<Instant> upto{};  ///< the last record time that is looked at
    std::size_t most = most_reported;
};

struct NewEvents {
    std::vector<StoredEvent> events{};  ///< in the order of their record times, as the viewer sees them
    Places places{};                    ///< those that moved
    bool more = false;                  ///< something may be left
};

/// The results behind the places that the viewer may see now. What a grant given later covers of an
/// organisation that was passed already is not gone back for.
NewEvents new_events(
    db::Transaction& tx,
    accounts::OrganisationId viewer,
    const Query& query,
    const Places& places,
    const Stretch& stretch
);

}  // namespace chophien::traceability::epcis
