// Sentences about events: given::observed("S1"), captured(market, coop, {…}).
#pragma once

#include "tests/given/market.hpp"
#include "traceability/epcis/capture.hpp"
#include "traceability/epcis/query_running.hpp"

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace chophien::given {

namespace epcis = traceability::epcis;
using Json = nlohmann::json;

inline std::string unit(std::string_view serial) {
    return "https://id.gs1.org/01/08938505974019/21/" + std::string(serial);
}

inline std::string lot(std::string_view code) {
    return "https://id.gs1.org/01/08938505974019/10/" + std::string(code);
}

/// A document around events, with the prefix ex declared.
inline Json document_of(const std::vector<Json>& events) {
    return {
        {"@context",
         {"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
          {{"ex", "https://ns.example.com/epcis/"}}}},
        {"type", "EPCISDocument"},
        {"schemaVersion", "2.0"},
        {"creationDate", "2026-11-20T08:00:00+07:00"},
        {"epcisBody", {{"eventList", events}}}};
}

/// A unit seen at some second of 20 November 2026.
inline Json observed(std::string_view serial, int second = 0, std::string_view step = "inspecting") {
    const auto time = given::morning - std::chrono::hours(24) + std::chrono::seconds(second);
    return {
        {"type", "ObjectEvent"},
        {"eventTime", text_of(time)},
        {"eventTimeZoneOffset", "+07:00"},
        {"action", "OBSERVE"},
        {"bizStep", step},
        {"epcList", {unit(serial)}},
        {"readPoint", {{"id", "https://id.gs1.org/414/8938505974002"}}}};
}

/// With the party it goes to: https://id.gs1.org/417/… or one of the market's own addresses.
inline Json to(Json event, const std::string& party) {
    event["destinationList"] = Json::array({{{"type", "owning_party"}, {"destination", party}}});
    return event;
}

inline std::string party_of(const accounts::Caller& caller) {
    return "https://chophien.vn/organisations/" + text_of(caller.organisation);
}

inline Json withdrawal_of(Json event, std::string_view reason = "incorrect_data") {
    event["errorDeclaration"] = {{"declarationTime", "2026-11-20T09:00:00Z"}, {"reason", reason}};
    return event;
}

/// Takes a document in and says what became of it.
inline epcis::CaptureView captured(
    Market& market, const accounts::Caller& who, const Json& document, bool proceeds = false
) {
    return granted(market.transact([&](db::Transaction& tx) -> Result<epcis::CaptureView> {
        const auto id = epcis::capture(tx, who, document, proceeds);
        if (!id) return tl::unexpected(id.error());
        return epcis::capture_of(tx, who, *id);
    }));
}

inline epcis::CaptureView captured_events(
    Market& market, const accounts::Caller& who, const std::vector<Json>& events
) {
    return captured(market, who, document_of(events));
}

using Parameters = std::vector<std::pair<std::string, std::string>>;

inline epcis::Query query(const Parameters& parameters) {
    const epcis::Prefixes prefixes{{"ex", "https://ns.example.com/epcis/"}};
    const auto read = granted(epcis::parameters_from(parameters));
    return granted(epcis::query_from(read, prefixes));
}

/// All pages of a query.
inline std::vector<epcis::StoredEvent> found(
    Market& market, const accounts::Caller& who, const Parameters& parameters, std::int64_t page = 1000
) {
    const auto asked = query(parameters);
    std::vector<epcis::StoredEvent> all;
    epcis::PageWish wish{.size = page};
    for (;;) {
        auto results = granted(market.transact([&](db::Transaction& tx) {
            return epcis::run_query(tx, who.organisation, asked, wish);
        }));
        ensure(std::ssize(results.events) <= page, "a page is no longer than asked for");
        all.insert(all.end(), results.events.begin(), results.events.end());
        if (!results.next) return all;
        wish.token = results.next;
    }
}

inline std::vector<std::string> ids_of(const std::vector<epcis::StoredEvent>& events) {
    std::vector<std::string> ids;
    for (const auto& event : events) ids.push_back(event.event_id);
    return ids;
}

/// The last part of the first thing each event names: serials or lots.
inline std::vector<std::string> things_of(const std::vector<epcis::StoredEvent>& events) {
    std::vector<std::string> things;
    for (const auto& event : events) {
        const auto& list = event.content.at("epcList");
        const auto name = list.front().get<std::string>();
        things.push_back(name.substr(name.rfind('/') + 1));
    }
    return things;
}

}  // namespace chophien::given
