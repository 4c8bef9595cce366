#include "server/docs.hpp"

#include "server/openapi.hpp"
#include "web/render.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace chophien::server {

namespace {

using Json = nlohmann::json;

std::string last_part(const std::string& reference) { return reference.substr(reference.rfind('/') + 1); }

// A schema's type in a few signs: text, integer, [Line], Money …
std::string type_of(const Json& schema) {
    if (schema.contains("$ref")) return last_part(schema["$ref"]);
    if (schema.contains("enum")) {
        std::string words;
        for (const auto& word : schema["enum"]) {
            if (words.size() > 60) return words + " | …";
            words += (words.empty() ? "" : " | ") + word.get<std::string>();
        }
        return words;
    }
    const auto type = schema.value("type", "any");
    if (type == "array") return "[" + type_of(schema.value("items", Json::object())) + "]";
    if (type == "object" && schema.contains("properties")) {
        std::string names;
        for (const auto& [name, member] : schema["properties"].items())
            names += (names.empty() ? "" : ", ") + name;
        return "{" + names + "}";
    }
    return schema.contains("format") ? schema["format"].get<std::string>() : type;
}

bool holds(const Json& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

Json fields_of(const Json& schema) {
    auto fields = Json::array();
    const auto required = schema.value("required", Json::array());
    const auto properties = schema.value("properties", Json::object());
    for (const auto& [name, member] : properties.items())
        fields.push_back(
            {{"name", name},
             {"required", holds(required, name)},
             {"type", type_of(member)},
             {"about", member.value("description", "")}}
        );
    return fields;
}

Json operation_view(const std::string& path, std::string verb, const Json& operation) {
    std::ranges::transform(verb, verb.begin(), [](unsigned char sign) {
        return static_cast<char>(std::toupper(sign));
    });
    auto parameters = Json::array();
    for (const auto& parameter : operation.value("parameters", Json::array())) {
        const auto& schema = parameter["schema"];
        parameters.push_back(
            {{"name", parameter["name"]},
             {"in", parameter["in"]},
             {"required", parameter["required"]},
             {"type", type_of(schema)},
             {"about", parameter.value("description", schema.value("description", ""))}}
        );
    }
    auto body = Json::array();
    if (operation.contains("requestBody"))
        for (const auto& [type, content] : operation["requestBody"]["content"].items())
            body = fields_of(content["schema"]);
    Json view{
        {"id", operation["operationId"]},
        {"verb", verb},
        {"path", path},
        {"summary", operation["summary"]},
        {"permission", operation["x-permission"]},
        {"has_parameters", !parameters.empty()},
        {"parameters", parameters},
        {"has_body", !body.empty()},
        {"body", body},
        {"reply", ""},
    };
    for (const auto& [status, reply] : operation["responses"].items()) {
        if (status == "default") continue;
        view["status"] = status;
        if (reply.contains("content") && reply["content"].contains("application/json"))
            view["reply"] = type_of(reply["content"]["application/json"]["schema"]);
    }
    return view;
}

}  // namespace

std::string docs_page(const Router& router, Language language) {
    const auto document = openapi_document(router);
    std::map<std::string, Json> groups;
    for (const auto& [path, verbs] : document["paths"].items())
        for (const auto& [verb, operation] : verbs.items()) {
            auto& group = groups[operation["tags"][0]];
            if (group.is_null()) group = Json::array();
            group.push_back(operation_view(path, verb, operation));
        }
    auto listed = Json::array();
    for (const auto& [name, operations] : groups)
        listed.push_back({{"name", name}, {"operations", operations}, {"last", false}});
    if (!listed.empty()) listed.back()["last"] = true;
    auto shapes = Json::array();
    for (const auto& [name, schema] : document["components"]["schemas"].items())
        shapes.push_back({{"name", name}, {"fields", fields_of(schema)}});
    const bool vi = language == Language::vi;
    return web::page(
        "docs",
        {{"title", vi ? "Tài liệu API" : "API documents"},
         {"vi", vi},
         {"other_language", vi ? "/docs?lang=en" : "/docs?lang=vi"},
         {"groups", listed},
         {"shapes", shapes}}
    );
}

}  // namespace chophien::server
