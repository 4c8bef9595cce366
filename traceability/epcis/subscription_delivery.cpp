#include "traceability/epcis/subscription_delivery.hpp"

#include "core/text.hpp"
#include "traceability/epcis/named_queries.hpp"
#include "traceability/epcis/prefixes.hpp"
#include "traceability/epcis/writing.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis {

namespace {

using namespace std::chrono_literals;
using accounts::OrganisationId;
using db::Statement;
using Json = json::Document;

constexpr std::size_t longest_trouble = 500;
constexpr std::size_t challenge_bytes = 24;

constexpr std::array<std::chrono::seconds, most_failures - 1> waits{
    10s, 30s, 2min, 5min, 15min, 1h, 3h, 6h, 6h};

struct DueRow {
    SubscriptionId id;
    OrganisationId organisation;
    std::string query;
    std::string destination;
    std::string token;
    std::optional<std::string> schedule;
    bool report_if_empty = false;
    std::string epc_format;
    Instant begins_at;
    std::optional<Instant> proven_at;
    std::optional<Instant> run_upto;
    bool run_reported = false;
    std::optional<Instant> last_run;
    std::int64_t batch = 0;
};

struct PlaceRow {
    OrganisationId organisation;
    Instant record_time;
};

constexpr Statement due_subscriptions{"epcis.due_subscriptions", R"sql(
    SELECT id
      FROM epcis_subscriptions
     WHERE due_at <= ? AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(6))
     ORDER BY due_at, id
     LIMIT 10
)sql"};

// What becomes due again meanwhile (a capture, a schedule) makes due_at earlier than this.
constexpr Statement take_subscription{"epcis.take_subscription", R"sql(
    UPDATE epcis_subscriptions
       SET lease_holder = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND, due_at = ?
     WHERE id = ? AND due_at <= ? AND (lease_until IS NULL OR lease_until < UTC_TIMESTAMP(6))
)sql"};

constexpr Statement held_subscription{"epcis.held_subscription", R"sql(
    SELECT id, organisation, query, destination, token, schedule, report_if_empty, epc_format, begins_at, proven_at,
           run_upto, run_reported, last_run, batch
      FROM epcis_subscriptions
     WHERE id = ? AND lease_holder = ?
       FOR UPDATE
)sql"};

constexpr Statement places_of{"epcis.subscription_places", R"sql(
    SELECT organisation, record_time FROM epcis_subscription_places WHERE subscription = ?
)sql"};

constexpr Statement keep_place{"epcis.keep_subscription_place", R"sql(
    INSERT INTO epcis_subscription_places (subscription, organisation, record_time) VALUES (?, ?, ?)
    ON DUPLICATE KEY UPDATE record_time = VALUES(record_time)
)sql"};

constexpr Statement begin_run{"epcis.begin_run", R"sql(
    UPDATE epcis_subscriptions SET run_upto = ?, run_reported = FALSE WHERE id = ?
)sql"};

// The run is over: a stream's next look stays where take_subscription or a capture put it.
constexpr Statement end_run{"epcis.end_run", R"sql(
    UPDATE epcis_subscriptions
       SET last_run = ?, run_upto = NULL, run_reported = FALSE, due_at = COALESCE(?, due_at),
           lease_holder = NULL, lease_until = NULL
     WHERE id = ?
)sql"};

constexpr Statement go_on_with_run{"epcis.go_on_with_run", R"sql(
    UPDATE epcis_subscriptions
       SET run_reported = run_reported OR ?, due_at = ?, lease_holder = NULL, lease_until = NULL
     WHERE id = ?
)sql"};

constexpr Statement note_success{"epcis.note_success", R"sql(
    UPDATE epcis_subscriptions SET notified_at = ?, attempts = 0, trouble = NULL WHERE id = ?
)sql"};

constexpr Statement note_proof{"epcis.note_proof", R"sql(
    UPDATE epcis_subscriptions
       SET proven_at = ?, attempts = 0, trouble = NULL, due_at = COALESCE(?, ?), lease_holder = NULL,
           lease_until = NULL
     WHERE id = ?
)sql"};

constexpr Statement failures_of{"epcis.subscription_failures", R"sql(
    SELECT attempts FROM epcis_subscriptions WHERE id = ?
)sql"};

constexpr Statement note_failure{"epcis.note_failure", R"sql(
    UPDATE epcis_subscriptions
       SET attempts = ?, trouble = ?, due_at = ?, batch = ?, lease_holder = NULL, lease_until = NULL
     WHERE id = ?
)sql"};

