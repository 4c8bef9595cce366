#include "traceability/epcis/checking.hpp"
#include "traceability/epcis/event_reading.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis {

using json::Document;

namespace {

constexpr std::string_view capture_document = "EPCISDocument";
constexpr std::string_view query_document = "EPCISQueryDocument";

const Document* find(const Document& object, std::string_view name) {
    if (!object.is_object()) return nullptr;
    const auto found = object.find(name);
    return found == object.end() ? nullptr : &*found;
}

std::string text_at(const Document& object, std::string_view name) {
    const auto* found = find(object, name);
    return found != nullptr && found->is_string() ? found->get<std::string>() : std::string();
}

// "2.0", "2.0.1"
bool is_version_two(std::string_view text) {
    if (text != "2.0" && !text.starts_with("2.0.")) return false;
    return text.size() == 3 || (text.size() > 4 && text.size() < 10 &&
                                text.find_first_not_of("0123456789", 4) == std::string_view::npos);
}

// All but the body, which may be large and has a reader of its own.
Document without_body(const Document& document) {
    Document envelope = Document::object();
    for (const auto& [name, value] : document.get_ref<const Document::object_t&>())
        if (name != "epcisBody" && name != "@context") envelope[name] = value;
    return envelope;
}

void read_master_data(const Document& envelope, Bundle& bundle) {
    const auto* header = find(envelope, "epcisHeader");
    const auto* master = header == nullptr ? nullptr : find(*header, "epcisMasterData");
    const auto* list = master == nullptr ? nullptr : find(*master, "vocabularyList");
    if (list == nullptr) return;
    for (const auto& vocabulary : *list) {
        const auto* elements = find(vocabulary, "vocabularyElementList");
        if (elements == nullptr) continue;
        for (const auto& element : *elements) {
            MasterData made{
                text_at(vocabulary, "type"), canonical_name(text_at(element, "id")), Document::array(), {}};
            if (const auto* attributes = find(element, "attributes")) made.attributes = *attributes;
            if (const auto* children = find(element, "children")) {
                if (children->is_string())
                    made.children.push_back(canonical_name(children->get<std::string>()));
                else
                    for (const auto& child : *children)
                        made.children.push_back(canonical_name(child.get<std::string>()));
            }
            bundle.master_data.push_back(std::move(made));
        }
    }
}

struct Body {
    const Document* events = nullptr;
    std::string pointer;
    bool single = false;
};

// Where the events are: epcisBody.eventList, epcisBody.event, or the results of a query.
Body body_of(const Document& document, bool of_query, std::vector<Fault>& faults) {
    const Document* at = &document;
    std::string pointer;
    constexpr std::array<std::string_view, 3> way{"epcisBody", "queryResults", "resultsBody"};
    for (std::size_t step = 0; step < (of_query ? 3U : 1U); ++step) {
        pointer.append("/").append(way[step]);
        at = find(*at, way[step]);
        if (at == nullptr || !at->is_object()) {
            faults.push_back(
                {pointer,
                 "This member is required and an object.",
                 at == nullptr ? std::string() : shown(*at)}
            );
            return {};
        }
    }
    if (const auto* list = find(*at, "eventList")) {
        if (list->is_array()) return {list, pointer + "/eventList", false};
        faults.push_back({pointer + "/eventList", "This is a list.", shown(*list)});
        return {};
    }
    if (const auto* one = find(*at, "event")) return {one, pointer + "/event", true};
    faults.push_back({pointer + "/eventList", "This member is required.", {}});
    return {};
}

void check_envelope(const Document& document, bool of_query, const Context& context, Bundle& bundle) {
    auto envelope = without_body(document);
    Checking checking(context.prefixes, {}, bundle.faults, nullptr, false);
    checking.structure(envelope, document_structure);
    if (const auto* version = find(envelope, "schemaVersion");
        version != nullptr && version->is_string() && !is_version_two(version->get_ref<const std::string&>()))
        checking.fault_at("schemaVersion", "The schema version is 2.0 or 2.0.x.", *version);
    if (!of_query)
        for (const std::string_view name : {"schemaVersion", "creationDate"})
            if (!envelope.contains(name)) checking.fault_at(name, "This member is required.");
    if (!bundle.faults.empty()) return;
    bundle.sender = text_at(envelope, "sender");
    bundle.receiver = text_at(envelope, "receiver");
    bundle.instance_identifier = text_at(envelope, "instanceIdentifier");
    read_master_data(envelope, bundle);
}

}  // namespace

Bundle read_document(const Document& document, const ReadingRules& rules) {
    Bundle bundle;
    const auto type = text_at(document, "type");
    const bool of_query = type == query_document;
    if (!document.is_object()) {
        bundle.faults.push_back({"", "A document is an object.", shown(document)});
        return bundle;
    }
    if (type != capture_document && !of_query)
        bundle.faults.push_back({"/type", "The type is EPCISDocument or EPCISQueryDocument.", type});
    Context context;
    if (const auto* declared = find(document, "@context"); declared == nullptr) {
        bundle.faults.push_back({"/@context", "A document says its @context.", {}});
    } else {
        read_context(*declared, "/@context", context, bundle.faults);
        if (!context.epcis && bundle.faults.empty())
            bundle.faults.push_back(
                {"/@context", "The EPCIS context is among the contexts.", shown(*declared)}
            );
    }
    check_envelope(document, of_query, context, bundle);
    const auto body = body_of(document, of_query, bundle.faults);
    if (!bundle.faults.empty()) {
        auto faults = std::move(bundle.faults);
        bundle = {};
        bundle.faults = std::move(faults);
        return bundle;
    }
    if (body.single) {
        bundle.events.push_back(read_event_in(*body.events, body.pointer, context, rules));
        return bundle;
    }
    bundle.events.reserve(body.events->size());
    std::size_t index = 0;
    for (const auto& event : *body.events)
        bundle.events.push_back(
            read_event_in(event, body.pointer + "/" + std::to_string(index++), context, rules)
        );
    return bundle;
}

ReadEvent read_event(const Document& event, const ReadingRules& rules) {
    if (event.is_object() && !event.contains("@context"))
        return {std::nullopt, {{"/@context", "An event sent alone says its @context.", {}}}};
    Context context;
    auto read = read_event_in(event, {}, context, rules);
    return read;
}

}  // namespace chophien::traceability::epcis
