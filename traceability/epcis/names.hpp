// Every thing, place and party of an event is a URI; under one canonical name it is stored, looked up and
// hashed. GS1 Digital Links on any host and EPC URNs become https://id.gs1.org/…; private URIs are their own
// name.
#pragma once

#include "traceability/epcis/event.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

/// What a name names, as far as its shape tells.
enum class Level : std::uint8_t {
    unit,      ///< one thing: serial, SSCC, asset
    lot,       ///< goods of one lot
    product,   ///< a class of things
    place,     ///< GLN 414
    party,     ///< GLN 417, service relations
    document,  ///< GDTI, coupon, consignment, shipment
    other,     ///< a private URI
};

struct Name {
    std::string canonical;
    Level level = Level::other;
    /// The lot a label's three-part link told beside the unit.
    std::string lot{};
    bool wrong_check_digit = false;
    /// Claims to be a GS1 key (EPC URN, link on id.gs1.org) but is not: then its own name.
    bool broken = false;
};

/// Never fails: what is no GS1 key is its own name.
Name name_from(std::string_view uri);

std::string canonical_name(std::string_view uri);

/// "https://id.gs1.org/01/{gtin}" of a canonical name of a unit, lot or product of trade; empty for others.
std::string_view product_of(std::string_view canonical);

/// The lot of that number of the unit's or class' product; empty when there is no product.
std::string lot_name(std::string_view canonical, std::string_view lot_number);

/// A name of this level belongs in that part of an event (EPCIS 2.0 §6.4, CBV 2.0 §8).
bool belongs_in(Role role, Level level);

/// How many digits the GS1 company prefix has that the digits begin with; nothing when that is not known.
using PrefixLength = std::function<std::optional<int>(std::string_view digits)>;

/// The EPC URN of a canonical name. Nothing for private URIs, keys without EPC scheme and unknown prefixes.
std::optional<std::string> urn_of(std::string_view canonical, const PrefixLength& length);

/// The company prefix that an EPC URN shows; empty for other texts. What URNs show teaches the table of
/// lengths.
std::string_view company_prefix_of(std::string_view urn);

/// A pattern of an EPC URN with stars (urn:epc:idpat:sgtin:8938505.*.*) as a pattern of canonical names for
/// SQL's LIKE with \ as escape. Nothing for texts that are no pattern or name one class (canonical_name reads
/// those).
std::optional<std::string> like_of(std::string_view urn_pattern);

}  // namespace chophien::traceability::epcis
