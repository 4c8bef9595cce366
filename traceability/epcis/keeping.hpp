// Which of the events that come are kept: what repeats, what contradicts, what withdraws.
#pragma once

#include "traceability/epcis/event_store.hpp"

#include <span>
#include <vector>

namespace chophien::traceability::epcis {

enum class Fate : std::uint8_t {
    stored,
    repeated,       ///< it is there already
    other_content,  ///< its event id is there with other content
    not_its_own,    ///< it withdraws an event another party captured
};

struct Kept {
    Fate fate{};
    EventId id{};  ///< of the event stored or there already; of a contradiction: the one it contradicts
    std::string event_id;  ///< as given, else its hash
};

struct KeepingRules {
    /// One that may not be kept keeps all others out, too.
    bool all_or_nothing = true;
    /// The content decides alone: an event with another event id but the same content is there already.
    bool same_content_repeats = false;
};

struct Keeping {
    std::vector<Kept> events{};  ///< one for each that came
    std::size_t stored = 0;
    std::size_t repeated = 0;
    std::size_t refused = 0;
};

/// Stores events of one organisation in their order, with strictly growing record times, their names,
/// mentions, who else may see them, and what they withdraw. Same event id and hash, or no event id and the
/// same hash: the event is there already. A declaration marks the event with its content withdrawn, now or
/// when that comes.
Keeping keep_events(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    std::optional<CaptureId> capture,
    std::span<const Event* const> events,
    const KeepingRules& rules
);

}  // namespace chophien::traceability::epcis
