// Events in the database: their rows, and the one row of each organisation that orders its captures.
#pragma once

#include "accounts/caller.hpp"
#include "core/db/transaction.hpp"
#include "traceability/epcis/event.hpp"
#include "traceability/epcis/name_store.hpp"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

struct OfStoredEvent {
    static constexpr std::string_view prefix = "evt";
};

using EventId = Id<OfStoredEvent>;

struct OfCapture {
    static constexpr std::string_view prefix = "cap";
};

using CaptureId = Id<OfCapture>;

/// An event as it lies in the database.
struct StoredEvent {
    EventId id;
    accounts::OrganisationId organisation;  ///< who captured it
    Instant time;
    Instant record_time;
    std::string event_id;  ///< as given, else its hash
    std::string hash;
    std::optional<Instant> withdrawn_at;
    json::Document content;
    std::map<std::string, std::string> namespaces;
};

namespace store {

/// A row on its way into the database.
struct NewEvent {
    EventId id;
    const Event* event = nullptr;
    crypto::Digest hash{};
    NameId event_key = 0;
    std::optional<std::uint64_t> declaration{};
    Instant record_time{};
    std::optional<Instant> withdrawn_at{};
    NameId context = 0;
};

/// One that is there already and looks like one that came.
struct KnownEvent {
    EventId id;
    accounts::OrganisationId organisation;
    crypto::Digest hash{};
    NameId event_key = 0;
    std::optional<std::string> event_id;
    std::optional<std::uint64_t> declaration;
    bool withdrawn = false;
};

/// Locks the organisation's clock until the end of the transaction: the record time of its newest event. So
/// its captures come one after the other, on whatever node.
Instant lock_clock(db::Transaction& tx, accounts::OrganisationId organisation);
void set_clock(db::Transaction& tx, accounts::OrganisationId organisation, Instant last);

/// Events of this organisation with one of the hashes or one of the event keys.
std::vector<KnownEvent> known_events(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    const std::vector<crypto::Digest>& hashes,
    const std::vector<NameId>& event_keys
);
/// Events with that hash, whoever captured them.
std::vector<KnownEvent> events_with_hash(db::Transaction& tx, const crypto::Digest& hash);

/// Rows of events and mentions; their names and contexts are kept first.
void insert(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    std::optional<CaptureId> capture,
    std::span<const NewEvent> events
);
void withdraw(db::Transaction& tx, EventId event, Instant at);

/// In the order of the ids; those that are not there are left out.
std::vector<StoredEvent> load(db::Transaction& tx, std::span<const EventId> ids);

/// Events with that id as given or that hash, oldest record first, whoever captured them.
std::vector<EventId> with_event_id(db::Transaction& tx, std::string_view event_id);

}  // namespace store

/// The digest in "ni:///sha-256;…?ver=CBV2.0"; nothing for another text.
std::optional<crypto::Digest> digest_in(std::string_view hash);

/// What a type is called in JSON: "ObjectEvent".
std::string_view name_of(EventType type);
std::optional<EventType> event_type_from(std::string_view name);

}  // namespace chophien::traceability::epcis
