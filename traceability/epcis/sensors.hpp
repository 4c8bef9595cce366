// What sensor elements must be beyond their tables: one place for a member, times in order, units that fit.
#pragma once

#include "traceability/epcis/event.hpp"

#include <string>
#include <vector>

namespace chophien::traceability::epcis {

/// Warns of what published documents do and a strict reader refuses: a member in metadata and report, a time
/// after the event, a unit of another dimension. Always a fault: startTime not before endTime.
void check_sensors(
    Event& event, const std::string& pointer, const ReadingRules& rules, std::vector<Fault>& faults
);

}  // namespace chophien::traceability::epcis
