#include "traceability/epcis/context.hpp"

#include "traceability/epcis/faults.hpp"
#include "traceability/epcis/grammar.hpp"
#include "traceability/epcis/table_file.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace chophien::traceability::epcis {

namespace {

struct Standard {
    std::string_view prefix;
    std::string_view name_space;
};

constexpr std::string_view web_vocabulary = "https://gs1.org/voc/";
constexpr std::string_view master_data_attributes = "urn:epcglobal:cbv:mda";

constexpr std::array standards{
    Standard{"gs1", web_vocabulary},
    Standard{"cbvmda", master_data_attributes},
    Standard{"cbv", "https://ref.gs1.org/cbv/"},
    Standard{"epcis", "https://ref.gs1.org/epcis/"},
    Standard{"rdfs", "http://www.w3.org/2000/01/rdf-schema#"},
    Standard{"owl", "http://www.w3.org/2002/07/owl#"},
    Standard{"xsd", "http://www.w3.org/2001/XMLSchema#"},
    Standard{"dcterms", "http://purl.org/dc/terms/"},
};

struct Known {
    bool epcis = false;
    std::vector<std::pair<std::string_view, std::string_view>> prefixes;
};

const std::unordered_map<std::string_view, Known>& known_contexts() {
    static const auto read = [] {
        std::unordered_map<std::string_view, Known> made;
        each_row<2>("epcis-contexts.csv", [&](const auto& cells) {
            auto& known = made[cells[0]];
            known.epcis = cells[1] == "*";
            auto left = known.epcis ? std::string_view() : cells[1];
            while (!left.empty()) {
                const auto one = left.substr(0, left.find(' '));
                left.remove_prefix(std::min(left.size(), one.size() + 1));
                known.prefixes.emplace_back(one.substr(0, one.find('=')), one.substr(one.find('=') + 1));
            }
        });
        return made;
    }();
    return read;
}

// The namespace a declaration gives: a text, or JSON-LD's {"@id": …}.
const std::string* declared_namespace(const json::Document& value) {
    if (value.is_string()) return value.get_ptr<const std::string*>();
    if (!value.is_object()) return nullptr;
    const auto id = value.find("@id");
    return id == value.end() ? nullptr : id->get_ptr<const std::string*>();
}

// A term's own definition ("rdfs:comment": {…}) or alias ("id": "@id") says nothing about prefixes.
bool is_prefix(std::string_view name) {
    return !name.empty() && name.front() != '@' && name.find(':') == std::string_view::npos;
}

void read_declarations(
    const json::Document& object, const std::string& pointer, Context& context, std::vector<Fault>& faults
) {
    if (object.size() > most_members) {
        faults.push_back({pointer, "A context declares at most 250 prefixes.", {}});
        return;
    }
    for (const auto& [prefix, value] : object.items()) {
        if (!is_prefix(prefix)) continue;
        const auto* name = declared_namespace(value);
        if (name != nullptr && name->starts_with('@')) continue;
        if (name == nullptr || !is_uri(*name) || name->size() > longest_uri) {
            faults.push_back(
                {pointer + "/" + escaped_in_pointer(prefix),
                 "A prefix stands for a namespace that is a URI.",
                 shown(value)}
            );
            continue;
        }
        const auto standard = standard_namespace(prefix);
        if (standard.empty()) {
            context.prefixes.insert_or_assign(prefix, *name);
        } else if (same_namespace(*name) != standard) {
            faults.push_back(
                {pointer + "/" + escaped_in_pointer(prefix),
                 "A standard prefix keeps its namespace.",
                 shown(value)}
            );
        }
    }
}

}  // namespace

std::string_view standard_namespace(std::string_view prefix) {
    const auto* found = std::ranges::find(standards, prefix, &Standard::prefix);
    return found == standards.end() ? std::string_view() : found->name_space;
}

std::string_view same_namespace(std::string_view name) {
    for (const std::string_view web :
         {"https://ref.gs1.org/voc/",
          "http://gs1.org/voc/",
          "https://www.gs1.org/voc/",
          "http://www.gs1.org/voc/"})
        if (name == web) return web_vocabulary;
    if (name == "urn:epcglobal:cbv:mda:") return master_data_attributes;
    if (name == "http://ref.gs1.org/cbv/") return "https://ref.gs1.org/cbv/";
    return name;
}

std::optional<Curie> curie_from(std::string_view text, const Prefixes& prefixes) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0) return std::nullopt;
    const auto prefix = text.substr(0, colon);
    const auto local = text.substr(colon + 1);
    if (local.empty() || local.starts_with("//")) return std::nullopt;
    if (const auto standard = standard_namespace(prefix); !standard.empty())
        return Curie{prefix, local, standard};
    const auto declared = prefixes.find(prefix);
    if (declared == prefixes.end()) return std::nullopt;
    return Curie{prefix, local, same_namespace(declared->second)};
}

std::string expanded(std::string_view text, const Prefixes& prefixes) {
    const auto curie = curie_from(text, prefixes);
    if (!curie) return std::string(text);
    std::string uri(curie->name_space);
    if (curie->name_space == master_data_attributes) uri += ':';
    return uri.append(curie->local);
}

void read_context(
    const json::Document& declared, std::string_view pointer, Context& context, std::vector<Fault>& faults
) {
    if (declared.is_array() && declared.size() > most_members) {
        faults.push_back({std::string(pointer), "A context has at most 250 parts.", {}});
        return;
    }
    const bool list = declared.is_array();
    const bool declares = list && std::ranges::any_of(declared, [](const auto& part) {
                              return part.is_object() && !part.empty();
                          });
    std::size_t index = 0;
    const auto read_one = [&](const json::Document& part) {
        const auto at = list ? std::string(pointer) + "/" + std::to_string(index) : std::string(pointer);
        ++index;
        if (part.is_object()) return read_declarations(part, at, context, faults);
        if (!part.is_string()) {
            faults.push_back({at, "A context is an address or an object of prefixes.", shown(part)});
            return;
        }
        const auto known = known_contexts().find(part.get_ref<const std::string&>());
        if (known != known_contexts().end()) {
            context.epcis = context.epcis || known->second.epcis;
            for (const auto& [prefix, name] : known->second.prefixes)
                context.prefixes.insert_or_assign(std::string(prefix), std::string(name));
        } else if (!declares) {
            faults.push_back(
                {at,
                 "Contexts are not loaded from the network: declare the prefixes in the document.",
                 shown(part)}
            );
        }
    };
    if (list) {
        for (const auto& part : declared) read_one(part);
    } else {
        read_one(declared);
    }
}

bool is_uri(std::string_view text) {
    constexpr auto foreign = [] {
        std::array<bool, 256> made{};
        for (std::size_t byte = 0; byte <= 0x20; ++byte) made[byte] = true;
        for (const char sign : std::string_view("<>\"{}|\\^`\x7F"))
            made[static_cast<unsigned char>(sign)] = true;
        return made;
    }();
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return false;
    const auto letter = [](char sign) {
        return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z');
    };
    const auto in_scheme = [&](char sign) {
        return letter(sign) || (sign >= '0' && sign <= '9') || sign == '+' || sign == '-' || sign == '.' ||
               sign == '_';
    };
    return letter(text.front()) && std::ranges::all_of(text.substr(0, colon), in_scheme) &&
           std::ranges::none_of(text, [&](char sign) { return foreign[static_cast<unsigned char>(sign)]; });
}

}  // namespace chophien::traceability::epcis
