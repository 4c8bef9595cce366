// Events as answers: the members a client gets, in the form of keys it asked for, and documents of many.
// Pure.
#pragma once

#include "traceability/epcis/event_store.hpp"
#include "traceability/epcis/names.hpp"

#include <span>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

/// GS1-EPC-Format.
enum class KeyForm : std::uint8_t { digital_link, urn, as_sent };

/// The header's word; nothing for an unknown one. No_Preference is as sent.
std::optional<KeyForm> key_form_from(std::string_view word);

/// The event's members with recordTime and eventID. Its own @context only when `own_context`.
json::Document shown(const StoredEvent& event, KeyForm form, const PrefixLength& length, bool own_context);

/// An EPCISQueryDocument.
json::Document query_document(
    std::span<const StoredEvent> events,
    std::string_view query_name,
    KeyForm form,
    const PrefixLength& length,
    Instant now
);

/// The @context of a document with these namespaces.
json::Document context_of(const std::map<std::string, std::string>& namespaces);

}  // namespace chophien::traceability::epcis
