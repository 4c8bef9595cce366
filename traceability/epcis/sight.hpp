// What an organisation sees: its own events whole, those shared with it or covered by a grant with less in
// them. What it does not see is as if it were not there.
#pragma once

#include "traceability/epcis/grants.hpp"

#include <optional>
#include <vector>

namespace chophien::traceability::epcis {

/// An event as one who did not capture it sees it: without private members (those of the vocabulary's master
/// data stay), and without coordinates unless granted. Keys, times, places by name, steps and quantities
/// stay. Pure.
StoredEvent redacted(StoredEvent event, bool with_coordinates);

/// An event that may be a result, before it is loaded.
struct Candidate {
    Instant time;  ///< event or record time, as the walk goes
    EventId event;
    accounts::OrganisationId organisation;
};

/// One look at the rights, good for one transaction.
class Sight {
public:
    Sight(db::Transaction& tx, accounts::OrganisationId viewer);

    accounts::OrganisationId viewer() const { return viewer_; }

    /// Whose events may be seen by a grant, each once.
    const std::vector<accounts::OrganisationId>& grantors() const { return grantors_; }

    /// The visible of these, in their order, as they are seen.
    std::vector<StoredEvent> see(std::span<const Candidate> candidates) const;

    /// The same, of ids alone.
    std::vector<StoredEvent> see(std::span<const EventId> ids) const;

private:
    std::vector<StoredEvent> seen(std::vector<StoredEvent> loaded) const;

    db::Transaction& tx_;
    accounts::OrganisationId viewer_;
    std::vector<Grant> grants_;
    std::vector<accounts::OrganisationId> grantors_;
};

/// The visible events with that id, as given or as hash, and what withdraws them; oldest record first.
std::vector<StoredEvent> event_and_declarations(
    db::Transaction& tx, const Sight& sight, std::string_view event_id
);

}  // namespace chophien::traceability::epcis
