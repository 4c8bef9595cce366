#include "server/openapi.hpp"

#include "catalog/spreadsheet.hpp"
#include "server/problems.hpp"
#include "server/settings.hpp"

#include <fmt/format.h>

namespace chophien::server {

namespace {

using Json = json::Document;

Json problem_schema() {
    const Json text{{"type", "string"}};
    return {
        {"type", "object"},
        {"description", "RFC 9457. `code` is stable; `violations` names everything wrong at once."},
        {"properties",
         {{"type", text},
          {"title", text},
          {"status", {{"type", "integer"}}},
          {"detail", text},
          {"instance", text},
          {"code", text},
          {"title_vi", text},
          {"title_en", text},
          {"detail_vi", text},
          {"detail_en", text},
          {"violations",
           {{"type", "array"},
            {"items",
             {{"type", "object"},
              {"properties",
               {{"pointer", text},
                {"code", text},
                {"message", text},
                {"message_vi", text},
                {"message_en", text}}}}}}}}},
        {"required", {"type", "title", "status", "code"}},
    };
}

bool in_path(std::string_view path, const std::string& name) {
    return path.find("{" + name + "}") != std::string_view::npos;
}

std::string_view tag_of_path(std::string_view path) {
    if (path.starts_with("/epcis")) return "epcis";
    if (!path.starts_with("/v1/")) return "pages";
    path.remove_prefix(4);
    return path.substr(0, path.find('/'));
}

Json header_parameter(std::string_view name, bool required, std::string_view about) {
    return {
        {"name", name},
        {"in", "header"},
        {"required", required},
        {"description", about},
        {"schema", {{"type", "string"}}}};
}

Json operation_of(const Route& route, json::SchemaBook& book) {
    const auto& line = route.line;
    const bool has_body = line.verb == Verb::post || line.verb == Verb::put || line.verb == Verb::patch;
    Json operation{
        {"operationId", line.operation},
        {"summary", line.summary},
        {"tags", {tag_of_path(line.path)}},
        {"x-permission", json::name_of(line.may)},
    };
    const auto members = route.request_schema(book);
    auto parameters = Json::array();
    auto body = members;
    body["properties"] = Json::object();
    body["required"] = Json::array();
    const auto required = members.value("required", Json::array());
    for (const auto& [name, schema] : members.at("properties").items()) {
        const bool needed = std::find(required.begin(), required.end(), name) != required.end();
        const bool path = in_path(line.path, name);
        if (!path && has_body && line.body == Body::json) {
            body["properties"][name] = schema;
            if (needed) body["required"].push_back(name);
            continue;
        }
        if (!path && has_body && (name == "csv" || name == "file" || name == "body")) continue;
        Json parameter{
            {"name", name},
            {"in", path ? "path" : "query"},
            {"required", path || needed},
            {"schema", schema}};
        if (schema.value("type", "") == "array") {
            parameter["style"] = "form";
            parameter["explode"] = false;
        }
        parameters.push_back(parameter);
    }
    if (line.verb == Verb::post && line.replayable && line.may != Permission::anyone)
        parameters.push_back(
            header_parameter("Idempotency-Key", false, "Makes repeats safe: the same key answers the same.")
        );
    if (line.verb == Verb::post && line.replayable && line.may == Permission::anyone)
        parameters.push_back(
            header_parameter("Idempotency-Key", false, "Makes repeats safe, for one address.")
        );
    if (route.needs_version)
        parameters.push_back(header_parameter("If-Match", true, "The ETag you read, or *."));
    if (!parameters.empty()) operation["parameters"] = parameters;
    if (has_body && line.body == Body::csv) {
        operation["requestBody"] = {
            {"required", true},
            {"content",
             {{"text/csv", {{"schema", {{"type", "string"}}}}},
              {std::string(catalog::xlsx_type), {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
    } else if (has_body && line.body == Body::picture) {
        operation["requestBody"] = {
            {"required", true},
            {"content", {{"image/*", {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}}};
    } else if (has_body && line.body == Body::raw) {
        operation["requestBody"] = {{"required", true}, {"content", Json::object()}};
        for (const auto* type : {"application/json", "application/ld+json", "application/xml", "text/xml"})
            operation["requestBody"]["content"][type] = {{"schema", {{"type", "string"}}}};
    } else if (has_body && !body["properties"].empty()) {
        if (body["required"].empty()) body.erase("required");
        operation["requestBody"] = {
            {"required", body.contains("required")}, {"content", {{"application/json", {{"schema", body}}}}}};
    }
    const auto status = !route.has_reply                    ? "204"
                        : line.success == Success::created  ? "201"
                        : line.success == Success::accepted ? "202"
                                                            : "200";
    Json reply{{"description", line.summary}};
    if (route.has_reply) {
        auto schema = route.reply_schema(book);
        if (schema.is_null()) schema = {{"type", "string"}};
        reply["content"] = {{std::string(line.media_type), {{"schema", schema}}}};
    }
    operation["responses"] = {
        {status, reply},
        {"default",
         {{"description", "A refusal"},
          {"content",
           {{"application/problem+json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}}}};
    if (line.may != Permission::anyone) operation["security"] = Json::array({{{"bearer", Json::array()}}});
    return operation;
}

}  // namespace

nlohmann::json openapi_document(const Router& router) {
    json::SchemaBook book;
    auto paths = Json::object();
    for (const auto* route : router.routes()) {
        std::string verb(name_of(route->line.verb));
        std::ranges::transform(verb, verb.begin(), [](unsigned char sign) {
            return static_cast<char>(std::tolower(sign));
        });
        paths[std::string(route->line.path)][verb] = operation_of(*route, book);
    }
    auto schemas = Json::object();
    for (const auto& [name, schema] : book.named()) schemas[name] = schema;
    schemas["Problem"] = problem_schema();
    auto codes = Json::object();
    for (const auto* refusal : all_refusals())
        codes[std::string(refusal->code)] = {
            {"status", status_of(refusal->kind)}, {"vi", refusal->title.vi}, {"en", refusal->title.en}};
    return {
        {"openapi", "3.1.0"},
        {"info",
         {{"title", "Chợ Phiên"},
          {"version", version},
          {"description",
           "A marketplace for Vietnam's cooperatives. Amounts are whole đồng, quantities decimal texts, "
           "times UTC."},
          {"license", {{"name", "MIT"}, {"identifier", "MIT"}}}}},
        {"paths", paths},
        {"components",
         {{"schemas", schemas}, {"securitySchemes", {{"bearer", {{"type", "http"}, {"scheme", "bearer"}}}}}}},
        {"x-problem-codes", codes},
    };
}

std::string openapi(const Router& router) { return openapi_document(router).dump(1) + "\n"; }

}  // namespace chophien::server
