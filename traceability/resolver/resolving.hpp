// From a Digital Link to where it leads: GS1-Conformant Resolver Standard 1.2.
#pragma once

#include "core/db/transaction.hpp"
#include "traceability/digital_link.hpp"
#include "traceability/resolver/choosing.hpp"
#include "traceability/resolver/link.hpp"
#include "traceability/unit_codes.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability {

/// One level with its links, their slots filled.
struct LinkedLevel {
    std::string path;
    std::string description;   ///< what it is; may be empty
    std::vector<Link> links;   ///< of each type those of the narrowest anchor, an owner's before the market's
    std::optional<Link> main;  ///< its default; none: the level above has it
    std::vector<Link> variants;  ///< of several defaults, none or two at least
};

/// All a link leads to, from what was asked up to the key. Levels without links are not among them. There is
/// one default at least.
struct LinkTable {
    std::vector<LinkedLevel> levels;
    std::optional<GenuineUnit> unit;         ///< the unit the link is about, when its code is genuine
    bool of_unit = false;                    ///< the link has a serial
    std::optional<std::string> handed_over;  ///< root of the resolver that answers for this key
};

/// One statement for the owners' links whatever the level, besides what the market knows. Links of
/// organisations that are not verified any more do not count. Refuses: unknown_key (no level has a link).
Result<LinkTable> link_table(db::Transaction& tx, const DigitalLink& link);

/// What is asked for besides the key.
struct LinkWish {
    std::optional<std::string> link_type{};  ///< as sent
    Wishes wishes{};
};

/// One link: follow it. Several: the asker chooses.
using Leads = std::vector<const Link*>;

/// Refuses: no_such_link_type.
Result<Leads> leads_of(const LinkTable& table, const LinkWish& wish);

/// Is the whole set asked for, by linkType or by Accept?
bool wants_linkset(const LinkWish& wish);

/// The media type a link set is sent as: application/linkset+json, application/ld+json with its context
/// inside, or application/json to who takes that alone.
std::string_view linkset_media_type(std::string_view accept);

/// The set as JSON (RFC 9264 with GS1's members). `public_url` begins what is ours; anchors are https.
std::string linkset_json(const LinkTable& table, std::string_view public_url, std::string_view media_type);
/// Only these, of the level that asked: the body of a choice.
std::string choice_json(
    const LinkTable& table, const Leads& leads, std::string_view public_url, std::string_view media_type
);

/// JSON-LD context of link sets.
inline constexpr std::string_view linkset_context = "https://ref.gs1.org/standards/resolver/linkset-context";

}  // namespace chophien::traceability
