// EPC URNs (TDS 2.0 §6): reading them into GS1 keys and writing keys as URNs. Used by names.cpp only.
#pragma once

#include "traceability/epcis/keys.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace chophien::traceability::epcis {

inline constexpr std::size_t most_qualifiers = 4;

/// A key with its qualifiers, decoded and not yet checked. Qualifiers in the order they were written.
struct KeyParts {
    const Key* key = nullptr;
    std::string value;
    std::vector<std::pair<std::string_view, std::string>> qualifiers{};
};

/// urn:epc:id:…, urn:epc:class:… and urn:epc:idpat:… of one class. Nothing for other schemes, wider patterns
/// and texts of another form.
std::optional<KeyParts> parts_of_urn(std::string_view urn);

/// Is of a scheme that stands for a GS1 key, so that failing to read it is a mistake of its writer.
bool claims_to_be_a_key(std::string_view urn);

/// The other way.
std::optional<std::string> urn_of_parts(const KeyParts& parts, const PrefixLength& length);

}  // namespace chophien::traceability::epcis
