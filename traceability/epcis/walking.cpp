#include "traceability/epcis/walking.hpp"

#include "traceability/epcis/names.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace chophien::traceability::epcis {

namespace {

using db::Statement;
using By = Way::By;

// One statement for each way and direction. The first two lines of the condition are what the index finds,
// the third cuts off what shares the position's time.
#define CHOPHIEN_BEHIND_DOWN(time, id)                                                                  \
    " AND " time " >= ? AND " time " <= ? AND (" time " < ? OR " id " < ?) ORDER BY " time " DESC, " id \
    " DESC LIMIT ?"
#define CHOPHIEN_BEHIND_UP(time, id)                                                               \
    " AND " time " >= ? AND " time " <= ? AND (" time " > ? OR " id " > ?) ORDER BY " time ", " id \
    " LIMIT "                                                                                      \
    "?"
#define CHOPHIEN_BOTH(name, head, time, id)                             \
    std::array {                                                        \
        Statement{name, head CHOPHIEN_BEHIND_UP(time, id)}, Statement { \
            name, head CHOPHIEN_BEHIND_DOWN(time, id)                   \
        }                                                               \
    }

constexpr auto by_event_time = CHOPHIEN_BOTH(
    "epcis.walk_event_time",
    "SELECT event_time, id, organisation FROM epcis_events WHERE organisation = ?",
    "event_time",
    "id"
);
constexpr auto by_record_time = CHOPHIEN_BOTH(
    "epcis.walk_record_time",
    "SELECT record_time, id, organisation FROM epcis_events WHERE organisation = ?",
    "record_time",
    "id"
);
constexpr auto by_biz_step = CHOPHIEN_BOTH(
    "epcis.walk_biz_step",
    "SELECT event_time, id, organisation FROM epcis_events WHERE organisation = ? AND biz_step = ?",
    "event_time",
    "id"
);
constexpr auto by_shared_event_time = CHOPHIEN_BOTH(
    "epcis.walk_shared_event_time",
    "SELECT event_time, event, 0 FROM epcis_shared FORCE INDEX (by_event_time) WHERE viewer = ?",
    "event_time",
    "event"
);
constexpr auto by_shared_record_time = CHOPHIEN_BOTH(
    "epcis.walk_shared_record_time",
    "SELECT record_time, event, 0 FROM epcis_shared FORCE INDEX (by_record_time) WHERE viewer = ?",
    "record_time",
    "event"
);
constexpr auto by_mention = CHOPHIEN_BOTH(
    "epcis.walk_mentions",
    "SELECT event_time, event, organisation FROM epcis_mentions WHERE name = ? AND role = ?",
    "event_time",
    "event"
);

#undef CHOPHIEN_BOTH
#undef CHOPHIEN_BEHIND_UP
#undef CHOPHIEN_BEHIND_DOWN

const Statement& statement_of(By by, bool descending) {
    const std::size_t direction = descending ? 1 : 0;
    switch (by) {
        case By::event_time:
            return by_event_time.at(direction);
        case By::record_time:
            return by_record_time.at(direction);
        case By::biz_step:
            return by_biz_step.at(direction);
        case By::shared_event_time:
            return by_shared_event_time.at(direction);
        case By::shared_record_time:
            return by_shared_record_time.at(direction);
        case By::mention:
            return by_mention.at(direction);
    }
    return by_event_time.at(direction);
}

Position position_of(const Candidate& candidate) { return {candidate.time, candidate.event}; }

}  // namespace

}  // namespace chophien::traceability::epcis

template <>
struct chophien::db::Columns<chophien::traceability::epcis::Candidate> {
    using Row = chophien::traceability::epcis::Candidate;
    static constexpr auto of = std::tuple{&Row::time, &Row::event, &Row::organisation};
};

