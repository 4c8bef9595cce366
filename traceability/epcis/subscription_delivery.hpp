// Reports of subscriptions on their way: which is due, what it says, and what came of sending it. One node
// works on a subscription at a time, under a lease. Places are kept only after the receiver took the report,
// so that every result arrives at least once, in the order of record times.
#pragma once

#include "traceability/epcis/subscription.hpp"
#include "traceability/epcis/subscription_events.hpp"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

struct DeliveryPace {
    std::chrono::milliseconds lease{60'000};       ///< much longer than a receiver may take
    std::chrono::milliseconds look_again{60'000};  ///< at a stream nobody was heard of
};

/// After so many failures in a row a subscription is paused; the waits between them grow to six hours, in all
/// about a day.
inline constexpr std::int64_t most_failures = 10;
/// The wait after the n-th failure in a row, from 1.
std::chrono::seconds wait_after(std::int64_t failures);

/// One report, ready to be sent.
struct Report {
    SubscriptionId subscription;
    accounts::OrganisationId organisation;
    std::string query;
    std::uint64_t holder = 0;
    std::string destination;
    std::string token;      ///< to sign the body with
    std::string challenge;  ///< the receiver must echo it; empty once it has proven itself
    std::string body;
    Instant min_record_time{};
    std::size_t events = 0;
    Places places{};       ///< kept when it was taken
    bool run_ends = true;  ///< nothing else is to be reported of this run
};

/// What one look at what is due came to.
struct Delivering {
    bool looked = false;             ///< false: nothing is due
    std::optional<Report> report{};  ///< none: there was nothing to say
};

/// Takes the subscription that is due longest and makes its report. `holder` is this process, drawn by
/// chance.
Delivering next_report(db::Transaction& tx, std::uint64_t holder, const DeliveryPace& pace = {});

/// The receiver took it (or echoed the challenge). Of a report whose lease was lost meanwhile nothing is
/// kept: another holder sends it again.
void report_taken(db::Transaction& tx, const Report& report);

enum class Failure : std::uint8_t {
    usual,      ///< try again later
    too_large,  ///< try at once with half as many events
    for_good    ///< the receiver says it is gone: pause
};

/// It did not. The position stays; after most_failures it is paused and the feed says
/// "epcis.subscription_paused" with organisation, query and reason.
void report_failed(db::Transaction& tx, const Report& report, Failure failure, std::string_view why);

/// Streams that may have something to say of what these organisations captured are due now; how many.
std::uint64_t wake_streams(db::Transaction& tx, std::span<const accounts::OrganisationId> captured);

/// An EPCISQueryDocument of a subscription's results; one by WebSocket has no id.
json::Document report_document(
    db::Transaction& tx,
    std::span<const StoredEvent> events,
    std::string_view query,
    std::string_view subscription,
    std::string_view epc_format
);

}  // namespace chophien::traceability::epcis
