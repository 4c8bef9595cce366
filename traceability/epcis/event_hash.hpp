// The event hash of CBV 2.0 (§8.9.2): one name for one event, however its message is ordered and spelt.
#pragma once

#include "traceability/epcis/event.hpp"

#include <map>
#include <string>

namespace chophien::traceability::epcis {

/// Where published tools differ. The defaults make the market's own hash.
struct HashRules {
    /// table: transactions, sources, destinations, sensors, as the standard's table has it. alphabetical:
    /// sensors, transactions, destinations, sources, and the parent before the EPCs, as one tool writes.
    enum class ListOrder : std::uint8_t { table, alphabetical } list_order = ListOrder::table;
    bool certification_info = true;
    /// Under which address words of the GS1 web vocabulary stand: the first is that of context 2.0.0.
    enum class WebVocabulary : std::uint8_t { gs1, ref_gs1 } web_vocabulary = WebVocabulary::gs1;
};

/// The string that is hashed. Needs content and namespaces as read_event leaves them.
std::string event_string(
    const json::Document& content,
    const std::map<std::string, std::string>& namespaces,
    const HashRules& rules = {}
);

/// ni:///sha-256;…?ver=CBV2.0
std::string event_hash(
    const json::Document& content,
    const std::map<std::string, std::string>& namespaces,
    const HashRules& rules = {}
);

/// A number without exponent and without zeros at its end: 452.0 is "452".
std::string number_text(const json::Document& number);

}  // namespace chophien::traceability::epcis