namespace chophien::traceability::epcis {

namespace {

std::vector<Candidate> fetch(
    db::Transaction& tx,
    const Way& way,
    const Span& span,
    const std::optional<Position>& behind,
    bool descending,
    std::int64_t limit
) {
    auto from = span.from;
    auto to = span.to;
    Position start = descending ? Position{to, EventId{UINT64_MAX}} : Position{from, EventId{0}};
    if (behind) {
        start = *behind;
        if (descending)
            to = std::min(to, start.time);
        else
            from = std::max(from, start.time);
    }
    if (from > to) return {};
    std::vector<db::Value> values{db::bound(way.owner)};
    if (way.by == By::mention || way.by == By::biz_step) values.push_back(db::bound(way.second));
    values.push_back(db::bound(from));
    values.push_back(db::bound(to));
    values.push_back(db::bound(start.time));
    values.push_back(db::bound(start.event.number));
    values.push_back(db::bound(limit));
    return tx.rows_of<Candidate>(statement_of(way.by, descending), values);
}

const Condition* step_condition(const Query& query) {
    for (const auto& condition : query.conditions)
        if (condition.look == Look::biz_step && condition.test == Test::equal) return &condition;
    return nullptr;
}

}  // namespace

Span span_of(const Query& query, Look time) {
    Span span{earliest, latest};
    for (const auto& condition : query.conditions) {
        if (condition.look != time || !condition.time) continue;
        if (condition.test == Test::at_least) span.from = std::max(span.from, *condition.time);
        if (condition.test == Test::less)
            span.to = std::min(span.to, *condition.time - std::chrono::microseconds(1));
    }
    return span;
}

std::vector<Way> ways_by_time(const Sight& sight, const Query& query, OrderBy order) {
    std::vector<accounts::OrganisationId> owners{sight.viewer()};
    owners.insert(owners.end(), sight.grantors().begin(), sight.grantors().end());
    const bool recorded = order == OrderBy::record_time;
    const auto* step = recorded ? nullptr : step_condition(query);
    std::vector<Way> ways{
        {recorded ? By::shared_record_time : By::shared_event_time, sight.viewer().number, 0}};
    for (const auto owner : owners) {
        if (step == nullptr) {
            ways.push_back({recorded ? By::record_time : By::event_time, owner.number, 0});
            continue;
        }
        for (const auto& word : step->words) ways.push_back({By::biz_step, owner.number, name_id(word)});
    }
    return ways;
}

std::vector<Way> ways_by_name(const Condition& condition) {
    std::vector<Role> roles;
    switch (condition.look) {
        case Look::thing:
            roles = condition.roles;
            break;
        case Look::biz_transaction:
            roles = {Role::biz_transaction};
            break;
        case Look::source:
            roles = {Role::source};
            break;
        case Look::destination:
            roles = {Role::destination};
            break;
        case Look::sensor_word:
            if (condition.field == "deviceID") roles = {Role::device};
            break;
        default:
            break;
    }
    if (!condition.patterns.empty()) return {};
    std::vector<Way> ways;
    for (const auto& word : condition.words)
        for (const auto role : roles)
            ways.push_back({By::mention, name_id(word), static_cast<std::uint64_t>(role)});
    return ways;
}

Batch walk(
    db::Transaction& tx,
    std::span<const Way> ways,
    const Span& span,
    const std::optional<Position>& behind,
    bool descending,
    std::int64_t about
) {
    Batch batch{.ended = true};
    std::optional<Position> frontier;  // behind it a way may have more
    const auto before = [&](const Position& left, const Position& right) {
        return descending ? left > right : left < right;
    };
    for (const auto& way : ways) {
        const auto found = fetch(tx, way, span, behind, descending, about);
        if (std::ssize(found) == about) {
            batch.ended = false;
            const auto last = position_of(found.back());
            if (!frontier || before(last, *frontier)) frontier = last;
        }
        batch.candidates.insert(batch.candidates.end(), found.begin(), found.end());
    }
    std::ranges::sort(batch.candidates, [&](const Candidate& left, const Candidate& right) {
        if (left.event != right.event || left.time != right.time)
            return before(position_of(left), position_of(right));
        return left.organisation > right.organisation;  // who knows whose it is before who does not
    });
    const auto repeats =
        std::ranges::unique(batch.candidates, {}, [](const Candidate& one) { return one.event; });
    batch.candidates.erase(repeats.begin(), repeats.end());
    if (frontier)
        std::erase_if(batch.candidates, [&](const Candidate& one) {
            return before(*frontier, position_of(one));
        });
    return batch;
}

std::optional<std::vector<Candidate>> gather(
    db::Transaction& tx, std::span<const Way> ways, const Span& span, std::size_t most
) {
    std::vector<Candidate> all;
    std::set<EventId> seen;
    for (const auto& way : ways) {
        const auto found =
            fetch(tx, way, span, std::nullopt, true, static_cast<std::int64_t>(most - all.size() + 1));
        for (const auto& one : found)
            if (seen.insert(one.event).second) all.push_back(one);
        if (all.size() > most) return std::nullopt;
    }
    return all;
}

}  // namespace chophien::traceability::epcis
