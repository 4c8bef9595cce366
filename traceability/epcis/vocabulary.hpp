// The words of the Core Business Vocabulary 2.0 (data/cbv-words.csv, data/measurements.csv): each standard
// value is one bare word, one web URI, one URN and one small number.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chophien::traceability::epcis {

/// Which list a word is of. Stored as numbers: never renumber.
enum class Vocabulary : std::uint8_t {
    biz_step = 1,
    disposition = 2,
    biz_transaction = 3,
    source_destination = 4,
    error_reason = 5,
    component = 6,
    sensor_alert = 7,
    measurement = 8,
};

/// Of a standard word; nothing for any other.
std::optional<std::uint16_t> number_of(Vocabulary list, std::string_view word);

/// The word of a number; nothing when no word has it.
std::optional<std::string_view> word_of(Vocabulary list, std::uint16_t number);

/// "shipping" → "https://ref.gs1.org/cbv/BizStep-shipping", whether the word is standard or not.
std::string web_uri_of(Vocabulary list, std::string_view word);

/// "shipping" → "urn:epcglobal:cbv:bizstep:shipping". Empty for measurement types and alerts, which have
/// none.
std::string urn_of_word(Vocabulary list, std::string_view word);

/// The standard word behind a web URI (of today or of earlier contexts) or a URN. Nothing for other texts.
std::optional<std::string_view> word_behind(Vocabulary list, std::string_view uri);

/// A URN of the vocabulary's own space that names no standard word: never a legal value.
bool is_unknown_urn(Vocabulary list, std::string_view uri);

/// What a type of measurement measures ("temperature"); empty for any or for an unknown type.
std::string_view dimension_of(std::string_view measurement_type);

/// A value in the SI unit of its dimension.
struct BaseValue {
    std::string_view dimension;
    double value = 0;
};

/// 86 FAH is 303.15 of temperature. Nothing for a unit outside data/measuring-units.csv.
std::optional<BaseValue> base_value(std::string_view unit, double value);

}  // namespace chophien::traceability::epcis
