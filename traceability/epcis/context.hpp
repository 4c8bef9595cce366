// The @context of a document or event: which prefixes stand for which namespaces. Nothing is loaded from the
// network; data/epcis-contexts.csv says what known addresses lend.
#pragma once

#include "traceability/epcis/event.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::traceability::epcis {

/// The address written into documents of ours.
inline constexpr std::string_view epcis_context =
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

/// Prefix → namespace, without those every EPCIS context has.
using Prefixes = std::map<std::string, std::string, std::less<>>;

/// Of the prefixes every EPCIS context has (epcis, cbv, cbvmda, gs1, rdfs …); empty for others.
std::string_view standard_namespace(std::string_view prefix);

/// One namespace in one spelling: urn:epcglobal:cbv:mda with and without its colon, the web vocabulary under
/// its newer and older addresses.
std::string_view same_namespace(std::string_view name);

/// What a name like "example:grade" is short for.
struct Curie {
    std::string_view prefix;
    std::string_view local;
    std::string_view name_space;
};

/// Nothing when the text has no prefix, or one that stands for nothing.
std::optional<Curie> curie_from(std::string_view text, const Prefixes& prefixes);

/// The full URI of a CURIE; any other text as it is.
std::string expanded(std::string_view text, const Prefixes& prefixes);

struct Context {
    Prefixes prefixes;
    bool epcis = false;  ///< a known EPCIS context is among the addresses
};

/// Adds what a @context declares. Faults: neither address, object nor list; an unknown address in a context
/// that declares nothing itself; a standard prefix for another namespace; a declaration that is no URI.
void read_context(
    const json::Document& declared, std::string_view pointer, Context& context, std::vector<Fault>& faults
);

/// RFC 3986's characters after a scheme; "example:grade" is one too.
bool is_uri(std::string_view text);

}  // namespace chophien::traceability::epcis
