// From events back to JSON: one event as GET /events/{id} answers it, documents of query results and of
// capture, and the forms of identifiers a client may ask for.
#pragma once

#include "traceability/epcis/event.hpp"
#include "traceability/epcis/names.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

/// GS1-EPC-Format.
enum class Format : std::uint8_t { no_preference, digital_link, urn, never_translates };

/// Of the header's word; nothing for any other. An empty word is the default, Always_GS1_Digital_Link.
std::optional<Format> format_from(std::string_view header);

/// Writes every name of an event's content in the form asked for; private URIs stay. True when all GS1 keys
/// have that form: a key whose company prefix has an unknown length stays a Digital Link. Without preference
/// and with never_translates nothing changes.
bool translate(json::Document& content, Format format, const PrefixLength& length);

/// What the server adds to an event.
struct Stored {
    Instant record_time;
    std::string_view event_id;  ///< the given one, else the hash
};

/// The event with recordTime, eventID and its own @context.
json::Document event_json(
    json::Document content,
    const std::map<std::string, std::string>& namespaces,
    const Stored& stored,
    Format format = Format::never_translates,
    const PrefixLength& length = {}
);

inline json::Document event_json(
    const Event& event,
    const Stored& stored,
    Format format = Format::never_translates,
    const PrefixLength& length = {}
) {
    return event_json(event.content, event.namespaces, stored, format, length);
}

/// Events of event_json in one document. Their contexts are gathered in the document's; where one prefix
/// stands for two namespaces, the later event keeps its own.
json::Document capture_document(std::vector<json::Document> events, Instant created);

struct QueryResults {
    std::string_view query_name;
    std::string_view subscription_id{};  ///< left out when empty
    Instant created;
};

json::Document query_document(std::vector<json::Document> events, const QueryResults& results);

}  // namespace chophien::traceability::epcis
