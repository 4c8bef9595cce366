// JSON of what exports are asked for and answer.
#pragma once

#include "core/json.hpp"
#include "traceability/exports/deforestation.hpp"
#include "traceability/exports/external_identifiers.hpp"
#include "traceability/exports/portal_records.hpp"
#include "traceability/graph/wire.hpp"

namespace chophien::json {

namespace exports = traceability::exports;

template <>
struct Shape<exports::AskExport> {
    using T = exports::AskExport;
    static constexpr std::string_view name = "AskExport";
    static constexpr auto fields = std::tuple{
        field(
            "of",
            &T::of,
            characters(1, 2048),
            "A thing or a place: GS1 Digital Link, EPC URN or private URI. Of a place, all that was begun "
            "there."
        ),
        field(
            "direction",
            &T::direction,
            "ancestors: where it came from; descendants: where it went; both when left out."
        ),
        field("steps", &T::steps, between(1, 64), "No further than so many steps; 64 when absent.")};
};

template <>
struct Shape<exports::AskPlots> {
    using T = exports::AskPlots;
    static constexpr std::string_view name = "AskPlotsOfLand";
    static constexpr auto fields = std::tuple{field(
        "of",
        &T::of,
        characters(1, 2048),
        "The lot, unit, pallet or parcel: GS1 Digital Link, EPC URN or private URI."
    )};
};

template <>
struct Shape<exports::AskRecord> {
    using T = exports::AskRecord;
    static constexpr std::string_view name = "AskPortalRecord";
    static constexpr auto fields = std::tuple{
        field("portal", &T::portal, characters(1, 32), "The portal's key."),
        field("lot", &T::lot, "A lot of your organisation.")};
};

template <>
struct Shape<exports::PortalFieldView> {
    using T = exports::PortalFieldView;
    static constexpr std::string_view name = "PortalField";
    static constexpr auto fields = std::tuple{
        field("key", &T::key, "Its name in the file."),
        field("must", &T::must, "The record is not complete without it."),
        field("vi", &T::vi, "In Vietnamese."),
        field("en", &T::en, "In English.")};
};

template <>
struct Shape<exports::PortalView> {
    using T = exports::PortalView;
    static constexpr std::string_view name = "Portal";
    static constexpr auto fields = std::tuple{
        field("key", &T::key, "Its key in addresses."),
        field("law", &T::law, "What asks for the record."),
        field("vi", &T::vi, "Its name in Vietnamese."),
        field("en", &T::en, "Its name in English."),
        field("fields", &T::fields, "What it asks of a lot.")};
};

template <>
struct Shape<exports::Readiness> {
    using T = exports::Readiness;
    static constexpr std::string_view name = "PortalReadiness";
    static constexpr auto fields = std::tuple{
        field("portal", &T::portal, "The portal."),
        field("lot", &T::lot, "The lot."),
        field("ready", &T::ready, "Nothing is missing that must be there."),
        field("missing", &T::missing, "Fields that are not known of the lot.")};
};

template <>
struct Shape<exports::RecordIdentifier> {
    using T = exports::RecordIdentifier;
    static constexpr std::string_view name = "RecordExternalIdentifier";
    static constexpr auto fields = std::tuple{
        field("system", &T::system, "Who gave it."),
        field("about", &T::about, characters(1, 32), "The id of your lot, product or place."),
        field("value", &T::value, characters(1, 200), one_line, "The number as it was given."),
        field("given_on", &T::given_on, "Today when left out."),
        field("status", &T::status, "active when left out.")};
};

template <>
struct Shape<exports::ListIdentifiers> {
    using T = exports::ListIdentifiers;
    static constexpr std::string_view name = "ListExternalIdentifiers";
    static constexpr auto fields = std::tuple{
        field("about", &T::about, characters(1, 32), "Of this lot, product or place only."),
        field("after", &T::after, "The page's beginning: `next` of the page before."),
        field("limit", &T::limit, between(1, 100), "Rows of a page; 20 when absent.")};
};

template <>
struct Shape<exports::IdentifierChange> {
    using T = exports::IdentifierChange;
    static constexpr std::string_view name = "ExternalIdentifierChange";
    static constexpr auto fields = std::tuple{
        field("status", &T::status, "How it stood from then on."),
        field("given_on", &T::given_on, "The day told."),
        field("changed_at", &T::changed_at, "When it was recorded.")};
};

template <>
struct Shape<exports::ExternalIdentifier> {
    using T = exports::ExternalIdentifier;
    static constexpr std::string_view name = "ExternalIdentifier";
    static constexpr auto fields = std::tuple{
        field("id", &T::id, "The record of it."),
        field("system", &T::system, "Who gave it."),
        field("about", &T::about, "The lot, product or place."),
        field("value", &T::value, "The number."),
        field("given_on", &T::given_on, "Since when."),
        field("status", &T::status, "pending, active, paused or cancelled."),
        field("recorded_at", &T::recorded_at, "When it was recorded first."),
        field("history", &T::history, "How it stood, the oldest first.")};
};

}  // namespace chophien::json
