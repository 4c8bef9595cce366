// Documents of events taken in: at once when they are small, as a job else; and what became of each.
#pragma once

#include "core/jobs.hpp"
#include "traceability/epcis/event_store.hpp"
#include "traceability/epcis/refusals.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

inline constexpr std::size_t most_capture_events = 10'000;
inline constexpr std::size_t most_capture_bytes = 8U << 20U;
/// Up to so many events a document is in the database before the answer.
inline constexpr std::size_t captured_at_once = 1'000;

/// A capture as its organisation sees it.
struct CaptureView {
    CaptureId id;
    Instant created_at;
    std::optional<Instant> finished_at;
    bool proceeds = false;
    bool succeeds = true;
    std::int64_t events = 0;
    std::int64_t stored = 0;
    std::int64_t repeated = 0;
    std::int64_t faults = 0;
    std::string errors;  ///< JSON array of problems; the first thousand

    bool running() const { return !finished_at; }
};

/// May it record events: makers and traders who may record or receive, and those who attest.
bool may_capture(const accounts::Caller& caller);

/// Takes a document in. With `proceeds`, what is right is stored although something is wrong; else all or
/// nothing. Faults stand in the capture, not in the answer. Refuses: not_allowed, capture_limit, validation
/// (no object).
Result<CaptureId> capture(
    db::Transaction& tx, const accounts::Caller& caller, const json::Document& document, bool proceeds
);

/// Stores one event with its own @context; what is stored, also when it was there already. Refuses:
/// not_allowed, validation (all faults as violations), already_exists.
Result<StoredEvent> capture_event(
    db::Transaction& tx, const accounts::Caller& caller, const json::Document& event
);

/// Refuses: no_such_resource (also another organisation's).
Result<CaptureView> capture_of(db::Transaction& tx, const accounts::Caller& caller, CaptureId id);

/// The newest first, before that one.
std::vector<CaptureView> captures_of(
    db::Transaction& tx, const accounts::Caller& caller, std::optional<CaptureId> before, std::int64_t limit
);

/// What core/jobs.hpp runs for documents that are not captured at once.
jobs::Steps capture_steps();

/// Drops captures that ended over thirty days ago, a bounded number at a time; how many went. Their events
/// stay.
std::uint64_t forget_captures(db::Transaction& tx);

}  // namespace chophien::traceability::epcis
