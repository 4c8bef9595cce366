// The spellings of a standard vocabulary's word: bare in JSON, a URN or a web address in XML.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

/// How XML spells the words of the core business vocabulary: the header GS1-CBV-XML-Format.
enum class XmlWords : std::uint8_t { no_preference, always_urn, always_web_uri, never_translates };

namespace xml {

enum class Vocabulary : std::uint8_t {
    none,
    biz_step,
    disposition,
    business_transaction,
    source_destination,
    error_reason,
    component,
    measurement,
    alert,
};

/// The bare word a full address (URN or web) stands for; nothing when it is not of this vocabulary. Whether
/// the vocabulary has that word is not asked.
std::optional<std::string_view> bare_word(Vocabulary vocabulary, std::string_view address);

/// A bare word as XML has it: the URN unless web addresses are asked for; measurement types and alerts have
/// no URN and are written gs1:Temperature. The JSON form has lost how a word came, so never_translates is as
/// no_preference. What is no bare word (a URI, a CURIE) stays as it is.
std::string spelled(Vocabulary vocabulary, std::string_view word, XmlWords words);

}  // namespace xml
}  // namespace chophien::traceability::epcis
