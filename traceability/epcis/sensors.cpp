#include "traceability/epcis/sensors.hpp"

#include "traceability/epcis/faults.hpp"
#include "traceability/epcis/grammar.hpp"
#include "traceability/epcis/vocabulary.hpp"

#include <array>

namespace chophien::traceability::epcis {

using json::Document;

namespace {

constexpr std::array<std::string_view, 5> in_one_place{
    "time", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod"};

std::string_view text_at(const Document& object, std::string_view name) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) return {};
    return found->get_ref<const std::string&>();
}

// One element being looked at.
class Looking {
public:
    Looking(Event& event, std::string pointer, bool strict, std::vector<Fault>& faults)
        : event_(event), pointer_(std::move(pointer)), strict_(strict), faults_(faults) {}

    void metadata(const Document& metadata) {
        const auto start = instant_from(text_at(metadata, "startTime"));
        const auto end = instant_from(text_at(metadata, "endTime"));
        if (start && end && !(*start < *end))
            fault(
                "/sensorMetadata/startTime", "startTime is before endTime.", text_at(metadata, "startTime")
            );
        for (const std::string_view name : {"time", "startTime", "endTime"}) {
            const auto when = instant_from(text_at(metadata, name));
            if (when && *when > event_.time)
                frown(
                    "/sensorMetadata/" + std::string(name),
                    "A measurement is not later than its event.",
                    text_at(metadata, name)
                );
        }
    }

    void report(const Document& metadata, const Document& report, std::size_t index) {
        const auto at = "/sensorReport/" + std::to_string(index) + "/";
        for (const auto name : in_one_place)
            if (metadata.contains(name) && report.contains(name))
                frown(
                    at + std::string(name),
                    "This stands in the metadata or in the report, not in both.",
                    text_at(report, name)
                );
        const auto wanted = dimension_of(text_at(report, "type"));
        const auto unit = base_value(text_at(report, "uom"), 1);
        if (!wanted.empty() && unit && unit->dimension != wanted)
            frown(at + "uom", "The unit measures what the type names.", text_at(report, "uom"));
    }

private:
    void fault(std::string_view at, std::string_view rule, std::string_view value) {
        if (faults_.size() < most_faults)
            faults_.push_back(
                {pointer_ + std::string(at), std::string(rule), std::string(value.substr(0, 200))}
            );
    }

    void frown(std::string_view at, std::string_view rule, std::string_view value) {
        if (strict_) return fault(at, rule, value);
        if (event_.warnings.size() < most_warnings)
            event_.warnings.push_back(std::string(value) + ": " + std::string(rule));
    }

    Event& event_;
    std::string pointer_;
    bool strict_;
    std::vector<Fault>& faults_;
};

}  // namespace

void check_sensors(
    Event& event, const std::string& pointer, const ReadingRules& rules, std::vector<Fault>& faults
) {
    const auto list = event.content.find("sensorElementList");
    if (list == event.content.end()) return;
    static const Document none = Document::object();
    std::size_t index = 0;
    for (const auto& element : *list) {
        const auto found = element.find("sensorMetadata");
        const auto& metadata = found == element.end() ? none : *found;
        Looking looking(
            event, pointer + "/sensorElementList/" + std::to_string(index++), rules.strict_sensors, faults
        );
        looking.metadata(metadata);
        std::size_t number = 0;
        for (const auto& report : element.at("sensorReport")) looking.report(metadata, report, number++);
    }
}

}  // namespace chophien::traceability::epcis
