// EPCIS 2.0 over HTTP at /epcis (§12): capture, events, the top-level resources. Named queries are in
// epcis_queries_api.cpp, what all of them share in epcis_answers.hpp.
#include "server/epcis_answers.hpp"
#include "traceability/epcis/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace chophien::server {

namespace epcis = traceability::epcis;

struct EpcisBody {
    json::Bytes body;
};

struct NameCapture {
    std::string capture;
};

struct NameEvent {
    std::string event;
};

struct NameResource {
    std::string name;
};

struct NamePageToken {
    std::string token;
};

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Shape<server::EpcisBody> {
    using T = server::EpcisBody;
    static constexpr std::string_view name = "EpcisBody";
    static constexpr auto fields = std::tuple{field("body", &T::body, "EPCIS 2.0 as JSON or XML.")};
};

template <>
struct Shape<server::NameCapture> {
    using T = server::NameCapture;
    static constexpr std::string_view name = "NameEpcisCapture";
    static constexpr auto fields = std::tuple{field("capture", &T::capture, "The capture job.")};
};

template <>
struct Shape<server::NameEvent> {
    using T = server::NameEvent;
    static constexpr std::string_view name = "NameEpcisEvent";
    static constexpr auto fields = std::tuple{field("event", &T::event, "The event's id, or its hash.")};
};

template <>
struct Shape<server::NameResource> {
    using T = server::NameResource;
    static constexpr std::string_view name = "NameEpcisResource";
    static constexpr auto fields =
        std::tuple{field("name", &T::name, "In any spelling, percent-encoded once.")};
};

template <>
struct Shape<server::NamePageToken> {
    using T = server::NamePageToken;
    static constexpr std::string_view name = "NameEpcisPageToken";
    static constexpr auto fields = std::tuple{field("token", &T::token, "The token.")};
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

using Json = json::Document;
using epcis::Seen;

Result<Document> show_root(db::Transaction&, const Caller&, const Nothing&, const Surroundings& around) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    return epcis_collection(
        {"queries",
         "capture",
         "events",
         "eventTypes",
         "epcs",
         "readPoints",
         "bizLocations",
         "dispositions",
         "bizSteps"}
    );
}

// Capture

Json as_json(const epcis::CaptureView& view) {
    return {
        {"captureID", text_of(view.id)},
        {"createdAt", text_of(view.created_at)},
        {"finishedAt", view.finished_at ? Json(text_of(*view.finished_at)) : Json()},
        {"running", view.running()},
        {"success", view.succeeds},
        {"captureErrorBehaviour", view.proceeds ? "proceed" : "rollback"},
        {"errors", Json::parse(view.errors)}};
}

Result<Document> post_capture(
    db::Transaction& tx, const Caller& caller, const EpcisBody& sent, const Surroundings& around
) {
    auto wish = epcis_wish(around);
    if (!wish) return refuse(wish);
    const auto behaviour = around.gs1_header("GS1-Capture-Error-Behaviour");
    if (!behaviour.empty() && behaviour != "rollback" && behaviour != "proceed")
        return refuse(
            epcis::validation,
            "GS1-Capture-Error-Behaviour: rollback hoặc proceed.",
            "GS1-Capture-Error-Behaviour is rollback or proceed."
        );
    if (!epcis::may_capture(caller)) return refuse(epcis::not_allowed);
    const auto document = epcis_body(sent.body, around);
    if (!document) return tl::unexpected(document.error());
    const auto id = epcis::capture(tx, caller, *document, behaviour == "proceed");
    if (!id) return tl::unexpected(id.error());
    return Document{
        {},
        {},
        {{"Location", fmt::format("{}/epcis/capture/{}", around.public_url, text_of(*id))},
         {"GS1-Capture-Error-Behaviour", behaviour == "proceed" ? "proceed" : "rollback"}},
        202};
}

Result<Document> list_captures(
    db::Transaction& tx, const Caller& caller, const Nothing&, const Surroundings& around
) {
    auto wish = epcis_wish(around, false);
    if (!wish) return refuse(wish);
    auto page = page_wish(around.query);
    if (!page) return refuse(page);
    if (!page->others.empty()) return unknown_parameter(page->others.front().first);
    std::optional<epcis::CaptureId> before;
    if (page->token) {
        before = id_from<epcis::OfCapture>(*page->token);
        if (!before) return unknown_parameter("nextPageToken");
    }
    auto views = epcis::captures_of(tx, caller, before, page->size + 1);
    std::optional<std::string> next;
    if (std::ssize(views) > page->size) {
        views.pop_back();
        next = text_of(views.back().id);
    }
    auto list = Json::array();
    for (const auto& view : views) list.push_back(as_json(view));
    auto document = epcis_json(list);
    add_next(document, around, next, tx.now() + std::chrono::hours(24));
    return document;
}

