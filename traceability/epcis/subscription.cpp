#include "traceability/epcis/subscription.hpp"

#include "core/text.hpp"
#include "traceability/epcis/named_queries.hpp"
#include "traceability/epcis/subscription_destination.hpp"
#include "traceability/epcis/subscription_events.hpp"

#include <algorithm>

namespace chophien::traceability::epcis {

namespace {

using accounts::Caller;
using accounts::OrganisationId;
using db::Statement;
using Json = json::Document;

constexpr std::size_t longest_schedule = 2'000;

constexpr Statement insert_subscription{"epcis.insert_subscription", R"sql(
    INSERT INTO epcis_subscriptions (id, organisation, query, person, destination, token, schedule, report_if_empty,
                                     epc_format, created_at, begins_at, run_reported, batch, attempts, due_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, FALSE, ?, 0, ?)
)sql"};

#define CHOPHIEN_SUBSCRIPTION                                                            \
    "SELECT id, query, destination, schedule, report_if_empty, epc_format, created_at, " \
    "begins_at, proven_at, last_run, notified_at, due_at, trouble FROM epcis_subscriptions "

constexpr Statement find_subscription{
    "epcis.subscription", CHOPHIEN_SUBSCRIPTION "WHERE id = ? AND organisation = ? AND query = ?"};
constexpr Statement list_subscriptions{
    "epcis.subscriptions",
    CHOPHIEN_SUBSCRIPTION "WHERE organisation = ? AND query = ? AND id > ? ORDER BY id LIMIT ?"};

#undef CHOPHIEN_SUBSCRIPTION

constexpr Statement count_subscriptions{"epcis.count_subscriptions", R"sql(
    SELECT COUNT(*) FROM epcis_subscriptions WHERE organisation = ?
)sql"};

constexpr Statement ids_of_query{"epcis.subscriptions_of_query", R"sql(
    SELECT id FROM epcis_subscriptions WHERE organisation = ? AND query = ? ORDER BY id FOR UPDATE
)sql"};

constexpr Statement delete_places{"epcis.drop_subscription_places", R"sql(
    DELETE FROM epcis_subscription_places WHERE subscription = ?
)sql"};

constexpr Statement delete_subscription{"epcis.drop_subscription", R"sql(
    DELETE FROM epcis_subscriptions WHERE id = ?
)sql"};

constexpr Statement resume_subscription{"epcis.resume_subscription", R"sql(
    UPDATE epcis_subscriptions SET due_at = ?, attempts = 0, trouble = NULL WHERE id = ?
)sql"};

Violation wrong(std::string pointer, std::string vi, std::string en) {
    return {std::move(pointer), "subscription", std::move(vi), std::move(en)};
}

bool may_subscribe(const Caller& caller) {
    return !caller.is_guest() && caller.role != accounts::Role::viewer;
}

std::string text_in(const Json& object, std::string_view member) {
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

void check_members(const Json& wish, const SubscriptionTerms& terms, std::vector<Violation>& violations) {
    constexpr std::array known{
        std::string_view("dest"),
        std::string_view("signatureToken"),
        std::string_view("stream"),
        std::string_view("schedule"),
        std::string_view("reportIfEmpty"),
        std::string_view("initialRecordTime"),
        std::string_view("@context")};
    for (const auto& [member, value] : wish.items())
        if (std::ranges::find(known, std::string_view(member)) == known.end())
            violations.push_back(wrong('/' + member, "Thành phần không biết.", "An unknown member."));
    const auto destination = destination_from(text_in(wish, "dest"));
    const bool local = terms.local && destination && destination->names_this_machine();
    if (!destination || (!destination->encrypted && !local))
        violations.push_back(wrong("/dest", "Cần một địa chỉ https.", "An https address is needed."));
    const auto token = text_in(wish, "signatureToken");
    const auto size = text::characters(token);
    if (size < shortest_token || token.size() > longest_token || text::has_control(token))
        violations.push_back(wrong(
            "/signatureToken",
            "Cần mã bí mật từ 8 đến 512 byte để ký.",
            "A secret of 8 to 512 bytes is needed to sign with."
        ));
}

}  // namespace

}  // namespace chophien::traceability::epcis

template <>
struct chophien::db::Columns<chophien::traceability::epcis::Subscription> {
    using Row = chophien::traceability::epcis::Subscription;
    static constexpr auto of = std::tuple{
        &Row::id,
        &Row::query,
        &Row::destination,
        &Row::schedule,
        &Row::report_if_empty,
        &Row::epc_format,
        &Row::created_at,
        &Row::begins_at,
        &Row::proven_at,
        &Row::last_run,
        &Row::notified_at,
        &Row::due_at,
        &Row::trouble};
};

namespace chophien::traceability::epcis {

Result<Controls> controls_from(const Json& object) {
    std::vector<Violation> violations;
    Controls controls;
    const auto stream = object.find("stream");
    const auto schedule = object.find("schedule");
    const bool streams = stream != object.end();
    if (streams && (!stream->is_boolean() || !stream->get<bool>()))
        violations.push_back(wrong("/stream", "Chỉ nhận true.", "Only true is taken."));
    if (streams == (schedule != object.end()))
        violations.push_back(wrong(
            streams ? "/schedule" : "/stream",
            "Cần đúng một trong stream và schedule.",
            "Exactly one of stream and schedule is needed."
        ));
    if (schedule != object.end()) {
        auto read = schedule_from(*schedule);
        if (read) {
            controls.schedule = *read;
            controls.schedule_text = schedule->dump();
        } else {
            auto& more = read.error().violations;
            violations.insert(violations.end(), more.begin(), more.end());
        }
        if (controls.schedule_text.size() > longest_schedule)
            violations.push_back(wrong("/schedule", "Lịch quá dài.", "The schedule is too long."));
    }
    if (const auto empty = object.find("reportIfEmpty"); empty != object.end()) {
        if (!empty->is_boolean())
            violations.push_back(wrong("/reportIfEmpty", "Cần true hoặc false.", "It is true or false."));
        else
            controls.report_if_empty = empty->get<bool>();
    }
    if (object.contains("initialRecordTime")) {
        controls.initial_record_time = instant_from(text_in(object, "initialRecordTime"));
        if (!controls.initial_record_time)
            violations.push_back(
                wrong("/initialRecordTime", "Cần một thời điểm.", "A date and time is needed.")
            );
    }
    if (!violations.empty()) return refuse(subscription_controls, std::move(violations));
    return controls;
}

Result<Subscription> subscribe(
    db::Transaction& tx,
    const Caller& caller,
    std::string_view query,
    const Json& wish,
    const SubscriptionTerms& terms
) {
    if (!may_subscribe(caller)) return refuse(not_allowed);
    const auto named = named_query(tx, caller.organisation, query);
    if (!named) return tl::unexpected(named.error());
    if (!wish.is_object()) return refuse(validation, "Cần một đối tượng JSON.", "The body is a JSON object.");
    std::vector<Violation> violations;
    check_members(wish, terms, violations);
    const auto controls = controls_from(wish);
    if (!controls) {
        auto refused = controls.error();
        refused.violations.insert(refused.violations.end(), violations.begin(), violations.end());
        return tl::unexpected(std::move(refused));
    }
    if (!violations.empty()) return refuse(validation, std::move(violations));
    if (tx.row<std::int64_t>(count_subscriptions, caller.organisation).value_or(0) >= most_subscriptions)
        return refuse(
            not_allowed,
            "Mỗi tổ chức có nhiều nhất " + std::to_string(most_subscriptions) + " đăng ký.",
            "An organisation has at most " + std::to_string(most_subscriptions) + " subscriptions."
        );
    const auto id = tx.new_id<OfSubscription>();
    tx.change(
        insert_subscription,
        id,
        caller.organisation,
        query,
        caller.person,
        text_in(wish, "dest"),
        text_in(wish, "signatureToken"),
        controls->schedule ? std::optional(controls->schedule_text) : std::nullopt,
        controls->report_if_empty,
        terms.epc_format,
        tx.now(),
        controls->initial_record_time.value_or(tx.now()),
        static_cast<std::int64_t>(most_reported),
        tx.now()
    );
    tx.announce({"epcis.subscribed", text_of(id), Json{{"organisation", text_of(caller.organisation)}}.dump()}
    );
    return subscription_of(tx, caller.organisation, query, id);
}

Result<Subscription> subscription_of(
    db::Transaction& tx, OrganisationId organisation, std::string_view query, SubscriptionId id
) {
    auto found = tx.row<Subscription>(find_subscription, id, organisation, query);
    if (found) return std::move(*found);
    if (const auto named = named_query(tx, organisation, query); !named) return tl::unexpected(named.error());
    return refuse(no_such_resource);
}

Result<std::vector<Subscription>> subscriptions_of(
    db::Transaction& tx,
    OrganisationId organisation,
    std::string_view query,
    SubscriptionId behind,
    std::int64_t limit
) {
    if (const auto named = named_query(tx, organisation, query); !named) return tl::unexpected(named.error());
    return tx.rows<Subscription>(list_subscriptions, organisation, query, behind.number, limit);
}

Result<Nothing> unsubscribe(
    db::Transaction& tx, const Caller& caller, std::string_view query, SubscriptionId id
) {
    if (!may_subscribe(caller)) return refuse(not_allowed);
    if (const auto found = subscription_of(tx, caller.organisation, query, id); !found)
        return tl::unexpected(found.error());
    // The subscription's row first: whoever delivers locks it before its places.
    tx.change(delete_subscription, id);
    tx.change(delete_places, id);
    tx.announce(
        {"epcis.unsubscribed", text_of(id), Json{{"organisation", text_of(caller.organisation)}}.dump()}
    );
    return Nothing{};
}

Result<Nothing> resume(db::Transaction& tx, const Caller& caller, std::string_view query, SubscriptionId id) {
    if (!may_subscribe(caller)) return refuse(not_allowed);
    if (const auto found = subscription_of(tx, caller.organisation, query, id); !found)
        return tl::unexpected(found.error());
    tx.change(resume_subscription, tx.now(), id);
    tx.touch(tag(id));
    return Nothing{};
}

void end_subscriptions(db::Transaction& tx, OrganisationId organisation, std::string_view query) {
    for (const auto id : tx.rows<SubscriptionId>(ids_of_query, organisation, query)) {
        tx.change(delete_subscription, id);
        tx.change(delete_places, id);
        tx.announce({"epcis.unsubscribed", text_of(id), Json{{"organisation", text_of(organisation)}}.dump()}
        );
    }
}

}  // namespace chophien::traceability::epcis
