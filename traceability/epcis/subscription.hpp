// Subscriptions to named queries: reports of what is new go to an address of the web, whenever something is
// captured or by a schedule.
//
//     unproven ──echoes the challenge──▶ active ──too many failures──▶ paused
//        └──────────────too many failures──▶ paused ──resume──▶ active or unproven again
#pragma once

#include "traceability/epcis/refusals.hpp"
#include "traceability/epcis/schedule.hpp"
#include "traceability/epcis/sight.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

struct OfSubscription {
    static constexpr std::string_view prefix = "sub";
};

using SubscriptionId = Id<OfSubscription>;

/// How a standing query reports.
struct Controls {
    std::optional<Schedule> schedule{};  ///< none: whenever something new is captured
    std::string schedule_text{};         ///< as sent, JSON
    bool report_if_empty = false;        ///< a scheduled run without results is reported, too
    std::optional<Instant> initial_record_time{};
};

/// Reads stream, schedule, reportIfEmpty and initialRecordTime out of an object; others are left alone.
/// Refuses subscription_controls: not exactly one of stream and schedule, and what schedule_from refuses.
/// Pure.
Result<Controls> controls_from(const json::Document& object);

struct Subscription {
    SubscriptionId id;
    std::string query;
    std::string destination;
    std::optional<std::string> schedule;  ///< JSON as sent; none: stream
    bool report_if_empty = false;
    std::string epc_format;
    Instant created_at;
    Instant begins_at;
    std::optional<Instant> proven_at;
    std::optional<Instant> last_run;
    std::optional<Instant> notified_at;
    std::optional<Instant> due_at;  ///< none: paused
    std::optional<std::string> trouble;

    Instant min_record_time() const { return last_run.value_or(begins_at); }
};

/// One organisation has at most so many.
inline constexpr std::int64_t most_subscriptions = 50;
inline constexpr std::size_t longest_token = 512;
inline constexpr std::size_t shortest_token = 8;

struct SubscriptionTerms {
    std::string_view epc_format;  ///< GS1-EPC-Format as sent, known
    bool local = false;           ///< development: http to this machine will do
};

/// {"dest", "signatureToken", and what controls_from reads}. Nothing is sent before the destination has
/// echoed a challenge. Refuses: not_allowed (who only looks, over most_subscriptions), no_such_name,
/// subscription_controls, validation (dest is no https address, no or a short token, unknown members).
Result<Subscription> subscribe(
    db::Transaction& tx,
    const accounts::Caller& caller,
    std::string_view query,
    const json::Document& wish,
    const SubscriptionTerms& terms
);

/// Refuses: no_such_name, no_such_resource (also another organisation's, and another query's).
Result<Subscription> subscription_of(
    db::Transaction& tx, accounts::OrganisationId organisation, std::string_view query, SubscriptionId id
);

/// Of one query, in the order they were made, behind that one. Refuses: no_such_name.
Result<std::vector<Subscription>> subscriptions_of(
    db::Transaction& tx,
    accounts::OrganisationId organisation,
    std::string_view query,
    SubscriptionId behind,
    std::int64_t limit
);

/// Refuses: as subscription_of, not_allowed.
Result<Nothing> unsubscribe(
    db::Transaction& tx, const accounts::Caller& caller, std::string_view query, SubscriptionId id
);

/// A paused one goes on where it stopped; one that is not paused tries at once. Refuses: as unsubscribe.
Result<Nothing> resume(
    db::Transaction& tx, const accounts::Caller& caller, std::string_view query, SubscriptionId id
);

/// All subscriptions of a query that is being dropped.
void end_subscriptions(db::Transaction& tx, accounts::OrganisationId organisation, std::string_view query);

}  // namespace chophien::traceability::epcis