Result<Document> show_capture(
    db::Transaction& tx, const Caller& caller, const NameCapture& wished, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    const auto id = id_from<epcis::OfCapture>(wished.capture);
    if (!id) return refuse(epcis::no_such_resource);
    const auto view = epcis::capture_of(tx, caller, *id);
    if (!view) return tl::unexpected(view.error());
    return epcis_json(as_json(*view));
}

// Events

Result<Document> post_event(
    db::Transaction& tx, const Caller& caller, const EpcisBody& sent, const Surroundings& around
) {
    auto wish = epcis_wish(around);
    if (!wish) return refuse(wish);
    if (!epcis::may_capture(caller)) return refuse(epcis::not_allowed);
    const auto document = epcis_body(sent.body, around);
    if (!document) return tl::unexpected(document.error());
    const auto stored = epcis::capture_event(tx, caller, *document);
    if (!stored) return tl::unexpected(stored.error());
    auto answer = epcis_answer(shown_event(*stored, *wish, epcis::prefix_lengths(tx)), *wish);
    answer.status = 201;
    answer.headers.emplace_back(
        "Location", fmt::format("{}/epcis/events/{}", around.public_url, percent_encoded(stored->event_id))
    );
    return answer;
}

Result<Document> list_events(
    db::Transaction& tx, const Caller& caller, const Nothing&, const Surroundings& around
) {
    return events_page(tx, caller, around, std::nullopt, {});
}

Result<Document> show_event(
    db::Transaction& tx, const Caller& caller, const NameEvent& wished, const Surroundings& around
) {
    auto wish = epcis_wish(around);
    if (!wish) return refuse(wish);
    if (!around.query.empty()) return unknown_parameter(around.query.front().first);
    const epcis::Sight sight(tx, caller.organisation);
    const auto events = epcis::event_and_declarations(tx, sight, wished.event);
    if (events.empty()) return refuse(epcis::no_such_resource);
    return results_document(tx, events, "SimpleEventQuery", *wish);
}

// Top-level resources

template <Seen Kind>
Result<Document> list_resources(
    db::Transaction& tx, const Caller& caller, const Nothing&, const Surroundings& around
) {
    auto wish = epcis_wish(around, false);
    if (!wish) return refuse(wish);
    auto page = page_wish(around.query);
    if (!page) return refuse(page);
    if (!page->others.empty()) return unknown_parameter(page->others.front().first);
    auto listing = epcis::list_seen(tx, caller.organisation, Kind, page->token, page->size);
    if (!listing) return refuse(listing);
    if (wish->keys == epcis::Format::urn) {
        const auto length = epcis::prefix_lengths(tx);
        for (auto& name : listing->names)
            if (auto urn = epcis::urn_of(name, length)) name = std::move(*urn);
    }
    auto document = epcis_collection(listing->names);
    add_next(document, around, listing->next, tx.now() + std::chrono::hours(24));
    return document;
}

template <Seen Kind>
Result<Document> show_resource(
    db::Transaction& tx, const Caller& caller, const NameResource& wished, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    const auto any = epcis::is_said(tx, caller.organisation, Kind, wished.name);
    if (!any) return tl::unexpected(any.error());
    if (!*any) return refuse(epcis::no_such_resource);
    return epcis_collection({"events"});
}

template <Seen Kind>
Result<Document> list_resource_events(
    db::Transaction& tx, const Caller& caller, const NameResource& wished, const Surroundings& around
) {
    auto condition = epcis::saying(Kind, wished.name);
    if (!condition) return refuse(epcis::no_such_resource);
    return events_page(tx, caller, around, std::move(*condition), wished.name);
}

Result<Document> drop_token(db::Transaction&, const Caller&, const NamePageToken&, const Surroundings&) {
    return refuse(
        not_implemented,
        "Thẻ trang tự hết hạn; máy chủ không giữ gì.",
        "Tokens of pages expire by themselves; nothing is kept of them."
    );
}

