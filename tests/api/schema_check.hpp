// As much of JSON Schema as the shared schemas of the resolver use.
#pragma once

#include <nlohmann/json.hpp>

#include <regex>
#include <set>
#include <string>

namespace chophien::api {

inline bool is_of_type(const nlohmann::json& value, const std::string& type) {
    return type == "object"    ? value.is_object()
           : type == "array"   ? value.is_array()
           : type == "string"  ? value.is_string()
           : type == "boolean" ? value.is_boolean()
                               : false;
}

/// The first thing wrong, as a path and a word; empty when nothing is.
// NOLINTNEXTLINE(misc-no-recursion)
inline std::string schema_fault(
    const nlohmann::json& value,
    const nlohmann::json& schema,
    const nlohmann::json& root,
    const std::string& at = ""
) {
    if (schema.is_boolean()) return schema.get<bool>() ? "" : at + " may not be there";
    if (schema.contains("$ref")) {
        const auto name = schema.at("$ref").get<std::string>();
        return schema_fault(value, root.at(nlohmann::json::json_pointer(name.substr(1))), root, at);
    }
    if (schema.contains("type") && !is_of_type(value, schema.at("type"))) return at + " is of another type";
    if (schema.contains("enum")) {
        const auto& among = schema.at("enum");
        if (std::find(among.begin(), among.end(), value) == among.end()) return at + " is not among them";
    }
    if (value.is_string()) {
        const auto& text = value.get_ref<const std::string&>();
        if (schema.contains("pattern") &&
            !std::regex_search(text, std::regex(schema.at("pattern").get<std::string>())))
            return at + " is not like its pattern: " + text;
        if (text.size() < schema.value("minLength", 0U)) return at + " is too short";
    }
    if (value.is_array()) {
        if (value.size() < schema.value("minItems", 0U)) return at + " has too few";
        if (value.size() > schema.value("maxItems", 100'000U)) return at + " has too many";
        if (schema.value("uniqueItems", false) &&
            std::set<nlohmann::json>(value.begin(), value.end()).size() != value.size())
            return at + " repeats itself";
        if (schema.contains("items"))
            for (std::size_t index = 0; index < value.size(); ++index)
                if (auto fault = schema_fault(
                        value[index], schema.at("items"), root, at + "/" + std::to_string(index)
                    );
                    !fault.empty())
                    return fault;
    }
    if (!value.is_object()) return {};
    if (value.size() < schema.value("minProperties", 0U)) return at + " has too few members";
    for (const auto& name : schema.value("required", nlohmann::json::array()))
        if (!value.contains(name.get<std::string>()))
            return at + "/" + name.get<std::string>() + " is missing";
    for (const auto& [name, member] : value.items()) {
        bool known = false;
        if (schema.contains("properties") && schema.at("properties").contains(name)) {
            known = true;
            if (auto fault = schema_fault(member, schema.at("properties").at(name), root, at + "/" + name);
                !fault.empty())
                return fault;
        }
        const auto patterns = schema.value("patternProperties", nlohmann::json::object());
        for (const auto& [pattern, like] : patterns.items())
            if (std::regex_search(name, std::regex(pattern))) {
                // The defaults' own schema stands beside the pattern that all links fit.
                if (!known)
                    if (auto fault = schema_fault(member, like, root, at + "/" + name); !fault.empty())
                        return fault;
                known = true;
            }
        if (!known && schema.contains("additionalProperties") &&
            schema.at("additionalProperties") == nlohmann::json(false))
            return at + "/" + name + " is not known";
    }
    return {};
}

}  // namespace chophien::api
