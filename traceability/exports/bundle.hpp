// All events of a chain as one EPCISDocument: what another system captures to know it all.
#pragma once

#include "core/pieces.hpp"
#include "traceability/exports/chain_events.hpp"

#include <memory>
#include <string>

namespace chophien::traceability::exports {

inline constexpr std::size_t most_bundle_events = 50'000;
/// XML is made whole in memory.
inline constexpr std::size_t most_xml_events = 2'000;

/// JSON of any length, some hundred events in memory at a time: GS1 keys as Digital Links, withdrawn events
/// with the declarations that withdraw them. Every piece is read as the caller may see at that moment, so a
/// grant that ends meanwhile ends there, too. Refuses what events_of_chain refuses.
Result<std::unique_ptr<Pieces>> epcis_bundle(
    db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask
);

/// The same as EPCIS 2.0 XML, whole.
Result<std::string> epcis_xml_bundle(
    db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask
);

}  // namespace chophien::traceability::exports
