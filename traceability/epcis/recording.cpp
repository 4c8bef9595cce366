#include "traceability/epcis/recording.hpp"

#include "traceability/epcis/context.hpp"
#include "traceability/epcis/keeping.hpp"
#include "traceability/epcis/own_names.hpp"

namespace chophien::traceability::epcis {

namespace {

json::Document with_context(const json::Document& event) {
    auto whole = event;
    auto context = json::Document::array({std::string(epcis_context)});
    if (const auto own = event.find("@context"); own != event.end()) {
        const auto list = own->is_array() ? *own : json::Document::array({*own});
        for (const auto& entry : list)
            if (entry != context.front()) context.push_back(entry);
    }
    context.push_back({{"cp", own_names}});
    whole["@context"] = std::move(context);
    return whole;
}

}  // namespace

std::vector<std::string> record(
    db::Transaction& tx, accounts::OrganisationId organisation, const std::vector<json::Document>& events
) {
    std::vector<Event> read;
    for (const auto& event : events) {
        auto one = read_event(with_context(event), {.now = tx.now()});
        ensure(
            one.event.has_value(),
            one.faults.empty() ? "an event of our own is read"
                               : one.faults.front().pointer + ": " + one.faults.front().rule
        );
        read.push_back(std::move(*one.event));
    }
    std::vector<const Event*> all;
    for (const auto& event : read) all.push_back(&event);
    const auto keeping = keep_events(
        tx, organisation, std::nullopt, all, {.all_or_nothing = false, .same_content_repeats = true}
    );
    std::vector<std::string> ids;
    for (const auto& kept : keeping.events) {
        ensure(kept.fate != Fate::other_content, "an event of our own has an id of its own");
        ids.push_back(kept.event_id);
    }
    if (keeping.stored > 0)
        tx.announce(
            {"epcis.captured",
             text_of(organisation),
             json::Document{{"organisation", text_of(organisation)}, {"events", keeping.stored}}.dump()}
        );
    return ids;
}

}  // namespace chophien::traceability::epcis
