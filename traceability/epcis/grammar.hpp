// What an EPCIS 2.0 event is made of: every structure as a table of its members. Reading, hashing and
// translating walk these tables; a member is written down here and nowhere else.
#pragma once

#include "traceability/epcis/event.hpp"
#include "traceability/epcis/vocabulary.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace chophien::traceability::epcis {

/// The sort of value a member has.
enum class Sort : std::uint8_t {
    event_type,
    time,
    offset,
    action,
    word,   ///< of a vocabulary, or a URI
    words,  ///< a set of such, not empty
    name,   ///< a URI that names a thing, place or party
    names,
    uri,
    uris,  ///< one, or a list
    text,
    number,
    amount,  ///< a number above zero
    unit,    ///< Rec 20 code of two or three signs
    boolean,
    hex,
    object,
    objects,       ///< a list of them
    private_only,  ///< an object of private members: ilmd
    anything,
};

struct Structure;

/// In which events a member may stand: one bit per event type.
using Types = std::uint8_t;

constexpr Types in(EventType type) { return static_cast<Types>(1U << static_cast<unsigned>(type)); }

inline constexpr Types in_all = 0xFF;

struct Member {
    std::string_view name;
    Sort sort = Sort::text;
    bool required = false;
    Types types = in_all;
    const Structure* inner = nullptr;
    Vocabulary vocabulary{};  ///< of word and words
    Role role{};              ///< under which the names in it are mentioned
    /// How an element of a list begins in the hash: "epc", "quantityElement"; empty: with its own members.
    std::string_view element{};
    bool headed = true;  ///< the list's name stands once before its elements in the hash
    bool hashed = true;
    std::size_t least = 0;  ///< elements of a list
};

struct Structure {
    std::string_view name;  ///< for sentences: "a quantity element"
    std::span<const Member> members;
    bool open = true;  ///< private members may stand in it
};

/// In the order of the event hash's table.
extern const Structure event_structure;
extern const Structure sensor_report;
/// What stands around events: header and document.
extern const Structure document_structure;

/// Null when there is no such member.
const Member* find_member(const Structure& structure, std::string_view name);

// Limits. What is longer is refused as a fault of the event, so that nothing after it has to cut.
inline constexpr std::size_t longest_uri = 1024;
inline constexpr std::size_t longest_text = 4096;
inline constexpr std::size_t most_elements = 20'000;        ///< of one list
inline constexpr std::size_t most_members = 250;            ///< of one object
inline constexpr std::size_t most_private_values = 10'000;  ///< in one event
inline constexpr std::size_t most_faults = 50;
inline constexpr std::size_t most_warnings = 50;

}  // namespace chophien::traceability::epcis
