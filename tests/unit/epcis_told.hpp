// What a document of EPCIS tells, however it was written: for comparing JSON with XML.
#pragma once

#include <nlohmann/json.hpp>

namespace chophien::tests {

/// A document or event without its contexts, private names in full, vocabulary words bare, times as instants,
/// and epcisBody.event as a list of one.
nlohmann::json told(const nlohmann::json& document);

/// The same with private values loosened: scalars as trimmed text, a list of one as its item, #text without
/// its attributes. XML and JSON of other authors differ there.
nlohmann::json told_loosely(const nlohmann::json& document);

}  // namespace chophien::tests