// A line of the three every resource has.
template <Seen Kind>
constexpr std::array<Route, 3> resource(
    std::array<std::string_view, 3> paths, std::array<std::string_view, 3> operations
) {
    return {
        route<&list_resources<Kind>>(
            {.path = paths[0],
             .operation = operations[0],
             .may = Permission::signed_in,
             .summary = "EPCIS: what the events one sees name.",
             .own_query = true}
        ),
        route<&show_resource<Kind>>(
            {.path = paths[1],
             .operation = operations[1],
             .may = Permission::signed_in,
             .summary = "EPCIS: what there is of it; not found when no event one sees names it.",
             .own_query = true}
        ),
        route<&list_resource_events<Kind>>(
            {.path = paths[2],
             .operation = operations[2],
             .may = Permission::signed_in,
             .summary = "EPCIS: the events that name it; the parameters of a query narrow them.",
             .own_query = true}
        )};
}

#define CHOPHIEN_RESOURCE(kind, plural, one)                                               \
    resource<kind>(                                                                        \
        {"/epcis/" plural, "/epcis/" plural "/{name}", "/epcis/" plural "/{name}/events"}, \
        {"listEpcis" one "s", "showEpcis" one, "listEventsOfEpcis" one}                    \
    )

constexpr std::array resources{
    CHOPHIEN_RESOURCE(Seen::event_type, "eventTypes", "EventType"),
    CHOPHIEN_RESOURCE(Seen::thing, "epcs", "Epc"),
    CHOPHIEN_RESOURCE(Seen::biz_step, "bizSteps", "BizStep"),
    CHOPHIEN_RESOURCE(Seen::biz_location, "bizLocations", "BizLocation"),
    CHOPHIEN_RESOURCE(Seen::read_point, "readPoints", "ReadPoint"),
    CHOPHIEN_RESOURCE(Seen::disposition, "dispositions", "Disposition")};

#undef CHOPHIEN_RESOURCE

constexpr std::array own{
    route<&show_root>(
        {.path = "/epcis",
         .operation = "showEpcis",
         .may = Permission::signed_in,
         .summary = "EPCIS 2.0: the resources of this repository.",
         .own_query = true}
    ),
    route<&post_capture>(
        {.verb = Verb::post,
         .path = "/epcis/capture",
         .operation = "captureEpcisDocument",
         .may = Permission::signed_in,
         .summary = "EPCIS: capture a document of events; Location says where its outcome stands.",
         .success = Success::accepted,
         .body = Body::raw,
         .own_query = true}
    ),
    route<&list_captures>(
        {.path = "/epcis/capture",
         .operation = "listEpcisCaptures",
         .may = Permission::signed_in,
         .summary = "EPCIS: one's capture jobs, the newest first.",
         .own_query = true}
    ),
    route<&show_capture>(
        {.path = "/epcis/capture/{capture}",
         .operation = "showEpcisCapture",
         .may = Permission::signed_in,
         .summary = "EPCIS: what became of a captured document.",
         .own_query = true}
    ),
    route<&post_event>(
        {.verb = Verb::post,
         .path = "/epcis/events",
         .operation = "captureEpcisEvent",
         .may = Permission::signed_in,
         .summary = "EPCIS: capture one event.",
         .success = Success::created,
         .body = Body::raw,
         .own_query = true}
    ),
    route<&list_events>(
        {.path = "/epcis/events",
         .operation = "listEpcisEvents",
         .may = Permission::signed_in,
         .summary = "EPCIS: query events with the standard's parameters.",
         .own_query = true}
    ),
    route<&show_event>(
        {.path = "/epcis/events/{event}",
         .operation = "showEpcisEvent",
         .may = Permission::signed_in,
         .summary = "EPCIS: an event and all declarations on it.",
         .own_query = true}
    ),
    route<&drop_token>(
        {.verb = Verb::del,
         .path = "/epcis/nextPageToken/{token}",
         .operation = "dropEpcisPageToken",
         .may = Permission::signed_in,
         .summary = "EPCIS: not offered, tokens expire by themselves.",
         .own_query = true}
    ),
};

}  // namespace

std::span<const Route> epcis_routes() {
    static const std::vector<Route> all = [] {
        std::vector<Route> routes(own.begin(), own.end());
        for (const auto& three : resources) routes.insert(routes.end(), three.begin(), three.end());
        return routes;
    }();
    return all;
}

}  // namespace chophien::server
