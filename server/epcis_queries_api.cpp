// Named queries of EPCIS, and the grants by which one organisation lets another see its events.
#include "server/epcis_answers.hpp"
#include "server/websocket_reports.hpp"
#include "traceability/epcis/named_queries.hpp"

#include <fmt/format.h>

namespace chophien::server {

namespace epcis = traceability::epcis;

struct EpcisDefinition {
    json::Bytes body;
};

struct NameQuery {
    std::string query;
};

}  // namespace chophien::server

namespace chophien::json {

template <>
struct Shape<server::EpcisDefinition> {
    using T = server::EpcisDefinition;
    static constexpr std::string_view name = "EpcisQueryDefinition";
    static constexpr auto fields = std::tuple{field("body", &T::body, "A name and the query's parameters.")};
};

template <>
struct Shape<server::NameQuery> {
    using T = server::NameQuery;
    static constexpr std::string_view name = "NameEpcisQuery";
    static constexpr auto fields = std::tuple{field("query", &T::query, "The query's name.")};
};

}  // namespace chophien::json

namespace chophien::server {

namespace {

using Json = json::Document;

Json as_json(const epcis::NamedQuery& named) { return {{"name", named.name}, {"query", named.query}}; }

Result<Document> post_query(
    db::Transaction& tx, const Caller& caller, const EpcisDefinition& sent, const Surroundings& around
) {
    auto wish = epcis_wish(around, false);
    if (!wish) return refuse(wish);
    auto definition = epcis_body(sent.body, around, false);
    if (!definition) {
        if (definition.error().why == &epcis::validation) definition.error().why = &epcis::query_validation;
        return refuse(definition);
    }
    const auto prefixes = epcis::prefixes_from(around.gs1_header("GS1-Extensions"));
    const auto named = epcis::name_query(tx, caller, *definition, prefixes.value());
    if (!named) return tl::unexpected(named.error());
    auto answer = epcis_json(as_json(*named));
    answer.status = 201;
    answer.headers.emplace_back(
        "Location", fmt::format("{}/epcis/queries/{}", around.public_url, percent_encoded(named->name))
    );
    return answer;
}

Result<Document> list_queries(
    db::Transaction& tx, const Caller& caller, const Nothing&, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    auto page = page_wish(around.query);
    if (!page) return refuse(page);
    if (!page->others.empty()) return unknown_parameter(page->others.front().first);
    auto all =
        epcis::named_queries(tx, caller.organisation, page->token.value_or(std::string()), page->size + 1);
    std::optional<std::string> next;
    if (std::ssize(all) > page->size) {
        all.pop_back();
        next = percent_encoded(all.back().name);
    }
    auto list = Json::array();
    for (const auto& named : all) list.push_back(as_json(named));
    auto document = epcis_json(list);
    add_next(document, around, next, tx.now() + std::chrono::hours(24));
    return document;
}

Result<Document> show_query(
    db::Transaction& tx, const Caller& caller, const NameQuery& wished, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    const auto named = epcis::named_query(tx, caller.organisation, wished.query);
    if (!named) return tl::unexpected(named.error());
    return epcis_json(as_json(*named));
}

Result<Nothing> drop_query(
    db::Transaction& tx, const Caller& caller, const NameQuery& wished, const Surroundings& around
) {
    if (auto wish = epcis_wish(around, false); !wish) return refuse(wish);
    return epcis::drop_query(tx, caller.organisation, wished.query);
}

Result<Document> list_query_events(
    db::Transaction& tx, const Caller& caller, const NameQuery& wished, const Surroundings& around
) {
    auto wish = epcis_wish(around);
    if (!wish) return refuse(wish);
    if (around.websocket) return subscribe_by_websocket(tx, caller, wished.query, around);
    auto page = page_wish(around.query);
    if (!page) return refuse(page);
    if (!page->others.empty()) return unknown_parameter(page->others.front().first);
    const auto named = epcis::named_query(tx, caller.organisation, wished.query);
    if (!named) return tl::unexpected(named.error());
    auto query = epcis::query_of(*named);
    query.fingerprint += "/queries/" + named->name;
    return query_page(tx, caller, around, query, *page, *wish, named->name);
}

constexpr std::array queries{
    route<&post_query>(
        {.verb = Verb::post,
         .path = "/epcis/queries",
         .operation = "nameEpcisQuery",
         .may = Permission::signed_in,
         .summary = "EPCIS: keep a query under a name.",
         .success = Success::created,
         .body = Body::raw,
         .own_query = true}
    ),
    route<&list_queries>(
        {.path = "/epcis/queries",
         .operation = "listEpcisQueries",
         .may = Permission::signed_in,
         .summary = "EPCIS: one's organisation's named queries.",
         .own_query = true}
    ),
    route<&show_query>(
        {.path = "/epcis/queries/{query}",
         .operation = "showEpcisQuery",
         .may = Permission::signed_in,
         .summary = "EPCIS: a named query.",
         .own_query = true}
    ),
    route<&drop_query>(
        {.verb = Verb::del,
         .path = "/epcis/queries/{query}",
         .operation = "dropEpcisQuery",
         .may = Permission::signed_in,
         .summary = "EPCIS: forget a named query.",
         .own_query = true}
    ),
    route<&list_query_events>(
        {.path = "/epcis/queries/{query}/events",
         .operation = "runEpcisQuery",
         .may = Permission::signed_in,
         .summary = "EPCIS: the events a named query finds; by WebSocket (Upgrade), those to come.",
         .own_query = true}
    ),
    route<&epcis::give_grant>(
        {.verb = Verb::post,
         .path = "/v1/event-grants",
         .operation = "giveEventGrant",
         .may = Permission::signed_in,
         .summary = "Let another organisation see events of a product, lot, place or step.",
         .success = Success::created}
    ),
    route<&epcis::list_grants>(
        {.path = "/v1/event-grants",
         .operation = "listEventGrants",
         .may = Permission::signed_in,
         .summary = "Grants one's organisation gave, the newest first."}
    ),
    route<&epcis::withdraw_grant>(
        {.verb = Verb::del,
         .path = "/v1/event-grants/{grant}",
         .operation = "withdrawEventGrant",
         .may = Permission::signed_in,
         .summary = "Withdraw a grant; it ends at once."}
    ),
};

}  // namespace

std::span<const Route> epcis_query_routes() { return queries; }

}  // namespace chophien::server
