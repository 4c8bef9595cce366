// What a link leads to, in the words of the GS1 Web Vocabulary (data/link-types.csv) or in somebody's own.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability {

/// Where the vocabulary lives; a type's whole name is this and its word.
inline constexpr std::string_view gs1_vocabulary = "https://ref.gs1.org/voc/";

enum class LinkTypeStanding : std::uint8_t {
    stable,
    old,      ///< answered, but given to no new link
    kept,     ///< the resolver's own: defaults, handing over
    foreign,  ///< not GS1's: a URI of somebody else's vocabulary
};

struct LinkType {
    std::string uri;  ///< whole: https://ref.gs1.org/voc/pip
    LinkTypeStanding standing = LinkTypeStanding::stable;
};

/// Reads "gs1:pip", "pip", the whole URI, and the same on the vocabulary's older hosts (gs1.org/voc,
/// www.gs1.org/voc) with http or https. gs1:epcis means its successor gs1:epcisRepository. Other URIs are
/// foreign. Nothing for what is neither: a word the vocabulary has not, another prefix, over 200 signs.
std::optional<LinkType> link_type_from(std::string_view text);

/// "https://ref.gs1.org/voc/pip" → "gs1:pip"; foreign ones as they are.
std::string short_form(std::string_view uri);

/// The whole name of a word of the vocabulary.
std::string gs1_type(std::string_view word);

}  // namespace chophien::traceability
