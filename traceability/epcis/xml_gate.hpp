// The gate before the XML tree: nothing passes that is not well-formed, in a known encoding and of bounded
// size. The tree's parser is quick and forgiving, and forgiving is not what a record of evidence should be.
#pragma once

#include "traceability/epcis/event.hpp"
#include "traceability/epcis/xml_reading.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace chophien::traceability::epcis::xml {

/// The text in UTF-8 without a byte order mark. Refuses, naming line and column: what is not XML 1.0 with
/// namespaces, a document type (hence all entities but the five), every encoding but UTF-8 and UTF-16 with
/// its mark, and what is over a limit. Loads nothing.
tl::expected<std::string, Fault> passed(std::string_view bytes, const XmlLimits& limits);

/// A text cut to at most 200 bytes, for a fault's value.
std::string cut(std::string_view text);

}  // namespace chophien::traceability::epcis::xml
