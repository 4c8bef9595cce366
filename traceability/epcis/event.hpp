// One EPCIS 2.0 event as the market knows it: its content as JSON, and what of it is looked up. Pure.
#pragma once

#include "core/clock.hpp"
#include "core/json.hpp"
#include "core/quantity.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

/// Stored as numbers: never renumber.
enum class EventType : std::uint8_t {
    object = 1,
    aggregation = 2,
    association = 3,
    transaction = 4,
    transformation = 5
};

/// Stored as numbers; a transformation has none.
enum class Action : std::uint8_t { none = 0, add = 1, observe = 2, remove = 3 };

/// In which part of an event a name stands. Stored as numbers: never renumber.
enum class Role : std::uint8_t {
    epc = 1,              ///< epcList
    parent = 2,           ///< parentID
    child = 3,            ///< childEPCs
    input = 4,            ///< inputEPCList
    output = 5,           ///< outputEPCList
    epc_class = 6,        ///< quantityList
    child_class = 7,      ///< childQuantityList
    input_class = 8,      ///< inputQuantityList
    output_class = 9,     ///< outputQuantityList
    transformation = 16,  ///< transformationID
    read_point = 17,
    biz_location = 18,
    biz_transaction = 19,
    source = 20,
    destination = 21,
    device = 22,      ///< deviceID, of sensor metadata or report
    corrective = 23,  ///< correctiveEventIDs of an error declaration
    /// The lot a unit or a label's three-part link told of (ilmd lotNumber, or AI 10 beside AI 21): ties
    /// units to lots.
    lot = 24,
};

/// A name an event speaks of.
struct Mention {
    Role role{};
    std::string name;                       ///< canonical (names.hpp)
    std::string kind{};                     ///< type of a business transaction, source or destination
    std::optional<std::string> quantity{};  ///< of a class, as sent
    std::string unit{};                     ///< Rec 20 code; empty: counted
    std::string
        of{};  ///< of a lot: the one unit a link told it of; empty: all units and classes of its product

    friend bool operator==(const Mention&, const Mention&) = default;
};

/// An event that withdraws the one with the same content (profile of corrections: EPCIS 2.0 §7.4.1.4).
struct Declaration {
    Instant time;
    std::string reason;                   ///< bare word or URI; empty when none was given
    std::vector<std::string> corrective;  ///< event ids

    friend bool operator==(const Declaration&, const Declaration&) = default;
};

struct Event {
    /// The event's members as sent, without @context, recordTime and a given event id's absence repaired:
    /// bizStep and the like as bare words, CURIEs with the prefixes below.
    json::Document content;
    std::map<std::string, std::string> namespaces;  ///< prefix → namespace of the private members

    EventType type{};
    Action action{};
    Instant time;
    std::string zone_offset;  ///< "+07:00"
    std::string event_id;     ///< as given; empty when none was
    std::string hash;         ///< ni:///sha-256;…?ver=CBV2.0
    std::string biz_step;     ///< bare word or URI; empty when none
    std::string disposition;
    std::vector<std::string> set_dispositions;  ///< persistentDisposition
    std::vector<std::string> unset_dispositions;
    std::optional<Declaration> declaration;
    std::vector<Mention> mentions;  ///< each once
    std::vector<std::string>
        warnings;  ///< what was taken though a rule frowns: wrong check digits, URN steps
};

/// What breaks a rule, and where.
struct Fault {
    std::string pointer;  ///< JSON Pointer into the document as sent
    std::string rule;     ///< a sentence
    std::string value;    ///< the offending value, cut to 200 characters

    friend bool operator==(const Fault&, const Fault&) = default;
};

/// One event read: the event, or what is wrong with it.
struct ReadEvent {
    std::optional<Event> event;
    std::vector<Fault> faults;
};

/// One element of master data of the header, as sent.
struct MasterData {
    std::string type;                   ///< urn:epcglobal:epcis:vtype:… or its web form
    std::string name;                   ///< canonical
    json::Document attributes;          ///< list of {id, attribute}
    std::vector<std::string> children;  ///< canonical: places within a place
};

/// A document read. With faults of its envelope nothing else is there.
struct Bundle {
    std::vector<Fault> faults;
    std::vector<ReadEvent> events;  ///< in the document's order
    std::vector<MasterData> master_data;
    std::string sender;
    std::string receiver;
    std::string instance_identifier;
};

struct ReadingRules {
    Instant now;
    bool strict_check_digits = false;  ///< a partner's wrong check digit is evidence: kept and flagged
    bool strict_sensors = false;       ///< a member in sensor metadata and report
};

/// An EPCISDocument or EPCISQueryDocument as JSON, its @context included. Refuses nothing by throwing.
Bundle read_document(const json::Document& document, const ReadingRules& rules);

/// One event with its own @context (POST /events).
ReadEvent read_event(const json::Document& event, const ReadingRules& rules);

}  // namespace chophien::traceability::epcis
