// Which events an export is made of: all that speak of the things of a chain, as far as the caller may see.
#pragma once

#include "traceability/epcis/sight.hpp"
#include "traceability/graph/chain.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace chophien::traceability::exports {

/// The chain of a thing or place (graph::AskChain).
struct AskExport {
    std::string of;
    std::optional<graph::Direction> direction{};  ///< both ways when left out
    std::optional<std::int64_t> steps{};
};

struct ChainEvents {
    std::vector<graph::ChainThing> things;  ///< each once
    std::vector<epcis::Candidate> events;   ///< in the order of time, then as they were recorded
};

/// Never a part of them in silence: refuses chain_too_long (more than `most` events, or a walk that was cut
/// off but by the steps asked for), and what show_chain refuses.
Result<ChainEvents> events_of_chain(
    db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask, std::size_t most
);

/// The events as the caller sees them: one's own whole, others' without private members and coordinates
/// unless granted. An authority sees all that happened to the things of a chain, so redacted.
std::vector<epcis::StoredEvent> as_seen(
    db::Transaction& tx, const accounts::Caller& caller, std::span<const epcis::Candidate> events
);

/// Calls for every event, some hundred in memory at a time.
template <class Each>
void each_event(
    db::Transaction& tx, const accounts::Caller& caller, const ChainEvents& chain, const Each& each
) {
    constexpr std::size_t at_once = 256;
    std::span rest(chain.events);
    while (!rest.empty()) {
        const auto part = rest.first(std::min(at_once, rest.size()));
        for (const auto& event : as_seen(tx, caller, part)) each(event);
        rest = rest.subspan(part.size());
    }
}

}  // namespace chophien::traceability::exports
