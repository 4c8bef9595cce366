// Ways through the events of a query, each along an index: candidates in the order of time, a batch at a
// time. Which of them are results, matching.hpp decides.
#pragma once

#include "traceability/epcis/query.hpp"
#include "traceability/epcis/sight.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace chophien::traceability::epcis {

/// Where a walk stands: behind the event with this time and id.
struct Position {
    Instant time;
    EventId event;

    friend auto operator<=>(const Position&, const Position&) = default;
};

/// The span of times a walk keeps to, both ends included.
struct Span {
    Instant from;
    Instant to;
};

inline constexpr Instant earliest{std::chrono::sys_days(std::chrono::year(1000) / 1 / 1)};
inline constexpr Instant latest{std::chrono::sys_days(std::chrono::year(9999) / 12 / 31)};

/// From the query's limits on eventTime or recordTime.
Span span_of(const Query& query, Look time);

/// One way.
struct Way {
    enum class By : std::uint8_t {
        event_time,         ///< of an organisation
        record_time,        ///< of an organisation
        biz_step,           ///< of an organisation, by event time
        shared_event_time,  ///< with the viewer
        shared_record_time,
        mention  ///< a name in a role, by event time
    };
    By by{};
    std::uint64_t owner = 0;   ///< organisation, viewer or name
    std::uint64_t second = 0;  ///< name of the step, or role
};

/// The ways that lead through all visible events in this order.
std::vector<Way> ways_by_time(const Sight& sight, const Query& query, OrderBy order);
/// Those that lead to the names of a condition; empty when no index knows them.
std::vector<Way> ways_by_name(const Condition& condition);

/// The next candidates behind a position, in order. `ended` when there are no more.
struct Batch {
    std::vector<Candidate> candidates{};
    bool ended = false;
};

Batch walk(
    db::Transaction& tx,
    std::span<const Way> ways,
    const Span& span,
    const std::optional<Position>& behind,
    bool descending,
    std::int64_t about
);

/// All candidates of the ways when there are at most so many; nothing when there are more.
std::optional<std::vector<Candidate>> gather(
    db::Transaction& tx, std::span<const Way> ways, const Span& span, std::size_t most
);

}  // namespace chophien::traceability::epcis
