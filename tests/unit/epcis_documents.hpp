// Documents of the shared collection (../shared/gs1) and small events for tests.
#pragma once

#include "traceability/epcis/event.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace chophien::tests {

/// Late enough for every example.
inline const traceability::epcis::ReadingRules lenient{.now = *instant_from("2030-01-01T00:00:00Z")};

inline std::string text_of(const std::vector<traceability::epcis::Fault>& faults) {
    std::string out;
    for (const auto& fault : faults) out += fault.pointer + ": " + fault.rule + " (" + fault.value + ")\n";
    return out;
}

/// All faults of a document, of its envelope and of its events.
inline std::vector<traceability::epcis::Fault> faults_of(const traceability::epcis::Bundle& bundle) {
    auto all = bundle.faults;
    for (const auto& read : bundle.events) all.insert(all.end(), read.faults.begin(), read.faults.end());
    return all;
}

/// A document around events, with the prefix ex declared.
inline nlohmann::json document_of(nlohmann::json events) {
    return {
        {"@context",
         {"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
          {{"ex", "https://ns.example.com/epcis/"}}}},
        {"type", "EPCISDocument"},
        {"schemaVersion", "2.0"},
        {"creationDate", "2026-11-30T08:00:00+07:00"},
        {"epcisBody", {{"eventList", std::move(events)}}}};
}

/// A harvest: one lot commissioned.
inline nlohmann::json harvest() {
    return {
        {"type", "ObjectEvent"},
        {"eventTime", "2026-11-30T07:30:00.5+07:00"},
        {"eventTimeZoneOffset", "+07:00"},
        {"action", "ADD"},
        {"bizStep", "commissioning"},
        {"disposition", "active"},
        {"quantityList",
         {{{"epcClass", "https://id.gs1.org/01/08938505974019/10/L1"}, {"quantity", 250.5}, {"uom", "KGM"}}}},
        {"readPoint", {{"id", "urn:epc:id:sgln:8938505.97400.0"}}}};
}

/// The one fault of an event in a document of its own, as "pointer: rule"; several, or none, are said.
inline std::string fault_of(const nlohmann::json& event, traceability::epcis::ReadingRules rules = lenient) {
    const auto bundle =
        traceability::epcis::read_document(document_of(nlohmann::json::array({event})), rules);
    const auto faults = faults_of(bundle);
    if (faults.empty()) return "none";
    constexpr std::string_view before = "/epcisBody/eventList/0";
    std::string out;
    for (const auto& fault : faults) {
        if (!out.empty()) out += " | ";
        out += fault.pointer.starts_with(before) ? fault.pointer.substr(before.size()) : fault.pointer;
        out += ": " + fault.rule;
    }
    return out;
}

}  // namespace chophien::tests
