#include "traceability/epcis/sight.hpp"

#include "traceability/epcis/matching.hpp"
#include "traceability/epcis/sharing.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace chophien::traceability::epcis {

namespace {

using accounts::OrganisationId;
using Json = json::Document;

constexpr std::string_view vocabulary_data = "urn:epcglobal:cbv:mda:";

constexpr std::array coordinates{
    std::string_view("latitude"),
    std::string_view("longitude"),
    std::string_view("easting"),
    std::string_view("northing")};

bool is_private(const std::string& member, const StoredEvent& event) {
    if (member.find(':') == std::string::npos) return false;
    return !full_name(member, event.namespaces).starts_with(vocabulary_data);
}

bool is_coordinate(const Json& value) {
    return value.is_string() && value.get_ref<const std::string&>().starts_with("geo:");
}

// Where fields lie is what a competitor or a thief would like to know.
bool tells_where(const Json& report) {
    if (!report.is_object()) return false;
    if (report.contains("coordinateReferenceSystem")) return true;
    if (const auto uri = report.find("uriValue"); uri != report.end() && is_coordinate(*uri)) return true;
    const auto component = report.find("component");
    return component != report.end() && component->is_string() &&
           std::ranges::find(coordinates, component->get_ref<const std::string&>()) != coordinates.end();
}

void strip(Json& value, const StoredEvent& event, bool with_coordinates) {
    if (value.is_array()) {
        if (!with_coordinates)
            std::erase_if(value.get_ref<Json::array_t&>(), [](const Json& one) {
                return tells_where(one) || is_coordinate(one);
            });
        for (auto& one : value) strip(one, event, with_coordinates);
    } else if (value.is_object()) {
        for (auto at = value.begin(); at != value.end();) {
            if (is_private(at.key(), event) || (!with_coordinates && is_coordinate(at.value()))) {
                at = value.erase(at);
            } else {
                strip(at.value(), event, with_coordinates);
                ++at;
            }
        }
    }
}

// What is left without anything in it says nothing and would break the event's shape.
void drop_empty(Json& content) {
    for (const auto* member : {"readPoint", "bizLocation", "ilmd"})
        if (const auto found = content.find(member); found != content.end() && found->empty())
            content.erase(found);
    const auto sensors = content.find("sensorElementList");
    if (sensors == content.end() || !sensors->is_array()) return;
    std::erase_if(sensors->get_ref<Json::array_t&>(), [](const Json& element) {
        return !element.is_object() || !element.contains("sensorReport") ||
               element.at("sensorReport").empty();
    });
    if (sensors->empty()) content.erase(sensors);
}

}  // namespace

StoredEvent redacted(StoredEvent event, bool with_coordinates) {
    auto content = std::move(event.content);
    event.content = {};
    strip(content, event, with_coordinates);
    drop_empty(content);
    event.content = std::move(content);
    return event;
}

Sight::Sight(db::Transaction& tx, OrganisationId viewer)
    : tx_(tx), viewer_(viewer), grants_(grants_to(tx, viewer)) {
    for (const auto& grant : grants_)
        if (grantors_.empty() || grantors_.back() != grant.organisation)
            grantors_.push_back(grant.organisation);
}

std::vector<StoredEvent> Sight::see(std::span<const Candidate> candidates) const {
    std::vector<EventId> strange;
    for (const auto& one : candidates)
        if (one.organisation != viewer_) strange.push_back(one.event);
    std::set<EventId> shared;
    if (!strange.empty())
        for (const auto id : shared_among(tx_, viewer_, strange)) shared.insert(id);
    std::vector<EventId> wanted;
    for (const auto& one : candidates) {
        const bool may = one.organisation == viewer_ || shared.contains(one.event) ||
                         std::ranges::binary_search(grantors_, one.organisation);
        if (may) wanted.push_back(one.event);
    }
    return seen(store::load(tx_, wanted));
}

std::vector<StoredEvent> Sight::see(std::span<const EventId> ids) const {
    return seen(store::load(tx_, ids));
}

std::vector<StoredEvent> Sight::seen(std::vector<StoredEvent> loaded) const {
    std::vector<EventId> strange;
    for (const auto& event : loaded)
        if (event.organisation != viewer_) strange.push_back(event.id);
    if (strange.empty()) return loaded;
    std::set<EventId> shared;
    for (const auto id : shared_among(tx_, viewer_, strange)) shared.insert(id);
    std::vector<StoredEvent> visible;
    for (auto& event : loaded) {
        if (event.organisation == viewer_) {
            visible.push_back(std::move(event));
            continue;
        }
        bool granted = false;
        bool with_coordinates = false;
        for (const auto& grant : grants_) {
            if (!covers(grant, event)) continue;
            granted = true;
            with_coordinates |= grant.due_diligence;
        }
        if (granted || shared.contains(event.id))
            visible.push_back(redacted(std::move(event), with_coordinates));
    }
    return visible;
}

std::vector<StoredEvent> event_and_declarations(
    db::Transaction& tx, const Sight& sight, std::string_view event_id
) {
    const auto found = store::with_event_id(tx, event_id);
    std::set<EventId> all(found.begin(), found.end());
    // A declaration without an id of its own goes by the content, which the hash stands for.
    for (const auto& event : sight.see(found))
        if (const auto digest = digest_in(event.hash))
            for (const auto& other : store::events_with_hash(tx, *digest))
                if (other.declaration && other.organisation == event.organisation &&
                    (!other.event_id || *other.event_id == event_id))
                    all.insert(other.id);
    return sight.see(std::vector<EventId>(all.begin(), all.end()));
}

}  // namespace chophien::traceability::epcis
