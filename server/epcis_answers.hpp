// What the handlers of EPCIS share: pages of query results, collections, bodies in the media type asked for.
#pragma once

#include "server/epcis_manners.hpp"
#include "server/target.hpp"
#include "traceability/epcis/prefixes.hpp"
#include "traceability/epcis/query.hpp"
#include "traceability/epcis/query_running.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::server {

/// perPage and nextPageToken of a query string, and the other parameters.
struct EpcisPageWish {
    std::int64_t size = 0;
    std::optional<std::string> token{};
    std::vector<std::pair<std::string, std::string>> others{};
    bool clamped = false;
};

/// Refuses query_parameter: a perPage that is no number from 1, one of the two twice. A perPage over the most
/// is the most.
Result<EpcisPageWish> page_wish(const std::vector<std::pair<std::string, std::string>>& query);

tl::unexpected<Refused> unknown_parameter(std::string_view name);

Document epcis_json(const json::Document& body);
/// In the media type wished.
Document epcis_answer(const json::Document& body, const EpcisWish& wish);
/// One event with its own @context.
json::Document shown_event(
    const traceability::epcis::StoredEvent& event,
    const EpcisWish& wish,
    const traceability::epcis::PrefixLength& length
);
/// An EPCISQueryDocument.
Document results_document(
    db::Transaction& tx,
    std::span<const traceability::epcis::StoredEvent> events,
    std::string_view query_name,
    const EpcisWish& wish
);
Document epcis_collection(const std::vector<std::string>& members);

/// The Link to the next page and until when it works.
void add_next(
    Document& document, const Surroundings& around, const std::optional<std::string>& next, Instant expires
);

/// A page of the events that the query string asks for, `besides` given. Its name tells the tokens of two
/// resources apart.
Result<Document> events_page(
    db::Transaction& tx,
    const Caller& caller,
    const Surroundings& around,
    std::optional<traceability::epcis::Condition> besides,
    std::string_view resource
);

/// The same for a query that is there.
Result<Document> query_page(
    db::Transaction& tx,
    const Caller& caller,
    const Surroundings& around,
    const traceability::epcis::Query& query,
    const EpcisPageWish& page,
    const EpcisWish& wish,
    std::string_view query_name
);

}  // namespace chophien::server
