// One event inside a document. Used by reading.cpp only.
#pragma once

#include "traceability/epcis/context.hpp"
#include "traceability/epcis/event.hpp"

#include <string>

namespace chophien::traceability::epcis {

/// `pointer` says where the event stands; its own @context adds to the document's. One of both must name the
/// EPCIS context.
ReadEvent read_event_in(
    const json::Document& sent, std::string pointer, const Context& around, const ReadingRules& rules
);

/// The rules that look at several members of an event: what each type must have (EPCIS 2.0 §7.4).
void check_together(
    const Event& event, const std::string& pointer, const ReadingRules& rules, std::vector<Fault>& faults
);

}  // namespace chophien::traceability::epcis
