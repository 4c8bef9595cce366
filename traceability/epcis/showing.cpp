#include "traceability/epcis/showing.hpp"

#include "traceability/epcis/context.hpp"

#include <algorithm>
#include <array>

namespace chophien::traceability::epcis {

namespace {

using Json = json::Document;

std::string in_form(const std::string& name, KeyForm form, const PrefixLength& length) {
    const bool urn = name.starts_with("urn:epc:");
    if (form == KeyForm::digital_link && urn) return canonical_name(name);
    if (form == KeyForm::urn && !urn) {
        const auto canonical = canonical_name(name);
        if (auto text = urn_of(canonical, length)) return std::move(*text);
    }
    return name;
}

void convert(Json& value, KeyForm form, const PrefixLength& length) {
    if (value.is_string()) {
        value = in_form(value.get_ref<const std::string&>(), form, length);
    } else if (value.is_array()) {
        for (auto& one : value) convert(one, form, length);
    }
}

void convert_members(
    Json& of, std::span<const std::string_view> members, KeyForm form, const PrefixLength& length
) {
    if (!of.is_object()) return;
    for (const auto member : members)
        if (const auto found = of.find(member); found != of.end()) convert(*found, form, length);
}

constexpr std::array names_on_top{
    std::string_view("epcList"),
    std::string_view("childEPCs"),
    std::string_view("parentID"),
    std::string_view("inputEPCList"),
    std::string_view("outputEPCList"),
    std::string_view("transformationID")};
constexpr std::array id{std::string_view("id")};
constexpr std::array names_in_lists{
    std::string_view("epcClass"),
    std::string_view("bizTransaction"),
    std::string_view("source"),
    std::string_view("destination")};
constexpr std::array device{std::string_view("deviceID")};

void convert_event(Json& content, KeyForm form, const PrefixLength& length) {
    convert_members(content, names_on_top, form, length);
    for (const auto* place : {"readPoint", "bizLocation"})
        if (const auto found = content.find(place); found != content.end())
            convert_members(*found, id, form, length);
    for (const auto* list :
         {"quantityList",
          "childQuantityList",
          "inputQuantityList",
          "outputQuantityList",
          "bizTransactionList",
          "sourceList",
          "destinationList"})
        if (const auto found = content.find(list); found != content.end() && found->is_array())
            for (auto& one : *found) convert_members(one, names_in_lists, form, length);
    const auto sensors = content.find("sensorElementList");
    if (sensors == content.end() || !sensors->is_array()) return;
    for (auto& element : *sensors) {
        if (!element.is_object()) continue;
        if (const auto metadata = element.find("sensorMetadata"); metadata != element.end())
            convert_members(*metadata, device, form, length);
        if (const auto reports = element.find("sensorReport"); reports != element.end())
            for (auto& report : *reports) convert_members(report, device, form, length);
    }
}

}  // namespace

std::optional<KeyForm> key_form_from(std::string_view word) {
    if (word.empty() || word == "Always_GS1_Digital_Link") return KeyForm::digital_link;
    if (word == "Always_EPC_URN") return KeyForm::urn;
    if (word == "No_Preference" || word == "Never_Translates") return KeyForm::as_sent;
    return std::nullopt;
}

Json context_of(const std::map<std::string, std::string>& namespaces) {
    auto context = Json::array({std::string(epcis_context)});
    if (!namespaces.empty()) context.push_back(namespaces);
    return context;
}

Json shown(const StoredEvent& event, KeyForm form, const PrefixLength& length, bool own_context) {
    auto content = event.content;
    if (form != KeyForm::as_sent) convert_event(content, form, length);
    content["eventID"] = event.event_id;
    content["recordTime"] = text_of(event.record_time);
    if (own_context) content["@context"] = context_of(event.namespaces);
    return content;
}

Json query_document(
    std::span<const StoredEvent> events,
    std::string_view query_name,
    KeyForm form,
    const PrefixLength& length,
    Instant now
) {
    // One @context for all, and one of its own for an event whose prefix means something else there.
    std::map<std::string, std::string> common;
    for (const auto& event : events) common.insert(event.namespaces.begin(), event.namespaces.end());
    auto list = Json::array();
    for (const auto& event : events) {
        const bool differs = std::ranges::any_of(event.namespaces, [&](const auto& one) {
            return common.at(one.first) != one.second;
        });
        list.push_back(shown(event, form, length, false));
        if (differs) list.back()["@context"] = Json::array({Json(event.namespaces)});
    }
    return {
        {"@context", context_of(common)},
        {"type", "EPCISQueryDocument"},
        {"schemaVersion", "2.0"},
        {"creationDate", text_of(now)},
        {"epcisBody",
         {{"queryResults", {{"queryName", query_name}, {"resultsBody", {{"eventList", std::move(list)}}}}}}}};
}

}  // namespace chophien::traceability::epcis
