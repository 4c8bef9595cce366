// GS1 Digital Link URIs (ISO/IEC 18975, GS1 Digital Link: URI Syntax): reading what was scanned or sent,
// writing what is printed, and the one canonical form under which everything is stored.
#pragma once

#include "core/result.hpp"
#include "traceability/ai_table.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability {

/// Host of the canonical form.
inline constexpr std::string_view canonical_stem = "https://id.gs1.org";

/// The longest link read.
inline constexpr std::size_t link_bytes = 2048;

/// A link, decoded. The path begins with the primary key; qualifiers follow in the order of the standard.
struct DigitalLink {
    std::string stem;                 ///< scheme, host and leading path as given, no slash at the end
    std::vector<Element> path;        ///< key and qualifiers
    std::vector<Element> attributes;  ///< from the query, in its order
    std::string passed_over;          ///< the rest of the query as it came (linkType=…), to be handed on

    const Element& key() const { return path.front(); }

    /// A value of the path, null when absent: find("10") is the lot.
    const std::string* find(std::string_view ai) const;
};

/// Strict reading. http or https, all small or all capital; the key is the last of the path that fits; GTIN
/// has 14 digits; no words for identifiers, no slash at the end; values are percent-decoded (a broken escape
/// stays text, + is a blank in the query only) and checked by the table; fragments are dropped. Refuses:
/// not_a_digital_link, link_too_long, link_with_foreign_sign, link_without_key, link_in_wrong_order,
/// link_with_null_sign, belongs_in_path, not_an_attribute, repeated_identifier, and all of check_element,
/// check_together.
Result<DigitalLink> digital_link_from(std::string_view uri);

/// Writes elements as a link below a stem: the first primary key among them and its qualifiers make the path,
/// the others the query (those of fixed length first, else as given). Capital hex for what needs escaping.
/// Refuses: link_without_key, link_in_wrong_order (a qualifier that fits no path), not_an_attribute, and all
/// of check_element, check_together.
Result<std::string> digital_link_of(std::string_view stem, std::span<const Element> elements);

/// The stored form: canonical stem, key and qualifiers, no attributes.
std::string canonical(const DigitalLink& link);

/// Under which name an event, a look-up or a hash knows what a link is about (EPCIS 2.0 allows fewer shapes
/// than a label). A label's /01/{gtin}/10/{lot}/21/{serial} is the unit /01/{gtin}/21/{serial} with the lot
/// as an attribute; a variant (22), an importer index (7040) and a service instance (8019) are no part of the
/// name.
struct TraceName {
    enum class Level { unit, lot, product, other };

    std::string uri;  ///< canonical
    Level level = Level::other;
    std::optional<std::string> lot;  ///< the lot a unit's label told
};

TraceName trace_name(const DigitalLink& link);

/// The right form of an old one: GTIN of 8, 12 or 13 digits filled up, words (gtin, lot, ser …) replaced by
/// identifiers, slashes at the end dropped. A server answers with one redirect to it. Nothing when the link
/// needs none of these, or would not be right afterwards. `target` is a whole URI or a path with query
/// ("/gtin/8930…"); the answer is alike.
std::optional<std::string> modern_form(std::string_view target);

/// May a Digital Link's path begin with this segment: a primary key ("01"), or an early word for one
/// ("gtin").
bool begins_a_link(std::string_view segment);

/// Percent-encoding of a value: letters, digits and -._~ plain, all else in capital hex; in the query a blank
/// is +.
std::string escaped_in_path(std::string_view value);
std::string escaped_in_query(std::string_view value);
/// The reverse; a broken escape stays as it is. Zero bytes come through, readers of links refuse them.
std::string unescaped_in_path(std::string_view text);
std::string unescaped_in_query(std::string_view text);

}  // namespace chophien::traceability
