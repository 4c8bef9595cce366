#include "traceability/epcis/writing.hpp"

#include "traceability/epcis/context.hpp"
#include "traceability/epcis/grammar.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis {

using json::Document;

namespace {

constexpr std::array<std::pair<std::string_view, Format>, 5> format_words{{
    {"", Format::digital_link},
    {"No_Preference", Format::no_preference},
    {"Always_GS1_Digital_Link", Format::digital_link},
    {"Always_EPC_URN", Format::urn},
    {"Never_Translates", Format::never_translates},
}};

class Translating {
public:
    Translating(Format format, const PrefixLength& length) : format_(format), length_(length) {}

    void structure(Document& object, const Structure& rows) {
        if (!object.is_object()) return;
        for (const auto& row : rows.members) {
            const auto found = object.find(row.name);
            if (found != object.end()) member(*found, row);
        }
    }

    bool all() const { return all_; }

private:
    void member(Document& value, const Member& row) {
        switch (row.sort) {
            case Sort::name:
                return name(value);
            case Sort::names:
                for (auto& one : value) name(one);
                return;
            case Sort::object:
                return structure(value, *row.inner);
            case Sort::objects:
                for (auto& one : value) structure(one, *row.inner);
                return;
            default:
                return;
        }
    }

    void name(Document& value) {
        if (!value.is_string()) return;
        auto known = name_from(value.get_ref<const std::string&>());
        if (known.level == Level::other) return;
        if (format_ == Format::urn) {
            if (auto urn = urn_of(known.canonical, length_)) {
                value = std::move(*urn);
                return;
            }
            // A URN as sent shows its prefix itself.
            if (value.get_ref<const std::string&>().starts_with("urn:epc:")) return;
            all_ = false;
        }
        value = std::move(known.canonical);
    }

    Format format_;
    const PrefixLength& length_;
    bool all_ = true;
};

Document context_of(const std::map<std::string, std::string>& namespaces) {
    auto context = Document::array({epcis_context});
    if (!namespaces.empty()) context.push_back(namespaces);
    return context;
}

// Takes the contexts off the events; what cannot be said for all of them stays with its event.
Document gathered_context(std::vector<Document>& events) {
    std::map<std::string, std::string> all;
    for (auto& event : events) {
        const auto context = event.find("@context");
        if (context == event.end()) continue;
        auto own = Document::object();
        for (const auto& part : *context) {
            if (!part.is_object()) continue;
            for (const auto& [prefix, name] : part.items()) {
                const auto known = all.emplace(prefix, name.get_ref<const std::string&>()).first;
                if (name != known->second) own[prefix] = name;
            }
        }
        event.erase("@context");
        if (!own.empty()) event["@context"] = Document::array({std::move(own)});
    }
    return context_of(all);
}

Document document_of(std::string_view type, std::vector<Document>& events, Instant created) {
    auto document = Document::object();
    document["@context"] = gathered_context(events);
    document["type"] = type;
    document["schemaVersion"] = "2.0";
    document["creationDate"] = text_of(created);
    return document;
}

}  // namespace

std::optional<Format> format_from(std::string_view header) {
    for (const auto& [word, format] : format_words)
        if (word == header) return format;
    return std::nullopt;
}

bool translate(Document& content, Format format, const PrefixLength& length) {
    if (format == Format::no_preference || format == Format::never_translates) return true;
    Translating translating(format, length);
    translating.structure(content, event_structure);
    return translating.all();
}

Document event_json(
    Document content,
    const std::map<std::string, std::string>& namespaces,
    const Stored& stored,
    Format format,
    const PrefixLength& length
) {
    translate(content, format, length);
    content["recordTime"] = text_of(stored.record_time);
    content["eventID"] = stored.event_id;
    content["@context"] = context_of(namespaces);
    return content;
}

Document capture_document(std::vector<Document> events, Instant created) {
    auto document = document_of("EPCISDocument", events, created);
    document["epcisBody"]["eventList"] = std::move(events);
    return document;
}

Document query_document(std::vector<Document> events, const QueryResults& results) {
    auto document = document_of("EPCISQueryDocument", events, results.created);
    auto& body = document["epcisBody"]["queryResults"];
    body["queryName"] = results.query_name;
    if (!results.subscription_id.empty()) body["subscriptionID"] = results.subscription_id;
    body["resultsBody"]["eventList"] = std::move(events);
    return document;
}

}  // namespace chophien::traceability::epcis
