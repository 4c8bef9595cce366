#include "traceability/epcis/event_reading.hpp"
#include "traceability/epcis/faults.hpp"
#include "traceability/epcis/grammar.hpp"

#include <array>

namespace chophien::traceability::epcis {

using json::Document;

namespace {

bool is_there(const Document& content, std::string_view name) { return content.contains(name); }

bool has_elements(const Document& content, std::string_view name) {
    const auto found = content.find(name);
    return found != content.end() && found->is_array() && !found->empty();
}

bool is_action(const Document& content, std::string_view action) {
    const auto found = content.find("action");
    return found != content.end() && found->is_string() && found->get_ref<const std::string&>() == action;
}

bool has_children(const Document& content) {
    return has_elements(content, "childEPCs") || has_elements(content, "childQuantityList");
}

bool has_inputs(const Document& content) {
    return has_elements(content, "inputEPCList") || has_elements(content, "inputQuantityList");
}

bool has_outputs(const Document& content) {
    return has_elements(content, "outputEPCList") || has_elements(content, "outputQuantityList");
}

struct Rule {
    Types types;
    std::string_view member;  // where the fault points
    std::string_view sentence;
    bool (*broken)(const Document& content);
};

constexpr Types object = in(EventType::object);
constexpr Types aggregation = in(EventType::aggregation);
constexpr Types association = in(EventType::association);
constexpr Types transaction = in(EventType::transaction);
constexpr Types transformation = in(EventType::transformation);

constexpr std::array rules{
    Rule{
        object,
        "epcList",
        "An object event has an epcList, a quantityList, or sensor data with a readPoint.",
        [](const Document& content) {
            return !is_there(content, "epcList") && !has_elements(content, "quantityList") &&
                   !(has_elements(content, "sensorElementList") && is_there(content, "readPoint"));
        }},
    Rule{
        object,
        "ilmd",
        "Only an object event with action ADD has ilmd.",
        [](const Document& content) { return is_there(content, "ilmd") && !is_action(content, "ADD"); }},
    Rule{
        aggregation,
        "parentID",
        "An aggregation with action ADD or DELETE has a parentID.",
        [](const Document& content) {
            return !is_there(content, "parentID") &&
                   (is_action(content, "ADD") || is_action(content, "DELETE"));
        }},
    Rule{
        association,
        "parentID",
        "An association has a parentID.",
        [](const Document& content) { return !is_there(content, "parentID"); }},
    Rule{
        static_cast<Types>(aggregation | association),
        "childEPCs",
        "Without DELETE there are childEPCs or a childQuantityList.",
        [](const Document& content) { return !has_children(content) && !is_action(content, "DELETE"); }},
    Rule{
        transaction,
        "bizTransactionList",
        "A transaction event has one business transaction or more.",
        [](const Document& content) { return !has_elements(content, "bizTransactionList"); }},
    Rule{
        transaction,
        "epcList",
        "Without DELETE a transaction event has an epcList or a quantityList.",
        [](const Document& content) {
            return !is_there(content, "epcList") && !has_elements(content, "quantityList") &&
                   !is_action(content, "DELETE");
        }},
    Rule{
        transformation,
        "inputEPCList",
        "A transformation has inputs, or a transformationID and outputs.",
        [](const Document& content) {
            return !has_inputs(content) && !(is_there(content, "transformationID") && has_outputs(content));
        }},
    Rule{
        transformation,
        "outputEPCList",
        "A transformation has outputs, or a transformationID and inputs.",
        [](const Document& content) {
            return !has_outputs(content) && !(is_there(content, "transformationID") && has_inputs(content));
        }},
};

bool points_at(const std::vector<Fault>& faults, const std::string& pointer) {
    for (const auto& fault : faults)
        if (fault.pointer == pointer) return true;
    return false;
}

}  // namespace

void check_together(
    const Event& event, const std::string& pointer, const ReadingRules& reading, std::vector<Fault>& faults
) {
    for (const auto& rule : rules) {
        if ((rule.types & in(event.type)) == 0 || !rule.broken(event.content)) continue;
        auto at = pointer + "/" + std::string(rule.member);
        const auto value = event.content.find(rule.member);
        if (faults.size() < most_faults && !points_at(faults, at))
            faults.push_back(
                {std::move(at),
                 std::string(rule.sentence),
                 value == event.content.end() ? std::string() : shown(*value)}
            );
    }
    constexpr std::chrono::minutes tolerance{5};
    if (event.time > reading.now + tolerance)
        faults.push_back(
            {pointer + "/eventTime",
             "An event has happened: its time is not in the future.",
             text_of(event.time)}
        );
}

}  // namespace chophien::traceability::epcis
