// Subscriptions to named queries of EPCIS by webhook: POST, GET and DELETE
// /epcis/queries/{query}/subscriptions. By WebSocket they are in websocket_reports.cpp.
#include "server/epcis_answers.hpp"
#include "server/network.hpp"
#include "server/webhook_address.hpp"
#include "traceability/epcis/subscription.hpp"
#include "traceability/epcis/subscription_destination.hpp"

#include <fmt/format.h>

namespace chophien::server {

namespace epcis = traceability::epcis;

struct SubscribeToQuery {
    std::string query;
    json::Bytes body;
};

struct NameQuerySubscriptions {
    std::string query;
};

struct NameQuerySubscription {
    std::string query;
    std::string subscription;
};

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Shape<server::SubscribeToQuery> {
    using T = server::SubscribeToQuery;
    static constexpr std::string_view name = "SubscribeToEpcisQuery";
    static constexpr auto fields = std::tuple{
        field("query", &T::query, "The query's name."),
        field("body", &T::body, "dest, signatureToken, and stream or schedule.")};
};

template <>
struct Shape<server::NameQuerySubscriptions> {
    using T = server::NameQuerySubscriptions;
    static constexpr std::string_view name = "NameEpcisSubscriptions";
    static constexpr auto fields = std::tuple{field("query", &T::query, "The query's name.")};
};

template <>
struct Shape<server::NameQuerySubscription> {
    using T = server::NameQuerySubscription;
    static constexpr std::string_view name = "NameEpcisSubscription";
    static constexpr auto fields = std::tuple{
        field("query", &T::query, "The query's name."),
        field("subscription", &T::subscription, "The subscription.")};
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

using Json = json::Document;

Json as_json(const epcis::Subscription& one) {
    Json object{
        {"subscriptionID", text_of(one.id)},
        {"dest", one.destination},
        {"createdAt", text_of(one.created_at)},
        {"initialRecordTime", text_of(one.begins_at)},
        {"minRecordTime", text_of(one.min_record_time())},
        {"reportIfEmpty", one.report_if_empty},
        {"state",
         !one.due_at     ? "paused"
         : one.proven_at ? "active"
                         : "unproven"}};
    if (one.notified_at) object["lastNotifiedAt"] = text_of(*one.notified_at);
    if (!one.epc_format.empty()) object["epcFormat"] = one.epc_format;
    if (one.trouble) object["trouble"] = *one.trouble;
    if (one.schedule)
        object["schedule"] = Json::parse(*one.schedule);
    else
        object["stream"] = true;
    return object;
}

std::optional<epcis::SubscriptionId> id_in(const std::string& text) {
    return id_from<epcis::OfSubscription>(text);
}

/// An address in numbers is looked at now, a name each time it is looked up.
bool leads_inside(const Json& wish, bool local) {
    const auto dest = wish.is_object() ? wish.find("dest") : wish.end();
    if (!wish.is_object() || dest == wish.end() || !dest->is_string()) return false;
    const auto destination = epcis::destination_from(dest->get_ref<const std::string&>());
    if (!destination || (local && destination->names_this_machine())) return false;
    if (destination->host == "localhost" || destination->host.ends_with(".localhost")) return true;
    return Network::parse(destination->host) && !is_public_address(destination->host);
}

Result<Document> post_subscription(
    db::Transaction& tx, const Caller& caller, const SubscribeToQuery& sent, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    const auto body = epcis_body(sent.body, around);
    if (!body) return tl::unexpected(body.error());
    if (leads_inside(*body, around.local_destinations))
        return refuse(
            epcis::validation,
            std::vector{Violation{
                "/dest",
                "subscription",
                "Địa chỉ phải thuộc mạng công cộng.",
                "The destination must be in the public network."}}
        );
    const auto made = epcis::subscribe(
        tx,
        caller,
        sent.query,
        *body,
        {.epc_format = around.gs1_header("GS1-EPC-Format"), .local = around.local_destinations}
    );
    if (!made) return tl::unexpected(made.error());
    auto answer = epcis_json(as_json(*made));
    answer.status = 201;
    answer.headers.emplace_back(
        "Location",
        fmt::format(
            "{}/epcis/queries/{}/subscriptions/{}",
            around.public_url,
            percent_encoded(sent.query),
            text_of(made->id)
        )
    );
    return answer;
}

Result<Document> list_subscriptions(
    db::Transaction& tx,
    const Caller& caller,
    const NameQuerySubscriptions& wished,
    const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    auto page = page_wish(around.query);
    if (!page) return refuse(page);
    if (!page->others.empty()) return unknown_parameter(page->others.front().first);
    epcis::SubscriptionId behind;
    if (page->token) {
        const auto id = id_in(*page->token);
        if (!id) return unknown_parameter("nextPageToken");
        behind = *id;
    }
    auto all = epcis::subscriptions_of(tx, caller.organisation, wished.query, behind, page->size + 1);
    if (!all) return refuse(all);
    std::optional<std::string> next;
    if (std::ssize(*all) > page->size) {
        all->pop_back();
        next = text_of(all->back().id);
    }
    auto list = Json::array();
    for (const auto& one : *all) list.push_back(as_json(one));
    auto document = epcis_json(list);
    add_next(document, around, next, tx.now() + std::chrono::hours(24));
    return document;
}

Result<Document> show_subscription(
    db::Transaction& tx, const Caller& caller, const NameQuerySubscription& wished, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    const auto id = id_in(wished.subscription);
    if (!id) return refuse(epcis::no_such_resource);
    const auto found = epcis::subscription_of(tx, caller.organisation, wished.query, *id);
    if (!found) return tl::unexpected(found.error());
    return epcis_json(as_json(*found));
}

Result<Nothing> drop_subscription(
    db::Transaction& tx, const Caller& caller, const NameQuerySubscription& wished, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    const auto id = id_in(wished.subscription);
    if (!id) return refuse(epcis::no_such_resource);
    return epcis::unsubscribe(tx, caller, wished.query, *id);
}

Result<Nothing> resume_subscription(
    db::Transaction& tx, const Caller& caller, const NameQuerySubscription& wished, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    const auto id = id_in(wished.subscription);
    if (!id) return refuse(epcis::no_such_resource);
    return epcis::resume(tx, caller, wished.query, *id);
}

constexpr std::array subscriptions{
    route<&post_subscription>(
        {.verb = Verb::post,
         .path = "/epcis/queries/{query}/subscriptions",
         .operation = "subscribeToEpcisQuery",
         .may = Permission::signed_in,
         .summary = "EPCIS: have new results of a named query sent to an https address.",
         .success = Success::created,
         .body = Body::raw,
         .own_query = true}
    ),
    route<&list_subscriptions>(
        {.path = "/epcis/queries/{query}/subscriptions",
         .operation = "listEpcisSubscriptions",
         .may = Permission::signed_in,
         .summary = "EPCIS: subscriptions to a named query.",
         .own_query = true}
    ),
    route<&show_subscription>(
        {.path = "/epcis/queries/{query}/subscriptions/{subscription}",
         .operation = "showEpcisSubscription",
         .may = Permission::signed_in,
         .summary = "EPCIS: a subscription, how far it came and what hinders it.",
         .own_query = true}
    ),
    route<&drop_subscription>(
        {.verb = Verb::del,
         .path = "/epcis/queries/{query}/subscriptions/{subscription}",
         .operation = "unsubscribeFromEpcisQuery",
         .may = Permission::signed_in,
         .summary = "EPCIS: end a subscription.",
         .own_query = true}
    ),
    route<&resume_subscription>(
        {.verb = Verb::post,
         .path = "/epcis/queries/{query}/subscriptions/{subscription}/resumption",
         .operation = "resumeEpcisSubscription",
         .may = Permission::signed_in,
         .summary = "Let a paused subscription go on where it stopped.",
         .own_query = true}
    ),
};

}  // namespace

std::span<const Route> subscription_routes() { return subscriptions; }

}  // namespace chophien::server