// One that waits after a failure is left to its wait.
constexpr Statement wake_stream{"epcis.wake_streams", R"sql(
    UPDATE epcis_subscriptions AS s
       SET s.due_at = ?
     WHERE s.due_at > ? AND s.schedule IS NULL AND s.attempts = 0 AND s.proven_at IS NOT NULL
       AND (s.organisation = ?
            OR EXISTS (SELECT 1
                         FROM epcis_shared AS x
                        WHERE x.viewer = s.organisation AND x.organisation = ?
                          AND x.record_time > COALESCE((SELECT p.record_time
                                                          FROM epcis_subscription_places AS p
                                                         WHERE p.subscription = s.id AND p.organisation = ?),
                                                       s.begins_at - INTERVAL 1 MICROSECOND))
            OR EXISTS (SELECT 1
                         FROM epcis_grants AS g
                        WHERE g.viewer = s.organisation AND g.withdrawn_at IS NULL AND g.organisation = ?))
)sql"};

}  // namespace

}  // namespace chophien::traceability::epcis

template <>
struct chophien::db::Columns<chophien::traceability::epcis::DueRow> {
    using Row = chophien::traceability::epcis::DueRow;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::organisation,
        &Row::query,
        &Row::destination,
        &Row::token,
        &Row::schedule,
        &Row::report_if_empty,
        &Row::epc_format,
        &Row::begins_at,
        &Row::proven_at,
        &Row::run_upto,
        &Row::run_reported,
        &Row::last_run,
        &Row::batch};
};

template <>
struct chophien::db::Columns<chophien::traceability::epcis::PlaceRow> {
    using Row = chophien::traceability::epcis::PlaceRow;
    static constexpr auto of = std::tuple{&Row::organisation, &Row::record_time};
};

