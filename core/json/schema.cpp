#include "core/json/schema.hpp"

namespace chophien::json::detail {

Document SchemaOf<Money>::of(SchemaBook&) {
    return {
        {"type", "object"},
        {"properties",
         {{"amount", {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}, {"maximum", Money::limit}}},
          {"currency", {{"type", "string"}, {"enum", {"VND"}}}}}},
        {"required", {"amount", "currency"}},
        {"additionalProperties", false},
    };
}

Document SchemaOf<Decimal>::of(SchemaBook&) {
    return {{"type", "string"}, {"pattern", R"(^-?[0-9]+(\.[0-9]{1,3})?$)"}, {"examples", {"2.5"}}};
}

Document SchemaOf<const Unit*>::of(SchemaBook&) {
    Document codes = Document::array();
    for (const auto& unit : units()) codes.push_back(unit.code);
    return {{"type", "string"}, {"enum", codes}};
}

Document SchemaOf<Quantity>::of(SchemaBook& book) {
    return {
        {"type", "object"},
        {"properties", {{"value", book.of<Decimal>()}, {"unit", book.of<const Unit*>()}}},
        {"required", {"value", "unit"}},
        {"additionalProperties", false},
    };
}

}  // namespace chophien::json::detail
