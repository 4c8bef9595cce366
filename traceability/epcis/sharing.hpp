// Who else sees an event: whom it names as owner, possessor or partner, and who was one step up.
#pragma once

#include "traceability/epcis/event_store.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

/// What epcis_seen lists of.
enum class Seen : std::uint8_t {
    event_type = 1,
    biz_step = 2,
    disposition = 3,
    biz_location = 4,
    read_point = 5,
    thing = 6
};

/// Notes for freshly stored events of one organisation who else may see them, and what each of them can list
/// now (types, steps, dispositions, places, things).
void share(
    db::Transaction& tx, accounts::OrganisationId organisation, std::span<const store::NewEvent> events
);

/// Whether the event was shared with it at capture.
bool is_shared(db::Transaction& tx, accounts::OrganisationId viewer, EventId event);

/// Which of them were.
std::vector<EventId> shared_among(
    db::Transaction& tx, accounts::OrganisationId viewer, std::span<const EventId> events
);

/// How a name can name an organisation of the market.
struct PartyName {
    std::string gln{};                        ///< a party's or place's number, to be looked up
    accounts::OrganisationId organisation{};  ///< or the market's own id of it
};

/// Reads https://id.gs1.org/417/{gln}, /414/{gln} (also with an extension), urn:epcglobal:cbv:bt:{gln}:…, and
/// addresses whose last segment is an organisation's id. Pure.
std::optional<PartyName> party_in(std::string_view canonical);

}  // namespace chophien::traceability::epcis