namespace chophien::traceability::epcis {

namespace {

std::optional<Schedule> schedule_of(const DueRow& row) {
    if (!row.schedule) return std::nullopt;
    auto schedule = schedule_from(Json::parse(*row.schedule));
    ensure(schedule.has_value(), "a schedule that was kept can be read");
    return *schedule;
}

/// When a schedule comes next; of a stream nothing.
std::optional<Instant> next_run(const DueRow& row, Instant now) {
    const auto schedule = schedule_of(row);
    if (!schedule) return std::nullopt;
    const auto next = next_after(*schedule, now);
    ensure(next.has_value(), "a schedule that was kept comes again");
    return next;
}

Places places_in(db::Transaction& tx, SubscriptionId id) {
    Places places;
    for (const auto& row : tx.rows<PlaceRow>(places_of, id)) places[row.organisation] = row.record_time;
    return places;
}

// In the order of their keys, as all writers of many rows do.
void keep_places(db::Transaction& tx, SubscriptionId id, const Places& places) {
    for (const auto& [organisation, time] : places) tx.change(keep_place, id, organisation, time);
}

Report report_for(const DueRow& row, std::uint64_t holder) {
    Report report;
    report.subscription = row.id;
    report.organisation = row.organisation;
    report.query = row.query;
    report.holder = holder;
    report.destination = row.destination;
    report.token = row.token;
    report.min_record_time = row.last_run.value_or(row.begins_at);
    return report;
}

Report challenge_for(const DueRow& row, std::uint64_t holder) {
    auto report = report_for(row, holder);
    report.challenge = crypto::base64url(crypto::random_bytes(challenge_bytes));
    report.body =
        Json{
            {"type", "SubscriptionChallenge"},
            {"subscriptionID", text_of(row.id)},
            {"challenge", report.challenge}}
            .dump();
    return report;
}

void end(db::Transaction& tx, const DueRow& row) {
    const auto upto = row.run_upto.value_or(tx.now());
    tx.change(end_run, upto, next_run(row, tx.now()), row.id);
}

std::optional<Report> report_of(db::Transaction& tx, DueRow& row, std::uint64_t holder) {
    if (!row.proven_at) return challenge_for(row, holder);
    if (row.schedule && !row.run_upto) {
        row.run_upto = tx.now();
        row.run_reported = false;
        tx.change(begin_run, row.run_upto, row.id);
    }
    const auto named = named_query(tx, row.organisation, row.query);
    ensure(named.has_value(), "a subscription has its query");
    auto fresh = new_events(
        tx,
        row.organisation,
        query_of(*named),
        places_in(tx, row.id),
        {row.begins_at, row.run_upto, static_cast<std::size_t>(row.batch)}
    );
    if (fresh.events.empty() && fresh.more) {  // a long way without a result
        keep_places(tx, row.id, fresh.places);
        tx.change(go_on_with_run, false, tx.now(), row.id);
        return std::nullopt;
    }
    const bool silent = !row.schedule || !row.report_if_empty || row.run_reported;
    if (fresh.events.empty() && silent) {
        keep_places(tx, row.id, fresh.places);
        end(tx, row);
        return std::nullopt;
    }
    auto report = report_for(row, holder);
    // Late captures of others are older than the last run; the header must not say there are none.
    for (const auto& event : fresh.events)
        report.min_record_time = std::min(report.min_record_time, event.record_time);
    report.events = fresh.events.size();
    report.places = std::move(fresh.places);
    report.run_ends = !fresh.more;
    report.body = report_document(tx, fresh.events, row.query, text_of(row.id), row.epc_format)
                      .dump(-1, ' ', false, Json::error_handler_t::replace);
    return report;
}

void pause(db::Transaction& tx, const Report& report, std::string_view why) {
    tx.announce(
        {"epcis.subscription_paused",
         text_of(report.subscription),
         Json{{"organisation", text_of(report.organisation)}, {"query", report.query}, {"why", why}}.dump(
             -1, ' ', false, Json::error_handler_t::replace
         )}
    );
}

}  // namespace

std::chrono::seconds wait_after(std::int64_t failures) {
    const auto last = static_cast<std::int64_t>(waits.size()) - 1;
    return waits.at(static_cast<std::size_t>(std::clamp<std::int64_t>(failures - 1, 0, last)));
}

Json report_document(
    db::Transaction& tx,
    std::span<const StoredEvent> events,
    std::string_view query,
    std::string_view subscription,
    std::string_view epc_format
) {
    const auto format = format_from(epc_format).value_or(Format::digital_link);
    const auto length = prefix_lengths(tx);
    std::vector<Json> shown;
    for (const auto& event : events)
        shown.push_back(
            event_json(event.content, event.namespaces, {event.record_time, event.event_id}, format, length)
        );
    return query_document(std::move(shown), {query, subscription, tx.now()});
}

Delivering next_report(db::Transaction& tx, std::uint64_t holder, const DeliveryPace& pace) {
    const std::int64_t lease = std::chrono::microseconds(pace.lease).count();
    for (const auto id : tx.rows<SubscriptionId>(due_subscriptions, tx.now())) {
        if (tx.change(take_subscription, holder, lease, tx.now() + pace.look_again, id, tx.now()) == 0)
            continue;
        tx.touch(tag(id));
        auto row = tx.row<DueRow>(held_subscription, id, holder);
        ensure(row.has_value(), "what was taken is held");
        return {true, report_of(tx, *row, holder)};
    }
    return {};
}

void report_taken(db::Transaction& tx, const Report& report) {
    const auto row = tx.row<DueRow>(held_subscription, report.subscription, report.holder);
    if (!row) return;
    tx.touch(tag(row->id));
    if (!report.challenge.empty()) {
        tx.change(note_proof, tx.now(), next_run(*row, tx.now()), tx.now(), row->id);
        return;
    }
    keep_places(tx, row->id, report.places);
    tx.change(note_success, tx.now(), row->id);
    if (report.run_ends)
        end(tx, *row);
    else
        tx.change(go_on_with_run, true, tx.now(), row->id);
}

void report_failed(db::Transaction& tx, const Report& report, Failure failure, std::string_view why) {
    const auto row = tx.row<DueRow>(held_subscription, report.subscription, report.holder);
    if (!row) return;
    tx.touch(tag(row->id));
    auto trouble = std::string(why.substr(0, longest_trouble));
    while (!trouble.empty() && !text::is_utf8(trouble)) trouble.pop_back();
    if (failure == Failure::too_large && report.events > 1) {
        const auto half = static_cast<std::int64_t>(report.events / 2);
        tx.change(note_failure, 0, trouble, tx.now(), half, row->id);
        return;
    }
    const auto failures = tx.row<std::int64_t>(failures_of, row->id).value_or(0) + 1;
    const bool over = failure == Failure::for_good || failures >= most_failures;
    const auto due = over ? std::nullopt : std::optional<Instant>(tx.now() + wait_after(failures));
    tx.change(note_failure, failures, trouble, due, row->batch, row->id);
    if (over) pause(tx, report, trouble);
}

std::uint64_t wake_streams(db::Transaction& tx, std::span<const OrganisationId> captured) {
    std::uint64_t woken = 0;
    for (const auto organisation : captured)
        woken += tx.change(
            wake_stream, tx.now(), tx.now(), organisation, organisation, organisation, organisation
        );
    if (woken > 0) tx.touch(tag("epcis_subscriptions"));
    return woken;
}

}  // namespace chophien::traceability::epcis
